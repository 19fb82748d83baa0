#include "common/output/format.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"

namespace o365::output {
namespace {

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
    const json::Value* value = Lookup(object, column.path.empty() ? column.name : column.path);
    lines.emplace_back(column.name, value == nullptr ? "undefined" : CellText(*value));
  }
  if (columns.empty()) {
    for (const auto& [name, value] : object.members())
      lines.emplace_back(OneLine(name), CellText(value));
  }
  return ObjectLines(std::move(lines));
}

std::string RenderTable(const std::vector<json::Value>& objects, absl::Span<const Column> columns) {
  const Table table(objects, columns);
  std::string out = table.Head();
  for (const json::Value& object : objects) out += table.Line(object);
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

absl::Status Print(const json::Value& result, Format format, absl::Span<const Column> columns,
                   const std::function<absl::Status(absl::string_view piece)>& write) {
  if (format == Format::kText) return write(RenderText(result, columns));
  if (result.is_null()) return absl::OkStatus();
  RETURN_IF_ERROR(json::WritePretty(result, "", write));
  return write("\n");
}

}  // namespace o365::output
