// Settings, guests, partners, policies, reports and extensions.

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/graph_fixture.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

class GraphTenantTest : public GraphTest {};

TEST_F(GraphTenantTest, SettingsFollowTheirTemplate) {
  const char* body = R"({"templateId":"62375ab9-6b52-47ed-826b-58e47e0e304b",
      "values":[{"name":"ClassificationList","value":"HBI,LBI"}]})";
  EXPECT_THAT(Message(Post("groupSettings",
                           absl::StrReplaceAll(body, {{"ClassificationList", "Nothing"}}))),
              HasSubstr("'Nothing' is not one of its template"));
  const Answer added = Post("groupSettings", body);
  ASSERT_EQ(added.status, 201) << added.text;
  EXPECT_EQ(added.body["values"].elements().size(), 15u);
  EXPECT_THAT(Message(Post("groupSettings", body)), HasSubstr("conflicting object"));
  const std::string setting = "groupSettings/" + added.body["id"].AsString();
  EXPECT_EQ(Patch(setting, R"({"values":[{"name":"EnableGroupCreation","value":"x"}]})").status,
            400);
  EXPECT_EQ(Patch(setting, R"({"values":[{"name":"EnableGroupCreation","value":"false"}]})").status,
            204);
  EXPECT_THAT(Get(setting).text, HasSubstr(R"({"name":"EnableGroupCreation","value":"false"})"));
  EXPECT_EQ(Delete(setting).status, 204);
  EXPECT_EQ(CountOf("groupSettings"), 0u);
}

TEST_F(GraphTenantTest, GuestsAreInTheDirectoryOnceInvited) {
  const Answer invited = Post("invitations", R"({"invitedUserEmailAddress":"john@fabrikam.com",
        "inviteRedirectUrl":"https://myapplications.microsoft.com","sendInvitationMessage":true})");
  ASSERT_EQ(invited.status, 201) << invited.text;
  const std::string id = invited.body.At({"invitedUser", "id"}).AsString();
  EXPECT_EQ(Get("users/" + id + "?$select=userPrincipalName,userType").text,
            R"({"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users(userPrincipal)"
            R"(Name,userType)/$entity","userPrincipalName":"john_fabrikam.com#EXT#@contoso.)"
            R"(onmicrosoft.com","userType":"Guest"})");
  EXPECT_EQ(Get("users/john_fabrikam.com%23EXT%23@contoso.onmicrosoft.com").status, 200);
}

TEST_F(GraphTenantTest, MultitenantOrganizationsComeAndGo) {
  const char* path = "tenantRelationships/multiTenantOrganization";
  EXPECT_EQ(Get(path).status, 404);
  EXPECT_EQ(Put(path, R"({"displayName":"Contoso and partners"})").status, 201);
  EXPECT_EQ(Get(path).body["state"].AsString(), "active");
  EXPECT_EQ(Patch(path, R"({"description":"All"})").status, 204);
  const std::string tenants = absl::StrCat(path, "/tenants");
  EXPECT_EQ(Post(tenants, R"({"tenantId":"6babcaad-604b-40ac-a9d7-9fd97c0b779f"})").status, 201);
  const std::string own = absl::StrCat(tenants, "/", kTenantId);
  EXPECT_EQ(Delete(own).status, 400);
  EXPECT_EQ(Delete(absl::StrCat(tenants, "/6babcaad-604b-40ac-a9d7-9fd97c0b779f")).status, 204);
  EXPECT_EQ(Delete(own).status, 204);
  EXPECT_EQ(Get(path).status, 404);
}

TEST_F(GraphTenantTest, PoliciesAreListedAndChanged) {
  EXPECT_EQ(CountOf("policies/tokenLifetimePolicies"), 1u);
  EXPECT_EQ(CountOf("policies/claimsMappingPolicies"), 0u);
  EXPECT_EQ(CountOf("policies/roleManagementPolicies?$filter=scopeId eq '/' and scopeType eq "
                    "'DirectoryRole'"),
            19u);
  EXPECT_EQ(Patch("policies/authorizationPolicy", R"({"allowInvitesFrom":"none"})").status, 204);
  EXPECT_EQ(Get("policies/authorizationPolicy").body["allowInvitesFrom"].AsString(), "none");
  tenant_.SignIn(kUserUpn);
  EXPECT_EQ(Patch("policies/authorizationPolicy", R"({"allowInvitesFrom":"none"})").status, 403);
}

