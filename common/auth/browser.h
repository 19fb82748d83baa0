// The authorization code grant with a browser on this machine (RFC 6749, section 4.1; PKCE: RFC
// 7636; Microsoft Learn: "Microsoft identity platform and OAuth 2.0 authorization code flow").

#ifndef COMMON_AUTH_BROWSER_H_
#define COMMON_AUTH_BROWSER_H_

#include "common/auth/grant.h"

namespace o365::auth {

// Says the address of the sign-in page, opens it where there is a display, and waits 5 minutes for
// what the page sends back. kDeadlineExceeded when nothing comes, a refusal of the page as one of
// the token endpoint, else as TokenEndpoint::Post.
extern const Grant kBrowserGrant;

}  // namespace o365::auth

#endif  // COMMON_AUTH_BROWSER_H_
