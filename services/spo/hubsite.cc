// `spo hubsite`: hub sites and the sites that belong to them (Microsoft Learn: "SharePoint hub
// sites REST API"). Who may join a hub, and how it looks, is changed by way of the tenant.

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/list.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/odata/query.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"
#include "services/spo/options.h"

namespace o365::spo {
namespace {

constexpr absl::string_view kRightNames[] = {"Join"};
constexpr int kJoin = 1;  // Microsoft.Online.SharePoint.TenantAdministration.SPOHubSiteUserRights
constexpr absl::string_view kNoHub = "00000000-0000-0000-0000-000000000000";

constexpr cli::Option kUrl = cli::SiteUrl("-u, --url <url>", "URL of the site").Required();
constexpr cli::Option kHubUrl = cli::SiteUrl("-u, --url <url>", "URL of the hub site").Required();
constexpr cli::Option kHubSiteId =
    cli::Guid("-i, --hubSiteId <id>", "Id of the hub site").Required();
constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the hub site").Required();
constexpr cli::Option kForceRefresh =
    cli::Flag("-f, --forceRefresh", "Do not be content with what the server keeps in its cache");
constexpr cli::Option kRights = RightsOption(kRightNames);
constexpr cli::Option kTitle = cli::Text("-t, --title <title>", "New title of the hub");
constexpr cli::Option kDescription =
    cli::Text("-d, --description <description>", "New description of the hub").MayBeEmpty();
constexpr cli::Option kLogoUrl =
    cli::Text("-l, --logoUrl <url>", "Address of the hub's new logo").MayBeEmpty();

constexpr output::Column kColumns[] = {{"ID"}, {"SiteUrl"}, {"Title"}};

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string site, client.ConnectedSite());
  return client.Get(
      absl::StrCat(site, "/_api/hubsites/getbyid(", odata::PathLiteral(args[kId]), ")"));
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args&) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string site, client.ConnectedSite());
  return client.PrintList(absl::StrCat(site, "/_api/hubsites"));
}

absl::StatusOr<json::Value> Register(cli::Context& context, const cli::Args& args) {
  return Client(context).Post(args[kUrl], "/_api/site/RegisterHubSite");
}

absl::StatusOr<json::Value> Unregister(cli::Context& context, const cli::Args& args) {
  RETURN_IF_ERROR(Client(context).Post(args[kHubUrl], "/_api/site/UnregisterHubSite").status());
  return json::Value();
}

absl::StatusOr<json::Value> Join(cli::Context& context, const std::string& site,
                                 absl::string_view hub) {
  RETURN_IF_ERROR(
      Client(context)
          .Post(site, absl::StrCat("/_api/site/JoinHubSite(", odata::PathLiteral(hub), ")"))
          .status());
  return json::Value();
}

absl::StatusOr<json::Value> Connect(cli::Context& context, const cli::Args& args) {
  return Join(context, args[kUrl], args[kHubSiteId]);
}

absl::StatusOr<json::Value> Disconnect(cli::Context& context, const cli::Args& args) {
  return Join(context, args[kUrl], kNoHub);
}

// The service answers with JSON inside a string, or null for a site without a hub.
absl::StatusOr<json::Value> DataGet(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value answer, Client(context).Get(absl::StrCat(
                                                 args[kWebUrl], "/_api/web/HubSiteData(",
                                                 args.On(kForceRefresh) ? "true" : "false", ")")));
  const std::string& data = answer["value"].AsString();
  if (data.empty()) {
    context.log.Verbose(absl::StrCat(args[kWebUrl], " belongs to no hub site"));
    return json::Value();
  }
  absl::StatusOr<json::Value> parsed = json::Parse(data);
  if (!parsed.ok()) return base::Annotate(parsed.status(), "cannot read the hub site's data");
  return parsed;
}

absl::StatusOr<json::Value> ThemeSync(cli::Context& context, const cli::Args& args) {
  RETURN_IF_ERROR(Client(context).Post(args[kWebUrl], "/_api/web/SyncHubSiteTheme").status());
  return json::Value();
}

absl::Status CheckPrincipals(const cli::Args& args) { return CheckList(args, kPrincipals); }

