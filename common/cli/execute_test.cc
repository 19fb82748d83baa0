#include "common/cli/execute.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/command_context.h"
#include "tests/testing/status_matchers.h"

namespace o365::cli {
namespace {

using o365::testing::IsOk;
using o365::testing::IsOkAndHolds;
using o365::testing::StatusIs;

constexpr char kSite[] = "https://contoso.sharepoint.com/sites/hr";
constexpr char kAdmin[] = "https://contoso-admin.sharepoint.com";

constexpr absl::string_view kColours[] = {"Red", "Blue"};
constexpr Option kOptions[] = {
    {.name = "title", .value = "<title>", .help = "Title"},
    {.name = "colour", .value = "<colour>", .help = "Colour", .choices = kColours}};
constexpr Option kAskedOptions[] = {{.name = "colour",
                                     .value = "<colour>",
                                     .help = "Colour of it",
                                     .required = Required::kAsked,
                                     .choices = kColours}};

absl::StatusOr<json::Value> Echo(Context&, const Args& args) {
  return json::Value(absl::StrCat("ran with ", args.Value("title"), args.Value("colour")));
}

class ExecuteTest : public ::testing::Test {
 protected:
  void ConnectTo(const std::string& url) { test_.ConnectTo(url); }

  absl::StatusOr<json::Value> Run(const Command& command) {
    return Execute(command, context_, args_);
  }

  const Service service_{.name = "spo",
                         .display_name = "SharePoint Online",
                         .summary = "",
                         .nouns = {},
                         .connection_commands = {}};
  o365::testing::CommandContext test_{service_};
  Context& context_ = test_.context();
  o365::testing::FakeTerminal& terminal_ = test_.terminal();
  Args args_;
};

TEST_F(ExecuteTest, ACommandThatNeedsNothingRunsAtOnce) {
  args_.Set("title", "x");
  EXPECT_THAT(
      Run({.name = "a", .summary = "", .options = kOptions, .needs = Needs::kNothing, .run = Echo}),
      IsOkAndHolds(json::Value("ran with x")));
}

TEST_F(ExecuteTest, WithoutAConnectionNothingRuns) {
  const absl::Status status = Run({.name = "a", .summary = "", .run = Echo}).status();
  EXPECT_THAT(status,
              StatusIs(absl::StatusCode::kUnauthenticated, "not connected to SharePoint Online"));
  EXPECT_EQ(base::Hint(status), "sign in first: spo connect https://contoso-admin.sharepoint.com");
}

TEST_F(ExecuteTest, AnyConnectionWillDoUnlessTheRowSaysAdmin) {
  ConnectTo(kSite);
  EXPECT_THAT(Run({.name = "a", .summary = "", .run = Echo}), IsOk());
  const absl::Status status =
      Run({.name = "a", .summary = "", .needs = Needs::kTenantAdmin, .run = Echo}).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated,
                               absl::StrCat(kSite, " is not a tenant admin site")));
  EXPECT_EQ(base::Hint(status),
            "connect to your tenant admin site and try again: spo connect "
            "https://NAME-admin.sharepoint.com");
}

TEST_F(ExecuteTest, TheAdminSiteWillDoForAll) {
  ConnectTo(kAdmin);
  EXPECT_THAT(Run({.name = "a", .summary = "", .needs = Needs::kTenantAdmin, .run = Echo}), IsOk());
  EXPECT_THAT(Run({.name = "a", .summary = "", .run = Echo}), IsOk());
}

class AskingTest : public ExecuteTest {
 protected:
  const Command command_{
      .name = "a", .summary = "", .options = kAskedOptions, .needs = Needs::kNothing, .run = Echo};
};

TEST_F(AskingTest, AsksForWhatIsMissing) {
  terminal_.Answer({"blue"});
  EXPECT_THAT(Run(command_), IsOkAndHolds(json::Value("ran with Blue")));
  EXPECT_EQ(terminal_.asked(), "Colour of it: ");
}

TEST_F(AskingTest, DoesNotAskForWhatIsThere) {
  args_.Set("colour", "Red");
  EXPECT_THAT(Run(command_), IsOkAndHolds(json::Value("ran with Red")));
  EXPECT_EQ(terminal_.asked(), "");
}

// An answer used to be taken unseen.
TEST_F(AskingTest, AnAnswerIsCheckedLikeAnOption) {
  terminal_.Answer({"green"});
  const absl::Status status = Run(command_).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               "option '--colour' does not accept 'green'; use Red, Blue"));
  EXPECT_TRUE(base::IsUsageError(status));
}

TEST_F(AskingTest, NoAnswerAndNobodyToAskAreRefused) {
  const auto refused =
      StatusIs(absl::StatusCode::kInvalidArgument, "option '--colour' is required: Colour of it");
  EXPECT_THAT(Run(command_), refused);
  terminal_.Answer({""});
  EXPECT_THAT(Run(command_), refused);
}

class ConfirmTest : public ExecuteTest {
 protected:
  const Command command_{.name = "a",
                         .summary = "",
                         .options = kOptions,
                         .needs = Needs::kNothing,
                         .confirm = "Paint {title} in {colour}, really {colour}?",
                         .run = Echo};
};

TEST_F(ConfirmTest, AsksWithTheValuesOfTheOptions) {
  args_.Set("title", "it");
  args_.Set("colour", "Red");
  terminal_.Answer({"y"});
  EXPECT_THAT(Run(command_), IsOkAndHolds(json::Value("ran with itRed")));
  EXPECT_EQ(terminal_.asked(), "Paint it in Red, really Red?");
}

TEST_F(ConfirmTest, AValueCannotStandInForAnother) {
  args_.Set("title", "{colour}");
  args_.Set("colour", "Red");
  terminal_.Answer({"n"});
  EXPECT_FALSE(Run(command_).ok());
  EXPECT_EQ(terminal_.asked(), "Paint {colour} in Red, really Red?");
}

// A script on a terminal must not go on as if it had been done.
TEST_F(ConfirmTest, NoLeavesEverythingAsItIs) {
  terminal_.Answer({"n"});
  EXPECT_THAT(Run(command_), StatusIs(absl::StatusCode::kAborted, "nothing was changed"));
}

TEST_F(ConfirmTest, TheOptionAnswersForTheUser) {
  args_.set_consent(true);
  EXPECT_THAT(Run(command_), IsOkAndHolds(json::Value("ran with ")));
  EXPECT_EQ(terminal_.asked(), "");
}

// Before the connection is looked at, or anything is asked for.
TEST_F(ConfirmTest, WithNobodyToAskItIsAUsageErrorAtOnce) {
  Command command = command_;
  command.needs = Needs::kConnection;
  const absl::Status status = Run(command).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               "this needs a confirmation, and there is nobody to ask: no "
                               "terminal, or CI is set"));
  EXPECT_TRUE(base::IsUsageError(status));
  EXPECT_EQ(base::Hint(status), "to go ahead without being asked, add --force");
  EXPECT_EQ(terminal_.asked(), "");
}

}  // namespace
}  // namespace o365::cli
