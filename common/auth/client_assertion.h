// Signing an app in by an assertion, be it signed with the app's own key or by an issuer that the
// app trusts (RFC 7523, section 2.2).

#ifndef COMMON_AUTH_CLIENT_ASSERTION_H_
#define COMMON_AUTH_CLIENT_ASSERTION_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/auth/grant.h"
#include "common/base/secret.h"

namespace o365::auth {

// A token for `resource` of the connection's app. `assertion` is hidden from logs. Errors as
// TokenEndpoint::Post.
absl::StatusOr<TokenAnswer> SignInByAssertion(GrantContext& context, const std::string& resource,
                                              const base::Secret& assertion);

}  // namespace o365::auth

#endif  // COMMON_AUTH_CLIENT_ASSERTION_H_
