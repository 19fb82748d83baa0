// The rows of all services, and the command lines of their examples, for tests that walk them.

#ifndef TESTS_COMMANDS_ROWS_H_
#define TESTS_COMMANDS_ROWS_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/cli/command.h"

namespace o365::cli {

using Words = std::vector<std::string>;

struct Row {
  const Service& service;
  const Command& command;

  std::string name() const { return absl::StrCat(service.name, " ", command.name); }
};

const std::vector<Service>& Services();
std::vector<Row> Rows();

// The words that a shell would make of `line`: up to a pipe or comment, quotes taken off.
Words ShellWords(absl::string_view line);

// Makes the files that an example names, in the current folder.
void MakeFiles(const Row& row, const Words& words);

}  // namespace o365::cli

#endif  // TESTS_COMMANDS_ROWS_H_
