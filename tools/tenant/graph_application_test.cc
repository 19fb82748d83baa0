// Registrations, their service principals and what these may do.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/graph_fixture.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

constexpr char kTimesheets[] = "65415bb1-9267-4313-bbf5-ae259732ee12";
constexpr char kUserReadAll[] = "df021288-bdef-4463-88db-98f22de89214";

class GraphApplicationTest : public GraphTest {
 protected:
  // A new registration's member.
  json::Value AddApp(absl::string_view name) {
    return Post("myorganization/applications",
                absl::StrCat(R"({"displayName":")", name, R"(","signInAudience":"AzureADMyOrg"})"))
        .body;
  }
  std::string PrincipalId(absl::string_view app_id) {
    return Get(absl::StrCat("servicePrincipals(appId='", app_id, "')")).body["id"].AsString();
  }
};

TEST_F(GraphApplicationTest, RegistrationsGetAPrincipalWhenAskedFor) {
  const json::Value app = AddApp("My app");
  const std::string body = absl::StrCat(R"({"appId":")", app["appId"].AsString(), R"("})");
  EXPECT_EQ(Post("servicePrincipals", body).status, 201);
  EXPECT_EQ(Code(Post("servicePrincipals", body)), "Request_MultipleObjectsWithSameKeyValue");
  EXPECT_THAT(
      Message(Post("servicePrincipals", R"({"appId":"00000000-0000-0000-0000-000000000001"})")),
      HasSubstr("does not reference a valid application"));
  EXPECT_EQ(Delete("myorganization/applications/" + app["id"].AsString()).status, 204);
  EXPECT_EQ(CountOf("directory/deletedItems/microsoft.graph.application"), 1u);
  EXPECT_EQ(CountOf("directory/deletedItems/microsoft.graph.servicePrincipal"), 1u);
}

