// What clients read about the identity platform before they sign in.

#ifndef TOOLS_TENANT_IDENTITY_METADATA_H_
#define TOOLS_TENANT_IDENTITY_METADATA_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

// Whether a path may name the tenant so: its GUID or domain, or one of the shared names.
bool IsTenant(absl::string_view name);

absl::Span<const Route> IdentityMetadataRoutes();

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_IDENTITY_METADATA_H_
