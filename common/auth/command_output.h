// What a command of the user's prints.

#ifndef COMMON_AUTH_COMMAND_OUTPUT_H_
#define COMMON_AUTH_COMMAND_OUTPUT_H_

#include <string>

#include "absl/status/statusor.h"

namespace o365::auth {

// Runs `command` with `sh -c` and returns its standard output, of which there may be 64 KB; its
// standard error is ours, its standard input /dev/null, and it gets no other descriptor. It has a
// minute. A usage error when it cannot be started, fails or prints more; kDeadlineExceeded when it
// takes longer.
absl::StatusOr<std::string> CommandOutput(const std::string& command);

}  // namespace o365::auth

#endif  // COMMON_AUTH_COMMAND_OUTPUT_H_
