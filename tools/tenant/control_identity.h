// The routes of the control API that are about the identity platform.

#ifndef TOOLS_TENANT_CONTROL_IDENTITY_H_
#define TOOLS_TENANT_CONTROL_IDENTITY_H_

#include "absl/types/span.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

absl::Span<const Route> IdentityControlRoutes();

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_CONTROL_IDENTITY_H_
