// From a command line that passed every check to the command's value: looks for the connection that
// the command needs, asks for what is missing and for confirmation, and runs it.

#ifndef COMMON_CLI_EXECUTE_H_
#define COMMON_CLI_EXECUTE_H_

#include "absl/status/statusor.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/cli/context.h"
#include "common/json/value.h"

namespace o365::cli {

// The command's value; null when the user said no. What was asked for is added to `args`.
absl::StatusOr<json::Value> Execute(const Command& command, Context& context, Args& args);

}  // namespace o365::cli

#endif  // COMMON_CLI_EXECUTE_H_
