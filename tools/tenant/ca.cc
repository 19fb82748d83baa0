#include "tools/tenant/ca.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <utility>

#include "absl/strings/ascii.h"
#include "common/base/status_macros.h"
#include "tools/tenant/openssl_ptr.h"

namespace o365::tenant {
namespace {

constexpr int kHour = 60 * 60;
constexpr int kYear = 365 * 24 * kHour;
constexpr size_t kCommonNameLimit = 64;  // ub-common-name, RFC 5280, appendix A

struct Extension {
  int nid;
  const char* value;  // in the syntax of x509v3_config(5)
};

absl::Status Extend(X509* certificate, X509* issuer, Extension extension) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Owned<X509_EXTENSION> made(
      X509V3_EXT_conf_nid(nullptr, &context, extension.nid, extension.value));
  if (made == nullptr || X509_add_ext(certificate, made.get(), -1) != 1) {
    return CryptoError("add a certificate extension");
  }
  return absl::OkStatus();
}

absl::StatusOr<Owned<X509>> NewCertificate(EVP_PKEY* key, const std::string& common_name) {
  Owned<X509> certificate(X509_new());
  uint64_t serial = 0;
  if (certificate == nullptr ||
      RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) != 1) {
    return CryptoError("make a certificate");
  }
  X509* x509 = certificate.get();
  X509_set_version(x509, X509_VERSION_3);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), serial >> 1);  // must be positive
  X509_gmtime_adj(X509_getm_notBefore(x509), -kHour);
  X509_gmtime_adj(X509_getm_notAfter(x509), kYear);
  const std::string name = common_name.substr(0, kCommonNameLimit);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.data()),
                             static_cast<int>(name.size()), -1, 0);
  if (X509_set_pubkey(x509, key) != 1) return CryptoError("make a certificate");
  return certificate;
}

bool IsAddress(const std::string& host) {
  unsigned char buffer[sizeof(in6_addr)];
  return inet_pton(AF_INET, host.c_str(), buffer) == 1 ||
         inet_pton(AF_INET6, host.c_str(), buffer) == 1;
}

// The value of an extension is parsed ("DNS:a,IP:b"), so only what a host can hold may get there.
bool IsHost(const std::string& host) {
  if (host.empty() || host.size() > 253) return false;
  for (const char c : host) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '.' && c != '_' &&
        c != ':') {
      return false;
    }
  }
  return host.find(':') == std::string::npos || IsAddress(host);
}

std::string CertificatePem(X509* certificate) {
  return ToPem([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}

}  // namespace

struct CertificateAuthority::Root {
  Owned<EVP_PKEY> key;
  Owned<X509> certificate;
};

CertificateAuthority::CertificateAuthority(std::unique_ptr<Root> root)
    : root_(std::move(root)), pem_(CertificatePem(root_->certificate.get())) {}
CertificateAuthority::~CertificateAuthority() = default;
CertificateAuthority::CertificateAuthority(CertificateAuthority&&) noexcept = default;
CertificateAuthority& CertificateAuthority::operator=(CertificateAuthority&&) noexcept = default;

absl::StatusOr<CertificateAuthority> CertificateAuthority::Create() {
  auto root = std::make_unique<Root>();
  root->key.reset(EVP_EC_gen("P-256"));
  if (root->key == nullptr) return CryptoError("make a key");
  ASSIGN_OR_RETURN(root->certificate,
                   NewCertificate(root->key.get(), "o365-tenant throw-away authority"));
  X509* x509 = root->certificate.get();
  X509_set_issuer_name(x509, X509_get_subject_name(x509));
  for (const Extension& extension : {Extension{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                                     Extension{NID_key_usage, "critical,keyCertSign,cRLSign"},
                                     Extension{NID_subject_key_identifier, "hash"}}) {
    RETURN_IF_ERROR(Extend(x509, x509, extension));
  }
  if (X509_sign(x509, root->key.get(), EVP_sha256()) == 0) return CryptoError("sign");
  return CertificateAuthority(std::move(root));
}

absl::StatusOr<http::KeyPair> CertificateAuthority::Mint(const std::string& host) const {
  if (!IsHost(host)) return absl::InvalidArgumentError(absl::StrCat("'", host, "' is no host"));
  const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
  if (key == nullptr) return CryptoError("make a key");
  ASSIGN_OR_RETURN(const Owned<X509> leaf, NewCertificate(key.get(), host));
  X509* issuer = root_->certificate.get();
  X509_set_issuer_name(leaf.get(), X509_get_subject_name(issuer));
  const std::string name = absl::StrCat(IsAddress(host) ? "IP:" : "DNS:", host);
  for (const Extension& extension :
       {Extension{NID_basic_constraints, "critical,CA:FALSE"},
        Extension{NID_key_usage, "critical,digitalSignature"},
        Extension{NID_ext_key_usage, "serverAuth"}, Extension{NID_subject_key_identifier, "hash"},
        Extension{NID_authority_key_identifier, "keyid"},
        Extension{NID_subject_alt_name, name.c_str()}}) {
    RETURN_IF_ERROR(Extend(leaf.get(), issuer, extension));
  }
  if (X509_sign(leaf.get(), root_->key.get(), EVP_sha256()) == 0) return CryptoError("sign");
  return http::KeyPair{.certificate = CertificatePem(leaf.get()),
                       .private_key = ToPem([&](BIO* bio) {
                         return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0,
                                                         nullptr, nullptr);
                       })};
}

}  // namespace o365::tenant
