// `spo site`: site collections. get asks the site itself; list asks the tenant admin site over
// CSOM, since only the tenant knows all of its sites; add uses the services behind the "Create
// site" page (Microsoft Learn: "Manage SharePoint site with the REST API").

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/odata/query.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"
#include "services/spo/site_classic.h"
#include "services/spo/tenant_sites.h"

namespace o365::spo {
namespace {

// A site's identity is the trace id of a request, which the service does not look up, the type's
// id and the site's ([MS-CSOM], section 2.2.4.1, leaves the text to the service).
constexpr absl::string_view kSiteIdentity =
    "e10a459e-60c8-4000-8240-a68d6a12d39e|740c6a0b-85e2-48a0-a494-e0f1759d4aa7:site:";

constexpr absl::string_view kTypes[] = {"TeamSite", "CommunicationSite"};
constexpr absl::string_view kDesigns[] = {"Topic", "Showcase", "Blank"};

constexpr cli::Option kUrl = cli::SiteUrl("-u, --url <url>", "URL of the site").Required();
constexpr cli::Option kType =
    cli::Text("--type <type>", "Kind of sites").OneOf(kTypes).Otherwise("TeamSite");
constexpr cli::Option kFilter = cli::Text(
    "-f, --filter <filter>", "Condition on a site's properties, such as \"Url -like 'hr'\"");
constexpr cli::Option kTitle = cli::Text("-t, --title <title>", "Title of the new site").Required();
constexpr cli::Option kAlias =
    cli::Text("-a, --alias <alias>",
              "Name in the address and e-mail address of a team site; required for one");
constexpr cli::Option kNewUrl =
    cli::SiteUrl("-u, --url <url>",
                 "Address of a communication site; required for one, a team site has its alias");
constexpr cli::Option kDescription =
    cli::Text("-d, --description <description>", "Description of the new site").MayBeEmpty();
constexpr cli::Option kClassification =
    cli::Text("-c, --classification <classification>", "Classification of the new site")
        .MayBeEmpty();
constexpr cli::Option kIsPublic =
    cli::Flag("--isPublic", "Let everybody join the group of a team site");
constexpr cli::Option kAllowFileSharing = cli::Flag(
    "--allowFileSharingForGuestUsers", "Let guests share the files of a communication site");
constexpr cli::Option kSiteDesign =
    cli::Text("--siteDesign <design>", "Design of a communication site").OneOf(kDesigns);
constexpr cli::Option kSiteDesignId =
    cli::Guid("--siteDesignId <id>", "Own site design for a communication site");

constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the site, which saves a request");
constexpr cli::Option kNewClassification =
    cli::Text("--classification <classification>",
              "New classification of the site; an empty one takes it away")
        .MayBeEmpty();
constexpr cli::Option kDisableFlows =
    cli::Bool("--disableFlows <true|false>", "Whether the site offers no flows");

constexpr cli::Option kSetOptions[] = {kUrl, kId, kNewClassification, kDisableFlows};
constexpr cli::Option kListOptions[] = {kType, kFilter};
constexpr cli::Option kAddOptions[] = {kType,        kTitle,          kAlias,    kNewUrl,
                                       kDescription, kClassification, kIsPublic, kAllowFileSharing,
                                       kSiteDesign,  kSiteDesignId};
constexpr absl::string_view kDesignOptions[] = {"siteDesign", "siteDesignId"};
constexpr cli::Rule kAddRules[] = {{cli::Rule::Kind::kAtMostOne, kDesignOptions}};

constexpr output::Column kColumns[] = {{"Title"}, {"Url"}};

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  absl::StatusOr<json::Value> site = Client(context).Get(absl::StrCat(args[kUrl], "/_api/site"));
  if (!site.ok())
    return base::Annotate(site.status(), absl::StrCat("cannot read site '", args[kUrl], "'"));
  return site;
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  const bool team = args[kType] == "TeamSite";
  return ListTenantSites(context, {.filter = args[kFilter],
                                   .web_template = team ? "GROUP#0" : "SITEPAGEPUBLISHING#0"});
}

absl::Status CheckAdd(const cli::Args& args) {
  const bool team = args[kType] == "TeamSite";
  const cli::Option& needed = team ? kAlias : kNewUrl;
  if (args.Has(needed)) return absl::OkStatus();
  return base::UsageError(absl::StrCat("option '--", needed.name, "' is required for a ",
                                       team ? "team site" : "communication site"));
}

json::Value TeamSiteBody(const cli::Args& args) {
  json::Value body = json::Value::Object({{"displayName", args[kTitle]}, {"alias", args[kAlias]}});
  if (args.On(kIsPublic)) body.Set("isPublic", true);
  json::Value creation = json::Value::Object(
      {{"results", json::Value::Array()}, {"Classification", args[kClassification]}});
  body.Set("optionalParams", json::Value::Object({{"Description", args[kDescription]},
                                                  {"CreationOptions", std::move(creation)}}));
  return body;
}

// The ids of the designs that come with SharePoint (Microsoft Learn: "Creating SharePoint
// Communication Site using REST").
std::string DesignId(const cli::Args& args) {
  if (args.Has(kSiteDesignId)) return args[kSiteDesignId];
  if (args[kSiteDesign] == "Showcase") return "6142d2a0-63a5-4ba0-aede-d9fefca2c767";
  if (args[kSiteDesign] == "Blank") return "f6cc5403-0d63-442e-96c0-285923709ffc";
  return "00000000-0000-0000-0000-000000000000";
}

json::Value CommunicationSiteBody(const cli::Args& args) {
  json::Value request = json::Value::Object(
      {{"__metadata",
        json::Value::Object({{"type", "SP.Publishing.CommunicationSiteCreationRequest"}})},
       {"Url", args[kNewUrl]},
       {"Title", args[kTitle]},
       {"Description", args[kDescription]},
       {"Classification", args[kClassification]},
       {"SiteDesignId", DesignId(args)}});
  if (args.On(kAllowFileSharing)) request.Set("AllowFileSharingForGuestUsers", true);
  return json::Value::Object({{"request", std::move(request)}});
}

// SiteStatus of the answer: 1 is being provisioned, 2 ready, others failed.
absl::StatusOr<json::Value> NewSiteUrl(cli::Context& context, const json::Value& answer) {
  if (const std::string& error = answer["ErrorMessage"].AsString(); !error.empty())
    return absl::InvalidArgumentError(error);
  const int64_t status = answer["SiteStatus"].AsInt().value_or(0);
  if (status != 1 && status != 2)
    return absl::InternalError(
        absl::StrCat("An error has occurred while creating the site (status ",
                     answer["SiteStatus"].ToText(), ")"));
  if (status == 1) context.terminal.Say("the site is being created; it will be ready in a moment");
  return answer["SiteUrl"];
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string site, client.ConnectedSite());
  const bool team = args[kType] == "TeamSite";
  const json::Value body = team ? TeamSiteBody(args) : CommunicationSiteBody(args);
  ASSIGN_OR_RETURN(const json::Value answer,
                   client.Post(site,
                               team ? "/_api/GroupSiteManager/CreateGroupEx"
                                    : "/_api/sitepages/communicationsite/create",
                               json::Write(body),
                               {{"Content-Type", "application/json;odata=verbose;charset=utf-8"}}));
  return NewSiteUrl(context, answer);
}

