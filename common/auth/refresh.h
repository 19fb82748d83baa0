// Renewal with a refresh token (RFC 6749, section 6), and what its refusals mean.

#ifndef COMMON_AUTH_REFRESH_H_
#define COMMON_AUTH_REFRESH_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/auth/token_endpoint.h"

namespace o365::auth {

struct RefreshGrant {
  std::string app_id;
  std::string resource;  // any the app has permissions for, not just the first one
  base::Secret refresh_token;
};
// Errors as TokenEndpoint::Post; NeedsNewSignIn tells whether the refresh token is at fault.
absl::StatusOr<TokenAnswer> Refresh(TokenEndpoint& endpoint, const RefreshGrant& grant);

// Whether a refused refresh means that the user (or the credentials) must sign in again (Microsoft
// Learn: "Refresh tokens in the Microsoft identity platform").
bool NeedsNewSignIn(const absl::Status& status);

// Whether such a refusal stands until the user connects again, whatever else changes: the token is
// dead, or the password wrong. Others may pass, as when an administrator grants consent.
bool IsFinalRefusal(const absl::Status& status);

}  // namespace o365::auth

#endif  // COMMON_AUTH_REFRESH_H_
