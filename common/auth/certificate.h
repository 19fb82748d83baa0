// The certificate that an app signs in with, and what it signs to prove that it has the key
// (Microsoft Learn: "Microsoft identity platform application authentication certificate
// credentials"; RFC 7521, RFC 7523).
//
//   ASSIGN_OR_RETURN(ClientCertificate certificate, ClientCertificate::Read({.certificate = bytes,
//                        .certificate_name = "file 'app.pem'", .password = password}));
//   RETURN_IF_ERROR(certificate.CheckValidAt(clock.Now()));
//   ASSIGN_OR_RETURN(Secret assertion, certificate.Assertion({.audience = ..., .app_id = ...},
//   now));
//
// Nothing here sends anything.

#ifndef COMMON_AUTH_CERTIFICATE_H_
#define COMMON_AUTH_CERTIFICATE_H_

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/secret.h"

namespace o365::auth {

// Where a certificate comes from.
struct CertificateInput {
  // PEM (certificates and one key in any order; the key PKCS#1 or PKCS#8, encrypted or not), PFX
  // (PKCS#12), or base64 of either.
  base::Secret certificate;
  std::string certificate_name;  // for messages: "file 'app.pem'"
  base::Secret key = {};         // PEM; empty when it stands beside the certificate
  std::string key_name = {};
  base::Secret password = {};  // of the key or the PFX
  bool has_password = false;   // an empty password is one too
};

class ClientCertificate {
 public:
  struct AssertionOptions {
    std::string audience;  // the token endpoint's URL
    std::string app_id;
  };

  // Reads it and finds the certificate that the key belongs to. Usage errors name the source and
  // say what was found in it: no key, a key of another certificate, a wrong or missing password, a
  // key that is not RSA.
  static absl::StatusOr<ClientCertificate> Read(const CertificateInput& input);

  // A usage error when it has expired, or is not valid yet.
  absl::Status CheckValidAt(absl::Time now) const;

  // SHA-1 of the certificate, 40 hexadecimal digits in upper case: what portals show.
  std::string Thumbprint() const;

  // Certificate and unencrypted key as PEM, for the store.
  base::Secret Pem() const;

  // A JSON Web Token signed with PS256 that names the certificate by `x5t#S256` and is good for ten
  // minutes from `now` on. kInternal when OpenSSL cannot sign.
  absl::StatusOr<base::Secret> Assertion(const AssertionOptions& options, absl::Time now) const;

 private:
  struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
  };
  using Key = std::unique_ptr<EVP_PKEY, Free>;
  using Certificate = std::unique_ptr<X509, Free>;
  friend class CertificateReader;

  ClientCertificate(Key key, Certificate certificate, std::string name)
      : key_(std::move(key)), certificate_(std::move(certificate)), name_(std::move(name)) {}

  Key key_;
  Certificate certificate_;
  std::string name_;
};

}  // namespace o365::auth

#endif  // COMMON_AUTH_CERTIFICATE_H_