// The tenant's list of the sites that have an app catalog of their own.
csom::Path SiteAppCatalogs(csom::Request& request, const std::string& url) {
  const csom::Path tenant = request.Constructor(csom::kTenant);
  const csom::Path site = request.Method(tenant, "GetSiteByUrl", {csom::String(url)});
  const csom::Path web = request.Property(site, "RootWeb");
  const csom::Path catalog = request.Property(web, "TenantAppCatalog");
  const csom::Path catalogs = request.Property(catalog, "SiteCollectionAppCatalogsSites");
  for (const csom::Path path : {tenant, site, web, catalog, catalogs}) request.Instantiate(path);
  return catalogs;
}

absl::StatusOr<json::Value> SendToTenant(cli::Context& context, const csom::Request& request) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  RETURN_IF_ERROR(client.ProcessQuery(admin, request).status());
  return json::Value();
}

absl::StatusOr<json::Value> AppCatalogAdd(cli::Context& context, const cli::Args& args) {
  csom::Request request;
  const csom::Path catalogs = SiteAppCatalogs(request, args[kUrl]);
  request.Instantiate(request.Method(catalogs, "Add", {csom::String(args[kUrl])}));
  return SendToTenant(context, request);
}

absl::StatusOr<json::Value> AppCatalogRemove(cli::Context& context, const cli::Args& args) {
  csom::Request request;
  const csom::Path catalogs = SiteAppCatalogs(request, args[kUrl]);
  request.Invoke(catalogs, "Remove", {csom::String(args[kUrl])});
  return SendToTenant(context, request);
}

