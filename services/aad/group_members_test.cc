#include "services/aad/group_members.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aad/service.h"
#include "tests/testing/command_context.h"
#include "tests/testing/status_matchers.h"

namespace o365::aad {
namespace {

using o365::testing::IsOk;
using o365::testing::IsOkAndHolds;
using o365::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kResource[] = "https://graph.microsoft.com";

class GroupMembersTest : public ::testing::Test {
 protected:
  GroupMembersTest() { test_.ConnectTo(kResource, {kResource}); }

  void ExpectBatch(std::vector<std::string> parts, const std::string& answers) {
    test_.http().Expect({.url = absl::StrCat(kResource, "/v1.0/$batch"),
                         .body_parts = std::move(parts),
                         .answer = {.status = 200,
                                    .headers = {},
                                    .body = absl::StrCat(R"({"responses":[)", answers, "]}")}});
  }

  void ExpectList(absl::string_view path, const std::string& elements) {
    test_.http().Expect(
        {.method = "GET",
         .url = absl::StrCat(kResource, "/v1.0/groups/g/", path),
         .answer = {
             .status = 200, .headers = {}, .body = absl::StrCat(R"({"value":[)", elements, "]}")}});
  }

  std::string Body(size_t request) { return test_.http().requests()[request].body; }

  // What PrintMembers prints of these owners and members.
  std::string Printed(const std::string& owners, const std::string& members) {
    ExpectList("owners?$select=id", owners);
    ExpectList("members?$select=id", members);
    cli::Args args;
    args.Set("groupId", "g");
    args.SetDefault("properties", "id");
    EXPECT_THAT(PrintMembers(test_.context(), args, ""), IsOk());
    EXPECT_THAT(test_.context().results.Finish(), IsOk());
    const absl::StatusOr<json::Value> printed = json::Parse(test_.printed());
    return printed.ok() ? json::Write(*printed) : test_.printed();
  }

  const cli::Service service_ = EntraIdService();
  o365::testing::CommandContext test_{service_};
  GroupMembers group_{test_.context(), "g"};
};

TEST_F(GroupMembersTest, NamesAreLookedUpInOneBatchAndKeepTheirOrder) {
  ExpectBatch({"/users/ann%40contoso.com?$select=id", "/users/bob%40contoso.com?$select=id"},
              R"({"id":"2","status":200,"body":{"id":"b"}},
                 {"id":"1","status":200,"body":{"id":"a"}})");
  EXPECT_THAT(UserIds(test_.context(), "", " ann@contoso.com, bob@contoso.com "),
              IsOkAndHolds(Ids{"a", "b"}));
}

TEST_F(GroupMembersTest, AUserNamedTwiceIsMeantOnce) {
  ExpectBatch({}, R"({"id":"1","status":200,"body":{"id":"B"}})");
  EXPECT_THAT(UserIds(test_.context(), "a,b,a", "bob@contoso.com"), IsOkAndHolds(Ids{"a", "b"}));
}

TEST_F(GroupMembersTest, AUserWhomNobodyKnowsIsNamed) {
  ExpectBatch({}, R"({"id":"1","status":200,"body":{"id":"a"}},{"id":"2","status":404})");
  EXPECT_THAT(UserIds(test_.context(), "", "ann@contoso.com,eve@contoso.com"),
              StatusIs(absl::StatusCode::kNotFound,
                       "The specified user with user name eve@contoso.com does not exist."));
}

TEST_F(GroupMembersTest, AUserTheServiceSaysNothingAboutIsAnError) {
  ExpectBatch({}, R"({"id":"1","status":200,"body":{"id":"a"}},{"id":"2","status":200})");
  EXPECT_THAT(UserIds(test_.context(), "", "ann@contoso.com,eve@contoso.com"),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("'eve@contoso.com'")));
}

TEST_F(GroupMembersTest, TwentyAreAddedByOneRequest) {
  ExpectBatch({R"({"id":"1","method":"PATCH","url":"/groups/g")", "directoryObjects/u19\"]",
               R"({"id":"21")", R"({"members@odata.bind":[)", "directoryObjects/u20\"]"},
              R"({"id":"1","status":204},{"id":"21","status":204})");
  Ids ids;
  for (int i = 0; i < 21; ++i) ids.push_back(absl::StrCat("u", i));
  EXPECT_THAT(group_.Add(kMembers, ids), IsOk());
}

TEST_F(GroupMembersTest, WhoIsNotThereIsAnErrorUnlessToldOtherwise) {
  constexpr char kMissing[] = R"({"id":"1","status":204},
      {"id":"2","status":404,"body":{"error":{"code":"X","message":"not there"}}})";
  ExpectBatch({"/groups/g/owners/a/$ref", "/groups/g/members/a/$ref"}, kMissing);
  EXPECT_THAT(group_.Remove({kOwners, kMembers}, {"a"}, /*suppress_not_found=*/false),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("not there")));
  ExpectBatch({}, kMissing);
  EXPECT_THAT(group_.Remove({kOwners, kMembers}, {"a"}, /*suppress_not_found=*/true), IsOk());
}

TEST_F(GroupMembersTest, OnlyThoseWhoHaveTheOtherRoleLoseIt) {
  ExpectBatch({R"("owners@odata.bind":)"}, R"({"id":"1","status":204})");
  ExpectBatch({"/groups/g/members/$count?$filter=id eq 'a'", "id eq 'b'"},
              R"({"id":"a","status":200,"body":0},{"id":"b","status":200,"body":1})");
  ExpectBatch({"/groups/g/members/b/$ref"}, R"({"id":"b","status":204})");
  EXPECT_THAT(group_.Move(kOwners, {"a", "b"}), IsOk());
  EXPECT_THAT(Body(2), Not(HasSubstr("/members/a/")));
}

TEST_F(GroupMembersTest, ReplacingAddsWhoIsMissingAndRemovesTheOthers) {
  ExpectList("owners/microsoft.graph.user?$select=id", R"({"id":"aa"},{"id":"cc"})");
  ExpectBatch({"directoryObjects/bb"}, R"({"id":"1","status":204})");
  ExpectBatch({"/owners/cc/$ref"}, R"({"id":"cc","status":204})");
  EXPECT_THAT(group_.Replace(kOwners, {"AA", "bb"}), IsOk());
  EXPECT_THAT(Body(1), Not(HasSubstr("directoryObjects/AA")));
  EXPECT_THAT(Body(2), Not(HasSubstr("/owners/aa/")));
}

TEST_F(GroupMembersTest, NothingIsSentWhenAllIsAsItShouldBe) {
  ExpectList("owners/microsoft.graph.user?$select=id", R"({"id":"aa"})");
  EXPECT_THAT(group_.Replace(kOwners, {"aa"}), IsOk());
}

TEST_F(GroupMembersTest, OwnersComeFirstWithAllTheirRoles) {
  EXPECT_EQ(Printed(R"({"id":"o"},{"id":"b"})", R"({"id":"m"},{"id":"b"},{"id":"n"})"),
            R"([{"id":"o","roles":["Owner"]},{"id":"b","roles":["Owner","Member"]},)"
            R"({"id":"m","roles":["Member"]},{"id":"n","roles":["Member"]}])");
}

TEST_F(GroupMembersTest, AGroupWithoutOwnersAndMembersIsAnEmptyList) {
  EXPECT_EQ(Printed("", ""), "[]");
}

}  // namespace
}  // namespace o365::aad
