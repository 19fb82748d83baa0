// JSON Web Tokens of others (RFC 7515, RFC 7519): taken apart, and their signatures checked.

#ifndef TOOLS_TENANT_JWT_H_
#define TOOLS_TENANT_JWT_H_

#include <openssl/evp.h>

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/json/value.h"

namespace o365::tenant {

struct Jwt {
  json::Value header;
  json::Value claims;
  std::string signed_part;  // what the signature is of
  std::string signature;    // raw bytes
};

// Takes a token in the compact serialization apart. kInvalidArgument when it is none.
absl::StatusOr<Jwt> ParseJwt(absl::string_view token);

// Whether `key`, an RSA key, made the signature by the algorithm that the header names: RS256 or
// PS256 (RFC 7518, sections 3.3 and 3.5). Any other algorithm, "none" for one, is false.
bool IsSignedBy(const Jwt& jwt, EVP_PKEY* key);

// A token that `key` signs by `algorithm`, RS256 or PS256, which becomes the header's "alg"; ""
// when the key cannot.
std::string SignJwt(json::Value header, const json::Value& claims, absl::string_view algorithm,
                    EVP_PKEY* key);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_JWT_H_
