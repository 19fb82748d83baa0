#include "common/storage/record_cipher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <array>
#include <cstdint>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/json/value.h"

namespace o365::storage {
namespace {

constexpr absl::string_view kFormat = "o365-sealed";
constexpr absl::string_view kStart = R"({"format":"o365-sealed")";
constexpr int kVersion = 1;
// RFC 7914, section 2; 32 MB and about 0.1 s a derivation.
constexpr int kScryptN = 1 << 15;
constexpr int kScryptR = 8;
constexpr int kScryptP = 1;
constexpr uint64_t kScryptMemory = uint64_t{64} << 20;  // OpenSSL's own limit is just too low
constexpr size_t kSaltSize = 16;
constexpr size_t kNonceSize = 12;
constexpr size_t kTagSize = 16;
constexpr size_t kKeySize = 32;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

absl::Status CryptoFailed(absl::string_view what) {
  return absl::InternalError(absl::string_view(what));
}

absl::Status Damaged() {
  return base::WithHint(absl::DataLossError("the encrypted record was damaged or tampered with"),
                        "disconnect, then connect again");
}

absl::StatusOr<std::string> RandomBytes(size_t count) {
  std::string out(count, '\0');
  if (RAND_bytes(Bytes(out), static_cast<int>(count)) != 1)
    return CryptoFailed("no random numbers from OpenSSL");
  return out;
}

struct Keys {
  base::Secret cipher;
  std::string check;  // base64; safe to store
};

absl::StatusOr<Keys> DeriveKeys(const base::Secret& passphrase, absl::string_view salt) {
  std::array<unsigned char, 2 * kKeySize> derived;
  const std::string& text = passphrase.Reveal();
  if (EVP_PBE_scrypt(text.data(), text.size(), Bytes(salt), salt.size(), kScryptN, kScryptR,
                     kScryptP, kScryptMemory, derived.data(), derived.size()) != 1)
    return CryptoFailed("cannot derive a key from the passphrase (scrypt)");
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned int digest_size = 0;
  const bool hashed = EVP_Digest(derived.data() + kKeySize, kKeySize, digest.data(), &digest_size,
                                 EVP_sha256(), nullptr) == 1;
  Keys keys{.cipher = base::Secret(std::string(reinterpret_cast<char*>(derived.data()), kKeySize)),
            .check = absl::Base64Escape({reinterpret_cast<char*>(digest.data()), digest_size})};
  OPENSSL_cleanse(derived.data(), derived.size());
  if (!hashed) return CryptoFailed("cannot hash (SHA-256)");
  return keys;
}

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

// An AES-256-GCM context that has taken in key, nonce and header.
Context StartCipher(const base::Secret& key, absl::string_view nonce, absl::string_view header,
                    bool encrypt) {
  Context context(EVP_CIPHER_CTX_new());
  int ignored = 0;
  if (context == nullptr ||
      EVP_CipherInit_ex2(context.get(), EVP_aes_256_gcm(), Bytes(key.Reveal()), Bytes(nonce),
                         encrypt ? 1 : 0, nullptr) != 1 ||
      EVP_CipherUpdate(context.get(), nullptr, &ignored, Bytes(header),
                       static_cast<int>(header.size())) != 1)
    return nullptr;
  return context;
}

json::Value Header(const std::string& key, absl::string_view salt, absl::string_view nonce,
                   const std::string& check) {
  json::Value header = json::Value::Object();
  header.Set("format", kFormat);
  header.Set("version", kVersion);
  header.Set("key", key);
  header.Set("kdf", "scrypt");
  header.Set("n", kScryptN);
  header.Set("r", kScryptR);
  header.Set("p", kScryptP);
  header.Set("salt", absl::Base64Escape(salt));
  header.Set("check", check);
  header.Set("cipher", "AES-256-GCM");
  header.Set("nonce", absl::Base64Escape(nonce));
  return header;
}

}  // namespace

bool IsSealed(absl::string_view text) { return absl::StartsWith(text, kStart); }

absl::StatusOr<std::string> Seal(const std::string& key, const base::Secret& record,
                                 const base::Secret& passphrase) {
  ASSIGN_OR_RETURN(const std::string salt, RandomBytes(kSaltSize));
  ASSIGN_OR_RETURN(const std::string nonce, RandomBytes(kNonceSize));
  ASSIGN_OR_RETURN(const Keys keys, DeriveKeys(passphrase, salt));
  const std::string header = json::Write(Header(key, salt, nonce, keys.check));

  const std::string& plain = record.Reveal();
  std::string sealed(plain.size() + kTagSize, '\0');
  const Context context = StartCipher(keys.cipher, nonce, header, /*encrypt=*/true);
  int written = 0, ignored = 0;
  if (context == nullptr ||
      EVP_CipherUpdate(context.get(), Bytes(sealed), &written, Bytes(plain),
                       static_cast<int>(plain.size())) != 1 ||
      EVP_CipherFinal_ex(context.get(), Bytes(sealed) + written, &ignored) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize,
                          Bytes(sealed) + plain.size()) != 1)
    return CryptoFailed("cannot encrypt the record (AES-256-GCM)");
  return header + "\n" + absl::Base64Escape(sealed) + "\n";
}

absl::StatusOr<base::Secret> Unseal(const std::string& key, absl::string_view text,
                                    const base::Secret& passphrase) {
  const size_t newline = text.find('\n');
  if (newline == absl::string_view::npos) return Damaged();
  const absl::string_view header_text = text.substr(0, newline);
  const absl::StatusOr<json::Value> header = json::Parse(header_text);
  std::string salt, nonce, sealed;
  if (!header.ok()) return Damaged();
  if ((*header)["version"].AsInt().value_or(0) > kVersion) {
    return base::WithHint(
        absl::UnimplementedError("the encrypted record was written by a newer o365"),
        "use the newer o365, or disconnect and connect again");
  }
  if (!absl::Base64Unescape((*header)["salt"].AsString(), &salt) ||
      !absl::Base64Unescape((*header)["nonce"].AsString(), &nonce) ||
      !absl::Base64Unescape(absl::StripAsciiWhitespace(text.substr(newline + 1)), &sealed) ||
      nonce.size() != kNonceSize || sealed.size() < kTagSize || (*header)["key"].AsString() != key)
    return Damaged();

  ASSIGN_OR_RETURN(const Keys keys, DeriveKeys(passphrase, salt));
  if (keys.check != (*header)["check"].AsString())
    return absl::UnauthenticatedError(
        "the passphrase is not the one the record was encrypted with");
  const size_t size = sealed.size() - kTagSize;
  std::string plain(size, '\0');
  const Context context = StartCipher(keys.cipher, nonce, header_text, /*encrypt=*/false);
  int written = 0, ignored = 0;
  const bool good = context != nullptr &&
                    EVP_CipherUpdate(context.get(), Bytes(plain), &written, Bytes(sealed),
                                     static_cast<int>(size)) == 1 &&
                    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize,
                                        Bytes(sealed) + size) == 1 &&
                    EVP_CipherFinal_ex(context.get(), Bytes(plain) + written, &ignored) == 1;
  base::Secret record(std::move(plain));  // also what failed to authenticate is wiped
  if (!good) return Damaged();
  return record;
}

}  // namespace o365::storage
