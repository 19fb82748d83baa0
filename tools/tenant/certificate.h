// Certificates that applications prove themselves with.

#ifndef TOOLS_TENANT_CERTIFICATE_H_
#define TOOLS_TENANT_CERTIFICATE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tools/tenant/openssl_ptr.h"

namespace o365::tenant {

// The first certificate in `bytes`: PEM, DER or the Base64 of either. kInvalidArgument when there
// is none.
absl::StatusOr<Owned<X509>> ReadCertificate(absl::string_view bytes);

std::string ToDer(X509* certificate);

// The digests of the DER form that name a certificate in a JSON Web Signature (RFC 7515, sections
// 4.1.7 and 4.1.8), as raw bytes.
std::string Sha1Thumbprint(X509* certificate);
std::string Sha256Thumbprint(X509* certificate);

absl::Time ValidFrom(X509* certificate);
absl::Time ValidUntil(X509* certificate);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_CERTIFICATE_H_
