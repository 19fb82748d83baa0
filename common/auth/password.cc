#include "common/auth/password.h"

namespace o365::auth {
namespace {

absl::StatusOr<TokenAnswer> SignIn(GrantContext& context, const std::string& resource) {
  const Credentials& credentials = context.connection.credentials;
  return context.endpoint.RequestToken({{"grant_type", "password"},
                                        {"client_id", context.connection.app_id},
                                        {"scope", ScopeOf(resource)},
                                        {"username", credentials.login_name.Reveal()},
                                        {"password", credentials.password.Reveal()}},
                                       /*may_repeat=*/true);
}

}  // namespace

const Grant kPasswordGrant = {.name = "password", .sign_in = SignIn, .renew = SignIn};

}  // namespace o365::auth