absl::StatusOr<json::Value> ChangeRights(cli::Context& context, absl::string_view method,
                                         const std::vector<csom::Parameter>& parameters) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  csom::Request request;
  const csom::Path tenant = request.Constructor(csom::kTenant);
  request.Instantiate(tenant);
  request.Invoke(tenant, method, parameters);
  RETURN_IF_ERROR(client.ProcessQuery(admin, request).status());
  return json::Value();
}

absl::StatusOr<json::Value> Grant(cli::Context& context, const cli::Args& args) {
  return ChangeRights(context, "GrantHubSiteRights",
                      {csom::String(args[kHubUrl]),
                       csom::Strings(base::SplitList(args[kPrincipals])), csom::Enum(kJoin)});
}

absl::StatusOr<json::Value> Revoke(cli::Context& context, const cli::Args& args) {
  return ChangeRights(
      context, "RevokeHubSiteRights",
      {csom::String(args[kHubUrl]), csom::Strings(base::SplitList(args[kPrincipals]))});
}

// What `set` changes, in the order in which it is sent.
struct Change {
  const cli::Option& option;
  const char* property;
};
constexpr Change kChanges[] = {
    {kTitle, "Title"}, {kLogoUrl, "LogoUrl"}, {kDescription, "Description"}};

absl::Status CheckSet(const cli::Args& args) {
  if (std::any_of(std::begin(kChanges), std::end(kChanges),
                  [&](const Change& change) { return args.Has(change.option); }))
    return absl::OkStatus();
  return base::UsageError("use one of the options '--title', '--description' or '--logoUrl'");
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  csom::Request request;
  const csom::Path tenant = request.Constructor(csom::kTenant);
  const csom::Path hub =
      request.Method(tenant, "GetHubSitePropertiesById", {csom::Guid(args[kId])});
  request.Instantiate(tenant);
  request.Instantiate(hub);
  const csom::Action query = request.Query(hub);
  for (const auto& [option, property] : kChanges) {
    if (args.Has(option)) request.SetProperty(hub, property, csom::String(args[option]));
  }
  request.Invoke(hub, "Update", {});
  ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(admin, request));
  json::Value updated = csom::Plain(answer[query]);
  // The properties were read before they were changed.
  for (const auto& [option, property] : kChanges) {
    if (args.Has(option)) updated.Set(property, args[option]);
  }
  return updated;
}

constexpr cli::Example kConnectExamples[] = {
    {"Connect a site to a hub site",
     "hubsite connect --url https://contoso.sharepoint.com/sites/sales --hubSiteId "
     "255a50b2-527f-4413-8485-57f4c17a24d1"},
    {"With short options",
     "hubsite connect -u https://contoso.sharepoint.com/sites/hr -i "
     "255a50b2-527f-4413-8485-57f4c17a24d1"}};
constexpr cli::Example kDataExamples[] = {
    {"Show the hub that a site belongs to",
     "hubsite data get --webUrl https://contoso.sharepoint.com/sites/project-x"},
    {"Past the server's cache",
     "hubsite data get -u https://contoso.sharepoint.com/sites/project-x --forceRefresh"}};
