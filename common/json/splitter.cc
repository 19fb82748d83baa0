#include "common/json/splitter.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/status_macros.h"

namespace o365::json {

ArraySplitter::ArraySplitter(absl::string_view member, Element element)
    : member_(absl::StrCat("\"", member, "\"")), on_element_(std::move(element)) {}

absl::Status ArraySplitter::Write(absl::string_view piece) {
  for (const char c : piece) {
    std::string& out = array_depth_ > 0 ? element_ : rest_;
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_string_ = false;
      }
      out += c;
      continue;
    }
    switch (c) {
      case '"':
        in_string_ = true;
        break;
      case '{':
        ++depth_;
        break;
      case '[':
        ++depth_;
        if (array_depth_ == 0 && StartsWantedArray()) {
          rest_ += c;
          array_depth_ = depth_;
          continue;
        }
        break;
      case ',':
        if (array_depth_ > 0 && depth_ == array_depth_) {
          RETURN_IF_ERROR(Emit());
          any_ = true;
          continue;
        }
        break;
      case ']':
        if (array_depth_ > 0 && depth_ == array_depth_) {
          if (any_ || !absl::StripAsciiWhitespace(element_).empty()) RETURN_IF_ERROR(Emit());
          array_depth_ = 0;
          done_ = true;
          --depth_;
          rest_ += c;
          continue;
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
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ArraySplitter::Finish() const {
  if (depth_ != 0 || in_string_) return absl::InvalidArgumentError("JSON: the text ends too early");
  return rest_;
}

bool ArraySplitter::StartsWantedArray() {
  if (done_ || depth_ > 2) return false;
  absl::string_view before = absl::StripTrailingAsciiWhitespace(rest_);
  if (depth_ == 1) return before.empty() || before == "\xEF\xBB\xBF";  // the document is the array
  if (!absl::ConsumeSuffix(&before, ":")) return false;
  before = absl::StripTrailingAsciiWhitespace(before);
  if (!absl::ConsumeSuffix(&before, member_)) return false;
  // Else the quote in front of the name is one inside of a longer name ("a\"value").
  before = absl::StripTrailingAsciiWhitespace(before);
  return absl::EndsWith(before, "{") || absl::EndsWith(before, ",");
}

absl::Status ArraySplitter::Emit() {
  const std::string element = std::move(element_);
  element_.clear();
  if (absl::StripAsciiWhitespace(element).empty())
    return absl::InvalidArgumentError("JSON: an element of the list is missing");
  return on_element_(element);
}

}  // namespace o365::json
