// The query options that every collection of Microsoft Graph has.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/graph_fixture.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

class GraphQueryTest : public GraphTest {};

TEST_F(GraphQueryTest, FiltersSelectWhatTheySay) {
  constexpr struct {
    const char* query;
    size_t count;
  } kCases[] = {
      {"users?$filter=surname eq 'vance'", 1},  // without regard to case
      {"users?$filter=SURNAME eq 'Vance'", 1},
      {"users?$filter=startswith(displayName,'A') and accountEnabled eq true", 7},
      {"users?$filter=displayName in ('Adele Vance','Lee Gu','Nobody')", 2},
      {"users?$filter=not(userType eq 'Member')&$count=true", 1},
      {"users?$filter=userType ne 'Member'&$count=true", 1},
      {"users?$filter=endsWith(mail,'@fabrikam.com')&$count=true", 1},
      {"users?$filter=assignedLicenses/any(l:l/skuId eq "
       "c7df2760-2c81-4ef7-b578-5b5392b571df) and surname eq 'Vance'",
       1},
      {"users?$filter=createdDateTime ge 2030-01-01T00:00:00Z", 0},
      {"groups?$filter=groupTypes/any(c:c+eq+'Unified')", 8},
      {"groups?$filter=securityEnabled+eq+true+and+mailEnabled+eq+true", 1},
      {"groups?$filter=securityEnabled eq true and mailEnabled eq true and "
       "not(groupTypes/any(t:t eq 'Unified'))&$count=true",
       1},
      {"servicePrincipals?$filter=tags/any(t:t eq 'WindowsAzureActiveDirectoryIntegratedApp') "
       "and startswith(displayName,'Contoso')",
       4},
      {"directory/administrativeUnits?$filter=displayName eq 'European Division'", 1},
      {"roleManagement/directory/roleDefinitions?$filter=isBuiltIn eq false", 1},
      {"auditLogs/signIns?$filter=status/errorCode ne 0", 1},
      {"auditLogs/signIns?$filter=createdDateTime gt 2026-11-22T00:00:00Z", 1},
  };
  for (const auto& [query, count] : kCases) {
    const Answer got = GetEventually(query);
    EXPECT_EQ(got.body["value"].elements().size(), count) << query << "\n" << got.text;
  }
}

TEST_F(GraphQueryTest, ExpansionsAreNarrowed) {
  const Answer user = Get(absl::StrCat("users/", kUserUpn,
                                       "?$select=displayName&$expand=manager($select=displayName),"
                                       "memberOf($select=id,displayName)"));
  EXPECT_EQ(json::Write(user.body["manager"]),
            R"({"@odata.type":"#microsoft.graph.user","displayName":"Miriam Graham"})");
  EXPECT_EQ(user.body["memberOf"].elements().size(), 4u);
  const Answer group =
      Get("groups?$filter=displayName eq 'HR Team'&$expand=members($select=id),owners");
  const json::Value& first = group.body["value"].ElementAt(0);
  EXPECT_EQ(first["members"].elements().size(), 3u);
  EXPECT_EQ(first["owners"].ElementAt(0)["displayName"].AsString(), "Diego Siciliani");
  const Answer principals =
      Get("servicePrincipals?$expand=appRoleAssignments&$filter=displayName eq "
          "'Contoso Timesheets'");
  EXPECT_EQ(principals.body["value"].ElementAt(0)["appRoleAssignments"].elements().size(), 1u);
  const Answer roles =
      Get("roleManagement/directory/roleAssignmentScheduleInstances?$expand=roleDefinition($select="
          "displayName),principal");
  const json::Value& role = roles.body["value"].ElementAt(0);
  EXPECT_EQ(role["roleDefinition"]["displayName"].AsString(), "Global Administrator");
  EXPECT_EQ(role["principal"]["userPrincipalName"].AsString(), kAdminUpn);
  const Answer drive = Get(absl::StrCat("users/", kUserUpn, "?$expand=drive($select=webUrl)"));
  EXPECT_EQ(json::Write(drive.body["drive"]),
            R"({"webUrl":"https://contoso-my.sharepoint.com/personal/)"
            R"(user_contoso_onmicrosoft_com/Documents"})");
  EXPECT_EQ(Get("users?$expand=nothing").status, 400);
}

TEST_F(GraphQueryTest, PagesGoOnWhereTheLastEnded) {
  const std::vector<json::Value> all = GetAll("users?$top=7&$select=id");
  EXPECT_EQ(all.size(), CountOf("users?$top=999"));
  for (size_t i = 1; i < all.size(); ++i) EXPECT_NE(all[i], all[i - 1]);
  EXPECT_EQ(CountOf("users?$filter=accountEnabled eq true&$top=3"), all.size());
  EXPECT_EQ(CountOf("users?$orderby=surname&$top=4"), all.size());
  EXPECT_EQ(Get("users?$orderby=displayName&$top=1").body["value"].ElementAt(0)["displayName"],
            json::Value("Aarif Sherzai"));
}

