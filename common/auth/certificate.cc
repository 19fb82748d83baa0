#include "common/auth/certificate.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/random.h"
#include "common/base/status_macros.h"
#include "common/json/value.h"

namespace o365::auth {
namespace {

// "nbf" to "exp"; the platform refuses much longer ones.
constexpr absl::Duration kAssertionLife = absl::Minutes(10);
// Clocks of machines differ.
constexpr absl::Duration kClockSkew = absl::Minutes(5);

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;

Bio Reading(absl::string_view bytes) {
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

// Takes what was written to a memory BIO and wipes it there.
std::string Written(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);  // NOLINT: OpenSSL's type
  std::string text(data, static_cast<size_t>(size));
  OPENSSL_cleanse(data, static_cast<size_t>(size));
  return text;
}

std::string SubjectOf(X509* certificate) {
  const Bio out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0, XN_FLAG_ONELINE);
  return Written(out.get());
}

absl::Time TimeOf(const ASN1_TIME* time) {
  std::tm parts = {};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return absl::InfinitePast();
  return absl::FromTM(parts, absl::UTCTimeZone());
}

std::string Day(absl::Time time) { return absl::FormatTime("%Y-%m-%d", time, absl::UTCTimeZone()); }

// "-----BEGIN X----- ... -----END X-----", one after another.
struct Block {
  std::string label;
  absl::string_view text;
};

std::vector<Block> BlocksOf(absl::string_view pem) {
  constexpr absl::string_view kBegin = "-----BEGIN ";
  std::vector<Block> blocks;
  for (size_t at = 0; (at = pem.find(kBegin, at)) != absl::string_view::npos;) {
    const size_t label = at + kBegin.size();
    const size_t label_end = pem.find("-----", label);
    if (label_end == absl::string_view::npos) break;
    const std::string name(pem.substr(label, label_end - label));
    const std::string footer = absl::StrCat("-----END ", name, "-----");
    const size_t end = pem.find(footer, label_end);
    if (end == absl::string_view::npos) break;
    blocks.push_back({.label = name, .text = pem.substr(at, end + footer.size() - at)});
    at = end + footer.size();
  }
  return blocks;
}

bool IsPem(absl::string_view bytes) { return absl::StrContains(bytes, "-----BEGIN "); }

// A DER sequence (X.690, section 8.9) begins with this.
bool IsDer(absl::string_view bytes) { return bytes.size() > 4 && bytes[0] == 0x30; }

// What OpenSSL asks for a password with.
struct Password {
  const base::Secret* value;
  bool asked = false;
};
int GivePassword(char* buffer, int size, int, void* user) {
  auto& password = *static_cast<Password*>(user);
  password.asked = true;
  const std::string& value = password.value->Reveal();
  if (value.size() > static_cast<size_t>(size)) return -1;
  std::memcpy(buffer, value.data(), value.size());
  return static_cast<int>(value.size());
}

// Ciphers that Windows and older OpenSSL wrote into PFX files are apart since OpenSSL 3.
bool LoadLegacyCiphers() {
  static const bool loaded = OSSL_PROVIDER_load(nullptr, "default") != nullptr &&
                             OSSL_PROVIDER_load(nullptr, "legacy") != nullptr;
  return loaded;
}

}  // namespace

// Collects what a source holds.
class CertificateReader {
 public:
  explicit CertificateReader(const CertificateInput& input) : input_(input) {}

  absl::StatusOr<ClientCertificate> Read() {
    RETURN_IF_ERROR(Take(input_.certificate, input_.certificate_name));
    if (!input_.key.empty()) RETURN_IF_ERROR(Take(input_.key, input_.key_name));
    return Match();
  }

 private:
  absl::Status Refuse(absl::string_view name, absl::string_view why,
                      absl::string_view hint = "") const {
    ERR_clear_error();
    const absl::Status status =
        base::UsageError(absl::StrCat("the certificate in ", name, " cannot be used: ", why));
    return hint.empty() ? status : base::WithHint(status, hint);
  }

  absl::Status Take(const base::Secret& content, const std::string& name) {
    const std::string& bytes = content.Reveal();
    if (IsPem(bytes)) return TakePem(bytes, name);
    if (IsDer(bytes)) return TakeDer(bytes, name);
    std::string text = bytes;
    text.erase(std::remove_if(text.begin(), text.end(), absl::ascii_isspace), text.end());
    std::string decoded;
    const bool good = !text.empty() && absl::Base64Unescape(text, &decoded);
    const base::Secret packed(std::move(text)), unpacked(std::move(decoded));  // wiped
    if (good && IsPem(unpacked.Reveal())) return TakePem(unpacked.Reveal(), name);
    if (good && IsDer(unpacked.Reveal())) return TakeDer(unpacked.Reveal(), name);
    return Refuse(name, "it is neither PEM nor PFX, nor base64 of one of them",
                  "export it with its private key, as .pem or .pfx");
  }

