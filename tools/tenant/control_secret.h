// What the control API and its client agree on.

#ifndef TOOLS_TENANT_CONTROL_SECRET_H_
#define TOOLS_TENANT_CONTROL_SECRET_H_

namespace o365::tenant {

// Carries the secret. A page in a browser cannot know it, nor send this header unasked.
inline constexpr char kControlSecretHeader[] = "X-O365-Tenant-Secret";

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_CONTROL_SECRET_H_
