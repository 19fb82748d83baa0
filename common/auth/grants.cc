#include "common/auth/grants.h"

namespace o365::auth {

absl::StatusOr<TokenAnswer> SignInByPassword(TokenEndpoint& endpoint, const PasswordGrant& grant) {
  return endpoint.RequestToken({{"grant_type", "password"},
                                {"client_id", grant.app_id},
                                {"scope", ScopeOf(grant.resource)},
                                {"username", grant.user_name.Reveal()},
                                {"password", grant.password.Reveal()}},
                               /*may_repeat=*/true);
}

absl::StatusOr<TokenAnswer> Refresh(TokenEndpoint& endpoint, const RefreshGrant& grant) {
  // Using a refresh token does not revoke it, so a lost answer may be asked for again.
  return endpoint.RequestToken({{"grant_type", "refresh_token"},
                                {"client_id", grant.app_id},
                                {"scope", ScopeOf(grant.resource)},
                                {"refresh_token", grant.refresh_token.Reveal()}},
                               /*may_repeat=*/true);
}

bool NeedsNewSignIn(const absl::Status& status) {
  const std::string error = OAuthError(status);
  return error == "invalid_grant" || error == "interaction_required";
}

}  // namespace o365::auth
