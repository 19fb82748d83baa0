// A signed token with which an app proves itself in place of a secret ("Microsoft identity platform
// application authentication certificate credentials", "Workload identity federation").

#ifndef TOOLS_TENANT_CLIENT_ASSERTION_H_
#define TOOLS_TENANT_CLIENT_ASSERTION_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "tools/tenant/entity.h"
#include "tools/tenant/oauth_error.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

// Checks the assertion that `app_id`, whose credentials `holder` has, shows; nothing when it is
// good. One that the app issued itself must be signed by a certificate of its own, that of another
// issuer must fit a federated credential.
std::optional<OAuthError> CheckAssertion(Call& call, const Entity& holder, absl::string_view app_id,
                                         absl::string_view assertion);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_CLIENT_ASSERTION_H_
