// `aad administrativeunit`: administrative units, their members and who administers them
// (Microsoft Learn: "administrativeUnit resource type").

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/cli/args.h"
#include "common/directory/lookups.h"
#include "services/aad/nouns.h"
#include "services/aad/options.h"

namespace o365::aad {
namespace {

constexpr cli::Option kName =
    cli::Text("-n, --displayName <name>", "Name of the administrative unit");
constexpr cli::Option kNewName =
    cli::Text("-n, --displayName <name>", "Name of the new administrative unit").Required();
constexpr cli::Option kDescription =
    cli::Text("-d, --description <text>", "What the unit is for").MayBeEmpty();
constexpr cli::Option kHiddenMembership =
    cli::Flag("--hiddenMembership", "Show members to members and administrators only");
constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the administrative unit");
constexpr cli::Option kUnitId =
    cli::Guid("-i, --administrativeUnitId <id>", "Id of the administrative unit");
constexpr cli::Option kUnitIdOfMember =
    cli::Guid("-u, --administrativeUnitId <id>", "Id of the administrative unit");
constexpr cli::Option kUnitName =
    cli::Text("-n, --administrativeUnitName <name>", "Name of the administrative unit");
constexpr cli::Option kMemberId = cli::Guid("-i, --id <id>", "Id of the member").Required();
constexpr cli::Option kAnyMemberId = cli::Guid("-i, --id <id>", "Id of the member, whatever it is");
constexpr cli::Option kDeviceId = cli::Guid("--deviceId <id>", "Id of a device");
constexpr cli::Option kDeviceName = cli::Text("--deviceName <name>", "Name of a device");
constexpr absl::string_view kTypes[] = {"user", "group", "device"};
constexpr cli::Option kType =
    cli::Text("-t, --type <type>", "Only members of this type").OneOf(kTypes);

constexpr cli::Option kUnitIdWithoutLetter =
    cli::Guid("--administrativeUnitId <id>", "Id of the administrative unit");
constexpr cli::Option kUnitNameWithoutLetter =
    cli::Text("--administrativeUnitName <name>", "Name of the administrative unit");

constexpr absl::string_view kIdOrName[] = {"id", "displayName"};
constexpr absl::string_view kUnit[] = {"administrativeUnitId", "administrativeUnitName"};
constexpr absl::string_view kMember[] = {"userId",    "userName", "groupId",
                                         "groupName", "deviceId", "deviceName"};
constexpr absl::string_view kAnyMember[] = {"id",        "userId",   "userName",  "groupId",
                                            "groupName", "deviceId", "deviceName"};
constexpr absl::string_view kRole[] = {"roleDefinitionId", "roleDefinitionName"};
constexpr absl::string_view kUser[] = {"userId", "userName"};
constexpr absl::string_view kFilterType[] = {"filter", "type"};
constexpr cli::Rule kOneUnit[] = {{cli::Rule::Kind::kExactlyOne, kIdOrName}};
constexpr cli::Rule kMemberAddRules[] = {{cli::Rule::Kind::kExactlyOne, kUnit},
                                         {cli::Rule::Kind::kExactlyOne, kMember}};
constexpr cli::Rule kMemberGetRules[] = {{cli::Rule::Kind::kExactlyOne, kUnit}};
// Only objects of one type can be filtered by its properties.
constexpr cli::Rule kMemberListRules[] = {{cli::Rule::Kind::kExactlyOne, kUnit},
                                          {cli::Rule::Kind::kNeeds, kFilterType}};
constexpr cli::Rule kMemberRemoveRules[] = {{cli::Rule::Kind::kExactlyOne, kUnit},
                                            {cli::Rule::Kind::kExactlyOne, kAnyMember}};
constexpr cli::Rule kRoleRules[] = {{cli::Rule::Kind::kExactlyOne, kUnit},
                                    {cli::Rule::Kind::kExactlyOne, kRole},
                                    {cli::Rule::Kind::kExactlyOne, kUser}};

constexpr cli::Lookup kGetLookups[] = {
    directory::UnitNamed("", "displayName"),
    {.from = "id", .url = "/directory/administrativeUnits/{id}?$select={properties}"}};
constexpr cli::Lookup kFindByName[] = {directory::UnitNamed("id", "displayName")};
constexpr cli::Lookup kFindUnit[] = {
    directory::UnitNamed("administrativeUnitId", "administrativeUnitName")};
constexpr cli::Lookup kFindUnitAndMember[] = {
    directory::UnitNamed("administrativeUnitId", "administrativeUnitName"),
    directory::UserNamed("userId", "userName"), directory::GroupNamed("groupId", "groupName"),
    directory::DeviceNamed("deviceId", "deviceName")};
constexpr cli::Lookup kFindUnitRoleAndUser[] = {
    directory::UnitNamed("administrativeUnitId", "administrativeUnitName"),
    directory::RoleDefinitionNamed("roleDefinitionId", "roleDefinitionName"),
    directory::UserNamed("userId", "userName")};

// Members of several types say themselves which they are.
constexpr cli::CallHeader kWithType[] = {{"Accept", "application/json;odata.metadata=minimal"}};
constexpr cli::CallHeader kWithTypes[] = {
    {"Accept", "application/json;odata.metadata={type?none|minimal}"}};

// "@odata.type": "#microsoft.graph.user" reads better as "type": "user".
absl::StatusOr<json::Value> NameType(json::Value member, const cli::Args&) {
  const std::string type = member["@odata.type"].AsString();
  if (type.empty()) return member;
  member.Erase("@odata.type");
  member.Set("type", absl::StripPrefix(type, "#microsoft.graph."));
  return member;
}

constexpr output::Column kColumns[] = {{"id"}, {"displayName"}, {"visibility"}};
constexpr output::Column kMemberColumns[] = {{"id"}, {"displayName"}};

constexpr cli::Example kAddExamples[] = {
    {"Create a unit", "administrativeunit add --displayName 'European Division'"},
    {"Create one that hides its members",
     "administrativeunit add -n Board -d 'The board' --hiddenMembership"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a unit", "administrativeunit get --id fc33aa61-cf0e-46b6-9506-f633347202ab"},
    {"By its name", "administrativeunit get --displayName 'European Division'"}};
constexpr cli::Example kListExamples[] = {
    {"List the administrative units", "administrativeunit list"},
    {"Some of their properties", "administrativeunit list --properties id,displayName"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a unit", "administrativeunit remove --id fc33aa61-cf0e-46b6-9506-f633347202ab"},
    {"By its name, in a script", "administrativeunit remove -n 'European Division' --force"}};
constexpr cli::Example kMemberAddExamples[] = {
    {"Add a user",
     "administrativeunit member add --administrativeUnitName 'European Division' --userName "
     "ann@contoso.com"},
    {"Add a group",
     "administrativeunit member add -i fc33aa61-cf0e-46b6-9506-f633347202ab --groupName Sales"}};
constexpr cli::Example kMemberGetExamples[] = {
    {"Show a member",
     "administrativeunit member get --id 64131a70-beb9-4ccb-b590-4401e58446ec "
     "--administrativeUnitName 'European Division'"},
    {"Some of its properties",
     "administrativeunit member get -i 64131a70-beb9-4ccb-b590-4401e58446ec -n 'European Division' "
     "--properties id,displayName,manager/displayName"}};
constexpr cli::Example kMemberListExamples[] = {
    {"List the members of a unit", "administrativeunit member list -n 'European Division'"},
    {"Its users whose given name is Ann",
     "administrativeunit member list -n 'European Division' --type user --filter \"givenName eq "
     "'Ann'\""}};
constexpr cli::Example kMemberRemoveExamples[] = {
    {"Remove a user",
     "administrativeunit member remove --administrativeUnitName 'European Division' --userName "
     "ann@contoso.com"},
    {"Whatever has this id, in a script",
     "administrativeunit member remove --administrativeUnitName 'European Division' --id "
     "64131a70-beb9-4ccb-b590-4401e58446ec --force"}};
constexpr cli::Example kRoleExamples[] = {
    {"Let a user administer the users of a unit",
     "administrativeunit roleassignment add --administrativeUnitName 'European Division' "
     "--roleDefinitionName 'User Administrator' --userName ann@contoso.com"},
    {"By ids",
     "administrativeunit roleassignment add -i fc33aa61-cf0e-46b6-9506-f633347202ab "
     "--roleDefinitionId fe930be7-5e62-47db-91af-98c3a49a38b1 --userId "
     "2056d2f6-3257-4253-8cfc-b73393e414e5"}};

constexpr cli::Command kCommands[] = {
    {.name = "administrativeunit add",
     .summary = "Create an administrative unit",
     .options = cli::kOf<kNewName, kDescription, kHiddenMembership>,
     .takes_unknown_options = true,
     .examples = kAddExamples,
     .remarks = "Options that are not listed become properties of the unit.",
     .call = {.url = "/directory/administrativeUnits",
              .method = "POST",
              .body = R"({"displayName":"{displayName}","description":"{description}",
                          "visibility":"{hiddenMembership?HiddenMembership|:null}"})"}},
    {.name = "administrativeunit get",
     .summary = "Show an administrative unit",
     .options = cli::kOf<kId, kName, kProperties>,
     .rules = kOneUnit,
     .examples = kGetExamples,
     .lookups = kGetLookups},
    {.name = "administrativeunit list",
     .summary = "List the administrative units",
     .options = cli::kOf<kProperties>,
     .columns = kColumns,
     .examples = kListExamples,
     .call = {.url = "/directory/administrativeUnits?$select={properties}",
              .answer = cli::Answer::kList}},
    {.name = "administrativeunit member add",
     .summary = "Add a user, group or device to an administrative unit",
     .options = cli::kOf<kUnitId, kUnitName, kUserId, kUserName, kGroupId, kGroupName, kDeviceId,
                         kDeviceName>,
     .rules = kMemberAddRules,
     .examples = kMemberAddExamples,
     .lookups = kFindUnitAndMember,
     .call = {.url = "/directory/administrativeUnits/{administrativeUnitId}/members/$ref",
              .method = "POST",
              .body = R"({"@odata.id":"https://graph.microsoft.com/v1.0/{userId?users/{userId}|)"
                      R"({groupId?groups/{groupId}|devices/{deviceId}}}"})"}},
    {.name = "administrativeunit member get",
     .summary = "Show a member of an administrative unit",
     .options = cli::kOf<kMemberId, kUnitIdOfMember, kUnitName, kProperties>,
     .rules = kMemberGetRules,
     .examples = kMemberGetExamples,
     .lookups = kFindUnit,
     .call = {.url = "/directory/administrativeUnits/{administrativeUnitId}/members/{id}"
                     "?$select={properties:select}&$expand={properties:expand}",
              .headers = kWithType,
              .shape = NameType}},
    {.name = "administrativeunit member list",
     .summary = "List the members of an administrative unit",
     .options = cli::kOf<kUnitId, kUnitName, kType, kProperties, kFilter>,
     .rules = kMemberListRules,
     .columns = kMemberColumns,
     .examples = kMemberListExamples,
     .lookups = kFindUnit,
     .call = {.url = "/directory/administrativeUnits/{administrativeUnitId}/members"
                     "{type?/microsoft.graph.{type}}?$select={properties:select}"
                     "&$expand={properties:expand}&$filter={filter}&$count={filter?true}",
              .answer = cli::Answer::kList,
              .headers = kWithTypes,
              .shape = NameType}},
    {.name = "administrativeunit member remove",
     .summary = "Remove a user, group or device from an administrative unit",
     .options = cli::kOf<kAnyMemberId, kUserId, kUserName, kGroupId, kGroupName, kDeviceId,
                         kDeviceName, kUnitIdWithoutLetter, kUnitNameWithoutLetter>,
     .rules = kMemberRemoveRules,
     .confirm = "Remove {id}{userId}{userName}{groupId}{groupName}{deviceId}{deviceName} from the "
                "administrative unit {administrativeUnitId}{administrativeUnitName}?",
     .examples = kMemberRemoveExamples,
     .lookups = kFindUnitAndMember,
     .call = {.url = "/directory/administrativeUnits/{administrativeUnitId}/members/"
                     "{id?{id}|{userId?{userId}|{groupId?{groupId}|{deviceId}}}}/$ref",
              .method = "DELETE"}},
    {.name = "administrativeunit remove",
     .summary = "Remove an administrative unit",
     .options = cli::kOf<kId, kName>,
     .rules = kOneUnit,
     .confirm = "Remove the administrative unit {id}{displayName}?",
     .examples = kRemoveExamples,
     .lookups = kFindByName,
     .call = {.url = "/directory/administrativeUnits/{id}", .method = "DELETE"}},
    {.name = "administrativeunit roleassignment add",
     .summary = "Let a user administer a unit",
     .options =
         cli::kOf<kUnitId, kUnitName, kRoleDefinitionId, kRoleDefinitionName, kUserId, kUserName>,
     .rules = kRoleRules,
     .examples = kRoleExamples,
     .lookups = kFindUnitRoleAndUser,
     .call = {.url = "/roleManagement/directory/roleAssignments",
              .method = "POST",
              .body = R"({"roleDefinitionId":"{roleDefinitionId}","principalId":"{userId}",
                          "directoryScopeId":"/administrativeUnits/{administrativeUnitId}"})"}},
};

}  // namespace

constinit const cli::Noun kAdministrativeUnit = {
    .name = "administrativeunit", .summary = "Administrative units", .commands = kCommands};

}  // namespace o365::aad
