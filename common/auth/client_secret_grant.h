// An app's secret (RFC 6749, section 4.4; Microsoft Learn: "OAuth 2.0 client credentials flow on
// the Microsoft identity platform", "Access token request with a shared secret"). SharePoint takes
// no token that was got with one.

#ifndef COMMON_AUTH_CLIENT_SECRET_GRANT_H_
#define COMMON_AUTH_CLIENT_SECRET_GRANT_H_

#include "common/auth/grant.h"

namespace o365::auth {

extern const Grant kSecretGrant;

}  // namespace o365::auth

#endif  // COMMON_AUTH_CLIENT_SECRET_GRANT_H_
