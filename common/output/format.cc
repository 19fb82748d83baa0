#include "common/output/format.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace o365::output {
namespace {

using Row = std::vector<std::string>;

// Columns on the screen: UTF-8 continuation bytes take none.
size_t Width(absl::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string Pad(absl::string_view text, size_t width) {
  return absl::StrCat(text, std::string(width - std::min(width, Width(text)), ' '));
}

// Names and values come from a tenant's users: control characters must not drive the terminal.
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

const json::Value* Lookup(const json::Value& object, const Column& column) {
  const json::Value* at = &object;
  const absl::string_view path = column.path.empty() ? column.name : column.path;
  // A name that itself has a dot ("odata.type") comes before a path.
  if (const json::Value* direct = object.Find(path); direct != nullptr) return direct;
  for (absl::string_view name : absl::StrSplit(path, '.')) {
    at = at->Find(name);
    if (at == nullptr) return nullptr;
  }
  return at;
}

std::string ObjectLines(std::vector<std::pair<std::string, std::string>> lines) {
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  size_t width = 0;
  for (const auto& line : lines) width = std::max(width, Width(line.first));
  std::string out;
  for (const auto& [name, text] : lines) absl::StrAppend(&out, Pad(name, width), ": ", text, "\n");
  return out;
}

std::string RenderObject(const json::Value& object, absl::Span<const Column> columns) {
  std::vector<std::pair<std::string, std::string>> lines;
  for (const Column& column : columns) {
    const json::Value* value = Lookup(object, column);
    lines.emplace_back(column.name, value == nullptr ? "undefined" : CellText(*value));
  }
  if (columns.empty()) {
    for (const auto& [name, value] : object.members())
      lines.emplace_back(OneLine(name), CellText(value));
  }
  return ObjectLines(std::move(lines));
}

std::vector<Column> AllColumns(const std::vector<json::Value>& rows) {
  std::vector<Column> columns;
  for (const json::Value& row : rows) {
    for (const auto& member : row.members()) {
      const bool known = std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
        return column.name == member.first;
      });
      if (!known) columns.push_back({.name = member.first, .path = {}});
    }
  }
  return columns;
}

std::string RenderTable(const std::vector<json::Value>& objects, absl::Span<const Column> columns) {
  std::vector<Column> all;
  if (columns.empty()) {
    all = AllColumns(objects);
    columns = all;
  }
  std::vector<Row> rows(1);
  for (const Column& column : columns) rows[0].push_back(OneLine(std::string(column.name)));
  for (const json::Value& object : objects) {
    Row& row = rows.emplace_back();
    for (const Column& column : columns) {
      const json::Value* value = Lookup(object, column);
      row.push_back(value == nullptr ? "" : CellText(*value));
    }
  }
  std::vector<size_t> widths(columns.size());
  for (const Row& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  }
  Row rule;
  for (const size_t width : widths) rule.emplace_back(width, '-');
  rows.insert(rows.begin() + 1, std::move(rule));
  std::string out;
  for (const Row& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i)
      absl::StrAppend(&line, i == 0 ? "" : "  ", Pad(row[i], widths[i]));
    absl::StrAppend(&out, absl::StripTrailingAsciiWhitespace(line), "\n");
  }
  return out;
}

std::string RenderText(const json::Value& result, absl::Span<const Column> columns) {
  if (result.is_null()) return "";
  if (result.is_object()) return RenderObject(result, columns);
  if (!result.is_array()) return absl::StrCat(result.ToText(), "\n");
  const std::vector<json::Value>& elements = result.elements();
  const bool objects = std::any_of(elements.begin(), elements.end(),
                                   [](const json::Value& e) { return e.is_object(); });
  if (objects && elements.size() == 1) return RenderObject(elements[0], columns);
  if (objects) return RenderTable(elements, columns);
  std::string out;
  for (const json::Value& element : elements) absl::StrAppend(&out, CellText(element), "\n");
  return out;
}

}  // namespace

std::string Render(const json::Value& result, Format format, absl::Span<const Column> columns) {
  if (format == Format::kText) return RenderText(result, columns);
  return result.is_null() ? "" : absl::StrCat(json::WritePretty(result), "\n");
}

}  // namespace o365::output
