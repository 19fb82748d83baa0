#include "common/base/log.h"

#include "gtest/gtest.h"
#include "tests/testing/fake_terminal.h"

namespace o365::base {
namespace {

TEST(RedactTest, HeadersJsonFormsAndTokens) {
  EXPECT_EQ(Redact("Authorization: Bearer abc.def\nAccept: */*"),
            "Authorization: [redacted]\nAccept: */*");
  EXPECT_EQ(Redact(R"({"access_token": "a\"b", "expires_in":5})"),
            R"({"access_token": "[redacted]", "expires_in":5})");
  EXPECT_EQ(Redact("grant_type=password&username=u&password=p%26q&scope=s"),
            "grant_type=password&username=u&password=[redacted]&scope=s");
  EXPECT_EQ(Redact("got eyJ0eXAiOiJKV1QiLCJhbGciOiJub25lIn0.eyJhdWQiOiJ4In0.c2ln there"),
            "got [redacted] there");
  EXPECT_EQ(Redact(R"({"currentPassword":"a\"b","newPassword":"c"})"),
            R"({"currentPassword":"[redacted]","newPassword":"[redacted]"})");
  EXPECT_EQ(Redact("hibp-api-key: 0f1e"), "hibp-api-key: [redacted]");
  EXPECT_EQ(Redact("x-requestdigest: 0x12,22 Nov"), "x-requestdigest: [redacted]");
}

TEST(RedactTest, LeavesOrdinaryTextAlone) {
  const std::string text = "the password grant, eyJ and access_token without value";
  EXPECT_EQ(Redact(text), text);
}

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
