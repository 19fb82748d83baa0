#include "services/aad/service.h"

#include "common/cli/connection_commands.h"
#include "common/cli/request_command.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr cli::Example kRequestExamples[] = {
    {"Read anything Microsoft Graph has", "request --url /organization"},
    {"All pages of a list, with a condition",
     "request --url \"/users?$filter=startsWith(displayName,'A')\" --paginate"}};
constexpr cli::Command kRequestRow[] = {cli::RequestCommand(kRequestExamples)};
constexpr cli::Noun kRequest = {
    .name = "request", .summary = "Any request to the API", .commands = kRequestRow};

constexpr const cli::Noun* kNouns[] = {&kAdministrativeUnit,
                                       &kApps,
                                       &kAppRoleAssignment,
                                       &kGroup,
                                       &kGroupSetting,
                                       &kGroupSettingTemplate,
                                       &kLicense,
                                       &kM365Group,
                                       &kMultitenant,
                                       &kOAuth2Grant,
                                       &kOrganization,
                                       &kPim,
                                       &kPolicy,
                                       &kRequest,
                                       &kResourceNamespace,
                                       &kRoleAssignment,
                                       &kRoleDefinition,
                                       &kRolePermission,
                                       &kSiteClassification,
                                       &kSp,
                                       &kUser};

}  // namespace

cli::Service EntraIdService() {
  return {.name = "aad",
          .display_name = "Entra ID",
          .summary = "Manage Entra ID (Azure AD)",
          .nouns = kNouns,
          .connection_commands = cli::ResourceConnectionCommands(),
          .resource = odata::kGraphResource,
          .api = {.base = odata::kGraph, .rest = cli::GraphRest}};
}

}  // namespace o365::aad
