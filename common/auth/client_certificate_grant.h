// An app's certificate (RFC 7523, section 2.2; Microsoft Learn: "OAuth 2.0 client credentials flow
// on the Microsoft identity platform", "Access token request with a certificate"). Each token is
// asked for with an assertion of its own.

#ifndef COMMON_AUTH_CLIENT_CERTIFICATE_GRANT_H_
#define COMMON_AUTH_CLIENT_CERTIFICATE_GRANT_H_

#include "common/auth/grant.h"

namespace o365::auth {

extern const Grant kCertificateGrant;

}  // namespace o365::auth

#endif  // COMMON_AUTH_CLIENT_CERTIFICATE_GRANT_H_
