#include "services/azmgmt/service.h"

#include "common/cli/connection_commands.h"
#include "services/azmgmt/client.h"
#include "services/azmgmt/nouns.h"

namespace o365::azmgmt {
namespace {

constexpr const cli::Noun* kNouns[] = {&kFlow};

}  // namespace

cli::Service AzureManagementService() {
  return {.name = "azmgmt",
          .display_name = "the Azure Management Service",
          .summary = "Manage what the Azure Management Service reaches, Power Automate included",
          .nouns = kNouns,
          .connection_commands = cli::ResourceConnectionCommands(),
          .resource = kResource,
          .api = {.base = kFlowApi, .rest = FlowRest}};
}

}  // namespace o365::azmgmt
