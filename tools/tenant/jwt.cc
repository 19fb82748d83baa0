#include "tools/tenant/jwt.h"

#include <openssl/rsa.h>

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"
#include "tools/tenant/openssl_ptr.h"

namespace o365::tenant {
namespace {

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

absl::Status NoToken() { return absl::InvalidArgumentError("not a JSON Web Token"); }

absl::StatusOr<json::Value> ReadPart(absl::string_view part) {
  std::string text;
  if (!absl::WebSafeBase64Unescape(part, &text)) return NoToken();
  ASSIGN_OR_RETURN(json::Value value, json::Parse(text));
  if (!value.is_object()) return NoToken();
  return value;
}

// RFC 7518, section 3.5: the mask is made with SHA-256 too, the salt is as long as the digest.
bool UsePss(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

}  // namespace

absl::StatusOr<Jwt> ParseJwt(absl::string_view token) {
  const std::vector<absl::string_view> parts = absl::StrSplit(token, '.');
  // RFC 7515, section 2: base64url without padding.
  if (parts.size() != 3 || absl::StrContains(token, "=")) return NoToken();
  Jwt jwt;
  ASSIGN_OR_RETURN(jwt.header, ReadPart(parts[0]));
  ASSIGN_OR_RETURN(jwt.claims, ReadPart(parts[1]));
  if (!absl::WebSafeBase64Unescape(parts[2], &jwt.signature)) return NoToken();
  jwt.signed_part = absl::StrCat(parts[0], ".", parts[1]);
  return jwt;
}

bool IsSignedBy(const Jwt& jwt, EVP_PKEY* key) {
  const std::string& algorithm = jwt.header["alg"].AsString();
  const bool is_pss = algorithm == "PS256";
  if (key == nullptr || EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA ||
      (!is_pss && algorithm != "RS256")) {
    return false;
  }
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* details = nullptr;  // owned by the context
  return EVP_DigestVerifyInit(context.get(), &details, EVP_sha256(), nullptr, key) == 1 &&
         (!is_pss || UsePss(details)) &&
         EVP_DigestVerify(context.get(), Bytes(jwt.signature), jwt.signature.size(),
                          Bytes(jwt.signed_part), jwt.signed_part.size()) == 1;
}

std::string SignJwt(json::Value header, const json::Value& claims, absl::string_view algorithm,
                    EVP_PKEY* key) {
  header.Set("alg", algorithm);
  const std::string signed_part = absl::StrCat(absl::WebSafeBase64Escape(json::Write(header)), ".",
                                               absl::WebSafeBase64Escape(json::Write(claims)));
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* details = nullptr;  // owned by the context
  std::string signature(static_cast<size_t>(EVP_PKEY_get_size(key)), '\0');
  size_t size = signature.size();
  if (EVP_DigestSignInit(context.get(), &details, EVP_sha256(), nullptr, key) != 1 ||
      (algorithm == "PS256" && !UsePss(details)) ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     Bytes(signed_part), signed_part.size()) != 1) {
    return "";
  }
  signature.resize(size);
  return absl::StrCat(signed_part, ".", absl::WebSafeBase64Escape(signature));
}

}  // namespace o365::tenant
