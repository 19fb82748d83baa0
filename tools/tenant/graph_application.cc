// Registrations of applications ("application resource type").

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/app_credential.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/guid.h"

namespace o365::tenant {
namespace {

GraphError BadAppRoles(absl::string_view why) {
  return {.message = absl::StrCat("Invalid value specified for property 'appRoles' of resource "
                                  "'Application'. ",
                                  why)};
}

// A role or scope that is enabled must stay what it is; it is disabled first.
std::optional<GraphError> CheckRoles(const json::Value& before, const json::Value& after) {
  std::vector<std::string> values;
  for (const json::Value& role : after.elements()) {
    if (!IsGuid(role["id"].AsString())) return BadAppRoles("Each role needs an id.");
    const std::string& value = role["value"].AsString();
    if (std::find(values.begin(), values.end(), value) != values.end() && !value.empty()) {
      return BadAppRoles(absl::StrCat("The value '", value, "' is there twice."));
    }
    values.push_back(value);
  }
  for (const json::Value& role : before.elements()) {
    const auto& all = after.elements();
    const bool kept = std::any_of(
        all.begin(), all.end(), [&](const json::Value& each) { return each["id"] == role["id"]; });
    if (!kept && role["isEnabled"].AsBool()) {
      return GraphError{.code = "CannotDeleteOrUpdateEnabledEntitlement",
                        .message =
                            "Property value cannot be deleted or updated unless it is disabled "
                            "first."};
    }
  }
  return std::nullopt;
}

std::optional<GraphError> CheckUris(State& state, const Entity& app, const json::Value& uris) {
  for (const json::Value& uri : uris.elements()) {
    for (const auto& other : state.directory.Of("application").held()) {
      if (other->id() == app.id()) continue;
      const auto& taken = other->properties["identifierUris"].elements();
      if (std::find(taken.begin(), taken.end(), uri) != taken.end()) {
        return Conflict("identifierUris");
      }
    }
  }
  return std::nullopt;
}

void KeepKeys(Entity& app, json::Value& keys) {
  if (keys.mutable_elements() == nullptr) return;
  for (json::Value& key : *keys.mutable_elements()) KeepKey(app, key);
}

std::optional<GraphError> Check(Call& call, Entity& app, json::Value& changes) {
  if (const json::Value* roles = changes.Find("appRoles")) {
    if (auto error = CheckRoles(app.properties["appRoles"], *roles)) return error;
  }
  if (const json::Value* uris = changes.Find("identifierUris")) {
    if (auto error = CheckUris(call.state(), app, *uris)) return error;
  }
  if (json::Value* keys = changes.FindMutable("keyCredentials")) KeepKeys(app, *keys);
  return std::nullopt;
}

// Members of a complex property that a change leaves out stay as they are.
void KeepRest(const json::Value& before, json::Value& changes) {
  for (const char* name : {"api", "web", "spa", "publicClient", "info"}) {
    json::Value* change = changes.FindMutable(name);
    if (change == nullptr || !change->is_object()) continue;
    for (const auto& [member, value] : before[name].members()) {
      if (change->Find(member) == nullptr) change->Set(member, value);
    }
  }
}

std::optional<GraphError> Add(Call& call, const json::Value& body, Entity& app) {
  json::Value& properties = app.properties;
  properties.Set("appId", base::NewGuid());
  properties.Set("publisherDomain", kTenantDomain);
  app.links["owners"] = {call.caller.object_id};
  KeepRest(TypeNamed("application").shape, properties);
  const Entity none{.properties = TypeNamed("application").shape};
  if (json::Value* keys = properties.FindMutable("keyCredentials")) KeepKeys(app, *keys);
  if (auto error = CheckRoles(none.properties["appRoles"], body["appRoles"])) return error;
  return CheckUris(call.state(), app, body["identifierUris"]);
}

std::optional<GraphError> Set(Call& call, Entity& app, json::Value& changes) {
  KeepRest(app.properties, changes);
  return Check(call, app, changes);
}

// The service principals of an application go with it.
std::optional<GraphError> Remove(Call& call, Entity& app) {
  EntityStore& principals = call.state().directory.Of("servicePrincipal");
  if (Entity* principal = principals.FindBy("appId", app.properties["appId"].AsString())) {
    RemoveEntity(call, TypeNamed("servicePrincipal"), *principal);
  }
  return std::nullopt;
}

// What an application shows to its service principal.
void CopyToPrincipal(State& state, const Entity& app) {
  Entity* principal =
      state.directory.Of("servicePrincipal").FindBy("appId", app.properties["appId"].AsString());
  if (principal == nullptr) return;
  principal->properties.Set("appRoles", app.properties["appRoles"]);
  principal->properties.Set("oauth2PermissionScopes",
                            app.properties["api"]["oauth2PermissionScopes"]);
}

std::optional<GraphError> SetAndCopy(Call& call, Entity& app, json::Value& changes) {
  if (auto error = Set(call, app, changes)) return error;
  Entity after = app;
  for (const auto& [name, value] : changes.members()) after.properties.Set(name, value);
  CopyToPrincipal(call.state(), after);
  return std::nullopt;
}

std::string AppIdWithoutDashes(Call& call, const Entity& property) {
  const Entity* app = call.state().directory.Of("application").Find(property.parent);
  return absl::StrReplaceAll(app->properties["appId"].AsString(), {{"-", ""}});
}

std::optional<GraphError> AddExtension(Call& call, const json::Value&, Entity& property) {
  const std::string& type = property.properties["dataType"].AsString();
  if (!IsNamed("Binary Boolean DateTime Integer LargeInteger String", type)) {
    return InvalidValue(TypeNamed("extensionProperty"), "dataType");
  }
  const std::string name = absl::StrCat("extension_", AppIdWithoutDashes(call, property), "_",
                                        property.properties["name"].AsString());
  if (call.state().directory.Of("extensionProperty").FindBy("name", name) != nullptr) {
    return GraphError{.message = "An extension property exists with the name " + name + "."};
  }
  const Entity* app = call.state().directory.Of("application").Find(property.parent);
  property.properties.Set("name", name);
  property.properties.Set("appDisplayName", app->properties["displayName"]);
  return std::nullopt;
}

// "Create federatedIdentityCredential": of an issuer, each subject is trusted once.
std::optional<GraphError> AddFederated(Call& call, const json::Value& body, Entity& credential) {
  for (const auto& other : call.state().directory.Of("federatedIdentityCredential").held()) {
    const json::Value& held = other->properties;
    if (other->parent != credential.parent) continue;
    if (held["name"] == body["name"]) return Conflict("name");
    if (held["issuer"] == body["issuer"] && held["subject"] == body["subject"]) {
      return GraphError{.status = 409,
                        .code = "Request_MultipleObjectsWithSameKeyValue",
                        .message =
                            "FederatedIdentityCredential with the same Issuer and Subject already "
                            "exists on the application."};
    }
  }
  return std::nullopt;
}

// The application or service principal that an action is about.
Entity* Holder(Call& call) {
  const bool is_app = absl::StartsWithIgnoreCase(call.path, "/applications");
  return FindEntity(call, TypeNamed(is_app ? "application" : "servicePrincipal"),
                    call.parameters["id"]);
}

// "application: addPassword"; the secret is shown this once.
http::Response AddPassword(Call& call) {
  Entity* holder = Holder(call);
  if (holder == nullptr) return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
  if (!MayChange(call, *holder)) return GraphRefuse(call, NotAuthorized());
  const json::Value wanted = call.Body()["passwordCredential"];
  const json::Value credential = AddSecret(*holder, wanted, call.clock().Now());
  return GraphValue(call, "microsoft.graph.passwordCredential", credential);
}

http::Response RemovePassword(Call& call) {
  Entity* holder = Holder(call);
  if (holder == nullptr) return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
  if (!MayChange(call, *holder)) return GraphRefuse(call, NotAuthorized());
  const std::string key = call.Body()["keyId"].AsString();
  json::Value all = json::Value::Array(holder->properties["passwordCredentials"].elements());
  const size_t removed = std::erase_if(*all.mutable_elements(), [&](const json::Value& each) {
    return absl::EqualsIgnoreCase(each["keyId"].AsString(), key);
  });
  if (removed == 0) {
    return GraphRefuse(
        call, {.message = absl::StrCat("No password credential found with keyId '", key, "'.")});
  }
  holder->properties.Set("passwordCredentials", std::move(all));
  return Empty(204);
}

constexpr Route kRoutes[] = {
    {"POST", "applications/{id}/addPassword", AddPassword},
    {"POST", "applications/{id}/removePassword", RemovePassword},
    {"POST", "servicePrincipals/{id}/addPassword", AddPassword},
    {"POST", "servicePrincipals/{id}/removePassword", RemovePassword},
};

}  // namespace

absl::Span<const Route> GraphApplicationRoutes() { return kRoutes; }

std::vector<EntityType> ApplicationTypes() {
  using Kind = Navigation::Kind;
  return {
      {.name = "application",
       .path = "applications",
       .verbs = "list get add set remove",
       .shape = Shape(R"({"id": null, "deletedDateTime": null, "appId": null,
         "applicationTemplateId": null, "disabledByMicrosoftStatus": null,
         "createdDateTime": null, "displayName": null, "description": null,
         "groupMembershipClaims": null, "identifierUris": [], "isDeviceOnlyAuthSupported": null,
         "isFallbackPublicClient": null, "nativeAuthenticationApisEnabled": null, "notes": null,
         "oauth2RequirePostResponse": false, "publisherDomain": null,
         "serviceManagementReference": null, "signInAudience": "AzureADMyOrg", "tags": [],
         "tokenEncryptionKeyId": null, "uniqueName": null, "samlMetadataUrl": null,
         "defaultRedirectUri": null, "certification": null, "optionalClaims": null,
         "servicePrincipalLockConfiguration": null, "requestSignatureVerification": null,
         "addIns": [],
         "api": {"acceptMappedClaims": null, "knownClientApplications": [],
                 "requestedAccessTokenVersion": null, "oauth2PermissionScopes": [],
                 "preAuthorizedApplications": []},
         "appRoles": [],
         "info": {"logoUrl": null, "marketingUrl": null, "privacyStatementUrl": null,
                  "supportUrl": null, "termsOfServiceUrl": null},
         "keyCredentials": [],
         "parentalControlSettings": {"countriesBlockedForMinors": [], "legalAgeGroupRule": "Allow"},
         "passwordCredentials": [],
         "publicClient": {"redirectUris": []}, "requiredResourceAccess": [],
         "verifiedPublisher": {"displayName": null, "verifiedPublisherId": null,
                               "addedDateTime": null},
         "web": {"homePageUrl": null, "logoutUrl": null, "redirectUris": [],
                 "implicitGrantSettings": {"enableAccessTokenIssuance": false,
                                           "enableIdTokenIssuance": false},
                 "redirectUriSettings": []},
         "spa": {"redirectUris": []}})"),
       .required = "displayName",
       .read_only = "id appId createdDateTime deletedDateTime publisherDomain",
       .alternate_keys = "appId uniqueName",
       .navigations = {{"owners", Kind::kLinks},
                       {"extensionProperties", Kind::kChildren, "", "extensionProperty"},
                       {"federatedIdentityCredentials", Kind::kChildren, "",
                        "federatedIdentityCredential"}},
       .rules = {.add = Add, .set = SetAndCopy, .remove = Remove},
       .is_directory_object = true,
       .is_soft_deleted = true,
       .may_be_added_by_anybody = true},
      {.name = "federatedIdentityCredential",
       .path = "applications/{parent}/federatedIdentityCredentials",
       .verbs = "list get add set remove",
       .shape = Shape(R"({"id": null, "name": null, "issuer": null, "subject": null,
         "description": null, "audiences": []})"),
       .required = "name issuer subject audiences",
       .read_only = "id",
       .alternate_keys = "name",
       .rules = {.add = AddFederated}},
      {.name = "extensionProperty",
       .path = "applications/{parent}/extensionProperties",
       .verbs = "list get add remove",
       .shape = Shape(R"({"id": null, "deletedDateTime": null, "appDisplayName": null,
         "dataType": null, "isMultiValued": false, "isSyncedFromOnPremises": false, "name": null,
         "targetObjects": []})"),
       .required = "name dataType targetObjects",
       .read_only = "id appDisplayName isSyncedFromOnPremises",
       .rules = {.add = AddExtension}},
  };
}

}  // namespace o365::tenant
