// The values that options take from files and standard input.

#ifndef COMMON_CLI_READ_FILES_H_
#define COMMON_CLI_READ_FILES_H_

#include "absl/status/status.h"
#include "common/cli/parser.h"

namespace o365::cli {

// Reads the files of a line that is right so far into its arguments and makes the checks that had
// to wait for them. A byte order mark at the beginning is dropped. A usage error that names option
// and file when one cannot be read or holds what the option does not accept.
absl::Status ReadFiles(ParsedLine& line);

}  // namespace o365::cli

#endif  // COMMON_CLI_READ_FILES_H_