  absl::Status TakePem(absl::string_view pem, const std::string& name) {
    for (const Block& block : BlocksOf(pem)) {
      found_.push_back(block.label);
      if (absl::EndsWith(block.label, "PRIVATE KEY")) {
        RETURN_IF_ERROR(TakeKey(block, name));
      } else if (absl::EndsWith(block.label, "CERTIFICATE")) {
        ClientCertificate::Certificate certificate(
            PEM_read_bio_X509(Reading(block.text).get(), nullptr, nullptr, nullptr));
        if (certificate == nullptr) return Refuse(name, "a block 'CERTIFICATE' cannot be read");
        certificates_.push_back(std::move(certificate));
      }
    }
    return absl::OkStatus();
  }

  absl::Status TakeKey(const Block& block, const std::string& name) {
    Password password{.value = &input_.password};
    ClientCertificate::Key key(
        PEM_read_bio_PrivateKey(Reading(block.text).get(), nullptr, GivePassword, &password));
    if (key == nullptr) {
      if (!password.asked)
        return Refuse(name, absl::StrCat("its block '", block.label, "' cannot be read"));
      return input_.has_password
                 ? Refuse(name, "the password does not open its private key", "check the password")
                 : Refuse(name, "its private key is encrypted", "give its password: --password");
    }
    if (key_ != nullptr && EVP_PKEY_eq(key.get(), key_.get()) != 1)
      return Refuse(name, "there are several private keys", "leave the one of the app");
    key_ = std::move(key);
    return absl::OkStatus();
  }

  absl::Status TakeDer(absl::string_view der, const std::string& name) {
    struct FreePfx {
      void operator()(PKCS12* pfx) const { PKCS12_free(pfx); }
    };
    const std::unique_ptr<PKCS12, FreePfx> pfx(d2i_PKCS12_bio(Reading(der).get(), nullptr));
    if (pfx != nullptr) return TakePfx(*pfx, name);
    ERR_clear_error();
    ClientCertificate::Certificate alone(d2i_X509_bio(Reading(der).get(), nullptr));
    if (alone == nullptr) return Refuse(name, "it is neither a PFX nor a certificate");
    found_.push_back("CERTIFICATE");
    certificates_.push_back(std::move(alone));
    return absl::OkStatus();
  }

  absl::Status TakePfx(PKCS12& pfx, const std::string& name) {
    const char* password = input_.password.Reveal().c_str();
    // The MAC of a PFX without a password is made of no text or of an empty one.
    const bool empty = input_.password.empty();
    bool opens = PKCS12_verify_mac(&pfx, password, -1) == 1;
    if (!opens && empty && PKCS12_verify_mac(&pfx, nullptr, 0) == 1) {
      opens = true;
      password = nullptr;
    }
    if (!opens && PKCS12_mac_present(&pfx) == 1)
      return input_.has_password
                 ? Refuse(name, "the password does not open the PFX", "check the password")
                 : Refuse(name, "the PFX has a password", "give its password: --password");
    EVP_PKEY* key = nullptr;
    X509* certificate = nullptr;
    STACK_OF(X509)* others = nullptr;
    bool parsed = PKCS12_parse(&pfx, password, &key, &certificate, &others) == 1;
    if (!parsed && LoadLegacyCiphers())
      parsed = PKCS12_parse(&pfx, password, &key, &certificate, &others) == 1;
    if (key != nullptr) key_.reset(key);
    if (certificate != nullptr) certificates_.emplace_back(certificate);
    while (sk_X509_num(others) > 0) certificates_.emplace_back(sk_X509_pop(others));
    sk_X509_free(others);
    found_.push_back("PFX");
    if (parsed) return absl::OkStatus();
    return Refuse(name, "its content cannot be decrypted",
                  "make it anew with AES: openssl pkcs12 -export");
  }

  // What was found, in words.
  std::string Found() const {
    std::vector<std::string> parts;
    for (const auto& certificate : certificates_)
      parts.push_back(absl::StrCat("the certificate '", SubjectOf(certificate.get()), "'"));
    if (key_ != nullptr) parts.emplace_back("a private key");
    if (parts.empty() && !found_.empty())
      parts.push_back(absl::StrCat("'", absl::StrJoin(found_, "', '"), "'"));
    return parts.empty() ? "nothing" : absl::StrJoin(parts, ", ");
  }

