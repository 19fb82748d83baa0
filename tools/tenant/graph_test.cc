// Microsoft Graph as clients see it.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/graph_fixture.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

constexpr char kNewGroup[] =
    R"({"displayName":"My group","mailNickname":"my_group","groupTypes":["Unified"],)"
    R"("mailEnabled":true,"securityEnabled":false,"visibility":"Private"})";

TEST_F(GraphTest, UsersShowWhatIsSelected) {
  const Answer got = Get("users?$select=displayName,mail&$top=1");
  EXPECT_EQ(json::Write(got.body["value"]),
            R"([{"displayName":"MOD Administrator","mail":"admin@contoso.onmicrosoft.com"}])");
  EXPECT_EQ(got.body["@odata.context"].AsString(),
            "https://graph.microsoft.com/v1.0/$metadata#users(displayName,mail)");
  EXPECT_TRUE(Get("users/admin@contoso.onmicrosoft.com").body["accountEnabled"].is_null());
}

TEST_F(GraphTest, PagesAddUp) {
  EXPECT_EQ(GetAll("users?$top=5&$select=id").size(), GetAll("users?$top=999").size());
  EXPECT_GE(GetAll("users").size(), 25u);
}

TEST_F(GraphTest, MetadataCanBeLeftOut) {
  const Answer got = Get("users?$top=1", {{"Accept", "application/json;odata.metadata=none"}});
  EXPECT_TRUE(got.body["@odata.context"].is_null());
  EXPECT_FALSE(got.body["@odata.nextLink"].is_null());
}

TEST_F(GraphTest, FiltersWork) {
  // '+' is a blank in a query.
  const Answer groups =
      Get("groups?$filter=groupTypes/any(c:c+eq+'Unified') and startswith(DisplayName,'Team')");
  EXPECT_EQ(groups.body["value"].elements().size(), 2u);
  const Answer users =
      Get("users?$filter=userPrincipalName eq 'user@contoso.onmicrosoft.com' or "
          "userPrincipalName eq 'nobody@contoso.onmicrosoft.com'&$select=id");
  EXPECT_EQ(users.body["value"].ElementAt(0)["id"].AsString(), UserId(kUserUpn));
}

TEST_F(GraphTest, BadQueriesAreRefused) {
  EXPECT_EQ(Get("groups?$filter=foo eq").status, 400);
  EXPECT_THAT(Get("groups?$filter=foo eq").text, HasSubstr("Invalid filter clause"));
  EXPECT_THAT(Get("groups?$filter=foo eq 'x'").text,
              HasSubstr("Could not find a property named 'foo' on type 'microsoft.graph.group'."));
  EXPECT_EQ(Get("users?$select=foo").status, 400);
  EXPECT_EQ(Get("users?$top=1000").status, 400);
  EXPECT_EQ(Get("users?$skiptoken=zzz").status, 400);
}

TEST_F(GraphTest, AdvancedQueriesNeedTheirHeader) {
  const char* query = "users?$count=true&$filter=endswith(mail,'@contoso.onmicrosoft.com')";
  EXPECT_EQ(Code(Get(query)), "Request_UnsupportedQuery");
  const Answer got = Get(query, {{"ConsistencyLevel", "eventual"}});
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(got.body["@odata.count"].AsInt(),
            static_cast<int64_t>(got.body["value"].elements().size()));
  EXPECT_EQ(Get("users?$search=\"displayName:ad\"").status, 400);
  EXPECT_EQ(Get("users?$search=%22displayName:wil%22", {{"ConsistencyLevel", "eventual"}})
                .body["value"]
                .elements()
                .size(),
            2u);
}

TEST_F(GraphTest, ErrorsCarryTheRequestsIds) {
  const Answer got =
      Get("groups/1caf7dcd-7e83-4c3a-94f7-932a1299c843", {{"client-request-id", "4711"}});
  EXPECT_EQ(got.status, 404);
  EXPECT_EQ(Code(got), "Request_ResourceNotFound");
  EXPECT_EQ(got.body.At({"error", "innerError", "client-request-id"}).AsString(), "4711");
  EXPECT_EQ(got.headers.Get("request-id"),
            got.body.At({"error", "innerError", "request-id"}).AsString());
}

