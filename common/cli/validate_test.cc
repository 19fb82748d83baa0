#include "common/cli/validate.h"

#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::cli {
namespace {

using o365::testing::IsOk;
using o365::testing::IsOkAndHolds;
using o365::testing::StatusIs;

absl::StatusOr<std::string> Check(Format format, const std::string& value) {
  return CheckValue("option '--x'", format, {}, value);
}

void ExpectRefused(Format format, const std::string& value, const std::string& message) {
  const absl::Status status = Check(format, value).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument, message));
  EXPECT_TRUE(base::IsUsageError(status)) << value;
}

TEST(CheckValueTest, TextIsTakenAsItIs) {
  for (const char* text : {"", " a ", "-", "ü\n"}) {
    EXPECT_THAT(Check(Format::kText, text), IsOkAndHolds(text));
  }
}

TEST(CheckValueTest, Guids) {
  EXPECT_THAT(Check(Format::kGuid, "B2307A39-e878-458b-bc90-03bc578531d6"),
              IsOkAndHolds("B2307A39-e878-458b-bc90-03bc578531d6"));
  for (const std::string bad :
       {"", "x", "b2307a39-e878-458b-bc90-03bc578531d", "b2307a39-e878-458b-bc90-03bc578531d66",
        "b2307a39e-878-458b-bc90-03bc578531d6", "g2307a39-e878-458b-bc90-03bc578531d6",
        "{2307a39-e878-458b-bc90-03bc578531d}", "b2307a39-e878-458b-bc90-03bc578531d6 "}) {
    ExpectRefused(Format::kGuid, bad,
                  absl::StrCat("option '--x' does not accept '", bad,
                               "'; use a GUID such as b2307a39-e878-458b-bc90-03bc578531d6"));
  }
}

TEST(CheckValueTest, TheSignedInUserStandsForAnIdOrAName) {
  EXPECT_THAT(Check(Format::kGuid, "@meId"), IsOkAndHolds("@meId"));
  EXPECT_THAT(Check(Format::kUserName, "@meUserName"), IsOkAndHolds("@meUserName"));
  EXPECT_TRUE(base::IsUsageError(Check(Format::kGuid, "@meUserName").status()));
  EXPECT_TRUE(base::IsUsageError(Check(Format::kUserName, "@meId").status()));
}

TEST(CheckValueTest, SiteUrlsAreNormalised) {
  EXPECT_THAT(Check(Format::kSiteUrl, "HTTPS://Contoso.SharePoint.com/sites/HR/"),
              IsOkAndHolds("https://contoso.sharepoint.com/sites/HR"));
  EXPECT_THAT(Check(Format::kSiteUrl, "https://contoso.sharepoint.com"),
              IsOkAndHolds("https://contoso.sharepoint.com"));
  ExpectRefused(Format::kSiteUrl, "https://evil.com",
                "option '--x': 'https://evil.com' is not a SharePoint Online site: its host must "
                "be NAME.sharepoint.com");
  ExpectRefused(Format::kSiteUrl, "contoso.sharepoint.com",
                "option '--x': 'contoso.sharepoint.com' is not a URL: it does not start with "
                "https://");
}

TEST(CheckValueTest, BooleansInAnyCase) {
  EXPECT_THAT(Check(Format::kBool, "TRUE"), IsOkAndHolds("true"));
  EXPECT_THAT(Check(Format::kBool, "false"), IsOkAndHolds("false"));
  for (const std::string bad : {"", "yes", "1", "truee"})
    ExpectRefused(Format::kBool, bad,
                  absl::StrCat("option '--x' does not accept '", bad, "'; use true, false"));
}

