// `aad rolepermission`: the actions that roles can allow (Microsoft Learn:
// "unifiedRbacResourceAction resource type"); in Graph's preview only.

#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr cli::Option kListOptions[] = {
    cli::Text("-n, --resourceNamespace <name>",
              "Namespace of the actions, such as microsoft.directory")
        .Required(),
    cli::Flag("-p, --privileged",
              "Only actions that give control over other identities or over security")};
constexpr output::Column kColumns[] = {{"id"}, {"name"}, {"actionVerb"}, {"isPrivileged"}};
constexpr cli::Example kListExamples[] = {
    {"List the actions of the directory",
     "rolepermission list --resourceNamespace microsoft.directory"},
    {"Only the privileged ones", "rolepermission list -n microsoft.directory --privileged"}};

constexpr cli::Command kCommands[] = {
    {.name = "rolepermission list",
     .summary = "List the actions that roles can allow",
     .options = kListOptions,
     .columns = kColumns,
     .examples = kListExamples,
     .remarks = "Namespaces are listed by: resourcenamespace list.",
     .call = {.url = "https://graph.microsoft.com/beta/roleManagement/directory/"
                     "resourceNamespaces/{resourceNamespace}/resourceActions"
                     "?$filter={privileged?isPrivileged eq true}",
              .answer = cli::Answer::kList}},
};

}  // namespace

constinit const cli::Noun kRolePermission = {
    .name = "rolepermission", .summary = "Actions that roles can allow", .commands = kCommands};

}  // namespace o365::aad
