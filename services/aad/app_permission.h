// Permissions that apps ask for, by their names ("https://graph.microsoft.com/User.Read"; Microsoft
// Learn: "requiredResourceAccess resource type").

#ifndef SERVICES_AAD_APP_PERMISSION_H_
#define SERVICES_AAD_APP_PERMISSION_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/json/value.h"
#include "common/odata/rest.h"
#include "services/aad/app_consent.h"

namespace o365::aad {

struct PermissionNames {
  std::vector<std::string> delegated, application;

  bool empty() const { return delegated.empty() && application.empty(); }
};

// What the names stand for, and the app's own service principal.
struct Permissions {
  std::vector<ApiPermissions> apis;
  std::string own_principal_id;  // "" when the app has none
};

// Whether every name says which API it is of; a usage error that lists those that do not.
absl::Status CheckPermissionNames(const PermissionNames& names);

// Finds the permissions among the service principals below `base` ("https://.../v1.0"). kNotFound
// when an API or one of its permissions does not exist.
absl::StatusOr<Permissions> ResolvePermissions(odata::Rest& graph, const std::string& base,
                                               const PermissionNames& names,
                                               const std::string& app_id);

// requiredResourceAccess with the permissions added, or without them.
json::Value AddRequired(json::Value required, const std::vector<ApiPermissions>& apis);
json::Value RemoveRequired(const json::Value& required, const std::vector<ApiPermissions>& apis);

// The functions of `app permission add`, `list` and `remove`, and the check of their options.
absl::Status CheckPermissionOptions(const cli::Args& args);
absl::StatusOr<json::Value> AddAppPermission(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> ListAppPermissions(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> RemoveAppPermission(cli::Context& context, const cli::Args& args);

}  // namespace o365::aad

#endif  // SERVICES_AAD_APP_PERMISSION_H_
