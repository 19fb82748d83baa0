#include "common/output/list_writer.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
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
  const bool first = !any_;
  any_ = true;
  return Put(absl::StrCat(first ? "[\n  " : ",\n  ",
                          absl::StrReplaceAll(json::WritePretty(element), {{"\n", "\n  "}})));
}

absl::Status ListWriter::AddText(json::Value element) {
  if (!table_.empty()) return Put(table_.Line(element));
  first_.Append(std::move(element));
  if (first_.elements().size() < kRowsForWidths || !first_.ElementAt(0).is_object())
    return absl::OkStatus();
  table_ = Table(first_.elements(), columns_);
  RETURN_IF_ERROR(Put(table_.Head()));
  for (const json::Value& object : first_.elements()) RETURN_IF_ERROR(Put(table_.Line(object)));
  first_ = json::Value::Array();
  return absl::OkStatus();
}

absl::Status ListWriter::Put(absl::string_view text) {
  constexpr size_t kEnough = 64 * 1024;
  absl::StrAppend(&pending_, text);
  return pending_.size() < kEnough ? absl::OkStatus() : Flush();
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
  } else if (table_.empty()) {
    RETURN_IF_ERROR(Put(Render(first_, format_, columns_)));
  }
  return Flush();
}

}  // namespace o365::output
