// Policies of the directory ("Policies resource types"): collections, and singles that every
// tenant has, whose shape is the state that they start in.

#include "tools/tenant/graph_type.h"

namespace o365::tenant {
namespace {

EntityType Collection(const char* name, const char* path, absl::string_view shape) {
  return {.name = name,
          .path = path,
          .verbs = "list get add set remove",
          .shape = Shape(shape),
          .required = "displayName",
          .read_only = "id"};
}

// Policies of Security Token Service share their shape.
EntityType StsPolicy(const char* name, const char* path) {
  return Collection(name, path, R"({"id": null, "deletedDateTime": null, "definition": [],
    "description": null, "displayName": null, "isOrganizationDefault": false})");
}

EntityType Single(const char* name, const char* path, absl::string_view state) {
  return {.name = name,
          .path = path,
          .verbs = "single get set",
          .shape = Shape(state),
          .read_only = "id"};
}

}  // namespace

std::vector<EntityType> PolicyTypes() {
  return {
      StsPolicy("activityBasedTimeoutPolicy", "policies/activityBasedTimeoutPolicies"),
      StsPolicy("claimsMappingPolicy", "policies/claimsMappingPolicies"),
      StsPolicy("homeRealmDiscoveryPolicy", "policies/homeRealmDiscoveryPolicies"),
      StsPolicy("tokenIssuancePolicy", "policies/tokenIssuancePolicies"),
      StsPolicy("tokenLifetimePolicy", "policies/tokenLifetimePolicies"),
      Collection("appManagementPolicy", "policies/appManagementPolicies",
                 R"({"id": null, "displayName": null, "description": null, "isEnabled": false,
                     "restrictions": {}})"),
      Collection("authenticationStrengthPolicy", "policies/authenticationStrengthPolicies",
                 R"({"id": null, "createdDateTime": null, "modifiedDateTime": null,
                     "displayName": null, "description": null, "policyType": "custom",
                     "requirementsSatisfied": "mfa", "allowedCombinations": [],
                     "combinationConfigurations": []})"),
      Collection("conditionalAccessPolicy", "policies/conditionalAccessPolicies",
                 R"({"id": null, "templateId": null, "displayName": null, "createdDateTime": null,
                     "modifiedDateTime": null, "state": "disabled", "sessionControls": null,
                     "conditions": {}, "grantControls": {}})"),
      Collection("conditionalAccessPolicy", "identity/conditionalAccess/policies",
                 R"({"id": null, "templateId": null, "displayName": null, "createdDateTime": null,
                     "modifiedDateTime": null, "state": "disabled", "sessionControls": null,
                     "conditions": {}, "grantControls": {}})"),
      Collection("featureRolloutPolicy", "policies/featureRolloutPolicies",
                 R"({"id": null, "displayName": null, "description": null, "feature": null,
                     "isEnabled": false, "isAppliedToOrganization": false})"),
      Collection("permissionGrantPolicy", "policies/permissionGrantPolicies",
                 R"({"id": null, "displayName": null, "description": null, "includes": [],
                     "excludes": []})"),
      {.name = "unifiedRoleManagementPolicy",
       .path = "policies/roleManagementPolicies",
       .verbs = "list get set",
       .shape = Shape(R"({"id": null, "displayName": null, "description": null,
         "isOrganizationDefault": false, "scopeId": "/", "scopeType": "DirectoryRole",
         "lastModifiedDateTime": null,
         "lastModifiedBy": {"displayName": null, "id": null}})")},
      Single("adminConsentRequestPolicy", "policies/adminConsentRequestPolicy",
             R"({"isEnabled": false, "notifyReviewers": false, "remindersEnabled": false,
                 "requestDurationInDays": 0, "version": 0, "reviewers": []})"),
      Single("authenticationFlowsPolicy", "policies/authenticationFlowsPolicy",
             R"({"id": "authenticationFlowsPolicy",
                 "displayName": "Authentication flows policy",
                 "description": "Settings of self-service sign up.",
                 "selfServiceSignUp": {"isEnabled": false}})"),
      Single("authenticationMethodsPolicy", "policies/authenticationMethodsPolicy",
             R"({"id": "authenticationMethodsPolicy",
                 "displayName": "Authentication Methods Policy",
                 "description": "Which methods people can register and sign in with.",
                 "lastModifiedDateTime": "2025-03-03T09:38:22Z", "policyVersion": "1.5",
                 "policyMigrationState": "migrationComplete",
                 "registrationEnforcement": {"authenticationMethodsRegistrationCampaign":
                   {"snoozeDurationInDays": 1, "state": "default", "excludeTargets": [],
                    "includeTargets": []}},
                 "authenticationMethodConfigurations": [
                   {"@odata.type": "#microsoft.graph.fido2AuthenticationMethodConfiguration",
                    "id": "Fido2", "state": "enabled"},
                   {"@odata.type":
                      "#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration",
                    "id": "MicrosoftAuthenticator", "state": "enabled"},
                   {"@odata.type": "#microsoft.graph.smsAuthenticationMethodConfiguration",
                    "id": "Sms", "state": "disabled"}]})"),
      Single("authorizationPolicy", "policies/authorizationPolicy",
             R"({"id": "authorizationPolicy", "allowInvitesFrom": "everyone",
                 "allowedToSignUpEmailBasedSubscriptions": true, "allowedToUseSSPR": true,
                 "allowEmailVerifiedUsersToJoinOrganization": false,
                 "allowUserConsentForRiskyApps": null, "blockMsolPowerShell": false,
                 "displayName": "Authorization Policy",
                 "description": "What people and guests may do in the directory.",
                 "guestUserRoleId": "10dae51f-b6af-4016-8d66-8c2a99b929b3",
                 "defaultUserRolePermissions": {"allowedToCreateApps": true,
                   "allowedToCreateSecurityGroups": true, "allowedToReadOtherUsers": true,
                   "permissionGrantPoliciesAssigned":
                     ["ManagePermissionGrantsForSelf.microsoft-user-default-legacy"]}})"),
      Single("crossTenantAccessPolicy", "policies/crossTenantAccessPolicy",
             R"({"id": "2f0c8b57-67f0-4a55-9d0c-7c4c1a1b3c10",
                 "displayName": "CrossTenantAccessPolicy", "allowedCloudEndpoints": []})"),
      Single("tenantAppManagementPolicy", "policies/defaultAppManagementPolicy",
             R"({"id": "00000000-0000-0000-0000-000000000000",
                 "displayName": "Default app management tenant policy",
                 "description": "Restrictions of the credentials of all applications.",
                 "isEnabled": false,
                 "applicationRestrictions": {"passwordCredentials": [], "keyCredentials": []},
                 "servicePrincipalRestrictions":
                   {"passwordCredentials": [], "keyCredentials": []}})"),
      Single("deviceRegistrationPolicy", "policies/deviceRegistrationPolicy",
             R"({"id": "deviceRegistrationPolicy",
                 "displayName": "Device Registration Policy",
                 "description": "Who may join devices, and how many.",
                 "multiFactorAuthConfiguration": "notRequired", "userDeviceQuota": 50,
                 "azureADRegistration": {"isAdminConfigurable": false, "allowedToRegister":
                   {"@odata.type": "#microsoft.graph.allDeviceRegistrationMembership"}},
                 "azureADJoin": {"isAdminConfigurable": true, "allowedToJoin":
                   {"@odata.type": "#microsoft.graph.allDeviceRegistrationMembership"}},
                 "localAdminPassword": {"isEnabled": false}})"),
      Single("identitySecurityDefaultsEnforcementPolicy",
             "policies/identitySecurityDefaultsEnforcementPolicy",
             R"({"id": "00000000-0000-0000-0000-000000000005",
                 "displayName": "Security Defaults",
                 "description": "Basic protection that Microsoft recommends.",
                 "isEnabled": true})"),
  };
}

}  // namespace o365::tenant
