// `spo app`: apps of the tenant app catalog (Microsoft Learn: "Application Lifecycle Management
// (ALM) APIs").

#include "absl/strings/str_cat.h"
#include "common/base/progress.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/http/file_body.h"
#include "common/odata/query.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"

namespace o365::spo {
namespace {

constexpr cli::Option kId = cli::Text("-i, --id <id>", "Id of the app").Required();
constexpr cli::Option kGuid = cli::Guid("-i, --id <id>", "Id of the app").Required();
constexpr cli::Option kFilePath =
    cli::File("-p, --filePath <file>", "Package (.sppkg) to add").Required();
constexpr cli::Option kOverwrite = cli::Flag("--overwrite", "Replace a package of the same name");
constexpr cli::Option kAppCatalogUrl = cli::SiteUrl(
    "-u, --appCatalogUrl <url>", "URL of the tenant app catalog; found by search when left out");
constexpr cli::Option kSkipFeatureDeployment = cli::Flag(
    "--skipFeatureDeployment", "Make the app available in all sites without adding it to them");
constexpr cli::Option kSiteUrl = cli::SiteUrl("-s, --siteUrl <url>", "URL of the site").Required();

constexpr output::Column kColumns[] = {{"Title"}, {"ID"}, {"Deployed"}, {"AppCatalogVersion"}};

constexpr absl::string_view kApps = "/_api/web/tenantappcatalog/AvailableApps";

std::string AppPath(const cli::Args& args, absl::string_view action) {
  return absl::StrCat(kApps, "/GetById(", odata::PathLiteral(args[kId]), ")/", action);
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args&) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string site, client.ConnectedSite());
  return client.PrintList(absl::StrCat(site, kApps));
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string site, client.ConnectedSite());
  return client.Get(absl::StrCat(site, kApps, "/GetById(", odata::PathLiteral(args[kId]), ")"));
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string site, client.ConnectedSite());
  const std::string& path = args[kFilePath];
  const std::string name = path.substr(path.rfind('/') + 1);
  context.log.Verbose(absl::StrCat("adding ", name, " to the app catalog"));
  base::Progress progress(context.terminal, context.clock, absl::StrCat("adding ", name));
  int64_t size = 0;
  ASSIGN_OR_RETURN(const auto package,
                   http::FileBody::Open(path, [&](int64_t sent) { progress.Update(sent, size); }));
  size = package->size();
  ASSIGN_OR_RETURN(json::Value added,
                   client.Upload(site,
                                 absl::StrCat("/_api/web/tenantappcatalog/Add(overwrite=",
                                              args.On(kOverwrite) ? "true" : "false",
                                              ",%20url=", odata::PathLiteral(name), ")"),
                                 package));
  return context.format == output::Format::kText ? added["UniqueId"] : added;
}

// Deploy, retract and remove work in the app catalog's own site.
absl::StatusOr<json::Value> InCatalog(cli::Context& context, const cli::Args& args,
                                      absl::string_view action, const std::string& body) {
  Client client(context);
  std::string catalog = args[kAppCatalogUrl];
  if (catalog.empty()) {
    ASSIGN_OR_RETURN(catalog, client.FindAppCatalog());
  }
  RETURN_IF_ERROR(client.Post(catalog, AppPath(args, action), body).status());
  return json::Value();
}

absl::StatusOr<json::Value> Deploy(cli::Context& context, const cli::Args& args) {
  const json::Value body =
      json::Value::Object({{"skipFeatureDeployment", args.On(kSkipFeatureDeployment)}});
  return InCatalog(context, args, "deploy", json::Write(body));
}

absl::StatusOr<json::Value> Retract(cli::Context& context, const cli::Args& args) {
  return InCatalog(context, args, "retract", "");
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  return InCatalog(context, args, "remove", "");
}

absl::StatusOr<json::Value> InSite(cli::Context& context, const cli::Args& args,
                                   absl::string_view action) {
  RETURN_IF_ERROR(Client(context).Post(args[kSiteUrl], AppPath(args, action)).status());
  return json::Value();
}

absl::StatusOr<json::Value> Install(cli::Context& context, const cli::Args& args) {
  return InSite(context, args, "install");
}

absl::StatusOr<json::Value> Upgrade(cli::Context& context, const cli::Args& args) {
  return InSite(context, args, "upgrade");
}

absl::StatusOr<json::Value> Uninstall(cli::Context& context, const cli::Args& args) {
  return InSite(context, args, "uninstall");
}

constexpr cli::Example kListExamples[] = {
    {"List the apps of the tenant app catalog", "app list"},
    {"Ids of the apps that are not deployed",
     "app list --output json | jq -r '.[] | select(.Deployed | not) | .ID'"}};
