// `spo list`: lists and libraries of a web.

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/odata/query.h"
#include "services/spo/client.h"
#include "services/spo/list_settings.h"
#include "services/spo/nouns.h"
#include "services/spo/options.h"

namespace o365::spo {
namespace {

// Templates and their numbers (Microsoft Learn: "ListTemplateType enumeration").
struct Template {
  absl::string_view name;
  int number;
};
constexpr Template kTemplates[] = {
    {"GenericList", 100},     {"DocumentLibrary", 101}, {"Survey", 102},
    {"Links", 103},           {"Announcements", 104},   {"Contacts", 105},
    {"Events", 106},          {"Tasks", 107},           {"DiscussionBoard", 108},
    {"PictureLibrary", 109},  {"DataSources", 110},     {"XmlForm", 115},
    {"NoCodeWorkflows", 117}, {"WorkflowProcess", 118}, {"WebPageLibrary", 119},
    {"CustomGrid", 120},      {"WorkflowHistory", 140}, {"GanttTasks", 150},
    {"IssuesTracking", 1100}};

constexpr auto kTemplateNames = [] {
  std::array<absl::string_view, std::size(kTemplates)> names;
  for (size_t i = 0; i < names.size(); ++i) names[i] = kTemplates[i].name;
  return names;
}();

constexpr cli::Option kTitle = cli::Text("-t, --title <title>", "Title of the list");
constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the list");
constexpr cli::Option kNewTitle =
    cli::Text("-t, --title <title>", "Title of the new list").Required();
constexpr cli::Option kExistingId = cli::Guid("-i, --id <id>", "Id of the list").Required();
constexpr cli::Option kChangedTitle = cli::Text("-t, --title <title>", "New title of the list");
constexpr cli::Option kBaseTemplate =
    cli::Text("--baseTemplate <template>", "What kind of list").Required().OneOf(kTemplateNames);

constexpr cli::Option kOwnAddOptions[] = {kWebUrl, kNewTitle, kBaseTemplate};
constexpr auto kAddOptions = cli::Join(kOwnAddOptions, kListSettings);
constexpr cli::Option kOwnSetOptions[] = {kWebUrl, kExistingId, kChangedTitle};
constexpr auto kSetOptions = cli::Join(kOwnSetOptions, kListSettings);

constexpr absl::string_view kIdOrTitle[] = {"id", "title"};
constexpr cli::Rule kOneRules[] = {{cli::Rule::Kind::kExactlyOne, kIdOrTitle}};

constexpr output::Column kColumns[] = {{"Title"}, {"Url", "RootFolder.ServerRelativeUrl"}, {"Id"}};

std::string ListPath(const cli::Args& args) {
  if (args.Has(kId))
    return absl::StrCat("/_api/web/lists(guid", odata::PathLiteral(args[kId]), ")");
  return absl::StrCat("/_api/web/lists/GetByTitle(", odata::PathLiteral(args[kTitle]), ")");
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  return Client(context).Get(absl::StrCat(args[kWebUrl], ListPath(args)));
}

// Text shows three properties, so no more are asked for; JSON is the service's whole answer.
absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  const bool text = context.format == output::Format::kText;
  const std::string url = odata::Query(absl::StrCat(args[kWebUrl], "/_api/web/lists"))
                              .Add("$expand", "RootFolder")
                              .Add("$select", text ? "Title,Id,RootFolder/ServerRelativeURL" : "")
                              .Url();
  if (text) return Client(context).PrintList(url);
  // As JSON it is an object that holds the list.
  ASSIGN_OR_RETURN(json::Value lists, Client(context).List(url));
  return json::Value::Object({{"value", std::move(lists)}});
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  json::Value body = json::Value::Object({{"Title", args[kNewTitle]}});
  for (const Template& kind : kTemplates) {
    if (kind.name == args[kBaseTemplate]) body.Set("BaseTemplate", kind.number);
  }
  AddSettings(args, body);
  return Client(context).Post(args[kWebUrl], "/_api/web/lists", json::Write(body));
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  RETURN_IF_ERROR(Client(context).Delete(args[kWebUrl], ListPath(args)));
  return json::Value();
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  json::Value body = json::Value::Object();
  if (args.Has(kChangedTitle)) body.Set("Title", args[kChangedTitle]);
  AddSettings(args, body);
  RETURN_IF_ERROR(Client(context).Merge(args[kWebUrl], ListPath(args), body));
  return json::Value();
}

constexpr cli::Example kAddExamples[] = {
    {"Create a list",
     "list add --webUrl https://contoso.sharepoint.com/sites/hr --title Issues --baseTemplate "
     "GenericList"},
    {"Create a library that keeps 50 versions",
     "list add -u https://contoso.sharepoint.com/sites/hr -t Reports --baseTemplate "
     "DocumentLibrary --enableVersioning true --majorVersionLimit 50"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a list by its title",
     "list get --webUrl https://contoso.sharepoint.com/sites/hr --title Documents"},
    {"By its id",
     "list get -u https://contoso.sharepoint.com/sites/hr --id "
     "0cd891ef-afce-4e55-b836-fce03286cccf"}};
constexpr cli::Example kListExamples[] = {
    {"List the lists of a site", "list list --webUrl https://contoso.sharepoint.com/sites/hr"},
    {"Titles of the hidden ones",
     "list list -u https://contoso.sharepoint.com -o json | jq -r '.value[] | select(.Hidden) | "
     ".Title'"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a list",
     "list remove --webUrl https://contoso.sharepoint.com/sites/hr --title Issues"},
    {"In a script",
     "list remove -u https://contoso.sharepoint.com/sites/hr --id "
     "0cd891ef-afce-4e55-b836-fce03286cccf --force"}};

constexpr cli::Example kSetExamples[] = {
    {"Give a list another title",
     "list set --webUrl https://contoso.sharepoint.com/sites/hr --id "
     "0cd891ef-afce-4e55-b836-fce03286cccf --title Requests"},
    {"Keep 50 versions of each item",
     "list set -u https://contoso.sharepoint.com/sites/hr -i 0cd891ef-afce-4e55-b836-fce03286cccf "
     "--enableVersioning true --majorVersionLimit 50"}};

constexpr cli::Command kCommands[] = {
    {.name = "list add",
     .summary = "Create a list or library",
     .options = kAddOptions,
     .examples = kAddExamples,
     .validate = CheckSettings,
     .run = Add},
    {.name = "list get",
     .summary = "Show a list",
     .options = cli::kOf<kWebUrl, kId, kTitle>,
     .rules = kOneRules,
     .examples = kGetExamples,
     .run = Get},
    {.name = "list list",
     .summary = "List the lists and libraries of a site",
     .options = cli::kOf<kWebUrl>,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "list remove",
     .summary = "Remove a list with all it holds",
     .options = cli::kOf<kWebUrl, kId, kTitle>,
     .rules = kOneRules,
     .confirm = "Remove the list {id}{title} from site {webUrl}?",
     .examples = kRemoveExamples,
     .run = Remove},
    {.name = "list set",
     .summary = "Change settings of a list or library",
     .options = kSetOptions,
     .examples = kSetExamples,
     .validate = CheckSettings,
     .run = Set},
};

}  // namespace

constinit const cli::Noun kList = {
    .name = "list", .summary = "Lists and libraries", .commands = kCommands};

}  // namespace o365::spo
