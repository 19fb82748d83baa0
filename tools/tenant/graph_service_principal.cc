// Applications as they stand in the tenant, and what they may do ("servicePrincipal",
// "appRoleAssignment" and "oAuth2PermissionGrant resource type").

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/signing_key.h"

namespace o365::tenant {
namespace {

// Ids of grants are no GUIDs, but short Base64.
std::string GrantId(absl::string_view what) { return Base64Url(StableGuid(what)).substr(0, 43); }

std::optional<GraphError> AddPrincipal(Call& call, const json::Value&, Entity& principal) {
  json::Value& properties = principal.properties;
  const std::string app_id = properties["appId"].AsString();
  if (call.state().directory.Of("servicePrincipal").FindBy("appId", app_id) != nullptr) {
    return GraphError{.status = 409,
                      .code = "Request_MultipleObjectsWithSameKeyValue",
                      .message = absl::StrCat("The service principal cannot be created, updated, "
                                              "or restored because the service principal name ",
                                              app_id, " is already in use.")};
  }
  const Entity* app = call.state().directory.Of("application").FindBy("appId", app_id);
  if (app == nullptr) {
    return GraphError{.message = absl::StrCat("The appId '", app_id,
                                              "' of the service principal does not reference a "
                                              "valid application object.")};
  }
  properties.Set("displayName", app->properties["displayName"]);
  properties.Set("appDisplayName", app->properties["displayName"]);
  properties.Set("appRoles", app->properties["appRoles"]);
  properties.Set("oauth2PermissionScopes", app->properties["api"]["oauth2PermissionScopes"]);
  properties.Set("signInAudience", app->properties["signInAudience"]);
  properties.Set("appOwnerOrganizationId", kTenantId);
  json::Value names = json::Value::Array({app_id});
  for (const json::Value& uri : app->properties["identifierUris"].elements()) names.Append(uri);
  properties.Set("servicePrincipalNames", std::move(names));
  properties.Set("replyUrls", app->properties["web"]["redirectUris"]);
  principal.links["owners"] = {call.caller.object_id};
  return std::nullopt;
}

// The assignments to and of a service principal, and its grants, go with it.
std::optional<GraphError> RemovePrincipal(Call& call, Entity& principal) {
  for (const char* type : {"appRoleAssignment", "oAuth2PermissionGrant"}) {
    EntityStore& store = call.state().directory.Of(type);
    std::vector<const Entity*> gone;
    for (const auto& each : store.held()) {
      for (const char* end : {"principalId", "clientId", "resourceId"}) {
        if (each->properties[end].AsString() == principal.id()) {
          gone.push_back(each.get());
          break;
        }
      }
    }
    for (const Entity* each : gone) store.Take(*each);
  }
  return std::nullopt;
}

std::string RoleTitle(const Entity& principal) {
  if (principal.type == "user") return "User";
  return principal.type == "group" ? "Group" : "ServicePrincipal";
}

bool HasRole(const Entity& resource, absl::string_view role) {
  // All zeros is the role of an application that has none.
  if (role == "00000000-0000-0000-0000-000000000000") return true;
  const auto& roles = resource.properties["appRoles"].elements();
  return std::any_of(roles.begin(), roles.end(), [&](const json::Value& each) {
    return absl::EqualsIgnoreCase(each["id"].AsString(), role);
  });
}

std::optional<GraphError> AddAssignment(Call& call, const json::Value& body, Entity& assignment) {
  json::Value& properties = assignment.properties;
  State& state = call.state();
  for (const char* name : {"principalId", "resourceId"}) {
    if (!body[name].is_null()) properties.Set(name, body[name]);
  }
  const Entity* principal = FindObject(state, properties["principalId"].AsString());
  const Entity* resource =
      state.directory.Of("servicePrincipal").Find(properties["resourceId"].AsString());
  if (principal == nullptr) return ResourceNotFound(properties["principalId"].AsString());
  if (resource == nullptr) return ResourceNotFound(properties["resourceId"].AsString());
  const std::string role = properties["appRoleId"].AsString();
  if (!HasRole(*resource, role)) {
    return GraphError{.message = "Permission being assigned was not found on application '" +
                                 resource->id() + "'."};
  }
  const std::string id = GrantId(absl::StrCat(principal->id(), resource->id(), role));
  if (state.directory.Of("appRoleAssignment").Find(id) != nullptr) {
    return GraphError{.message = "Permission being assigned already exists on the object",
                      .details = json::Value::Array({json::Value::Object(
                          {{"code", "InvalidUpdate"},
                           {"message", "Permission being assigned already exists on the object"},
                           {"target", json::Value()}})})};
  }
  properties.Set("id", id);
  properties.Set("principalDisplayName", principal->properties["displayName"]);
  properties.Set("principalType", RoleTitle(*principal));
  properties.Set("resourceDisplayName", resource->properties["displayName"]);
  return std::nullopt;
}

std::optional<GraphError> AddGrant(Call& call, const json::Value&, Entity& grant) {
  json::Value& properties = grant.properties;
  EntityStore& principals = call.state().directory.Of("servicePrincipal");
  for (const char* end : {"clientId", "resourceId"}) {
    const std::string& id = properties[end].AsString();
    if (principals.Find(id) == nullptr) return ResourceNotFound(id);
  }
  const std::string consent = properties["consentType"].AsString();
  if (consent != "AllPrincipals" && consent != "Principal") {
    return InvalidValue(TypeNamed("oAuth2PermissionGrant"), "consentType");
  }
  const std::string id =
      GrantId(absl::StrCat(properties["clientId"].AsString(), properties["resourceId"].AsString(),
                           consent, properties["principalId"].AsString()));
  if (call.state().directory.Of("oAuth2PermissionGrant").Find(id) != nullptr) {
    return GraphError{.status = 409,
                      .code = "Request_MultipleObjectsWithSameKeyValue",
                      .message = "Permission entry already exists."};
  }
  properties.Set("id", id);
  return std::nullopt;
}

// The same assignments as seen from either end.
EntityType Assignments(const char* path, const char* parent_property) {
  return {.name = "appRoleAssignment",
          .path = path,
          .verbs = "list get add remove",
          .shape = Shape(R"({"id": null, "deletedDateTime": null, "appRoleId": null,
            "createdDateTime": null, "principalDisplayName": null, "principalId": null,
            "principalType": null, "resourceDisplayName": null, "resourceId": null})"),
          .required = "principalId resourceId appRoleId",
          .read_only = "id createdDateTime principalDisplayName principalType resourceDisplayName",
          .parent_property = parent_property,
          .rules = {.add = AddAssignment}};
}

EntityType Grants(const char* path, const char* verbs, const char* parent_property) {
  return {.name = "oAuth2PermissionGrant",
          .path = path,
          .verbs = verbs,
          .shape = Shape(R"({"clientId": null, "consentType": null, "expiryTime": null, "id": null,
            "principalId": null, "resourceId": null, "scope": null, "startTime": null})"),
          .required = "clientId consentType resourceId scope",
          .read_only = "id",
          .parent_property = parent_property,
          .rules = {.add = AddGrant}};
}

}  // namespace

