// `graph siteclassification`: how sites of Microsoft 365 groups are classified.

#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/directory/site_classification.h"
#include "services/graph/nouns.h"

namespace o365::graph {
namespace {

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args&) {
  odata::Rest graph = cli::GraphRest(context);
  return directory::SiteClassification(graph);
}

constexpr cli::Example kGetExamples[] = {{"Show the classifications", "siteclassification get"},
                                         {"As JSON", "siteclassification get --output json"}};

constexpr cli::Command kCommands[] = {{.name = "siteclassification get",
                                       .summary = "Show how sites are classified",
                                       .examples = kGetExamples,
                                       .remarks = "`aad siteclassification` changes it.",
                                       .run = Get}};

}  // namespace

constinit const cli::Noun kSiteClassification = {
    .name = "siteclassification", .summary = "Classification of sites", .commands = kCommands};

}  // namespace o365::graph
