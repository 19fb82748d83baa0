// How applications prove who they are: secrets, certificates and tokens of other issuers
// ("passwordCredential", "keyCredential" and "federatedIdentityCredential resource type"). They are
// kept with the application, where Microsoft Graph shows and changes them; what Graph never shows
// is among the secrets of the entity.

#ifndef TOOLS_TENANT_APP_CREDENTIAL_H_
#define TOOLS_TENANT_APP_CREDENTIAL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/json/value.h"
#include "tools/tenant/openssl_ptr.h"
#include "tools/tenant/state.h"

namespace o365::tenant {

inline constexpr char kExchangeAudience[] = "api://AzureADTokenExchange";

// The application, or where it is of another tenant its service principal; nullptr for neither.
Entity* FindCredentialHolder(State& state, absl::string_view app_id);

// Adds a secret, with what `wanted` says of its name and times, and returns its description with
// the secret's text. `secret` is the text; "" for a new one.
json::Value AddSecret(Entity& holder, const json::Value& wanted, absl::Time now,
                      absl::string_view secret = "");

// Keeps the key of a keyCredential that a client wrote, under the credential's keyId, and completes
// what the client may leave out. What is no certificate is kept too, and proves nothing.
void KeepKey(Entity& holder, json::Value& credential);

// Adds a certificate. kInvalidArgument when `bytes` hold none.
absl::StatusOr<json::Value> AddCertificate(Entity& holder, absl::string_view bytes,
                                           absl::string_view name);

enum class Match { kNone, kExpired, kMatches };

// Whether `secret` is one of the holder's.
Match MatchSecret(const Entity& holder, absl::string_view secret, absl::Time now);

// The certificates of the holder that are valid at `now`.
std::vector<Owned<X509>> Certificates(const Entity& holder, absl::Time now);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_APP_CREDENTIAL_H_
