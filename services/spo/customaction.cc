// `spo customaction`: user custom actions of a site collection and its webs (Microsoft Learn:
// "UserCustomAction class"). Names of properties are those of SP.UserCustomAction.

#include <functional>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/odata/query.h"
#include "services/spo/client.h"
#include "services/spo/custom_action_properties.h"
#include "services/spo/nouns.h"
#include "services/spo/options.h"

namespace o365::spo {
namespace {

constexpr absl::string_view kOneScope[] = {"Site", "Web"};
constexpr absl::string_view kScopes[] = {"Site", "Web", "All"};

constexpr cli::Option kUrl = SiteUrlOption("URL of the site or web");
constexpr cli::Option kNewScope =
    cli::Text("-s, --scope <scope>", "Where the action goes: the web, or its site collection")
        .OneOf(kOneScope)
        .Otherwise("Web");
constexpr cli::Option kScope =
    cli::Text("-s, --scope <scope>", "Where to look: the web, its site collection or both")
        .OneOf(kScopes)
        .Otherwise("All");
constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the custom action").Required();
constexpr cli::Option kNewTitle =
    cli::Text("-t, --title <title>", "Title of the custom action").Required();
constexpr cli::Option kNewName =
    cli::Text("-n, --name <name>", "Name of the custom action").Required();
constexpr cli::Option kNewLocation =
    cli::Text("-l, --location <location>", "Where it appears, such as ScriptLink").Required();
constexpr cli::Option kTitle = cli::Text("-t, --title <title>", "Title of the custom action");
constexpr cli::Option kName = cli::Text("-n, --name <name>", "Name of the custom action");
constexpr cli::Option kLocation =
    cli::Text("-l, --location <location>", "Where it appears, such as ScriptLink");

constexpr cli::Option kOwnAddOptions[] = {kUrl, kNewName, kNewTitle, kNewLocation, kNewScope};
constexpr auto kAddOptions = cli::Join(kOwnAddOptions, kCustomActionProperties);
constexpr cli::Option kOwnSetOptions[] = {kUrl, kId, kName, kTitle, kLocation, kScope};
constexpr auto kSetOptions = cli::Join(kOwnSetOptions, kCustomActionProperties);

constexpr output::Column kColumns[] = {{"Name"}, {"Location"}, {"Scope"}, {"Id"}};

// "/_api/Web/UserCustomActions", or of one action.
std::string Path(absl::string_view scope, const std::string& id = "") {
  const std::string all = absl::StrCat("/_api/", scope, "/UserCustomActions");
  return id.empty() ? all : absl::StrCat(all, "(", odata::PathLiteral(id), ")");
}

std::vector<std::string> ScopesOf(const cli::Args& args) {
  if (args[kScope] == "All") return {"Web", "Site"};
  return {args[kScope]};
}

// SP.UserCustomActionScope.
json::Value ScopeName(const json::Value& scope) {
  if (scope.AsInt() == 2) return "Site";
  if (scope.AsInt() == 3) return "Web";
  return scope.ToText();
}

json::Value Shown(json::Value action) {
  if (action.Find("Scope") != nullptr) action.Set("Scope", ScopeName(action["Scope"]));
  if (const json::Value& rights = action["Rights"]; rights.is_object())
    action.Set("Rights", json::Write(rights));
  return action;
}

// Does `ask` in one scope after another until one has the action. SharePoint answers for an unknown
// id with success and "odata.null".
absl::StatusOr<json::Value> InFirstScope(
    cli::Context& context, const cli::Args& args,
    const std::function<absl::StatusOr<json::Value>(const std::string& path)>& ask) {
  for (const std::string& scope : ScopesOf(args)) {
    ASSIGN_OR_RETURN(json::Value answer, ask(Path(scope, args[kId])));
    if (!answer["odata.null"].AsBool()) return answer;
  }
  context.log.Verbose(absl::StrCat("there is no custom action '", args[kId], "'"));
  return json::Value();
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(json::Value action, InFirstScope(context, args, [&](const std::string& path) {
                     return client.Get(absl::StrCat(args[kUrl], path));
                   }));
  return action.is_null() ? action : Shown(std::move(action));
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  Client client(context);
  std::vector<json::Value> found;
  for (const std::string& scope : ScopesOf(args)) {
    ASSIGN_OR_RETURN(const json::Value actions, client.List(absl::StrCat(args[kUrl], Path(scope))));
    // Those of the site collection come first.
    found.insert(found.begin(), actions.elements().begin(), actions.elements().end());
  }
  if (context.format == output::Format::kText) {
    for (json::Value& action : found) {
      action = json::Value::Object({{"Name", action["Name"]},
                                    {"Location", action["Location"]},
                                    {"Scope", ScopeName(action["Scope"])},
                                    {"Id", action["Id"]}});
    }
  }
  return json::Value::Array(std::move(found));
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  const json::Value body = CustomActionBody(args);
  RETURN_IF_ERROR(
      Client(context).Post(args[kUrl], Path(args[kNewScope]), json::Write(body)).status());
  return json::Value();
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  Client client(context);
  const std::string body = json::Write(CustomActionBody(args));
  RETURN_IF_ERROR(InFirstScope(context, args, [&](const std::string& path) {
                    return client.PostAs("MERGE", args[kUrl], path, body);
                  }).status());
  return json::Value();
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  Client client(context);
  RETURN_IF_ERROR(InFirstScope(context, args, [&](const std::string& path) {
                    return client.PostAs("DELETE", args[kUrl], path);
                  }).status());
  return json::Value();
}

absl::StatusOr<json::Value> Clear(cli::Context& context, const cli::Args& args) {
  Client client(context);
  for (const std::string& scope : ScopesOf(args))
    RETURN_IF_ERROR(client.Post(args[kUrl], absl::StrCat(Path(scope), "/clear")).status());
  return json::Value();
}

constexpr cli::Example kAddExamples[] = {
    {"Run an extension on each page of a web",
     "customaction add --url https://contoso.sharepoint.com/sites/hr --title Banner --name Banner "
     "--location ClientSideExtension.ApplicationCustomizer --clientSideComponentId "
     "b41916e7-e69d-467f-b37f-ff8ecf8f99f2 --clientSideComponentProperties '{\"text\":\"Hello\"}'"},
    {"A script on each page of the site collection",
     "customaction add -u https://contoso.sharepoint.com/sites/hr -t Script -n Script -l "
     "ScriptLink "
     "--scriptSrc '~sitecollection/SiteAssets/script.js' --scope Site"}};
constexpr cli::Example kClearExamples[] = {
    {"Remove all custom actions of a site",
     "customaction clear --url https://contoso.sharepoint.com/sites/hr"},
    {"Those of the web alone, in a script",
     "customaction clear -u https://contoso.sharepoint.com/sites/hr --scope Web --force"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a custom action, wherever in the site it is",
     "customaction get --url https://contoso.sharepoint.com/sites/hr --id "
     "058140e3-0e37-44fc-a1d3-79c487d371a3"},
    {"One of the site collection",
     "customaction get -u https://contoso.sharepoint.com/sites/hr -i "
     "058140e3-0e37-44fc-a1d3-79c487d371a3 --scope Site"}};
constexpr cli::Example kListExamples[] = {
    {"List the custom actions of a site",
     "customaction list --url https://contoso.sharepoint.com/sites/hr"},
    {"Those of the web with all properties",
     "customaction list -u https://contoso.sharepoint.com/sites/hr --scope Web --output json"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a custom action",
     "customaction remove --url https://contoso.sharepoint.com/sites/hr --id "
     "058140e3-0e37-44fc-a1d3-79c487d371a3"},
    {"One of the web, in a script",
     "customaction remove -u https://contoso.sharepoint.com/sites/hr -i "
     "058140e3-0e37-44fc-a1d3-79c487d371a3 --scope Web --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Change the title of a custom action",
     "customaction set --url https://contoso.sharepoint.com/sites/hr --id "
     "058140e3-0e37-44fc-a1d3-79c487d371a3 --title Banner"},
    {"Give an extension of the site collection other properties",
     "customaction set -u https://contoso.sharepoint.com/sites/hr -i "
     "058140e3-0e37-44fc-a1d3-79c487d371a3 --scope Site --clientSideComponentProperties "
     "'{\"text\":\"Bye\"}'"}};

constexpr char kNothingWhenMissing[] = "Does nothing when there is no such custom action.";

constexpr cli::Command kCommands[] = {
    {.name = "customaction add",
     .summary = "Add a custom action to a web or site collection",
     .options = kAddOptions,
     .examples = kAddExamples,
     .validate = CheckNewCustomAction,
     .run = Add},
    {.name = "customaction clear",
     .summary = "Remove all custom actions of a site",
     .options = cli::kOf<kUrl, kScope>,
     .confirm = "Remove all custom actions with scope {scope} from {url}?",
     .examples = kClearExamples,
     .run = Clear},
    {.name = "customaction get",
     .summary = "Show a custom action",
     .options = cli::kOf<kUrl, kId, kScope>,
     .examples = kGetExamples,
     .remarks = "Prints nothing when there is no such custom action.",
     .run = Get},
    {.name = "customaction list",
     .summary = "List the custom actions of a site",
     .options = cli::kOf<kUrl, kScope>,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "customaction remove",
     .summary = "Remove a custom action",
     .options = cli::kOf<kUrl, kId, kScope>,
     .confirm = "Remove the custom action {id} from {url}?",
     .examples = kRemoveExamples,
     .remarks = kNothingWhenMissing,
     .run = Remove},
    {.name = "customaction set",
     .summary = "Change properties of a custom action",
     .options = kSetOptions,
     .examples = kSetExamples,
     .remarks = kNothingWhenMissing,
     .validate = CheckCustomActionChange,
     .run = Set},
};

}  // namespace

constinit const cli::Noun kCustomAction = {
    .name = "customaction", .summary = "Custom actions of sites", .commands = kCommands};

}  // namespace o365::spo