constexpr cli::Example kGetExamples[] = {
    {"Show an app", "app get --id b2307a39-e878-458b-bc90-03bc578531d6"},
    {"Its version alone",
     "app get -i b2307a39-e878-458b-bc90-03bc578531d6 -o json | jq -r .AppCatalogVersion"}};
constexpr cli::Example kAddExamples[] = {
    {"Add a package", "app add --filePath ./spfx.sppkg"},
    {"Add it again after a build", "app add --filePath ./spfx.sppkg --overwrite"}};
constexpr cli::Example kDeployExamples[] = {
    {"Deploy an app", "app deploy --id b2307a39-e878-458b-bc90-03bc578531d6"},
    {"Make it available in all sites at once",
     "app deploy --id b2307a39-e878-458b-bc90-03bc578531d6 --skipFeatureDeployment"}};
constexpr cli::Example kRetractExamples[] = {
    {"Retract an app", "app retract --id b2307a39-e878-458b-bc90-03bc578531d6"},
    {"In a script, with the catalog named",
     "app retract --id b2307a39-e878-458b-bc90-03bc578531d6 --appCatalogUrl "
     "https://contoso.sharepoint.com/sites/apps --force"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove an app", "app remove --id b2307a39-e878-458b-bc90-03bc578531d6"},
    {"In a script", "app remove --id b2307a39-e878-458b-bc90-03bc578531d6 --force"}};
constexpr cli::Example kInstallExamples[] = {
    {"Install an app in a site",
     "app install --id b2307a39-e878-458b-bc90-03bc578531d6 --siteUrl "
     "https://contoso.sharepoint.com/sites/hr"},
    {"With short options",
     "app install -i b2307a39-e878-458b-bc90-03bc578531d6 -s https://contoso.sharepoint.com"}};
constexpr cli::Example kUpgradeExamples[] = {
    {"Upgrade an app in a site",
     "app upgrade --id b2307a39-e878-458b-bc90-03bc578531d6 --siteUrl "
     "https://contoso.sharepoint.com/sites/hr"},
    {"With short options",
     "app upgrade -i b2307a39-e878-458b-bc90-03bc578531d6 -s https://contoso.sharepoint.com"}};
constexpr cli::Example kUninstallExamples[] = {
    {"Uninstall an app from a site",
     "app uninstall --id b2307a39-e878-458b-bc90-03bc578531d6 --siteUrl "
     "https://contoso.sharepoint.com/sites/hr"},
    {"In a script",
     "app uninstall -i b2307a39-e878-458b-bc90-03bc578531d6 -s "
     "https://contoso.sharepoint.com/sites/hr --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "app add",
     .summary = "Add a package to the tenant app catalog",
     .options = cli::kOf<kFilePath, kOverwrite>,
     .examples = kAddExamples,
     .remarks = "Prints the id of the added file. Deploy the app to make it available.",
     .run = Add},
    {.name = "app deploy",
     .summary = "Deploy an app of the tenant app catalog",
     .options = cli::kOf<kId, kAppCatalogUrl, kSkipFeatureDeployment>,
     .examples = kDeployExamples,
     .run = Deploy},
    {.name = "app get",
     .summary = "Show an app of the tenant app catalog",
     .options = cli::kOf<kId>,
     .examples = kGetExamples,
     .run = Get},
    {.name = "app install",
     .summary = "Install an app in a site",
     .options = cli::kOf<kId, kSiteUrl>,
     .examples = kInstallExamples,
     .run = Install},
    {.name = "app list",
     .summary = "List the apps of the tenant app catalog",
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "app remove",
     .summary = "Remove an app from the tenant app catalog",
     .options = cli::kOf<kGuid, kAppCatalogUrl>,
     .confirm = "Remove the app {id} from the tenant app catalog?",
     .examples = kRemoveExamples,
     .run = Remove},
    {.name = "app retract",
     .summary = "Retract a deployed app of the tenant app catalog",
     .options = cli::kOf<kId, kAppCatalogUrl>,
     .confirm = "Retract the app {id} from the tenant app catalog?",
     .examples = kRetractExamples,
     .run = Retract},
    {.name = "app uninstall",
     .summary = "Uninstall an app from a site",
     .options = cli::kOf<kId, kSiteUrl>,
     .confirm = "Uninstall the app {id} from site {siteUrl}?",
     .examples = kUninstallExamples,
     .run = Uninstall},
    {.name = "app upgrade",
     .summary = "Upgrade an app in a site to the version in the catalog",
     .options = cli::kOf<kId, kSiteUrl>,
     .examples = kUpgradeExamples,
     .run = Upgrade},
};

}  // namespace

constinit const cli::Noun kApp = {
    .name = "app", .summary = "Apps of the tenant app catalog", .commands = kCommands};

}  // namespace o365::spo
