// What a JSON Web Token (RFC 7519) says of its user, for display only: access tokens are opaque to
// clients, and no signature is checked here (Microsoft Learn: "Access tokens in the Microsoft
// identity platform").

#ifndef COMMON_AUTH_CLAIMS_H_
#define COMMON_AUTH_CLAIMS_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/base/secret.h"
#include "common/json/value.h"

namespace o365::auth {

struct Claims {
  std::string object_id;  // "oid": the user or service principal in the directory
  std::string tenant_id;  // "tid"
  std::string user_name;  // "upn", else "preferred_username", else "unique_name"
  std::string app_id;     // "appid", else "azp": the application
  std::string app_name;   // "app_displayname" of the application, which Graph's tokens have
};

// The claims of `token`; empty ones for whatever is no readable token.
Claims ReadClaims(const base::Secret& token);

// Header and payload of a JSON Web Token: {"header": {...}, "payload": {...}}. kFailedPrecondition
// for a token that is none; access tokens may be anything.
absl::StatusOr<json::Value> DecodeToken(const base::Secret& token);

}  // namespace o365::auth

#endif  // COMMON_AUTH_CLAIMS_H_
