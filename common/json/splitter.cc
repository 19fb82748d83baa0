#include "common/json/splitter.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/json/value.h"

namespace o365::json {

namespace {

constexpr size_t kLargest = 16 << 20;  // of an element, and of what stands beside the array

}  // namespace

ArraySplitter::ArraySplitter(absl::string_view member, Element element)
    : member_(absl::StrCat("\"", member, "\"")), on_element_(std::move(element)) {}

absl::Status ArraySplitter::Write(absl::string_view piece) {
  for (const char c : piece) RETURN_IF_ERROR(Take(c));
  return absl::OkStatus();
}

absl::Status ArraySplitter::Take(char c) {
  const bool inside = array_depth_ > 0;
  std::string& out = inside ? element_ : rest_;
  if (out.size() >= kLargest)
    return absl::OutOfRangeError(
        absl::StrCat(inside ? "an element of the list" : "what stands beside the list",
                     " is larger than ", kLargest >> 20, " MB"));
  if (in_string_) {
    in_string_ = escaped_ || c != '"';
    escaped_ = !escaped_ && c == '\\';
    out += c;
    return absl::OkStatus();
  }
  const bool at_array = inside && depth_ == array_depth_;
  switch (c) {
    case '"':
      in_string_ = true;
      if (depth_ == 1 && !inside) name_at_ = rest_.size();
      break;
    case ':':
      if (depth_ == 1 && !inside) RETURN_IF_ERROR(EndName());
      break;
    case '{':
      ++depth_;
      break;
    case '[':
      ++depth_;
      if (!inside && StartsWantedArray()) array_depth_ = depth_;
      break;
    case ',':
      if (!at_array) break;
      any_ = true;
      return Emit();
    case ']':
      if (at_array) {
        if (any_ || !absl::StripAsciiWhitespace(element_).empty()) RETURN_IF_ERROR(Emit());
        array_depth_ = 0;
        rest_ += c;
        --depth_;
        return absl::OkStatus();
      }
      --depth_;
      break;
    case '}':
      --depth_;
      break;
    default:
      break;
  }
  out += c;
  return absl::OkStatus();
}

// Looks at the name in front of a colon of the top-level object.
absl::Status ArraySplitter::EndName() {
  const absl::string_view name =
      absl::StripTrailingAsciiWhitespace(absl::string_view(rest_).substr(name_at_));
  follows_ = name == member_;
  if (!follows_ && absl::StrContains(name, '\\')) {
    const absl::StatusOr<Value> decoded = Parse(name);
    if (decoded.ok() && absl::StrCat("\"", decoded->AsString(), "\"") == member_)
      return absl::InvalidArgumentError(
          absl::StrCat("JSON: the name of the list is written as ", name));
  }
  if (follows_ && named_)
    return absl::InvalidArgumentError(absl::StrCat("JSON: ", member_, " is there twice"));
  named_ = named_ || follows_;
  return absl::OkStatus();
}

absl::StatusOr<std::string> ArraySplitter::Finish() const {
  if (depth_ != 0 || in_string_) return absl::DataLossError("JSON: the text ends too early");
  return rest_;
}

bool ArraySplitter::StartsWantedArray() {
  if (depth_ > 2) return false;
  const absl::string_view before = absl::StripTrailingAsciiWhitespace(rest_);
  // The document itself, or the value of the member.
  if (depth_ == 1) return before.empty() || before == "\xEF\xBB\xBF";
  return std::exchange(follows_, false) && absl::EndsWith(before, ":");
}

absl::Status ArraySplitter::Emit() {
  const std::string element = std::move(element_);
  element_.clear();
  if (absl::StripAsciiWhitespace(element).empty())
    return absl::InvalidArgumentError("JSON: an element of the list is missing");
  return on_element_(element);
}

}  // namespace o365::json
