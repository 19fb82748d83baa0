#include "common/output/table.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace o365::output {
namespace {

// A longer value pushes what follows it to the right; one of megabytes must not make megabytes of
// blanks in each row.
constexpr size_t kWidestColumn = 4096;

}  // namespace

// UTF-8 continuation bytes take no column.
size_t Width(absl::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string Pad(absl::string_view text, size_t width) {
  return absl::StrCat(text, std::string(width - std::min(width, Width(text)), ' '));
}

std::string OneLine(std::string text) {
  for (char& c : text) {
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) c = ' ';
  }
  return text;
}

std::string CellText(const json::Value& value) {
  if (value.is_null()) return "null";
  if (value.is_array() || value.is_object()) return OneLine(json::Write(value));
  return OneLine(value.ToText());
}

const json::Value* Lookup(const json::Value& object, absl::string_view path) {
  // A name that itself has a dot ("odata.type") comes before a path.
  if (const json::Value* direct = object.Find(path); direct != nullptr) return direct;
  const json::Value* at = &object;
  for (absl::string_view name : absl::StrSplit(path, '.')) {
    at = at->Find(name);
    if (at == nullptr) return nullptr;
  }
  return at;
}

Table::Table(const std::vector<json::Value>& objects, absl::Span<const Column> columns) {
  for (const Column& column : columns)
    columns_.push_back(
        {std::string(column.name), std::string(column.path.empty() ? column.name : column.path)});
  std::set<absl::string_view> known;
  for (const json::Value& object : objects) {
    if (!columns.empty()) break;
    for (const auto& member : object.members()) {
      if (known.insert(member.first).second) columns_.push_back({member.first, member.first});
    }
  }
  for (const OwnedColumn& column : columns_) widths_.push_back(Width(OneLine(column.name)));
  for (const json::Value& object : objects) {
    const Row cells = Cells(object);
    for (size_t i = 0; i < cells.size(); ++i)
      widths_[i] = std::max(widths_[i], std::min(Width(cells[i]), kWidestColumn));
  }
}

std::string Table::Head() const {
  Row names, rule;
  for (const OwnedColumn& column : columns_) names.push_back(OneLine(column.name));
  for (const size_t width : widths_) rule.emplace_back(width, '-');
  return absl::StrCat(Join(names), Join(rule));
}

std::string Table::Line(const json::Value& object) const { return Join(Cells(object)); }

Table::Row Table::Cells(const json::Value& object) const {
  Row row;
  for (const OwnedColumn& column : columns_) {
    const json::Value* value = Lookup(object, column.path);
    row.push_back(value == nullptr ? "" : CellText(*value));
  }
  return row;
}

std::string Table::Join(const Row& row) const {
  std::string line;
  for (size_t i = 0; i < row.size(); ++i)
    absl::StrAppend(&line, i == 0 ? "" : "  ", Pad(row[i], widths_[i]));
  absl::StripTrailingAsciiWhitespace(&line);
  line += '\n';
  return line;
}

}  // namespace o365::output
