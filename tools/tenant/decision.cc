#include "tools/tenant/decision.h"

namespace o365::tenant {

absl::StatusOr<DeviceSignIn*> FindPending(Authority& authority, absl::string_view user_code) {
  DeviceSignIn* sign_in = authority.FindByUserCode(user_code);
  if (sign_in == nullptr) {
    return absl::NotFoundError("That code didn't work. Check the code and try again.");
  }
  if (authority.IsExpired(*sign_in)) {
    return absl::FailedPreconditionError("That code has expired. Start over on your device.");
  }
  if (sign_in->decision != DeviceSignIn::Decision::kPending) {
    return absl::FailedPreconditionError("That code was already used. Start over on your device.");
  }
  return sign_in;
}

void Approve(Authority& authority, DeviceSignIn& sign_in, const Account& account) {
  authority.Consent(account, *authority.FindApp(sign_in.app_id));
  sign_in.upn = account.upn;
  sign_in.decision = DeviceSignIn::Decision::kApproved;
}

}  // namespace o365::tenant
