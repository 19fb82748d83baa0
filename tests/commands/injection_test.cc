// No value on a command line changes what a request is: walks every row of every service, gives
// each free-text option values that mean something in URLs, OData, XML, JSON and HTTP, and compares
// the requests with those that a plain value makes.

#include <unistd.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/file.h"
#include "common/cli/request_command.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/commands/request_shape.h"
#include "tests/commands/row_runner.h"
#include "tests/commands/rows.h"

namespace o365::cli {
namespace {

using o365::testing::FirstDifference;
using o365::testing::kMarker;
using Requests = std::vector<http::Request>;

// Alone, for two of them could undo each other.
constexpr absl::string_view kNasty[] = {"'", "''", "\"", "\\", "/", "../", "/../", "\r\nX-Evil: 1"};
// All at once, and each alone where the command does not take them so.
constexpr absl::string_view kFurtherNasty[] = {
    "<", ">", "&", "&amp;", "]]>", "<!--", "%27",  "%2F", "%",        "?",        "#",
    "=", "+", " ", ":",     "\n",  "(",    "{id}", ")",   "$filter=", "\xC3\xA9", "{"};

// What rows take that accept options they do not list: columns of a list, properties of a user.
constexpr Option kUnknown = {.name = "department", .value = "<text>", .help = "Any other"};

// The words with another value for the option, which is added when it is not there.
Words With(const Words& words, const Option& option, const std::string& value) {
  Words changed;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool is_it = words[i] == absl::StrCat("--", option.name) ||
                       (option.letter != 0 && words[i] == std::string{'-', option.letter});
    if (!is_it) {
      changed.push_back(words[i]);
    } else {
      ++i;
    }
  }
  changed.push_back(absl::StrCat("--", option.name, "=", value));
  return changed;
}

// What may be typed for the option around `nasty`; "" when its value is no free text.
std::string ValueWith(const Option& option, absl::string_view nasty) {
  if (option.value.empty() || !option.choices.empty()) return "";
  switch (option.format) {
    case Format::kText:
      return absl::StrCat(kMarker, nasty, kMarker);
    case Format::kSiteUrl:
      return absl::StrCat("https://contoso.sharepoint.com/sites/", kMarker, nasty, kMarker);
    case Format::kUserNames:
      return absl::StrCat(kMarker, nasty, kMarker, "@contoso.com");
    default:
      return "";
  }
}

bool IsConnectionCommand(const Row& row) {
  for (const Command& command : row.service.connection_commands) {
    if (command.name == row.command.name) return true;
  }
  return false;
}

bool HoldsMarker(const Requests& requests) {
  for (const http::Request& request : requests) {
    std::string all = absl::StrCat(request.url, request.body);
    for (const auto& [name, value] : request.headers) absl::StrAppend(&all, value);
    if (absl::StrContains(all, kMarker)) return true;
  }
  return false;
}

// Options that make no sense in the lines of the examples, with lines in which they do.
const std::map<std::string, const char*>& FurtherLines() {
  static const auto& lines = *new std::map<std::string, const char*>{
      {"aad administrativeunit member add --deviceName",
       "administrativeunit member add --administrativeUnitName A"},
      {"aad administrativeunit member remove --deviceName",
       "administrativeunit member remove --administrativeUnitName A"},
      {"aad administrativeunit member remove --groupName",
       "administrativeunit member remove --administrativeUnitName A"},
      {"aad group member remove --subgroupNames", "group member remove --groupName A"},
      {"aad m365group recyclebinitem remove --mailNickname", "m365group recyclebinitem remove"},
      {"aad m365group recyclebinitem restore --displayName", "m365group recyclebinitem restore"},
      {"aad user set --currentPassword", "user set --id @meId --newPassword x"},
      {"spo customaction add --registrationId",
       "customaction add -u https://contoso.sharepoint.com -n A -t A -l CommandUI.Ribbon "
       "--registrationType List --actionUrl a.aspx"},
      {"spo customaction add --scriptBlock",
       "customaction add -u https://contoso.sharepoint.com -n A -t A -l ScriptLink"},
      {"spo list add --emailAlias",
       "list add -t A --baseTemplate GenericList -u https://contoso.sharepoint.com "
       "--enableAssignToEmail true"},
      {"spo list set --emailAlias",
       "list set -i b2307a39-e878-458b-bc90-03bc578531d6 -u https://contoso.sharepoint.com "
       "--enableAssignToEmail true"},
  };
  return lines;
}

// The command line of an example in which a plain value of the option reaches the service; none
// when there is no such example.
Words LineThatSends(const Row& row, const Option& option) {
  std::vector<std::string> lines;
  for (const Example& example : row.command.examples) lines.emplace_back(example.command);
  const auto further = FurtherLines().find(absl::StrCat(row.name(), " --", option.name));
  if (further != FurtherLines().end()) lines.emplace_back(further->second);
  for (const std::string& line : lines) {
    const Words words = ShellWords(line);
    MakeFiles(row, words);
    if (HoldsMarker(RequestsOf(row, With(words, option, ValueWith(option, "x"))))) return words;
  }
  return {};
}

// Whether a slash in the value is one between folders or sites.
bool IsPath(const Row& row, const Option& option) {
  return option.format == Format::kSiteUrl ||
         (row.name() == "spo listitem add" && option.name == "folder") ||
         option.name == "properties";
}

// Tries values of the option on one command line.
class Trial {
 public:
  Trial(const Row& row, const Option& option, const Words& words)
      : row_(row),
        option_(option),
        words_(words),
        plain_(RequestsOf(row, With(words, option, ValueWith(option, "x")))) {}

