// The version of the toolkit that this tenant belongs to.

#ifndef TOOLS_TENANT_VERSION_H_
#define TOOLS_TENANT_VERSION_H_

namespace o365::tenant {

inline constexpr char kVersion[] = "2.0.0";

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_VERSION_H_
