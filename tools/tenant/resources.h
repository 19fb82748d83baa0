// The APIs of the tenant that access tokens are issued for.

#ifndef TOOLS_TENANT_RESOURCES_H_
#define TOOLS_TENANT_RESOURCES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace o365::tenant {

// A delegated permission as Microsoft Learn lists it ("Microsoft Graph permissions reference").
struct Permission {
  const char* name;
  const char* description;
};

struct Resource {
  const char* name;
  const char* app_id;
  std::vector<const char*> uris;  // without a slash at the end
  std::vector<Permission> permissions;
};

// All of them; the first is Microsoft Graph.
absl::Span<const Resource> Resources();

// Whether the API has a delegated permission of this name, beside those that the seeded apps have.
bool IsPermission(const Resource& resource, absl::string_view name);

// The API that `resource` names by its URI (a slash at the end is the same to the identity
// platform) or application id; nullptr when the tenant has none such. SharePoint is known under the
// hosts of the tenant contoso.
const Resource* FindResource(absl::string_view resource);

// Microsoft's application ids, the same in every tenant.
inline constexpr char kGraphAppId[] = "00000003-0000-0000-c000-000000000000";
inline constexpr char kSharePointAppId[] = "00000003-0000-0ff1-ce00-000000000000";
inline constexpr char kAzureAppId[] = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
inline constexpr char kPowerAppsAppId[] = "475226c6-020e-4fb2-8a90-7a972cbfc1d4";
inline constexpr char kFlowAppId[] = "7df0a125-d3be-4c96-aa54-591f83ff541c";

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_RESOURCES_H_
