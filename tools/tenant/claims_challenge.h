// "Claims challenges, claims requests, and client capabilities": what a client asks for with the
// claims parameter, and requests that are refused until it does ("Continuous access evaluation").

#ifndef TOOLS_TENANT_CLAIMS_CHALLENGE_H_
#define TOOLS_TENANT_CLAIMS_CHALLENGE_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "tools/tenant/oauth_error.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

// What the claims parameter of a token request says.
struct ClaimsRequest {
  bool is_capable = false;  // the client declares "cp1": it can answer challenges
  int64_t not_before = 0;   // the challenge that it answers; 0 for none
};

// Reads it, or says what is wrong with it; "" is no claims.
std::optional<OAuthError> ReadClaims(absl::string_view text, ClaimsRequest& claims);

// Whether a refresh token may not answer the challenge, so that the user must sign in again.
std::optional<OAuthError> RefuseRefresh(const Call& call, const ClaimsRequest& claims);

// Remembers that this access token was got with the challenge's claims.
void NoteAnswer(Call& call, const ClaimsRequest& claims, absl::string_view access_token);

// The refusal of a request whose token is older than what was demanded; nothing when it may pass.
std::optional<http::Response> ChallengeClaims(Call& call);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_CLAIMS_CHALLENGE_H_
