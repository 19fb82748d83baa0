#include "common/odata/claims_challenge.h"

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "common/json/value.h"

namespace o365::odata {
namespace {

// The quoted value of a parameter of WWW-Authenticate (RFC 9110, section 11.2).
std::string Parameter(absl::string_view field, absl::string_view name) {
  for (size_t at = 0; (at = field.find(name, at)) != absl::string_view::npos; at += name.size()) {
    const bool begins = at == 0 || field[at - 1] == ' ' || field[at - 1] == ',';
    absl::string_view rest = field.substr(at + name.size());
    if (!begins || !absl::StartsWith(rest, "=\"")) continue;
    rest.remove_prefix(2);
    return std::string(rest.substr(0, rest.find('"')));
  }
  return "";
}

}  // namespace

std::string ClaimsDemanded(const http::Response& response) {
  if (response.status != 401 && response.status != 403) return "";
  const std::string field = response.headers.Get("WWW-Authenticate");
  if (Parameter(field, "error") != "insufficient_claims") return "";
  const std::string encoded = Parameter(field, "claims");
  std::string claims;
  if (!absl::Base64Unescape(encoded, &claims) && !absl::WebSafeBase64Unescape(encoded, &claims))
    return "";
  const absl::StatusOr<json::Value> value = json::Parse(claims);
  return value.ok() && value->is_object() ? json::Write(*value) : "";
}

}  // namespace o365::odata