// Numbers go into JSON as they are, so what only some readers take for a number must not pass.
TEST(CheckValueTest, NumbersAreDigits) {
  EXPECT_THAT(Check(Format::kNumber, "0"), IsOkAndHolds("0"));
  EXPECT_THAT(Check(Format::kNumber, "007"), IsOkAndHolds("7"));
  EXPECT_THAT(Check(Format::kNumber, "9223372036854775807"), IsOkAndHolds("9223372036854775807"));
  for (const std::string bad :
       {"", "-1", "+5", " 5", "5 ", "1.5", "1e3", "0x1F", "five", "9223372036854775808", "-0"}) {
    ExpectRefused(
        Format::kNumber, bad,
        absl::StrCat("option '--x' does not accept '", bad, "'; use a whole number from 0 up"));
  }
}

TEST(CheckValueTest, FilesMustBeReadable) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/package.sppkg");
  ASSERT_THAT(base::WriteFileAtomically(path, "x", 0600), IsOk());
  EXPECT_THAT(Check(Format::kFile, path), IsOkAndHolds(path));
  ExpectRefused(Format::kFile, "/no/such",
                "option '--x': cannot read file '/no/such': No such file or directory");
  ExpectRefused(Format::kFile, "", "option '--x': cannot read file '': No such file or directory");
  ExpectRefused(Format::kFile, "/", "option '--x': cannot read file '/': Is a directory");
}

TEST(CheckValueTest, UserNames) {
  for (const char* good :
       {"ann@contoso.com", "ann@contoso.com,bob@contoso.com", "ann@contoso.com , bob@contoso.com"})
    EXPECT_THAT(Check(Format::kUserNames, good), IsOkAndHolds(good));
  for (const std::string bad : {"", "ann", "@contoso.com", "ann@", "a@b@c", "ann@contoso.com,",
                                "ann@x,,bob@x", "an n@contoso.com"}) {
    ExpectRefused(Format::kUserNames, bad,
                  absl::StrCat("option '--x' does not accept '", bad,
                               "'; use user names such as ann@contoso.com, separated by commas"));
  }
}

TEST(CheckValueTest, Images) {
  for (const char* name : {"logo.png", "logo.JPG", "logo.jpeg", "logo.Gif"}) {
    const std::string path = absl::StrCat(::testing::TempDir(), "/", name);
    ASSERT_THAT(base::WriteFileAtomically(path, "x", 0600), IsOk());
    EXPECT_THAT(Check(Format::kImageFile, path), IsOkAndHolds(path));
  }
  for (const std::string bad : {"/etc/passwd", "png", "a.png.exe", "a.svg"})
    ExpectRefused(Format::kImageFile, bad,
                  absl::StrCat("option '--x' does not accept '", bad,
                               "'; use a file that ends in .png, .jpg, .jpeg or .gif"));
  ExpectRefused(Format::kImageFile, "/no/such.png",
                "option '--x': cannot read file '/no/such.png': No such file or directory");
}

TEST(CheckValueTest, ChoicesComeBackAsTheRowSpellsThem) {
  constexpr absl::string_view kChoices[] = {"TeamSite", "CommunicationSite"};
  EXPECT_THAT(CheckValue("option '--t'", Format::kText, kChoices, "teamSITE"),
              IsOkAndHolds("TeamSite"));
  EXPECT_THAT(CheckValue("option '--t'", Format::kText, kChoices, "Team"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "option '--t' does not accept 'Team'; use TeamSite, CommunicationSite"));
}

constexpr Option kOptions[] = {
    {.name = "a", .value = "<a>", .help = "", .required = Required::kYes},
    {.name = "b", .value = "<b>", .help = "", .required = Required::kYes},
    {.name = "c", .value = "<c>", .help = "", .required = Required::kAsked},
    {.name = "d", .value = "<d>", .help = "", .otherwise = "x"}};
constexpr Operand kOperands[] = {{.name = "url", .help = "the site"},
                                 {.name = "more", .help = "", .required = false}};
