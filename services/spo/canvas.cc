#include "services/spo/canvas.h"

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace o365::spo {
namespace {

constexpr absl::string_view kOpen = "<div", kClose = "</div>";

// Where a control stands, as numbers that are compared by their text.
struct Place {
  std::string section, column;
};

// The value of an attribute in the first tag that has it; "" when none has.
absl::string_view Attribute(absl::string_view html, absl::string_view name) {
  const std::string start = absl::StrCat(" ", name, "=\"");
  const size_t begin = html.find(start);
  if (begin == absl::string_view::npos) return "";
  html.remove_prefix(begin + start.size());
  return html.substr(0, html.find('"'));
}

// A div with all that it holds.
struct Div {
  absl::string_view all;
  absl::string_view content;
};

// The first div whose tag has this attribute; its end is found by counting divs.
std::optional<Div> FindDiv(absl::string_view html, absl::string_view attribute) {
  for (size_t start = html.find(kOpen); start != absl::string_view::npos;
       start = html.find(kOpen, start + 1)) {
    const size_t tag_end = html.find('>', start);
    if (tag_end == absl::string_view::npos) return std::nullopt;
    if (!absl::StrContains(html.substr(start, tag_end - start), absl::StrCat(" ", attribute)))
      continue;
    size_t position = tag_end + 1;
    for (int depth = 1;;) {
      const size_t close = html.find(kClose, position), open = html.find(kOpen, position);
      if (close == absl::string_view::npos) return std::nullopt;
      depth += open < close ? 1 : -1;
      if (depth == 0)
        return Div{html.substr(start, close + kClose.size() - start),
                   html.substr(tag_end + 1, close - tag_end - 1)};
      position = std::min(open, close) + 1;
    }
  }
  return std::nullopt;
}

// Attributes hold JSON with its punctuation as references; what else is escaped is HTML inside of
// texts and stays so. Older pages have backslashes before punctuation, which JSON does not know.
absl::StatusOr<json::Value> ReadJson(absl::string_view attribute) {
  if (attribute.empty()) return json::Value::Object();
  const std::string text = absl::StrReplaceAll(attribute, {{"&quot;", "\""},
                                                           {"&#58;", ":"},
                                                           {"&#123;", "{"},
                                                           {"&#125;", "}"},
                                                           {"\\\\", "\\\\"},
                                                           {"\\.", "."},
                                                           {"\\?", "?"},
                                                           {"\\[", "["},
                                                           {"\\]", "]"},
                                                           {"\\(", "("},
                                                           {"\\)", ")"},
                                                           {"\\|", "|"},
                                                           {"\\+", "+"},
                                                           {"\\*", "*"},
                                                           {"\\$", "$"}});
  absl::StatusOr<json::Value> value = json::Parse(text);
  if (!value.ok())
    return absl::DataLossError(
        absl::StrCat("cannot read a control of the page: ", value.status().message()));
  return value;
}

std::string Version(absl::string_view text) { return absl::StrReplaceAll(text, {{"\\.", "."}}); }

std::string TextOr(const json::Value& value, absl::string_view otherwise) {
  return value.is_null() ? std::string(otherwise) : value.ToText();
}

absl::Status AddWebPart(absl::string_view html, json::Value& properties) {
  ASSIGN_OR_RETURN(const json::Value part, ReadJson(Attribute(html, "data-sp-webpartdata")));
  properties.Set("dataVersion", Version(Attribute(html, "data-sp-webpartdataversion")));
  for (const auto& [name, shown] : {std::pair{"title", "title"},
                                    {"description", "description"},
                                    {"properties", "propertieJson"},
                                    {"id", "webPartId"}}) {
    if (const json::Value* value = part.Find(name); value != nullptr) properties.Set(shown, *value);
  }
  const std::optional<Div> html_properties = FindDiv(html, "data-sp-htmlproperties");
  properties.Set("htmlProperties",
                 html_properties.has_value() ? html_properties->content : absl::string_view());
  properties.Set("serverProcessedContent", part["serverProcessedContent"]);
  for (const char* name : {"dynamicDataPaths", "dynamicDataValues"}) {
    if (const json::Value* value = part.Find(name); value != nullptr) properties.Set(name, *value);
  }
  properties.Set("canvasDataVersion", Version(Attribute(html, "data-sp-canvasdataversion")));
  return absl::OkStatus();
}

// Text is always a paragraph; the editor leaves out the tag of a single one.
void AddText(absl::string_view html, json::Value& properties) {
  const std::optional<Div> text = FindDiv(html, "data-sp-rte");
  const absl::string_view content = text.has_value() ? text->content : absl::string_view();
  properties.Set("_text", absl::StartsWith(content, "<p>") ? std::string(content)
                                                           : absl::StrCat("<p>", content, "</p>"));
}

// A section with its columns, in the order in which controls name them.
struct Column {
  std::string name;
  std::vector<CanvasControl> controls = {};
};
struct Section {
  std::string name;
  std::vector<Column> columns;
};

template <class T>
T& FindOrAdd(std::vector<T>& all, const std::string& name) {
  for (T& one : all) {
    if (one.name == name) return one;
  }
  all.push_back({name, {}});
  return all.back();
}

absl::Status AddControl(absl::string_view html, std::vector<Section>& sections) {
  ASSIGN_OR_RETURN(const json::Value data, ReadJson(Attribute(html, "data-sp-controldata")));
  const json::Value& position = data["position"];
  const int type = static_cast<int>(data["controlType"].AsInt().value_or(0));
  const bool is_part = type == kCanvasWebPart || type == kCanvasText;
  // A control of another kind, such as the page's settings, stands nowhere; one without a kind is
  // an empty column.
  if (!is_part && type != 0) return absl::OkStatus();
  Section& section = FindOrAdd(sections, TextOr(position["zoneIndex"], "0"));
  Column& column = FindOrAdd(section.columns, TextOr(position["sectionIndex"], "0"));
  if (!is_part) return absl::OkStatus();
  CanvasControl control{.type = type, .id = data["id"].AsString()};
  control.properties =
      json::Value::Object({{"controlType", type},
                           {"dataVersion", Version(Attribute(html, "data-sp-canvasdataversion"))},
                           {"order", static_cast<int64_t>(column.controls.size() + 1)},
                           {"id", data["id"]},
                           {"controlData", data}});
  if (type == kCanvasText) {
    AddText(html, control.properties);
  } else {
    RETURN_IF_ERROR(AddWebPart(html, control.properties));
  }
  column.controls.push_back(std::move(control));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Canvas> ReadCanvas(absl::string_view html) {
  // Line breaks mean nothing in the canvas.
  const std::string line = absl::StrReplaceAll(html, {{"\t", ""}, {"\r", ""}, {"\n", ""}});
  std::vector<Section> sections;
  absl::string_view rest = line;
  while (const std::optional<Div> div = FindDiv(rest, "data-sp-canvascontrol")) {
    RETURN_IF_ERROR(AddControl(div->all, sections));
    rest.remove_prefix(div->all.data() + div->all.size() - rest.data());
  }
  Canvas canvas{.sections = static_cast<int>(sections.size())};
  for (Section& section : sections) {
    for (Column& column : section.columns) {
      for (CanvasControl& control : column.controls) canvas.controls.push_back(std::move(control));
    }
  }
  return canvas;
}

std::string CanvasControlName(int type) {
  if (type == kCanvasWebPart) return "Client-side web part";
  if (type == kCanvasText) return "Client-side text";
  return absl::StrCat(type);
}

}  // namespace o365::spo
