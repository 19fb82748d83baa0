// Reads one page of a list as it arrives: {"value": [...], "@odata.nextLink": "..."}, or the array
// alone.
//
//   PageReader page([&](json::Value element) { return Use(std::move(element)); });
//   RETURN_IF_ERROR(page.Write(piece));   // as often as pieces arrive
//   ASSIGN_OR_RETURN(const json::Value rest, page.Finish());
//
// The first megabyte is held back, so that a short page whose connection is cut can be asked for
// again, and of a page that turns out to be none nothing is used.

#ifndef COMMON_ODATA_PAGE_READER_H_
#define COMMON_ODATA_PAGE_READER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/http/message.h"
#include "common/json/splitter.h"
#include "common/json/value.h"

namespace o365::odata {

class PageReader {
 public:
  // Gets one element; an error ends the reading.
  using Element = std::function<absl::Status(json::Value element)>;

  explicit PageReader(Element element);
  PageReader(const PageReader&) = delete;
  PageReader& operator=(const PageReader&) = delete;

  absl::Status Write(absl::string_view piece);

  // Begins anew, as if nothing had arrived. False when elements were already handed on.
  bool Restart();

  // A CutConnectionError when the text ends too early and `response`, with which it came, ended
  // with its connection.
  absl::Status CheckIsWhole(const http::Response& response) const;

  // Hands on what was held back and returns the page with its array emptied. kDataLoss when the
  // page is not complete, when it is no list, or when the service reports an error beside it.
  absl::StatusOr<json::Value> Finish();

  // Elements so far.
  int64_t size() const { return size_; }

 private:
  absl::Status Take(absl::string_view text);
  absl::Status HandOn(absl::string_view text);
  absl::Status HandOnHeld();

  const Element element_;
  std::optional<json::ArraySplitter> splitter_;
  std::vector<std::string> held_;
  size_t held_bytes_ = 0;
  bool handed_on_ = false;
  bool begun_ = false;
  int64_t size_ = 0;
};

}  // namespace o365::odata

#endif  // COMMON_ODATA_PAGE_READER_H_
