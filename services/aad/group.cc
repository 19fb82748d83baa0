// `aad group`: groups of every kind and their members (Microsoft Learn: "group resource type").

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/random.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/directory/groups.h"
#include "common/directory/lookups.h"
#include "common/odata/graph.h"
#include "services/aad/group_members.h"
#include "services/aad/group_options.h"
#include "services/aad/nouns.h"
#include "services/aad/options.h"

namespace o365::aad {
namespace {

constexpr absl::string_view kNewTypes[] = {"microsoft365", "security"};
constexpr absl::string_view kTypes[] = {"microsoft365", "security", "distribution",
                                        "mailEnabledSecurity"};
constexpr absl::string_view kNewVisibilities[] = {"Public", "Private", "HiddenMembership"};
constexpr absl::string_view kVisibilities[] = {"Public", "Private"};

constexpr cli::Option kDescription =
    cli::Text("-d, --description <text>", "What the group is for").MayBeEmpty();
constexpr cli::Option kChangedDescription =
    cli::Text("--description <text>", "What the group is for; '' for nothing").MayBeEmpty();
constexpr cli::Option kNewType =
    cli::Text("-t, --type <type>", "Kind of group").Required().OneOf(kNewTypes);
constexpr cli::Option kType = cli::Text("--type <type>", "Only groups of this kind").OneOf(kTypes);
constexpr cli::Option kNewMailNickname = cli::Text(
    "-m, --mailNickname <name>", "Part of the address before the @; made up when left out");
constexpr cli::Option kMailNickname =
    cli::Text("--mailNickname <name>", "Part of the group's address before the @");
constexpr cli::Option kNewVisibility =
    cli::Text("--visibility <visibility>",
              "Who may see and join it; needed for Microsoft 365 groups")
        .OneOf(kNewVisibilities);
constexpr cli::Option kVisibility =
    cli::Text("--visibility <visibility>", "Who may see and join the group").OneOf(kVisibilities);
constexpr cli::Option kUserIds = cli::Guids("--userIds <ids>", "Ids of users, separated by commas");
constexpr cli::Option kSubgroupIds =
    cli::Guids("--subgroupIds <ids>", "Ids of groups, separated by commas");
constexpr cli::Option kSubgroupNames =
    cli::Text("--subgroupNames <names>", "Names of groups, separated by commas");
constexpr cli::Option kRole =
    cli::Text("-r, --role <role>", "What they are in the group").Required().OneOf(kRoles);
constexpr cli::Option kOnlyRole =
    cli::Text("-r, --role <role>", "Only this role; both when left out").OneOf(kRoles);
constexpr cli::Option kSuppressNotFound =
    cli::Flag("--suppressNotFound", "Do not mind who is not in the group, or not in that role");
constexpr cli::Option kMemberProperties =
    cli::Text("-p, --properties <names>", "Properties to show, separated by commas")
        .Otherwise("id,displayName,userPrincipalName,givenName,surname");

constexpr cli::Option kAddOptions[] = {kNewGroupName,    kDescription,     kNewType,
                                       kNewMailNickname, kOwnerIds,        kOwnerUserNames,
                                       kMemberIds,       kMemberUserNames, kNewVisibility};
constexpr cli::Option kSetOptions[] = {
    kGroupIdentity, kGroupDisplayName, kNewDisplayName, kChangedDescription, kMailNickname,
    kOwnerIds,      kOwnerUserNames,   kMemberIds,      kMemberUserNames,    kVisibility};

constexpr absl::string_view kUsers[] = {"userIds", "userNames"};
constexpr absl::string_view kAnyone[] = {"userIds", "userNames", "subgroupIds", "subgroupNames"};
constexpr cli::Rule kMemberListRules[] = {{cli::Rule::Kind::kExactlyOne, kOneOfTheGroup}};
constexpr cli::Rule kAnyoneRules[] = {{cli::Rule::Kind::kExactlyOne, kOneOfTheGroup},
                                      {cli::Rule::Kind::kExactlyOne, kAnyone}};
constexpr cli::Rule kMemberSetRules[] = {{cli::Rule::Kind::kExactlyOne, kOneOfTheGroup},
                                         {cli::Rule::Kind::kExactlyOne, kUsers}};

constexpr cli::Lookup kGetLookups[] = {
    {.from = "displayName",
     .url = "/groups?$filter=displayName eq '{value}'&$select={properties:select}"
            "&$expand={properties:expand}",
     .missing = "The specified group '{value}' does not exist.",
     .several = "Multiple groups with name '{value}' found."},
    {.from = "id", .url = "/groups/{id}?$select={properties:select}&$expand={properties:expand}"}};
constexpr cli::Lookup kFindGroup[] = {directory::GroupNamed("groupId", "groupName")};

absl::Status CheckAdd(const cli::Args& args) {
  RETURN_IF_ERROR(CheckNewName("displayName", args));
  RETURN_IF_ERROR(CheckMailNickname(args));
  if (args[kNewType] == "microsoft365" && !args.Has(kNewVisibility))
    return base::UsageError("option '--visibility' is required for Microsoft 365 groups");
  return absl::OkStatus();
}

absl::Status CheckSet(const cli::Args& args) {
  RETURN_IF_ERROR(CheckNewName("newDisplayName", args));
  RETURN_IF_ERROR(CheckMailNickname(args));
  return CheckChanges(kSetOptions, args);
}

bool NamesSubgroups(const cli::Args& args) {
  return args.Has(kSubgroupIds) || args.Has(kSubgroupNames);
}

absl::Status CheckSubgroups(const cli::Args& args) {
  if (!NamesSubgroups(args) || args[kOnlyRole] == "Member") return absl::OkStatus();
  return base::UsageError("groups can only be members; use --role Member");
}

// What kind of group it is, in words.
std::string TypeOf(const json::Value& group) {
  if (directory::IsUnified(group)) return "Microsoft 365";
  if (group["securityEnabled"].AsBool())
    return group["mailEnabled"].AsBool() ? "Mail enabled security" : "Security";
  return group["mailEnabled"].AsBool() ? "Distribution" : "";
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  constexpr absl::string_view kUrl =
      "/groups?$filter={type=microsoft365?groupTypes/any(c:c eq 'Unified')}"
      "&$filter={type=security?securityEnabled eq true and mailEnabled eq false}"
      "&$filter={type=distribution?securityEnabled eq false and mailEnabled eq true"
      " and not(groupTypes/any(t:t eq 'Unified'))}"
      "&$filter={type=mailEnabledSecurity?securityEnabled eq true and mailEnabled eq true"
      " and not(groupTypes/any(t:t eq 'Unified'))}"
      "&$select={properties:select}&$expand={properties:expand}"
      "&$count={type=distribution?true|{type=mailEnabledSecurity?true}}";
  ASSIGN_OR_RETURN(const std::string url, cli::ExpandUrl(odata::kGraph, kUrl, args));
  http::Headers headers;
  if (absl::StrContains(url, "$count=true")) headers.Set("ConsistencyLevel", "eventual");
  cli::Shape shape;
  if (context.format == output::Format::kText) {
    shape = [](json::Value group) {
      if (std::string type = TypeOf(group); !type.empty()) group.Set("groupType", std::move(type));
      return group;
    };
  }
  odata::Rest graph = cli::GraphRest(context);
  return cli::PrintList(context, graph, url, shape, headers);
}

std::string MadeUpNickname() {
  return absl::StrCat("Group", static_cast<int>(base::RandomFraction() * 1'000'000));
}

// The body of a request that makes or changes a group, with the properties that no option names.
absl::StatusOr<json::Value> BodyOf(absl::string_view text, absl::Span<const cli::Option> options,
                                   const cli::Args& args) {
  ASSIGN_OR_RETURN(json::Value body, cli::ExpandBody(text, options, args));
  for (const auto& [name, value] : args.unknown()) body.Set(name, value);
  return body;
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  // Who does not exist is found out before there is a group.
  ASSIGN_OR_RETURN(const Ids owners, UserIds(context, args[kOwnerIds], args[kOwnerUserNames]));
  ASSIGN_OR_RETURN(const Ids members, UserIds(context, args[kMemberIds], args[kMemberUserNames]));
  ASSIGN_OR_RETURN(json::Value body,
                   BodyOf(R"({"displayName":"{displayName}","description":"{description}",
                 "mailNickName":"{mailNickname}","visibility":"{visibility?{visibility}|Public}",
                 "securityEnabled":true})",
                          kAddOptions, args));
  const bool unified = args[kNewType] == "microsoft365";
  body.Set("groupTypes", unified ? json::Value::Array({"Unified"}) : json::Value::Array());
  body.Set("mailEnabled", unified);
  if (!args.Has(kNewMailNickname)) body.Set("mailNickName", MadeUpNickname());
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(json::Value group,
                   graph.SendJson("POST", absl::StrCat(odata::kGraph, "/groups"), body));
  GroupMembers users(context, group["id"].AsString());
  absl::Status added = users.Add(kOwners, owners);
  if (added.ok()) added = users.Add(kMembers, members);
  if (added.ok()) return group;
  return base::WithHint(
      base::Annotate(added, absl::StrCat("the group was created (id ", group["id"].AsString(),
                                         "), but not completed")),
      "complete the group by hand, or remove it and try again");
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const Ids owners, UserIds(context, args[kOwnerIds], args[kOwnerUserNames]));
  ASSIGN_OR_RETURN(const Ids members, UserIds(context, args[kMemberIds], args[kMemberUserNames]));
  ASSIGN_OR_RETURN(json::Value body,
                   BodyOf(R"({"displayName":"{newDisplayName}","description":"{description}",
                              "mailNickName":"{mailNickname}","visibility":"{visibility}"})",
                          kSetOptions, args));
  if (args.Has(kChangedDescription) && args[kChangedDescription].empty())
    body.Set("description", json::Value());
  const std::string& id = args[kGroupIdentity];
  if (!body.members().empty()) {
    odata::Rest graph = cli::GraphRest(context);
    RETURN_IF_ERROR(graph.SendJson("PATCH", directory::GroupUrl(id), body).status());
  }
  GroupMembers users(context, id);
  if (!owners.empty()) RETURN_IF_ERROR(users.Replace(kOwners, owners));
  if (!members.empty()) RETURN_IF_ERROR(users.Replace(kMembers, members));
  return json::Value();
}

