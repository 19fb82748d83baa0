// `spo page`: modern pages, files of the library SitePages whose list item holds the page
// (Microsoft Learn: "Manage SharePoint pages with REST"; the fields are those of the content type
// Site Page).

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "common/auth/cloud.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/http/url.h"
#include "common/odata/query.h"
#include "services/spo/canvas.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"
#include "services/spo/options.h"

namespace o365::spo {
namespace {

// What a list item says of itself when it is a modern page.
constexpr absl::string_view kModernPage = "b6917cb1-93a0-4b97-a84d-7cf49975d4ec";
// The content type Site Page.
constexpr absl::string_view kSitePage = "0x0101009D1CB255DA76424F860D91F20E6C4118";
constexpr absl::string_view kThumbnail = "/_layouts/15/images/sitepagethumbnail.png";
// TemplateFileType of AddTemplateFile: a client-side page.
constexpr int kClientSidePage = 3;
// PromotedState.
constexpr int kNotPromoted = 0, kPromoted = 2;

constexpr absl::string_view kLayouts[] = {"Article", "Home"};
constexpr absl::string_view kPromotions[] = {"HomePage", "NewsPage"};

constexpr cli::Option kName =
    cli::Text("-n, --name <name>", "Name of the page's file; .aspx may be left out").Required();
constexpr cli::Option kControlId = cli::Guid("-i, --id <id>", "Id of the control").Required();
constexpr cli::Option kLayoutType =
    cli::Text("-l, --layoutType <layout>", "Layout of the page").OneOf(kLayouts);
constexpr cli::Option kPromoteAs =
    cli::Text("-p, --promoteAs <role>", "Make it the site's home page or a news article")
        .OneOf(kPromotions);
constexpr cli::Option kComments = cli::Flag("--commentsEnabled", "Let readers comment on the page");
constexpr cli::Option kCommentsSwitch =
    cli::Bool("--commentsEnabled <true|false>", "Whether readers can comment on the page");
constexpr cli::Option kPublish = cli::Flag("--publish", "Publish the page");
constexpr cli::Option kPublishMessage =
    cli::Text("--publishMessage <text>", "What to say of the published version").MayBeEmpty();

constexpr output::Column kColumns[] = {{"Name"}, {"Title", "ListItemAllFields.Title"}};
constexpr output::Column kControlColumns[] = {{"id"}, {"type"}, {"title"}};

std::string FileName(const cli::Args& args) {
  const std::string& name = args[kName];
  return absl::EndsWithIgnoreCase(name, ".aspx") ? name : absl::StrCat(name, ".aspx");
}

// The web's path without its host: "/sites/hr", "" for the root.
absl::StatusOr<std::string> WebPath(const cli::Args& args) {
  ASSIGN_OR_RETURN(const auth::SharePointSite site, auth::ParseSharePointUrl(args[kWebUrl]));
  return http::PercentDecode(site.url.substr(site.origin.size()));
}

// The page's file as a resource of the web.
absl::StatusOr<std::string> FileByName(const cli::Args& args) {
  ASSIGN_OR_RETURN(const std::string web, WebPath(args));
  return absl::StrCat("/_api/web/getfilebyserverrelativeurl(",
                      odata::PathLiteral(absl::StrCat(web, "/SitePages/", FileName(args))), ")");
}

absl::Status CheckPromotion(const cli::Args& args) {
  const bool home = args[kLayoutType] == "Home";
  if (args[kPromoteAs] == "HomePage" && !home)
    return base::UsageError("option '--promoteAs HomePage' goes with '--layoutType Home'");
  if (args[kPromoteAs] == "NewsPage" && home)
    return base::UsageError("option '--promoteAs NewsPage' does not go with '--layoutType Home'");
  return absl::OkStatus();
}

// The fields that a layout comes with; an article has a banner and can be promoted later.
absl::Status AddLayout(const cli::Args& args, absl::string_view layout, json::Value& fields) {
  fields.Set("PageLayoutType", layout);
  if (layout != "Article") return absl::OkStatus();
  ASSIGN_OR_RETURN(const auth::SharePointSite site, auth::ParseSharePointUrl(args[kWebUrl]));
  fields.Set("PromotedState", kNotPromoted);
  fields.Set("BannerImageUrl",
             json::Value::Object(
                 {{"Description", kThumbnail}, {"Url", absl::StrCat(site.origin, kThumbnail)}}));
  return absl::OkStatus();
}

absl::Status Promote(cli::Context& context, Client& client, const cli::Args& args,
                     const std::string& file) {
  if (args[kPromoteAs] == "HomePage")
    return client.Merge(
        args[kWebUrl], "/_api/web/rootfolder",
        json::Value::Object({{"WelcomePage", absl::StrCat("SitePages/", FileName(args))}}));
  if (args[kPromoteAs] != "NewsPage") return absl::OkStatus();
  const std::string now =
      absl::FormatTime("%Y-%m-%dT%H:%M:%E3S", context.clock.Now(), absl::UTCTimeZone());
  return client.Merge(
      args[kWebUrl], absl::StrCat(file, "/ListItemAllFields"),
      json::Value::Object({{"PromotedState", kPromoted}, {"FirstPublishedDate", now}}));
}

absl::Status EnableComments(Client& client, const cli::Args& args, const std::string& file,
                            bool enable) {
  return client
      .Post(args[kWebUrl], absl::StrCat(file, "/ListItemAllFields/SetCommentsDisabled(",
                                        enable ? "false" : "true", ")"))
      .status();
}

absl::Status Publish(Client& client, const cli::Args& args, const std::string& file) {
  if (!args.On(kPublish)) return absl::OkStatus();
  return client
      .Post(args[kWebUrl],
            absl::StrCat(file, "/Publish(", odata::PathLiteral(args[kPublishMessage]), ")"))
      .status();
}

// Makes the file and returns it as a resource of the web, by its id.
absl::StatusOr<std::string> AddFile(Client& client, const cli::Args& args) {
  ASSIGN_OR_RETURN(const std::string web, WebPath(args));
  const std::string folder = absl::StrCat(web, "/sitepages");
  const json::Value body =
      json::Value::Object({{"urlOfFile", absl::StrCat(folder, "/", FileName(args))},
                           {"templateFileType", kClientSidePage}});
  ASSIGN_OR_RETURN(const json::Value file,
                   client.Post(args[kWebUrl],
                               absl::StrCat("/_api/web/getfolderbyserverrelativeurl(",
                                            odata::PathLiteral(folder), ")/files/AddTemplateFile"),
                               json::Write(body)));
  return absl::StrCat("/_api/web/getfilebyid(", odata::PathLiteral(file["UniqueId"].AsString()),
                      ")");
}

// All that makes a page of the new file.
absl::Status Furnish(cli::Context& context, Client& client, const cli::Args& args,
                     const std::string& file) {
  json::Value fields = json::Value::Object({{"ContentTypeId", kSitePage},
                                            {"Title", absl::StripSuffix(FileName(args), ".aspx")},
                                            {"ClientSideApplicationId", kModernPage}});
  RETURN_IF_ERROR(AddLayout(args, args.Has(kLayoutType) ? args[kLayoutType] : kLayouts[0], fields));
  RETURN_IF_ERROR(client.Merge(args[kWebUrl], absl::StrCat(file, "/ListItemAllFields"), fields));
  RETURN_IF_ERROR(Promote(context, client, args, file));
  RETURN_IF_ERROR(EnableComments(client, args, file, args.On(kComments)));
  return Publish(client, args, file);
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string file, AddFile(client, args));
  RETURN_IF_ERROR(base::Annotate(Furnish(context, client, args, file),
                                 absl::StrCat("'", FileName(args), "' is there but unfinished")));
  return json::Value();
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string file, FileByName(args));
  if (args.Has(kLayoutType)) {
    json::Value fields = json::Value::Object();
    RETURN_IF_ERROR(AddLayout(args, args[kLayoutType], fields));
    RETURN_IF_ERROR(client.Merge(args[kWebUrl], absl::StrCat(file, "/ListItemAllFields"), fields));
  }
  RETURN_IF_ERROR(Promote(context, client, args, file));
  if (args.Has(kCommentsSwitch))
    RETURN_IF_ERROR(EnableComments(client, args, file, args.On(kCommentsSwitch)));
  RETURN_IF_ERROR(Publish(client, args, file));
  return json::Value();
}

