// The command that prints an access token, for tools that this project knows nothing of.

#ifndef COMMON_CLI_ACCESS_TOKEN_H_
#define COMMON_CLI_ACCESS_TOKEN_H_

#include "common/cli/command.h"

namespace o365::cli {

Command AccessTokenCommand();

}  // namespace o365::cli

#endif  // COMMON_CLI_ACCESS_TOKEN_H_