absl::string_view RoleOf(const cli::Args& args) {
  return args[kRole] == "Owner" ? kOwners : kMembers;
}

absl::StatusOr<Ids> Chosen(cli::Context& context, const cli::Args& args) {
  if (NamesSubgroups(args)) return GroupIds(context, args[kSubgroupIds], args[kSubgroupNames]);
  return UserIds(context, args[kUserIds], args[kUserNames]);
}

absl::StatusOr<json::Value> AddMembers(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const Ids ids, Chosen(context, args));
  RETURN_IF_ERROR(GroupMembers(context, args[kIdOfGroup]).Add(RoleOf(args), ids));
  return json::Value();
}

absl::StatusOr<json::Value> ListMembers(cli::Context& context, const cli::Args& args) {
  return PrintMembers(context, args, "");
}

absl::StatusOr<json::Value> RemoveMembers(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const Ids ids, Chosen(context, args));
  std::vector<absl::string_view> roles = {kOwners, kMembers};
  if (args.Has(kOnlyRole)) roles = {RoleOf(args)};
  RETURN_IF_ERROR(
      GroupMembers(context, args[kIdOfGroup]).Remove(roles, ids, args.On(kSuppressNotFound)));
  return json::Value();
}

absl::StatusOr<json::Value> SetMembers(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const Ids ids, Chosen(context, args));
  RETURN_IF_ERROR(GroupMembers(context, args[kIdOfGroup]).Move(RoleOf(args), ids));
  return json::Value();
}