TEST_F(GraphQueryTest, CountsNeedTheirHeader) {
  EXPECT_EQ(Code(Get("users/$count")), "Request_UnsupportedQuery");
  EXPECT_EQ(Code(Get("users?$count=true")), "Request_UnsupportedQuery");
  EXPECT_EQ(GetEventually("users/$count").text, absl::StrCat(CountOf("users")));
  EXPECT_EQ(GetEventually("users/$count?$filter=userType eq 'Guest'").text, "1");
  const std::string owners = absl::StrCat("groups/", GroupId("finance"), "/owners/$count");
  EXPECT_EQ(GetEventually(owners).text, "1");
  EXPECT_EQ(GetEventually(absl::StrCat(owners, "?$filter=id eq 'nobody'")).text, "0");
  // Only the directory asks for it.
  EXPECT_EQ(Get("auditLogs/signIns?$count=true").body["@odata.count"].AsInt(), 5);
}

TEST_F(GraphQueryTest, PathsCastToAType) {
  const std::string unit = absl::StrCat(
      "directory/administrativeUnits/",
      Get("directory/administrativeUnits").body["value"].ElementAt(0)["id"].AsString());
  EXPECT_EQ(CountOf(unit + "/members"), 4u);
  EXPECT_EQ(CountOf(unit + "/members/microsoft.graph.user"), 2u);
  EXPECT_EQ(CountOf(unit + "/members/microsoft.graph.device"), 1u);
  EXPECT_EQ(GetEventually(unit + "/members/microsoft.graph.group/$count").text, "1");
  EXPECT_EQ(CountOf(unit + "/members/microsoft.graph.user?$filter=givenName eq 'Joni'&$expand="
                           "manager($select=displayName)"),
            1u);
  EXPECT_EQ(Get(absl::StrCat(unit, "/members/", IdOf("AlexW"))).body["@odata.context"],
            json::Value("https://graph.microsoft.com/v1.0/$metadata#directoryObjects/$entity"));
}

TEST_F(GraphQueryTest, KeysCanBeNamed) {
  const char* app = "65415bb1-9267-4313-bbf5-ae259732ee12";
  for (const char* path : {"applications", "myorganization/applications", "servicePrincipals"}) {
    const Answer got = Get(absl::StrCat(path, "(appId='", app, "')?$select=displayName"));
    EXPECT_EQ(got.body["displayName"].AsString(), "Contoso Timesheets") << path << got.text;
  }
  EXPECT_EQ(Get(absl::StrCat("servicePrincipals(appId='", app, "')/appRoles"))
                .body["value"]
                .elements()
                .size(),
            2u);
  EXPECT_EQ(Get("users('user@contoso.onmicrosoft.com')").body["surname"].AsString(), "Vance");
  EXPECT_EQ(Get("me/manager").status, 404);
}

TEST_F(GraphQueryTest, WhatIsNoPropertyIsRefused) {
  for (const char* query : {"users?$orderby=foo", "users?$filter=foo eq 1", "groups?$select=foo",
                            "policies/tokenLifetimePolicies?$filter=foo eq 1"}) {
    EXPECT_THAT(Message(Get(query)), HasSubstr("Could not find a property named 'foo'")) << query;
  }
  EXPECT_THAT(Message(Patch(absl::StrCat("users/", kUserUpn), R"({"foo":1})")),
              HasSubstr("Property 'foo' does not exist"));
  EXPECT_EQ(Message(Patch(absl::StrCat("users/", kUserUpn), R"({"accountEnabled":"yes"})")),
            "Invalid value specified for property 'accountEnabled' of resource 'User'.");
  EXPECT_EQ(Get(absl::StrCat("users/", kUserUpn, "/foo")).status, 501);
}

// Users that nobody stored are there like any other, and those that were changed are kept.
TEST(BulkUserTest, UsersAreMadeWhenLookedAt) {
  TestTenant tenant({.bulk = {.users = 3000}});
  const std::string users = "https://graph.microsoft.com/v1.0/users";
  Answer page = tenant.Get(users + "?$top=999&$select=id");
  size_t count = 0;
  while (true) {
    count += page.body["value"].elements().size();
    const std::string next = page.body["@odata.nextLink"].AsString();
    if (next.empty()) break;
    page = tenant.Get(next);
  }
  EXPECT_EQ(count, 3029u);
  const std::string one = users + "/user0002999@contoso.onmicrosoft.com";
  EXPECT_EQ(tenant.Send("PATCH", one, R"({"jobTitle":"Tester"})").status, 204);
  EXPECT_EQ(tenant.Get(one + "?$select=jobTitle").body["jobTitle"].AsString(), "Tester");
  EXPECT_EQ(tenant.Get(users + "?$filter=jobTitle%20eq%20'Tester'").body["value"].elements().size(),
            1u);
  EXPECT_EQ(tenant.Send("DELETE", one, "").status, 204);
  EXPECT_EQ(tenant.Get(one).status, 404);
  EXPECT_EQ(tenant.Get(users + "/$count", {{"ConsistencyLevel", "eventual"}}).text, "3028");
}

}  // namespace
}  // namespace o365::tenant
