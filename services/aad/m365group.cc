// `aad m365group`: Microsoft 365 groups, their users and conversations, and the recycle bin they go
// to (Microsoft Learn: "Working with groups in Microsoft Graph").

#include "common/cli/args.h"
#include "common/directory/lookups.h"
#include "services/aad/group_options.h"
#include "services/aad/m365group_helpers.h"
#include "services/aad/nouns.h"
#include "services/aad/options.h"

namespace o365::aad {
namespace m365group {
namespace {

constexpr cli::Option kNamed = cli::Text("-d, --displayName <name>", "Name of the deleted group");
constexpr cli::Option kNicknamed =
    cli::Text("-m, --mailNickname <name>", "Mail nickname of the deleted group");
constexpr cli::Option kNameStart =
    cli::Text("-d, --displayName <text>", "Only groups whose name starts so");
constexpr cli::Option kNicknameStart =
    cli::Text("-m, --mailNickname <text>", "Only groups whose mail nickname starts so");
constexpr cli::Option kDeletedNameStart =
    cli::Text("-d, --groupName <text>", "Only groups whose name starts so");
constexpr cli::Option kDeletedNicknameStart =
    cli::Text("-m, --groupMailNickname <text>", "Only groups whose mail nickname starts so");
constexpr cli::Option kAnyNickname =
    cli::Text("--mailNickname <name>", "Mail nickname of the group");
constexpr cli::Option kGroupNameD = cli::Text("-d, --groupName <name>", "Name of the group");
constexpr cli::Option kThreadId =
    cli::Text("-t, --threadId <id>", "Id of the thread of the conversation").Required();
constexpr cli::Option kGroupDisplayNameN =
    cli::Text("-n, --groupDisplayName <name>", "Name of the group");
constexpr cli::Option kGroupNameOnly = cli::Text("--groupName <name>", "Name of the group");
constexpr cli::Option kTeamName =
    cli::Text("--teamName <name>", "Name of the group's team, which is that of the group");
constexpr absl::string_view kUserRoles[] = {"owner", "member"};
constexpr cli::Option kNewRole =
    cli::Text("-r, --role <role>", "What they become").OneOf(kUserRoles).Otherwise("member");
constexpr cli::Option kRole =
    cli::Text("-r, --role <role>", "What they become").Required().OneOf(kUserRoles);
constexpr cli::Option kOnlyRole =
    cli::Text("-r, --role <role>", "Only users with this role").OneOf(kRoles);
constexpr cli::Option kUserProperties =
    cli::Text("-p, --properties <names>", "Properties to show, separated by commas")
        .Otherwise("id,displayName,userPrincipalName,givenName,surname,userType");

constexpr absl::string_view kAnyName[] = {"id", "displayName", "mailNickname"};
constexpr absl::string_view kNameOfList[] = {"groupId", "groupDisplayName"};
constexpr absl::string_view kGroupOrTeam[] = {"groupId", "groupName", "teamId", "teamName"};
constexpr absl::string_view kWho[] = {"ids", "userNames"};
constexpr cli::Rule kOneOfThree[] = {{cli::Rule::Kind::kExactlyOne, kAnyName}};
constexpr cli::Rule kConversationRules[] = {{cli::Rule::Kind::kExactlyOne, kOneOfTheGroup}};
constexpr cli::Rule kUserListRules[] = {{cli::Rule::Kind::kExactlyOne, kNameOfList}};
constexpr cli::Rule kUserRules[] = {{cli::Rule::Kind::kExactlyOne, kGroupOrTeam},
                                    {cli::Rule::Kind::kExactlyOne, kWho}};

constexpr cli::Lookup kFindUnified[] = {directory::GroupNamed("id", "displayName"),
                                        directory::UnifiedGroup("id")};
constexpr cli::Lookup kFindToTeamify[] = {directory::GroupNamed("id", "displayName"),
                                          directory::GroupWithMailNickname("id", "mailNickname"),
                                          directory::UnifiedGroup("id")};
constexpr cli::Lookup kFindForConversations[] = {directory::GroupNamed("groupId", "groupName"),
                                                 directory::UnifiedGroup("groupId")};
constexpr cli::Lookup kFindForPosts[] = {
    {.into = "groupId",
     .from = "groupName",
     .url = "/groups?$filter=displayName eq '{value}'",
     .missing = "The specified group '{value}' does not exist.",
     .several = "Multiple groups with name '{value}' found."},
    directory::UnifiedGroup("groupId")};
constexpr cli::Lookup kFindDeleted[] = {
    {.into = "id",
     .from = "displayName",
     .url = "/directory/deletedItems/Microsoft.Graph.Group?$filter=displayName eq '{value}'",
     .missing = "The specified group '{value}' does not exist.",
     .several = "Multiple groups with name '{value}' found."},
    {.into = "id",
     .from = "mailNickname",
     .url = "/directory/deletedItems/Microsoft.Graph.Group?$filter=mailNickname eq '{value}'",
     .missing = "The specified group '{value}' does not exist.",
     .several = "Multiple groups with name '{value}' found."}};
constexpr absl::string_view kNoGroupToList =
    "Specified group '{groupDisplayName?{groupDisplayName}|{groupId}}' is not a Microsoft 365 "
    "group.";
constexpr cli::Lookup kFindToList[] = {directory::GroupNamed("groupId", "groupDisplayName"),
                                       directory::UnifiedGroup("groupId", kNoGroupToList)};
constexpr absl::string_view kNoGroup =
    "Specified group '{groupName?{groupName}|{teamName?{teamName}|{value}}}' is not a Microsoft "
    "365 group.";
constexpr cli::Lookup kFindGroupOrTeam[] = {
    directory::GroupNamed("groupId", "groupName"), directory::GroupNamed("groupId", "teamName"),
    directory::UnifiedGroup("groupId", kNoGroup), directory::UnifiedGroup("teamId", kNoGroup)};

constexpr output::Column kColumns[] = {{"id"}, {"displayName"}, {"mailNickname"}};
constexpr output::Column kSiteColumns[] = {{"id"}, {"displayName"}, {"mailNickname"}, {"siteUrl"}};
constexpr output::Column kConversationColumns[] = {{"topic"}, {"lastDeliveredDateTime"}, {"id"}};
constexpr output::Column kPostColumns[] = {
    {"receivedDateTime"}, {"sender", "from.emailAddress.address"}, {"id"}};
constexpr output::Column kUserColumns[] = {
    {"id"}, {"displayName"}, {"userPrincipalName"}, {"userType"}, {"roles"}};

absl::Span<const output::Column> ListColumns(const cli::Args& args) {
  if (args.On(kWithSiteUrl)) return kSiteColumns;
  return kColumns;
}

constexpr cli::Example kAddExamples[] = {
    {"Create a public group", "m365group add --displayName Finance --mailNickname finance"},
    {"Create a private one with owners, members and a logo",
     "m365group add -n Finance -m finance -d 'The finance team' --visibility Private --owners "
     "ann@contoso.com --members bob@contoso.com,eve@contoso.com --logoPath logo.png"}};
constexpr cli::Example kConversationExamples[] = {
    {"List the conversations of a group", "m365group conversation list --groupName Finance"},
    {"By the group's id",
     "m365group conversation list --groupId 1caf7dcd-7e83-4c3a-94f7-932a1299c844"}};
constexpr cli::Example kPostExamples[] = {
    {"List the posts of a thread",
     "m365group conversation post list --groupName Finance --threadId AAQkADkwN2Q2NDg1LWQ3ZGYtNDV"},
    {"With their texts",
     "m365group conversation post list -d Finance -t AAQkADkwN2Q2NDg1LWQ3ZGYtNDV --output json"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a group", "m365group get --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844"},
    {"With its site", "m365group get --displayName Finance --withSiteUrl"}};
constexpr cli::Example kListExamples[] = {{"List the groups", "m365group list"},
                                          {"Those whose name starts with Team, with their sites",
                                           "m365group list --displayName Team --withSiteUrl"},
                                          {"Those that nobody owns", "m365group list --orphaned"}};
constexpr cli::Example kClearExamples[] = {
    {"Remove all deleted groups for good", "m365group recyclebinitem clear"},
    {"In a script", "m365group recyclebinitem clear --force"}};
constexpr cli::Example kDeletedListExamples[] = {
    {"List the deleted groups", "m365group recyclebinitem list"},
    {"Those whose name starts with Team", "m365group recyclebinitem list --groupName Team"}};
constexpr cli::Example kDeletedRemoveExamples[] = {
    {"Remove a deleted group for good",
     "m365group recyclebinitem remove --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844"},
    {"By its name, in a script", "m365group recyclebinitem remove --displayName Finance --force"}};
constexpr cli::Example kRestoreExamples[] = {
    {"Restore a deleted group",
     "m365group recyclebinitem restore --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844"},
    {"By its mail nickname", "m365group recyclebinitem restore --mailNickname finance"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a group", "m365group remove --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844"},
    {"For good, in a script", "m365group remove --displayName Finance --skipRecycleBin --force"}};
constexpr cli::Example kRenewExamples[] = {
    {"Put off the day on which a group expires", "m365group renew --displayName Finance"},
    {"By its id", "m365group renew --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844"}};
constexpr cli::Example kSetExamples[] = {
    {"Rename a group and make it private",
     "m365group set --displayName Finance --newDisplayName Accounting --isPrivate true"},
    {"Choose who is in it",
     "m365group set -i 1caf7dcd-7e83-4c3a-94f7-932a1299c844 --ownerUserNames ann@contoso.com "
     "--memberUserNames ann@contoso.com,bob@contoso.com"},
    {"Give it a logo, and hide it in Outlook",
     "m365group set -n Finance --logoPath logo.png --hideFromOutlookClients true"}};
constexpr cli::Example kTeamifyExamples[] = {
    {"Make a team of a group", "m365group teamify --displayName Finance"},
    {"By its mail nickname", "m365group teamify --mailNickname finance"}};
constexpr cli::Example kUserAddExamples[] = {
    {"Add members",
     "m365group user add --groupName Finance --userNames bob@contoso.com,eve@contoso.com"},
    {"Add an owner to a team",
     "m365group user add --teamName Finance --userNames ann@contoso.com --role owner"}};
constexpr cli::Example kUserListExamples[] = {
    {"List who is in a group", "m365group user list --groupDisplayName Finance"},
    {"Its owners", "m365group user list -n Finance --role Owner"},
    {"The guests among them", "m365group user list -n Finance --filter \"userType eq 'Guest'\""}};
constexpr cli::Example kUserRemoveExamples[] = {
    {"Remove a user", "m365group user remove --groupName Finance --userNames bob@contoso.com"},
    {"From a team, in a script",
     "m365group user remove --teamName Finance --userNames bob@contoso.com --force"}};
constexpr cli::Example kUserSetExamples[] = {
    {"Make a member an owner",
     "m365group user set --groupName Finance --userNames bob@contoso.com --role owner"},
    {"Make an owner a member",
     "m365group user set --teamName Finance --userNames ann@contoso.com --role member"}};

constexpr cli::Command kCommands[] = {
    {.name = "m365group add",
     .summary = "Create a Microsoft 365 group",
     .options = kAddOptions,
     .examples = kAddExamples,
     .validate = CheckAdd,
     .run = Add},
    {.name = "m365group conversation list",
     .summary = "List the conversations of a group",
     .options = cli::kOf<kIdOfGroup, kNameOfGroup>,
     .rules = kConversationRules,
     .columns = kConversationColumns,
     .examples = kConversationExamples,
     .lookups = kFindForConversations,
     .call = {.url = "/groups/{groupId}/conversations", .answer = cli::Answer::kList}},
    {.name = "m365group conversation post list",
     .summary = "List the posts of a conversation",
     .options = cli::kOf<kIdOfGroup, kGroupNameD, kThreadId>,
     .rules = kConversationRules,
     .columns = kPostColumns,
     .examples = kPostExamples,
     .lookups = kFindForPosts,
     .call = {.url = "/groups/{groupId}/threads/{threadId}/posts", .answer = cli::Answer::kList}},
    {.name = "m365group get",
     .summary = "Show a Microsoft 365 group",
     .options = cli::kOf<kGroupIdentity, kGroupDisplayName, kWithSiteUrl>,
     .rules = kOneGroup,
     .examples = kGetExamples,
     .run = Get},
    {.name = "m365group list",
     .summary = "List the Microsoft 365 groups",
     .options = cli::kOf<kNameStart, kNicknameStart, kWithSiteUrl, kOrphaned>,
     .columns_for = ListColumns,
     .examples = kListExamples,
     .remarks = "With --withSiteUrl each group takes a request of its own.",
     .run = List},
    {.name = "m365group recyclebinitem clear",
     .summary = "Remove all deleted groups for good",
     .confirm = "Remove all deleted groups for good?",
     .examples = kClearExamples,
     .run = Clear},
    {.name = "m365group recyclebinitem list",
     .summary = "List the deleted groups",
     .options = cli::kOf<kDeletedNameStart, kDeletedNicknameStart>,
     .columns = kColumns,
     .examples = kDeletedListExamples,
     .call = {.url = "/directory/deletedItems/Microsoft.Graph.Group"
                     "?$filter=groupTypes/any(c:c eq 'Unified')"
                     "&$filter=startswith(DisplayName,'{groupName}')"
                     "&$filter=startswith(MailNickname,'{groupMailNickname}')&$top=100",
              .answer = cli::Answer::kList}},
    {.name = "m365group recyclebinitem remove",
     .summary = "Remove a deleted group for good",
     .options = cli::kOf<kGroupIdentity, kNamed, kNicknamed>,
     .rules = kOneOfThree,
     .confirm = "Remove the deleted group {id}{displayName}{mailNickname} for good?",
     .examples = kDeletedRemoveExamples,
     .lookups = kFindDeleted,
     .call = {.url = "/directory/deletedItems/{id}", .method = "DELETE"}},
    {.name = "m365group recyclebinitem restore",
     .summary = "Restore a deleted group",
     .options = cli::kOf<kGroupIdentity, kNamed, kNicknamed>,
     .rules = kOneOfThree,
     .examples = kRestoreExamples,
     .remarks = "Groups can be restored for 30 days.",
     .lookups = kFindDeleted,
     .call = {.url = "/directory/deletedItems/{id}/restore",
              .method = "POST",
              .answer = cli::Answer::kNothing}},
    {.name = "m365group remove",
     .summary = "Remove a Microsoft 365 group",
     .options = cli::kOf<kGroupIdentity, kGroupDisplayName, kSkipRecycleBin>,
     .rules = kOneGroup,
     .confirm = "Remove the group {id}{displayName}?",
     .examples = kRemoveExamples,
     .remarks = "Its mailbox, site and team go with it. Without --skipRecycleBin it can be "
                "restored for 30 days.",
     .lookups = kFindUnified,
     .run = Remove},
    {.name = "m365group renew",
     .summary = "Put off the day on which a group expires",
     .options = cli::kOf<kGroupIdentity, kGroupDisplayName>,
     .rules = kOneGroup,
     .examples = kRenewExamples,
     .lookups = kFindUnified,
     .call = {.url = "/groups/{id}/renew", .method = "POST", .answer = cli::Answer::kNothing}},
    {.name = "m365group set",
     .summary = "Change a Microsoft 365 group",
     .options = kSetOptions,
     .rules = kSetRules,
     .examples = kSetExamples,
     .remarks = "The owners or members that are named become the only ones.",
     .validate = CheckSet,
     .lookups = kFindUnified,
     .run = Set},
    {.name = "m365group teamify",
     .summary = "Make a team of a Microsoft 365 group",
     .options = cli::kOf<kGroupIdentity, kGroupDisplayName, kAnyNickname>,
     .rules = kOneOfThree,
     .examples = kTeamifyExamples,
     .remarks = "The group needs an owner.",
     .lookups = kFindToTeamify,
     .call = {.url = "/groups/{id}/team",
              .method = "PUT",
              .body = R"({"memberSettings":{"allowCreatePrivateChannels":true,
                                            "allowCreateUpdateChannels":true},
                          "messagingSettings":{"allowUserEditMessages":true,
                                               "allowUserDeleteMessages":true},
                          "funSettings":{"allowGiphy":true,"giphyContentRating":"strict"}})",
              .answer = cli::Answer::kNothing}},
    {.name = "m365group user add",
     .summary = "Add users to a group or a team",
     .options =
         cli::kOf<kIds, kUserNames, kIdOfGroup, kGroupNameOnly, kTeamId, kTeamName, kNewRole>,
     .rules = kUserRules,
     .examples = kUserAddExamples,
     .lookups = kFindGroupOrTeam,
     .run = UserAdd},
    {.name = "m365group user list",
     .summary = "List the owners and members of a group",
     .options = cli::kOf<kIdOfGroup, kGroupDisplayNameN, kOnlyRole, kUserProperties, kFilter>,
     .rules = kUserListRules,
     .columns = kUserColumns,
     .examples = kUserListExamples,
     .lookups = kFindToList,
     .run = UserList},
    {.name = "m365group user remove",
     .summary = "Remove users from a group or a team",
     .options = cli::kOf<kIdOfGroup, kGroupNameOnly, kTeamId, kTeamName, kIds, kUserNames>,
     .rules = kUserRules,
     .confirm = "Remove {ids}{userNames} from {groupId}{groupName}{teamId}{teamName}?",
     .examples = kUserRemoveExamples,
     .lookups = kFindGroupOrTeam,
     .run = UserRemove},
    {.name = "m365group user set",
     .summary = "Change the role of users in a group or a team",
     .options = cli::kOf<kIds, kUserNames, kIdOfGroup, kGroupNameOnly, kTeamId, kTeamName, kRole>,
     .rules = kUserRules,
     .examples = kUserSetExamples,
     .remarks = "They get the new role and lose the other one. Who is not in the group is added.",
     .lookups = kFindGroupOrTeam,
     .run = UserSet},
};

}  // namespace
}  // namespace m365group

constinit const cli::Noun kM365Group = {
    .name = "m365group", .summary = "Microsoft 365 groups", .commands = m365group::kCommands};

}  // namespace o365::aad