constexpr output::Column kColumns[] = {{"id"}, {"displayName"}, {"groupType"}};
constexpr output::Column kMemberColumns[] = {
    {"id"}, {"displayName"}, {"userPrincipalName"}, {"roles"}};

constexpr cli::Example kAddExamples[] = {
    {"Create a security group", "group add --displayName 'Door 7' --type security"},
    {"Create a Microsoft 365 group with owners and members",
     "group add -n Finance -d 'The finance team' --type microsoft365 -m finance --visibility "
     "Private --ownerUserNames ann@contoso.com --memberUserNames bob@contoso.com,eve@contoso.com"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a group", "group get --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844"},
    {"Some of its properties", "group get --displayName Finance --properties id,mail,visibility"}};
constexpr cli::Example kListExamples[] = {
    {"List the groups", "group list"},
    {"The security groups, with two properties",
     "group list --type security --properties id,displayName"}};
constexpr cli::Example kMemberAddExamples[] = {
    {"Add members",
     "group member add --groupName Finance --userNames bob@contoso.com,eve@contoso.com "
     "--role Member"},
    {"Make a group a member of another one",
     "group member add --groupId 1caf7dcd-7e83-4c3a-94f7-932a1299c844 --subgroupNames Auditors "
     "--role Member"}};
constexpr cli::Example kMemberListExamples[] = {
    {"List who is in a group", "group member list --groupName Finance"},
    {"Its owners", "group member list -n Finance --role Owner"},
    {"The guests among them", "group member list -n Finance --filter \"userType eq 'Guest'\""}};
constexpr cli::Example kMemberRemoveExamples[] = {
    {"Remove members",
     "group member remove --groupName Finance --userNames bob@contoso.com --role Member"},
    {"Whatever their roles are, in a script",
     "group member remove -n Finance --userNames bob@contoso.com,eve@contoso.com "
     "--suppressNotFound --force"}};
constexpr cli::Example kMemberSetExamples[] = {
    {"Make a member an owner",
     "group member set --groupName Finance --userNames bob@contoso.com --role Owner"},
    {"Make an owner a member",
     "group member set -i 1caf7dcd-7e83-4c3a-94f7-932a1299c844 --userIds "
     "2056d2f6-3257-4253-8cfc-b73393e414e5 --role Member"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a group", "group remove --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844"},
    {"By its name, in a script", "group remove --displayName Finance --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Rename a group", "group set --displayName Finance --newDisplayName Accounting"},
    {"Choose who owns it",
     "group set -i 1caf7dcd-7e83-4c3a-94f7-932a1299c844 --ownerUserNames ann@contoso.com"}};

constexpr cli::Command kCommands[] = {
    {.name = "group add",
     .summary = "Create a group",
     .options = kAddOptions,
     .rules = kOneKindOfName,
     .takes_unknown_options = true,
     .examples = kAddExamples,
     .remarks = "Options that are not listed become properties of the group.",
     .validate = CheckAdd,
     .run = Add},
    {.name = "group get",
     .summary = "Show a group",
     .options = cli::kOf<kGroupIdentity, kGroupDisplayName, kProperties>,
     .rules = kOneGroup,
     .examples = kGetExamples,
     .lookups = kGetLookups},
    {.name = "group list",
     .summary = "List the groups",
     .options = cli::kOf<kType, kProperties>,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "group member add",
     .summary = "Add users or groups to a group",
     .options = cli::kOf<kIdOfGroup, kNameOfGroup, kUserIds, kUserNames, kSubgroupIds,
                         kSubgroupNames, kRole>,
     .rules = kAnyoneRules,
     .examples = kMemberAddExamples,
     .validate = CheckSubgroups,
     .lookups = kFindGroup,
     .run = AddMembers},
    {.name = "group member list",
     .summary = "List the owners and members of a group",
     .options = cli::kOf<kIdOfGroup, kNameOfGroup, kOnlyRole, kMemberProperties, kFilter>,
     .rules = kMemberListRules,
     .columns = kMemberColumns,
     .examples = kMemberListExamples,
     .lookups = kFindGroup,
     .run = ListMembers},
    {.name = "group member remove",
     .summary = "Remove users or groups from a group",
     .options = cli::kOf<kIdOfGroup, kNameOfGroup, kUserIds, kUserNames, kSubgroupIds,
                         kSubgroupNames, kOnlyRole, kSuppressNotFound>,
     .rules = kAnyoneRules,
     .confirm = "Remove {userIds}{userNames}{subgroupIds}{subgroupNames} from the group "
                "{groupId}{groupName}?",
     .examples = kMemberRemoveExamples,
     .remarks = "Without --role they are removed as owners and as members. Who is only one of "
                "these is reported as missing unless --suppressNotFound is given.",
     .validate = CheckSubgroups,
     .lookups = kFindGroup,
     .run = RemoveMembers},
    {.name = "group member set",
     .summary = "Change the role that users have in a group",
     .options = cli::kOf<kIdOfGroup, kNameOfGroup, kUserIds, kUserNames, kRole>,
     .rules = kMemberSetRules,
     .examples = kMemberSetExamples,
     .remarks = "They get the new role and lose the other one. Who is not in the group is added.",
     .lookups = kFindGroup,
     .run = SetMembers},
    {.name = "group remove",
     .summary = "Remove a group",
     .options = cli::kOf<kGroupIdentity, kGroupDisplayName>,
     .rules = kOneGroup,
     .confirm = "Remove the group {id}{displayName}?",
     .examples = kRemoveExamples,
     .remarks = "Microsoft 365 groups can be restored for 30 days; other groups are gone at once.",
     .lookups = kFindGroupByDisplayName,
     .call = {.url = "/groups/{id}", .method = "DELETE"}},
    {.name = "group set",
     .summary = "Change a group",
     .options = kSetOptions,
     .rules = kSetRules,
     .takes_unknown_options = true,
     .examples = kSetExamples,
     .remarks = "The owners or members that are named become the only ones. Options that are not "
                "listed become properties of the group.",
     .validate = CheckSet,
     .lookups = kFindGroupByDisplayName,
     .run = Set},
};

}  // namespace

constinit const cli::Noun kGroup = {
    .name = "group", .summary = "Groups and their members", .commands = kCommands};

}  // namespace o365::aad
