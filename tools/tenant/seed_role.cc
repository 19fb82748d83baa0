// Roles of Contoso's administrators. The ids of built-in roles are the same in every tenant
// ("Microsoft Entra built-in roles").

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/seed.h"

namespace o365::tenant {
namespace {

struct Role {
  const char* id;
  const char* name;
  const char* description;
  const char* actions;
};

constexpr char kGlobalAdministrator[] = "62e90394-69f5-4237-9190-012177145e10";
constexpr char kSharePointAdministrator[] = "f28a1f50-f6e7-4571-818b-6a12f2af6b6c";
constexpr char kUserAdministrator[] = "fe930be7-5e62-47db-91af-98c3a49a38b1";

constexpr Role kRoles[] = {
    {kGlobalAdministrator, "Global Administrator", "Manages everything in the directory.",
     "microsoft.directory/applications/allProperties/allTasks "
     "microsoft.directory/groups/allProperties/allTasks "
     "microsoft.directory/users/allProperties/allTasks"},
    {"f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader",
     "Reads what a Global Administrator can, but changes nothing.",
     "microsoft.directory/users/allProperties/read"},
    {kUserAdministrator, "User Administrator", "Manages users and groups.",
     "microsoft.directory/users/create microsoft.directory/users/delete"},
    {kSharePointAdministrator, "SharePoint Administrator", "Manages SharePoint.",
     "microsoft.office365.sharePoint/allEntities/allTasks"},
    {"29232cdf-9323-42fd-ade2-1d097af3e4de", "Exchange Administrator", "Manages Exchange.",
     "microsoft.office365.exchange/allEntities/basic/allTasks"},
    {"69091246-20e8-4a56-aa4d-066075b2a7a8", "Teams Administrator", "Manages Microsoft Teams.",
     "microsoft.teams/allEntities/allProperties/allTasks"},
    {"fdd7a751-b60b-444a-984c-02652fe8fa1c", "Groups Administrator", "Manages groups.",
     "microsoft.directory/groups/create microsoft.directory/groups/delete"},
    {"9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3", "Application Administrator",
     "Manages registrations and enterprise applications.",
     "microsoft.directory/applications/create microsoft.directory/applications/delete"},
    {"158c047a-c907-4556-b7ef-446551a6b5f7", "Cloud Application Administrator",
     "Manages applications but for their proxy.", "microsoft.directory/applications/create"},
    {"729827e3-9c14-49f7-bb1b-9608f156bbb8", "Helpdesk Administrator",
     "Resets the passwords of people who are no administrators.",
     "microsoft.directory/users/password/update"},
    {"e8611ab8-c189-46e8-94e1-60213ab1f814", "Privileged Role Administrator",
     "Manages the assignments of roles.",
     "microsoft.directory/roleAssignments/allProperties/allTasks"},
    {"194ae4cb-b126-40b2-bd5b-6091b380977d", "Security Administrator",
     "Manages what keeps the tenant secure.", "microsoft.directory/policies/basic/update"},
    {"5d6b6bb7-de71-4623-b4af-96380a352509", "Security Reader", "Reads reports of security.",
     "microsoft.directory/auditLogs/allProperties/read"},
    {"4d6ac14f-3453-41d0-bef9-a3e0c569773a", "License Administrator", "Assigns licenses.",
     "microsoft.directory/users/assignLicense"},
    {"11648597-926c-4cf3-9c36-bcebb0ba8dcc", "Power Platform Administrator",
     "Manages Power Platform.", "microsoft.powerApps/allEntities/allTasks"},
    {"b0f54661-2d74-4c50-afa3-1ec803f12efe", "Billing Administrator", "Buys and pays.",
     "microsoft.commerce.billing/allEntities/allTasks"},
    {"c4e39bd9-1100-46d3-8c65-fb160da0071f", "Authentication Administrator",
     "Manages how people who are no administrators sign in.",
     "microsoft.directory/users/authenticationMethods/create"},
    {"4a5d8f65-41da-4de4-8968-e035b65339cf", "Reports Reader", "Reads reports.",
     "microsoft.office365.usageReports/allEntities/allProperties/read"},
    {"88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "Directory Readers",
     "Reads the basics of the directory.", "microsoft.directory/users/standard/read"},
};

json::Value Permissions(const char* actions) {
  json::Value allowed = json::Value::Array();
  for (absl::string_view action : absl::StrSplit(actions, ' ')) allowed.Append(action);
  return json::Value::Array({json::Value::Object(
      {{"allowedResourceActions", std::move(allowed)}, {"condition", json::Value()}})});
}

void AddDefinition(State& state, const Role& role, bool built_in) {
  AddEntity(state, "unifiedRoleDefinition",
            json::Value::Object({{"id", role.id},
                                 {"description", role.description},
                                 {"displayName", role.name},
                                 {"isBuiltIn", built_in},
                                 {"templateId", role.id},
                                 {"version", built_in ? json::Value("1") : json::Value()},
                                 {"rolePermissions", Permissions(role.actions)}}));
}

void Assign(State& state, const char* role, const std::string& principal) {
  AddEntity(state, "unifiedRoleAssignment",
            json::Value::Object({{"id", absl::StrCat(StableGuid(absl::StrCat(role, principal)))},
                                 {"principalId", principal},
                                 {"directoryScopeId", "/"},
                                 {"roleDefinitionId", role}}));
}

json::Value Schedule(const char* role, const std::string& principal) {
  return json::Value::Object({{"id", StableGuid(absl::StrCat("schedule:", role, principal))},
                              {"principalId", principal},
                              {"roleDefinitionId", role},
                              {"directoryScopeId", "/"},
                              {"startDateTime", "2024-02-12T08:00:00Z"},
                              {"memberType", "Direct"}});
}

void SeedSchedules(State& state) {
  json::Value active = Schedule(kGlobalAdministrator, UserId(kAdminUpn));
  active.Set("assignmentType", "Assigned");
  AddEntity(state, "unifiedRoleAssignmentScheduleInstance", active);
  AddEntity(state, "unifiedRoleEligibilityScheduleInstance",
            Schedule(kSharePointAdministrator, UserId(kSecondFactorUpn)));
  AddEntity(
      state, "unifiedRoleAssignmentScheduleRequest",
      json::Value::Object(
          {{"id", StableGuid("role request")},
           {"status", "Provisioned"},
           {"createdDateTime", "2024-02-12T08:00:00Z"},
           {"completedDateTime", "2024-02-12T08:00:01Z"},
           {"action", "adminAssign"},
           {"principalId", UserId(kAdminUpn)},
           {"roleDefinitionId", kGlobalAdministrator},
           {"directoryScopeId", "/"},
           {"justification", "Runs the tenant"},
           {"scheduleInfo", json::Value::Object({{"startDateTime", "2024-02-12T08:00:00Z"}})},
           {"createdBy",
            json::Value::Object({{"user", json::Value::Object({{"id", UserId(kAdminUpn)}})}})}}));
}

// The actions of roles are grouped by namespace; each is there once.
void SeedActions(State& state) {
  for (const char* name : {"microsoft.directory", "microsoft.office365.sharePoint"}) {
    AddEntity(state, "unifiedRbacResourceNamespace",
              json::Value::Object({{"id", name}, {"name", name}}));
  }
  for (const Role& role : kRoles) {
    for (absl::string_view action : absl::StrSplit(role.actions, ' ')) {
      const std::pair<std::string, std::string> parts =
          absl::StrSplit(action, absl::MaxSplits('/', 1));
      EntityStore& actions = state.directory.Of("unifiedRbacResourceAction");
      const std::string id = absl::StrReplaceAll(action, {{"/", "-"}});
      if (actions.Find(id) != nullptr) continue;
      const bool reads = absl::EndsWith(action, "read");
      AddEntity(state, "unifiedRbacResourceAction",
                json::Value::Object(
                    {{"id", id},
                     {"actionVerb", reads ? json::Value("GET") : json::Value()},
                     {"description", absl::StrCat("Allows ", parts.second)},
                     {"isPrivileged", absl::StrContains(action, "password") ||
                                          absl::StrContains(action, "applications/create")},
                     {"name", action}}),
                parts.first);
    }
  }
}

}  // namespace

void SeedRoles(State& state) {
  for (const Role& role : kRoles) {
    AddDefinition(state, role, true);
    AddEntity(
        state, "unifiedRoleManagementPolicy",
        json::Value::Object({{"id", absl::StrCat("DirectoryRole_", kTenantId, "_",
                                                 StableGuid(absl::StrCat("policy:", role.id)))},
                             {"displayName", "DirectoryRole"},
                             {"description", "DirectoryRole"}}));
  }
  AddDefinition(
      state,
      {"3f1c8d24-7a0e-4b7b-9a51-c0d9e2f4a6b8", "Bitlocker Keys Reader",
       "Reads the recovery keys of devices.", "microsoft.directory/bitlockerKeys/key/read"},
      false);
  Assign(state, kGlobalAdministrator, UserId(kAdminUpn));
  Assign(state, kSharePointAdministrator, GroupId("sharepoint-admins"));
  SeedSchedules(state);
  SeedActions(state);
}

}  // namespace o365::tenant
