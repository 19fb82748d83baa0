// Stories of what a process does beside its work: answers it does not take, descriptors, signals,
// memory, and what it keeps to itself.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::string_view kDownload =
    "spo file get --asFile --path saved.txt --webUrl https://contoso.sharepoint.com/sites/hr "
    "--url '/sites/hr/Shared Documents/Documents 1.txt'";

class ProcessTest : public EndToEndTest {};

// The data of a loop must neither confirm nor be eaten.
TEST_F(ProcessTest, DataOnAPipeIsNoConfirmation) {
  Connect("aad connect");
  const Outcome got =
      Do("printf 'a\nyes\nb\n' | { while read -r id; do aad user remove --id "
         "174bb089-967c-4b7e-97a4-f1c77e6cd752; echo \"$id $?\"; done; }");
  EXPECT_EQ(got.out, "a 2\nyes 2\nb 2\n");
  EXPECT_THAT(got.err, AllOf(HasSubstr("this needs a confirmation"), HasSubstr("--force")));
  EXPECT_EQ(RequestsTo("DELETE"), 0);
}

// Neither does a pipe on which nothing comes hold a command up.
TEST_F(ProcessTest, WithoutATerminalOrInCiTheRefusalComesAtOnce) {
  Connect("spo connect https://contoso-admin.sharepoint.com");
  const std::string remove = "spo theme remove --name Contoso";
  const Outcome idle = Do(absl::StrCat("sleep 5 | ", remove, "; exit ${PIPESTATUS[1]}"));
  EXPECT_EQ(idle.exit_code, 2);
  const Outcome timed = Do(absl::StrCat("sleep 20 > >(", remove, " 2>&1); true"));
  EXPECT_EQ(timed.exit_code, 0);
  const Outcome ci = Do(absl::StrCat("export CI=true; script -qefc '", remove, "' /dev/null"));
  EXPECT_EQ(ci.exit_code, 2);
  EXPECT_THAT(ci.out, HasSubstr("CI is set"));
  for (const char* unset : {"", "0", "false"}) {
    const Outcome asked = Do(absl::StrCat("export CI=", unset, "; printf 'n\n' | script -qefc '",
                                          remove, "' /dev/null"));
    EXPECT_EQ(asked.exit_code, 1) << asked.out;
    EXPECT_THAT(asked.out, HasSubstr("Remove the theme Contoso? [y/N]"));
  }
}

// It used to act on whatever was there.
TEST_F(ProcessTest, AnUnsetVariableNamesNothing) {
  Connect("aad connect");
  for (const char* line :
       {"aad m365group recyclebinitem remove --displayName \"$UNSET\" --force",
        "aad app remove --name \"$UNSET\" --force", "aad app get --name \"$UNSET\"",
        "aad administrativeunit remove --displayName \" \" --force"}) {
    const Outcome got = Do(line);
    EXPECT_EQ(got.exit_code, 2) << line;
    EXPECT_THAT(got.err, HasSubstr("is empty")) << line;
  }
  EXPECT_EQ(RequestsTo("graph.microsoft.com"), 0);
}

// Messages once went into the file that got number 2.
TEST_F(ProcessTest, ClosedDescriptorsAreNobodyElses) {
  Connect("spo connect https://contoso.sharepoint.com");
  Tenant("fault --next 1 --status 429 --retry-after 0 --path GetFileByServerRelative");
  const Outcome plain = Do(absl::StrCat("cd \"$HOME\"; ", kDownload, " && sha256sum <saved.txt"));
  ASSERT_EQ(plain.exit_code, 0) << plain.err;
  for (const char* closed : {"2>&-", "2>&- <&-", "<&- --debug 2>&-"}) {
    Tenant("fault --next 1 --status 429 --retry-after 0 --path GetFileByServerRelative");
    const Outcome got = Do(absl::StrCat("cd \"$HOME\"; rm saved.txt; ", kDownload, " ", closed,
                                        "; echo $? >&2; sha256sum <saved.txt"));
    EXPECT_EQ(got.err, "0\n") << closed;
    EXPECT_EQ(got.out, plain.out) << closed;
  }
  // A result that nobody can take is an error.
  const Outcome lost = Do("spo web get --webUrl https://contoso.sharepoint.com >&-");
  EXPECT_EQ(lost.exit_code, 1);
  EXPECT_THAT(lost.err, HasSubstr("stdout"));
}

