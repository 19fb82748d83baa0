#include "services/graph/service.h"

#include "common/cli/connection_commands.h"
#include "common/cli/request_command.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "services/graph/nouns.h"

namespace o365::graph {
namespace {

constexpr cli::Example kRequestExamples[] = {
    {"Read anything Microsoft Graph has", "request --url /me"},
    {"All pages of a list of its preview version",
     "request --url https://graph.microsoft.com/beta/users --paginate"},
    {"Change something, with a body from a file",
     "request --url /groups/1caf7dcd-7e83-4c3a-94f7-932a1299c844 --method PATCH --body "
     "@group.json"}};
constexpr cli::Command kRequestRow[] = {cli::RequestCommand(kRequestExamples)};
constexpr cli::Noun kRequest = {
    .name = "request", .summary = "Any request to the API", .commands = kRequestRow};

constexpr const cli::Noun* kNouns[] = {
    &kBatch,   &kChangelog,       &kDirectoryExtension, &kO365Group,    &kOpenExtension,
    &kRequest, &kSchemaExtension, &kSiteClassification, &kSubscription, &kUser};

}  // namespace

cli::Service GraphService() {
  return {.name = "graph",
          .display_name = "Microsoft Graph",
          .summary = "Manage what Microsoft Graph reaches",
          .nouns = kNouns,
          .connection_commands = cli::ResourceConnectionCommands(),
          .resource = odata::kGraphResource,
          .api = {.base = odata::kGraph, .rest = cli::GraphRest}};
}

}  // namespace o365::graph