TEST_F(GraphTenantTest, ReportsFollowTheDirectory) {
  const char* report = "reports/authenticationMethods/userRegistrationDetails";
  EXPECT_EQ(CountOf(absl::StrCat(report, "?$filter=isMfaRegistered eq true")), 2u);
  EXPECT_EQ(CountOf(absl::StrCat(report,
                                 "?$filter=isAdmin eq true and methodsRegistered/any(m:m "
                                 "eq 'fido2SecurityKey')")),
            1u);
  EXPECT_EQ(CountOf("auditLogs/signIns?$filter=appDisplayName eq 'Graph explorer'"), 2u);
}

TEST_F(GraphTenantTest, OrganizationsAreChanged) {
  const std::string path = absl::StrCat("organization/", kTenantId);
  EXPECT_EQ(Patch(path, R"({"technicalNotificationMails":["it@contoso.com"]})").status, 204);
  EXPECT_EQ(Get(path).body["technicalNotificationMails"].ElementAt(0).AsString(), "it@contoso.com");
}

TEST_F(GraphTenantTest, OpenExtensionsHoldAnything) {
  const std::string path = absl::StrCat("users/", UserId(kUserUpn), "/extensions");
  const char* body = R"({"extensionName":"com.contoso.roaming","theme":"dark","color":"red"})";
  EXPECT_EQ(Post(path, body).body["id"].AsString(), "com.contoso.roaming");
  EXPECT_EQ(Post(path, body).status, 409);
  EXPECT_EQ(Patch(path + "/com.contoso.roaming", R"({"theme":"light","color":null})").status, 204);
  const Answer got = Get(path + "/com.contoso.roaming");
  EXPECT_EQ(got.body["theme"].AsString(), "light");
  EXPECT_EQ(got.body.Find("color"), nullptr);
  EXPECT_EQ(CountOf(absl::StrCat("groups/", GroupId("finance"), "/extensions")), 0u);
  EXPECT_EQ(Delete(path + "/com.contoso.roaming").status, 204);
  EXPECT_EQ(CountOf(path), 0u);
  EXPECT_EQ(Post("users/nobody/extensions", body).status, 404);
}

TEST_F(GraphTenantTest, SchemaExtensionsHaveALife) {
  const Answer added = Post("schemaExtensions", R"({"id":"courses","description":"Courses",
      "owner":"65415bb1-9267-4313-bbf5-ae259732ee12","targetTypes":["User"],
      "properties":[{"name":"level","type":"Integer"}]})");
  ASSERT_EQ(added.status, 201) << added.text;
  const std::string id = added.body["id"].AsString();
  EXPECT_THAT(id, HasSubstr("_courses"));
  EXPECT_EQ(
      Patch(absl::StrCat("users/", kUserUpn), absl::StrCat("{\"", id, "\":{\"level\":1}}")).status,
      204);
  EXPECT_EQ(Patch("schemaExtensions/" + id, R"({"status":"Available"})").status, 204);
  EXPECT_EQ(Patch("schemaExtensions/" + id, R"({"status":"InDevelopment"})").status, 400);
  EXPECT_EQ(Delete("schemaExtensions/" + id).status, 400);
  EXPECT_EQ(CountOf("schemaExtensions?$select=*&$filter=status eq 'Available'"), 1u);
}

TEST_F(GraphTenantTest, ChangesAreAnnounced) {
  tenant_.SignIn("");
  const std::string feed = "https://developer.microsoft.com/en-us/graph/changelog/rss";
  const auto count = [&](absl::string_view url) {
    const std::string text = tenant_.Get(url).text;
    return std::vector<std::string>(absl::StrSplit(text, "<item>")).size() - 1;
  };
  EXPECT_EQ(count(feed), 6u);
  EXPECT_EQ(count(feed + "/?search=Deletion"), 1u);
  // What means something to XML is escaped.
  EXPECT_THAT(tenant_.Get(feed).text, HasSubstr("&lt;= version 3"));
}

TEST_F(GraphTenantTest, SubscriptionsEndInTheFuture) {
  const char* body = R"({"changeType":"updated","resource":"groups",
      "notificationUrl":"https://contoso.com/hook","expirationDateTime":"2099-01-01T00:00:00Z"})";
  EXPECT_EQ(Post("subscriptions", body).status, 201);
  EXPECT_THAT(Message(Post("subscriptions", absl::StrReplaceAll(body, {{"2099", "2016"}}))),
              HasSubstr("must be in the future"));
  EXPECT_THAT(Message(Post("subscriptions", absl::StrReplaceAll(body, {{"updated", "moved"}}))),
              HasSubstr("Unsupported change type 'moved'"));
}

}  // namespace
}  // namespace o365::tenant
