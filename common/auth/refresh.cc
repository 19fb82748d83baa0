#include "common/auth/refresh.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "common/base/error.h"

namespace o365::auth {

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

bool IsFinalRefusal(const absl::Status& status) {
  // Microsoft Learn: "Microsoft Entra authentication and authorization error codes".
  static constexpr absl::string_view kFinal[] = {
      "AADSTS50126",   // invalid user name or password
      "AADSTS50173",   // the grant was revoked
      "AADSTS70000",   // the grant is not valid
      "AADSTS70008",   // the refresh token has expired, or was not used for too long
      "AADSTS70043",   // the same, by a sign-in frequency policy
      "AADSTS700082",  // the same, for inactivity
      "AADSTS700084",  // the same, of a single-page app
  };
  if (OAuthError(status) != "invalid_grant") return false;
  const std::string code = base::ServiceCode(status);
  // A service that gives no code of its own means what RFC 6749, section 5.2 says: the grant is not
  // valid.
  return !absl::StartsWith(code, "AADSTS") ||
         std::find(std::begin(kFinal), std::end(kFinal), code) != std::end(kFinal);
}

}  // namespace o365::auth
