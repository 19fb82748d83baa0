// The scope parameter of token requests ("Scopes and permissions in the Microsoft identity
// platform").

#ifndef TOOLS_TENANT_SCOPE_H_
#define TOOLS_TENANT_SCOPE_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/tenant/oauth_error.h"

namespace o365::tenant {

struct Scope {
  std::string resource;              // becomes the audience: "https://graph.microsoft.com"
  std::vector<std::string> granted;  // what the answer names
  std::string permissions;           // the token's "scp": names without the API
  bool open_id = false;              // an ID token is asked for
  bool offline = false;              // a refresh token is asked for
};

// Reads a scope: OpenID Connect's own values, and permissions of one API
// (https://host/Permission or https://host/.default; a bare name is one of Microsoft Graph).
std::variant<Scope, OAuthError> ReadScope(absl::string_view text);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_SCOPE_H_