TEST_F(ProcessTest, MemoryIsNobodyElses) {
  Connect("spo connect https://contoso.sharepoint.com");
  Tenant("fault --next 1 --delay 3000 --path _api/web");
  // What belongs to root now, and to whom a core would go.
  const Outcome got = Do(
      "cd \"$HOME\"; ulimit -c unlimited; spo web get --webUrl https://contoso.sharepoint.com & "
      "pid=$!; for try in $(seq 100); do [ \"$(readlink /proc/$pid/exe)\" != \"$BASH\" ] && break; "
      "sleep 0.02; done; sleep 0.3; grep 'core file' /proc/$pid/limits | tr -s ' '; "
      "kill -ABRT $pid; wait $pid; ls | grep -c '^core'");
  EXPECT_EQ(got.out, "Max core file size 0 0 bytes \n0\n");
}

TEST_F(ProcessTest, EverySignalThatEndsADownloadLeavesNoHalfFile) {
  Connect("spo connect https://contoso.sharepoint.com");
  for (const char* signal : {"INT", "TERM", "HUP", "QUIT"}) {
    Tenant("fault --next 1 --delay 5000 --path GetFileByServerRelative");
    // bash ignores INT and QUIT for what it starts in the background; `trap` there would not help.
    const Outcome got = Do(absl::StrCat(
        "cd \"$HOME\"; set -m; ", kDownload, " & pid=$!; set +m; for try in $(seq 250); do ",
        "ls -A | grep -q part && break; sleep 0.02; done; kill -", signal,
        " $pid; wait $pid; echo $?; ls -A | grep -c 'saved\\|part'"));
    EXPECT_EQ(got.out, "130\n0\n") << signal;
    Tenant("fault --clear");
  }
}

TEST_F(ProcessTest, AFileThatMayNotGrowIsAnError) {
  Connect("graph connect");
  const Outcome got =
      Do("cd \"$HOME\"; ulimit -f 1; graph request --url /users --filePath saved.json; echo $?; "
         "ls -A | grep -c 'saved\\|part'");
  EXPECT_EQ(got.out, "1\n0\n") << got.err;
  EXPECT_THAT(got.err, HasSubstr("File too large"));
}

// What a service says may repeat what it was sent.
TEST_F(ProcessTest, WhatIsHeldAsASecretIsNotRepeated) {
  Connect("graph connect");
  const Outcome got = Do("O365_SECRET=s3cr3t-of-mine graph request --url '/users/s3cr3t-of-mine'");
  EXPECT_EQ(got.exit_code, 3);
  EXPECT_THAT(got.err, AllOf(HasSubstr("[redacted]"), Not(HasSubstr("s3cr3t-of-mine"))));
  const Outcome trace =
      Do("graph request --url '/users?sig=s3cr3t-of-mine' --header 'X-Api-Key: s3cr3t-of-mine' "
         "--debug");
  EXPECT_THAT(trace.err, AllOf(HasSubstr("X-Api-Key: [redacted]"), HasSubstr("sig=[redacted]"),
                               Not(HasSubstr("s3cr3t-of-mine"))));
}

// --help and mistakes used to wait for it.
TEST_F(ProcessTest, AMistakeDoesNotWaitForStandardInput) {
  for (const char* line : {"aad request --url /me -m post --body @- --nonsense",
                           "aad request --url /me -m post --body @- --help"}) {
    const Outcome got = Do(absl::StrCat("timeout 5 ", line, " < <(sleep 20)"));
    EXPECT_NE(got.exit_code, 124) << line;
  }
}

}  // namespace
}  // namespace o365::testing
