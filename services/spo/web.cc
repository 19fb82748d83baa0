// `spo web`: the webs (subsites) of a site.

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/http/url.h"
#include "common/odata/query.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"
#include "services/spo/options.h"

namespace o365::spo {
namespace {

// Base permissions are two halves of 32 bits; this one is bit 18 of the lower half (Microsoft
// Learn: "PermissionKind"). Without it the site lets nobody run custom script.
constexpr int64_t kAddAndCustomizePages = int64_t{1} << 18;
// What GetClientSideWebParts calls a web part among the other components.
constexpr int kWebPart = 1;

constexpr cli::Option kTitle = cli::Text("-t, --title <title>", "Title of the new web").Required();
constexpr cli::Option kDescription =
    cli::Text("-d, --description <description>", "Description of the new web").MayBeEmpty();
constexpr cli::Option kNewUrl =
    cli::Text("-u, --webUrl <name>", "Address of the new web below its parent").Required();
constexpr cli::Option kTemplate =
    cli::Text("-w, --webTemplate <template>", "Template of the new web, such as STS#0").Required();
constexpr cli::Option kParentUrl =
    cli::SiteUrl("-p, --parentWebUrl <url>", "URL of the web to create it in").Required();
constexpr cli::Option kLocale =
    cli::Number("-l, --locale <lcid>", "Language of the new web, such as 1033 for English");
constexpr cli::Option kBreakInheritance =
    cli::Flag("--breakInheritance", "Do not take over the permissions of the parent");
constexpr cli::Option kInheritNavigation =
    cli::Flag("--inheritNavigation", "Show the navigation of the parent");

constexpr output::Column kColumns[] = {{"Title"}, {"Url"}, {"Id"}};
constexpr output::Column kWebPartColumns[] = {{"Id"}, {"Name"}, {"Title"}};

json::Value NewWeb(const cli::Args& args) {
  json::Value web = json::Value::Object({{"Url", args[kNewUrl]}, {"Title", args[kTitle]}});
  if (args.Has(kDescription)) web.Set("Description", args[kDescription]);
  if (args.Has(kLocale)) web.Set("Language", json::Value::Number(args[kLocale]));
  web.Set("WebTemplate", args[kTemplate]);
  if (args.On(kBreakInheritance)) web.Set("UseUniquePermissions", true);
  return json::Value::Object({{"parameters", std::move(web)}});
}

// A site without custom script refuses the change, so it is not tried there.
absl::StatusOr<bool> MayCustomize(Client& client, const std::string& url) {
  ASSIGN_OR_RETURN(const json::Value permissions,
                   client.Get(absl::StrCat(url, "/_api/web/effectivebasepermissions")));
  int64_t low = 0;
  return absl::SimpleAtoi(permissions["Low"].ToText(), &low) && (low & kAddAndCustomizePages) != 0;
}

absl::Status InheritNavigation(cli::Context& context, Client& client, const std::string& url) {
  ASSIGN_OR_RETURN(const bool may_customize, MayCustomize(client, url));
  if (!may_customize) {
    context.terminal.Say(
        "the navigation stays the web's own: custom script is off, which changing it needs");
    return absl::OkStatus();
  }
  csom::Request request(csom::FieldTypes::kPlain);
  const csom::Path current = request.StaticProperty(csom::kRequestContext, "Current");
  const csom::Path web = request.Property(current, "Web");
  const csom::Path navigation = request.Property(web, "Navigation");
  for (const csom::Path path : {current, web, navigation}) request.Instantiate(path);
  request.SetProperty(navigation, "UseShared", csom::Boolean(true));
  return client.ProcessQuery(url, request).status();
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const json::Value web, client.Post(args[kParentUrl], "/_api/web/webinfos/add",
                                                      json::Write(NewWeb(args))));
  if (!args.On(kInheritNavigation)) return web;
  const std::string url = absl::StrCat(args[kParentUrl], "/", http::PercentEncode(args[kNewUrl]));
  RETURN_IF_ERROR(base::Annotate(
      InheritNavigation(context, client, url),
      absl::StrCat("created the web ", url, ", but cannot give it the navigation of its parent")));
  return web;
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  RETURN_IF_ERROR(Client(context).Delete(args[kWebUrl], "/_api/web"));
  return json::Value();
}

// The web part by the title that its manifest gives it first.
absl::StatusOr<json::Value> WebPart(const json::Value& component) {
  const absl::StatusOr<json::Value> manifest = json::Parse(component["Manifest"].AsString());
  if (!manifest.ok())
    return base::Annotate(manifest.status(), absl::StrCat("cannot read the manifest of web part '",
                                                          component["Name"].AsString(), "'"));
  absl::string_view id = component["Id"].AsString();
  absl::ConsumePrefix(&id, "{");
  absl::ConsumeSuffix(&id, "}");
  const json::Value& entry = (*manifest)["preconfiguredEntries"].ElementAt(0);
  return json::Value::Object({{"Id", std::string(id)},
                              {"Name", component["Name"]},
                              {"Title", entry.At({"title", "default"})}});
}

absl::StatusOr<json::Value> WebPartList(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(
      const json::Value components,
      Client(context).List(absl::StrCat(args[kWebUrl], "/_api/web/GetClientSideWebParts")));
  json::Value list = json::Value::Array();
  for (const json::Value& component : components.elements()) {
    if (component["ComponentType"].AsInt() != kWebPart) continue;
    ASSIGN_OR_RETURN(json::Value part, WebPart(component));
    list.Append(std::move(part));
  }
  // Nothing is reported where there is none, as JSON too.
  if (list.elements().empty()) return json::Value();
  return list;
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  return Client(context).Get(absl::StrCat(args[kWebUrl], "/_api/web"));
}

// Text shows three properties, so no more are asked for; JSON is the service's whole answer.
absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  const bool text = context.format == output::Format::kText;
  const std::string url = odata::Query(absl::StrCat(args[kWebUrl], "/_api/web/webs"))
                              .Add("$select", text ? "Title,Id,URL" : "")
                              .Url();
  if (text) return Client(context).PrintList(url);
  // As JSON it is an object that holds the list.
  ASSIGN_OR_RETURN(json::Value webs, Client(context).List(url));
  return json::Value::Object({{"value", std::move(webs)}});
}

