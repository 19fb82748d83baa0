// Whatever cannot be undone is asked for first: walks every row by its name, by the method of its
// call, and by what its examples send.

#include <unistd.h>

#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/cli/help.h"
#include "common/cli/parser.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/commands/row_runner.h"

namespace o365::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Last words of names that take something away.
constexpr absl::string_view kVerbs[] = {"remove",  "delete",    "clear",  "revoke",    "deny",
                                        "retract", "uninstall", "cancel", "unregister"};
// Operations of SharePoint and Graph that do.
constexpr absl::string_view kOperations[] = {
    "Delete", "Remove", "Revoke", "Deny", "Recycle", "Uninstall", "Retract", "UpdateTenantTheme"};

// Rows that send such a request and need no question, and why.
const std::map<std::string, absl::string_view>& Exceptions() {
  static const auto& rows = *new std::map<std::string, absl::string_view>{
      {"spo request", "the method is what is typed"},
      {"aad request", "the method is what is typed"},
      {"graph request", "the method is what is typed"},
      {"azmgmt request", "the method is what is typed"},
      {"graph batch", "the methods are what is typed"},
  };
  return rows;
}

bool Named(const Row& row) {
  return std::any_of(std::begin(kVerbs), std::end(kVerbs), [&](absl::string_view verb) {
    return absl::EndsWith(row.command.name, absl::StrCat(" ", verb));
  });
}

// "" when the request takes nothing away, else what of it does.
std::string TakesAway(const http::Request& request) {
  if (request.method == "DELETE" || request.headers.Get("X-HTTP-Method") == "DELETE")
    return absl::StrCat("DELETE ", request.url);
  for (absl::string_view operation : kOperations) {
    const bool csom = absl::StrContains(request.body, absl::StrCat("Name=\"", operation));
    const std::string path = absl::AsciiStrToLower(request.url.substr(0, request.url.find('?')));
    const size_t slash = path.find_last_of("/.");
    const bool rest = request.method == "POST" && slash != std::string::npos &&
                      absl::StartsWith(path.substr(slash + 1), absl::AsciiStrToLower(operation));
    if (csom || rest) return absl::StrCat(operation, " ", request.url);
  }
  return "";
}

std::string WhatTakesAway(const Row& row) {
  if (Named(row)) return "its name";
  if (row.command.call.method == "DELETE") return "its call";
  for (const Example& example : row.command.examples) {
    const Words words = ShellWords(example.command);
    MakeFiles(row, words);
    for (const http::Request& request : RequestsOf(row, words)) {
      if (std::string what = TakesAway(request); !what.empty())
        return absl::StrCat(example.command, ": ", what);
    }
  }
  return "";
}

class ConsentTest : public ::testing::Test {
 protected:
  ConsentTest() {
    const std::string folder = absl::StrCat(::testing::TempDir(), "/consent");
    EXPECT_TRUE(base::MakePrivateFolder(folder).ok());
    EXPECT_EQ(::chdir(folder.c_str()), 0);
  }
};

TEST_F(ConsentTest, WhatTakesAwayAsksFirst) {
  int asking = 0;
  for (const Row& row : Rows()) {
    const std::string what = WhatTakesAway(row);
    if (what.empty()) continue;
    if (Exceptions().count(row.name()) != 0) continue;
    ++asking;
    EXPECT_FALSE(row.command.confirm.empty()) << row.name() << " does not ask: " << what;
  }
  EXPECT_GT(asking, 50);
}

TEST_F(ConsentTest, HelpNamesForceFirstAndEverySpellingIsTaken) {
  for (const Row& row : Rows()) {
    const std::vector<Option> consent = ConsentOptions(row.command);
    if (row.command.confirm.empty()) {
      EXPECT_THAT(consent, IsEmpty()) << row.name();
      continue;
    }
    ASSERT_FALSE(consent.empty()) << row.name();
    const std::string help = CommandHelp(row.service, row.command);
    EXPECT_THAT(help, HasSubstr(absl::StrCat("--", consent[0].name))) << row.name();
    const Words name = absl::StrSplit(row.command.name, ' ');
    for (const Option& option : consent) {
      Words words = name;
      words.push_back(absl::StrCat("--", option.name));
      EXPECT_TRUE(ParseLine(row.service, words).args.consent()) << row.name();
    }
    Words confirm = name;
    confirm.emplace_back("--confirm");
    EXPECT_TRUE(ParseLine(row.service, confirm).args.consent()) << row.name();
  }
}

// The value of a variable that is not set is refused, whatever the option is for.
TEST_F(ConsentTest, NothingNamedIsNothingDone) {
  int refused = 0;
  for (const Row& row : Rows()) {
    for (const Option& option : row.command.options) {
      if (option.value.empty() || option.may_be_empty) continue;
      Words words = absl::StrSplit(row.command.name, ' ');
      words.push_back(absl::StrCat("--", option.name));
      words.emplace_back();
      const absl::Status status = ParseLine(row.service, words).status;
      EXPECT_TRUE(base::IsUsageError(status)) << row.name() << " --" << option.name;
      EXPECT_EQ(status.message(), absl::StrCat("option '--", option.name, "' is empty"))
          << row.name();
      ++refused;
    }
    for (const Operand& operand : row.command.operands) {
      Words words = absl::StrSplit(row.command.name, ' ');
      words.emplace_back();
      EXPECT_EQ(ParseLine(row.service, words).status.message(),
                absl::StrCat("<", operand.name, "> is empty"))
          << row.name();
    }
  }
  EXPECT_GT(refused, 400);
}

// An option that finds its object by a look-up, stands in a path or in a filter names it.
TEST_F(ConsentTest, WhatNamesAnObjectMustNotBeEmpty) {
  for (const Row& row : Rows()) {
    for (const Option& option : row.command.options) {
      if (!option.may_be_empty) continue;
      const std::string placeholder = absl::StrCat("{", option.name, "}");
      EXPECT_FALSE(absl::StrContains(row.command.call.url, placeholder))
          << row.name() << " --" << option.name;
      for (const Lookup& lookup : row.command.lookups)
        EXPECT_NE(lookup.from, option.name) << row.name();
      for (const Rule& rule : row.command.rules) {
        if (rule.kind != Rule::Kind::kExactlyOne) continue;
        EXPECT_THAT(rule.names, ::testing::Not(::testing::Contains(option.name))) << row.name();
      }
    }
  }
}

}  // namespace
}  // namespace o365::cli
