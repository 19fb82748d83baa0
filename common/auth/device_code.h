// The device authorization grant (RFC 8628; Microsoft Learn: "Microsoft identity platform and the
// OAuth 2.0 device authorization grant flow"): shows a code, waits until its user has signed in in
// a browser somewhere.

#ifndef COMMON_AUTH_DEVICE_CODE_H_
#define COMMON_AUTH_DEVICE_CODE_H_

#include "common/auth/grant.h"

namespace o365::auth {

// Tells the terminal where to sign in, then polls. kDeadlineExceeded when the code ran out,
// kUnauthenticated when the user declined, else as TokenEndpoint::Post.
extern const Grant kDeviceCodeGrant;

}  // namespace o365::auth

#endif  // COMMON_AUTH_DEVICE_CODE_H_
