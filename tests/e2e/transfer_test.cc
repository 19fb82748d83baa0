// Stories of `spo` about what takes long: large files, and operations that the service goes on with
// after it answered. What Ctrl-C leaves behind.

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

constexpr char kAddSite[] =
    "spo site classic add --title Plans --owner admin@contoso.onmicrosoft.com --timeZone 4 --wait "
    "--url https://contoso.sharepoint.com/sites/";

class TransferTest : public EndToEndTest {
 protected:
  // Runs `line` until `ready` succeeds, sends it the signal, and returns what it said then.
  Outcome Interrupted(absl::string_view line, absl::string_view ready, absl::string_view signal) {
    // With job control; without it bash has background jobs ignore SIGINT, which then stays so.
    return Do(absl::StrCat("cd \"$HOME\"; set -m; exec 3>&2; ", line, R"( 2>said & pid=$!; set +m
      for try in $(seq 500); do )",
                           ready, R"( && break; sleep 0.02; done
      kill -)",
                           signal, " $pid; wait $pid; status=$?; cat said >&3; exit $status"));
  }
};

TEST_F(TransferTest, AWaitThatIsInterruptedSaysWhereToLook) {
  Connect("spo connect https://contoso-admin.sharepoint.com");
  constexpr absl::string_view kGoesOn =
      "creating the site goes on in the service; look it up with: ";
  for (const char* signal : {"INT", "TERM"}) {
    const std::string look_up = absl::StrCat(
        "spo site classic list --filter \"Url -like 'https://contoso.sharepoint.com/sites/", signal,
        "'\"");
    // Each answer is so late that the signal comes while the second is waited for.
    Tenant("fault --next 2 --delay 1500 --path ProcessQuery");
    const Outcome got =
        Interrupted(absl::StrCat(kAddSite, signal), "grep -q 'look it up' said", signal);
    EXPECT_EQ(got.exit_code, 130);
    EXPECT_EQ(got.out, "");
    EXPECT_EQ(got.err,
              absl::StrCat("creating the site; if you interrupt this it goes on, look it up with: ",
                           look_up, "\n", kGoesOn, look_up, "\n"));
    Tenant("fault --clear");
    // It did go on, and the command that was named finds it.
    EXPECT_THAT(Do(look_up).out, HasSubstr(absl::StrCat("/sites/", signal)));
  }
}

TEST_F(TransferTest, AWaitThatFailsSaysWhereToLookToo) {
  Connect("spo connect https://contoso-admin.sharepoint.com");
  Tenant("fault --next 1 --delay 1 --path ProcessQuery");
  Tenant("fault --next 1 --status 500 --path ProcessQuery");
  const Outcome got = Do(absl::StrCat(kAddSite, "plans"));
  EXPECT_EQ(got.exit_code, 1);
  EXPECT_THAT(got.err,
              HasSubstr("spo site classic add: cannot see how far creating the site is: "));
  EXPECT_THAT(got.err,
              HasSubstr("\n  it may go on in the service; look it up with: spo site classic "
                        "list --filter \"Url -like"));
}

TEST_F(TransferTest, AWaitIsReportedWhenItBeginsAndWhenItIsOver) {
  Connect("spo connect https://contoso-admin.sharepoint.com");
  const Outcome got = Do(absl::StrCat(kAddSite, "plans"));
  EXPECT_EQ(got.exit_code, 0);
  EXPECT_THAT(got.err, MatchesRegex("creating the site; if you interrupt this [^\n]*\n"
                                    "creating the site: done after [0-9]+ s\n"));
}

TEST_F(TransferTest, OnATerminalTheWaitIsALineThatGoesAway) {
  Connect("spo connect https://contoso-admin.sharepoint.com");
  const Outcome got =
      Do(absl::StrCat("export TERM=xterm; script -qefc '", kAddSite, "plans' /dev/null"));
  EXPECT_EQ(got.exit_code, 0) << got.out;
  EXPECT_THAT(got.out, HasSubstr("\r\x1b[Kcreating the site, 0 s\r\x1b[K"));
  EXPECT_THAT(got.out, Not(HasSubstr("\n")));
}

TEST_F(TransferTest, ADownloadThatIsInterruptedLeavesNothing) {
  Connect("spo connect https://contoso.sharepoint.com");
  Tenant("fault --delay 5000 --path GetFileByServerRelativeUrl");
  const Outcome got = Interrupted(
      "spo file get --asFile --path saved.txt --webUrl https://contoso.sharepoint.com/sites/hr "
      "--url '/sites/hr/Shared Documents/Documents 1.txt'",
      "ls | grep -q 'saved.txt.*part'", "INT");
  EXPECT_EQ(got.exit_code, 130);
  EXPECT_EQ(got.err, "");
  EXPECT_EQ(Do("cd \"$HOME\"; ls | grep -c saved").out, "0\n");
}

TEST_F(TransferTest, ALargePackageIsSentInPiecesAndAgainWhenTheServiceAsksForThat) {
  Connect("spo connect https://contoso.sharepoint.com");
  ASSERT_EQ(Do("head -c 30000001 /dev/zero >\"$HOME/large.sppkg\"").exit_code, 0);
  const std::string add = "spo app add --filePath \"$HOME/large.sppkg\" --overwrite";
  EXPECT_EQ(Json(add)["Length"].AsString(), "30000001");
  // A token that was refused, a service that is busy, a digest that has expired.
  Tenant("expire-tokens");
  EXPECT_EQ(Json(add)["Length"].AsString(), "30000001");
  Tenant("fault --next 1 --status 429 --retry-after 0 --path tenantappcatalog/Add");
  EXPECT_EQ(Json(add)["Length"].AsString(), "30000001");
  Tenant(
      "fault --next 1 --status 403 --path tenantappcatalog/Add --body "
      "'{\"odata.error\":{\"code\":\"-2130575252, Microsoft.SharePoint.SPException\"}}'");
  EXPECT_EQ(Json(add)["Length"].AsString(), "30000001");
}

}  // namespace
}  // namespace o365::testing
