// Rows of text in columns.

#ifndef COMMON_OUTPUT_TABLE_H_
#define COMMON_OUTPUT_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/json/value.h"

namespace o365::output {

// A column of a table: its heading, and the path of names to its value ("properties.displayName")
// where that is not the heading itself.
struct Column {
  absl::string_view name;
  absl::string_view path = {};
};

class Table {
 public:
  Table() = default;
  // A table wide enough for `objects`; without columns, of all members that any of them has.
  Table(const std::vector<json::Value>& objects, absl::Span<const Column> columns);

  bool empty() const { return columns_.empty(); }
  // The names and the rule below them.
  std::string Head() const;
  // The object's line.
  std::string Line(const json::Value& object) const;

 private:
  using Row = std::vector<std::string>;

  Row Cells(const json::Value& object) const;
  std::string Join(const Row& row) const;

  struct OwnedColumn {
    std::string name, path;
  };
  std::vector<OwnedColumn> columns_;
  std::vector<size_t> widths_;
};

// A value in one line; control characters, which could drive a terminal, become blanks.
std::string CellText(const json::Value& value);
std::string OneLine(std::string text);
// Columns that the text takes on the screen.
size_t Width(absl::string_view text);
std::string Pad(absl::string_view text, size_t width);
// The value of a column; nullptr when the object has none.
const json::Value* Lookup(const json::Value& object, absl::string_view path);

}  // namespace o365::output

#endif  // COMMON_OUTPUT_TABLE_H_
