#include "common/auth/claims.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "common/json/value.h"

namespace o365::auth {

namespace {

// The part of a token with this number; null when it is no JSON object.
json::Value DecodePart(const base::Secret& token, size_t index) {
  const std::vector<absl::string_view> parts = absl::StrSplit(token.Reveal(), '.');
  std::string text;
  if (parts.size() < 2 || !absl::WebSafeBase64Unescape(parts[index], &text)) return {};
  absl::StatusOr<json::Value> part = json::Parse(text);
  return part.ok() && part->is_object() ? *std::move(part) : json::Value();
}

}  // namespace

absl::StatusOr<json::Value> DecodeToken(const base::Secret& token) {
  json::Value header = DecodePart(token, 0);
  json::Value payload = DecodePart(token, 1);
  if (header.is_null() || payload.is_null())
    return absl::FailedPreconditionError("the token is no JSON Web Token: it cannot be decoded");
  return json::Value::Object({{"header", std::move(header)}, {"payload", std::move(payload)}});
}

Claims ReadClaims(const base::Secret& token) {
  const json::Value claims = DecodePart(token, 1);
  Claims out;
  out.object_id = claims["oid"].AsString();
  out.tenant_id = claims["tid"].AsString();
  out.app_id = claims[claims.Find("appid") != nullptr ? "appid" : "azp"].AsString();
  out.app_name = claims["app_displayname"].AsString();
  for (const char* name : {"upn", "preferred_username", "unique_name"}) {
    if (out.user_name = claims[name].AsString(); !out.user_name.empty()) break;
  }
  return out;
}

}  // namespace o365::auth