constexpr cli::Example kDisconnectExamples[] = {
    {"Disconnect a site from its hub site",
     "hubsite disconnect --url https://contoso.sharepoint.com/sites/sales"},
    {"In a script", "hubsite disconnect --url https://contoso.sharepoint.com/sites/sales --force"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a hub site", "hubsite get --id 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a"},
    {"Its address alone",
     "hubsite get -i 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a -o json | jq -r .SiteUrl"}};
constexpr cli::Example kListExamples[] = {
    {"List the hub sites", "hubsite list"},
    {"Their ids alone", "hubsite list --output json | jq -r '.[].ID'"}};
constexpr cli::Example kRegisterExamples[] = {
    {"Make a site a hub site", "hubsite register --url https://contoso.sharepoint.com/sites/sales"},
    {"Keep its id for `hubsite connect`",
     "hubsite register -u https://contoso.sharepoint.com/sites/sales -o json | jq -r .ID"}};
constexpr cli::Example kGrantExamples[] = {
    {"Let a user join sites to a hub site",
     "hubsite rights grant --url https://contoso.sharepoint.com/sites/sales --principals PattiF "
     "--rights Join"},
    {"Let two users",
     "hubsite rights grant -u https://contoso.sharepoint.com/sites/sales -p 'PattiF,AdeleV' -r "
     "Join"}};
constexpr cli::Example kRevokeExamples[] = {
    {"Take the right to join sites from a user",
     "hubsite rights revoke --url https://contoso.sharepoint.com/sites/sales --principals PattiF"},
    {"From two users, in a script",
     "hubsite rights revoke -u https://contoso.sharepoint.com/sites/sales -p 'PattiF,AdeleV' "
     "--force"}};
constexpr cli::Example kSetExamples[] = {
    {"Rename a hub site",
     "hubsite set --id 255a50b2-527f-4413-8485-57f4c17a24d1 --title 'Sales and Marketing'"},
    {"Give it a description and a logo",
     "hubsite set -i 255a50b2-527f-4413-8485-57f4c17a24d1 -d 'All things sales' -l "
     "https://contoso.sharepoint.com/logo.png"}};
constexpr cli::Example kThemeSyncExamples[] = {
    {"Give a site the latest theme of its hub site",
     "hubsite theme sync --webUrl https://contoso.sharepoint.com/sites/project-x"},
    {"With the short option",
     "hubsite theme sync -u https://contoso.sharepoint.com/sites/project-x"}};
constexpr cli::Example kUnregisterExamples[] = {
    {"Make a hub site an ordinary site again",
     "hubsite unregister --url https://contoso.sharepoint.com/sites/sales"},
    {"In a script", "hubsite unregister --url https://contoso.sharepoint.com/sites/sales --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "hubsite connect",
     .summary = "Connect a site to a hub site",
     .options = cli::kOf<kUrl, kHubSiteId>,
     .examples = kConnectExamples,
     .run = Connect},
    {.name = "hubsite data get",
     .summary = "Show name, logo and navigation of the hub that a site belongs to",
     .options = cli::kOf<kWebUrl, kForceRefresh>,
     .examples = kDataExamples,
     .remarks = "Prints nothing when the site belongs to no hub.",
     .run = DataGet},
    {.name = "hubsite disconnect",
     .summary = "Disconnect a site from its hub site",
     .options = cli::kOf<kUrl>,
     .confirm = "Disconnect the site {url} from its hub site?",
     .examples = kDisconnectExamples,
     .run = Disconnect},
    {.name = "hubsite get",
     .summary = "Show a hub site",
     .options = cli::kOf<kId>,
     .examples = kGetExamples,
     .run = Get},
    {.name = "hubsite list",
     .summary = "List the hub sites of the tenant",
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "hubsite register",
     .summary = "Make a site a hub site",
     .options = cli::kOf<kUrl>,
     .examples = kRegisterExamples,
     .run = Register},
    {.name = "hubsite rights grant",
     .summary = "Let users join sites to a hub site",
     .options = cli::kOf<kHubUrl, kPrincipals, kRights>,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kGrantExamples,
     .validate = CheckPrincipals,
     .run = Grant},
    {.name = "hubsite rights revoke",
     .summary = "Take the right to join sites to a hub site from users",
     .options = cli::kOf<kHubUrl, kPrincipals>,
     .needs = cli::Needs::kTenantAdmin,
     .confirm = "Take the right to join sites to the hub site {url} from {principals}?",
     .examples = kRevokeExamples,
     .validate = CheckPrincipals,
     .run = Revoke},
    {.name = "hubsite set",
     .summary = "Change title, description or logo of a hub site",
     .options = cli::kOf<kId, kTitle, kDescription, kLogoUrl>,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kSetExamples,
     .validate = CheckSet,
     .run = Set},
    {.name = "hubsite theme sync",
     .summary = "Give a site the latest theme of its hub site",
     .options = cli::kOf<kWebUrl>,
     .examples = kThemeSyncExamples,
     .run = ThemeSync},
    {.name = "hubsite unregister",
     .summary = "Make a hub site an ordinary site again",
     .options = cli::kOf<kHubUrl>,
     .confirm = "Make the hub site {url} an ordinary site again?",
     .examples = kUnregisterExamples,
     .run = Unregister},
};

}  // namespace

constinit const cli::Noun kHubSite = {
    .name = "hubsite", .summary = "Hub sites", .commands = kCommands};

}  // namespace o365::spo
