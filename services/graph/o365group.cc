// `graph o365group`: Microsoft 365 groups (Microsoft Learn: "group resource type").

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/directory/groups.h"
#include "common/odata/graph.h"
#include "common/odata/query.h"
#include "services/graph/nouns.h"

namespace o365::graph {
namespace {

constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the group").Required();
constexpr cli::Option kIncludeSiteUrl =
    cli::Flag("--includeSiteUrl", "Add the URL of each group's site");
constexpr cli::Option kDisplayNameStart =
    cli::Text("-d, --displayName <text>", "Only groups whose name starts so");
constexpr cli::Option kMailNicknameStart =
    cli::Text("-m, --mailNickname <text>", "Only groups whose mail nickname starts so");
constexpr cli::Option kDeleted = cli::Flag("--deleted", "List deleted groups");
constexpr cli::Option kDisplayName =
    cli::Text("-n, --displayName <name>", "Name of the new group").Required();
constexpr cli::Option kDescription =
    cli::Text("-d, --description <text>", "What the group is for").MayBeEmpty().Required();
constexpr cli::Option kMailNickname =
    cli::Text("-m, --mailNickname <name>", "Part of the group's address before the @").Required();
constexpr cli::Option kOwners =
    cli::UserNames("--owners <users>", "User names of owners, separated by commas");
constexpr cli::Option kMembers =
    cli::UserNames("--members <users>", "User names of members, separated by commas");
constexpr cli::Option kIsPrivate =
    cli::Bool("--isPrivate <true|false>", "Whether owners must let people in").Otherwise("false");
constexpr cli::Option kLogoPath =
    cli::ImageFile("-l, --logoPath <file>", "Picture of the group: png, jpg or gif");

// The same, of a group that is there.
constexpr cli::Option Changed(cli::Option option, absl::string_view help) {
  option.required = cli::Required::kNo;
  option.otherwise = {};
  option.help = help;
  return option;
}
constexpr cli::Option kSetOptions[] = {kId,
                                       Changed(kDisplayName, "New name"),
                                       Changed(kDescription, "New description"),
                                       Changed(kOwners, "Users to add as owners, by their names"),
                                       Changed(kMembers, "Users to add as members, by their names"),
                                       Changed(kIsPrivate, "Whether owners must let people in"),
                                       Changed(kLogoPath, "New picture: png, jpg or gif")};

// A deleted group has no site to ask for.
constexpr absl::string_view kSiteOrDeleted[] = {"includeSiteUrl", "deleted"};
constexpr cli::Rule kListRules[] = {{cli::Rule::Kind::kAtMostOne, kSiteOrDeleted}};
constexpr absl::string_view kChanges[] = {"displayName", "description", "owners",
                                          "members",     "isPrivate",   "logoPath"};
constexpr cli::Rule kSetRules[] = {{cli::Rule::Kind::kAtLeastOne, kChanges}};

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const std::string url,
                   cli::ExpandUrl(args.On(kDeleted) ? odata::kGraphBeta : odata::kGraph,
                                  "{deleted?/directory/deletedItems/Microsoft.Graph.Group|/groups}"
                                  "?$filter=groupTypes/any(c:c eq 'Unified')"
                                  "&$filter=startswith(DisplayName,'{displayName}')"
                                  "&$filter=startswith(MailNickname,'{mailNickname}')&$top=100",
                                  args));
  odata::Rest graph = cli::GraphRest(context);
  if (!args.On(kIncludeSiteUrl)) return cli::PrintList(context, graph, url);
  return cli::PrintPages(context, graph, url, [&](std::vector<json::Value>& page) {
    return directory::AddSiteUrls(graph, page);
  });
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(json::Value group, graph.Get(directory::GroupUrl(args[kId])));
  if (args.On(kIncludeSiteUrl)) {
    ASSIGN_OR_RETURN(std::string site_url, directory::SiteUrlOf(graph, args[kId]));
    group.Set("siteUrl", std::move(site_url));
  }
  return group;
}

// Adds users to the group's `role` ("owners", "members").
absl::Status AddUsers(odata::Rest& graph, const std::string& id, absl::string_view role,
                      const std::string& user_names) {
  const std::vector<std::string> names = absl::StrSplit(user_names, ',');
  const std::string filter =
      absl::StrJoin(names, " or ", [](std::string* out, const std::string& name) {
        absl::StrAppend(out, "userPrincipalName eq ",
                        odata::Quote(absl::StripAsciiWhitespace(name)));
      });
  ASSIGN_OR_RETURN(const json::Value users,
                   graph.List(odata::Query(absl::StrCat(odata::kGraph, "/users"))
                                  .Add("$filter", filter)
                                  .Add("$select", "id")
                                  .Url()));
  for (const json::Value& user : users.elements()) {
    RETURN_IF_ERROR(directory::AddUser(graph, id, role, user["id"].AsString()));
  }
  if (users.elements().size() < names.size())
    return absl::NotFoundError(absl::StrCat(names.size() - users.elements().size(), " of the ",
                                            names.size(), " ", role, " do not exist"));
  return absl::OkStatus();
}

