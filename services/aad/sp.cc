// `aad sp`: service principals (Microsoft Learn: "servicePrincipal resource type"), which the admin
// center calls enterprise applications.

#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr cli::Option kAppId =
    cli::Guid("-i, --appId <id>", "Id of the application (client)").Alias("id");
constexpr cli::Option kDisplayName =
    cli::Text("-n, --displayName <name>", "Display name of the application");
constexpr cli::Option kObjectId =
    cli::Guid("--objectId <id>", "Id of the service principal itself");
constexpr cli::Option kAddOptions[] = {
    kAppId, kDisplayName, cli::Guid("--objectId <id>", "Object id of the app registration")};
constexpr cli::Option kListOptions[] = {
    kDisplayName,
    cli::Text("--tag <tag>",
              "Only those with this tag, such as WindowsAzureActiveDirectoryIntegratedApp")};

constexpr absl::string_view kNames[] = {"appId", "displayName", "objectId"};
constexpr cli::Rule kOneName[] = {{cli::Rule::Kind::kExactlyOne, kNames}};

constexpr absl::string_view kMissing = "The specified Entra app does not exist";
constexpr absl::string_view kSeveral = "Multiple Entra apps with name '{value}' found.";
constexpr absl::string_view kMissingRegistration = "The specified Entra app doesn't exist";
constexpr cli::Lookup kFindAppId[] = {{.into = "appId",
                                       .from = "displayName",
                                       .url = "/applications?$filter=displayName eq '{value}'",
                                       .member = "appId",
                                       .missing = kMissingRegistration,
                                       .several = kSeveral},
                                      {.into = "appId",
                                       .from = "objectId",
                                       .url = "/applications?$filter=id eq '{value}'",
                                       .member = "appId",
                                       .missing = kMissingRegistration,
                                       .several = kSeveral}};
constexpr cli::Lookup kFindObjectId[] = {
    {.into = "objectId",
     .from = "displayName",
     .url = "/servicePrincipals?$filter=displayName eq '{value}'",
     .missing = kMissing,
     .several = kSeveral},
    {.into = "objectId",
     .from = "appId",
     .url = "/servicePrincipals?$filter=appId eq '{value}'",
     .missing = kMissing,
     .several = kSeveral}};
constexpr cli::Lookup kFindByName[] = {
    {.into = "objectId",
     .from = "displayName",
     .url = "/servicePrincipals?$filter=displayName eq '{value}'&$select=id",
     .missing = kMissing,
     .several = kSeveral}};

constexpr output::Column kColumns[] = {
    {"appId"}, {"id"}, {"displayName"}, {"servicePrincipalType"}};

constexpr absl::string_view kAddAliases[] = {"enterpriseapp add"};
constexpr absl::string_view kGetAliases[] = {"enterpriseapp get"};
constexpr absl::string_view kListAliases[] = {"enterpriseapp list"};
constexpr absl::string_view kRemoveAliases[] = {"enterpriseapp remove"};
constexpr cli::Example kAddExamples[] = {
    {"Create the service principal of an app",
     "sp add --appId b2307a39-e878-458b-bc90-03bc578531d6"},
    {"Of an app registration of the tenant, by its name", "sp add --displayName 'Time sheets'"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a service principal by its application id",
     "sp get --appId b2307a39-e878-458b-bc90-03bc578531d6"},
    {"By its display name", "sp get --displayName 'Microsoft Graph'"}};
constexpr cli::Example kListExamples[] = {
    {"List the service principals", "sp list"},
    {"Only those that the admin center lists as enterprise applications",
     "sp list --tag WindowsAzureActiveDirectoryIntegratedApp"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove the service principal of an app",
     "sp remove --appId b2307a39-e878-458b-bc90-03bc578531d6"},
    {"By its name, in a script", "sp remove --displayName 'Time sheets' --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "sp add",
     .aliases = kAddAliases,
     .summary = "Create the service principal (enterprise app) of an app",
     .options = kAddOptions,
     .rules = kOneName,
     .examples = kAddExamples,
     .remarks = "--displayName and --objectId name an app registration of this tenant; --appId may "
                "be an app of another one.",
     .lookups = kFindAppId,
     .call = {.url = "/servicePrincipals", .method = "POST", .body = R"({"appId":"{appId}"})"}},
    {.name = "sp get",
     .aliases = kGetAliases,
     .summary = "Show a service principal (enterprise app)",
     .options = cli::kOf<kAppId, kDisplayName, kObjectId>,
     .rules = kOneName,
     .examples = kGetExamples,
     .remarks =
         "An app has a service principal in the tenant once somebody consented to it, or by: "
         "sp add.",
     .lookups = kFindObjectId,
     .call = {.url = "/servicePrincipals/{objectId}"}},
    {.name = "sp list",
     .aliases = kListAliases,
     .summary = "List the service principals (enterprise apps)",
     .options = kListOptions,
     .columns = kColumns,
     .examples = kListExamples,
     .call = {.url = "/servicePrincipals?$filter=(tags/any(t:t eq '{tag}'))"
                     "&$filter=(displayName eq '{displayName}')",
              .answer = cli::Answer::kList}},
    {.name = "sp remove",
     .aliases = kRemoveAliases,
     .summary = "Remove a service principal (enterprise app)",
     .options = cli::kOf<kAppId, kDisplayName, kObjectId>,
     .rules = kOneName,
     .confirm = "Remove the service principal {appId}{displayName}{objectId}?",
     .examples = kRemoveExamples,
     .remarks = "What was granted to the app in this tenant goes with it.",
     .lookups = kFindByName,
     .call = {.url = "/servicePrincipals{appId?(appId='{appId}')|/{objectId}}",
              .method = "DELETE"}},
};

}  // namespace

constinit const cli::Noun kSp = {
    .name = "sp", .summary = "Service principals (enterprise apps)", .commands = kCommands};

}  // namespace o365::aad
