// Stories of `graph`, `aad` and `azmgmt` against the tenant.

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

class GraphTest : public EndToEndTest {};

TEST_F(GraphTest, AGroupWithOwnersMembersAndLogo) {
  Connect("graph connect");
  ASSERT_TRUE(base::WriteFileAtomically(folder() + "/logo.png", "png", 0600).ok());
  const json::Value group = Json(
      "graph o365group add --displayName \"Bob's team\" --description Test --mailNickname bobs "
      "--isPrivate true --owners admin@contoso.onmicrosoft.com --members "
      "'admin@contoso.onmicrosoft.com, user@contoso.onmicrosoft.com' --logoPath "
      "\"$HOME/logo.png\"");
  const std::string id = group["id"].AsString();
  EXPECT_EQ(group["visibility"].AsString(), "Private");
  const json::Value read = Json(absl::StrCat("graph o365group get --includeSiteUrl --id ", id));
  EXPECT_EQ(read["displayName"].AsString(), "Bob's team");
  EXPECT_THAT(read["siteUrl"].AsString(), StartsWith("https://contoso.sharepoint.com/sites/"));
  const json::Value found = Json("graph o365group list --displayName \"Bob's\" --includeSiteUrl");
  ASSERT_THAT(found.elements(), SizeIs(1));
  EXPECT_EQ(found.ElementAt(0)["siteUrl"].AsString(), read["siteUrl"].AsString());
  EXPECT_THAT(Do("graph o365group list").out, HasSubstr("mailNickname"));
  EXPECT_THAT(Json("graph o365group list --deleted").elements(), SizeIs(1));
}

TEST_F(GraphTest, AMissingMemberIsSaidAfterTheGroupWasMade) {
  Connect("graph connect");
  const Outcome got =
      Do("graph o365group add --displayName X --description X --mailNickname xx --members "
         "nobody@contoso.onmicrosoft.com");
  EXPECT_EQ(got.exit_code, 3);
  EXPECT_THAT(got.err, AllOf(HasSubstr("the group was created"), HasSubstr("do not exist")));
  EXPECT_EQ(Json("graph o365group list --mailNickname xx").elements().size(), 1u);
}

TEST_F(GraphTest, UsersAreListedFilteredAndShown) {
  Connect("graph connect", "user@contoso.onmicrosoft.com");
  const json::Value all = Json("graph user list");
  EXPECT_GT(all.elements().size(), 20u);
  const json::Value some = Json("graph user list --properties displayName,surname --surname M");
  EXPECT_FALSE(some.elements().empty());
  EXPECT_LT(some.elements().size(), all.elements().size());
  for (const json::Value& user : some.elements())
    EXPECT_THAT(user["surname"].AsString(), StartsWith("M"));
  EXPECT_EQ(Json("graph user get --userName user@contoso.onmicrosoft.com --properties mail")
                .members()
                .size(),
            1u);
  const Outcome missing = Do("graph user get --userName nobody@contoso.onmicrosoft.com");
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_THAT(missing.err, AllOf(HasSubstr("Request_ResourceNotFound"), HasSubstr("request ")));
  EXPECT_EQ(Do("graph user list --no-such=1 --bad)name=x").exit_code, 2);
}

TEST_F(GraphTest, ServicePrincipalsByEitherName) {
  Connect("aad connect");
  const json::Value by_name = Json("aad sp get --displayName 'Microsoft Graph'");
  EXPECT_EQ(by_name["appId"].AsString(), "00000003-0000-0000-c000-000000000000");
  const json::Value by_app =
      Json("aad enterpriseapp get --id 00000003-0000-0000-c000-000000000000");
  EXPECT_EQ(json::Write(by_app), json::Write(by_name));
  EXPECT_EQ(Do("aad sp get --displayName nothing").exit_code, 3);
}

TEST_F(GraphTest, FlowsOfAnEnvironment) {
  Connect("azmgmt connect");
  const json::Value environments = Json("azmgmt flow environment list");
  EXPECT_GE(environments.elements().size(), 2u);
  const std::string name = Json("azmgmt flow environment get --default")["name"].AsString();
  EXPECT_EQ(Json(absl::StrCat("azmgmt flow environment get --name ", name))["name"].AsString(),
            name);
  const json::Value flows = Json(absl::StrCat("azmgmt flow list --environmentName ", name));
  ASSERT_FALSE(flows.elements().empty());
  const std::string flow = flows.ElementAt(0)["name"].AsString();
  EXPECT_THAT(Do(absl::StrCat("azmgmt flow get -e ", name, " -n ", flow)).out,
              AllOf(HasSubstr("triggers"), HasSubstr(flow)));
  // The service does not tell others whether a flow exists.
  EXPECT_EQ(Do(absl::StrCat("azmgmt flow get -e ", name, " -n nothing")).exit_code, 5);
  EXPECT_EQ(Do(absl::StrCat("azmgmt flow get -e ", name, " -n nothing --asAdmin")).exit_code, 3);
  EXPECT_EQ(Do("azmgmt flow list --environment nowhere").exit_code, 5);
}

}  // namespace
}  // namespace o365::testing
