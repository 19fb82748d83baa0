// `spo propertybag`: named values kept with a web or a folder, read and written over CSOM
// ([MS-CSOMSPT], SP.PropertyValues). Each request names the objects of the one before by their
// identities.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"
#include "services/spo/options.h"
#include "services/spo/permissions.h"
#include "services/spo/server_relative.h"

namespace o365::spo {
namespace {

constexpr cli::Option kKey =
    cli::Text("-k, --key <key>", "Name of the property, whose case counts").Required();
constexpr cli::Option kValue =
    cli::Text("-v, --value <value>", "Value of the property").MayBeEmpty().Required().ReadsFile();
constexpr cli::Option kFolder = cli::Text(
    "-f, --folder <path>",
    "Folder relative to the site, such as '/Shared Documents'; the site itself when left out");

constexpr output::Column kColumns[] = {{"key"}, {"value"}};

struct Web {
  std::string identity;
  std::string path;  // server-relative
};

absl::StatusOr<Web> FindWeb(Client& client, const cli::Args& args) {
  csom::Request request(csom::PathOrder::kParentsLast);
  request.Query(request.Property(request.StaticProperty(csom::kRequestContext, "Current"), "Web"),
                {csom::Scalar("ServerRelativeUrl")});
  ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(args[kWebUrl], request));
  Web web = {.identity = answer.Find("_ObjectIdentity_").AsString(),
             .path = answer.Find("ServerRelativeUrl").AsString()};
  if (web.identity.empty())
    return absl::DataLossError("Cannot proceed. _ObjectIdentity_ not found");
  return web;
}

// The folder that --folder names, with its properties.
absl::StatusOr<csom::Answer> QueryFolder(Client& client, const cli::Args& args, const Web& web) {
  csom::Request request(csom::PathOrder::kParentsLast);
  const csom::Path folder =
      request.Method(request.Identity(web.identity), "GetFolderByServerRelativeUrl",
                     {csom::String(JoinPaths(web.path, args[kFolder]))});
  request.Instantiate(folder);
  request.QueryIdentity(folder);
  request.Query(folder, {csom::Whole("Properties")});
  return client.ProcessQuery(args[kWebUrl], request);
}

absl::StatusOr<csom::Answer> QueryWeb(Client& client, const cli::Args& args, const Web& web) {
  csom::Request request;
  request.Query(request.Identity(web.identity),
                {csom::Scalar("ServerRelativeUrl"), csom::Whole("AllProperties")});
  return client.ProcessQuery(args[kWebUrl], request);
}

// A property as commands show it: without the type that CSOM adds to names ("vti_level$  Int32"),
// and with the values that the bag can only hold as text.
json::Value Entry(const std::string& name, const json::Value& value) {
  const std::string key = name.substr(0, name.find("$  "));
  const std::string& text = value.AsString();
  json::Value shown = value;
  if (text == "true" || text == "false") shown = text == "true";
  if (absl::StartsWith(text, "/Date(")) shown = csom::IsoDate(text);
  return json::Value::Object({{"key", key}, {"value", std::move(shown)}});
}

absl::StatusOr<json::Value> Entries(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const Web web, FindWeb(client, args));
  const bool of_folder = args.Has(kFolder);
  ASSIGN_OR_RETURN(const csom::Answer answer,
                   of_folder ? QueryFolder(client, args, web) : QueryWeb(client, args, web));
  const absl::string_view member = of_folder ? "Properties" : "AllProperties";
  const json::Value& bag = answer.Find(member);
  if (!bag.is_object())
    return absl::DataLossError(absl::StrCat("Cannot proceed. ", member, " not found"));
  json::Value entries = json::Value::Array();
  for (const auto& [name, value] : bag.members()) {
    if (name != "_ObjectType_" && name != "_ObjectIdentity_") entries.Append(Entry(name, value));
  }
  return entries;
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value entries, Entries(context, args));
  for (const json::Value& entry : entries.elements()) {
    if (entry["key"].AsString() == args[kKey]) return entry["value"];
  }
  context.log.Verbose(absl::StrCat("there is no property '", args[kKey], "'"));
  return json::Value();
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  return Entries(context, args);
}

// The identity of what has the bag: the folder, or the web.
absl::StatusOr<std::string> OwnerOfBag(Client& client, const cli::Args& args, const Web& web) {
  if (!args.Has(kFolder)) return web.identity;
  ASSIGN_OR_RETURN(const csom::Answer answer, QueryFolder(client, args, web));
  const std::string identity = answer.Find("_ObjectIdentity_").AsString();
  if (identity.empty())
    return absl::DataLossError("Cannot proceed. Folder _ObjectIdentity_ not found");
  return identity;
}

