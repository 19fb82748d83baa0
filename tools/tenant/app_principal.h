// Apps that act for themselves: what they may do, which is what their service principals have been
// assigned ("appRoleAssignment resource type"), and how the APIs judge it.

#ifndef TOOLS_TENANT_APP_PRINCIPAL_H_
#define TOOLS_TENANT_APP_PRINCIPAL_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "tools/tenant/authority.h"
#include "tools/tenant/resources.h"
#include "tools/tenant/service.h"
#include "tools/tenant/state.h"

namespace o365::tenant {

// The service principal of the app with the permissions that it has on `resource`; nothing when
// there is none. How it proved itself is for the caller to add.
std::optional<AppPrincipal> FindAppPrincipal(State& state, absl::string_view app_id,
                                             const Resource& resource);

// What an app may do with the objects that a request to Microsoft Graph names.
enum class Access { kNone, kRead, kWrite };
// `path` is without the version: "/users/..." ("Microsoft Graph permissions reference").
Access GraphAccess(const Caller& app, absl::string_view path);

// The same for the sites of SharePoint ("Granting access via Azure AD App-Only"). kWrite does not
// hold for the administration, which asks for full control.
Access SharePointAccess(const Caller& app);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_APP_PRINCIPAL_H_
