#include "services/azmgmt/service.h"

#include "common/cli/connection_commands.h"
#include "common/cli/request_command.h"
#include "services/azmgmt/client.h"
#include "services/azmgmt/nouns.h"

namespace o365::azmgmt {
namespace {

constexpr cli::Example kRequestExamples[] = {
    {"Read anything Power Automate has", "request --url /environments"},
    {"Of Azure itself",
     "request --url https://management.azure.com/subscriptions?api-version=2022-12-01 "
     "--paginate"}};
constexpr cli::Command kRequestRow[] = {cli::RequestCommand(kRequestExamples)};
constexpr cli::Noun kRequest = {
    .name = "request", .summary = "Any request to the API", .commands = kRequestRow};

constexpr const cli::Noun* kNouns[] = {&kFlow, &kFlowOwner, &kFlowRun, &kRequest};

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
