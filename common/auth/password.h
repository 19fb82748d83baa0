// User name and password (RFC 6749, section 4.3; Microsoft Learn: "Microsoft identity platform and
// OAuth 2.0 Resource Owner Password Credentials"). The credentials are kept, so that a dead refresh
// token is replaced.

#ifndef COMMON_AUTH_PASSWORD_H_
#define COMMON_AUTH_PASSWORD_H_

#include "common/auth/grant.h"

namespace o365::auth {

extern const Grant kPasswordGrant;

}  // namespace o365::auth

#endif  // COMMON_AUTH_PASSWORD_H_