  absl::StatusOr<ClientCertificate> Match() {
    const std::string& name = input_.certificate_name;
    if (certificates_.empty())
      return Refuse(name, absl::StrCat("it holds no certificate; found: ", Found()));
    if (key_ == nullptr)
      return Refuse(name, absl::StrCat("it holds no private key; found: ", Found()),
                    "export it with its private key, or name the key: --certificateKeyFile");
    if (EVP_PKEY_get_base_id(key_.get()) != EVP_PKEY_RSA)
      return Refuse(name, absl::StrCat("its key is of the kind ", KeyKind(), ", not RSA"),
                    "Entra ID takes RSA keys alone for this sign-in");
    for (auto& certificate : certificates_) {
      if (X509_check_private_key(certificate.get(), key_.get()) == 1)
        return ClientCertificate(std::move(key_), std::move(certificate), name);
    }
    return Refuse(name, absl::StrCat("the private key does not fit; found: ", Found()),
                  "name the key that belongs to the certificate");
  }

  std::string KeyKind() const {
    const char* name = EVP_PKEY_get0_type_name(key_.get());
    return name == nullptr ? "unknown" : name;
  }

  const CertificateInput& input_;
  std::vector<ClientCertificate::Certificate> certificates_;
  ClientCertificate::Key key_;
  std::vector<std::string> found_;
};

namespace {

std::string DigestOf(X509* certificate, const EVP_MD* algorithm) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  X509_digest(certificate, algorithm, digest, &size);
  return std::string(reinterpret_cast<const char*>(digest), size);
}

// RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes (RFC 7518, section 3.5).
absl::StatusOr<std::string> SignPs256(EVP_PKEY* key, absl::string_view text) {
  struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  EVP_PKEY_CTX* parameters = nullptr;  // the context's
  size_t size = 0;
  std::string signature;
  const bool ready =
      context != nullptr &&
      EVP_DigestSignInit(context.get(), &parameters, EVP_sha256(), nullptr, key) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
      EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, EVP_sha256()) == 1 &&
      EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1 &&
      EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) == 1;
  if (ready) {
    signature.resize(size);
    auto* out = reinterpret_cast<unsigned char*>(signature.data());
    if (EVP_DigestSign(context.get(), out, &size, bytes, text.size()) == 1) {
      signature.resize(size);
      return signature;
    }
  }
  ERR_clear_error();
  return absl::InternalError("OpenSSL cannot sign with the certificate's key");
}

std::string Encoded(absl::string_view bytes) { return absl::WebSafeBase64Escape(bytes); }

}  // namespace

absl::StatusOr<ClientCertificate> ClientCertificate::Read(const CertificateInput& input) {
  return CertificateReader(input).Read();
}

absl::Status ClientCertificate::CheckValidAt(absl::Time now) const {
  const absl::Time begins = TimeOf(X509_get0_notBefore(certificate_.get()));
  const absl::Time ends = TimeOf(X509_get0_notAfter(certificate_.get()));
  const std::string which =
      absl::StrCat("the certificate '", SubjectOf(certificate_.get()), "' in ", name_);
  if (now > ends)
    return base::WithHint(base::UsageError(absl::StrCat(which, " expired on ", Day(ends))),
                          "make a new one and add it to the app registration");
  if (now + kClockSkew < begins)
    return base::WithHint(
        base::UsageError(absl::StrCat(which, " is not valid before ", Day(begins))),
        "check this machine's clock");
  return absl::OkStatus();
}

std::string ClientCertificate::Thumbprint() const {
  return absl::AsciiStrToUpper(absl::BytesToHexString(DigestOf(certificate_.get(), EVP_sha1())));
}

base::Secret ClientCertificate::Pem() const {
  const Bio out(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(out.get(), certificate_.get());
  PEM_write_bio_PKCS8PrivateKey(out.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return base::Secret(Written(out.get()));
}

absl::StatusOr<base::Secret> ClientCertificate::Assertion(const AssertionOptions& options,
                                                          absl::Time now) const {
  const json::Value header =
      json::Value::Object({{"alg", "PS256"},
                           {"typ", "JWT"},
                           {"x5t#S256", Encoded(DigestOf(certificate_.get(), EVP_sha256()))}});
  json::Value claims = json::Value::Object({{"aud", options.audience},
                                            {"iss", options.app_id},
                                            {"sub", options.app_id},
                                            {"jti", base::NewGuid()}});
  claims.Set("nbf", absl::ToUnixSeconds(now));
  claims.Set("iat", absl::ToUnixSeconds(now));
  claims.Set("exp", absl::ToUnixSeconds(now + kAssertionLife));
  const std::string text =
      absl::StrCat(Encoded(json::Write(header)), ".", Encoded(json::Write(claims)));
  ASSIGN_OR_RETURN(const std::string signature, SignPs256(key_.get(), text));
  return base::Secret(absl::StrCat(text, ".", Encoded(signature)));
}

}  // namespace o365::auth
