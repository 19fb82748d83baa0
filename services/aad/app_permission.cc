#include "services/aad/app_permission.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/parallel.h"
#include "common/base/status_macros.h"
#include "common/cli/run_call.h"
#include "common/http/url.h"
#include "common/odata/graph.h"
#include "common/odata/query.h"
#include "services/aad/app_options.h"
#include "services/aad/app_registration.h"

namespace o365::aad {
namespace {

constexpr absl::string_view kAppMembers = "id,appId,requiredResourceAccess";

// "https://graph.microsoft.com/User.Read" is a permission of the API before the last slash.
std::pair<std::string, std::string> Split(const std::string& name) {
  const size_t slash = name.rfind('/');
  if (slash == std::string::npos) return {"", name};
  return {name.substr(0, slash), name.substr(slash + 1)};
}

absl::Status CheckQualified(const std::vector<std::string>& names, absl::string_view kind) {
  std::vector<std::string> bad;
  for (const std::string& name : names) {
    const auto [api, permission] = Split(name);
    if (api.empty() || permission.empty()) bad.push_back(name);
  }
  if (bad.empty()) return absl::OkStatus();
  return base::WithHint(
      base::UsageError(absl::StrCat(kind, " permission(s) ", absl::StrJoin(bad, ", "),
                                    " are not fully-qualified")),
      "name them with their API, such as https://graph.microsoft.com/User.Read");
}

PermissionNames NamesIn(const cli::Args& args) {
  PermissionNames names;
  names.delegated = absl::StrSplit(args[kDelegatedPermissions], ' ', absl::SkipEmpty());
  names.application = absl::StrSplit(args[kApplicationPermissions], ' ', absl::SkipEmpty());
  return names;
}

// Service principals by the names of APIs that are wanted. A tenant has thousands; only these are
// kept.
using ByName = std::map<std::string, json::Value>;

void KeepIfWanted(const json::Value& principal, const std::set<std::string>& wanted,
                  ByName& found) {
  for (const json::Value& name : principal["servicePrincipalNames"].elements()) {
    const std::string plain(absl::StripSuffix(name.AsString(), "/"));
    if (wanted.count(plain) != 0) found.emplace(plain, principal);
  }
}

absl::StatusOr<Permission> FindPermission(const json::Value& principal, absl::string_view member,
                                          const std::string& api, const std::string& name) {
  for (const json::Value& permission : principal[member].elements()) {
    if (permission["value"].AsString() == name)
      return Permission{permission["id"].AsString(), name};
  }
  return absl::NotFoundError(
      absl::StrCat("Permission ", name, " for service principal ", api, " not found"));
}

ApiPermissions& ApiOf(std::vector<ApiPermissions>& apis, const json::Value& principal) {
  const std::string& app_id = principal["appId"].AsString();
  const auto found = std::find_if(apis.begin(), apis.end(),
                                  [&](const ApiPermissions& api) { return api.app_id == app_id; });
  if (found != apis.end()) return *found;
  apis.push_back({.app_id = app_id,
                  .principal_id = principal["id"].AsString(),
                  .delegated = {},
                  .application = {}});
  return apis.back();
}

absl::Status Resolve(const std::vector<std::string>& names, bool delegated, const ByName& found,
                     std::vector<ApiPermissions>& apis) {
  for (const std::string& name : names) {
    const auto [api, permission] = Split(name);
    const auto principal = found.find(api);
    if (principal == found.end())
      return absl::NotFoundError(absl::StrCat("Service principal ", api, " not found"));
    ASSIGN_OR_RETURN(
        Permission resolved,
        FindPermission(principal->second, delegated ? "oauth2PermissionScopes" : "appRoles", api,
                       permission));
    ApiPermissions& of_api = ApiOf(apis, principal->second);
    (delegated ? of_api.delegated : of_api.application).push_back(std::move(resolved));
  }
  return absl::OkStatus();
}

// The permissions as members of resourceAccess.
std::vector<json::Value> Accesses(const ApiPermissions& api) {
  std::vector<json::Value> accesses;
  for (const Permission& scope : api.delegated)
    accesses.push_back(json::Value::Object({{"id", scope.id}, {"type", "Scope"}}));
  for (const Permission& role : api.application)
    accesses.push_back(json::Value::Object({{"id", role.id}, {"type", "Role"}}));
  return accesses;
}

bool SameAccess(const json::Value& a, const json::Value& b) {
  return absl::EqualsIgnoreCase(a["id"].AsString(), b["id"].AsString()) && a["type"] == b["type"];
}

bool Holds(const std::vector<json::Value>& accesses, const json::Value& access) {
  return std::any_of(accesses.begin(), accesses.end(),
                     [&](const json::Value& each) { return SameAccess(each, access); });
}

// An API of `app permission list`: its name, and those of its permissions by their ids.
struct ApiNames {
  std::string name;
  std::map<std::string, std::string> permissions;
};

absl::Status AddNames(odata::Rest& graph, const std::string& principal_url,
                      absl::string_view member, ApiNames& api) {
  return graph.ForEach(absl::StrCat(principal_url, "/", member), [&](const json::Value& each) {
    api.permissions[each["id"].AsString()] = each["value"].AsString();
    return absl::OkStatus();
  });
}

absl::StatusOr<ApiNames> NamesOfApi(odata::Rest& graph, const std::string& app_id,
                                    const std::string& type) {
  ASSIGN_OR_RETURN(const json::Value principals,
                   graph.List(odata::Query(absl::StrCat(odata::kGraph, "/servicePrincipals"))
                                  .Add("$filter", absl::StrCat("appId eq ", odata::Quote(app_id)))
                                  .Add("$select", "appId,id,displayName")
                                  .Url()));
  // An API without a service principal in the tenant is shown by its ids.
  if (principals.elements().empty()) return ApiNames{.name = app_id, .permissions = {}};
  const json::Value& principal = principals.ElementAt(0);
  ApiNames api = {.name = principal["displayName"].AsString(), .permissions = {}};
  const std::string url = absl::StrCat(odata::kGraph, "/servicePrincipals/",
                                       http::PercentEncode(principal["id"].AsString()));
  if (type != "application") RETURN_IF_ERROR(AddNames(graph, url, "oauth2PermissionScopes", api));
  if (type != "delegated") RETURN_IF_ERROR(AddNames(graph, url, "appRoles", api));
  return api;
}

void AppendNamed(const json::Value& resource, const ApiNames& api, const std::string& type,
                 json::Value& out) {
  for (const json::Value& access : resource["resourceAccess"].elements()) {
    const bool delegated = access["type"].AsString() == "Scope";
    if (type == (delegated ? "application" : "delegated")) continue;
    const std::string& id = access["id"].AsString();
    const auto name = api.permissions.find(id);
    out.Append(
        json::Value::Object({{"resource", api.name},
                             {"resourceId", resource["resourceAppId"]},
                             {"permission", name == api.permissions.end() ? id : name->second},
                             {"type", delegated ? "Delegated" : "Application"}}));
  }
}

}  // namespace

absl::Status CheckPermissionNames(const PermissionNames& names) {
  RETURN_IF_ERROR(CheckQualified(names.delegated, "Delegated"));
  return CheckQualified(names.application, "Application");
}

absl::Status CheckPermissionOptions(const cli::Args& args) {
  return CheckPermissionNames(NamesIn(args));
}

absl::StatusOr<Permissions> ResolvePermissions(odata::Rest& graph, const std::string& base,
                                               const PermissionNames& names,
                                               const std::string& app_id) {
  std::set<std::string> wanted;
  for (const std::vector<std::string>& list : {names.delegated, names.application}) {
    for (const std::string& name : list) wanted.insert(Split(name).first);
  }
  ByName found;
  Permissions permissions;
  RETURN_IF_ERROR(graph.ForEach(
      absl::StrCat(base,
                   "/servicePrincipals?$select=appId,appRoles,id,oauth2PermissionScopes,"
                   "servicePrincipalNames"),
      [&](const json::Value& principal) {
        if (!app_id.empty() && absl::EqualsIgnoreCase(principal["appId"].AsString(), app_id))
          permissions.own_principal_id = principal["id"].AsString();
        KeepIfWanted(principal, wanted, found);
        return absl::OkStatus();
      }));
  RETURN_IF_ERROR(Resolve(names.delegated, true, found, permissions.apis));
  RETURN_IF_ERROR(Resolve(names.application, false, found, permissions.apis));
  return permissions;
}

json::Value AddRequired(json::Value required, const std::vector<ApiPermissions>& apis) {
  if (!required.is_array()) required = json::Value::Array();
  for (const ApiPermissions& api : apis) {
    std::vector<json::Value>& entries = *required.mutable_elements();
    auto entry = std::find_if(entries.begin(), entries.end(), [&](const json::Value& each) {
      return absl::EqualsIgnoreCase(each["resourceAppId"].AsString(), api.app_id);
    });
    if (entry == entries.end()) {
      entries.push_back(json::Value::Object(
          {{"resourceAppId", api.app_id}, {"resourceAccess", json::Value::Array()}}));
      entry = entries.end() - 1;
    }
    std::vector<json::Value> accesses = (*entry)["resourceAccess"].elements();
    for (json::Value& access : Accesses(api)) {
      if (!Holds(accesses, access)) accesses.push_back(std::move(access));
    }
    entry->Set("resourceAccess", json::Value::Array(std::move(accesses)));
  }
  return required;
}

json::Value RemoveRequired(const json::Value& required, const std::vector<ApiPermissions>& apis) {
  json::Value left = json::Value::Array();
  for (json::Value entry : required.elements()) {
    std::vector<json::Value> accesses = entry["resourceAccess"].elements();
    for (const ApiPermissions& api : apis) {
      if (!absl::EqualsIgnoreCase(entry["resourceAppId"].AsString(), api.app_id)) continue;
      const std::vector<json::Value> gone = Accesses(api);
      std::erase_if(accesses, [&](const json::Value& access) { return Holds(gone, access); });
    }
    if (accesses.empty()) continue;
    entry.Set("resourceAccess", json::Value::Array(std::move(accesses)));
    left.Append(std::move(entry));
  }
  return left;
}

absl::StatusOr<json::Value> AddAppPermission(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value app, FindApp(context, args, kAppMembers));
  odata::Rest graph = cli::GraphRest(context);
  const std::string base(odata::kGraph);
  const std::string& app_id = app["appId"].AsString();
  ASSIGN_OR_RETURN(Permissions permissions, ResolvePermissions(graph, base, NamesIn(args), app_id));
  const json::Value changes = json::Value::Object(
      {{"requiredResourceAccess", AddRequired(app["requiredResourceAccess"], permissions.apis)}});
  RETURN_IF_ERROR(
      graph.SendJson("PATCH", absl::StrCat(base, "/applications/", app["id"].AsString()), changes)
          .status());
  if (!args.On(kGrantAdminConsent)) return json::Value();
  if (permissions.own_principal_id.empty()) {
    ASSIGN_OR_RETURN(permissions.own_principal_id, CreatePrincipal(graph, base, app_id));
  }
  RETURN_IF_ERROR(GrantConsent(graph, base, permissions.own_principal_id, permissions.apis));
  return json::Value();
}

