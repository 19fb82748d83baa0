#include "common/auth/claims.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "common/json/value.h"

namespace o365::auth {

Claims ReadClaims(const base::Secret& token) {
  const std::vector<absl::string_view> parts = absl::StrSplit(token.Reveal(), '.');
  std::string payload;
  if (parts.size() < 2 || !absl::WebSafeBase64Unescape(parts[1], &payload)) return {};
  const absl::StatusOr<json::Value> claims = json::Parse(payload);
  if (!claims.ok()) return {};
  Claims out;
  out.object_id = (*claims)["oid"].AsString();
  out.tenant_id = (*claims)["tid"].AsString();
  out.app_name = (*claims)["app_displayname"].AsString();
  for (const char* name : {"upn", "preferred_username", "unique_name"}) {
    if (out.user_name = (*claims)[name].AsString(); !out.user_name.empty()) break;
  }
  return out;
}

}  // namespace o365::auth
