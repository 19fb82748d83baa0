// Users, and the one who asks ("user resource type").

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/password.h"

namespace o365::tenant {
namespace {

GraphError BadPassword() {
  return {.message =
              "The specified password does not comply with password complexity requirements. "
              "Please provide a different password."};
}

// Keeps the password of a passwordProfile to itself; it is never shown.
std::optional<GraphError> TakePassword(Entity& user, json::Value& properties) {
  const json::Value* profile = properties.Find("passwordProfile");
  if (profile == nullptr || profile->is_null()) return std::nullopt;
  const std::string& password = (*profile)["password"].AsString();
  if (!password.empty() && !CheckPassword(password).empty()) return BadPassword();
  if (!password.empty()) user.secrets["password"] = password;
  properties.Set("passwordProfile", json::Value());
  return std::nullopt;
}

std::optional<GraphError> CheckName(State& state, const Entity& user, const std::string& upn) {
  const size_t at = upn.find('@');
  if (at == 0 || at == std::string::npos) {
    return GraphError{.message =
                          "Invalid value specified for property 'userPrincipalName' of "
                          "resource 'User'."};
  }
  const absl::string_view domain = absl::string_view(upn).substr(at + 1);
  const auto& domains =
      state.directory.Of("organization").held().front()->properties["verifiedDomains"].elements();
  if (std::none_of(domains.begin(), domains.end(), [&](const json::Value& known) {
        return absl::EqualsIgnoreCase(known["name"].AsString(), domain);
      })) {
    return GraphError{.message =
                          "The domain portion of the userPrincipalName property is "
                          "invalid. You must use one of the verified domain names in your "
                          "organization."};
  }
  const Entity* taken = state.directory.Of("user").FindBy("userPrincipalName", upn);
  if (taken != nullptr && taken != &user) return Conflict("userPrincipalName");
  return std::nullopt;
}

std::optional<GraphError> Add(Call& call, const json::Value& body, Entity& user) {
  const std::string upn = user.properties["userPrincipalName"].AsString();
  if (auto error = CheckName(call.state(), user, upn)) return error;
  if (body["passwordProfile"]["password"].AsString().empty()) {
    return GraphError{.message = "A password must be specified to create a new user."};
  }
  if (auto error = TakePassword(user, user.properties)) return error;
  AddEntity(call.state(), "userRegistrationDetails", json::Value::Object({{"id", user.id()}}));
  return std::nullopt;
}

std::optional<GraphError> Set(Call& call, Entity& user, json::Value& changes) {
  if (const json::Value* upn = changes.Find("userPrincipalName")) {
    if (auto error = CheckName(call.state(), user, upn->AsString())) return error;
  }
  return TakePassword(user, changes);
}

std::string PrefixOf(const Entity& user) { return absl::StrReplaceAll(user.id(), {{"-", ""}}); }

// A deleted user's name is free for others, and reports forget the user.
std::optional<GraphError> Remove(Call& call, Entity& user) {
  EntityStore& reports = call.state().directory.Of("userRegistrationDetails");
  if (const Entity* report = reports.Find(user.id())) reports.Take(*report);
  user.properties.Set(
      "userPrincipalName",
      absl::StrCat(PrefixOf(user), user.properties["userPrincipalName"].AsString()));
  return std::nullopt;
}

std::optional<GraphError> Restore(Call& call, Entity& user) {
  std::string upn = user.properties["userPrincipalName"].AsString();
  const std::string prefix = PrefixOf(user);
  if (absl::StartsWith(upn, prefix)) upn = upn.substr(prefix.size());
  if (auto error = CheckName(call.state(), user, upn)) return error;
  user.properties.Set("userPrincipalName", upn);
  AddEntity(call.state(), "userRegistrationDetails", json::Value::Object({{"id", user.id()}}));
  return std::nullopt;
}

Entity* Addressed(Call& call) { return FindEntity(call, TypeNamed("user"), call.parameters["id"]); }

http::Response NotFound(const Call& call) {
  return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
}

// The ids of the groups that have the user as a member, directly or through other groups.
std::vector<std::string> GroupsOf(State& state, const std::string& id, bool only_security) {
  std::vector<std::string> found, open = {id};
  while (!open.empty()) {
    const std::string member = open.back();
    open.pop_back();
    for (const auto& group : state.directory.Of("group").held()) {
      const bool known = std::find(found.begin(), found.end(), group->id()) != found.end();
      if (known || !group->HasLink("members", member)) continue;
      if (only_security && !group->properties["securityEnabled"].AsBool()) continue;
      found.push_back(group->id());
      open.push_back(group->id());
    }
  }
  return found;
}

http::Response GetMemberGroups(Call& call) {
  const Entity* user = Addressed(call);
  if (user == nullptr) return NotFound(call);
  const json::Value only = call.Body()["securityEnabledOnly"];
  if (!only.is_bool()) {
    return GraphRefuse(call, {.message = "The 'securityEnabledOnly' parameter is required."});
  }
  json::Value ids = json::Value::Array();
  for (const std::string& id : GroupsOf(call.state(), user->id(), only.AsBool())) ids.Append(id);
  return GraphValue(call, "Collection(Edm.String)", ids);
}

http::Response RevokeSessions(Call& call) {
  const Entity* user = Addressed(call);
  if (user == nullptr) return NotFound(call);
  if (!call.caller.administrator && user->id() != call.caller.object_id) {
    return GraphRefuse(call, NotAuthorized());
  }
  const std::string upn = user->properties["userPrincipalName"].AsString();
  if (const Account* account = call.authority().FindAccount(upn)) {
    call.authority().RevokeRefreshTokens(*account);
  }
  return GraphValue(call, "Edm.Boolean", json::Value(true));
}

http::Response ChangePassword(Call& call) {
  Entity* user = Addressed(call);
  if (user == nullptr) return NotFound(call);
  const json::Value body = call.Body();
  if (user->id() != call.caller.object_id) return GraphRefuse(call, NotAuthorized());
  const Account* account =
      call.authority().FindAccount(user->properties["userPrincipalName"].AsString());
  std::string current = account == nullptr ? "" : account->password;
  if (user->secrets.count("password") > 0) current = user->secrets["password"];
  if (body["currentPassword"].AsString() != current) {
    return GraphRefuse(call, {.message = "The specified password does not match the password of "
                                         "the account. Error in the password of user."});
  }
  if (!CheckPassword(body["newPassword"].AsString()).empty()) {
    return GraphRefuse(call, BadPassword());
  }
  user->secrets["password"] = body["newPassword"].AsString();
  return Empty(204);
}

// "user: validatePassword", of the beta version.
http::Response ValidatePassword(Call& call) {
  const std::string password = call.Body()["password"].AsString();
  if (password.empty()) {
    return GraphRefuse(call, {.code = "BadRequest", .message = "password is required."});
  }
  json::Value results = json::Value::Array();
  const std::vector<PasswordRule> broken = CheckPassword(password);
  for (const PasswordRule& rule : broken) {
    results.Append(json::Value::Object(
        {{"ruleName", rule.name}, {"validationPassed", false}, {"message", rule.message}}));
  }
  if (broken.empty()) {
    results.Append(json::Value::Object({{"ruleName", "PasswordNotInHistory"},
                                        {"validationPassed", true},
                                        {"message", "The password is accepted."}}));
  }
  return GraphValue(
      call, "microsoft.graph.passwordValidationInformation",
      json::Value::Object({{"isValid", broken.empty()}, {"validationResults", results}}));
}

Entity* FindSku(State& state, absl::string_view id) {
  return state.directory.Of("subscribedSku").FindBy("skuId", id);
}

bool IsAssigned(const json::Value& licenses, absl::string_view sku) {
  const auto& all = licenses.elements();
  return std::any_of(all.begin(), all.end(), [&](const json::Value& license) {
    return absl::EqualsIgnoreCase(license["skuId"].AsString(), sku);
  });
}

// What is wrong with the licenses to add to a user who has `licenses`.
std::optional<GraphError> CheckLicense(State& state, const Entity& user, absl::string_view sku) {
  const Entity* known = FindSku(state, sku);
  if (known == nullptr) {
    return GraphError{.message = absl::StrCat("License ", sku,
                                              " does not correspond to a valid company License.")};
  }
  if (user.properties["usageLocation"].AsString().empty()) {
    return GraphError{
        .message = "License assignment cannot be done for user with invalid usage location."};
  }
  const json::Value shown = Shown(state, *known);
  const bool has_it = IsAssigned(user.properties["assignedLicenses"], sku);
  if (!has_it && shown["consumedUnits"].AsInt().value_or(0) >=
                     shown["prepaidUnits"]["enabled"].AsInt().value_or(0)) {
    return GraphError{.message = absl::StrCat("Subscription with SKU ", sku,
                                              " does not have any available licenses.")};
  }
  return std::nullopt;
}

http::Response AssignLicense(Call& call) {
  Entity* user = Addressed(call);
  if (user == nullptr) return NotFound(call);
  if (!call.caller.administrator) return GraphRefuse(call, NotAuthorized());
  const json::Value body = call.Body();
  if (!body["addLicenses"].is_array() || !body["removeLicenses"].is_array()) {
    return GraphRefuse(call, {.message = "The parameters 'addLicenses' and 'removeLicenses' are "
                                         "required."});
  }
  json::Value licenses = json::Value::Array(user->properties["assignedLicenses"].elements());
  for (const json::Value& sku : body["removeLicenses"].elements()) {
    if (!IsAssigned(licenses, sku.AsString())) {
      return GraphRefuse(call, {.message = "User does not have a corresponding license."});
    }
    std::erase_if(*licenses.mutable_elements(), [&](const json::Value& license) {
      return absl::EqualsIgnoreCase(license["skuId"].AsString(), sku.AsString());
    });
  }
  for (const json::Value& license : body["addLicenses"].elements()) {
    const std::string& sku = license["skuId"].AsString();
    if (auto error = CheckLicense(call.state(), *user, sku)) return GraphRefuse(call, *error);
    if (IsAssigned(licenses, sku)) continue;
    licenses.Append(json::Value::Object(
        {{"disabledPlans", json::Value::Array(license["disabledPlans"].elements())},
         {"skuId", absl::AsciiStrToLower(sku)}}));
  }
  user->properties.Set("assignedLicenses", std::move(licenses));
  return GraphEntity(call, *user);
}

http::Response LicenseDetails(Call& call) {
  const Entity* user = Addressed(call);
  if (user == nullptr) return NotFound(call);
  json::Value details = json::Value::Array();
  for (const json::Value& license : user->properties["assignedLicenses"].elements()) {
    const Entity* sku = FindSku(call.state(), license["skuId"].AsString());
    if (sku == nullptr) continue;
    details.Append(json::Value::Object({{"id", absl::StrCat(user->id(), "_", sku->id())},
                                        {"skuId", sku->properties["skuId"]},
                                        {"skuPartNumber", sku->properties["skuPartNumber"]},
                                        {"servicePlans", sku->properties["servicePlans"]}}));
  }
  return GraphValue(call, absl::StrCat("users('", user->id(), "')/licenseDetails"), details);
}

constexpr Route kRoutes[] = {
    {"POST", "users/validatePassword", ValidatePassword},
    {"POST", "users/{id}/getMemberGroups", GetMemberGroups},
    {"POST", "users/{id}/revokeSignInSessions", RevokeSessions},
    {"POST", "users/{id}/microsoft.graph.revokeSignInSessions", RevokeSessions},
    {"POST", "users/{id}/changePassword", ChangePassword},
    {"POST", "users/{id}/assignLicense", AssignLicense},
    {"GET", "users/{id}/licenseDetails", LicenseDetails},
};

}  // namespace

absl::Span<const Route> GraphUserRoutes() { return kRoutes; }

std::vector<EntityType> UserTypes() {
  using Kind = Navigation::Kind;
  return {
      {.name = "user",
       .path = "users",
       .verbs = "list get add set remove",
       .shape = Shape(R"({"id": null, "deletedDateTime": null, "accountEnabled": true,
         "ageGroup": null, "assignedLicenses": [], "assignedPlans": [], "businessPhones": [],
         "city": null, "companyName": null, "consentProvidedForMinor": null, "country": null,
         "createdDateTime": null, "creationType": null, "department": null, "displayName": null,
         "employeeId": null, "employeeType": null, "externalUserState": null,
         "externalUserStateChangeDateTime": null, "faxNumber": null, "givenName": null,
         "imAddresses": [], "jobTitle": null, "lastPasswordChangeDateTime": null, "mail": null,
         "mailNickname": null, "mobilePhone": null, "officeLocation": null,
         "onPremisesDistinguishedName": null, "onPremisesDomainName": null,
         "onPremisesExtensionAttributes": {}, "onPremisesImmutableId": null,
         "onPremisesLastSyncDateTime": null, "onPremisesSamAccountName": null,
         "onPremisesSyncEnabled": null, "onPremisesUserPrincipalName": null, "otherMails": [],
         "passwordPolicies": null, "passwordProfile": null, "postalCode": null,
         "preferredDataLocation": null, "preferredLanguage": null, "proxyAddresses": [],
         "securityIdentifier": null, "showInAddressList": null, "signInActivity": null,
         "signInSessionsValidFromDateTime": null, "state": null, "streetAddress": null,
         "surname": null, "usageLocation": null, "userPrincipalName": null,
         "userType": "Member"})"),
       .default_select = "businessPhones,displayName,givenName,jobTitle,mail,mobilePhone,"
                         "officeLocation,preferredLanguage,surname,userPrincipalName,id",
       .required = "accountEnabled displayName mailNickname passwordProfile userPrincipalName",
       .read_only = "id assignedLicenses assignedPlans createdDateTime deletedDateTime",
       .alternate_keys = "userPrincipalName",
       .navigations = {{"manager", Kind::kLink, "", "user"},
                       {"directReports", Kind::kInverse, "manager", "user"},
                       {"memberOf", Kind::kInverse, "members", "group administrativeUnit"},
                       {"ownedObjects", Kind::kInverse, "owners",
                        "group application servicePrincipal"},
                       {"ownedDevices", Kind::kInverse, "registeredOwners", "device"},
                       {"appRoleAssignments", Kind::kChildren, "principalId", "appRoleAssignment"},
                       {"drive", Kind::kOnlyChild, "", "drive"},
                       {"extensions", Kind::kChildren, "", "openTypeExtension"}},
       .rules = {.add = Add, .set = Set, .remove = Remove, .restore = Restore},
       .is_directory_object = true,
       .is_soft_deleted = true},
      // Of people only; that of a group is the library of its site.
      {.name = "drive",
       .path = "drives",
       .verbs = "get",
       .shape = Shape(R"({"createdDateTime": null, "description": "", "id": null,
         "lastModifiedDateTime": null, "name": "OneDrive", "webUrl": null,
         "driveType": "business", "owner": {}, "quota": {}})")},
  };
}

}  // namespace o365::tenant
