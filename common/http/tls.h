// OpenSSL for clients: whom to trust, whom to expect, and why a certificate was refused.

#ifndef COMMON_HTTP_TLS_H_
#define COMMON_HTTP_TLS_H_

#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/environment.h"

namespace o365::http {

struct SslContextDeleter {
  void operator()(SSL_CTX* context) const { ::SSL_CTX_free(context); }
};
using SslContext = std::unique_ptr<SSL_CTX, SslContextDeleter>;

// TLS 1.2 and later, trusting the system's certificates and those in SSL_CERT_FILE and
// SSL_CERT_DIR. NetworkError when one of these cannot be read.
absl::StatusOr<SslContext> MakeClientContext(const base::Environment& environment);

// Asks `ssl` to send the name (SNI, RFC 6066; not for addresses), to accept only a certificate for
// it, and to note what is wrong with a refused one in `refusal`, which must outlive the handshake.
void ExpectHost(SSL* ssl, const std::string& host, std::string& refusal);

}  // namespace o365::http

#endif  // COMMON_HTTP_TLS_H_
