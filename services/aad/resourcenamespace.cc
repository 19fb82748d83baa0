// `aad resourcenamespace`: what the actions of roles are grouped by (Microsoft Learn:
// "unifiedRbacResourceNamespace resource type"); in Graph's preview only.

#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr output::Column kColumns[] = {{"id"}, {"name"}};
constexpr cli::Example kListExamples[] = {
    {"List the namespaces", "resourcenamespace list"},
    {"Their names alone", "resourcenamespace list -o json | jq -r '.[].name'"}};

constexpr cli::Command kCommands[] = {
    {.name = "resourcenamespace list",
     .summary = "List the namespaces of the actions that roles can allow",
     .columns = kColumns,
     .examples = kListExamples,
     .remarks = "The actions of a namespace: rolepermission list --resourceNamespace NAME.",
     .call = {.url = "https://graph.microsoft.com/beta/roleManagement/directory/resourceNamespaces",
              .answer = cli::Answer::kList}},
};

}  // namespace

constinit const cli::Noun kResourceNamespace = {.name = "resourcenamespace",
                                                .summary = "Namespaces of the actions of roles",
                                                .commands = kCommands};

}  // namespace o365::aad
