#include "common/cli/me.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/cli/execute.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/command_context.h"
#include "tests/testing/status_matchers.h"

namespace o365::cli {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;

constexpr char kResource[] = "https://graph.microsoft.com";
constexpr char kId[] = "5a2d5d9e-7a5c-4a6e-9f0e-0d6f9b1c2e3f";

constexpr Option kOptions[] = {
    {.name = "id", .value = "<id>", .help = "Id", .format = Format::kGuid},
    {.name = "user", .value = "<name>", .help = "Name", .format = Format::kUserName},
    {.name = "text", .value = "<text>", .help = "Text"},
    {.name = "secret", .value = "<text>", .help = "Secret", .sensitive = true},
    {.name = "body", .value = "<text>", .help = "Body", .reads_file = true}};
constexpr Command kCommand = {
    .name = "a", .summary = "", .options = kOptions, .confirm = "Really {id} {user}?"};

class MeTest : public ::testing::Test {
 protected:
  void ConnectWith(const std::string& claims) {
    test_.ConnectTo(kResource, {kResource},
                    absl::StrCat("e30.", absl::WebSafeBase64Escape(claims), ".sig"));
  }

  absl::Status Fill() { return FillInMe(kCommand, test_.context(), args_); }

  const Service service_{.name = "aad",
                         .display_name = "Entra ID",
                         .summary = "",
                         .nouns = {},
                         .connection_commands = {}};
  o365::testing::CommandContext test_{service_};
  Args args_;
};

TEST_F(MeTest, IsTheUserOfTheAccessToken) {
  ConnectWith(absl::StrCat(R"({"oid":")", kId, R"(","upn":"ann@contoso.com"})"));
  args_.Set("id", "@meId");
  args_.Set("user", "@MeUserName");
  args_.Set("text", "@meusername");
  ASSERT_THAT(Fill(), IsOk());
  EXPECT_EQ(args_.Value("id"), kId);
  EXPECT_EQ(args_.Value("user"), "ann@contoso.com");
  EXPECT_EQ(args_.Value("text"), "ann@contoso.com");
}

TEST_F(MeTest, IsAWholeValueOfOptionsThatAreNeitherSecretNorFiles) {
  ConnectWith(R"({"oid":"x","upn":"ann@contoso.com"})");
  for (const char* option : {"secret", "body"}) args_.Set(option, "@meId");
  args_.Set("text", "@meId and more");
  ASSERT_THAT(Fill(), IsOk());
  for (const char* option : {"secret", "body"}) EXPECT_EQ(args_.Value(option), "@meId") << option;
  EXPECT_EQ(args_.Value("text"), "@meId and more");
}

TEST_F(MeTest, ATokenThatDoesNotSayItIsAnError) {
  ConnectWith(R"({"appid":"x"})");
  args_.Set("id", "@meId");
  const absl::Status status = Fill();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition,
                               "option '--id': the access token does not say who is signed in"));
  EXPECT_EQ(base::Hint(status), "use the id itself instead of @meId");
}

// Without a connection there is nobody to stand for; without "@me" nobody asks.
TEST_F(MeTest, NeedsAConnectionOnlyWhenItIsUsed) {
  EXPECT_THAT(Fill(), IsOk());
  args_.Set("id", "@meId");
  EXPECT_THAT(Fill(), StatusIs(absl::StatusCode::kUnauthenticated, "not connected to Entra ID"));
}

TEST_F(MeTest, IsKnownWhenTheCommandAsks) {
  ConnectWith(absl::StrCat(R"({"oid":")", kId, R"("})"));
  args_.Set("id", "@meId");
  test_.terminal().Answer({"n"});
  EXPECT_THAT(Execute(kCommand, test_.context(), args_),
              StatusIs(absl::StatusCode::kAborted, "nothing was changed"));
  EXPECT_THAT(test_.terminal().asked(), ::testing::HasSubstr(absl::StrCat("Really ", kId, " ?")));
}

}  // namespace
}  // namespace o365::cli
