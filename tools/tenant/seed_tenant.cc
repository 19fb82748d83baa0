// Contoso as an organization: its subscriptions, settings, units, devices, policies and reports.

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/types/span.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/resources.h"
#include "tools/tenant/seed.h"

namespace o365::tenant {
namespace {

std::string IdOf(absl::string_view nickname) {
  return UserId(absl::StrCat(nickname, "@", kTenantDomain));
}

json::Value Domain(const char* name, bool initial) {
  return json::Value::Object({{"capabilities", "Email, OfficeCommunicationsOnline"},
                              {"isDefault", initial},
                              {"isInitial", initial},
                              {"name", name},
                              {"type", "Managed"}});
}

void SeedOrganization(State& state) {
  AddEntity(state, "organization",
            json::Value::Object(
                {{"id", kTenantId},
                 {"businessPhones", json::Value::Array({"+49 30 5550100"})},
                 {"city", "Berlin"},
                 {"countryLetterCode", "DE"},
                 {"createdDateTime", "2019-03-04T08:00:00Z"},
                 {"displayName", kTenantName},
                 {"postalCode", "10115"},
                 {"street", "Invalidenstrasse 1"},
                 {"technicalNotificationMails",
                  json::Value::Array({absl::StrCat("admin@", kTenantDomain)})},
                 {"verifiedDomains", json::Value::Array({Domain(kTenantDomain, true),
                                                         Domain("contoso.com", false)})}}));
}

// --- Subscriptions ("Product names and service plan identifiers for licensing") ---

struct Plan {
  const char* id;
  const char* name;
};

struct Sku {
  const char* id;
  const char* name;
  int units;
  std::vector<Plan> plans;
};

const std::vector<Sku>& Skus() {
  static const std::vector<Sku>& skus = *new std::vector<Sku>{
      {"c7df2760-2c81-4ef7-b578-5b5392b571df",
       "ENTERPRISEPREMIUM",
       25,
       {{"efb87545-963c-4e0d-99df-69c6916d9eb0", "EXCHANGE_S_ENTERPRISE"},
        {"5dbe027f-2339-4123-9542-606e4d348a72", "SHAREPOINTENTERPRISE"},
        {"e95bec33-7c88-4a70-8e19-b10bd9d0c014", "SHAREPOINTWAC"},
        {"57ff2da0-773e-42df-b2af-ffb7a2317929", "TEAMS1"},
        {"7547a3fe-08ee-4ccb-b430-5077c5041653", "YAMMER_ENTERPRISE"}}},
      {"b05e124f-c7cc-45a0-a6aa-8cf78c946968",
       "EMSPREMIUM",
       20,
       {{"eec0eb4f-6444-4f95-aba0-50c24d67f998", "AAD_PREMIUM_P2"},
        {"c1ec4a95-1f05-45b3-a911-aa3fa01094f5", "INTUNE_A"},
        {"8a256a2b-b617-496d-b51b-e76466e88db0", "MFA_PREMIUM"}}},
      {"f30db892-07e9-47e9-837c-80727f46fd3d",
       "FLOW_FREE",
       10000,
       {{"50e68c76-46c6-4674-81f9-75456511b170", "FLOW_P2_VIRAL"},
        {"113feb6c-3fe4-4440-bddc-54d774bf0318", "EXCHANGE_S_FOUNDATION"}}},
  };
  return skus;
}

// The OneDrive of somebody with a license.
void SeedDrive(State& state, const json::Value& user) {
  const std::string folder =
      absl::StrReplaceAll(user["userPrincipalName"].AsString(), {{"@", "_"}, {".", "_"}});
  AddEntity(state, "drive",
            json::Value::Object(
                {{"id", absl::StrCat("b!", StableGuid(absl::StrCat("drive:", folder)))},
                 {"createdDateTime", "2019-03-05T08:00:00Z"},
                 {"webUrl", absl::StrCat("https://contoso-my.sharepoint.com/personal/", folder,
                                         "/Documents")},
                 {"owner",
                  json::Value::Object(
                      {{"user", json::Value::Object({{"id", user["id"]},
                                                     {"displayName", user["displayName"]}})}})}}),
            user["id"].AsString());
}

void SeedSkus(State& state) {
  for (const Sku& sku : Skus()) {
    json::Value plans = json::Value::Array();
    for (const Plan& plan : sku.plans) {
      plans.Append(json::Value::Object({{"servicePlanId", plan.id},
                                        {"servicePlanName", plan.name},
                                        {"provisioningStatus", "Success"},
                                        {"appliesTo", "User"}}));
    }
    AddEntity(
        state, "subscribedSku",
        json::Value::Object(
            {{"id", absl::StrCat(kTenantId, "_", sku.id)},
             {"accountId", kTenantId},
             {"skuId", sku.id},
             {"skuPartNumber", sku.name},
             {"subscriptionIds",
              json::Value::Array({StableGuid(absl::StrCat("subscription:", sku.name))})},
             {"prepaidUnits",
              json::Value::Object(
                  {{"enabled", sku.units}, {"lockedOut", 0}, {"suspended", 0}, {"warning", 0}})},
             {"servicePlans", std::move(plans)}}));
  }
  const json::Value license =
      json::Value::Object({{"disabledPlans", json::Value::Array()}, {"skuId", Skus().front().id}});
  for (const auto& user : state.directory.Of("user").held()) {
    const bool works_here = user->properties["userType"].AsString() == "Member" &&
                            !user->properties["officeLocation"].is_null();
    if (!works_here) continue;
    user->properties.Set("assignedLicenses", json::Value::Array({license}));
    SeedDrive(state, user->properties);
  }
}

// --- Settings of groups ("groupSettingTemplate resource type") ---

struct Setting {
  const char* name;
  const char* type;
  const char* value;
};

constexpr Setting kUnified[] = {
    {"NewUnifiedGroupWritebackDefault", "System.Boolean", "true"},
    {"EnableMIPLabels", "System.Boolean", "false"},
    {"CustomBlockedWordsList", "System.String", ""},
    {"EnableMSStandardBlockedWords", "System.Boolean", "false"},
    {"ClassificationDescriptions", "System.String", ""},
    {"DefaultClassification", "System.String", ""},
    {"PrefixSuffixNamingRequirement", "System.String", ""},
    {"AllowGuestsToBeGroupOwner", "System.Boolean", "false"},
    {"AllowGuestsToAccessGroups", "System.Boolean", "true"},
    {"GuestUsageGuidelinesUrl", "System.String", ""},
    {"GroupCreationAllowedGroupId", "System.Guid", ""},
    {"AllowToAddGuests", "System.Boolean", "true"},
    {"UsageGuidelinesUrl", "System.String", ""},
    {"ClassificationList", "System.String", ""},
    {"EnableGroupCreation", "System.Boolean", "true"},
};
constexpr Setting kGuest[] = {{"AllowToAddGuests", "System.Boolean", "true"}};

void AddTemplate(State& state, const char* id, const char* name,
                 absl::Span<const Setting> settings) {
  json::Value values = json::Value::Array();
  for (const Setting& setting : settings) {
    values.Append(json::Value::Object({{"name", setting.name},
                                       {"type", setting.type},
                                       {"defaultValue", setting.value},
                                       {"description", absl::StrCat("Sets ", setting.name)}}));
  }
  AddEntity(state, "groupSettingTemplate",
            json::Value::Object({{"id", id},
                                 {"displayName", name},
                                 {"description", absl::StrCat("Settings of ", name)},
                                 {"values", std::move(values)}}));
}

// --- Units and devices ---

void SeedUnits(State& state) {
  Entity& europe = AddEntity(state, "administrativeUnit",
                             json::Value::Object({{"id", StableGuid("unit:europe")},
                                                  {"displayName", "European Division"},
                                                  {"description", "Berlin and Munich"}}));
  europe.links["members"] = {IdOf("AlexW"), IdOf("JoniS"), GroupId("team-berlin"),
                             StableGuid("device:AdeleVance-PC")};
  AddEntity(state, "administrativeUnit",
            json::Value::Object({{"id", StableGuid("unit:marketing")},
                                 {"displayName", "Marketing Department"},
                                 {"visibility", "HiddenMembership"}}));
}

void SeedDevices(State& state) {
  constexpr std::pair<const char*, const char*> kDevices[] = {
      {"AdeleVance-PC", "user"}, {"MeganBowen-PC", "mfa"}, {"Reception-Tablet", "LynneR"}};
  for (const auto& [name, owner] : kDevices) {
    Entity& device =
        AddEntity(state, "device",
                  json::Value::Object({{"id", StableGuid(absl::StrCat("device:", name))},
                                       {"approximateLastSignInDateTime", "2026-11-20T07:31:00Z"},
                                       {"createdDateTime", "2023-04-17T09:00:00Z"},
                                       {"registrationDateTime", "2023-04-17T09:00:00Z"},
                                       {"deviceId", StableGuid(absl::StrCat("hardware:", name))},
                                       {"displayName", name},
                                       {"isCompliant", true},
                                       {"isManaged", true},
                                       {"operatingSystem", "Windows"},
                                       {"operatingSystemVersion", "10.0.22631.4460"},
                                       {"profileType", "RegisteredDevice"},
                                       {"trustType", "AzureAd"}}));
    device.links["registeredOwners"] = device.links["registeredUsers"] = {IdOf(owner)};
  }
}

// --- Reports ---

void SeedSignIns(State& state) {
  struct SignIn {
    const char* user;
    const char* app;
    const char* app_id;
    const char* time;
    int error;
  };
  constexpr SignIn kSignIns[] = {
      {"admin", "Graph Explorer", "de8bc8b5-d9f9-48b1-a8ad-b748da725064", "2026-11-21T08:02:11Z",
       0},
      {"user", "Office 365 SharePoint Online", kSharePointAppId, "2026-11-21T08:15:40Z", 0},
      {"user", "Graph Explorer", "de8bc8b5-d9f9-48b1-a8ad-b748da725064", "2026-11-21T09:30:05Z",
       50126},
      {"mfa", "Contoso Timesheets", "65415bb1-9267-4313-bbf5-ae259732ee12", "2026-11-21T10:44:59Z",
       0},
      {"admin", "PnP Management Shell", "31359c7f-bd7e-475c-86db-fdb8c937548e",
       "2026-11-22T06:20:33Z", 0},
  };
  for (const SignIn& sign_in : kSignIns) {
    const json::Value& user = state.directory.Of("user").Find(IdOf(sign_in.user))->properties;
    AddEntity(
        state, "signIn",
        json::Value::Object(
            {{"id", StableGuid(absl::StrCat("sign-in:", sign_in.time))},
             {"createdDateTime", sign_in.time},
             {"userDisplayName", user["displayName"]},
             {"userPrincipalName", user["userPrincipalName"]},
             {"userId", user["id"]},
             {"appId", sign_in.app_id},
             {"appDisplayName", sign_in.app},
             {"ipAddress", "203.0.113.7"},
             {"correlationId", StableGuid(absl::StrCat("correlation:", sign_in.time))},
             {"resourceDisplayName", "Microsoft Graph"},
             {"resourceId", kGraphAppId},
             {"status",
              json::Value::Object(
                  {{"errorCode", sign_in.error},
                   {"failureReason", sign_in.error == 0
                                         ? json::Value()
                                         : json::Value("Invalid username or password or Invalid "
                                                       "on-premise username or password.")},
                   {"additionalDetails", json::Value()}})},
             {"deviceDetail", json::Value::Object({{"deviceId", ""},
                                                   {"displayName", ""},
                                                   {"operatingSystem", "Windows 11"},
                                                   {"browser", "Edge 131"}})},
             {"location",
              json::Value::Object(
                  {{"city", "Berlin"}, {"state", "Berlin"}, {"countryOrRegion", "DE"}})}}));
  }
}

void SeedRegistrations(State& state) {
  for (const auto& user : state.directory.Of("user").held()) {
    const std::string& upn = user->properties["userPrincipalName"].AsString();
    const bool registered = upn == kSecondFactorUpn || upn == kAdminUpn;
    json::Value methods = json::Value::Array();
    if (registered) methods = json::Value::Array({"microsoftAuthenticatorPush", "mobilePhone"});
    if (upn == kAdminUpn) methods.Append("fido2SecurityKey");
    AddEntity(state, "userRegistrationDetails",
              json::Value::Object(
                  {{"id", user->id()},
                   {"isSsprRegistered", registered},
                   {"isSsprEnabled", registered},
                   {"isSsprCapable", registered},
                   {"methodsRegistered", std::move(methods)},
                   {"userPreferredMethodForSecondaryAuthentication", registered ? "push" : "none"},
                   {"lastUpdatedDateTime", "2026-11-20T03:00:00Z"}}));
  }
}

// --- Policies ---

void SeedPolicies(State& state) {
  for (const EntityType& type : EntityTypes()) {
    const bool is_policy = absl::StartsWith(type.path, "policies/");
    if (is_policy && absl::StrContains(type.verbs, "single")) {
      AddEntity(state, type.name, json::Value::Object());
    }
  }
  AddEntity(state, "tokenLifetimePolicy",
            json::Value::Object(
                {{"id", StableGuid("policy:token lifetime")},
                 {"definition", json::Value::Array({R"({"TokenLifetimePolicy":{"Version":1,)"
                                                    R"("AccessTokenLifetime":"8:00:00"}})"})},
                 {"displayName", "Long days"},
                 {"isOrganizationDefault", false}}));
  AddEntity(state, "authenticationStrengthPolicy",
            json::Value::Object(
                {{"id", "00000000-0000-0000-0000-000000000002"},
                 {"createdDateTime", "2021-12-01T00:00:00Z"},
                 {"modifiedDateTime", "2021-12-01T00:00:00Z"},
                 {"displayName", "Multifactor authentication"},
                 {"description", "A password and a second factor, or something stronger"},
                 {"policyType", "builtIn"},
                 {"allowedCombinations",
                  json::Value::Array({"windowsHelloForBusiness", "fido2",
                                      "password,microsoftAuthenticatorPush", "password,sms"})}}));
  AddEntity(state, "conditionalAccessPolicy",
            json::Value::Object({{"id", StableGuid("policy:conditional access")},
                                 {"displayName", "Second factor for administrators"},
                                 {"createdDateTime", "2024-09-27T13:14:06Z"},
                                 {"state", "enabledForReportingButNotEnforced"}}));
  AddEntity(
      state, "permissionGrantPolicy",
      json::Value::Object({{"id", "microsoft-user-default-legacy"},
                           {"displayName", "Default user consent policy"},
                           {"description", "Delegated permissions that people may consent to."}}));
}

void SeedExtensions(State& state) {
  AddEntity(
      state, "schemaExtension",
      json::Value::Object({{"id", "contoso_courses"},
                           {"description", "Training that somebody took"},
                           {"targetTypes", json::Value::Array({"User", "Group"})},
                           {"status", "InDevelopment"},
                           {"owner", "b1e0c1de-9a6b-4b0e-8a3f-5d4b1c3e7f20"},
                           {"properties", json::Value::Array({json::Value::Object(
                                              {{"name", "courseId"}, {"type", "Integer"}})})}}));
}

}  // namespace

void SeedTenant(State& state) {
  SeedOrganization(state);
  SeedSkus(state);
  AddTemplate(state, "62375ab9-6b52-47ed-826b-58e47e0e304b", "Group.Unified", kUnified);
  AddTemplate(state, "08d542b9-071f-4e16-94b0-74abb372e3d9", "Group.Unified.Guest", kGuest);
  SeedDevices(state);
  SeedUnits(state);
  SeedSignIns(state);
  SeedRegistrations(state);
  SeedPolicies(state);
  SeedExtensions(state);
}

}  // namespace o365::tenant
