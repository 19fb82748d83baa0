#include "common/base/log.h"

#include "gtest/gtest.h"
#include "tests/testing/fake_terminal.h"

namespace o365::base {
namespace {

TEST(LogTest, ConcealsRegisteredSecretsAndKeepsToItsLevel) {
  testing::FakeTerminal terminal;
  Log log(terminal, LogLevel::kVerbose);
  log.Conceal(Secret("pass@word1"));
  log.Verbose("body says pass@word1!");
  log.Debug("not at this level");
  EXPECT_EQ(terminal.said(), "body says [redacted]!\n");
}

}  // namespace
}  // namespace o365::base
