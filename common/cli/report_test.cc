#include "common/cli/report.h"

#include "common/base/error.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_terminal.h"

namespace o365::cli {
namespace {

TEST(ReportTest, SaysWhatAndWhyAndWhatToDo) {
  o365::testing::FakeTerminal terminal;
  EXPECT_EQ(Report(terminal, "spo site get",
                   base::WithHint(absl::PermissionDeniedError("access denied"), "ask an owner")),
            5);
  EXPECT_EQ(terminal.said(), "spo site get: access denied\n  ask an owner\n");
}

TEST(ReportTest, FailuresWithoutAdviceOfTheirOwnGetItByKind) {
  o365::testing::FakeTerminal terminal;
  EXPECT_EQ(Report(terminal, "spo list get", absl::NotFoundError("no such list (HTTP 404)")), 3);
  EXPECT_EQ(terminal.said(),
            "spo list get: no such list (HTTP 404)\n"
            "  check the name or id; it may be gone, or be somewhere else\n");
}

TEST(ReportTest, AWrongCommandLineSpeaksForItself) {
  o365::testing::FakeTerminal terminal;
  EXPECT_EQ(Report(terminal, "spo", base::UsageError("a command is missing")), 2);
  EXPECT_EQ(terminal.said(), "spo: a command is missing\n");
}

TEST(ReportTest, NoSecretOfTheServicesTextIsShown) {
  o365::testing::FakeTerminal terminal;
  EXPECT_EQ(Report(terminal, "aad connect",
                   absl::UnauthenticatedError("refused: client_secret=hush&x=1")),
            4);
  EXPECT_EQ(terminal.said(),
            "aad connect: refused: client_secret=[redacted]&x=1\n  sign in again with connect\n");
}

}  // namespace
}  // namespace o365::cli