// The list item of a modern page, with these fields beside the default ones.
absl::StatusOr<json::Value> PageItem(cli::Context& context, const cli::Args& args,
                                     absl::string_view fields) {
  ASSIGN_OR_RETURN(const std::string path, FileByName(args));
  ASSIGN_OR_RETURN(
      const json::Value file,
      Client(context).Get(
          odata::Query(absl::StrCat(args[kWebUrl], path)).Add("$expand", fields).Url()));
  const json::Value& item = file["ListItemAllFields"];
  if (!absl::EqualsIgnoreCase(item["ClientSideApplicationId"].AsString(), kModernPage))
    return absl::InvalidArgumentError(absl::StrCat("Page ", args[kName], " is not a modern page."));
  return item;
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(
      const json::Value item,
      PageItem(context, args,
               "ListItemAllFields/ClientSideApplicationId,ListItemAllFields/PageLayoutType,"
               "ListItemAllFields/CommentsDisabled"));
  ASSIGN_OR_RETURN(const Canvas canvas, ReadCanvas(item["CanvasContent1"].AsString()));
  json::Value page =
      json::Value::Object({{"commentsDisabled", item["CommentsDisabled"]},
                           {"numSections", canvas.sections},
                           {"numControls", static_cast<int64_t>(canvas.controls.size())},
                           {"title", item["Title"]}});
  if (const json::Value& layout = item["PageLayoutType"]; !layout.AsString().empty())
    page.Set("layoutType", layout);
  return page;
}

