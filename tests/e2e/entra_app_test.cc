// Stories of `aad` about apps and roles against the tenant.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class EntraAppTest : public EndToEndTest {
 protected:
  void Run(absl::string_view command_line) {
    const Outcome got = Do(command_line);
    EXPECT_EQ(got.exit_code, 0) << command_line << ": " << got.err;
    EXPECT_EQ(got.out, "") << command_line;
  }

  // The object id of the app's service principal.
  std::string Principal(const std::string& app_id) {
    return Json(absl::StrCat("aad sp get --appId ", app_id))["id"].AsString();
  }

  // What the app may do for its users, and by itself.
  std::string Granted(const std::string& principal) {
    const json::Value grants = Json(absl::StrCat("aad oauth2grant list --clientId ", principal));
    EXPECT_LE(grants.elements().size(), 1u);
    return grants.ElementAt(0)["scope"].AsString();
  }
  std::vector<std::string> Assigned(const std::string& app_id) {
    std::vector<std::string> names;
    const json::Value list = Json(absl::StrCat("aad approleassignment list --appId ", app_id));
    for (const json::Value& each : list.elements()) names.push_back(each["roleName"].AsString());
    return names;
  }
};

TEST_F(EntraAppTest, AnAppIsRegisteredWithAllItNeeds) {
  Connect("aad connect");
  const json::Value made = Json(
      "cd \"$HOME\" && aad app add --name 'Leave planner' --withSecret --save --platform web "
      "--redirectUris 'https://leave.contoso.com, http://localhost:8080' --uri api://_appId_ "
      "--scopeName access_as_user --scopeConsentBy adminsAndUsers --scopeAdminConsentDisplayName "
      "'Use it' --scopeAdminConsentDescription 'Asks for leave'");
  const std::string app_id = made["appId"].AsString();
  EXPECT_EQ(made["tenantId"], Json("aad organization list").ElementAt(0)["id"]);
  ASSERT_THAT(made["secrets"].elements(), SizeIs(1));
  EXPECT_GT(made["secrets"].ElementAt(0)["value"].AsString().size(), 20u);

  const json::Value app =
      Json(absl::StrCat("aad app get --objectId ", made["objectId"].AsString()));
  EXPECT_EQ(app["appId"].AsString(), app_id);
  EXPECT_EQ(app["signInAudience"].AsString(), "AzureADMyOrg");
  EXPECT_EQ(json::Write(app["identifierUris"]), absl::StrCat("[\"api://", app_id, "\"]"));
  EXPECT_EQ(json::Write(app.At({"web", "redirectUris"})),
            R"(["https://leave.contoso.com","http://localhost:8080"])");
  const json::Value& scope = app.At({"api", "oauth2PermissionScopes"}).ElementAt(0);
  EXPECT_EQ(scope["value"].AsString(), "access_as_user");
  EXPECT_EQ(scope["type"].AsString(), "User");
  EXPECT_EQ(app["passwordCredentials"].ElementAt(0)["displayName"].AsString(), "Default");

  const absl::StatusOr<std::string> noted = base::ReadFile(folder() + "/.m365rc.json");
  ASSERT_TRUE(noted.ok()) << noted.status();
  EXPECT_THAT(*noted, AllOf(HasSubstr(app_id), HasSubstr("Leave planner")));
}

TEST_F(EntraAppTest, AnAppChangesAndGoes) {
  Connect("aad connect");
  const std::string id = Json(
                             "aad app add --name Planner --platform web --redirectUris "
                             "https://old.contoso.com")["appId"]
                             .AsString();
  Run("aad app set --name Planner --platform spa --redirectUris https://new.contoso.com "
      "--redirectUrisToRemove https://old.contoso.com --allowPublicClientFlows true --notes Mine "
      "--certificateBase64Encoded MIIB --certificateDisplayName First");
  Run("aad app set --name Planner --certificateBase64Encoded MIIC --certificateDisplayName Second");
  const json::Value app = Json("aad app get --appId " + id);
  EXPECT_EQ(json::Write(app.At({"spa", "redirectUris"})), R"(["https://new.contoso.com"])");
  EXPECT_THAT(app.At({"web", "redirectUris"}).elements(), IsEmpty());
  EXPECT_TRUE(app["isFallbackPublicClient"].AsBool());
  EXPECT_EQ(app["notes"].AsString(), "Mine");
  EXPECT_THAT(app["keyCredentials"].elements(), SizeIs(2));

  EXPECT_EQ(Do("aad app remove --name Planner").exit_code, 2);
  Run("aad app remove --name Planner --force");
  const Outcome gone = Do("aad app get --name Planner");
  EXPECT_EQ(gone.exit_code, 3);
  EXPECT_THAT(gone.err, HasSubstr("App with name 'Planner' not found in Microsoft Entra ID"));
}

TEST_F(EntraAppTest, TwoAppsOfOneNameAreToldApartById) {
  Connect("aad connect");
  const std::string first = Json("aad app add --name Twin")["objectId"].AsString();
  const std::string second = Json("aad app add --name Twin")["objectId"].AsString();
  const Outcome got = Do("aad app remove --name Twin --force");
  EXPECT_EQ(got.exit_code, 1);
  EXPECT_THAT(got.err, AllOf(HasSubstr("Multiple apps with name 'Twin'"), HasSubstr(first),
                             HasSubstr(second)));
  Run(absl::StrCat("aad app remove --force --objectId ", first));
  EXPECT_EQ(Json("aad app get --name Twin")["id"].AsString(), second);
}

TEST_F(EntraAppTest, RolesOfAnApp) {
  Connect("aad connect");
  Json("aad app add --name Sheets");
  Run("aad app role add --appName Sheets --name Managers -d 'Approve' -m usersGroups -c managers");
  Run("aad app role add --appName Sheets --name Import -d 'Import' -m both -c Sheets.Import");
  const json::Value roles = Json("aad app role list --appName Sheets");
  ASSERT_THAT(roles.elements(), SizeIs(2));
  EXPECT_EQ(json::Write(roles.ElementAt(1)["allowedMemberTypes"]), R"(["User","Application"])");
  Run("aad app role remove --appName Sheets --claim managers --force");
  EXPECT_EQ(Json("aad app role list --appName Sheets").ElementAt(0)["value"].AsString(),
            "Sheets.Import");
  const Outcome again = Do("aad app role remove --appName Sheets --claim managers --force");
  EXPECT_EQ(again.exit_code, 3);
  EXPECT_THAT(again.err, HasSubstr("No app role with claim 'managers' found."));
}

TEST_F(EntraAppTest, PermissionsAreGrantedExtendedAndRevoked) {
  Connect("aad connect");
  const std::string id =
      Json(
          "aad app add --name Report --apisDelegated https://graph.microsoft.com/User.Read "
          "--apisApplication https://graph.microsoft.com/Group.Read.All --grantAdminConsent")
          ["appId"]
              .AsString();
  const std::string principal = Principal(id);
  EXPECT_EQ(Granted(principal), "User.Read");
  EXPECT_THAT(Assigned(id), ::testing::ElementsAre("Group.Read.All"));

  // What was granted before stays, and is granted again without harm.
  Run("aad app permission add --appName Report --delegatedPermissions "
      "'https://graph.microsoft.com/User.Read https://graph.microsoft.com/Mail.Read' "
      "--applicationPermissions 'https://graph.microsoft.com/Group.Read.All "
      "https://graph.microsoft.com/User.Read.All' --grantAdminConsent");
  EXPECT_EQ(Granted(principal), "User.Read Mail.Read");
  EXPECT_THAT(Assigned(id), ::testing::UnorderedElementsAre("Group.Read.All", "User.Read.All"));
  EXPECT_THAT(Json("aad app permission list --appId " + id).elements(), SizeIs(4));
  EXPECT_THAT(Do("aad app permission list --type delegated --appId " + id).out,
              AllOf(HasSubstr("Microsoft Graph"), HasSubstr("Mail.Read")));

  Run("aad app permission remove --appName Report --delegatedPermissions "
      "https://graph.microsoft.com/User.Read --applicationPermissions "
      "https://graph.microsoft.com/Group.Read.All --revokeAdminConsent --force");
  EXPECT_EQ(Granted(principal), "Mail.Read");
  EXPECT_THAT(Assigned(id), ::testing::ElementsAre("User.Read.All"));
  Run("aad app permission remove --appName Report --delegatedPermissions "
      "https://graph.microsoft.com/Mail.Read --revokeAdminConsent --force");
  EXPECT_EQ(Granted(principal), "");
  const json::Value left = Json("aad app permission list --appId " + id);
  ASSERT_THAT(left.elements(), SizeIs(1));
  EXPECT_EQ(left.ElementAt(0)["permission"].AsString(), "User.Read.All");

  const Outcome wrong =
      Do("aad app permission add --appName Report --delegatedPermissions "
         "https://graph.microsoft.com/Nothing.Read");
  EXPECT_EQ(wrong.exit_code, 3);
  EXPECT_THAT(wrong.err, HasSubstr("Permission Nothing.Read for service principal "
                                   "https://graph.microsoft.com not found"));
}

TEST_F(EntraAppTest, AnEnterpriseAppAndWhatItWasGranted) {
  Connect("aad connect");
  const std::string app_id = Json("aad app add --name Archive")["appId"].AsString();
  EXPECT_EQ(Do("aad sp get --displayName Archive").exit_code, 3);
  const std::string principal =
      Json("aad enterpriseapp add --displayName Archive")["id"].AsString();
  EXPECT_EQ(Principal(app_id), principal);
  EXPECT_THAT(Json("aad enterpriseapp list --displayName Archive").elements(), SizeIs(1));

  Json(
      "aad approleassignment add --appDisplayName Archive --resource SharePoint --scopes "
      "Sites.Read.All,TermStore.ReadWrite.All");
  EXPECT_THAT(Assigned(app_id),
              ::testing::UnorderedElementsAre("Sites.Read.All", "TermStore.ReadWrite.All"));
  Run("aad approleassignment remove --appDisplayName Archive --resource SharePoint --scopes "
      "Sites.Read.All --force");
  EXPECT_THAT(Assigned(app_id), ::testing::ElementsAre("TermStore.ReadWrite.All"));
  const Outcome wrong =
      Do("aad approleassignment add --appDisplayName Archive --resource SharePoint --scopes Xyz");
  EXPECT_EQ(wrong.exit_code, 3);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("'Xyz'"), HasSubstr("Sites.FullControl.All")));

  const std::string api = Json("aad sp get --displayName 'Microsoft Graph'")["id"].AsString();
  Run(absl::StrCat("aad oauth2grant add --clientId ", principal, " --resourceId ", api,
                   " --scope 'User.Read Mail.Read'"));
  const std::string grant =
      Json("aad oauth2grant list --spObjectId " + principal).ElementAt(0)["id"].AsString();
  Run(absl::StrCat("aad oauth2grant set --grantId ", grant, " --scope Mail.Read"));
  EXPECT_EQ(Granted(principal), "Mail.Read");
  Run(absl::StrCat("aad oauth2grant remove --force --grantId ", grant));
  EXPECT_EQ(Granted(principal), "");

  Run("aad enterpriseapp remove --displayName Archive --force");
  EXPECT_EQ(Do("aad sp get --appId " + app_id).exit_code, 3);
}

