// `aad roleassignment`: who has which role (Microsoft Learn: "unifiedRoleAssignment resource
// type").

#include <utility>

#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/cli/run_call.h"
#include "common/cli/shape.h"
#include "common/directory/lookups.h"
#include "services/aad/nouns.h"
#include "services/aad/options.h"

namespace o365::aad {
namespace {

constexpr cli::Option kPrincipal =
    cli::Text("--principal <who>",
              "Who gets the role: an object id, a user's name, or a group's mail nickname")
        .Required();
constexpr cli::Option kAddOptions[] = {
    kRoleDefinitionId,
    kRoleDefinitionName,
    kPrincipal,
    cli::Guid("--userId <id>", "Only over this user"),
    cli::UserName("--userName <name>", "Only over this user"),
    cli::Guid("--administrativeUnitId <id>", "Only over this administrative unit"),
    cli::Text("--administrativeUnitName <name>", "Only over this administrative unit"),
    cli::Guid("--applicationId <id>",
              "Only over the app registration with this application (client) id"),
    cli::Guid("--applicationObjectId <id>", "Only over the app registration with this object id"),
    cli::Text("--applicationName <name>", "Only over this app registration"),
    cli::Guid("--servicePrincipalId <id>", "Only over the service principal with this object id"),
    cli::Text("--servicePrincipalName <name>", "Only over this service principal"),
    cli::Guid("--groupId <id>", "Only over this group"),
    cli::Text("--groupName <name>", "Only over this group")};

constexpr absl::string_view kRole[] = {"roleDefinitionId", "roleDefinitionName"};
constexpr absl::string_view kScope[] = {"userId",
                                        "userName",
                                        "administrativeUnitId",
                                        "administrativeUnitName",
                                        "applicationId",
                                        "applicationObjectId",
                                        "applicationName",
                                        "servicePrincipalId",
                                        "servicePrincipalName",
                                        "groupId",
                                        "groupName"};
constexpr cli::Rule kAddRules[] = {{cli::Rule::Kind::kExactlyOne, kRole},
                                   {cli::Rule::Kind::kAtMostOne, kScope}};

constexpr cli::Lookup kAddLookups[] = {
    directory::RoleDefinitionNamed("roleDefinitionId", "roleDefinitionName"),
    directory::UserNamed("userId", "userName"),
    directory::UnitNamed("administrativeUnitId", "administrativeUnitName"),
    directory::AppWithAppId("applicationObjectId", "applicationId"),
    directory::AppNamed("applicationObjectId", "applicationName"),
    directory::ServicePrincipalNamed("servicePrincipalId", "servicePrincipalName"),
    directory::GroupNamed("groupId", "groupName")};

constexpr cli::Lookup kFindUser[] = {directory::UserNamed("principalId", "principal")};
constexpr cli::Lookup kFindGroup[] = {directory::GroupWithMailNickname("principalId", "principal")};

constexpr cli::Call kAssign = {
    .url = "/roleManagement/directory/roleAssignments",
    .method = "POST",
    .body =
        R"({"roleDefinitionId":"{roleDefinitionId}","principalId":"{principalId}",)"
        R"("directoryScopeId":"/{userId?{userId}}{groupId?{groupId}})"
        R"({applicationObjectId?{applicationObjectId}}{servicePrincipalId?{servicePrincipalId}})"
        R"({administrativeUnitId?administrativeUnits/{administrativeUnitId}}"})"};

// What the principal's text looks like tells what it is.
absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  cli::Args with_id = args;
  if (cli::IsGuid(args[kPrincipal])) {
    with_id.Set("principalId", args[kPrincipal]);
  } else {
    const absl::Span<const cli::Lookup> find = cli::IsUserName(args[kPrincipal])
                                                   ? absl::MakeConstSpan(kFindUser)
                                                   : absl::MakeConstSpan(kFindGroup);
    RETURN_IF_ERROR(cli::RunLookups(find, context, with_id).status());
  }
  return cli::RunCall(
      {.name = "roleassignment add", .summary = "", .options = kAddOptions, .call = kAssign},
      context, with_id);
}

constexpr cli::Example kAddExamples[] = {
    {"Give a user a role in the whole directory",
     "roleassignment add --roleDefinitionName 'Helpdesk Administrator' --principal "
     "ann@contoso.com"},
    {"Over one app registration only",
     "roleassignment add --roleDefinitionId 9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3 --principal "
     "ann@contoso.com --applicationName 'Time sheets'"}};

constexpr cli::Command kCommands[] = {
    {.name = "roleassignment add",
     .summary = "Give a user, group or service principal a role",
     .options = kAddOptions,
     .rules = kAddRules,
     .examples = kAddExamples,
     .remarks = "The role counts in the whole directory unless an option narrows it. Groups must "
                "have been created as ones that roles can be assigned to.",
     .lookups = kAddLookups,
     .run = Add},
};

}  // namespace

constinit const cli::Noun kRoleAssignment = {
    .name = "roleassignment", .summary = "Who has which role", .commands = kCommands};

}  // namespace o365::aad
