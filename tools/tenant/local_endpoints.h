// The endpoints on the tenant's own address that stand for a machine's or a pipeline's.

#ifndef TOOLS_TENANT_LOCAL_ENDPOINTS_H_
#define TOOLS_TENANT_LOCAL_ENDPOINTS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "common/json/value.h"

namespace o365::tenant {

class Tenant;

// What App Service, Azure ML, Arc and pipelines hand to their own software, to show it back.
std::string LocalSecret(Tenant& tenant);

// The environment of software that runs in `place` ("vm", "appService", "arc", "cloudShell",
// "azureMl", "github", "azurePipelines"): an object of names and values. `address` is the tenant's
// own, http://127.0.0.1:PORT. null for a place that is not known.
json::Value EnvironmentOf(Tenant& tenant, absl::string_view place, absl::string_view address);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_LOCAL_ENDPOINTS_H_
