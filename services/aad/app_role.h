// Roles that apps offer (Microsoft Learn: "appRole resource type").

#ifndef SERVICES_AAD_APP_ROLE_H_
#define SERVICES_AAD_APP_ROLE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/json/value.h"

namespace o365::aad {

// Whether --claim can be a role's value in tokens; a usage error when not.
absl::Status CheckRoleClaim(const cli::Args& args);

// `app role add`.
absl::StatusOr<json::Value> AddAppRole(cli::Context& context, const cli::Args& args);

// `app role remove`: the service removes only roles that were disabled before.
absl::StatusOr<json::Value> RemoveAppRole(cli::Context& context, const cli::Args& args);

}  // namespace o365::aad

#endif  // SERVICES_AAD_APP_ROLE_H_
