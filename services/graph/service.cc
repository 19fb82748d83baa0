#include "services/graph/service.h"

#include "common/cli/connection_commands.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "services/graph/nouns.h"

namespace o365::graph {
namespace {

constexpr const cli::Noun* kNouns[] = {&kO365Group, &kUser};

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