constexpr cli::Example kAddExamples[] = {
    {"Create a subsite",
     "web add --title Projects --webUrl projects --webTemplate STS#0 --parentWebUrl "
     "https://contoso.sharepoint.com/sites/hr"},
    {"With its own permissions and the navigation of its parent",
     "web add -t Projekte -u projekte -w STS#3 -p https://contoso.sharepoint.com/sites/hr --locale "
     "1031 --breakInheritance --inheritNavigation"}};
constexpr cli::Example kWebPartListExamples[] = {
    {"List the web parts that pages of a site may have",
     "web clientsidewebpart list --webUrl https://contoso.sharepoint.com/sites/hr"},
    {"Titles alone",
     "web clientsidewebpart list -u https://contoso.sharepoint.com -o json | jq -r '.[].Title'"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a subsite", "web remove --webUrl https://contoso.sharepoint.com/sites/hr/projects"},
    {"In a script", "web remove -u https://contoso.sharepoint.com/sites/hr/projects --force"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a web", "web get --webUrl https://contoso.sharepoint.com/sites/hr"},
    {"Its language", "web get -u https://contoso.sharepoint.com/sites/hr -o json | jq .Language"}};
constexpr cli::Example kListExamples[] = {
    {"List the subsites of a site", "web list --webUrl https://contoso.sharepoint.com"},
    {"Their addresses",
     "web list -u https://contoso.sharepoint.com -o json | jq -r '.value[].Url'"}};

constexpr cli::Command kCommands[] = {
    {.name = "web add",
     .summary = "Create a subsite",
     .options = cli::kOf<kTitle, kDescription, kNewUrl, kTemplate, kParentUrl, kLocale,
                         kBreakInheritance, kInheritNavigation>,
     .examples = kAddExamples,
     .run = Add},
    {.name = "web clientsidewebpart list",
     .summary = "List the client-side web parts that pages of a web may have",
     .options = cli::kOf<kWebUrl>,
     .columns = kWebPartColumns,
     .examples = kWebPartListExamples,
     .run = WebPartList},
    {.name = "web get",
     .summary = "Show a web",
     .options = cli::kOf<kWebUrl>,
     .examples = kGetExamples,
     .run = Get},
    {.name = "web list",
     .summary = "List the subsites of a site",
     .options = cli::kOf<kWebUrl>,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "web remove",
     .summary = "Remove a web with all it holds",
     .options = cli::kOf<kWebUrl>,
     .confirm = "Remove the web {webUrl}?",
     .examples = kRemoveExamples,
     .run = Remove},
};

}  // namespace

constinit const cli::Noun kWeb = {
    .name = "web", .summary = "Webs (subsites) of a site", .commands = kCommands};

}  // namespace o365::spo