// Writes the property; a null value removes it.
absl::Status Write(Client& client, const cli::Args& args, const Web& web,
                   const csom::Parameter& value) {
  ASSIGN_OR_RETURN(const std::string owner, OwnerOfBag(client, args, web));
  csom::Request request(csom::PathOrder::kParentsLast);
  const csom::Path object = request.Identity(owner);
  const csom::Path bag =
      request.Property(object, args.Has(kFolder) ? "Properties" : "AllProperties");
  request.Invoke(bag, "SetFieldValue", {csom::String(args[kKey]), value});
  request.Invoke(object, "Update", {});
  return client.ProcessQuery(args[kWebUrl], request).status();
}

// SharePoint drops the change without a word where custom scripts are not allowed (Microsoft Learn:
// "Security considerations of allowing custom script").
absl::Status CheckCustomScript(Client& client, const cli::Args& args, const Web& web) {
  csom::Request request;
  request.Query(request.Identity(web.identity), {csom::Scalar("EffectiveBasePermissions")});
  ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(args[kWebUrl], request));
  const json::Value& permissions = answer.Find("EffectiveBasePermissions");
  if (!permissions["Low"].AsInt().has_value())
    return absl::DataLossError("the service did not say what one may do at the site");
  const uint64_t low = static_cast<uint64_t>(permissions["Low"].AsInt().value_or(0));
  if ((low & *PermissionMask("AddAndCustomizePages")) != 0) return absl::OkStatus();
  return base::WithHint(
      absl::FailedPreconditionError(
          "Site has NoScript enabled, and setting property bag values is not supported"),
      "an administrator can allow custom scripts for the site");
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const Web web, FindWeb(client, args));
  RETURN_IF_ERROR(CheckCustomScript(client, args, web));
  RETURN_IF_ERROR(Write(client, args, web, csom::String(args[kValue])));
  return json::Value();
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const Web web, FindWeb(client, args));
  RETURN_IF_ERROR(Write(client, args, web, csom::Null()));
  return json::Value();
}

constexpr cli::Example kGetExamples[] = {
    {"Show a property of a site",
     "propertybag get --webUrl https://contoso.sharepoint.com/sites/hr --key owner"},
    {"Of a folder",
     "propertybag get -u https://contoso.sharepoint.com/sites/hr -k owner --folder '/Shared "
     "Documents'"}};
constexpr cli::Example kListExamples[] = {
    {"List the properties of a site",
     "propertybag list --webUrl https://contoso.sharepoint.com/sites/hr"},
    {"Of its root folder, as JSON",
     "propertybag list -u https://contoso.sharepoint.com/sites/hr --folder / --output json"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a property of a site",
     "propertybag remove --webUrl https://contoso.sharepoint.com/sites/hr --key owner"},
    {"Of a folder, in a script",
     "propertybag remove -u https://contoso.sharepoint.com/sites/hr -k owner --folder '/Shared "
     "Documents' --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Set a property of a site",
     "propertybag set --webUrl https://contoso.sharepoint.com/sites/hr --key owner --value Diego"},
    {"Of a folder",
     "propertybag set -u https://contoso.sharepoint.com/sites/hr -k owner -v Diego --folder "
     "'/Shared Documents'"}};

constexpr cli::Command kCommands[] = {
    {.name = "propertybag get",
     .summary = "Show a property of a site or folder",
     .options = cli::kOf<kWebUrl, kKey, kFolder>,
     .examples = kGetExamples,
     .remarks = "Prints nothing when there is no such property.",
     .run = Get},
    {.name = "propertybag list",
     .summary = "List the properties of a site or folder",
     .options = cli::kOf<kWebUrl, kFolder>,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "propertybag remove",
     .summary = "Remove a property of a site or folder",
     .options = cli::kOf<kWebUrl, kKey, kFolder>,
     .confirm = "Remove the property {key}?",
     .examples = kRemoveExamples,
     .run = Remove},
    {.name = "propertybag set",
     .summary = "Set a property of a site or folder",
     .options = cli::kOf<kWebUrl, kKey, kValue, kFolder>,
     .examples = kSetExamples,
     .run = Set},
};

}  // namespace

constinit const cli::Noun kPropertyBag = {.name = "propertybag",
                                          .summary = "Properties kept with sites and folders",
                                          .commands = kCommands};

}  // namespace o365::spo
