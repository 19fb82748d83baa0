// Stories of many processes at once: what they share is asked for once, waited for together, and
// gone for good when the user disconnects.

#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr absl::string_view kList = "graph o365group list --output json >/dev/null";

class ProcessesTest : public EndToEndTest {
 protected:
  // Runs 16 processes at once; the exit status of each.
  std::vector<std::string> Sixteen(absl::string_view command_line) {
    const Outcome got = Do(absl::StrCat("for i in {1..16}; do { ", command_line,
                                        "; echo $?; } 2>>\"$HOME/err\" & done; wait"));
    std::vector<std::string> statuses = absl::StrSplit(got.out, '\n', absl::SkipEmpty());
    EXPECT_THAT(statuses, SizeIs(16));
    return statuses;
  }
  std::string Errors() { return Do("cat \"$HOME/err\"").out; }

  // Starts a command that is throttled, waits until it is, and then runs 16 further ones.
  void ThrottleOneAndRunSixteen() {
    Tenant("fault --for 3000 --status 429 --retry-after 3 --path graph.microsoft.com");
    const Outcome first = Do(absl::StrCat(
        "{ ", kList, "; } 2>\"$HOME/first\" & ",
        "until grep -q throttled \"$HOME/first\"; do sleep 0.01; done; ", "for i in {1..16}; do { ",
        kList, "; echo $?; } 2>>\"$HOME/err\" & done; wait; ", "cat \"$HOME/first\" >&2"));
    EXPECT_THAT(std::vector<std::string>(absl::StrSplit(first.out, '\n', absl::SkipEmpty())),
                AllOf(SizeIs(16), Each("0")));
    EXPECT_THAT(first.err, HasSubstr("graph.microsoft.com: throttled; trying again in 3 s"));
  }
};

TEST_F(ProcessesTest, OneIsThrottledAndAllWait) {
  Connect("graph connect");
  ThrottleOneAndRunSixteen();
  EXPECT_EQ(RequestsTo(" 429 GET graph.microsoft.com"), 1);
  EXPECT_THAT(Errors(), HasSubstr("graph.microsoft.com: throttled, as another process found; going "
                                  "on in "));
}

TEST_F(ProcessesTest, WithoutAHomeTheyWaitTogetherInTheRuntimeFolder) {
  environment()["O365_CREDENTIAL_STORE"] = "memory";
  environment()["O365_USERNAME"] = "admin@contoso.onmicrosoft.com";
  environment()["O365_PASSWORD"] = "pass@word1";
  environment()["O365_CONFIG_DIR"] = "/proc/nowhere";
  environment()["XDG_RUNTIME_DIR"] = folder();
  ThrottleOneAndRunSixteen();
  EXPECT_EQ(RequestsTo(" 429 GET graph.microsoft.com"), 1);
  EXPECT_EQ(Do("stat -c %a \"$XDG_RUNTIME_DIR/o365\"").out, "700\n");
}

TEST_F(ProcessesTest, APauseOfAnotherAccountIsNobodysBusiness) {
  Connect("graph connect");
  Connect("aad connect", "user@contoso.onmicrosoft.com");
  Tenant("fault --next 1 --status 429 --retry-after 20 --path graph.microsoft.com");
  EXPECT_EQ(Do(absl::StrCat("O365_MAX_TRIES=1 ", kList)).exit_code, 6);
  const Outcome other = Do("aad group list");
  EXPECT_EQ(other.exit_code, 0);
  EXPECT_LT(other.took, absl::Seconds(10));
  // Whoever may not wait so long says so, and does not ask.
  const int before = RequestsTo("graph.microsoft.com");
  const Outcome hurried = Do(absl::StrCat("O365_MAX_WAIT=2 ", kList));
  EXPECT_EQ(hurried.exit_code, 6);
  EXPECT_THAT(hurried.err, HasSubstr("graph.microsoft.com is to be left alone for "));
  EXPECT_EQ(RequestsTo("graph.microsoft.com"), before);
}

TEST_F(ProcessesTest, ADeadRefreshTokenIsSentOnce) {
  ASSERT_EQ(ConnectByDeviceCode("graph connect", "approve").exit_code, 0);
  Tenant("revoke admin@contoso.onmicrosoft.com");
  Tenant("expire-tokens");
  const int before = RequestsTo("oauth2/v2.0/token");
  EXPECT_THAT(Sixteen(kList), Each("4"));
  EXPECT_EQ(RequestsTo("oauth2/v2.0/token"), before + 1);
  EXPECT_THAT(Errors(), HasSubstr("connect again: graph connect"));

  ASSERT_EQ(ConnectByDeviceCode("graph connect", "approve").exit_code, 0);
  EXPECT_EQ(Do(kList).exit_code, 0);
}

TEST_F(ProcessesTest, ASignInServiceInTroubleIsAskedAgainByOneForAll) {
  ASSERT_EQ(ConnectByDeviceCode("graph connect", "approve").exit_code, 0);
  Tenant("expire-tokens");
  Tenant("fault --next 2 --status 500 --path oauth2/v2.0/token");
  const int before = RequestsTo("oauth2/v2.0/token");
  EXPECT_THAT(Sixteen(kList), Each("0"));
  EXPECT_EQ(RequestsTo("oauth2/v2.0/token"), before + 3);
  EXPECT_THAT(Errors(), HasSubstr("login.microsoftonline.com: temporarily_unavailable; trying "
                                  "again in "));
}

TEST_F(ProcessesTest, DisconnectWinsOverARefreshUnderWay) {
  ASSERT_EQ(ConnectByDeviceCode("graph connect", "approve").exit_code, 0);
  Tenant("expire-tokens");
  Tenant("fault --next 1 --delay 2000 --path oauth2/v2.0/token");
  const int before = RequestsTo("oauth2/v2.0/token");
  const Outcome got = Do(absl::StrCat(
      "{ ", kList, "; } 2>\"$HOME/err\" & sleep 1; graph disconnect; echo $?; graph status; wait"));
  EXPECT_EQ(got.out, "0\nNot connected to Microsoft Graph\n");
  EXPECT_EQ(RequestsTo("oauth2/v2.0/token"), before + 1);
  EXPECT_EQ(ReadRecord("graph"), "");
  EXPECT_EQ(Do("graph status").out, "Not connected to Microsoft Graph\n");
}

TEST_F(ProcessesTest, NoTokenOutlivesAKilledWriterAndADisconnect) {
  Connect("graph connect");
  for (int i = 0; i < 5; ++i)
    Do(
        absl::StrCat("O365_PASSWORD=pass@word1 graph connect --authType password --userName "
                     "admin@contoso.onmicrosoft.com & sleep 0.",
                     i + 1, "; kill -9 $!; wait"));
  // As an older version left it.
  Do("cp \"$O365_CONFIG_DIR/connections/graph.json\" "
     "\"$O365_CONFIG_DIR/connections/graph.json.4711-0.part\"");
  EXPECT_EQ(Do("graph disconnect").exit_code, 0);
  EXPECT_EQ(Do("ls -A \"$O365_CONFIG_DIR/connections\"").out, "");
}

}  // namespace
}  // namespace o365::testing
