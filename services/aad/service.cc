#include "services/aad/service.h"

#include "common/cli/connection_commands.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr const cli::Noun* kNouns[] = {
    &kAdministrativeUnit, &kGroup, &kGroupSetting, &kGroupSettingTemplate, &kM365Group,
    &kSiteClassification, &kSp};

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