absl::Status CheckSet(const cli::Args& args) {
  if (args.Has(kNewClassification) || args.Has(kDisableFlows)) return absl::OkStatus();
  return base::UsageError("nothing to set: give --classification or --disableFlows");
}

absl::StatusOr<std::string> SiteId(Client& client, const cli::Args& args) {
  if (args.Has(kId)) return args[kId];
  ASSIGN_OR_RETURN(
      const json::Value site,
      client.Get(odata::Query(absl::StrCat(args[kUrl], "/_api/site")).Add("$select", "Id").Url()));
  return site["Id"].AsString();
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  Client client(context);
  absl::StatusOr<std::string> id = SiteId(client, args);
  if (!id.ok())
    return base::Annotate(id.status(), absl::StrCat("cannot read site '", args[kUrl], "'"));
  csom::Request request;
  const csom::Path site = request.Identity(absl::StrCat(kSiteIdentity, *id));
  if (args.Has(kNewClassification))
    request.SetProperty(site, "Classification", csom::String(args[kNewClassification]));
  if (args.Has(kDisableFlows))
    request.SetProperty(site, "DisableFlows", csom::Boolean(args.On(kDisableFlows)));
  RETURN_IF_ERROR(client.ProcessQuery(args[kUrl], request).status());
  return json::Value();
}

constexpr cli::Example kSetExamples[] = {
    {"Classify a site",
     "site set --url https://contoso.sharepoint.com/sites/hr --classification MBI"},
    {"Take its flows away",
     "site set -u https://contoso.sharepoint.com/sites/hr --disableFlows true"}};
constexpr cli::Example kAppCatalogAddExamples[] = {
    {"Give a site its own app catalog",
     "site appcatalog add --url https://contoso.sharepoint.com/sites/hr"},
    {"By the short name", "site appcatalog add -u https://contoso.sharepoint.com/sites/it"}};
constexpr cli::Example kAppCatalogRemoveExamples[] = {
    {"Take the app catalog of a site away",
     "site appcatalog remove --url https://contoso.sharepoint.com/sites/hr"},
    {"By the short name", "site appcatalog remove -u https://contoso.sharepoint.com/sites/it"}};
constexpr cli::Example kClassicAddExamples[] = {
    {"Create a classic team site and wait until it is there",
     "site classic add --url https://contoso.sharepoint.com/sites/team --title Team --owner "
     "admin@contoso.com --timeZone 4 --wait"},
    {"A publishing site in the place of one in the recycle bin",
     "site classic add -u https://contoso.sharepoint.com/sites/news -t News --owner "
     "admin@contoso.com -z 4 --webTemplate BLANKINTERNET#0 --storageQuota 300 "
     "--storageQuotaWarningLevel 250 --removeDeletedSite"}};
