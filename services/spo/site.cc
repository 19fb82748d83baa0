// `spo site`: site collections. get asks the site itself; list asks the tenant admin site over
// CSOM, since only the tenant knows all of its sites; add uses the services behind the "Create
// site" page (Microsoft Learn: "Manage SharePoint site with the REST API").

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"

namespace o365::spo {
namespace {

constexpr absl::string_view kTypes[] = {"TeamSite", "CommunicationSite"};
constexpr absl::string_view kDesigns[] = {"Topic", "Showcase", "Blank"};

constexpr cli::Option kUrl = {.name = "url",
                              .letter = 'u',
                              .value = "<url>",
                              .help = "URL of the site",
                              .required = cli::Required::kYes,
                              .format = cli::Format::kSiteUrl};
constexpr cli::Option kType = {.name = "type",
                               .value = "<type>",
                               .help = "Kind of sites",
                               .choices = kTypes,
                               .otherwise = "TeamSite"};
constexpr cli::Option kFilter = {
    .name = "filter",
    .letter = 'f',
    .value = "<filter>",
    .help = "Condition on a site's properties, such as \"Url -like 'hr'\""};
constexpr cli::Option kTitle = {.name = "title",
                                .letter = 't',
                                .value = "<title>",
                                .help = "Title of the new site",
                                .required = cli::Required::kYes};
constexpr cli::Option kAlias = {
    .name = "alias",
    .letter = 'a',
    .value = "<alias>",
    .help = "Name in the address and e-mail address of a team site; required for one"};
constexpr cli::Option kNewUrl = {
    .name = "url",
    .letter = 'u',
    .value = "<url>",
    .help = "Address of a communication site; required for one, a team site has its alias",
    .format = cli::Format::kSiteUrl};
constexpr cli::Option kDescription = {.name = "description",
                                      .letter = 'd',
                                      .value = "<description>",
                                      .help = "Description of the new site"};
constexpr cli::Option kClassification = {.name = "classification",
                                         .letter = 'c',
                                         .value = "<classification>",
                                         .help = "Classification of the new site"};
constexpr cli::Option kIsPublic = {.name = "isPublic",
                                   .help = "Let everybody join the group of a team site"};
constexpr cli::Option kAllowFileSharing = {
    .name = "allowFileSharingForGuestUsers",
    .help = "Let guests share the files of a communication site"};
constexpr cli::Option kSiteDesign = {.name = "siteDesign",
                                     .value = "<design>",
                                     .help = "Design of a communication site",
                                     .choices = kDesigns};
constexpr cli::Option kSiteDesignId = {.name = "siteDesignId",
                                       .value = "<id>",
                                       .help = "Own site design for a communication site",
                                       .format = cli::Format::kGuid};

constexpr cli::Option kGetOptions[] = {kUrl};
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

csom::Request SitesRequest(const cli::Args& args, const std::string& start, csom::Action& query) {
  const bool team = args[kType] == "TeamSite";
  csom::Request request;
  const csom::Path tenant = request.Constructor(csom::kTenant);
  const csom::Path sites = request.Method(
      tenant, "GetSitePropertiesFromSharePointByFilters",
      {csom::Object(
          csom::kSitePropertiesFilter,
          {csom::StringProperty("Filter", args[kFilter]),
           csom::BooleanProperty("IncludeDetail", false),
           csom::EnumProperty("IncludePersonalSite", 0), csom::StringProperty("StartIndex", start),
           csom::StringProperty("Template", team ? "GROUP#0" : "SITEPAGEPUBLISHING#0")})});
  request.Instantiate(tenant);
  request.Instantiate(sites);
  query = request.QueryWithChildren(sites);
  return request;
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  json::Value all = json::Value::Array();
  // -1 says that this was the last page.
  for (std::string start = "0"; !start.empty() && start != "-1";) {
    csom::Action query;
    const csom::Request request = SitesRequest(args, start, query);
    ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(admin, request));
    const json::Value& page = answer[query];
    for (const json::Value& site : page["_Child_Items_"].elements()) all.Append(site);
    const std::string next = page["NextStartIndexFromSharePoint"].ToText();
    const std::string after = next.empty() ? page["NextStartIndex"].ToText() : next;
    if (after == start) return absl::FailedPreconditionError("the list of sites runs in a circle");
    start = after;
  }
  return all;
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
    {.name = "site get",
     .summary = "Show a site",
     .options = kGetOptions,
     .examples = kGetExamples,
     .run = Get},
    {.name = "site list",
     .summary = "List the modern sites of the tenant",
     .options = kListOptions,
     .columns = kColumns,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kListExamples,
     .run = List},
};

}  // namespace

constinit const cli::Noun kSite = {
    .name = "site", .summary = "Site collections", .commands = kCommands};

}  // namespace o365::spo
