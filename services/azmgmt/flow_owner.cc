// `azmgmt flow owner`: who may see, run and change a flow of Power Automate.

#include "common/directory/lookups.h"
#include "services/azmgmt/nouns.h"
#include "services/azmgmt/options.h"

namespace o365::azmgmt {
namespace {

constexpr absl::string_view kRoles[] = {"CanView", "CanEdit"};
constexpr cli::Option kRole =
    cli::Text("--roleName <role>", "What they may do").Required().OneOf(kRoles);
constexpr cli::Option kUserId = cli::Guid("--userId <id>", "Id of a user");
constexpr cli::Option kUserName =
    cli::UserName("--userName <name>", "User principal name, such as ann@contoso.com");
constexpr cli::Option kGroupId = cli::Guid("--groupId <id>", "Id of a group");
constexpr cli::Option kGroupName = cli::Text("--groupName <name>", "Name of a group");

constexpr absl::string_view kOwner[] = {"userId", "userName", "groupId", "groupName"};
constexpr cli::Rule kOneOwner[] = {{cli::Rule::Kind::kExactlyOne, kOwner}};
constexpr cli::Lookup kFindOwner[] = {directory::UserNamed("userId", "userName"),
                                      directory::GroupNamed("groupId", "groupName")};
constexpr output::Column kColumns[] = {{"roleName", "properties.roleName"},
                                       {"id", "properties.principal.id"},
                                       {"type", "properties.principal.type"}};

constexpr cli::Example kEnsureExamples[] = {
    {"Let a user edit a flow",
     "flow owner ensure --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --userName ann@contoso.com --roleName CanEdit"},
    {"Let a group use somebody else's, as an administrator",
     "flow owner ensure -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --groupName Sales --roleName CanView --asAdmin"}};
constexpr cli::Example kListExamples[] = {
    {"List the owners of a flow",
     "flow owner list --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d"},
    {"Of somebody else's, as an administrator",
     "flow owner list -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --asAdmin"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Take a flow away from a user",
     "flow owner remove --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --userName ann@contoso.com"},
    {"From a group, in a script",
     "flow owner remove -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --groupName Sales --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "flow owner ensure",
     .summary = "Let a user or group use or edit a flow",
     .options = cli::kOf<kFlowName, kEnvironment, kRole, kUserId, kUserName, kGroupId, kGroupName,
                         kAsAdmin>,
     .rules = kOneOwner,
     .examples = kEnsureExamples,
     .remarks = "Of a user or group that already has a role, the role is changed.",
     .lookups = kFindOwner,
     .call = {.url = "{asAdmin?/scopes/admin}/environments/{environmentName}/flows/{flowName}"
                     "/modifyPermissions",
              .method = "POST",
              .body = R"({"put":[{"properties":{"principal":
                          {"id":"{userId?{userId}|{groupId}}","type":"{userId?User|Group}"},
                          "roleName":"{roleName}"}}]})",
              .answer = cli::Answer::kNothing}},
    {.name = "flow owner list",
     .summary = "List who may use and edit a flow",
     .options = cli::kOf<kFlowName, kEnvironment, kAsAdmin>,
     .columns = kColumns,
     .examples = kListExamples,
     .call = {.url = "{asAdmin?/scopes/admin}/environments/{environmentName}/flows/{flowName}"
                     "/permissions",
              .answer = cli::Answer::kList}},
    {.name = "flow owner remove",
     .summary = "Take a flow away from a user or group",
     .options =
         cli::kOf<kFlowName, kEnvironment, kUserId, kUserName, kGroupId, kGroupName, kAsAdmin>,
     .rules = kOneOwner,
     .confirm = "Remove {userId}{userName}{groupId}{groupName} from the flow {flowName}?",
     .examples = kRemoveExamples,
     .lookups = kFindOwner,
     .call = {.url = "{asAdmin?/scopes/admin}/environments/{environmentName}/flows/{flowName}"
                     "/modifyPermissions",
              .method = "POST",
              .body = R"({"delete":[{"id":"{userId?{userId}|{groupId}}"}]})",
              .answer = cli::Answer::kNothing}},
};

}  // namespace

constinit const cli::Noun kFlowOwner = {
    .name = "flow owner", .summary = "Who may use and edit a flow", .commands = kCommands};

}  // namespace o365::azmgmt
