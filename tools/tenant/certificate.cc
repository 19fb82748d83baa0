#include "tools/tenant/certificate.h"

#include <openssl/pem.h>

#include <ctime>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"

namespace o365::tenant {
namespace {

Owned<X509> FromPem(absl::string_view text) {
  const Owned<BIO> bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  return Owned<X509>(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

Owned<X509> FromDer(absl::string_view bytes) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  return Owned<X509>(d2i_X509(nullptr, &data, static_cast<long>(bytes.size())));  // NOLINT
}

std::string Digest(X509* certificate, const EVP_MD* algorithm) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (X509_digest(certificate, algorithm, digest, &size) != 1) return "";
  return std::string(reinterpret_cast<char*>(digest), size);
}

absl::Time ToTime(const ASN1_TIME* time) {
  std::tm parts{};
  return ASN1_TIME_to_tm(time, &parts) == 1 ? absl::FromTM(parts, absl::UTCTimeZone())
                                            : absl::InfinitePast();
}

}  // namespace

absl::StatusOr<Owned<X509>> ReadCertificate(absl::string_view bytes) {
  std::string decoded;
  for (const absl::string_view text :
       {bytes, absl::Base64Unescape(bytes, &decoded) ? absl::string_view(decoded) : bytes}) {
    Owned<X509> found = absl::StrContains(text, "-----BEGIN") ? FromPem(text) : FromDer(text);
    if (found != nullptr) return found;
  }
  return absl::InvalidArgumentError("not a certificate in PEM or DER");
}

std::string ToDer(X509* certificate) {
  std::string der(static_cast<size_t>(i2d_X509(certificate, nullptr)), '\0');
  auto* data = reinterpret_cast<unsigned char*>(der.data());
  i2d_X509(certificate, &data);
  return der;
}

std::string Sha1Thumbprint(X509* certificate) { return Digest(certificate, EVP_sha1()); }
std::string Sha256Thumbprint(X509* certificate) { return Digest(certificate, EVP_sha256()); }

absl::Time ValidFrom(X509* certificate) { return ToTime(X509_get0_notBefore(certificate)); }
absl::Time ValidUntil(X509* certificate) { return ToTime(X509_get0_notAfter(certificate)); }

}  // namespace o365::tenant
