// The canvas of a modern page: what CanvasContent1 of its list item holds, HTML with one div for
// each control whose attributes carry the control as JSON.
//
//   <div><div data-sp-canvascontrol="" data-sp-controldata="{controlType:3,position:{...},...}">
//     <div data-sp-webpart="" data-sp-webpartdata="{title:...}">...</div></div>...</div>
//
// A control says in which section (zoneIndex) and column (sectionIndex) it stands.

#ifndef SERVICES_SPO_CANVAS_H_
#define SERVICES_SPO_CANVAS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/json/value.h"

namespace o365::spo {

// What a control is, as its controlType says.
inline constexpr int kCanvasWebPart = 3;
inline constexpr int kCanvasText = 4;

struct CanvasControl {
  int type = 0;
  std::string id;
  // All that is known of it, under the names that the documented output has.
  json::Value properties = {};
};

struct Canvas {
  int sections = 0;
  // Of all sections, column by column in each.
  std::vector<CanvasControl> controls = {};
};

// Reads a page's canvas; "" is an empty one. kDataLoss when a control cannot be read.
absl::StatusOr<Canvas> ReadCanvas(absl::string_view html);

// "Client-side web part", "Client-side text".
std::string CanvasControlName(int type);

}  // namespace o365::spo

#endif  // SERVICES_SPO_CANVAS_H_
