// Applications of Contoso, the service principals of these and of Microsoft's services, and what
// they may do. The ids of Microsoft's permissions are the same in every tenant ("Microsoft Graph
// permissions reference").

#include "absl/strings/str_cat.h"
#include "tools/tenant/app_credential.h"
#include "tools/tenant/federation.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/resources.h"
#include "tools/tenant/seed.h"
#include "tools/tenant/signing_key.h"

namespace o365::tenant {
namespace {

struct Grant {
  const char* resource;  // appId
  bool is_role;          // of an application; else delegated, for people
  const char* value;
  const char* id;
  const char* name;
};

constexpr Grant kPermissions[] = {
    {kGraphAppId, true, "Application.Read.All", "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30",
     "Read all applications"},
    {kGraphAppId, true, "Application.ReadWrite.All", "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9",
     "Read and write all applications"},
    {kGraphAppId, true, "AuditLog.Read.All", "b0afded3-3588-46d8-8b3d-9842eff778da",
     "Read all audit log data"},
    {kGraphAppId, true, "Directory.Read.All", "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
     "Read directory data"},
    {kGraphAppId, true, "Directory.ReadWrite.All", "19dbc75e-c2e2-444c-a770-ec69d8559fc7",
     "Read and write directory data"},
    {kGraphAppId, true, "Group.Read.All", "5b567255-7703-4780-807c-7be8301ae99b",
     "Read all groups"},
    {kGraphAppId, true, "Group.ReadWrite.All", "62a82d76-70ea-41e2-9197-370581804d09",
     "Read and write all groups"},
    {kGraphAppId, true, "Mail.Read", "810c84a8-4a9e-49e6-bf7d-12d183f40d01",
     "Read mail in all mailboxes"},
    {kGraphAppId, true, "Mail.Send", "b633e1c5-b582-4048-a93e-9f11b44c7e96",
     "Send mail as any user"},
    {kGraphAppId, true, "Reports.Read.All", "230c1aed-a721-4c5d-9cb4-a90514e508ef",
     "Read all usage reports"},
    {kGraphAppId, true, "RoleManagement.ReadWrite.Directory",
     "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8", "Read and write all directory RBAC settings"},
    {kGraphAppId, true, "Sites.FullControl.All", "a82116e5-55eb-4c41-a434-62fe8a61c773",
     "Have full control of all site collections"},
    {kGraphAppId, true, "Sites.Read.All", "332a536c-c7ef-4017-ab91-336970924f0d",
     "Read items in all site collections"},
    {kGraphAppId, true, "Sites.ReadWrite.All", "9492366f-7969-46a4-8d15-ed1a20078fff",
     "Read and write items in all site collections"},
    {kGraphAppId, true, "User.Read.All", "df021288-bdef-4463-88db-98f22de89214",
     "Read all users' full profiles"},
    {kGraphAppId, true, "User.ReadWrite.All", "741f803b-c850-494e-b5df-cde7c675a1ca",
     "Read and write all users' full profiles"},
    {kGraphAppId, false, "AppCatalog.ReadWrite.All", "1ca167d5-1655-44a1-8adf-1414072e1ef9",
     "Read and write to all app catalogs"},
    {kGraphAppId, false, "Directory.AccessAsUser.All", "0e263e50-5827-48a4-b97c-d940288653c7",
     "Access directory as the signed in user"},
    {kGraphAppId, false, "Directory.Read.All", "06da0dbc-49e2-44d2-8312-53f166ab848a",
     "Read directory data"},
    {kGraphAppId, false, "Directory.ReadWrite.All", "c5366453-9fb0-48a5-a156-24f0c49a4b84",
     "Read and write directory data"},
    {kGraphAppId, false, "Group.Read.All", "5f8c59db-677d-491f-a6b8-5f174b11ec1d",
     "Read all groups"},
    {kGraphAppId, false, "Group.ReadWrite.All", "4e46008b-f24c-477d-8fff-7bb4ec7aafe0",
     "Read and write all groups"},
    {kGraphAppId, false, "Mail.Read", "570282fd-fa5c-430d-a7fd-fc8dc98a9dca", "Read user mail"},
    {kGraphAppId, false, "Mail.Send", "e383f46e-2787-4529-855e-0e479a3ffac0",
     "Send mail as a user"},
    {kGraphAppId, false, "Sites.Read.All", "205e70e5-aba6-4c52-a976-6d2d46c48043",
     "Read items in all site collections"},
    {kGraphAppId, false, "Sites.ReadWrite.All", "89fe6a52-be36-487e-b7d8-d061c450a026",
     "Edit or delete items in all site collections"},
    {kGraphAppId, false, "User.Read", "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
     "Sign in and read user profile"},
    {kGraphAppId, false, "User.Read.All", "a154be20-db9c-4678-8ab7-66f6cc099a59",
     "Read all users' full profiles"},
    {kGraphAppId, false, "User.ReadWrite.All", "204e0828-b5ca-4ad8-b9f3-f32a958e7cc4",
     "Read and write all users' full profiles"},
    {kGraphAppId, false, "email", "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0",
     "View users' email address"},
    {kGraphAppId, false, "offline_access", "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
     "Maintain access to data you have given it access to"},
    {kGraphAppId, false, "openid", "37f7f235-527c-4136-accd-4a02d197296e", "Sign users in"},
    {kGraphAppId, false, "profile", "14dad69e-099b-42c9-810b-d002981feec1",
     "View users' basic profile"},
    {kSharePointAppId, true, "Sites.FullControl.All", "678536fe-1083-478a-9c59-b99265e6b0d3",
     "Have full control of all site collections"},
    {kSharePointAppId, true, "Sites.Read.All", "d13f72ca-a275-4b96-b789-48ebcc4da984",
     "Read items in all site collections"},
    {kSharePointAppId, true, "Sites.ReadWrite.All", "fbcd29d2-fcca-4405-aded-518d457caae4",
     "Read and write items in all site collections"},
    {kSharePointAppId, true, "TermStore.ReadWrite.All", "c8e3537c-ec53-43b9-bed3-b2bd3617ae97",
     "Read and write managed metadata"},
    {kSharePointAppId, false, "AllSites.FullControl", "56680e0d-d2a3-4ae1-80d8-3c4f2100e3d0",
     "Have full control of all site collections"},
    {kSharePointAppId, false, "AllSites.Read", "4e0d77b0-96ba-4398-af14-3baa780278f4",
     "Read items in all site collections"},
    {kSharePointAppId, false, "AllSites.Write", "640ddd16-e5b7-4d71-9690-3f4022699ee7",
     "Read and write items in all site collections"},
    {kSharePointAppId, false, "TermStore.ReadWrite.All", "59a198b5-0420-45a8-ae59-6da1cb640505",
     "Read and write managed metadata"},
    {kSharePointAppId, false, "User.Read.All", "0cea5a30-f6f8-42b5-87a0-84cc26822e02",
     "Read user profiles"},
    {kAzureAppId, false, "user_impersonation", "41094075-9dad-400e-a0bd-54e686782033",
     "Access Azure Service Management as organization users"},
};

json::Value Roles(absl::string_view app_id) {
  json::Value roles = json::Value::Array();
  for (const Grant& grant : kPermissions) {
    if (!grant.is_role || app_id != grant.resource) continue;
    roles.Append(json::Value::Object({{"allowedMemberTypes", json::Value::Array({"Application"})},
                                      {"description", grant.name},
                                      {"displayName", grant.name},
                                      {"id", grant.id},
                                      {"isEnabled", true},
                                      {"origin", "Application"},
                                      {"value", grant.value}}));
  }
  return roles;
}

json::Value Scopes(absl::string_view app_id) {
  json::Value scopes = json::Value::Array();
  for (const Grant& grant : kPermissions) {
    if (grant.is_role || app_id != grant.resource) continue;
    scopes.Append(json::Value::Object({{"adminConsentDescription", grant.name},
                                       {"adminConsentDisplayName", grant.name},
                                       {"id", grant.id},
                                       {"isEnabled", true},
                                       {"type", "User"},
                                       {"userConsentDescription", grant.name},
                                       {"userConsentDisplayName", grant.name},
                                       {"value", grant.value}}));
  }
  return scopes;
}

// A service is known by its addresses, too.
json::Value Names(absl::string_view app_id) {
  json::Value names = json::Value::Array({app_id});
  const Resource* resource = FindResource(app_id);
  if (resource == nullptr) return names;
  for (const char* uri : resource->uris) names.Append(uri);
  return names;
}

struct Principal {
  const char* name;
  const char* app_id;
  const char* publisher;  // "" for Contoso's own
};

constexpr char kTimesheets[] = "65415bb1-9267-4313-bbf5-ae259732ee12";
constexpr char kShell[] = "31359c7f-bd7e-475c-86db-fdb8c937548e";

constexpr Principal kPrincipals[] = {
    {"Microsoft Graph", kGraphAppId, "Microsoft Services"},
    {"Office 365 SharePoint Online", kSharePointAppId, "Microsoft Services"},
    {"Windows Azure Service Management API", kAzureAppId, "Microsoft Services"},
    {"Microsoft Flow Service", kFlowAppId, "Microsoft Services"},
    {"Microsoft Azure CLI", "04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Microsoft Services"},
    {"PnP Management Shell", kShell, "PnP"},
    {"Contoso Timesheets", kTimesheets, ""},
    {"Contoso Automation", kAutomationAppId, ""},
    // Two apps of one name, which the directory does not mind.
    {"Contoso Reports", "b1e0c1de-9a6b-4b0e-8a3f-5d4b1c3e7f20", ""},
    {"Contoso Reports", "7a4f7c0e-5f0c-4d5a-9d54-2f6f0c1be8d1", ""},
};

std::string PrincipalId(absl::string_view app_id) {
  return StableGuid(absl::StrCat("principal:", app_id));
}

void AddPrincipal(State& state, const Principal& principal) {
  const bool own = *principal.publisher == '\0';
  AddEntity(
      state, "servicePrincipal",
      json::Value::Object(
          {{"id", PrincipalId(principal.app_id)},
           {"appDisplayName", principal.name},
           {"appId", principal.app_id},
           {"appOwnerOrganizationId", own ? kTenantId : "f8cdef31-a31e-4b4a-93e4-5f571e91255a"},
           {"appRoles", Roles(principal.app_id)},
           {"createdDateTime", "2021-03-07T15:04:11Z"},
           {"displayName", principal.name},
           {"homepage", own ? json::Value("https://apps.contoso.com") : json::Value()},
           {"oauth2PermissionScopes", Scopes(principal.app_id)},
           {"publisherName", own ? kTenantName : principal.publisher},
           {"servicePrincipalNames", Names(principal.app_id)},
           {"signInAudience", own ? "AzureADMyOrg" : "AzureADMultipleOrgs"},
           {"tags", json::Value::Array({"WindowsAzureActiveDirectoryIntegratedApp"})}}))
      .links["owners"] = {UserId(kAdminUpn)};
}

void AddApplication(State& state, const Principal& principal) {
  Entity& app = AddEntity(
      state, "application",
      json::Value::Object({{"id", StableGuid(absl::StrCat("application:", principal.app_id))},
                           {"appId", principal.app_id},
                           {"createdDateTime", "2021-03-07T15:04:11Z"},
                           {"displayName", principal.name},
                           {"publisherDomain", kTenantDomain}}));
  app.links["owners"] = {UserId(kAdminUpn)};
}

json::Value Access(const char* id, const char* type) {
  return json::Value::Object({{"id", id}, {"type", type}});
}

// Timesheets has roles of its own, reads users and mails them.
void CompleteTimesheets(State& state) {
  Entity& app = *state.directory.Of("application").FindBy("appId", kTimesheets);
  const auto role = [](const char* value, const char* description) {
    return json::Value::Object({{"allowedMemberTypes", json::Value::Array({"User"})},
                                {"description", description},
                                {"displayName", value},
                                {"id", StableGuid(absl::StrCat("role:", value))},
                                {"isEnabled", true},
                                {"origin", "Application"},
                                {"value", value}});
  };
  const json::Value roles = json::Value::Array(
      {role("Sheet.Approve", "Approves timesheets"), role("Sheet.Write", "Fills in timesheets")});
  app.properties.Set("appRoles", roles);
  app.properties.Set("identifierUris", json::Value::Array({"api://timesheets.contoso.com"}));
  app.properties.Set(
      "requiredResourceAccess",
      json::Value::Array({json::Value::Object(
          {{"resourceAppId", kGraphAppId},
           {"resourceAccess",
            json::Value::Array({Access("e1fe6dd8-ba31-4d61-89e7-88639da4683d", "Scope"),
                                Access("df021288-bdef-4463-88db-98f22de89214", "Role")})}})}));
  state.directory.Of("servicePrincipal")
      .FindBy("appId", kTimesheets)
      ->properties.Set("appRoles", roles);
}

// Gives the app an application permission of an API.
void Assign(State& state, absl::string_view app_id, const Grant& grant) {
  const Entity& principal = *state.directory.Of("servicePrincipal").FindBy("appId", app_id);
  const Entity& api = *state.directory.Of("servicePrincipal").FindBy("appId", grant.resource);
  const std::string id = StableGuid(absl::StrCat("assignment:", app_id, grant.id));
  AddEntity(state, "appRoleAssignment",
            json::Value::Object({{"id", Base64Url(id).substr(0, 43)},
                                 {"appRoleId", grant.id},
                                 {"createdDateTime", "2021-03-07T15:10:02Z"},
                                 {"principalDisplayName", principal.properties["displayName"]},
                                 {"principalId", principal.id()},
                                 {"principalType", "ServicePrincipal"},
                                 {"resourceDisplayName", api.properties["displayName"]},
                                 {"resourceId", api.id()}}));
}

// All that commands for administrators need.
void AssignAll(State& state, absl::string_view app_id) {
  constexpr std::pair<const char*, const char*> kGranted[] = {
      {kGraphAppId, "Application.ReadWrite.All"},
      {kGraphAppId, "AuditLog.Read.All"},
      {kGraphAppId, "Directory.ReadWrite.All"},
      {kGraphAppId, "Group.ReadWrite.All"},
      {kGraphAppId, "Reports.Read.All"},
      {kGraphAppId, "RoleManagement.ReadWrite.Directory"},
      {kGraphAppId, "Sites.FullControl.All"},
      {kGraphAppId, "User.ReadWrite.All"},
      {kSharePointAppId, "Sites.FullControl.All"},
      {kSharePointAppId, "TermStore.ReadWrite.All"}};
  for (const Grant& grant : kPermissions) {
    for (const auto& [api, value] : kGranted) {
      if (grant.is_role && absl::string_view(api) == grant.resource &&
          grant.value == std::string(value)) {
        Assign(state, app_id, grant);
      }
    }
  }
}

void AddManagedIdentity(State& state, const char* app_id, const char* name,
                        const char* resource_id) {
  AddEntity(state, "servicePrincipal",
            json::Value::Object({{"id", PrincipalId(app_id)},
                                 {"alternativeNames", json::Value::Array({resource_id})},
                                 {"appDisplayName", json::Value()},
                                 {"appId", app_id},
                                 {"createdDateTime", "2021-03-07T15:04:11Z"},
                                 {"displayName", name},
                                 {"servicePrincipalNames", json::Value::Array({app_id})},
                                 {"servicePrincipalType", "ManagedIdentity"}}));
  AssignAll(state, app_id);
}

// The issuers of pipelines whose jobs may act as the app.
void AddFederated(State& state, const Entity& app, const char* name, const char* issuer,
                  const char* subject) {
  AddEntity(state, "federatedIdentityCredential",
            json::Value::Object({{"id", StableGuid(absl::StrCat("federated:", name))},
                                 {"name", name},
                                 {"issuer", issuer},
                                 {"subject", subject},
                                 {"audiences", json::Value::Array({kExchangeAudience})}}),
            app.id());
}

void CompleteAutomation(State& state) {
  AssignAll(state, kAutomationAppId);
  Entity& app = *state.directory.Of("application").FindBy("appId", kAutomationAppId);
  AddFederated(state, app, "github", kGitHubIssuer, kGitHubSubject);
  AddFederated(state, app, "azure-pipelines", kAzureDevOpsIssuer, kAzureDevOpsSubject);
  AddFederated(state, app, "gitlab", kGitLabIssuer, kGitLabSubject);
  AddSecret(app,
            json::Value::Object({{"displayName", "pipeline"},
                                 {"startDateTime", "2021-03-07T15:04:11Z"},
                                 {"endDateTime", "2099-12-31T00:00:00Z"}}),
            absl::UnixEpoch(), kAutomationSecret);
}

}  // namespace

void SeedApplications(State& state) {
  for (const Principal& principal : kPrincipals) {
    AddPrincipal(state, principal);
    if (*principal.publisher == '\0') AddApplication(state, principal);
  }
  CompleteTimesheets(state);
  CompleteAutomation(state);
  AddManagedIdentity(state, kMachineAppId, "runner", kMachineResourceId);
  AddManagedIdentity(state, kUserAssignedAppId, "automation", kUserAssignedResourceId);
  AddEntity(state, "appRoleAssignment",
            json::Value::Object({{"id", "qFzhM0zS1kuKZ3rXy4HnC2xKj9vTqEdMhQ8b5nUoWf0"},
                                 {"appRoleId", "df021288-bdef-4463-88db-98f22de89214"},
                                 {"createdDateTime", "2021-03-07T15:10:02Z"},
                                 {"principalDisplayName", "Contoso Timesheets"},
                                 {"principalId", PrincipalId(kTimesheets)},
                                 {"principalType", "ServicePrincipal"},
                                 {"resourceDisplayName", "Microsoft Graph"},
                                 {"resourceId", PrincipalId(kGraphAppId)}}));
  AddEntity(state, "oAuth2PermissionGrant",
            json::Value::Object({{"id", "Yq0Dh3fLk0mT6s1vW8xN2bR7cJ4zPaEuG5iO9yKtQlU"},
                                 {"clientId", PrincipalId(kShell)},
                                 {"consentType", "AllPrincipals"},
                                 {"resourceId", PrincipalId(kGraphAppId)},
                                 {"scope", "User.Read Group.ReadWrite.All"}}));
}

}  // namespace o365::tenant
