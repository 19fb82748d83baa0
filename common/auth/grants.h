// All ways of signing in (Microsoft Learn: "Microsoft identity platform authentication flows & app
// scenarios").

#ifndef COMMON_AUTH_GRANTS_H_
#define COMMON_AUTH_GRANTS_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/auth/grant.h"

namespace o365::auth {

// Their names, for the command line.
inline constexpr absl::string_view kGrantNames[] = {
    "deviceCode", "password", "browser", "certificate", "secret", "identity", "federatedIdentity"};

// All of them; the first one is the default.
absl::Span<const Grant* const> Grants();

// The grant of this name, in any case; kNotFound names those that there are.
absl::StatusOr<const Grant*> FindGrant(absl::string_view name);

}  // namespace o365::auth

#endif  // COMMON_AUTH_GRANTS_H_
