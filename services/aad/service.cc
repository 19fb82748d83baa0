#include "services/aad/service.h"

#include "common/cli/connection_commands.h"
#include "common/odata/graph.h"
#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr const cli::Noun* kNouns[] = {&kSp};

}  // namespace

cli::Service EntraIdService() {
  return {.name = "aad",
          .display_name = "Entra ID",
          .summary = "Manage Entra ID (Azure AD)",
          .nouns = kNouns,
          .connection_commands = cli::ResourceConnectionCommands(),
          .resource = odata::kGraphResource};
}

}  // namespace o365::aad
