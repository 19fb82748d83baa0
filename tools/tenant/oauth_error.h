// Refusals of the identity platform, in its own words ("Microsoft Entra authentication and
// authorization error codes" lists the AADSTS numbers).

#ifndef TOOLS_TENANT_OAUTH_ERROR_H_
#define TOOLS_TENANT_OAUTH_ERROR_H_

#include <string>

#include "absl/strings/string_view.h"
#include "common/http/message.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

struct OAuthError {
  const char* error;  // RFC 6749, section 5.2, and RFC 8628, section 3.5
  int code;           // AADSTS number
  std::string text;
  int status = 400;
  const char* suberror = "";
  std::string claims = "";  // that a new sign-in must ask for
};

http::Response Refuse(const Call& call, const OAuthError& error);

// The refusals that several requests share.
OAuthError MissingParameter(absl::string_view name);
OAuthError UnknownApp(absl::string_view id);
OAuthError UnknownTenant(absl::string_view tenant);
OAuthError UnknownResource(absl::string_view resource);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_OAUTH_ERROR_H_
