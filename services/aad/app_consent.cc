#include "services/aad/app_consent.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"
#include "common/http/url.h"
#include "common/odata/query.h"

namespace o365::aad {
namespace {

using Words = std::vector<std::string>;

std::string PrincipalUrl(const std::string& base, const std::string& id) {
  return absl::StrCat(base, "/servicePrincipals/", http::PercentEncode(id));
}

std::string GrantUrl(const std::string& base, const json::Value& grant) {
  return absl::StrCat(base, "/oauth2PermissionGrants/",
                      http::PercentEncode(grant["id"].AsString()));
}

absl::Status Delete(odata::Rest& graph, const std::string& url) {
  http::Request request;
  request.method = "DELETE";
  request.url = url;
  return graph.Send(std::move(request)).status();
}

Words NamesOf(const std::vector<Permission>& permissions) {
  Words names;
  for (const Permission& permission : permissions) names.push_back(permission.name);
  return names;
}

bool Has(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Words ScopesOf(const json::Value& grant) {
  return absl::StrSplit(grant["scope"].AsString(), ' ', absl::SkipEmpty());
}

// A client has one grant of an API for all users; what is new joins what it has.
absl::Status ExtendGrant(odata::Rest& graph, const std::string& base,
                         const std::string& principal_id, const ApiPermissions& api) {
  const std::string filter =
      odata::And({absl::StrCat("clientId eq ", odata::Quote(principal_id)),
                  absl::StrCat("resourceId eq ", odata::Quote(api.principal_id)),
                  "consentType eq 'AllPrincipals'"});
  ASSIGN_OR_RETURN(const json::Value grants,
                   graph.List(odata::Query(absl::StrCat(base, "/oauth2PermissionGrants"))
                                  .Add("$filter", filter)
                                  .Url()));
  for (const json::Value& grant : grants.elements()) {
    Words scopes = ScopesOf(grant);
    for (const std::string& name : NamesOf(api.delegated)) {
      if (!Has(scopes, name)) scopes.push_back(name);
    }
    RETURN_IF_ERROR(graph
                        .SendJson("PATCH", GrantUrl(base, grant),
                                  json::Value::Object({{"scope", absl::StrJoin(scopes, " ")}}))
                        .status());
  }
  return absl::OkStatus();
}

absl::Status GrantDelegated(odata::Rest& graph, const std::string& base,
                            const std::string& principal_id, const ApiPermissions& api) {
  const absl::Status granted =
      graph
          .SendJson("POST", absl::StrCat(base, "/oauth2PermissionGrants"),
                    json::Value::Object({{"clientId", principal_id},
                                         {"consentType", "AllPrincipals"},
                                         {"principalId", json::Value()},
                                         {"resourceId", api.principal_id},
                                         {"scope", absl::StrJoin(NamesOf(api.delegated), " ")}}))
          .status();
  return absl::IsAlreadyExists(granted) ? ExtendGrant(graph, base, principal_id, api) : granted;
}

absl::Status GrantApplication(odata::Rest& graph, const std::string& base,
                              const std::string& principal_id, const ApiPermissions& api) {
  for (const Permission& role : api.application) {
    const absl::Status granted =
        graph
            .SendJson("POST", absl::StrCat(PrincipalUrl(base, principal_id), "/appRoleAssignments"),
                      json::Value::Object({{"appRoleId", role.id},
                                           {"principalId", principal_id},
                                           {"resourceId", api.principal_id}}))
            .status();
    // The service has no code of its own for what is assigned already.
    if (!granted.ok() && !absl::StrContains(granted.message(), "already exists")) return granted;
  }
  return absl::OkStatus();
}

const ApiPermissions* ApiOf(const std::vector<ApiPermissions>& apis, const json::Value& entry) {
  const auto found = std::find_if(apis.begin(), apis.end(), [&](const ApiPermissions& api) {
    return absl::EqualsIgnoreCase(api.principal_id, entry["resourceId"].AsString());
  });
  return found == apis.end() ? nullptr : &*found;
}

absl::Status RevokeDelegated(odata::Rest& graph, const std::string& base,
                             const std::string& principal_id,
                             const std::vector<ApiPermissions>& apis) {
  ASSIGN_OR_RETURN(json::Value grants,
                   graph.List(absl::StrCat(PrincipalUrl(base, principal_id),
                                           "/oauth2PermissionGrants?$select=id,resourceId,scope")));
  for (json::Value& grant : *grants.mutable_elements()) {
    const ApiPermissions* api = ApiOf(apis, grant);
    if (api == nullptr) continue;
    const Words revoked = NamesOf(api->delegated);
    Words scopes = ScopesOf(grant);
    if (std::erase_if(scopes, [&](const std::string& scope) { return Has(revoked, scope); }) == 0)
      continue;
    if (scopes.empty()) {
      RETURN_IF_ERROR(Delete(graph, GrantUrl(base, grant)));
      continue;
    }
    grant.Set("scope", absl::StrJoin(scopes, " "));
    RETURN_IF_ERROR(graph.SendJson("PATCH", GrantUrl(base, grant), grant).status());
  }
  return absl::OkStatus();
}

absl::Status RevokeApplication(odata::Rest& graph, const std::string& base,
                               const std::string& principal_id,
                               const std::vector<ApiPermissions>& apis) {
  const std::string url = absl::StrCat(PrincipalUrl(base, principal_id), "/appRoleAssignments");
  ASSIGN_OR_RETURN(const json::Value assignments,
                   graph.List(absl::StrCat(url, "?$select=id,appRoleId,resourceId")));
  for (const json::Value& assignment : assignments.elements()) {
    const ApiPermissions* api = ApiOf(apis, assignment);
    if (api == nullptr) continue;
    const bool revoked =
        std::any_of(api->application.begin(), api->application.end(), [&](const Permission& role) {
          return absl::EqualsIgnoreCase(role.id, assignment["appRoleId"].AsString());
        });
    if (!revoked) continue;
    RETURN_IF_ERROR(
        Delete(graph, absl::StrCat(url, "/", http::PercentEncode(assignment["id"].AsString()))));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> CreatePrincipal(odata::Rest& graph, const std::string& base,
                                            const std::string& app_id) {
  ASSIGN_OR_RETURN(const json::Value principal,
                   graph.SendJson("POST", absl::StrCat(base, "/servicePrincipals"),
                                  json::Value::Object({{"appId", app_id}})));
  return principal["id"].AsString();
}

absl::Status GrantConsent(odata::Rest& graph, const std::string& base,
                          const std::string& principal_id,
                          const std::vector<ApiPermissions>& apis) {
  for (const ApiPermissions& api : apis) {
    if (!api.delegated.empty()) RETURN_IF_ERROR(GrantDelegated(graph, base, principal_id, api));
    RETURN_IF_ERROR(GrantApplication(graph, base, principal_id, api));
  }
  return absl::OkStatus();
}

absl::Status RevokeConsent(odata::Rest& graph, const std::string& base,
                           const std::string& principal_id,
                           const std::vector<ApiPermissions>& apis) {
  const auto any = [&](std::vector<Permission> ApiPermissions::*kind) {
    return std::any_of(apis.begin(), apis.end(),
                       [&](const ApiPermissions& api) { return !(api.*kind).empty(); });
  };
  if (any(&ApiPermissions::application))
    RETURN_IF_ERROR(RevokeApplication(graph, base, principal_id, apis));
  if (any(&ApiPermissions::delegated))
    RETURN_IF_ERROR(RevokeDelegated(graph, base, principal_id, apis));
  return absl::OkStatus();
}

}  // namespace o365::aad
