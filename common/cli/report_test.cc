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

TEST(ReportTest, WithoutAdviceThereIsOneLine) {
  o365::testing::FakeTerminal terminal;
  EXPECT_EQ(Report(terminal, "spo", base::UsageError("a command is missing")), 2);
  EXPECT_EQ(terminal.said(), "spo: a command is missing\n");
}

TEST(ReportTest, NoSecretOfTheServicesTextIsShown) {
  o365::testing::FakeTerminal terminal;
  EXPECT_EQ(Report(terminal, "aad connect",
                   absl::UnauthenticatedError("refused: client_secret=hush&x=1")),
            4);
  EXPECT_EQ(terminal.said(), "aad connect: refused: client_secret=[redacted]&x=1\n");
}

}  // namespace
}  // namespace o365::cli
