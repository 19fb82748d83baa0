#include "common/http/request_check.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace o365::http {
namespace {

bool IsFieldChar(char c) {
  return c == '\t' || !absl::ascii_iscntrl(static_cast<unsigned char>(c));
}

bool IsTargetChar(char c) { return absl::ascii_isgraph(static_cast<unsigned char>(c)); }

}  // namespace

bool IsToken(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           absl::StrContains("!#$%&'*+-.^_`|~", c);
  });
}

absl::Status CheckRequest(const Request& request, absl::string_view target) {
  if (!IsToken(request.method))
    return absl::InvalidArgumentError(
        absl::StrCat("'", absl::CEscape(request.method), "' is not the name of an HTTP method"));
  if (!std::all_of(target.begin(), target.end(), IsTargetChar))
    return absl::InvalidArgumentError("the address has blanks or control characters");
  for (const auto& [name, value] : request.headers) {
    if (!IsToken(name))
      return absl::InvalidArgumentError(
          absl::StrCat("'", absl::CEscape(name), "' is not the name of a header field"));
    if (!std::all_of(value.begin(), value.end(), IsFieldChar))
      return absl::InvalidArgumentError(
          absl::StrCat("the value of the header field '", name,
                       "' has a line break or another control character, which cannot be sent"));
  }
  return absl::OkStatus();
}

}  // namespace o365::http