constexpr absl::string_view kTwo[] = {"id", "title"};
constexpr absl::string_view kThree[] = {"id", "title", "name"};
constexpr Rule kOneOfTwo[] = {{Rule::Kind::kExactlyOne, kTwo}};
constexpr Rule kOneOfThree[] = {{Rule::Kind::kExactlyOne, kThree}};
constexpr Rule kAtMostOne[] = {{Rule::Kind::kAtMostOne, kTwo}};

Args Given(std::initializer_list<const char*> names) {
  Args args;
  for (const char* name : names) args.Set(name, "v");
  return args;
}

TEST(CheckTogetherTest, RequiredOptionsAreNamedTogether) {
  const Command command{.name = "x", .summary = "", .options = kOptions};
  EXPECT_THAT(CheckTogether(command, Given({"a", "b"})), IsOk());
  EXPECT_THAT(CheckTogether(command, Given({"a"})),
              StatusIs(absl::StatusCode::kInvalidArgument, "option '--b' is required"));
  EXPECT_THAT(CheckTogether(command, Given({})),
              StatusIs(absl::StatusCode::kInvalidArgument, "options '--a' and '--b' are required"));
  EXPECT_TRUE(base::IsUsageError(CheckTogether(command, Given({}))));
}

TEST(CheckTogetherTest, RequiredOperands) {
  const Command command{.name = "x", .summary = "", .operands = kOperands};
  EXPECT_THAT(CheckTogether(command, Args()),
              StatusIs(absl::StatusCode::kInvalidArgument, "<url> is missing: the site"));
  Args args;
  args.SetOperand("url", "u");
  EXPECT_THAT(CheckTogether(command, args), IsOk());
}

TEST(CheckTogetherTest, ExactlyOne) {
  const Command two{.name = "x", .summary = "", .rules = kOneOfTwo};
  EXPECT_THAT(CheckTogether(two, Given({"id"})), IsOk());
  EXPECT_THAT(
      CheckTogether(two, Given({})),
      StatusIs(absl::StatusCode::kInvalidArgument, "use one of the options '--id' or '--title'"));
  EXPECT_THAT(CheckTogether(two, Given({"id", "title"})),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "use only one of the options '--id' and '--title'"));
  const Command three{.name = "x", .summary = "", .rules = kOneOfThree};
  EXPECT_THAT(CheckTogether(three, Given({})),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "use one of the options '--id', '--title' or '--name'"));
}

TEST(CheckTogetherTest, AtMostOne) {
  const Command command{.name = "x", .summary = "", .rules = kAtMostOne};
  EXPECT_THAT(CheckTogether(command, Given({})), IsOk());
  EXPECT_THAT(CheckTogether(command, Given({"title"})), IsOk());
  EXPECT_THAT(CheckTogether(command, Given({"title", "id"})),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "use only one of the options '--id' and '--title'"));
}

TEST(CheckTogetherTest, TheCommandsOwnCheckComesLast) {
  const Command command{
      .name = "x", .summary = "", .rules = kOneOfTwo, .validate = [](const Args& args) {
        return args.Has("id") ? base::UsageError("not that id") : absl::OkStatus();
      }};
  EXPECT_THAT(CheckTogether(command, Given({"id"})),
              StatusIs(absl::StatusCode::kInvalidArgument, "not that id"));
  EXPECT_THAT(CheckTogether(command, Given({"title"})), IsOk());
  EXPECT_THAT(
      CheckTogether(command, Given({})),
      StatusIs(absl::StatusCode::kInvalidArgument, "use one of the options '--id' or '--title'"));
}

TEST(OptionNamesTest, JoinsThem) {
  constexpr absl::string_view kNames[] = {"a", "b", "c"};
  EXPECT_EQ(OptionNames({kNames, 1}, " and "), "'--a'");
  EXPECT_EQ(OptionNames({kNames, 2}, " and "), "'--a' and '--b'");
  EXPECT_EQ(OptionNames(kNames, " or "), "'--a', '--b' or '--c'");
}

}  // namespace
}  // namespace o365::cli
