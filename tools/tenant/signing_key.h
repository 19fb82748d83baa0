// The key that the identity platform signs tokens with: JSON Web Tokens (RFC 7519) under RS256.

#ifndef TOOLS_TENANT_SIGNING_KEY_H_
#define TOOLS_TENANT_SIGNING_KEY_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/json/value.h"

namespace o365::tenant {

// Thread-safe after creation. Copies are the same key.
class SigningKey {
 public:
  static absl::StatusOr<SigningKey> Create();

  // The compact form of a token with these claims.
  std::string Sign(const json::Value& claims) const;

  // The claims of a token that this key has signed. kInvalidArgument for what is no token,
  // kUnauthenticated for a foreign signature. Does not look at times.
  absl::StatusOr<json::Value> Verify(absl::string_view token) const;

  // The public half as a JSON Web Key (RFC 7517).
  json::Value ToJwk() const;

 private:
  struct Key;
  explicit SigningKey(std::shared_ptr<const Key> key);

  std::shared_ptr<const Key> key_;
};

// Base64url without padding (RFC 7515, section 2).
std::string Base64Url(absl::string_view bytes);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_SIGNING_KEY_H_
