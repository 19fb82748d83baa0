// `graph openextension`: free data on a user, group, device or organization (Microsoft Learn:
// "openTypeExtension resource type").

#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/cli/shape.h"
#include "common/cli/template.h"
#include "common/odata/graph.h"
#include "services/graph/nouns.h"

namespace o365::graph {
namespace {

constexpr absl::string_view kTypes[] = {"user", "group", "device", "organization"};

constexpr cli::Option kName =
    cli::Text("-n, --name <name>", "Name of the extension, such as com.contoso.settings")
        .Required();
constexpr cli::Option kResourceId =
    cli::Text("-i, --resourceId <id>", "Id of the object, or a user's principal name").Required();
constexpr cli::Option kResourceType =
    cli::Text("-t, --resourceType <type>", "What the object is").Required().OneOf(kTypes);
constexpr cli::Option kKeepUnchanged =
    cli::Flag("-k, --keepUnchangedProperties", "Keep the properties that are not named");

constexpr absl::string_view kAll =
    "/{resourceType=user?users|{resourceType=group?groups|{resourceType=device?devices|"
    "organization}}}/{resourceId}/extensions";
constexpr absl::string_view kOne =
    "/{resourceType=user?users|{resourceType=group?groups|{resourceType=device?devices|"
    "organization}}}/{resourceId}/extensions/{name}";

absl::Status CheckResource(const cli::Args& args) {
  const std::string& id = args[kResourceId];
  const bool user = args[kResourceType] == "user";
  if (cli::IsGuid(id) || (user && cli::IsUserName(id))) return absl::OkStatus();
  return base::UsageError(absl::StrCat("option '--resourceId' does not accept '", id,
                                       "'; use a GUID",
                                       user ? " or a name such as ann@contoso.com" : ""));
}

// What is JSON is that, all else a text.
json::Value ValueOf(const std::string& text) {
  absl::StatusOr<json::Value> value = json::Parse(text);
  return value.ok() ? *std::move(value) : json::Value(text);
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const std::string url, cli::ExpandUrl(odata::kGraph, kAll, args));
  json::Value body = json::Value::Object({{"extensionName", args[kName]}});
  for (const auto& [name, value] : args.unknown()) body.Set(name, ValueOf(value));
  return cli::GraphRest(context).SendJson("POST", url, body);
}

// An update replaces the whole extension: what is to stay is sent again.
absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const std::string url, cli::ExpandUrl(odata::kGraph, kOne, args));
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value current, graph.Get(url));
  json::Value body = json::Value::Object({{"@odata.type", "#microsoft.graph.openTypeExtension"}});
  for (const auto& [name, value] : args.unknown())
    body.Set(name, value.empty() ? json::Value() : ValueOf(value));
  for (const auto& [name, value] : current.members()) {
    const bool stays = name == "id" || name == "extensionName" || args.On(kKeepUnchanged);
    if (stays && name.rfind("@odata.", 0) != 0 && body.Find(name) == nullptr) body.Set(name, value);
  }
  RETURN_IF_ERROR(graph.SendJson("PATCH", url, body).status());
  return json::Value();
}

constexpr output::Column kColumns[] = {{"id"}, {"extensionName"}};

constexpr cli::Example kAddExamples[] = {
    {"Keep settings with a user",
     "openextension add --resourceType user --resourceId ann@contoso.com --name "
     "com.contoso.settings --theme dark --language English"},
    {"Structured data with a group",
     "openextension add -t group -i f4099688-dd3f-4a55-a9f5-ddd7417c227a -n com.contoso.project "
     "--budget '{\"year\": 2026, \"amount\": 12000}'"}};
constexpr cli::Example kGetExamples[] = {
    {"Show an extension of a user",
     "openextension get --resourceType user --resourceId ann@contoso.com --name "
     "com.contoso.settings"},
    {"Of a group",
     "openextension get -t group -i f4099688-dd3f-4a55-a9f5-ddd7417c227a -n com.contoso.project"}};
constexpr cli::Example kListExamples[] = {
    {"List the extensions of a user",
     "openextension list --resourceType user --resourceId ann@contoso.com"},
    {"Of a device", "openextension list -t device -i f4099688-dd3f-4a55-a9f5-ddd7417c227a"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove an extension of a user",
     "openextension remove --resourceType user --resourceId ann@contoso.com --name "
     "com.contoso.settings"},
    {"Of a group, in a script",
     "openextension remove -t group -i f4099688-dd3f-4a55-a9f5-ddd7417c227a -n "
     "com.contoso.project --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Replace the data of an extension",
     "openextension set --resourceType user --resourceId ann@contoso.com --name "
     "com.contoso.settings --theme light --language Dutch"},
    {"Change one property and clear another",
     "openextension set -t user -i ann@contoso.com -n com.contoso.settings --theme light "
     "--language '' --keepUnchangedProperties"}};

constexpr cli::Command kCommands[] = {
    {.name = "openextension add",
     .summary = "Add free data to a user, group, device or organization",
     .options = cli::kOf<kName, kResourceId, kResourceType>,
     .takes_unknown_options = true,
     .examples = kAddExamples,
     .remarks = "Options that are not listed become the data; values that are JSON are kept as "
                "such.",
     .validate = CheckResource,
     .run = Add},
    {.name = "openextension get",
     .summary = "Show free data of a user, group, device or organization",
     .options = cli::kOf<kName, kResourceId, kResourceType>,
     .examples = kGetExamples,
     .validate = CheckResource,
     .call = {.url = kOne}},
    {.name = "openextension list",
     .summary = "List the free data of a user, group, device or organization",
     .options = cli::kOf<kResourceId, kResourceType>,
     .columns = kColumns,
     .examples = kListExamples,
     .validate = CheckResource,
     .call = {.url = kAll, .answer = cli::Answer::kList}},
    {.name = "openextension remove",
     .summary = "Remove free data of a user, group, device or organization",
     .options = cli::kOf<kName, kResourceId, kResourceType>,
     .confirm = "Remove the extension {name} of the {resourceType} {resourceId}?",
     .examples = kRemoveExamples,
     .validate = CheckResource,
     .call = {.url = kOne, .method = "DELETE"}},
    {.name = "openextension set",
     .summary = "Change free data of a user, group, device or organization",
     .options = cli::kOf<kName, kResourceId, kResourceType, kKeepUnchanged>,
     .takes_unknown_options = true,
     .examples = kSetExamples,
     .remarks = "Options that are not listed become the data; values that are JSON are kept as "
                "such, and an empty one clears the property. What is not named is dropped, unless "
                "--keepUnchangedProperties is given.",
     .validate = CheckResource,
     .run = Set},
};

}  // namespace

constinit const cli::Noun kOpenExtension = {.name = "openextension",
                                            .summary = "Free data on objects of the directory",
                                            .commands = kCommands};

}  // namespace o365::graph
