#include "tests/commands/rows.h"

#include <utility>

#include "absl/strings/match.h"
#include "common/base/file.h"
#include "common/cli/parser.h"
#include "gtest/gtest.h"
#include "services/aad/service.h"
#include "services/azmgmt/service.h"
#include "services/graph/service.h"
#include "services/spo/service.h"

namespace o365::cli {

const std::vector<Service>& Services() {
  static const auto& services =
      *new std::vector<Service>{spo::SharePointService(), aad::EntraIdService(),
                                graph::GraphService(), azmgmt::AzureManagementService()};
  return services;
}

std::vector<Row> Rows() {
  std::vector<Row> rows;
  for (const Service& service : Services()) {
    for (const Command* command : AllCommands(service)) rows.push_back({service, *command});
  }
  return rows;
}

Words ShellWords(absl::string_view line) {
  Words words;
  std::string word;
  bool in_word = false;
  char quote = 0;
  for (size_t i = 0; i <= line.size(); ++i) {
    const char c = i < line.size() ? line[i] : ' ';
    if (quote == 0 && !in_word && (c == '|' || c == '#' || c == '>')) break;
    if (quote == 0 && c == ' ') {
      if (in_word) words.push_back(std::exchange(word, ""));
      in_word = false;
    } else if (quote == 0 && (c == '\'' || c == '"')) {
      quote = c;
      in_word = true;
    } else if (c == quote) {
      quote = 0;
    } else {
      word += c;
      in_word = true;
    }
  }
  EXPECT_EQ(quote, 0) << "a quote is not closed: " << line;
  return words;
}

void MakeFiles(const Row& row, const Words& words) {
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    for (const Option& option : row.command.options) {
      const bool reads = option.format == Format::kFile || option.format == Format::kImageFile ||
                         (option.reads_file && absl::StartsWith(words[i + 1], "@"));
      const bool is_it = words[i] == absl::StrCat("--", option.name) ||
                         (option.letter != 0 && words[i] == std::string{'-', option.letter});
      if (!reads || !is_it) continue;
      const std::string path = words[i + 1].substr(option.reads_file ? 1 : 0);
      ASSERT_FALSE(absl::StartsWith(path, "/")) << row.name() << ": " << path;
      ASSERT_TRUE(base::WriteFileAtomically(path, "{}", 0600).ok()) << path;
    }
  }
}

}  // namespace o365::cli