TEST_F(EntraAppTest, ARoleIsDefinedAssignedAndRemoved) {
  Connect("aad connect");
  const json::Value made = Json(
      "aad roledefinition add --displayName 'App reader' --description Reads "
      "--allowedResourceActions microsoft.directory/applications/standard/read --version 1");
  EXPECT_TRUE(made["isEnabled"].AsBool());
  Run("aad roledefinition set --displayName 'App reader' --newDisplayName 'App guest' --enabled "
      "false");
  const json::Value role = Json("aad roledefinition get --displayName 'App guest'");
  EXPECT_EQ(role["id"], made["id"]);
  EXPECT_EQ(role["description"].AsString(), "Reads");
  EXPECT_FALSE(role["isEnabled"].AsBool(true));
  Run("aad roledefinition set --displayName 'App guest' --enabled");
  EXPECT_THAT(Do("aad roledefinition list --filter 'isBuiltIn eq false'").out,
              HasSubstr("App guest"));

  const std::string app = Json("aad app add --name Scoped")["objectId"].AsString();
  const json::Value assigned = Json(
      "aad roleassignment add --roleDefinitionName 'App guest' --principal "
      "user@contoso.onmicrosoft.com --applicationName Scoped");
  EXPECT_EQ(assigned["roleDefinitionId"], made["id"]);
  EXPECT_EQ(assigned["directoryScopeId"].AsString(), "/" + app);

  EXPECT_EQ(Do("aad roledefinition remove --displayName 'App guest' --force").exit_code, 1);
  Run(absl::StrCat("aad request --method delete --url /roleManagement/directory/roleAssignments/",
                   assigned["id"].AsString()));
  Run("aad roledefinition remove --displayName 'App guest' --force");
  const Outcome gone = Do("aad roledefinition get --displayName 'App guest'");
  EXPECT_EQ(gone.exit_code, 3);
  EXPECT_THAT(gone.err, HasSubstr("The specified role definition 'App guest' does not exist."));
}

