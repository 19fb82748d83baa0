// From argv to a command and its arguments. Pure: reads no file and prints nothing; the files that
// options name are read later (read_files.h), when it is clear that the command runs.

#ifndef COMMON_CLI_PARSER_H_
#define COMMON_CLI_PARSER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/cli/args.h"
#include "common/cli/command.h"

namespace o365::cli {

// A value that is to leave the command line: the rest of a word from `offset` on.
struct SensitivePlace {
  size_t word;
  size_t offset;
};

// An option whose value is in a file: @FILE, or --passwordFile FILE; "-" is stdin.
struct FileSource {
  const Option* option;
  std::string path;
  bool first_line;  // and nothing else: a secret
};

struct ParsedLine {
  // nullptr when no command was named, or only the beginning of one.
  const Command* command = nullptr;
  Args args;
  // The words before the first option: "help", the command's, or the beginning of one.
  std::vector<std::string> words;
  // Global options in their order: name and checked value.
  std::vector<std::pair<std::string, std::string>> globals;
  std::vector<SensitivePlace> sensitive;
  // Options that are given, but whose values are still empty.
  std::vector<FileSource> files;
  // An error in the options or operands; reported unless help is asked for.
  absl::Status status;

  bool Has(absl::string_view global) const;
};

// All rows of the service, connection commands first.
std::vector<const Command*> AllCommands(const Service& service);

// What says yes beforehand to a command that asks first: --force (-f, also --confirm) and --yes
// (-y), without the names and letters that the row has itself. None for a command that does not
// ask.
std::vector<Option> ConsentOptions(const Command& command);

// --passwordFile of the sensitive option --password, as help shows it.
std::string FileOptionName(const Option& sensitive);

// Reads the words after the binary's name. Usage errors come back in `status`, so that --help and
// --version work on any line.
ParsedLine ParseLine(const Service& service, const std::vector<std::string>& words);

}  // namespace o365::cli

#endif  // COMMON_CLI_PARSER_H_
