// connect, status and disconnect, which every service has.

#ifndef COMMON_CLI_CONNECTION_COMMANDS_H_
#define COMMON_CLI_CONNECTION_COMMANDS_H_

#include "absl/types/span.h"
#include "common/cli/command.h"

namespace o365::cli {

// For services that are connected as a whole (Service::resource).
absl::Span<const Command> ResourceConnectionCommands();

// For SharePoint, whose connect takes the URL of a site.
absl::Span<const Command> SiteConnectionCommands();

}  // namespace o365::cli

#endif  // COMMON_CLI_CONNECTION_COMMANDS_H_
