#include "common/output/list_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"

namespace o365::output {

absl::Status ListWriter::Add(json::Value element) {
  begun_ = true;
  return format_ == Format::kJson ? AddJson(element) : AddText(std::move(element));
}

absl::Status ListWriter::AddLine(const json::Value& value) {
  return Put(absl::StrCat(json::Write(value), "\n"));
}

// A line break in JSON is never within a string.
absl::Status ListWriter::AddJson(const json::Value& element) {
  RETURN_IF_ERROR(Put(any_ ? ",\n  " : "[\n  "));
  any_ = true;
  return json::WritePretty(element, "  ", [this](absl::string_view piece) { return Put(piece); });
}

absl::Status ListWriter::AddText(json::Value element) {
  if (lines_) return Put(absl::StrCat(CellText(element), "\n"));
  if (!table_.empty()) return Put(table_.Line(element));
  held_bytes_ += json::MemoryOf(element);
  first_.Append(std::move(element));
  const bool enough =
      first_.elements().size() >= kRowsForWidths ||
      (first_.elements().size() > 1 && held_bytes_ >= kBytesForWidths);  // one is no table
  return enough ? EndWait() : absl::OkStatus();
}

// Prints what was held back, now that it is known how.
absl::Status ListWriter::EndWait() {
  const json::Value first = std::exchange(first_, json::Value::Array());
  lines_ = std::none_of(first.elements().begin(), first.elements().end(),
                        [](const json::Value& element) { return element.is_object(); });
  if (!lines_) {
    table_ = Table(first.elements(), columns_);
    RETURN_IF_ERROR(Put(table_.Head()));
  }
  for (const json::Value& element : first.elements())
    RETURN_IF_ERROR(Put(lines_ ? absl::StrCat(CellText(element), "\n") : table_.Line(element)));
  return absl::OkStatus();
}

absl::Status ListWriter::Put(absl::string_view text) {
  constexpr size_t kEnough = 64 * 1024;
  if (pending_.size() + text.size() >= kEnough) {
    RETURN_IF_ERROR(Flush());
    if (text.size() >= kEnough) return write_(text);
  }
  absl::StrAppend(&pending_, text);
  return absl::OkStatus();
}

absl::Status ListWriter::Flush() {
  if (pending_.empty()) return absl::OkStatus();
  const std::string text = std::move(pending_);
  pending_.clear();
  return write_(text);
}

absl::Status ListWriter::Finish() {
  if (format_ == Format::kJson) {
    RETURN_IF_ERROR(Put(any_ ? "\n]\n" : "[]\n"));
  } else if (table_.empty() && !lines_) {
    RETURN_IF_ERROR(Put(Render(first_, format_, columns_)));
  }
  return Flush();
}

}  // namespace o365::output
