// Whatever a row calls a secret leaves the command line, is never shown and may stand in a file:
// walks every option and looks at its name and at its help.

#include <map>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/base/redact.h"
#include "common/cli/help.h"
#include "common/cli/parser.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/commands/rows.h"

namespace o365::cli {
namespace {

using ::testing::HasSubstr;

// Options whose help speaks of a secret, but whose value is none, and why.
const std::map<std::string, absl::string_view>& NoSecrets() {
  static const auto& options = *new std::map<std::string, absl::string_view>{
      {"aad user add --forceChangePasswordNextSignIn", "on or off"},
  };
  return options;
}

bool SpeaksOfASecret(const Option& option) {
  if (base::IsSecretName(option.name)) return true;
  const std::string help =
      absl::StrReplaceAll(absl::AsciiStrToLower(option.help), {{"--authtype password", ""}});
  for (absl::string_view word : {"password", "secret", "api key", "shared key", "passphrase"}) {
    if (absl::StrContains(help, word)) return true;
  }
  return false;
}

TEST(SecretsTest, OptionsThatCarryThemAreMarked) {
  int marked = 0;
  for (const Row& row : Rows()) {
    for (const Option& option : row.command.options) {
      const std::string where = absl::StrCat(row.name(), " --", option.name);
      const bool text =
          !option.value.empty() && option.choices.empty() && option.format == Format::kText;
      if (!text || NoSecrets().count(where) != 0) continue;
      EXPECT_TRUE(option.sensitive || !SpeaksOfASecret(option)) << where << ": " << option.help;
      marked += option.sensitive;
    }
  }
  EXPECT_GE(marked, 10);
}

TEST(SecretsTest, EachLeavesTheCommandLineAndMayStandInAFile) {
  for (const Row& row : Rows()) {
    for (const Option& option : row.command.options) {
      if (!option.sensitive && !option.wiped) continue;
      Words words = absl::StrSplit(row.command.name, ' ');
      words.push_back(absl::StrCat("--", option.name));
      words.emplace_back("s3cr3t");
      const ParsedLine line = ParseLine(row.service, words);
      ASSERT_EQ(line.sensitive.size(), 1u) << row.name() << " --" << option.name;
      EXPECT_EQ(words[line.sensitive[0].word], "s3cr3t");
      if (!option.sensitive) continue;
      words.pop_back();
      words.back() += "File";
      words.emplace_back("/nowhere");
      EXPECT_EQ(ParseLine(row.service, words).files.size(), 1u) << row.name();
      EXPECT_THAT(CommandHelp(row.service, row.command),
                  HasSubstr(absl::StrCat("--", option.name, "File <file>")));
    }
  }
}

// Bodies and headers may hold anything.
TEST(SecretsTest, WhatIsSentAsTypedLeavesTheCommandLine) {
  int requests = 0;
  for (const Row& row : Rows()) {
    if (row.command.name != "request") continue;
    ++requests;
    for (const Option& option : row.command.options) {
      if (option.name != "body" && option.name != "header") continue;
      EXPECT_TRUE(option.wiped) << row.name() << " --" << option.name;
    }
  }
  EXPECT_EQ(requests, 4);
}

}  // namespace
}  // namespace o365::cli
