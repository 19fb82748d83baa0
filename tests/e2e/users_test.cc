// Stories of users in `aad`: from hiring to leaving, their licences, guests, and what is known of
// their sign-ins.

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kUser[] = "bob@contoso.onmicrosoft.com";
constexpr char kFlowFree[] = "f30db892-07e9-47e9-837c-80727f46fd3d";

class UsersTest : public EndToEndTest {
 protected:
  UsersTest() { Connect("aad connect"); }

  void Done(absl::string_view command_line) {
    const Outcome got = Do(command_line);
    EXPECT_EQ(got.exit_code, 0) << command_line << "\n" << got.err;
    EXPECT_EQ(got.out, "") << command_line;
  }

  // Creates bob; returns what was printed.
  json::Value AddBob(absl::string_view more = "") {
    return Json(absl::StrCat("aad user add --displayName \"Bob O'Brien\" --userName ", kUser,
                             " --lastName \"O'Brien\" ", more));
  }

  json::Value Bob(absl::string_view more = "") {
    return Json(absl::StrCat("aad user get --userName ", kUser, " ", more));
  }
};

TEST_F(UsersTest, AUserIsCreatedChangedAndShown) {
  const json::Value added = AddBob(
      "--jobTitle Clerk --companyName Contoso --mobilePhone '+49 30 1' --managerUserName "
      "alexw@contoso.onmicrosoft.com");
  EXPECT_EQ(added["displayName"].AsString(), "Bob O'Brien");
  EXPECT_TRUE(Json(absl::StrCat("aad user password validate --password '",
                                added["password"].AsString(), "'"))["isValid"]
                  .AsBool());
  EXPECT_EQ(Bob("--withManager")["manager"]["userPrincipalName"].AsString(),
            "AlexW@contoso.onmicrosoft.com");

  Done(absl::StrCat("aad user set --userName ", kUser,
                    " --jobTitle Engineer --companyName '' --mobilePhone '' --removeManager"));
  const json::Value changed =
      Bob("--properties jobTitle,companyName,mobilePhone,mailNickname,manager/displayName");
  EXPECT_EQ(changed["jobTitle"].AsString(), "Engineer");
  EXPECT_TRUE(changed["companyName"].is_null());
  EXPECT_TRUE(changed["mobilePhone"].is_null());
  EXPECT_EQ(changed["mailNickname"].AsString(), "bob");
  EXPECT_TRUE(changed["manager"].is_null());

  const json::Value listed = Json("aad user list --surname \"O'B\" --type Member");
  ASSERT_THAT(listed.elements(), SizeIs(1));
  EXPECT_EQ(listed.ElementAt(0)["id"].AsString(), added["id"].AsString());
  EXPECT_THAT(Do("aad user list --surname \"O'B\"").out, HasSubstr("userPrincipalName"));
}

TEST_F(UsersTest, PasswordsAreResetByTheAdministratorAndChangedByTheUser) {
  const std::string user = "user@contoso.onmicrosoft.com";
  Done(absl::StrCat("aad user set -n ", user, " --resetPassword --newPassword 'Adm1n@Word'"));
  Connect("aad connect", user);
  const std::string change = "aad user set --userName @meUserName --currentPassword ";
  EXPECT_EQ(Do(change + "'wr0ng@word' --newPassword 'N3w@Word'").exit_code, 1);
  const Outcome traced = Do(change + "'Adm1n@Word' --newPassword 'N3w@Word' --debug");
  EXPECT_EQ(traced.exit_code, 0) << traced.err;
  EXPECT_THAT(traced.err, AllOf(HasSubstr("changePassword"), Not(HasSubstr("Adm1n@Word")),
                                Not(HasSubstr("N3w@Word"))));
  // The old one is gone.
  EXPECT_EQ(Do(change + "'Adm1n@Word' --newPassword 'N3w@Word2'").exit_code, 1);
  const Outcome other =
      Do("aad user set --userName admin@contoso.onmicrosoft.com --currentPassword pass@word1 "
         "--newPassword 'N3w@Word'");
  EXPECT_EQ(other.exit_code, 1);
  EXPECT_THAT(other.err, HasSubstr("You can only change your own password"));
}

TEST_F(UsersTest, LicencesComeAndGo) {
  AddBob();
  const std::string licences = absl::StrCat(" --userName ", kUser, " --ids ", kFlowFree);
  EXPECT_THAT(Do("aad user license add" + licences).err, HasSubstr("invalid usage location"));
  Done(absl::StrCat("aad user set --usageLocation DE --userName ", kUser));
  EXPECT_EQ(Do("aad user license add" + licences).exit_code, 0);
  const json::Value has = Json(absl::StrCat("aad user license list --userName ", kUser));
  ASSERT_THAT(has.elements(), SizeIs(1));
  EXPECT_EQ(has.ElementAt(0)["skuPartNumber"].AsString(), "FLOW_FREE");
  // Nobody can be asked.
  EXPECT_EQ(Do("aad user license remove" + licences).exit_code, 2);
  Done("aad user license remove --force" + licences);
  EXPECT_THAT(Json(absl::StrCat("aad user license list --userName ", kUser)).elements(), IsEmpty());
  EXPECT_THAT(Do("aad user license remove --force" + licences).err,
              HasSubstr("does not have a corresponding license"));
  Done("aad user set --id @meId --usageLocation DE");
  EXPECT_EQ(Do(absl::StrCat("aad user license add --userId @meId --ids ", kFlowFree)).exit_code, 0);
  const json::Value mine = Json("aad user license list");
  ASSERT_THAT(mine.elements(), Not(IsEmpty()));
  EXPECT_EQ(mine, Json("aad user license list --userId @meId"));
}

