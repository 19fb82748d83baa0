// The device authorization grant (RFC 8628; Microsoft Learn: "Microsoft identity platform and the
// OAuth 2.0 device authorization grant flow"): shows a code, waits until its user has signed in in
// a browser somewhere.

#ifndef COMMON_AUTH_DEVICE_CODE_H_
#define COMMON_AUTH_DEVICE_CODE_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/auth/token_endpoint.h"
#include "common/base/terminal.h"

namespace o365::auth {

struct DeviceCodeGrant {
  std::string app_id;
  std::string resource;
};

// Tells `terminal` where to sign in, then polls. kDeadlineExceeded when the code ran out,
// kUnauthenticated when the user declined, else as TokenEndpoint::Post.
absl::StatusOr<TokenAnswer> SignInByDeviceCode(TokenEndpoint& endpoint,
                                               const DeviceCodeGrant& grant,
                                               base::Terminal& terminal);

}  // namespace o365::auth

#endif  // COMMON_AUTH_DEVICE_CODE_H_