constexpr cli::Example kClassicListExamples[] = {
    {"List the sites of the tenant, OneDrive among them",
     "site classic list --includeOneDriveSites"},
    {"Classic team sites with 'hr' in their address",
     "site classic list --webTemplate STS#0 --filter \"Url -like 'hr'\""}};
constexpr cli::Example kClassicSetExamples[] = {
    {"Rename a site and allow no guests",
     "site classic set --url https://contoso.sharepoint.com/sites/team --title 'Team 1' --sharing "
     "Disabled --wait"},
    {"Add two owners and lock it",
     "site classic set -u https://contoso.sharepoint.com/sites/team --owners "
     "'ada@contoso.com,bob@contoso.com' --lockState ReadOnly"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a site", "site get --url https://contoso.sharepoint.com/sites/hr"},
    {"Its id alone", "site get -u https://contoso.sharepoint.com/sites/hr -o json | jq -r .Id"}};
constexpr cli::Example kListExamples[] = {
    {"List the team sites of the tenant", "site list"},
    {"Communication sites with 'news' in their address",
     "site list --type CommunicationSite --filter \"Url -like 'news'\""}};
constexpr cli::Example kAddExamples[] = {
    {"Create a team site with its Microsoft 365 group", "site add --title 'Team 1' --alias team1"},
    {"Create a communication site",
     "site add --type CommunicationSite --url https://contoso.sharepoint.com/sites/marketing "
     "--title Marketing --siteDesign Showcase"}};

constexpr cli::Command kCommands[] = {
    {.name = "site add",
     .summary = "Create a modern team site or communication site",
     .options = kAddOptions,
     .rules = kAddRules,
     .examples = kAddExamples,
     .remarks = "Prints the URL of the new site.",
     .validate = CheckAdd,
     .run = Add},
    {.name = "site appcatalog add",
     .summary = "Give a site an app catalog of its own",
     .options = cli::kOf<kUrl>,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kAppCatalogAddExamples,
     .run = AppCatalogAdd},
    {.name = "site appcatalog remove",
     .summary = "Take the app catalog of a site away",
     .options = cli::kOf<kUrl>,
     .needs = cli::Needs::kTenantAdmin,
     .confirm = "Take the app catalog of {url} away?",
     .examples = kAppCatalogRemoveExamples,
     .remarks = "The library with its apps stays; apps can no longer be deployed from it.",
     .run = AppCatalogRemove},
    {.name = "site classic add",
     .summary = "Create a classic site",
     .options = classic::kAddOptions,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kClassicAddExamples,
     .remarks = "The service creates the site after it answered; --wait waits for it.",
     .validate = classic::CheckAdd,
     .run = classic::Add},
    {.name = "site classic list",
     .summary = "List the sites of the tenant of any template",
     .options = classic::kListOptions,
     .columns = kColumns,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kClassicListExamples,
     .run = classic::List},
    {.name = "site classic set",
     .summary = "Change settings of a classic site",
     .options = classic::kSetOptions,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kClassicSetExamples,
     .remarks = "The service applies the settings after it answered; --wait waits for it.",
     .validate = classic::CheckSet,
     .run = classic::Set},
    {.name = "site get",
     .summary = "Show a site",
     .options = cli::kOf<kUrl>,
     .examples = kGetExamples,
     .run = Get},
    {.name = "site list",
     .summary = "List the modern sites of the tenant",
     .options = kListOptions,
     .columns = kColumns,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kListExamples,
     .run = List},
    {.name = "site set",
     .summary = "Change settings of a site",
     .options = kSetOptions,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kSetExamples,
     .validate = CheckSet,
     .run = Set},
};

}  // namespace

constinit const cli::Noun kSite = {
    .name = "site", .summary = "Site collections", .commands = kCommands};

}  // namespace o365::spo