TEST_F(UsersTest, WhoWasRemovedComesBackOrIsGoneForGood) {
  const std::string id = AddBob()["id"].AsString();
  Done(absl::StrCat("aad user remove --force --userName ", kUser));
  EXPECT_EQ(Do(absl::StrCat("aad user get --id ", id)).exit_code, 3);
  const json::Value deleted = Json("aad user recyclebinitem list");
  ASSERT_THAT(deleted.elements(), SizeIs(1));
  EXPECT_EQ(deleted.ElementAt(0)["id"].AsString(), id);
  EXPECT_EQ(Json(absl::StrCat("aad user recyclebinitem restore --id ", id))["id"].AsString(), id);
  EXPECT_EQ(Bob()["id"].AsString(), id);

  Done(absl::StrCat("aad user remove --force --id ", id));
  Done(absl::StrCat("aad user recyclebinitem remove --force --id ", id));
  EXPECT_EQ(Do(absl::StrCat("aad user recyclebinitem restore --id ", id)).exit_code, 3);
  for (const char* name : {"eve@contoso.com", "joe@contoso.com"}) {
    EXPECT_EQ(Do(absl::StrCat("aad user add --displayName X --userName ", name)).exit_code, 0);
    Done(absl::StrCat("aad user remove --force --userName ", name));
  }
  Done("aad user recyclebinitem clear --force");
  EXPECT_THAT(Json("aad user recyclebinitem list").elements(), IsEmpty());
}

TEST_F(UsersTest, GuestsAreInvitedAndFound) {
  const json::Value invited = Json(
      "aad user guest add --emailAddress ann@fabrikam.com --displayName 'Ann Beck' "
      "--welcomeMessage Hello --ccRecipients bob@fabrikam.com");
  EXPECT_EQ(invited["status"].AsString(), "PendingAcceptance");
  const std::string id = invited["invitedUser"]["id"].AsString();
  EXPECT_EQ(Json("aad user get --email ann@fabrikam.com")["id"].AsString(), id);
  EXPECT_EQ(Json("aad user get --userName 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com'")["id"]
                .AsString(),
            id);
  EXPECT_THAT(Do("aad user list --type guest --output json").out, HasSubstr(id));
  const Outcome missing = Do("aad user get --email nobody@fabrikam.com");
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_THAT(missing.err, HasSubstr("with email nobody@fabrikam.com does not exist"));
}

TEST_F(UsersTest, SignInsAndWhatIsRegisteredAreFiltered) {
  const json::Value all = Json("aad user signin list");
  const json::Value some = Json("aad user signin list --appDisplayName 'Graph Explorer'");
  EXPECT_THAT(some.elements(), Not(IsEmpty()));
  EXPECT_LT(some.elements().size(), all.elements().size());
  for (const json::Value& sign_in : some.elements())
    EXPECT_EQ(sign_in["appDisplayName"].AsString(), "Graph Explorer");
  EXPECT_THAT(Json("aad user signin list --userName nobody@contoso.com").elements(), IsEmpty());

  const std::string list = "aad user registrationdetails list ";
  const size_t with = Json(list + "--isMfaRegistered").elements().size();
  const size_t without = Json(list + "--isMfaRegistered false").elements().size();
  EXPECT_GT(with, 0u);
  EXPECT_EQ(with + without, Json(list).elements().size());
  EXPECT_THAT(Json(list + "--isSelfServicePasswordResetCapable").elements(), SizeIs(with));
  EXPECT_THAT(Json(list + "--userPrincipalNames admin@contoso.onmicrosoft.com").elements(),
              SizeIs(1));
}

TEST_F(UsersTest, TheSignedInUserIsMe) {
  const json::Value me = Json("aad user get --id @meId");
  EXPECT_EQ(me["userPrincipalName"].AsString(), "admin@contoso.onmicrosoft.com");
  EXPECT_EQ(Json("aad user get --userName @meUserName")["id"].AsString(), me["id"].AsString());
  Done("aad user session revoke --userId @meId --force");
  EXPECT_EQ(Json("aad user groupmembership list --userName alexw@contoso.onmicrosoft.com"),
            Json("aad user groupmembership list --userEmail alexw@contoso.onmicrosoft.com"));
}

}  // namespace
}  // namespace o365::testing