std::vector<EntityType> ServicePrincipalTypes() {
  using Kind = Navigation::Kind;
  return {
      {.name = "servicePrincipal",
       .path = "servicePrincipals",
       .verbs = "list get add set remove",
       .shape = Shape(R"({"id": null, "deletedDateTime": null, "accountEnabled": true,
         "alternativeNames": [], "appDescription": null, "appDisplayName": null, "appId": null,
         "appOwnerOrganizationId": null, "appRoleAssignmentRequired": false, "appRoles": [],
         "applicationTemplateId": null, "createdDateTime": null, "description": null,
         "disabledByMicrosoftStatus": null, "displayName": null, "homepage": null, "info": {},
         "keyCredentials": [], "loginUrl": null, "logoutUrl": null, "notes": null,
         "notificationEmailAddresses": [], "oauth2PermissionScopes": [],
         "passwordCredentials": [], "preferredSingleSignOnMode": null,
         "preferredTokenSigningKeyThumbprint": null, "publisherName": null, "replyUrls": [],
         "resourceSpecificApplicationPermissions": [], "samlSingleSignOnSettings": null,
         "servicePrincipalNames": [], "servicePrincipalType": "Application",
         "signInAudience": null, "tags": [], "tokenEncryptionKeyId": null,
         "verifiedPublisher": {}})"),
       .required = "appId",
       .read_only = "id createdDateTime deletedDateTime appOwnerOrganizationId signInAudience",
       .alternate_keys = "appId",
       .navigations = {{"owners", Kind::kLinks},
                       {"memberOf", Kind::kInverse, "members", "group administrativeUnit"},
                       {"appRoleAssignments", Kind::kChildren, "principalId", "appRoleAssignment"},
                       {"appRoleAssignedTo", Kind::kChildren, "resourceId", "appRoleAssignment"},
                       {"oauth2PermissionGrants", Kind::kChildren, "clientId",
                        "oAuth2PermissionGrant"}},
       .rules = {.add = AddPrincipal, .remove = RemovePrincipal},
       .is_directory_object = true,
       .is_soft_deleted = true,
       .may_be_added_by_anybody = true},
      Assignments("servicePrincipals/{parent}/appRoleAssignments", "principalId"),
      Assignments("servicePrincipals/{parent}/appRoleAssignedTo", "resourceId"),
      Assignments("users/{parent}/appRoleAssignments", "principalId"),
      Assignments("groups/{parent}/appRoleAssignments", "principalId"),
      Grants("oauth2PermissionGrants", "list get add set remove", ""),
      Grants("servicePrincipals/{parent}/oauth2PermissionGrants", "list", "clientId"),
      Grants("users/{parent}/oauth2PermissionGrants", "list", "principalId"),
  };
}

}  // namespace o365::tenant
