#include "common/auth/grants.h"

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/auth/browser.h"
#include "common/auth/client_certificate_grant.h"
#include "common/auth/client_secret_grant.h"
#include "common/auth/device_code.h"
#include "common/auth/federated.h"
#include "common/auth/managed_identity.h"
#include "common/auth/password.h"

namespace o365::auth {

absl::Span<const Grant* const> Grants() {
  static constexpr const Grant* kGrants[] = {
      &kDeviceCodeGrant, &kPasswordGrant, &kBrowserGrant,   &kCertificateGrant,
      &kSecretGrant,     &kIdentityGrant, &kFederatedGrant,
  };
  return kGrants;
}

absl::StatusOr<const Grant*> FindGrant(absl::string_view name) {
  for (const Grant* grant : Grants()) {
    if (absl::EqualsIgnoreCase(grant->name, name)) return grant;
  }
  const auto add_name = [](std::string* out, const Grant* grant) {
    out->append(grant->name.data(), grant->name.size());
  };
  return absl::NotFoundError(absl::StrCat("unknown auth type '", name, "'; there are ",
                                          absl::StrJoin(Grants(), ", ", add_name)));
}

}  // namespace o365::auth
