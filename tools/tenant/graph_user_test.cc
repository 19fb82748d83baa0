// The life of a user.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/graph_fixture.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

class GraphUserTest : public GraphTest {
 protected:
  static std::string NewUser(absl::string_view upn, absl::string_view password = "R@ndom1!") {
    return absl::StrCat(R"({"accountEnabled":true,"displayName":"John","mailNickName":"john",)",
                        R"("userPrincipalName":")", upn, R"(","passwordProfile":{"password":")",
                        password, R"("}})");
  }
};

TEST_F(GraphUserTest, NewUsersAreChecked) {
  const Answer added = Post("users", NewUser("john@contoso.com"));
  ASSERT_EQ(added.status, 201) << added.text;
  EXPECT_EQ(Get("users/john@contoso.com?$select=mailNickname").body["mailNickname"].AsString(),
            "john");
  EXPECT_THAT(added.text, Not(HasSubstr("R@ndom1!")));
  EXPECT_THAT(Message(Post("users", NewUser("JOHN@contoso.com"))),
              HasSubstr("same value for property userPrincipalName already exists"));
  EXPECT_THAT(Message(Post("users", NewUser("john@fabrikam.com"))),
              HasSubstr("domain portion of the userPrincipalName property is invalid"));
  EXPECT_THAT(Message(Post("users", NewUser("jack@contoso.com", "weak"))),
              HasSubstr("password complexity"));
  EXPECT_EQ(Message(Post("users", R"({"accountEnabled":true})")),
            "A value is required for property 'displayName' of resource 'User'.");
  tenant_.SignIn(kUserUpn);
  EXPECT_EQ(Post("users", NewUser("jack@contoso.com")).status, 403);
}

TEST_F(GraphUserTest, DeletedUsersCanComeBackUnlessTheirNameIsTaken) {
  const std::string id = Post("users", NewUser("john@contoso.com")).body["id"].AsString();
  EXPECT_EQ(Delete("users/john@contoso.com").status, 204);
  EXPECT_EQ(Get("users/" + id).status, 404);
  const std::string report = "reports/authenticationMethods/userRegistrationDetails/";
  EXPECT_EQ(Get(report + id).status, 404);
  EXPECT_EQ(CountOf("directory/deletedItems/microsoft.graph.user?$select=id"), 1u);
  EXPECT_EQ(CountOf("directory/deletedItems/microsoft.graph.application"), 0u);
  const std::string other = Post("users", NewUser("john@contoso.com")).body["id"].AsString();
  EXPECT_THAT(Message(Post("directory/deletedItems/" + id + "/restore", "")),
              HasSubstr("userPrincipalName already exists"));
  EXPECT_EQ(Delete("users/" + other).status, 204);
  EXPECT_EQ(Post("directory/deleteditems/" + id + "/restore/", "").status, 200);
  EXPECT_EQ(Get("users/john@contoso.com").body["id"].AsString(), id);
  EXPECT_EQ(Get(report + id).body["userPrincipalName"].AsString(), "john@contoso.com");
  EXPECT_EQ(Delete("directory/deletedItems/" + other).status, 204);
  EXPECT_EQ(Delete("directory/deletedItems/" + other).status, 404);
}

TEST_F(GraphUserTest, ManagersAreSetAndRemoved) {
  const std::string manager = absl::StrCat("users/", kUserUpn, "/manager");
  EXPECT_EQ(Get(manager).body["displayName"].AsString(), "Miriam Graham");
  EXPECT_EQ(Put(manager + "/$ref", Reference(IdOf("LeeG"))).status, 204);
  EXPECT_EQ(Get(manager).body["displayName"].AsString(), "Lee Gu");
  EXPECT_EQ(CountOf(absl::StrCat("users/", IdOf("LeeG"), "/directReports")), 2u);
  EXPECT_EQ(Delete(manager + "/$ref").status, 204);
  EXPECT_EQ(Get(manager).status, 404);
  EXPECT_EQ(Put(manager + "/$ref", Reference("7a4f7c0e-5f0c-4d5a-9d54-2f6f0c1be8d1")).status, 404);
}