absl::StatusOr<json::Value> RemoveAppPermission(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value app, FindApp(context, args, kAppMembers));
  odata::Rest graph = cli::GraphRest(context);
  const std::string base(odata::kGraph);
  ASSIGN_OR_RETURN(const Permissions permissions,
                   ResolvePermissions(graph, base, NamesIn(args), app["appId"].AsString()));
  const json::Value changes =
      json::Value::Object({{"requiredResourceAccess",
                            RemoveRequired(app["requiredResourceAccess"], permissions.apis)}});
  RETURN_IF_ERROR(
      graph.SendJson("PATCH", absl::StrCat(base, "/applications/", app["id"].AsString()), changes)
          .status());
  // Without a service principal nothing was ever granted.
  if (args.On(kRevokeAdminConsent) && !permissions.own_principal_id.empty())
    RETURN_IF_ERROR(RevokeConsent(graph, base, permissions.own_principal_id, permissions.apis));
  return json::Value();
}

absl::StatusOr<json::Value> ListAppPermissions(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const std::string id, FindAppObjectId(context, args));
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value app, graph.Get(AppUrl(id)));
  const std::vector<json::Value>& resources = app["requiredResourceAccess"].elements();
  const std::string& type = args[kPermissionType];

  std::vector<std::optional<absl::StatusOr<ApiNames>>> names(resources.size());
  base::ParallelFor(resources.size(), [&](size_t i) {
    names[i] = NamesOfApi(graph, resources[i]["resourceAppId"].AsString(), type);
  });
  json::Value list = json::Value::Array();
  for (size_t i = 0; i < resources.size(); ++i) {
    RETURN_IF_ERROR(names[i]->status());
    AppendNamed(resources[i], **names[i], type, list);
  }
  return list;
}

}  // namespace o365::aad
