#include "tools/tenant/app_principal.h"

#include <initializer_list>

#include "absl/strings/match.h"

namespace o365::tenant {
namespace {

// The permissions that open a part of Microsoft Graph, beside those of the whole directory.
struct Area {
  const char* path;
  std::initializer_list<const char*> read;
  std::initializer_list<const char*> write;
};

constexpr const char* kDirectoryRead[] = {"Directory.Read.All"};
constexpr const char* kDirectoryWrite[] = {"Directory.ReadWrite.All"};

const Area kAreas[] = {
    {"/users", {"User.Read.All"}, {"User.ReadWrite.All"}},
    {"/groups", {"Group.Read.All", "GroupMember.Read.All"}, {"Group.ReadWrite.All"}},
    {"/applications", {"Application.Read.All"}, {"Application.ReadWrite.All"}},
    {"/servicePrincipals", {"Application.Read.All"}, {"Application.ReadWrite.All"}},
    {"/auditLogs", {"AuditLog.Read.All"}, {}},
    {"/reports", {"Reports.Read.All"}, {}},
    {"/roleManagement", {"RoleManagement.Read.Directory"}, {"RoleManagement.ReadWrite.Directory"}},
    {"/directoryRoles", {"RoleManagement.Read.Directory"}, {"RoleManagement.ReadWrite.Directory"}},
    {"/sites", {"Sites.Read.All"}, {"Sites.ReadWrite.All", "Sites.FullControl.All"}},
};
// What the directory's permissions do not open.
constexpr absl::string_view kElsewhere[] = {"/auditLogs", "/reports", "/sites"};

template <class Names>
bool HasAny(const Caller& app, const Names& roles) {
  for (const char* role : roles) {
    if (app.HasRole(role)) return true;
  }
  return false;
}

bool IsUnder(absl::string_view path, absl::string_view area) {
  return absl::StartsWithIgnoreCase(path, area) &&
         (path.size() == area.size() || path[area.size()] == '/' || path[area.size()] == '(');
}

bool IsOfDirectory(absl::string_view path) {
  for (const absl::string_view area : kElsewhere) {
    if (IsUnder(path, area)) return false;
  }
  return true;
}

}  // namespace

std::optional<AppPrincipal> FindAppPrincipal(State& state, absl::string_view app_id,
                                             const Resource& resource) {
  EntityStore& principals = state.directory.Of("servicePrincipal");
  const Entity* principal = principals.FindBy("appId", app_id);
  if (principal == nullptr) return std::nullopt;
  AppPrincipal found{.app_id = principal->properties["appId"].AsString(),
                     .object_id = principal->id(),
                     .name = principal->properties["displayName"].AsString(),
                     .roles = {},
                     .managed_identity = ""};
  const Entity* api = principals.FindBy("appId", resource.app_id);
  if (api == nullptr) return found;
  for (const auto& assignment : state.directory.Of("appRoleAssignment").held()) {
    const json::Value& given = assignment->properties;
    if (given["principalId"].AsString() != principal->id() ||
        given["resourceId"].AsString() != api->id()) {
      continue;
    }
    for (const json::Value& role : api->properties["appRoles"].elements()) {
      if (role["id"] == given["appRoleId"]) found.roles.push_back(role["value"].AsString());
    }
  }
  return found;
}

Access GraphAccess(const Caller& app, absl::string_view path) {
  Access access = Access::kNone;
  if (IsOfDirectory(path)) {
    if (HasAny(app, kDirectoryWrite)) return Access::kWrite;
    if (HasAny(app, kDirectoryRead)) access = Access::kRead;
  }
  for (const Area& area : kAreas) {
    if (!IsUnder(path, area.path)) continue;
    if (HasAny(app, area.write)) return Access::kWrite;
    if (HasAny(app, area.read)) access = Access::kRead;
  }
  return access;
}

Access SharePointAccess(const Caller& app) {
  for (const char* role : {"Sites.FullControl.All", "Sites.Manage.All", "Sites.ReadWrite.All"}) {
    if (app.HasRole(role)) return Access::kWrite;
  }
  return app.HasRole("Sites.Read.All") ? Access::kRead : Access::kNone;
}

}  // namespace o365::tenant
