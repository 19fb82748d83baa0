// Stories of groups in `aad`: who is in them, their recycle bin, their settings, and the
// classification of their sites.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

class GroupsTest : public EndToEndTest {
 protected:
  GroupsTest() { Connect("aad connect"); }

  void Done(absl::string_view command_line) {
    const Outcome got = Do(command_line);
    EXPECT_EQ(got.exit_code, 0) << command_line << "\n" << got.err;
    EXPECT_EQ(got.out, "") << command_line;
  }

  // Who is in the group, as "Ann Lee Owner+Member, ...", in the order of the list.
  std::string People(absl::string_view list_command) {
    std::vector<std::string> people;
    const json::Value users = Json(list_command);
    for (const json::Value& user : users.elements()) {
      std::vector<std::string> roles;
      for (const json::Value& role : user["roles"].elements()) roles.push_back(role.AsString());
      people.push_back(
          absl::StrCat(user["displayName"].AsString(), " ", absl::StrJoin(roles, "+")));
    }
    return absl::StrJoin(people, ", ");
  }
};

TEST_F(GroupsTest, ASecurityGroupAndItsMembers) {
  const json::Value group = Json(
      "aad group add --displayName 'Door 7' --type security --memberUserNames "
      "alexw@contoso.onmicrosoft.com,leeg@contoso.onmicrosoft.com");
  EXPECT_THAT(group["mailNickname"].AsString(), StartsWith("Group"));
  const std::string list = "aad group member list --groupName 'Door 7'";
  EXPECT_EQ(People(list), "MOD Administrator Owner, Alex Wilber Member, Lee Gu Member");
  Done("aad group member set -n 'Door 7' --userNames leeg@contoso.onmicrosoft.com --role Owner");
  EXPECT_EQ(People(list), "MOD Administrator Owner, Lee Gu Owner, Alex Wilber Member");
  Done("aad group member add -n 'Door 7' --subgroupNames Finance --role Member");
  EXPECT_EQ(People(absl::StrCat(list, " --role Member")), "Alex Wilber Member, Finance Member");
  // Lee is an owner alone: without a role that is an error, but what can be done is done.
  const Outcome half =
      Do("aad group member remove -n 'Door 7' --userNames leeg@contoso.onmicrosoft.com --force");
  EXPECT_EQ(half.exit_code, 3);
  Done("aad group member remove -n 'Door 7' --subgroupNames Finance --role Member --force");
  EXPECT_EQ(People(list), "MOD Administrator Owner, Alex Wilber Member");
  Done(
      "aad group set -n 'Door 7' --newDisplayName 'Door 8' --description 'To the roof' "
      "--ownerUserNames pradeepg@contoso.onmicrosoft.com");
  EXPECT_EQ(People("aad group member list --groupName 'Door 8' --role Owner"),
            "Pradeep Gupta Owner");
  EXPECT_EQ(Json("aad group get -n 'Door 8' --properties id,description")["description"].AsString(),
            "To the roof");
  EXPECT_THAT(Do("aad group list --type security").out,
              AllOf(HasSubstr("Door 8"), HasSubstr("Security"), Not(HasSubstr("Finance"))));
  Done("aad group remove -n 'Door 8' --force");
  EXPECT_THAT(Do("aad group get -n 'Door 8'").err,
              HasSubstr("The specified group 'Door 8' does not exist."));
}

TEST_F(GroupsTest, AnUnknownMemberIsFoundOutBeforeThereIsAGroup) {
  const Outcome got =
      Do("aad group add --displayName Ghosts --type security --ownerUserNames "
         "alexw@contoso.onmicrosoft.com,nobody@contoso.onmicrosoft.com");
  EXPECT_EQ(got.exit_code, 3);
  EXPECT_THAT(got.err, HasSubstr("user name nobody@contoso.onmicrosoft.com does not exist"));
  EXPECT_EQ(Do("aad group get -n Ghosts").exit_code, 3);
}

