#include "tools/tenant/signing_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/sha.h>

#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"
#include "tools/tenant/openssl_ptr.h"

namespace o365::tenant {
namespace {

constexpr int kBits = 2048;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// A number of the key ("n", "e") as its base64url big-endian bytes.
std::string Number(EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) return std::string();
  const auto free = absl::MakeCleanup([&] { BN_free(number); });
  std::string bytes(static_cast<size_t>(BN_num_bytes(number)), '\0');
  BN_bn2bin(number, reinterpret_cast<unsigned char*>(bytes.data()));
  return Base64Url(bytes);
}

}  // namespace

std::string Base64Url(absl::string_view bytes) { return absl::WebSafeBase64Escape(bytes); }

struct SigningKey::Key {
  Owned<EVP_PKEY> pair;
  std::string id;
};

SigningKey::SigningKey(std::shared_ptr<const Key> key) : key_(std::move(key)) {}

absl::StatusOr<SigningKey> SigningKey::Create() {
  auto key = std::make_shared<Key>();
  key->pair.reset(EVP_RSA_gen(kBits));
  if (key->pair == nullptr) return CryptoError("make a key");
  const std::string modulus = Number(key->pair.get(), OSSL_PKEY_PARAM_RSA_N);
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1(Bytes(modulus), modulus.size(), digest);
  key->id = Base64Url(absl::string_view(reinterpret_cast<char*>(digest), sizeof digest));
  return SigningKey(std::move(key));
}

std::string SigningKey::Sign(const json::Value& claims) const {
  const json::Value header =
      json::Value::Object({{"typ", "JWT"}, {"alg", "RS256"}, {"x5t", key_->id}, {"kid", key_->id}});
  const std::string signed_part =
      absl::StrCat(Base64Url(json::Write(header)), ".", Base64Url(json::Write(claims)));
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_->pair.get());
  std::string signature(static_cast<size_t>(EVP_PKEY_get_size(key_->pair.get())), '\0');
  size_t size = signature.size();
  EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                 Bytes(signed_part), signed_part.size());
  signature.resize(size);
  return absl::StrCat(signed_part, ".", Base64Url(signature));
}

absl::StatusOr<json::Value> SigningKey::Verify(absl::string_view token) const {
  const std::vector<absl::string_view> parts = absl::StrSplit(token, '.');
  std::string claims, signature;
  if (parts.size() != 3 || !absl::WebSafeBase64Unescape(parts[1], &claims) ||
      !absl::WebSafeBase64Unescape(parts[2], &signature)) {
    return absl::InvalidArgumentError("not a JSON Web Token");
  }
  const absl::string_view signed_part = token.substr(0, parts[0].size() + 1 + parts[1].size());
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  if (EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key_->pair.get()) != 1 ||
      EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(signed_part),
                       signed_part.size()) != 1) {
    return absl::UnauthenticatedError("the signature is not ours");
  }
  return json::Parse(claims);
}

json::Value SigningKey::ToJwk() const {
  return json::Value::Object({{"kty", "RSA"},
                              {"use", "sig"},
                              {"alg", "RS256"},
                              {"kid", key_->id},
                              {"x5t", key_->id},
                              {"n", Number(key_->pair.get(), OSSL_PKEY_PARAM_RSA_N)},
                              {"e", Number(key_->pair.get(), OSSL_PKEY_PARAM_RSA_E)}});
}

}  // namespace o365::tenant
