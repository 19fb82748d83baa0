// What a person decides about a device code sign-in, on a page or on the command line.

#ifndef TOOLS_TENANT_DECISION_H_
#define TOOLS_TENANT_DECISION_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/tenant/authority.h"

namespace o365::tenant {

// The sign-in of this user code. kNotFound and kFailedPrecondition in words for the person.
absl::StatusOr<DeviceSignIn*> FindPending(Authority& authority, absl::string_view user_code);

// Signs the account in, with its consent.
void Approve(Authority& authority, DeviceSignIn& sign_in, const Account& account);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_DECISION_H_