absl::StatusOr<Canvas> PageCanvas(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value item,
                   PageItem(context, args, "ListItemAllFields/ClientSideApplicationId"));
  return ReadCanvas(item["CanvasContent1"].AsString());
}

absl::StatusOr<json::Value> ControlGet(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const Canvas canvas, PageCanvas(context, args));
  for (const CanvasControl& control : canvas.controls) {
    if (!absl::EqualsIgnoreCase(control.id, args[kControlId])) continue;
    json::Value properties = control.properties;
    if (context.format == output::Format::kText)
      properties.Set("controlType", CanvasControlName(control.type));
    return properties;
  }
  context.log.Verbose(
      absl::StrCat("there is no control '", args[kControlId], "' on page '", args[kName], "'"));
  return json::Value();
}

// Text shows what a control is; JSON is all that is known of it.
absl::StatusOr<json::Value> ControlList(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const Canvas canvas, PageCanvas(context, args));
  json::Value list = json::Value::Array();
  for (const CanvasControl& control : canvas.controls) {
    if (context.format == output::Format::kJson) {
      list.Append(control.properties);
    } else {
      json::Value row =
          json::Value::Object({{"id", control.id}, {"type", CanvasControlName(control.type)}});
      // Only web parts have titles.
      if (const json::Value* title = control.properties.Find("title"); title != nullptr)
        row.Set("title", *title);
      list.Append(std::move(row));
    }
  }
  return list;
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  const std::string url =
      odata::Query(absl::StrCat(args[kWebUrl], "/_api/web/lists/SitePages/rootfolder/files"))
          .Add("$expand", "ListItemAllFields/ClientSideApplicationId")
          .Add("$orderby", "Name")
          .Url();
  // The library holds other files too.
  return Client(context).PrintList(url, [](json::Value file) {
    const json::Value& application = file.At({"ListItemAllFields", "ClientSideApplicationId"});
    const bool modern = absl::EqualsIgnoreCase(application.AsString(), kModernPage);
    return modern ? std::move(file) : json::Value();
  });
}

