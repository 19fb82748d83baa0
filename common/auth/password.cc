#include "common/auth/password.h"

#include "common/base/error.h"

namespace o365::auth {
namespace {

absl::StatusOr<Credentials> ReadPassword(const CredentialInput& input, absl::Time /*now*/) {
  if (input.user_name.empty()) return MissingCredential("userName", "password", "O365_USERNAME");
  if (!input.password.has_value())
    return MissingCredential("password", "password",
                             "--passwordFile FILE (- for stdin) or O365_PASSWORD");
  if (input.password->empty()) return base::UsageError("the password is empty");
  Credentials out;
  out.login_name = base::Secret(input.user_name);
  out.password = *input.password;
  return out;
}

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

const Grant kPasswordGrant = {
    .name = "password", .credentials = ReadPassword, .sign_in = SignIn, .renew = SignIn};

}  // namespace o365::auth
