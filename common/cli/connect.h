// The command connect: how its options become a sign-in.

#ifndef COMMON_CLI_CONNECT_H_
#define COMMON_CLI_CONNECT_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/cli/context.h"

namespace o365::cli {

// Its options, and its operand where a site is connected to.
absl::Span<const Option> ConnectOptions();
absl::Span<const Operand> ConnectSite();

// Usage errors for options that do not go with how it signs in.
absl::Status CheckConnect(const Args& args);

// Signs in and keeps the connection; the old one stays in place when anything fails.
absl::StatusOr<json::Value> Connect(Context& context, const Args& args);

}  // namespace o365::cli

#endif  // COMMON_CLI_CONNECT_H_