absl::Status Furnish(cli::Context& context, odata::Rest& graph, const std::string& id,
                     const cli::Args& args) {
  if (args.Has(kLogoPath))
    RETURN_IF_ERROR(directory::UploadLogo(context, graph, id, args[kLogoPath]));
  if (args.Has(kOwners)) RETURN_IF_ERROR(AddUsers(graph, id, "owners", args[kOwners]));
  if (args.Has(kMembers)) RETURN_IF_ERROR(AddUsers(graph, id, "members", args[kMembers]));
  return absl::OkStatus();
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  const json::Value body =
      json::Value::Object({{"description", args[kDescription]},
                           {"displayName", args[kDisplayName]},
                           {"groupTypes", json::Value::Array({"Unified"})},
                           {"mailEnabled", true},
                           {"mailNickname", args[kMailNickname]},
                           {"securityEnabled", false},
                           {"visibility", args.On(kIsPrivate) ? "Private" : "Public"}});
  ASSIGN_OR_RETURN(json::Value group,
                   graph.SendJson("POST", absl::StrCat(odata::kGraph, "/groups"), body));
  const std::string& id = group["id"].AsString();
  RETURN_IF_ERROR(base::WithHint(
      base::Annotate(Furnish(context, graph, id, args),
                     absl::StrCat("the group was created (id ", id, "), but not completed")),
      "complete the group by hand, or remove it and try again"));
  return group;
}

constexpr absl::string_view kChangedBody =
    R"({"displayName":"{displayName}","description":"{description}",
        "visibility":"{isPrivate=true?Private|{isPrivate=false?Public}}"})";

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value body, cli::ExpandBody(kChangedBody, kSetOptions, args));
  if (!body.members().empty())
    RETURN_IF_ERROR(graph.SendJson("PATCH", directory::GroupUrl(args[kId]), body).status());
  RETURN_IF_ERROR(Furnish(context, graph, args[kId], args));
  return json::Value();
}

constexpr output::Column kColumns[] = {{"id"}, {"displayName"}, {"mailNickname"}};
constexpr output::Column kDeletedColumns[] = {
    {"id"}, {"displayName"}, {"mailNickname"}, {"deletedDateTime"}};
constexpr output::Column kSiteColumns[] = {{"id"}, {"displayName"}, {"mailNickname"}, {"siteUrl"}};

absl::Span<const output::Column> ListColumns(const cli::Args& args) {
  if (args.On(kDeleted)) return kDeletedColumns;
  if (args.On(kIncludeSiteUrl)) return kSiteColumns;
  return kColumns;
}

constexpr cli::Example kListExamples[] = {{"List the Microsoft 365 groups", "o365group list"},
                                          {"Those whose name starts with Team, with their sites",
                                           "o365group list --displayName Team --includeSiteUrl"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a group", "o365group get --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844"},
    {"With its site", "o365group get -i 1caf7dcd-7e83-4c3a-94f7-932a1299c844 --includeSiteUrl"}};
constexpr cli::Example kAddExamples[] = {
    {"Create a public group",
     "o365group add --displayName Finance --description 'The finance team' --mailNickname finance"},
    {"Create a private one with owners, members and a logo",
     "o365group add -n Finance -d 'The finance team' -m finance --isPrivate true --owners "
     "ann@contoso.com --members bob@contoso.com,eve@contoso.com --logoPath logo.png"}};

constexpr cli::Example kRemoveExamples[] = {
    {"Remove a group", "o365group remove --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844"},
    {"In a script", "o365group remove -i 1caf7dcd-7e83-4c3a-94f7-932a1299c844 --force"}};
constexpr cli::Example kRestoreExamples[] = {
    {"Restore a removed group", "o365group restore --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844"},
    {"In short", "o365group restore -i 1caf7dcd-7e83-4c3a-94f7-932a1299c844"}};
constexpr cli::Example kSetExamples[] = {
    {"Rename a group and let everybody in",
     "o365group set --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844 --displayName Sales --isPrivate "
     "false"},
    {"Describe a group, give it an owner, members and a logo",
     "o365group set -i 1caf7dcd-7e83-4c3a-94f7-932a1299c844 -d 'Who sells' --owners "
     "ann@contoso.com --members bob@contoso.com,eve@contoso.com --logoPath logo.png"}};

constexpr cli::Command kCommands[] = {
    {.name = "o365group add",
     .summary = "Create a Microsoft 365 group",
     .options = cli::kOf<kDisplayName, kDescription, kMailNickname, kOwners, kMembers, kIsPrivate,
                         kLogoPath>,
     .examples = kAddExamples,
     .run = Add},
    {.name = "o365group get",
     .summary = "Show a Microsoft 365 group",
     .options = cli::kOf<kId, kIncludeSiteUrl>,
     .examples = kGetExamples,
     .run = Get},
    {.name = "o365group list",
     .summary = "List the Microsoft 365 groups",
     .options = cli::kOf<kDisplayNameStart, kMailNicknameStart, kIncludeSiteUrl, kDeleted>,
     .rules = kListRules,
     .columns_for = ListColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "o365group remove",
     .summary = "Remove a Microsoft 365 group",
     .options = cli::kOf<kId>,
     .confirm = "Remove the group {id}, with its site and mailbox?",
     .examples = kRemoveExamples,
     .remarks = "It can be restored for 30 days, see `graph o365group restore`.",
     .call = {.url = "/groups/{id}", .method = "DELETE", .answer = cli::Answer::kNothing}},
    {.name = "o365group restore",
     .summary = "Restore a removed Microsoft 365 group",
     .options = cli::kOf<kId>,
     .examples = kRestoreExamples,
     .call = {.url = "https://graph.microsoft.com/beta/directory/deleteditems/{id}/restore/",
              .method = "POST",
              .answer = cli::Answer::kNothing}},
    {.name = "o365group set",
     .summary = "Change a Microsoft 365 group",
     .options = kSetOptions,
     .rules = kSetRules,
     .examples = kSetExamples,
     .remarks = "Owners and members are added to those that are there.",
     .run = Set},
};

}  // namespace

constinit const cli::Noun kO365Group = {
    .name = "o365group", .summary = "Microsoft 365 groups", .commands = kCommands};

}  // namespace o365::graph
