// The options that every command has. gflags holds them; no user's command line reaches gflags'
// own parser, whose --flagfile and --fromenv would read any file or variable.

#ifndef COMMON_CLI_GLOBAL_FLAGS_H_
#define COMMON_CLI_GLOBAL_FLAGS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/base/environment.h"
#include "common/base/log.h"
#include "common/cli/command.h"
#include "common/output/format.h"

namespace o365::cli {

// Their rows, for the parser and for help.
absl::Span<const Option> GlobalOptions();

// Sets one, already checked against its row. kInternal when gflags refuses.
absl::Status SetGlobal(absl::string_view name, const std::string& value);

output::Format OutputFormat();
base::LogLevel LogLevel();
// The connection that the command line or O365_CONNECTION names; "" for the active one.
std::string ConnectionName(const base::Environment& environment);
bool HelpWanted();
bool VersionWanted();

}  // namespace o365::cli

#endif  // COMMON_CLI_GLOBAL_FLAGS_H_
