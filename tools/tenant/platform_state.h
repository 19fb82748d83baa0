// What the identity platform remembers beside accounts and tokens: authorization codes, policies,
// challenges under way, and the issuers of pipelines that the tenant plays.

#ifndef TOOLS_TENANT_PLATFORM_STATE_H_
#define TOOLS_TENANT_PLATFORM_STATE_H_

#include <map>
#include <optional>
#include <set>
#include <string>

#include "absl/time/time.h"
#include "tools/tenant/signing_key.h"

namespace o365::tenant {

// An authorization code (RFC 6749, section 4.1.2) and what it is bound to.
struct AuthorizationCode {
  std::string app_id;
  std::string upn;
  std::string scope;
  std::string redirect_uri;
  std::string challenge;  // code_challenge of RFC 7636, by S256
  std::string nonce;
  absl::Time expires;
  bool redeemed = false;
};

// "Continuous access evaluation": requests that are refused until the client gets a newer token.
struct ClaimsChallenge {
  std::string host;          // "" for every API
  int remaining = 0;         // requests that are still to be challenged
  bool interactive = false;  // a refresh does not do; the user must sign in again
  int64_t not_before = 0;    // seconds since 1970: the challenge's "nbf"
};

struct PlatformState {
  std::string cloud;  // that the request under way came to; see cloud.h
  std::map<std::string, AuthorizationCode> codes;  // by code
  bool blocks_device_codes = false;                // Conditional Access, authentication flows
  std::optional<ClaimsChallenge> challenge;
  std::set<std::string> met;  // "uti" of the tokens that were got with the challenge's claims
  // Signs what the issuers of pipelines give out. Made when it is first needed.
  std::optional<SigningKey> pipeline_key;
};

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_PLATFORM_STATE_H_