TEST_F(GroupsTest, AMicrosoft365GroupFromItsFirstToItsLastDay) {
  const std::string id =
      Json(
          "aad m365group add --displayName Choir --mailNickname choir --owners "
          "leeg@contoso.onmicrosoft.com --members alexw@contoso.onmicrosoft.com --visibility "
          "Private")["id"]
          .AsString();
  Done(absl::StrCat("aad m365group user add --groupId ", id,
                    " --userNames pradeepg@contoso.onmicrosoft.com"));
  Done(
      "aad m365group user set --groupName Choir --userNames pradeepg@contoso.onmicrosoft.com "
      "--role owner");
  Done(
      "aad m365group user remove --teamName Choir --userNames alexw@contoso.onmicrosoft.com "
      "--force");
  EXPECT_EQ(People(absl::StrCat("aad m365group user list --groupId ", id, " --role Owner")),
            "MOD Administrator Owner, Lee Gu Owner, Pradeep Gupta Owner");
  EXPECT_THAT(People("aad m365group user list -n Choir"), Not(HasSubstr("Alex")));

  Done(
      "aad m365group set -n Choir --newDisplayName 'Big choir' --description 'All voices' "
      "--hideFromOutlookClients true --memberUserNames "
      "leeg@contoso.onmicrosoft.com,alexw@contoso.onmicrosoft.com");
  const json::Value read = Json(absl::StrCat("aad m365group get --withSiteUrl --id ", id));
  EXPECT_EQ(read["displayName"].AsString(), "Big choir");
  EXPECT_EQ(read["description"].AsString(), "All voices");
  EXPECT_TRUE(read["hideFromOutlookClients"].AsBool());
  EXPECT_THAT(read["siteUrl"].AsString(), StartsWith("https://contoso.sharepoint.com/sites/"));
  EXPECT_EQ(People(absl::StrCat("aad m365group user list -i ", id, " --role Member")),
            "Lee Gu Member, Alex Wilber Member");
  Done(absl::StrCat("aad m365group renew --id ", id));
  Done("aad m365group teamify --mailNickname choir");
  EXPECT_THAT(Do("aad m365group teamify --mailNickname choir").err, HasSubstr("already"));

  Done("aad m365group remove -n 'Big choir' --force");
  EXPECT_THAT(Json("aad m365group recyclebinitem list --groupName Big").elements(), SizeIs(1));
  Done("aad m365group recyclebinitem restore --mailNickname choir");
  EXPECT_EQ(Json("aad m365group get -n 'Big choir'")["id"].AsString(), id);
  Done(absl::StrCat("aad m365group remove --id ", id, " --skipRecycleBin --force"));
  EXPECT_THAT(Json("aad m365group recyclebinitem list --groupName Big").elements(), IsEmpty());
}

TEST_F(GroupsTest, TheRecycleBinIsCleared) {
  Done("aad m365group remove -n Finance --force");
  EXPECT_THAT(Json("aad m365group recyclebinitem list").elements(), Not(IsEmpty()));
  EXPECT_EQ(Do("aad m365group recyclebinitem clear").exit_code, 2);
  Done("aad m365group recyclebinitem clear --force");
  EXPECT_THAT(Json("aad m365group recyclebinitem list").elements(), IsEmpty());
}

TEST_F(GroupsTest, SitesOfAllGroupsAreFoundThroughThrottling) {
  const size_t groups = Json("aad m365group list").elements().size();
  ASSERT_GT(groups, 2u);
  Tenant("fault --next 3 --status 429 --retry-after 1 --path /drive");
  const json::Value with_sites = Json("aad m365group list --withSiteUrl");
  EXPECT_THAT(with_sites.elements(), SizeIs(groups));
  for (const json::Value& group : with_sites.elements())
    EXPECT_THAT(group["siteUrl"].AsString(), StartsWith("https://contoso.sharepoint.com/sites/"));
  EXPECT_THAT(Json("aad m365group list --orphaned").elements(), IsEmpty());
}

TEST_F(GroupsTest, SiteClassificationIsAGroupSetting) {
  EXPECT_EQ(Do("aad siteclassification get").exit_code, 3);
  Done("aad siteclassification enable -c 'High, Medium, Low' -d Medium -u https://contoso.com/a");
  json::Value read = Json("aad siteclassification get");
  EXPECT_EQ(json::Write(read["Classifications"]), R"(["High","Medium","Low"])");
  EXPECT_EQ(read["DefaultClassification"].AsString(), "Medium");
  Done("aad siteclassification set --defaultClassification Low -g https://contoso.com/g");
  read = Json("aad siteclassification get");
  EXPECT_EQ(read["DefaultClassification"].AsString(), "Low");
  EXPECT_EQ(read["UsageGuidelinesUrl"].AsString(), "https://contoso.com/a");
  EXPECT_EQ(read["GuestUsageGuidelinesUrl"].AsString(), "https://contoso.com/g");
  const json::Value settings = Json("aad groupsetting list");
  ASSERT_THAT(settings.elements(), SizeIs(1));
  const std::string id = settings.ElementAt(0)["id"].AsString();
  Done(absl::StrCat("aad groupsetting set --EnableGroupCreation false --id ", id));
  const std::string setting = json::Write(Json(absl::StrCat("aad groupsetting get --id ", id)));
  EXPECT_THAT(setting, HasSubstr(R"({"name":"EnableGroupCreation","value":"false"})"));
  EXPECT_EQ(json::Write(Json("aad siteclassification get")["Classifications"]),
            R"(["High","Medium","Low"])");
  Done("aad siteclassification disable --force");
  EXPECT_THAT(Json("aad groupsetting list").elements(), IsEmpty());
}

TEST_F(GroupsTest, ASettingIsMadeFromItsTemplate) {
  const std::string source =
      Json("aad groupsettingtemplate get --displayName Group.Unified")["id"].AsString();
  const std::string id = Json(absl::StrCat(
      "aad groupsetting add --AllowToAddGuests false --templateId ", source))["id"]
                             .AsString();
  EXPECT_THAT(json::Write(Json(absl::StrCat("aad groupsetting get --id ", id))),
              HasSubstr(R"({"name":"AllowToAddGuests","value":"false"})"));
  EXPECT_EQ(
      Do(absl::StrCat("aad groupsetting add --NoSuchThing 1 --templateId ", source)).exit_code, 1);
  Done(absl::StrCat("aad groupsetting remove --force --id ", id));
  EXPECT_EQ(Do(absl::StrCat("aad groupsetting get --id ", id)).exit_code, 3);
}

}  // namespace
}  // namespace o365::testing