TEST_F(EntraAppTest, ARoleForATime) {
  Connect("aad connect");
  const json::Value request = Json(
      "aad pim role assignment add --roleDefinitionName 'Reports Reader' --userName "
      "user@contoso.onmicrosoft.com --duration PT2H --justification 'End of the year'");
  EXPECT_EQ(request["action"].AsString(), "adminAssign");
  EXPECT_EQ(request.At({"scheduleInfo", "expiration", "duration"}).AsString(), "PT2H");
  const auto held = [&] {
    return Do("aad pim role assignment list --userName user@contoso.onmicrosoft.com").out;
  };
  EXPECT_THAT(held(), HasSubstr("Reports Reader"));
  const json::Value requests = Json(
      "aad pim role request list --userName user@contoso.onmicrosoft.com --withPrincipalDetails");
  EXPECT_EQ(requests.ElementAt(0)["roleDefinitionName"].AsString(), "Reports Reader");
  Json(
      "aad pim role assignment remove --force --roleDefinitionName 'Reports Reader' --userName "
      "user@contoso.onmicrosoft.com");
  EXPECT_THAT(held(), ::testing::Not(HasSubstr("Reports Reader")));
}

TEST_F(EntraAppTest, WhatTheTenantIs) {
  Connect("aad connect");
  const std::string name = Json("aad organization list").ElementAt(0)["displayName"].AsString();
  Run(absl::StrCat("aad organization set --displayName '", name,
                   "' --technicalNotificationMails it@contoso.com,ops@contoso.com --contactEmail "
                   "privacy@contoso.com"));
  const json::Value own = Json("aad organization list").ElementAt(0);
  EXPECT_EQ(json::Write(own["technicalNotificationMails"]),
            R"(["it@contoso.com","ops@contoso.com"])");
  EXPECT_EQ(own.At({"privacyProfile", "contactEmail"}).AsString(), "privacy@contoso.com");
  EXPECT_EQ(Do("aad organization set --displayName Nobody --contactEmail a@b.c").exit_code, 3);
  EXPECT_FALSE(Json("aad license list").elements().empty());
  EXPECT_FALSE(Json("aad resourcenamespace list").elements().empty());
  EXPECT_FALSE(
      Json("aad rolepermission list --resourceNamespace microsoft.directory").elements().empty());
  EXPECT_GT(Json("aad policy list").elements().size(), 8u);
  EXPECT_TRUE(Json("aad policy list --type authorization").is_object());
}

TEST_F(EntraAppTest, AMultitenantOrganizationComesAndGoes) {
  Connect("aad connect");
  EXPECT_EQ(Json("aad multitenant add --displayName Group")["displayName"].AsString(), "Group");
  Run("aad multitenant set --description 'All of us'");
  EXPECT_EQ(Json("aad multitenant get")["description"].AsString(), "All of us");
  EXPECT_EQ(Do("aad multitenant remove --force").exit_code, 0);
  EXPECT_EQ(Do("aad multitenant get").exit_code, 3);
}

}  // namespace
}  // namespace o365::testing