  // Whether the value was taken, and sent like the plain one. Fails the test once at most.
  bool Try(const std::string& value) {
    if (failed_) return false;
    const Requests got = RequestsOf(row_, With(words_, option_, value));
    for (size_t i = 0; i < std::min(plain_.size(), got.size()); ++i) {
      const std::string difference = FirstDifference(plain_[i], got[i]);
      if (difference.empty()) continue;
      failed_ = true;
      ADD_FAILURE() << row_.name() << " --" << option_.name << "=" << value << "\n"
                    << difference << "\n"
                    << got[i].method << " " << got[i].url << "\n"
                    << got[i].body;
    }
    return got.size() >= plain_.size();
  }

 private:
  const Row& row_;
  const Option& option_;
  const Words& words_;
  const Requests plain_;
  bool failed_ = false;
};

void TryNastyValues(const Row& row, const Option& option, const Words& words) {
  Trial trial(row, option, words);
  for (absl::string_view nasty : kNasty) {
    if (!IsPath(row, option) || !absl::StrContains(nasty, '/')) trial.Try(ValueWith(option, nasty));
  }
  if (!trial.Try(ValueWith(option, absl::StrJoin(kFurtherNasty, "")))) {
    for (absl::string_view nasty : kFurtherNasty) trial.Try(ValueWith(option, nasty));
  }
  if (option.format == Format::kSiteUrl) {
    trial.Try("https://contoso.sharepoint.com/sites/Mrk/../../Mrk");
  } else if (option.format == Format::kText) {
    for (const char* dots : {".", ".."}) trial.Try(dots);
  }
}

class InjectionTest : public ::testing::Test {
 protected:
  InjectionTest() {
    const std::string folder = absl::StrCat(::testing::TempDir(), "/injection");
    EXPECT_TRUE(base::MakePrivateFolder(folder).ok());
    EXPECT_EQ(::chdir(folder.c_str()), 0);
  }
};

TEST_F(InjectionTest, NoValueChangesWhatARequestIs) {
  int tried = 0;
  std::set<std::string> unseen;
  for (const Row& row : Rows()) {
    if (IsConnectionCommand(row) || row.command.run == RunRequest) continue;  // is what is typed
    std::vector<Option> options(row.command.options.begin(), row.command.options.end());
    if (row.command.takes_unknown_options) options.push_back(kUnknown);
    for (const Option& option : options) {
      if (ValueWith(option, "").empty()) continue;
      const Words words = LineThatSends(row, option);
      if (words.empty()) {
        unseen.insert(absl::StrCat(row.name(), " --", option.name));
        continue;
      }
      ++tried;
      TryNastyValues(row, option, words);
    }
  }
  EXPECT_GT(tried, 150);
  // Some are compared here, or name a file; but where many are unseen, a line is missing above.
  EXPECT_LT(unseen.size() * 10, static_cast<size_t>(tried)) << absl::StrJoin(unseen, "\n");
}

}  // namespace
}  // namespace o365::cli
