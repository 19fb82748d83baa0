// `aad pim`: roles for a time, by Privileged Identity Management (Microsoft Learn:
// "unifiedRoleAssignmentScheduleRequest resource type").

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/auth/claims.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/cli/run_call.h"
#include "common/directory/lookups.h"
#include "common/odata/graph.h"
#include "services/aad/nouns.h"
#include "services/aad/options.h"

namespace o365::aad {
namespace {

constexpr cli::Option kRoleName = cli::Text("-n, --roleDefinitionName <name>", "Name of the role");
constexpr cli::Option kRoleId = cli::Guid("-i, --roleDefinitionId <id>", "Id of the role");
constexpr cli::Option kUnitId =
    cli::Guid("--administrativeUnitId <id>", "Only over this administrative unit");
constexpr cli::Option kApplicationId =
    cli::Guid("--applicationId <id>", "Only over the app registration with this object id");
constexpr cli::Option kJustification = cli::Text("-j, --justification <text>", "Why").MayBeEmpty();
constexpr cli::Option kStart =
    cli::DateTime("-s, --startDateTime <time>", "When it starts; at once without it");
constexpr cli::Option kEnd = cli::DateTime("-e, --endDateTime <time>", "When it ends");
constexpr cli::Option kDuration =
    cli::Duration("-d, --duration <duration>", "How long it lasts, such as PT4H").Otherwise("PT8H");
constexpr cli::Option kNoExpiration = cli::Flag("--noExpiration", "It never ends");
constexpr cli::Option kTicketNumber =
    cli::Text("--ticketNumber <number>", "Ticket that asks for it").MayBeEmpty();
constexpr cli::Option kTicketSystem =
    cli::Text("--ticketSystem <name>", "Where the ticket is").MayBeEmpty();
constexpr cli::Option kWithPrincipal =
    cli::Flag("--withPrincipalDetails", "Show the user or group itself, too");
constexpr absl::string_view kStatuses[] = {"Canceled",
                                           "Denied",
                                           "Failed",
                                           "Granted",
                                           "PendingAdminDecision",
                                           "PendingApproval",
                                           "PendingProvisioning",
                                           "PendingScheduleCreation",
                                           "Provisioned",
                                           "Revoked",
                                           "ScheduleCreated"};

constexpr cli::Option kListOptions[] = {
    kUserId,
    kUserName,
    kGroupId,
    kGroupName,
    cli::DateTime("-s, --startDateTime <time>", "Only those that started then or later"),
    kWithPrincipal};
constexpr cli::Option kRequestOptions[] = {
    kUserId,
    kUserName,
    kGroupId,
    kGroupName,
    cli::DateTime("-c, --createdDateTime <time>", "Only those made then or later"),
    cli::Text("-s, --status <status>", "Only those of this status").OneOf(kStatuses),
    kWithPrincipal};

constexpr absl::string_view kRole[] = {"roleDefinitionName", "roleDefinitionId"};
constexpr absl::string_view kPrincipal[] = {"userId", "userName", "groupId", "groupName"};
constexpr absl::string_view kScope[] = {"administrativeUnitId", "applicationId"};
constexpr absl::string_view kExpiration[] = {"endDateTime", "duration", "noExpiration"};
constexpr cli::Rule kAddRules[] = {{cli::Rule::Kind::kExactlyOne, kRole},
                                   {cli::Rule::Kind::kAtMostOne, kPrincipal},
                                   {cli::Rule::Kind::kAtMostOne, kScope},
                                   {cli::Rule::Kind::kAtMostOne, kExpiration}};
constexpr cli::Rule kRemoveRules[] = {{cli::Rule::Kind::kExactlyOne, kRole},
                                      {cli::Rule::Kind::kAtMostOne, kPrincipal},
                                      {cli::Rule::Kind::kAtMostOne, kScope}};
constexpr cli::Rule kListRules[] = {{cli::Rule::Kind::kAtMostOne, kPrincipal}};

constexpr cli::Lookup kFindRoleAndPrincipal[] = {
    directory::RoleDefinitionNamed("roleDefinitionId", "roleDefinitionName"),
    directory::UserNamed("userId", "userName"), directory::GroupNamed("groupId", "groupName")};
constexpr cli::Lookup kFindPrincipal[] = {directory::UserNamed("userId", "userName"),
                                          directory::GroupNamed("groupId", "groupName")};

// Who gets or loses the role: the user or group that is named, else who is connected.
absl::StatusOr<std::string> PrincipalId(cli::Context& context, const cli::Args& args) {
  if (args.Has(kUserId)) return args[kUserId];
  if (args.Has(kGroupId)) return args[kGroupId];
  ASSIGN_OR_RETURN(const base::Secret token,
                   context.session.AccessToken(std::string(odata::kGraphResource)));
  std::string own = auth::ReadClaims(token).object_id;
  if (own.empty())
    return absl::FailedPreconditionError(
        "the connection does not say who you are; name the user or group");
  return own;
}

std::string DirectoryScope(const cli::Args& args) {
  if (args.Has(kUnitId)) return absl::StrCat("/administrativeUnits/", args[kUnitId]);
  return absl::StrCat("/", args[kApplicationId]);
}

json::Value Schedule(const cli::Args& args) {
  json::Value expiration = json::Value::Object();
  if (args.On(kNoExpiration)) {
    expiration.Set("type", "noExpiration");
  } else if (args.Has(kEnd)) {
    expiration.Set("type", "afterDateTime").Set("endDateTime", args[kEnd]);
  } else {
    expiration.Set("type", "afterDuration").Set("duration", args[kDuration]);
  }
  json::Value schedule = json::Value::Object();
  if (args.Has(kStart)) schedule.Set("startDateTime", args[kStart]);
  schedule.Set("expiration", std::move(expiration));
  return schedule;
}

absl::StatusOr<json::Value> Request(cli::Context& context, const cli::Args& args,
                                    absl::string_view action) {
  ASSIGN_OR_RETURN(std::string principal, PrincipalId(context, args));
  json::Value ticket = json::Value::Object();
  if (args.Has(kTicketNumber)) ticket.Set("ticketNumber", args[kTicketNumber]);
  if (args.Has(kTicketSystem)) ticket.Set("ticketSystem", args[kTicketSystem]);
  json::Value body = json::Value::Object({{"principalId", std::move(principal)},
                                          {"roleDefinitionId", args[kRoleId]},
                                          {"directoryScopeId", DirectoryScope(args)},
                                          {"action", action}});
  if (args.Has(kJustification)) body.Set("justification", args[kJustification]);
  if (action == "adminAssign") body.Set("scheduleInfo", Schedule(args));
  body.Set("ticketInfo", std::move(ticket));
  return cli::GraphRest(context).SendJson(
      "POST",
      absl::StrCat(odata::kGraph, "/roleManagement/directory/roleAssignmentScheduleRequests"),
      body);
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  return Request(context, args, "adminAssign");
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  return Request(context, args, "adminRemove");
}

// "roleDefinition": {"displayName": ...} is asked for to name the role.
absl::StatusOr<json::Value> NameRole(json::Value entry, const cli::Args&) {
  const json::Value* role = entry.Find("roleDefinition");
  if (role == nullptr) return entry;
  json::Value name = (*role)["displayName"];
  entry.Erase("roleDefinition");
  entry.Set("roleDefinitionName", std::move(name));
  return entry;
}

constexpr output::Column kEligibilityColumns[] = {{"roleDefinitionName"},
                                                  {"principalId"},
                                                  {"directoryScopeId"},
                                                  {"startDateTime"},
                                                  {"endDateTime"}};
constexpr output::Column kColumns[] = {{"roleDefinitionName", "roleDefinition.displayName"},
                                       {"principalId"},
                                       {"directoryScopeId"},
                                       {"startDateTime"},
                                       {"endDateTime"}};
constexpr output::Column kRequestColumns[] = {
    {"id"}, {"roleDefinitionName"}, {"principalId"}, {"action"}, {"status"}};

constexpr cli::Example kAddExamples[] = {
    {"Take a role for eight hours",
     "pim role assignment add --roleDefinitionName 'SharePoint Administrator'"},
    {"Give it to a group for a while, with a reason",
     "pim role assignment add -n 'SharePoint Administrator' --groupName 'Site admins' -s "
     "2026-12-01T08:00:00Z -e 2026-12-05T18:00:00Z -j 'Move of the intranet'"}};
constexpr cli::Example kEligibilityExamples[] = {
    {"List who may take which role", "pim role assignment eligibility list"},
    {"What a user may take", "pim role assignment eligibility list --userName ann@contoso.com"}};
constexpr cli::Example kListExamples[] = {
    {"List who has which role", "pim role assignment list"},
    {"What a group got since a day",
     "pim role assignment list --groupName 'Site admins' --startDateTime 2026-11-01"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Give a role back",
     "pim role assignment remove --roleDefinitionName 'SharePoint Administrator'"},
    {"Take it from a user",
     "pim role assignment remove -n 'SharePoint Administrator' --userName ann@contoso.com -j "
     "'Left the team'"}};
constexpr cli::Example kRequestExamples[] = {
    {"List the requests for roles", "pim role request list"},
    {"Those that wait for an approval", "pim role request list --status PendingApproval"}};

constexpr cli::Command kCommands[] = {
    {.name = "pim role assignment add",
     .summary = "Give a user or group a role for a time",
     .options = cli::kOf<kRoleName, kRoleId, kUserId, kUserName, kGroupId, kGroupName, kUnitId,
                         kApplicationId, kJustification, kStart, kEnd, kDuration, kTicketNumber,
                         kTicketSystem, kNoExpiration>,
     .rules = kAddRules,
     .examples = kAddExamples,
     .remarks = "Without a user or group, the role is for who is connected. For others you must be "
                "a Privileged Role Administrator.",
     .lookups = kFindRoleAndPrincipal,
     .run = Add},
    {.name = "pim role assignment eligibility list",
     .summary = "List the roles that users and groups may take",
     .options = cli::kOf<kUserId, kUserName, kGroupId, kGroupName, kWithPrincipal>,
     .rules = kListRules,
     .columns = kEligibilityColumns,
     .examples = kEligibilityExamples,
     .lookups = kFindPrincipal,
     .call = {.url = "/roleManagement/directory/roleEligibilityScheduleInstances"
                     "?$filter=principalId eq '{userId}'&$filter=principalId eq '{groupId}'"
                     "&$expand=roleDefinition($select=displayName)"
                     "{withPrincipalDetails?,principal}",
              .answer = cli::Answer::kList,
              .shape = NameRole}},
    {.name = "pim role assignment list",
     .summary = "List the roles that users and groups have",
     .options = kListOptions,
     .rules = kListRules,
     .columns = kColumns,
     .examples = kListExamples,
     .lookups = kFindPrincipal,
     .call = {.url = "/roleManagement/directory/roleAssignmentScheduleInstances"
                     "?$filter=principalId eq '{userId}'&$filter=principalId eq '{groupId}'"
                     "&$filter=startDateTime ge {startDateTime}"
                     "&$expand=roleDefinition($select=displayName)"
                     "{withPrincipalDetails?,principal}",
              .answer = cli::Answer::kList}},
    {.name = "pim role assignment remove",
     .summary = "Take a role from a user or group",
     .options = cli::kOf<kRoleName, kRoleId, kUserId, kUserName, kGroupId, kGroupName, kUnitId,
                         kApplicationId, kJustification, kTicketNumber, kTicketSystem>,
     .rules = kRemoveRules,
     .confirm = "Take away the role {roleDefinitionName}{roleDefinitionId} "
                "{userName}{userId}{groupName}{groupId}?",
     .examples = kRemoveExamples,
     .remarks = "Without a user or group, the role is taken from who is connected.",
     .lookups = kFindRoleAndPrincipal,
     .run = Remove},
    {.name = "pim role request list",
     .summary = "List the requests to give or take roles",
     .options = kRequestOptions,
     .rules = kListRules,
     .columns = kRequestColumns,
     .examples = kRequestExamples,
     .lookups = kFindPrincipal,
     .call = {.url = "/roleManagement/directory/roleAssignmentScheduleRequests"
                     "?$filter=principalId eq '{userId}'&$filter=principalId eq '{groupId}'"
                     "&$filter=createdDateTime ge {createdDateTime}&$filter=status eq '{status}'"
                     "&$expand=roleDefinition($select=displayName)"
                     "{withPrincipalDetails?,principal}",
              .answer = cli::Answer::kList,
              .shape = NameRole}},
};

}  // namespace

constinit const cli::Noun kPim = {.name = "pim",
                                  .summary = "Roles for a time (Privileged Identity Management)",
                                  .commands = kCommands};

}  // namespace o365::aad
