// Help texts, made from the rows.

#ifndef COMMON_CLI_HELP_H_
#define COMMON_CLI_HELP_H_

#include <string>
#include <vector>

#include "common/cli/command.h"

namespace o365::cli {

// Of a binary: its groups of commands.
std::string ServiceHelp(const Service& service);

// Of the commands that begin with `words`; "" when there are none.
std::string GroupHelp(const Service& service, const std::vector<std::string>& words);

// Of one command: usage, options (required ones first), examples, remarks.
std::string CommandHelp(const Service& service, const Command& command);

// "spo app get --id <id> [options]".
std::string Usage(const Service& service, const Command& command);

}  // namespace o365::cli

#endif  // COMMON_CLI_HELP_H_
