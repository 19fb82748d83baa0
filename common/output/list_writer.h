// A list printed as it arrives, so that a million elements take no more memory than a page of them.
// What is printed is what Render prints for the whole list.

#ifndef COMMON_OUTPUT_LIST_WRITER_H_
#define COMMON_OUTPUT_LIST_WRITER_H_

#include <functional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/json/value.h"
#include "common/output/format.h"
#include "common/output/table.h"

namespace o365::output {

class ListWriter {
 public:
  using Write = std::function<absl::Status(absl::string_view text)>;

  // Text: the first rows are held back until this many, or this many bytes of memory, tell how wide
  // the columns are; a wider value further on pushes what follows it to the right.
  static constexpr size_t kRowsForWidths = 1000;
  static constexpr size_t kBytesForWidths = 4 << 20;

  // `columns` must outlive this; see Render.
  ListWriter(Format format, absl::Span<const Column> columns, Write write)
      : format_(format), columns_(columns), write_(std::move(write)) {}

  // Says that the result is a list, even if nothing is added.
  void Begin() { begun_ = true; }
  bool begun() const { return begun_; }

  // Adds an element. Errors of `write`.
  absl::Status Add(json::Value element);
  // Prints a value as JSON in one line, whatever the format; not to be mixed with Add. The last
  // lines are printed by Flush.
  absl::Status AddLine(const json::Value& value);
  // Prints what JSON holds so far; called when more may take a while.
  absl::Status Flush();
  // Prints what is left. Nothing may be added afterwards.
  absl::Status Finish();

 private:
  absl::Status AddJson(const json::Value& element);
  absl::Status AddText(json::Value element);
  absl::Status EndWait();
  absl::Status Put(absl::string_view text);

  const Format format_;
  const absl::Span<const Column> columns_;
  const Write write_;
  bool begun_ = false;
  bool any_ = false;                          // JSON: the list was opened
  std::string pending_;                       // written out when it is long
  json::Value first_ = json::Value::Array();  // text: what is held back
  size_t held_bytes_ = 0;
  Table table_;         // text: once the widths are known
  bool lines_ = false;  // text: a list without objects, which has no columns
};

}  // namespace o365::output

#endif  // COMMON_OUTPUT_LIST_WRITER_H_