TEST_F(GraphUserTest, LicensesAreCounted) {
  const std::string user = absl::StrCat("users/", kUserUpn);
  const std::string sku = "f30db892-07e9-47e9-837c-80727f46fd3d";
  const auto consumed = [&] {
    return Get("subscribedSkus?$filter=skuPartNumber eq 'FLOW_FREE'")
        .body["value"]
        .ElementAt(0)["consumedUnits"]
        .AsInt();
  };
  const auto assign = [&](absl::string_view who, absl::string_view add, absl::string_view remove) {
    return Post(absl::StrCat(who, "/assignLicense"),
                absl::StrCat(R"({"addLicenses":[)", add, R"(],"removeLicenses":[)", remove, "]}"));
  };
  EXPECT_EQ(consumed(), 0);
  const std::string add = absl::StrCat(R"({"skuId":")", sku, R"(","disabledPlans":[]})");
  EXPECT_EQ(assign(user, add, "").status, 200);
  EXPECT_EQ(consumed(), 1);
  EXPECT_EQ(Get(user + "/licenseDetails").body["value"].elements().size(), 2u);
  EXPECT_EQ(assign(user, "", absl::StrCat("\"", sku, "\"")).status, 200);
  EXPECT_EQ(consumed(), 0);
  EXPECT_THAT(Message(assign(user, "", absl::StrCat("\"", sku, "\""))),
              HasSubstr("does not have a corresponding license"));
  EXPECT_THAT(Message(assign(user, R"({"skuId":"b1e0c1de-9a6b-4b0e-8a3f-5d4b1c3e7f20"})", "")),
              HasSubstr("does not correspond to a valid company License"));
  const std::string guest =
      Get("users?$filter=userType eq 'Guest'").body["value"].ElementAt(0)["id"].AsString();
  EXPECT_THAT(Message(assign("users/" + guest, add, "")), HasSubstr("invalid usage location"));
}

TEST_F(GraphUserTest, MembershipsAreFollowed) {
  const std::string user = "users/" + IdOf("AllanD");
  EXPECT_EQ(Post(absl::StrCat("groups/", GroupId("all-employees"), "/members/$ref"),
                 Reference(GroupId("sharepoint-admins")))
                .status,
            204);
  EXPECT_EQ(Post(user + "/getMemberGroups", R"({"securityEnabledOnly":false})")
                .body["value"]
                .elements()
                .size(),
            3u);
  EXPECT_EQ(CountOf(user + "/memberOf"), 2u);
  EXPECT_EQ(Post(user + "/getMemberGroups", "{}").status, 400);
}

TEST_F(GraphUserTest, PasswordsAreJudged) {
  const auto judge = [&](absl::string_view password) {
    return tenant_.Post(Url("users/validatePassword", "beta"),
                        absl::StrCat(R"({"password":")", password, R"("})"));
  };
  EXPECT_EQ(judge("cli365").body["validationResults"].ElementAt(0)["message"].AsString(),
            "Password is too short, length: 6.");
  EXPECT_EQ(judge("cli365password").body["validationResults"].ElementAt(0)["ruleName"].AsString(),
            "password_not_meet_complexity");
  EXPECT_TRUE(judge("cli365P@ssword").body["isValid"].AsBool());
}

TEST_F(GraphUserTest, PasswordsAreChangedByTheirOwner) {
  const char* right = R"({"currentPassword":"pass@word1","newPassword":"N3w@Word"})";
  EXPECT_EQ(Post("me/changePassword", R"({"currentPassword":"x","newPassword":"N3w@Word"})").status,
            400);
  EXPECT_EQ(Post("me/changePassword", right).status, 204);
  EXPECT_EQ(Post("me/changePassword", right).status, 400);  // no longer the current one
}

TEST_F(GraphUserTest, SessionsAreRevoked) {
  const Answer got = Post(absl::StrCat("users('", UserId(kUserUpn), "')/revokeSignInSessions"), "");
  EXPECT_TRUE(got.body["value"].AsBool()) << got.text;
}

}  // namespace
}  // namespace o365::tenant
