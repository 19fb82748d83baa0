// What people did and how they can sign in ("signIn", "userRegistrationDetails resource type").

#include "absl/strings/match.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/graph_type.h"

namespace o365::tenant {
namespace {

bool IsAdministrator(State& state, const std::string& user_id) {
  return state.directory.Of("unifiedRoleAssignment").FindBy("principalId", user_id) != nullptr;
}

// Follows the user, of whom only what was registered is stored.
void ShowRegistration(State& state, const Entity& details, json::Value& shown) {
  const Entity* user = state.directory.Of("user").Find(details.id());
  if (user == nullptr) return;
  shown.Set("userPrincipalName", user->properties["userPrincipalName"]);
  shown.Set("userDisplayName", user->properties["displayName"]);
  shown.Set("userType", user->properties["userType"].AsString() == "Guest" ? "guest" : "member");
  shown.Set("isAdmin", IsAdministrator(state, user->id()));
  const auto& methods = details.properties["methodsRegistered"].elements();
  bool passwordless = false;
  for (const json::Value& method : methods) {
    passwordless |= IsNamed("fido2SecurityKey windowsHelloForBusiness", method.AsString());
  }
  shown.Set("isMfaRegistered", !methods.empty());
  shown.Set("isMfaCapable", !methods.empty());
  shown.Set("isPasswordlessCapable", passwordless);
}

}  // namespace

std::vector<EntityType> ReportTypes() {
  return {
      {.name = "signIn",
       .path = "auditLogs/signIns",
       .verbs = "list get",
       .shape = Shape(R"({"id": null, "createdDateTime": null, "userDisplayName": null,
         "userPrincipalName": null, "userId": null, "appId": null, "appDisplayName": null,
         "ipAddress": null, "clientAppUsed": "Browser", "correlationId": null,
         "conditionalAccessStatus": "notApplied", "isInteractive": true, "riskDetail": "none",
         "riskLevelAggregated": "none", "riskLevelDuringSignIn": "none", "riskState": "none",
         "riskEventTypes": [], "riskEventTypes_v2": [], "resourceDisplayName": null,
         "resourceId": null, "status": {}, "deviceDetail": {}, "location": {},
         "appliedConditionalAccessPolicies": []})")},
      {.name = "userRegistrationDetails",
       .path = "reports/authenticationMethods/userRegistrationDetails",
       .verbs = "list get",
       .shape = Shape(R"({"id": null, "userPrincipalName": null, "userDisplayName": null,
         "userType": null, "isAdmin": false, "isSsprRegistered": false, "isSsprEnabled": false,
         "isSsprCapable": false, "isMfaRegistered": false, "isMfaCapable": false,
         "isPasswordlessCapable": false, "methodsRegistered": [],
         "isSystemPreferredAuthenticationMethodEnabled": false,
         "systemPreferredAuthenticationMethods": [],
         "userPreferredMethodForSecondaryAuthentication": "none",
         "lastUpdatedDateTime": null})"),
       .rules = {.show = ShowRegistration}},
  };
}

}  // namespace o365::tenant
