// Groups' links, units, devices and roles.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/graph_fixture.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

constexpr char kRoles[] = "roleManagement/directory/";
constexpr char kSharePointAdministrator[] = "f28a1f50-f6e7-4571-818b-6a12f2af6b6c";

class GraphDirectoryTest : public GraphTest {
 protected:
  static std::string Role(absl::string_view principal, absl::string_view more) {
    return absl::StrCat(R"({"principalId":")", principal, R"(","roleDefinitionId":")",
                        kSharePointAdministrator, R"(","directoryScopeId":"/")", more, "}");
  }
};

TEST_F(GraphDirectoryTest, MembersCanBeBoundTwentyAtATime) {
  const std::string group = "groups/" + GroupId("tech-ideas");
  std::string urls;
  const std::vector<json::Value> users = GetAll("users?$filter=userType eq 'Member'");
  const auto bind = [&](size_t from, size_t to) {
    std::string list;
    for (size_t i = from; i < to; ++i) {
      absl::StrAppend(&list, i == from ? "" : ",",
                      "\"https://graph.microsoft.com/v1.0/directoryObjects/",
                      users[i]["id"].AsString(), "\"");
    }
    return Patch(group, absl::StrCat(R"({"members@odata.bind":[)", list, "]}"));
  };
  EXPECT_THAT(Message(bind(0, 21)), HasSubstr("over the limit of 20"));
  EXPECT_EQ(bind(0, 5).status, 204);
  EXPECT_EQ(CountOf(group + "/members"), 8u);
  EXPECT_THAT(Message(bind(0, 1)), HasSubstr("already exist"));
}