TEST_F(GraphTest, GroupsComeWithTheirSite) {
  const Answer added = tenant_.Post(Url("groups"), kNewGroup);
  ASSERT_EQ(added.status, 201) << added.text;
  const std::string group = "groups/" + added.body["id"].AsString();
  EXPECT_EQ(Get(group + "/drive?$select=webUrl").body["webUrl"].AsString(),
            "https://contoso.sharepoint.com/sites/my_group/Shared%20Documents");
  EXPECT_EQ(tenant_.Get("https://contoso.sharepoint.com/sites/my_group/_api/web").status, 200);
  EXPECT_THAT(tenant_.Post(Url("groups"), kNewGroup).text,
              HasSubstr("same value for property mailNickname already exists"));
  EXPECT_THAT(tenant_.Post(Url("groups"), R"({"displayName":"x"})").text,
              HasSubstr("A value is required for property 'mailNickname'"));
}

TEST_F(GraphTest, GroupsHaveOwnersAndAPhoto) {
  const std::string group =
      "groups/" + tenant_.Post(Url("groups"), kNewGroup).body["id"].AsString();
  const std::string reference = absl::StrCat(R"({"@odata.id":"https://graph.microsoft.com/v1.0/)",
                                             "users/", UserId(kUserUpn), R"("})");
  EXPECT_EQ(tenant_.Post(Url(group + "/owners/$ref"), reference).status, 204);
  EXPECT_EQ(tenant_.Post(Url(group + "/owners/$ref"), reference).status, 400);
  EXPECT_EQ(Get(group + "/owners").body["value"].elements().size(), 2u);
  EXPECT_EQ(Get(group + "/photo/$value").status, 404);
  EXPECT_EQ(
      tenant_.Send("PUT", Url(group + "/photo/$value"), "png", {{"Content-Type", "image/png"}})
          .status,
      200);
  EXPECT_EQ(Get(group + "/photo/$value").text, "png");
}

TEST_F(GraphTest, DeletedGroupsCanBeRestored) {
  const std::string group = "groups/" + GroupId("tech-ideas");
  EXPECT_EQ(tenant_.Send("DELETE", Url(group), "").status, 204);
  EXPECT_EQ(Get(group).status, 404);
  EXPECT_EQ(Get("directory/deletedItems/Microsoft.Graph.Group?$filter=startswith(displayName,"
                "'Tech')")
                .body["value"]
                .elements()
                .size(),
            1u);
  EXPECT_EQ(
      tenant_.Post(Url("directory/deletedItems/" + GroupId("tech-ideas") + "/restore"), "").status,
      200);
  EXPECT_EQ(Get(group).status, 200);
}

TEST_F(GraphTest, OthersGroupsAreTheirs) {
  tenant_.SignIn(kUserUpn);
  EXPECT_EQ(Code(tenant_.Send("DELETE", Url("groups/" + GroupId("finance")), "")),
            "Authorization_RequestDenied");
}

TEST_F(GraphTest, ServicePrincipalsAreFound) {
  EXPECT_EQ(Get("servicePrincipals?$filter=displayName eq 'Contoso Reports'")
                .body["value"]
                .elements()
                .size(),
            2u);
  EXPECT_EQ(Get("servicePrincipals(appId='00000003-0000-0000-c000-000000000000')")
                .body["displayName"]
                .AsString(),
            "Microsoft Graph");
}

TEST_F(GraphTest, TheRootSiteAndTheTenantAreKnown) {
  EXPECT_EQ(Get("sites/root?$select=webUrl").body["webUrl"].AsString(),
            "https://contoso.sharepoint.com");
  EXPECT_EQ(Get("organization").body["value"].ElementAt(0)["displayName"].AsString(), "Contoso");
  EXPECT_EQ(Get("me").body["userPrincipalName"].AsString(), kAdminUpn);
  EXPECT_EQ(tenant_.Send("HEAD", Url("me"), "").status, 200);
  EXPECT_EQ(Get("planner").status, 501);
}

}  // namespace
}  // namespace o365::tenant