constexpr cli::Example kAddExamples[] = {
    {"Create a page",
     "page add --name welcome.aspx --webUrl https://contoso.sharepoint.com/sites/hr"},
    {"A news article that readers can comment on, published",
     "page add -n move -u https://contoso.sharepoint.com/sites/hr --promoteAs NewsPage "
     "--commentsEnabled --publish --publishMessage 'First version'"}};
constexpr cli::Example kSetExamples[] = {
    {"Make a page the site's home page",
     "page set --name welcome.aspx --webUrl https://contoso.sharepoint.com/sites/hr --layoutType "
     "Home --promoteAs HomePage"},
    {"Allow no comments and publish",
     "page set -n move -u https://contoso.sharepoint.com/sites/hr --commentsEnabled false "
     "--publish"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a page", "page get --name home.aspx --webUrl https://contoso.sharepoint.com/sites/hr"},
    {"How many controls it has",
     "page get -n home -u https://contoso.sharepoint.com/sites/hr -o json | jq .numControls"}};
constexpr cli::Example kListExamples[] = {
    {"List the modern pages of a site",
     "page list --webUrl https://contoso.sharepoint.com/sites/hr"},
    {"Their addresses",
     "page list -u https://contoso.sharepoint.com/sites/hr -o json | jq -r "
     "'.[].ServerRelativeUrl'"}};
constexpr cli::Example kControlGetExamples[] = {
    {"Show a control of a page",
     "page control get --id 3ede60d3-dc2c-438b-b5bf-cc40bb2351e5 --name home.aspx --webUrl "
     "https://contoso.sharepoint.com/sites/hr"},
    {"The properties of a web part",
     "page control get -i 3ede60d3-dc2c-438b-b5bf-cc40bb2351e5 -n home -u "
     "https://contoso.sharepoint.com/sites/hr -o json | jq .propertieJson"}};
constexpr cli::Example kControlListExamples[] = {
    {"List the controls of a page",
     "page control list --name home.aspx --webUrl https://contoso.sharepoint.com/sites/hr"},
    {"Ids of its web parts",
     "page control list -n home -u https://contoso.sharepoint.com/sites/hr -o json | jq -r '.[] | "
     "select(.controlType == 3) | .id'"}};

constexpr cli::Command kCommands[] = {
    {.name = "page add",
     .summary = "Create a modern page",
     .options =
         cli::kOf<kName, kWebUrl, kLayoutType, kPromoteAs, kComments, kPublish, kPublishMessage>,
     .examples = kAddExamples,
     .remarks = "Readers see a promotion and comments once the page is published.",
     .validate = CheckPromotion,
     .run = Add},
    {.name = "page control get",
     .summary = "Show a control of a modern page",
     .options = cli::kOf<kControlId, kName, kWebUrl>,
     .examples = kControlGetExamples,
     .remarks = "Prints nothing when the page has no such control.",
     .run = ControlGet},
    {.name = "page control list",
     .summary = "List the controls of a modern page",
     .options = cli::kOf<kName, kWebUrl>,
     .columns = kControlColumns,
     .examples = kControlListExamples,
     .run = ControlList},
    {.name = "page get",
     .summary = "Show a modern page",
     .options = cli::kOf<kName, kWebUrl>,
     .examples = kGetExamples,
     .run = Get},
    {.name = "page list",
     .summary = "List the modern pages of a site",
     .options = cli::kOf<kWebUrl>,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "page set",
     .summary = "Change a modern page",
     .options = cli::kOf<kName, kWebUrl, kLayoutType, kPromoteAs, kCommentsSwitch, kPublish,
                         kPublishMessage>,
     .examples = kSetExamples,
     .remarks = "Readers see a promotion and comments once the page is published.",
     .validate = CheckPromotion,
     .run = Set},
};

}  // namespace

constinit const cli::Noun kPage = {
    .name = "page", .summary = "Modern pages of a site", .commands = kCommands};

}  // namespace o365::spo