TEST_F(GraphDirectoryTest, GroupsAreMadeWithTheirOwners) {
  const Answer added =
      Post("groups",
           absl::StrCat(R"({"displayName":"Board","mailNickname":"board","mailEnabled":true,)",
                        R"("securityEnabled":false,"groupTypes":["Unified"],"owners@odata.bind":[)",
                        R"("https://graph.microsoft.com/v1.0/users/)", UserId(kUserUpn), R"("]})"));
  ASSERT_EQ(added.status, 201) << added.text;
  const std::string group = "groups/" + added.body["id"].AsString();
  EXPECT_EQ(Get(group + "/owners").body["value"].ElementAt(0)["id"].AsString(), UserId(kUserUpn));
  EXPECT_EQ(added.body["visibility"].AsString(), "Public");
  EXPECT_EQ(added.body["mail"].AsString(), "board@contoso.onmicrosoft.com");
  EXPECT_THAT(Message(Delete(group + "/owners/" + UserId(kUserUpn) + "/$ref")),
              HasSubstr("must have at least one owner"));
  EXPECT_EQ(Delete(group + "/members/" + UserId(kUserUpn) + "/$ref").status, 404);
  EXPECT_EQ(Patch(group, R"({"displayName":"x","hideFromOutlookClients":true})").status, 400);
  EXPECT_EQ(Patch(group, R"({"hideFromOutlookClients":true})").status, 204);
  EXPECT_EQ(Get(group + "?$select=hideFromOutlookClients").body["hideFromOutlookClients"],
            json::Value(true));
}

TEST_F(GraphDirectoryTest, GroupsBecomeTeamsOnceAndAreRenewed) {
  const std::string group = "groups/" + GroupId("finance");
  EXPECT_EQ(Put(group + "/team", "{}").status, 201);
  EXPECT_EQ(Put(group + "/team", "{}").status, 409);
  EXPECT_EQ(CountOf("groups?$filter=resourceProvisioningOptions/any(x:x eq 'Team')"), 1u);
  EXPECT_EQ(Put("groups/" + GroupId("all-employees") + "/team", "{}").status, 400);
  const json::Value before = Get(group).body["renewedDateTime"];
  EXPECT_EQ(Post(group + "/renew/", "").status, 204);
  EXPECT_NE(Get(group).body["renewedDateTime"], before);
}

TEST_F(GraphDirectoryTest, GroupsTalk) {
  const std::string group = "groups/" + GroupId("finance");
  const Answer thread =
      Post(group + "/threads", R"({"topic":"Closing","posts":[{"body":{"contentType":"text",)"
                               R"("content":"Books close on Friday."}}]})");
  ASSERT_EQ(thread.status, 201) << thread.text;
  const std::string posts =
      absl::StrCat(group, "/threads/", thread.body["id"].AsString(), "/posts");
  EXPECT_EQ(CountOf(posts), 1u);
  EXPECT_EQ(Post(absl::StrReplaceAll(posts, {{"/posts", "/reply"}}),
                 R"({"post":{"body":{"content":"Really?"}}})")
                .status,
            202);
  EXPECT_EQ(CountOf(posts), 2u);
  EXPECT_EQ(Get(group + "/conversations").body["value"].ElementAt(0)["topic"].AsString(),
            "Closing");
  EXPECT_EQ(Code(Get(group + "/threads/none/posts")), "ErrorItemNotFound");
}

TEST_F(GraphDirectoryTest, UnitsTakePeopleGroupsAndDevices) {
  const Answer added =
      Post("directory/administrativeUnits", R"({"displayName":"Sales","visibility":null})");
  ASSERT_EQ(added.status, 201) << added.text;
  const std::string unit = "directory/administrativeUnits/" + added.body["id"].AsString();
  EXPECT_EQ(Post(unit + "/members/$ref", Reference(GroupId("finance"))).status, 204);
  EXPECT_EQ(Post(unit + "/members/$ref", Reference(added.body["id"].AsString())).status, 400);
  EXPECT_EQ(Delete(unit + "/members/" + GroupId("finance") + "/$ref").status, 204);
  EXPECT_EQ(Delete(unit).status, 204);
  EXPECT_EQ(CountOf("devices?$filter=displayName eq 'AdeleVance-PC'"), 1u);
}

TEST_F(GraphDirectoryTest, RolesAreDefinedAndAssigned) {
  const std::string definitions = absl::StrCat(kRoles, "roleDefinitions");
  const std::string sharepoint = absl::StrCat(definitions, "/", kSharePointAdministrator);
  EXPECT_EQ(Delete(sharepoint).status, 403);
  EXPECT_EQ(Patch(sharepoint, R"({"displayName":"x"})").status, 403);
  const Answer custom = Post(definitions, R"({"displayName":"Custom Role","isEnabled":true,
      "rolePermissions":[{"allowedResourceActions":["microsoft.directory/groups/create"]}]})");
  ASSERT_EQ(custom.status, 201) << custom.text;
  const std::string role = absl::StrCat(definitions, "/", custom.body["id"].AsString());
  EXPECT_EQ(Patch(role, R"({"description":"Makes groups"})").status, 204);
  EXPECT_EQ(Delete(role).status, 204);

  const std::string assignments = absl::StrCat(kRoles, "roleAssignments");
  EXPECT_EQ(Post(assignments, Role(UserId(kUserUpn), "")).status, 201);
  EXPECT_THAT(Message(Post(assignments, Role(UserId(kUserUpn), ""))), HasSubstr("conflicting"));
  EXPECT_EQ(Post(assignments, Role(GroupId("finance"), "")).status, 400);
  EXPECT_EQ(Post(assignments, absl::StrReplaceAll(Role(UserId(kUserUpn), ""),
                                                  {{"\"/\"", "\"/administrativeUnits/none\""}}))
                .status,
            404);
}

TEST_F(GraphDirectoryTest, RolesAreRequestedForATime) {
  const std::string requests = absl::StrCat(kRoles, "roleAssignmentScheduleRequests");
  const std::string instances = absl::StrCat(
      kRoles, "roleAssignmentScheduleInstances?$filter=principalId eq '", UserId(kUserUpn), "'");
  const std::string assign =
      Role(UserId(kUserUpn),
           R"(,"action":"adminAssign","justification":"Need it","scheduleInfo":{"startDateTime":)"
           R"("2026-11-22T10:00:00Z","expiration":{"duration":"PT8H","type":"afterDuration"}})");
  const Answer made = Post(requests, assign);
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.body["status"].AsString(), "Provisioned");
  EXPECT_EQ(Get(instances).body["value"].ElementAt(0)["endDateTime"].AsString(),
            "2026-11-22T18:00:00Z");
  EXPECT_EQ(Code(Post(requests, assign)), "RoleAssignmentExists");
  const std::string remove = Role(UserId(kUserUpn), R"(,"action":"adminRemove")");
  EXPECT_EQ(Post(requests, remove).body["status"].AsString(), "Revoked");
  EXPECT_EQ(CountOf(instances), 0u);
  EXPECT_EQ(Code(Post(requests, remove)), "RoleAssignmentDoesNotExist");
  EXPECT_EQ(CountOf(absl::StrCat(requests, "?$filter=status eq 'Revoked'")), 1u);
  EXPECT_GE(CountOf("roleManagement/directory/resourceNamespaces/microsoft.directory/"
                    "resourceActions"),
            15u);
}

}  // namespace
}  // namespace o365::tenant
