// `aad roledefinition`: roles of the directory (Microsoft Learn: "unifiedRoleDefinition resource
// type").

#include "common/directory/lookups.h"
#include "services/aad/nouns.h"
#include "services/aad/options.h"

namespace o365::aad {
namespace {

constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the role");
constexpr cli::Option kName = cli::Text("-n, --displayName <name>", "Name of the role");
constexpr cli::Option kDescription =
    cli::Text("-d, --description <text>", "What the role is for").MayBeEmpty();
constexpr cli::Option kEnabled =
    cli::Bool("-e, --enabled <bool>", "Whether the role can be assigned: true or false")
        .Alone("true");
constexpr cli::Option kVersion =
    cli::Text("-v, --version <text>", "Version of the role").MayBeEmpty();
constexpr absl::string_view kActionsHelp =
    "Actions that the role allows, such as microsoft.directory/groups/create, separated by commas";

constexpr cli::Option kAddOptions[] = {
    cli::Text("-n, --displayName <name>", "Name of the role").Required(),
    cli::Text("-a, --allowedResourceActions <actions>", kActionsHelp).Required(), kDescription,
    cli::Bool("-e, --enabled <bool>", "Whether the role can be assigned")
        .Otherwise("true")
        .Alone("true"),
    kVersion};
constexpr cli::Option kSetOptions[] = {
    kId,
    kName,
    cli::Text("--newDisplayName <name>", "New name of the role"),
    cli::Text("-a, --allowedResourceActions <actions>", kActionsHelp),
    kDescription,
    kEnabled,
    kVersion};

constexpr absl::string_view kIdOrName[] = {"id", "displayName"};
constexpr absl::string_view kChanges[] = {"newDisplayName", "allowedResourceActions", "description",
                                          "enabled", "version"};
constexpr cli::Rule kOneRole[] = {{cli::Rule::Kind::kExactlyOne, kIdOrName}};
constexpr cli::Rule kSetRules[] = {{cli::Rule::Kind::kExactlyOne, kIdOrName},
                                   {cli::Rule::Kind::kAtLeastOne, kChanges}};

constexpr absl::string_view kMissing = "The specified role definition '{value}' does not exist.";
constexpr absl::string_view kSeveral = "Multiple role definitions with name '{value}' found.";
constexpr cli::Lookup kGetLookups[] = {
    {.from = "displayName",
     .url = "/roleManagement/directory/roleDefinitions?$filter=displayName eq '{value}'"
            "&$select={properties}",
     .missing = kMissing,
     .several = kSeveral},
    {.from = "id", .url = "/roleManagement/directory/roleDefinitions/{id}?$select={properties}"}};
constexpr cli::Lookup kFindByName[] = {
    {.into = "id",
     .from = "displayName",
     .url = "/roleManagement/directory/roleDefinitions?$filter=displayName eq '{value}'&$select=id",
     .missing = kMissing,
     .several = kSeveral}};

constexpr output::Column kColumns[] = {{"id"}, {"displayName"}, {"isBuiltIn"}, {"isEnabled"}};

constexpr cli::Example kAddExamples[] = {
    {"Create a role",
     "roledefinition add --displayName 'Group creator' --allowedResourceActions "
     "microsoft.directory/groups.unified/create"},
    {"One that cannot be assigned yet, with a description",
     "roledefinition add -n 'Key reader' -d 'Reads BitLocker keys' --enabled false -a "
     "microsoft.directory/bitlockerKeys/key/read"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a role", "roledefinition get --id 729827e3-9c14-49f7-bb1b-9608f156bbb8"},
    {"By its name, some properties",
     "roledefinition get --displayName 'Helpdesk Administrator' --properties id,isBuiltIn"}};
constexpr cli::Example kListExamples[] = {
    {"List the roles", "roledefinition list"},
    {"The tenant's own ones", "roledefinition list --filter 'isBuiltIn eq false'"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a role", "roledefinition remove --id 729827e3-9c14-49f7-bb1b-9608f156bbb8"},
    {"By its name, in a script", "roledefinition remove -n 'Group creator' --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Replace what a role allows",
     "roledefinition set --displayName 'Group creator' --allowedResourceActions "
     "microsoft.directory/groups.unified/create,microsoft.directory/groups.unified/delete"},
    {"Keep a role from being assigned",
     "roledefinition set -i 729827e3-9c14-49f7-bb1b-9608f156bbb8 --enabled false"}};

constexpr cli::Command kCommands[] = {
    {.name = "roledefinition add",
     .summary = "Create a role",
     .options = kAddOptions,
     .examples = kAddExamples,
     .remarks =
         "Actions are listed by: rolepermission list. Custom roles need a Microsoft Entra ID "
         "P1 license.",
     .call = {.url = "/roleManagement/directory/roleDefinitions",
              .method = "POST",
              .body = R"({"displayName":"{displayName}","description":"{description}",
                          "rolePermissions":[
                              {"allowedResourceActions":"{allowedResourceActions:list}"}],
                          "isEnabled":"{enabled}","version":"{version}"})"}},
    {.name = "roledefinition get",
     .summary = "Show a role",
     .options = cli::kOf<kId, kName, kProperties>,
     .rules = kOneRole,
     .examples = kGetExamples,
     .lookups = kGetLookups},
    {.name = "roledefinition list",
     .summary = "List the roles",
     .options = cli::kOf<kProperties, kFilter>,
     .columns = kColumns,
     .examples = kListExamples,
     .call = {.url = "/roleManagement/directory/roleDefinitions?$select={properties}"
                     "&$filter={filter}",
              .answer = cli::Answer::kList}},
    {.name = "roledefinition remove",
     .summary = "Remove a role of your own",
     .options = cli::kOf<kId, kName>,
     .rules = kOneRole,
     .confirm = "Remove the role {id}{displayName}?",
     .examples = kRemoveExamples,
     .remarks = "Built-in roles cannot be removed.",
     .lookups = kFindByName,
     .call = {.url = "/roleManagement/directory/roleDefinitions/{id}", .method = "DELETE"}},
    {.name = "roledefinition set",
     .summary = "Change a role of your own",
     .options = kSetOptions,
     .rules = kSetRules,
     .examples = kSetExamples,
     .remarks = "--allowedResourceActions replaces all actions that the role allows.",
     .lookups = kFindByName,
     .call = {.url = "/roleManagement/directory/roleDefinitions/{id}",
              .method = "PATCH",
              .body = R"({"displayName":"{newDisplayName}","description":"{description}",
                          "rolePermissions":[
                              {"allowedResourceActions":"{allowedResourceActions:list}"}],
                          "isEnabled":"{enabled}","version":"{version}"})",
              .answer = cli::Answer::kNothing}},
};

}  // namespace

constinit const cli::Noun kRoleDefinition = {
    .name = "roledefinition", .summary = "Roles of the directory", .commands = kCommands};

}  // namespace o365::aad