TEST_F(GraphApplicationTest, ChangesKeepWhatTheyDoNotName) {
  const std::string app = "applications/" + AddApp("My app")["id"].AsString();
  EXPECT_EQ(Patch(app, R"({"web":{"redirectUris":["https://localhost"]}})").status, 204);
  EXPECT_EQ(Patch(app, R"({"web":{"homePageUrl":"https://contoso.com"}})").status, 204);
  const Answer got = Get(app);
  EXPECT_EQ(got.body.At({"web", "redirectUris"}).elements().size(), 1u);
  EXPECT_EQ(Message(Patch(app, R"({"identifierUris":["api://timesheets.contoso.com"]})")),
            "Another object with the same value for property identifierUris already exists.");
}

TEST_F(GraphApplicationTest, SecretsAreShownOnce) {
  const std::string app = "applications/" + AddApp("My app")["id"].AsString();
  const Answer added =
      Post(app + "/addPassword", R"({"passwordCredential":{"displayName":"Default"}})");
  EXPECT_FALSE(added.body["secretText"].AsString().empty());
  const Answer got = Get(app + "?$select=passwordCredentials");
  EXPECT_THAT(got.text, Not(HasSubstr(added.body["secretText"].AsString())));
  EXPECT_EQ(got.body["passwordCredentials"].elements().size(), 1u);
  EXPECT_EQ(Patch(app, R"({"keyCredentials":[{"type":"AsymmetricX509Cert","usage":"Verify",)"
                       R"("displayName":"cert","key":"bGVhaw=="}]})")
                .status,
            204);
  EXPECT_THAT(Get(app).text, Not(HasSubstr("bGVhaw==")));
  EXPECT_EQ(Post(app + "/removePassword",
                 absl::StrCat(R"({"keyId":")", added.body["keyId"].AsString(), R"("})"))
                .status,
            204);
  EXPECT_EQ(Get(app).body["passwordCredentials"].elements().size(), 0u);
}

TEST_F(GraphApplicationTest, RolesAreDisabledBeforeTheyGo) {
  const std::string app = absl::StrCat("applications(appId='", kTimesheets, "')");
  const Answer refused = Patch(app, R"({"appRoles":[]})");
  EXPECT_EQ(Code(refused), "CannotDeleteOrUpdateEnabledEntitlement");
  std::string roles = json::Write(Get(app + "/appRoles").body["value"]);
  roles = absl::StrReplaceAll(roles, {{"\"isEnabled\":true", "\"isEnabled\":false"}});
  EXPECT_EQ(Patch(app, absl::StrCat(R"({"appRoles":)", roles, "}")).status, 204);
  EXPECT_EQ(Patch(app, R"({"appRoles":[]})").status, 204);
  EXPECT_EQ(Get(absl::StrCat("servicePrincipals(appId='", kTimesheets, "')/appRoles"))
                .body["value"]
                .elements()
                .size(),
            0u);
}

TEST_F(GraphApplicationTest, ExtensionPropertiesCanThenBeSet) {
  const json::Value app = AddApp("My app");
  const std::string properties =
      absl::StrCat("applications/", app["id"].AsString(), "/extensionProperties");
  const Answer added =
      Post(properties, R"({"name":"costCentre","dataType":"String","targetObjects":["User"]})");
  ASSERT_EQ(added.status, 201) << added.text;
  const std::string name = added.body["name"].AsString();
  EXPECT_EQ(name,
            absl::StrCat("extension_", absl::StrReplaceAll(app["appId"].AsString(), {{"-", ""}}),
                         "_costCentre"));
  EXPECT_EQ(
      Patch(absl::StrCat("users/", kUserUpn), absl::StrCat("{\"", name, "\":\"4711\"}")).status,
      204);
  EXPECT_EQ(CountOf(absl::StrCat("users?$filter=", name, " eq '4711'")), 1u);
  EXPECT_EQ(CountOf(absl::StrCat(properties, "?$filter=name eq '", name, "'&$select=id")), 1u);
  EXPECT_EQ(Delete(absl::StrCat(properties, "/", added.body["id"].AsString())).status, 204);
  EXPECT_EQ(Get(absl::StrCat("users?$filter=", name, " eq '4711'")).status, 400);
}

TEST_F(GraphApplicationTest, RolesAreAssignedOnce) {
  const std::string principal = PrincipalId(kTimesheets), graph = PrincipalId(kGraphAppId);
  const std::string path = absl::StrCat("servicePrincipals/", principal, "/appRoleAssignments");
  const auto assign = [&](absl::string_view role) {
    return Post(path, absl::StrCat(R"({"principalId":")", principal, R"(","resourceId":")", graph,
                                   R"(","appRoleId":")", role, R"("})"));
  };
  const size_t before = CountOf(absl::StrCat("servicePrincipals/", graph, "/appRoleAssignedTo"));
  const Answer added = assign("741f803b-c850-494e-b5df-cde7c675a1ca");
  ASSERT_EQ(added.status, 201) << added.text;
  EXPECT_EQ(added.body["resourceDisplayName"].AsString(), "Microsoft Graph");
  EXPECT_EQ(Message(assign("741f803b-c850-494e-b5df-cde7c675a1ca")),
            "Permission being assigned already exists on the object");
  EXPECT_THAT(Message(assign("00000000-0000-0000-0000-00000000000a")), HasSubstr("was not found"));
  EXPECT_EQ(CountOf(absl::StrCat("servicePrincipals/", graph, "/appRoleAssignedTo")), before + 1);
  EXPECT_EQ(Delete(absl::StrCat(path, "/", added.body["id"].AsString())).status, 204);
  EXPECT_EQ(CountOf(path), 1u);
  EXPECT_EQ(Get(path).body["value"].ElementAt(0)["appRoleId"].AsString(), kUserReadAll);
}

TEST_F(GraphApplicationTest, DelegatedPermissionsAreGranted) {
  const std::string client = PrincipalId(kTimesheets), graph = PrincipalId(kGraphAppId);
  const std::string body =
      absl::StrCat(R"({"clientId":")", client, R"(","consentType":"AllPrincipals","resourceId":")",
                   graph, R"(","scope":"User.Read"})");
  const Answer added = Post("oauth2PermissionGrants", body);
  ASSERT_EQ(added.status, 201) << added.text;
  EXPECT_EQ(Message(Post("oauth2PermissionGrants", body)), "Permission entry already exists.");
  const std::string grant = "oauth2PermissionGrants/" + added.body["id"].AsString();
  EXPECT_EQ(Patch(grant, absl::StrCat(R"({"id":")", added.body["id"].AsString(),
                                      R"(","scope":"User.Read Mail.Read"})"))
                .status,
            204);
  EXPECT_THAT(Message(Patch(grant, R"({"id":"other","scope":"User.Read"})")),
              HasSubstr("read-only"));
  EXPECT_EQ(Get(absl::StrCat("servicePrincipals/", client, "/oAuth2PermissionGrants"))
                .body["value"]
                .ElementAt(0)["scope"]
                .AsString(),
            "User.Read Mail.Read");
  EXPECT_EQ(CountOf(absl::StrCat("oauth2PermissionGrants?$filter=clientId eq '", client, "'")), 1u);
  EXPECT_EQ(Delete(grant).status, 204);
}

}  // namespace
}  // namespace o365::tenant
