// The exit statuses of every command.

#ifndef COMMON_CLI_EXIT_CODE_H_
#define COMMON_CLI_EXIT_CODE_H_

#include "absl/status/status.h"

namespace o365::cli {

enum ExitCode : int {
  kDone = 0,           // also an empty list, and a question answered with no
  kFailed = 1,         // the service, or the command, could not do it
  kUsage = 2,          // the command line is wrong; nothing was sent
  kNotFound = 3,       // what was named does not exist
  kSignIn = 4,         // not connected, or the sign-in was refused or has expired
  kForbidden = 5,      // no permission
  kThrottled = 6,      // throttled until the retry limits ran out
  kNetwork = 7,        // network, proxy or TLS
  kPartly = 8,         // a batch finished with some items failed
  kInterrupted = 130,  // Ctrl-C
  kReaderGone = 141    // whoever read the result has gone (`... | head`)
};

// The exit status for a command that ended with `status`.
ExitCode ExitCodeFor(const absl::Status& status);

}  // namespace o365::cli

#endif  // COMMON_CLI_EXIT_CODE_H_
