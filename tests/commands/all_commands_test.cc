// Walks every row of every service, so that no command needs tests of its own for what all of them
// promise: names, help, examples, and refusing bad values before anything is sent.

#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/cli/command.h"
#include "common/cli/global_flags.h"
#include "common/cli/help.h"
#include "common/cli/parser.h"
#include "common/cli/read_files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/commands/rows.h"
#include "tests/testing/status_matchers.h"

namespace o365::cli {
namespace {

using o365::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

bool IsCamelCase(absl::string_view name) {
  return !name.empty() && absl::ascii_islower(name[0]) &&
         std::all_of(name.begin(), name.end(), absl::ascii_isalnum);
}

TEST(AllCommandsTest, TheWalkSeesEveryService) {
  std::map<std::string, int> commands;
  for (const Row& row : Rows()) ++commands[std::string(row.service.name)];
  ASSERT_EQ(commands.size(), 4u);
  for (const auto& [service, count] : commands) EXPECT_GT(count, 3) << service;
}

TEST(AllCommandsTest, NounsAndTheirRowsAreSorted) {
  for (const Service& service : Services()) {
    EXPECT_TRUE(std::is_sorted(service.nouns.begin(), service.nouns.end(),
                               [](const Noun* a, const Noun* b) { return a->name < b->name; }))
        << service.name;
    for (const Noun* noun : service.nouns) {
      EXPECT_TRUE(
          std::is_sorted(noun->commands.begin(), noun->commands.end(),
                         [](const Command& a, const Command& b) { return a.name < b.name; }))
          << service.name << " " << noun->name;
      for (const Command& command : noun->commands) {
        EXPECT_TRUE(command.name == noun->name ||
                    absl::StartsWith(command.name, absl::StrCat(noun->name, " ")))
            << service.name << " " << command.name << " is not in " << noun->name;
      }
    }
  }
}

TEST(AllCommandsTest, NamesAreUniqueAliasesIncluded) {
  for (const Service& service : Services()) {
    std::set<absl::string_view> seen;
    for (const Command* command : AllCommands(service)) {
      EXPECT_TRUE(seen.insert(command->name).second) << command->name;
      for (absl::string_view alias : command->aliases)
        EXPECT_TRUE(seen.insert(alias).second) << alias;
    }
  }
}

TEST(AllCommandsTest, WordsOfNamesAreLowerCase) {
  for (const Row& row : Rows()) {
    std::vector<absl::string_view> names = {row.command.name};
    names.insert(names.end(), row.command.aliases.begin(), row.command.aliases.end());
    for (absl::string_view name : names) {
      for (absl::string_view word : absl::StrSplit(name, ' ')) {
        EXPECT_TRUE(IsCamelCase(word) && word == absl::AsciiStrToLower(word))
            << row.name() << ": " << name;
      }
    }
  }
}

TEST(AllCommandsTest, TextsStartUpperCaseAndHaveNoFullStop) {
  const auto check = [](absl::string_view text, const std::string& where) {
    ASSERT_FALSE(text.empty()) << where;
    EXPECT_TRUE(absl::ascii_isupper(text[0])) << where << ": " << text;
    EXPECT_FALSE(absl::EndsWith(text, ".")) << where << ": " << text;
  };
  for (const Service& service : Services()) {
    check(service.summary, std::string(service.name));
    for (const Noun* noun : service.nouns) check(noun->summary, std::string(noun->name));
  }
  for (const Row& row : Rows()) {
    check(row.command.summary, row.name());
    for (const Option& option : row.command.options) check(option.help, row.name());
    for (const Example& example : row.command.examples) check(example.what, row.name());
    if (row.command.remarks.empty()) continue;
    EXPECT_TRUE(absl::EndsWith(row.command.remarks, ".")) << row.name();
  }
}

TEST(AllCommandsTest, EveryCommandRuns) {
  for (const Row& row : Rows()) {
    const Call& call = row.command.call;
    const bool told = !call.url.empty() || !row.command.lookups.empty();
    EXPECT_TRUE(row.command.run != nullptr || told) << row.name() << " does nothing";
    EXPECT_TRUE(row.command.run == nullptr || call.url.empty()) << row.name() << " does two things";
    EXPECT_TRUE(!told || row.service.api.rest != nullptr) << row.name();
  }
}

// The strings within a body template.
void CollectTexts(const json::Value& value, std::vector<std::string>& texts) {
  if (value.is_string()) texts.push_back(value.AsString());
  for (const json::Value& element : value.elements()) CollectTexts(element, texts);
  for (const auto& [name, member] : value.members()) CollectTexts(member, texts);
}

std::vector<std::string> TemplatesOf(const Row& row) {
  const Call& call = row.command.call;
  std::vector<std::string> texts = {std::string(call.url), std::string(row.command.confirm)};
  for (const CallHeader& header : call.headers) texts.emplace_back(header.value);
  for (const Lookup& lookup : row.command.lookups) {
    for (absl::string_view text : {lookup.url, lookup.missing, lookup.several, lookup.refused})
      texts.emplace_back(text);
  }
  if (call.body.empty()) return texts;
  const absl::StatusOr<json::Value> body = json::Parse(call.body);
  EXPECT_TRUE(body.ok()) << row.name() << ": " << body.status();
  if (body.ok()) CollectTexts(*body, texts);
  return texts;
}

TEST(AllCommandsTest, TemplatesNameOptionsOfTheirRow) {
  for (const Row& row : Rows()) {
    std::set<std::string> known = {"value"};
    for (const Option& option : row.command.options) known.emplace(option.name);
    for (const Operand& operand : row.command.operands) known.emplace(operand.name);
    for (const Lookup& lookup : row.command.lookups) {
      const bool from_option = lookup.from.empty() || known.count(std::string(lookup.from)) != 0;
      EXPECT_TRUE(from_option) << row.name() << ": " << lookup.from;
      known.emplace(lookup.into);
    }
    for (const std::string& text : TemplatesOf(row)) {
      EXPECT_EQ(std::count(text.begin(), text.end(), '{'),
                std::count(text.begin(), text.end(), '}'))
          << row.name() << ": " << text;
      for (size_t at = 0; (at = text.find('{', at)) != std::string::npos; ++at) {
        const std::string name = text.substr(at + 1, text.find_first_of(":?=}", at) - at - 1);
        EXPECT_TRUE(known.count(name)) << row.name() << ": {" << name << "} in " << text;
      }
    }
  }
}

TEST(AllCommandsTest, EveryExampleIsACorrectCommandLineOfItsCommand) {
  const std::string folder = absl::StrCat(::testing::TempDir(), "/examples");
  ASSERT_THAT(base::MakePrivateFolder(folder), IsOk());
  ASSERT_EQ(::chdir(folder.c_str()), 0);
  for (const Row& row : Rows()) {
    EXPECT_GE(row.command.examples.size(), 2u) << row.name();
    for (const Example& example : row.command.examples) {
      const Words words = ShellWords(example.command);
      MakeFiles(row, words);
      ParsedLine line = ParseLine(row.service, words);
      EXPECT_EQ(line.command, &row.command) << row.name() << ": " << example.command;
      if (line.status.ok()) line.status = ReadFiles(line);
      EXPECT_THAT(line.status, IsOk()) << row.name() << ": " << example.command;
    }
  }
}

TEST(AllCommandsTest, OptionNamesAndLettersAreUniqueInACommand) {
  for (const Row& row : Rows()) {
    std::set<absl::string_view> names;
    std::set<char> letters;
    if (!row.command.confirm.empty()) names.insert("force");
    // Documented commands have a --version of their own, which is then not the program's.
    for (const Option& global : GlobalOptions()) {
      if (global.name != "version") names.insert(global.name);
    }
    for (const Option& option : row.command.options) {
      EXPECT_TRUE(IsCamelCase(option.name)) << row.name() << ": " << option.name;
      EXPECT_TRUE(names.insert(option.name).second) << row.name() << ": " << option.name;
      if (!option.alias.empty()) {
        EXPECT_TRUE(IsCamelCase(option.alias)) << row.name() << ": " << option.alias;
        EXPECT_TRUE(names.insert(option.alias).second) << row.name() << ": " << option.alias;
      }
      if (option.letter == 0) continue;
      EXPECT_TRUE(absl::ascii_isalpha(option.letter)) << row.name() << ": " << option.name;
      EXPECT_TRUE(letters.insert(option.letter).second) << row.name() << ": -" << option.letter;
    }
  }
}

TEST(AllCommandsTest, OptionsAreWellFormed) {
  for (const Row& row : Rows()) {
    for (const Option& option : row.command.options) {
      const std::string where = absl::StrCat(row.name(), " --", option.name);
      if (option.value.empty()) {
        EXPECT_THAT(option.choices, IsEmpty()) << where;
        EXPECT_EQ(option.otherwise, "") << where;
        EXPECT_EQ(option.format, Format::kText) << where;
        EXPECT_EQ(option.required, Required::kNo) << where;
      } else {
        EXPECT_TRUE(absl::StartsWith(option.value, "<") && absl::EndsWith(option.value, ">"))
            << where;
      }
      if (!option.otherwise.empty()) {
        EXPECT_EQ(option.required, Required::kNo) << where << " is required and has a default";
        if (!option.choices.empty()) {
          EXPECT_THAT(option.choices, ::testing::Contains(option.otherwise)) << where;
        }
      }
    }
    for (const Rule& rule : row.command.rules) {
      EXPECT_GE(rule.names.size(), 2u) << row.name();
      for (absl::string_view name : rule.names) {
        EXPECT_TRUE(std::any_of(
            row.command.options.begin(), row.command.options.end(),
            [&](const Option& o) { return o.name == name && o.required == Required::kNo; }))
            << row.name() << ": a rule names --" << name;
      }
    }
  }
}

TEST(AllCommandsTest, HelpNamesEveryOptionAndOperand) {
  for (const Row& row : Rows()) {
    const std::string help = CommandHelp(row.service, row.command);
    EXPECT_THAT(help, HasSubstr(Usage(row.service, row.command))) << row.name();
    for (const Option& option : row.command.options) {
      EXPECT_THAT(help, HasSubstr(absl::StrCat("--", option.name, option.value.empty() ? "" : " ",
                                               option.value)))
          << row.name();
      for (absl::string_view choice : option.choices) EXPECT_THAT(help, HasSubstr(choice));
    }
    for (const Operand& operand : row.command.operands)
      EXPECT_THAT(help, HasSubstr(absl::StrCat("<", operand.name, ">"))) << row.name();
    // One column of text fits an ordinary terminal; examples and usage are for copying.
    const absl::string_view options =
        absl::string_view(help).substr(help.find("\nGlobal options:"));
    for (absl::string_view line :
         absl::StrSplit(options.substr(0, options.find("\nExamples:")), '\n'))
      EXPECT_LE(line.size(), 100u) << row.name() << ": " << line;
  }
}

TEST(AllCommandsTest, HelpSaysWhichConnectionIsNeeded) {
  for (const Row& row : Rows()) {
    const std::string help = CommandHelp(row.service, row.command);
    if (row.command.needs == Needs::kNothing) {
      EXPECT_THAT(help, Not(HasSubstr("Needs a connection"))) << row.name();
    } else {
      EXPECT_THAT(help, HasSubstr(row.command.needs == Needs::kTenantAdmin
                                      ? "Needs a connection to the tenant admin site"
                                      : "Needs a connection"))
          << row.name();
    }
  }
}

TEST(AllCommandsTest, EveryGroupHasHelp) {
  for (const Service& service : Services()) {
    for (const Noun* noun : service.nouns) {
      const std::string help = GroupHelp(service, absl::StrSplit(noun->name, ' '));
      for (const Command& command : noun->commands) {
        // What is too long for the first column has a line of its own.
        EXPECT_THAT(help, ::testing::AnyOf(HasSubstr(absl::StrCat("  ", command.name, " ")),
                                           HasSubstr(absl::StrCat("  ", command.name, "\n"))))
            << service.name;
      }
      EXPECT_THAT(ServiceHelp(service), HasSubstr(absl::StrCat("  ", noun->name, " ")));
    }
  }
}

// A value that the format or the choices of the option do not take; "" for options that take all.
std::string BadValue(const Option& option) {
  if (!option.choices.empty()) return "no-such-choice";
  switch (option.format) {
    case Format::kText:
      return "";
    case Format::kGuid:
    case Format::kBool:
    case Format::kNumber:
    case Format::kGuids:
    case Format::kUserName:
    case Format::kUserNames:
    case Format::kUrl:
    case Format::kDateTime:
    case Format::kDuration:
    case Format::kJson:
    case Format::kChoices:
      return "neither";
    case Format::kSiteUrl:
      return "https://contoso.sharepoint.com.evil.example";
    case Format::kFile:
    case Format::kImageFile:
      return "/no/such/file.png";
  }
  return "";
}

TEST(AllCommandsTest, ABadValueIsAUsageErrorThatNamesTheOption) {
  int tried = 0;
  for (const Row& row : Rows()) {
    for (const Option& option : row.command.options) {
      const std::string bad = BadValue(option);
      if (bad.empty()) continue;
      ++tried;
      Words words = absl::StrSplit(row.command.name, ' ');
      words.push_back(absl::StrCat("--", option.name));
      words.push_back(bad);
      const absl::Status status = ParseLine(row.service, words).status;
      EXPECT_TRUE(base::IsUsageError(status)) << row.name() << " --" << option.name;
      EXPECT_THAT(std::string(status.message()),
                  HasSubstr(absl::StrCat("option '--", option.name, "'")))
          << row.name();
      EXPECT_THAT(std::string(status.message()), HasSubstr(bad)) << row.name();
    }
  }
  EXPECT_GT(tried, 40);
}

TEST(AllCommandsTest, AnUnknownOptionIsAUsageErrorUnlessTheRowTakesIt) {
  for (const Row& row : Rows()) {
    Words words = absl::StrSplit(row.command.name, ' ');
    words.push_back("--flagfile=/etc/passwd");
    const ParsedLine line = ParseLine(row.service, words);
    ASSERT_EQ(line.command, &row.command);
    if (row.command.takes_unknown_options) {
      EXPECT_EQ(line.args.unknown().size(), 1u) << row.name();
    } else {
      EXPECT_TRUE(base::IsUsageError(line.status)) << row.name();
      EXPECT_EQ(std::string(line.status.message()), "unknown option '--flagfile'") << row.name();
    }
  }
}

TEST(AllCommandsTest, ConfirmationsNameOnlyOptionsOfTheRow) {
  int asking = 0;
  for (const Row& row : Rows()) {
    absl::string_view rest = row.command.confirm;
    if (rest.empty()) continue;
    ++asking;
    EXPECT_TRUE(absl::EndsWith(rest, "?")) << row.name();
    for (size_t open; (open = rest.find('{')) != absl::string_view::npos;) {
      const size_t close = rest.find('}', open);
      ASSERT_NE(close, absl::string_view::npos) << row.name();
      const absl::string_view name = rest.substr(open + 1, close - open - 1);
      EXPECT_TRUE(std::any_of(row.command.options.begin(), row.command.options.end(),
                              [&](const Option& option) { return option.name == name; }))
          << row.name() << ": {" << name << "}";
      rest.remove_prefix(close + 1);
    }
  }
  EXPECT_GT(asking, 3);
}

}  // namespace
}  // namespace o365::cli
