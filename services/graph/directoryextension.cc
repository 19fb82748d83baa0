// `graph directoryextension`: properties that an app adds to users, groups and other objects
// (Microsoft Learn: "extensionProperty resource type").

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/directory/lookups.h"
#include "common/odata/graph.h"
#include "services/graph/nouns.h"

namespace o365::graph {
namespace {

constexpr absl::string_view kDataTypes[] = {"Binary",  "Boolean",      "DateTime",
                                            "Integer", "LargeInteger", "String"};
constexpr absl::string_view kTargets[] = {
    "User", "Group", "Application", "AdministrativeUnit", "Device", "Organization"};

constexpr cli::Option kNewName =
    cli::Text("-n, --name <name>", "Name of the new extension").Required();
constexpr cli::Option kDataType =
    cli::Text("--dataType <type>", "What it holds").Required().OneOf(kDataTypes);
constexpr cli::Option kTargetObjects =
    cli::Choices("--targetObjects <types>", "What can have it, separated by commas")
        .Required()
        .OneOf(kTargets);
constexpr cli::Option kIsMultiValued = cli::Flag("--isMultiValued", "It can hold several values");
constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the extension");
constexpr cli::Option kName = cli::Text(
    "-n, --name <name>",
    "Name of the extension, such as extension_105be60b603845fea385e58772d9d630_costCentre");
constexpr cli::Option kAppId = cli::Guid("--appId <id>", "Application (client) id of the app");
constexpr cli::Option kAppObjectId = cli::Guid("--appObjectId <id>", "Object id of the app");
constexpr cli::Option kAppName = cli::Text("--appName <name>", "Name of the app");

constexpr absl::string_view kApp[] = {"appId", "appObjectId", "appName"};
constexpr absl::string_view kIdOrName[] = {"id", "name"};
constexpr cli::Rule kOneApp[] = {{cli::Rule::Kind::kExactlyOne, kApp}};
constexpr cli::Rule kOneExtension[] = {{cli::Rule::Kind::kExactlyOne, kIdOrName},
                                       {cli::Rule::Kind::kExactlyOne, kApp}};
constexpr cli::Rule kListRules[] = {{cli::Rule::Kind::kAtMostOne, kApp}};

constexpr cli::Lookup kFindApp[] = {directory::AppWithAppId("appObjectId", "appId"),
                                    directory::AppNamed("appObjectId", "appName")};
constexpr cli::Lookup kFindExtension[] = {
    directory::AppWithAppId("appObjectId", "appId"),
    directory::AppNamed("appObjectId", "appName"),
    {.into = "id",
     .from = "name",
     .url = "/applications/{appObjectId}/extensionProperties?$filter=name eq '{value}'&$select=id",
     .missing = "The specified directory extension '{value}' does not exist.",
     .several = "Multiple directory extensions with name '{value}' found."}};

// Those of one app, or of all apps that the tenant knows.
absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  if (args.Has(kAppObjectId)) {
    ASSIGN_OR_RETURN(
        const std::string url,
        cli::ExpandUrl(odata::kGraph, "/applications/{appObjectId}/extensionProperties/", args));
    return cli::PrintList(context, graph, url);
  }
  http::Request request;
  request.method = "POST";
  request.url = absl::StrCat(odata::kGraph, "/directoryObjects/getAvailableExtensionProperties");
  request.idempotent = true;
  ASSIGN_OR_RETURN(const json::Value answer, graph.Send(std::move(request)));
  context.results.Begin();
  for (const json::Value& extension : answer["value"].elements())
    RETURN_IF_ERROR(context.results.Add(extension));
  return json::Value();
}

constexpr output::Column kColumns[] = {{"id"}, {"name"}, {"appDisplayName"}};

constexpr cli::Example kAddExamples[] = {
    {"Give users and groups a property",
     "directoryextension add --name costCentre --appId 7f5df2f4-9ed6-4df7-86d7-eefbfc4ab091 "
     "--dataType String --targetObjects User,Group"},
    {"One that holds several values",
     "directoryextension add -n skills --appName ContosoApp --dataType String --targetObjects User "
     "--isMultiValued"},
    {"By the object id of the app",
     "directoryextension add -n floor --appObjectId 1a70e568-d286-4ad1-b036-734ff8667915 "
     "--dataType Integer --targetObjects User"}};
constexpr cli::Example kGetExamples[] = {
    {"Show an extension",
     "directoryextension get --id 522817ae-5c95-4243-96c1-f85231fcbc1f --appObjectId "
     "1a70e568-d286-4ad1-b036-734ff8667915"},
    {"By its name",
     "directoryextension get --name extension_105be60b603845fea385e58772d9d630_costCentre "
     "--appId 7f5df2f4-9ed6-4df7-86d7-eefbfc4ab091"},
    {"Of an app by its name",
     "directoryextension get --id 522817ae-5c95-4243-96c1-f85231fcbc1f --appName ContosoApp"}};
constexpr cli::Example kListExamples[] = {
    {"List all extensions that the tenant knows", "directoryextension list"},
    {"Those of one app", "directoryextension list --appName ContosoApp"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove an extension",
     "directoryextension remove --id 522817ae-5c95-4243-96c1-f85231fcbc1f --appObjectId "
     "1a70e568-d286-4ad1-b036-734ff8667915"},
    {"By its name, in a script",
     "directoryextension remove --name extension_105be60b603845fea385e58772d9d630_costCentre "
     "--appName ContosoApp --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "directoryextension add",
     .summary = "Add a property to users, groups or other objects",
     .options = cli::kOf<kNewName, kAppId, kAppObjectId, kAppName, kDataType, kTargetObjects,
                         kIsMultiValued>,
     .rules = kOneApp,
     .examples = kAddExamples,
     .remarks = "The service puts extension_ and the app's id in front of the name.",
     .lookups = kFindApp,
     .call = {.url = "/applications/{appObjectId}/extensionProperties",
              .method = "POST",
              .body = R"({"name":"{name}","dataType":"{dataType}",
                          "targetObjects":"{targetObjects:list}",
                          "isMultiValued":"{isMultiValued}"})"}},
    {.name = "directoryextension get",
     .summary = "Show a property that an app added",
     .options = cli::kOf<kId, kName, kAppId, kAppObjectId, kAppName>,
     .rules = kOneExtension,
     .examples = kGetExamples,
     .lookups = kFindExtension,
     .call = {.url = "/applications/{appObjectId}/extensionProperties/{id}"}},
    {.name = "directoryextension list",
     .summary = "List the properties that apps added",
     .options = cli::kOf<kAppId, kAppObjectId, kAppName>,
     .rules = kListRules,
     .columns = kColumns,
     .examples = kListExamples,
     .lookups = kFindApp,
     .run = List},
    {.name = "directoryextension remove",
     .summary = "Remove a property that an app added",
     .options = cli::kOf<kId, kName, kAppId, kAppObjectId, kAppName>,
     .rules = kOneExtension,
     .confirm = "Remove the directory extension {id}{name} of the app "
                "{appId}{appObjectId}{appName}, and its values?",
     .examples = kRemoveExamples,
     .lookups = kFindExtension,
     .call = {.url = "/applications/{appObjectId}/extensionProperties/{id}", .method = "DELETE"}},
};

}  // namespace

constinit const cli::Noun kDirectoryExtension = {
    .name = "directoryextension",
    .summary = "Properties that apps add to objects of the directory",
    .commands = kCommands};

}  // namespace o365::graph
