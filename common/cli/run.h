// The life of one invocation: reads the command line, runs the command, prints its value or words
// its failure, and says with which status the process ends. Only here is anything printed.

#ifndef COMMON_CLI_RUN_H_
#define COMMON_CLI_RUN_H_

#include "common/cli/command.h"

namespace o365::cli {

// Runs `service` with the process's command line. Values of sensitive options are wiped from argv
// before anything else happens. Returns the exit status.
int Run(const Service& service, int argc, char** argv);

}  // namespace o365::cli

#endif  // COMMON_CLI_RUN_H_
