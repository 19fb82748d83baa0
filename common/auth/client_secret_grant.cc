#include "common/auth/client_secret_grant.h"

namespace o365::auth {
namespace {

absl::StatusOr<Credentials> ReadSecret(const CredentialInput& input, absl::Time /*now*/) {
  if (input.secret.empty())
    return MissingCredential("secret", "secret", "--secretFile FILE (- for stdin) or O365_SECRET");
  Credentials out;
  out.secret = input.secret;
  return out;
}

absl::StatusOr<TokenAnswer> SignIn(GrantContext& context, const std::string& resource) {
  return context.endpoint.RequestToken(
      {{"grant_type", "client_credentials"},
       {"client_id", context.connection.app_id},
       {"scope", AppScopeOf(resource)},
       {"client_secret", context.connection.credentials.secret.Reveal()}},
      /*may_repeat=*/true);
}

}  // namespace

const Grant kSecretGrant = {.name = "secret",
                            .app_only = true,
                            .own_app = true,
                            .own_tenant = true,
                            .credentials = ReadSecret,
                            .sign_in = SignIn,
                            .renew = SignIn};

}  // namespace o365::auth
