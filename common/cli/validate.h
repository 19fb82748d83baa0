// Checks of values and of rules between options. All failures are usage errors: nothing was sent.

#ifndef COMMON_CLI_VALIDATE_H_
#define COMMON_CLI_VALIDATE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/cli/args.h"
#include "common/cli/command.h"

namespace o365::cli {

// The value as the command gets it: choices and booleans in their documented spelling, sites
// without a slash at the end, numbers without zeros in front.
absl::StatusOr<std::string> CheckValue(absl::string_view what, Format format,
                                       absl::Span<const absl::string_view> choices,
                                       const std::string& value);

// Required options and operands, rules between options, and the command's own check.
absl::Status CheckTogether(const Command& command, const Args& args);

// "'--id'", "'--id' and '--title'", "'--a', '--b' and '--c'".
std::string OptionNames(absl::Span<const absl::string_view> names, absl::string_view last_joint);

// Whether a value is empty or holds blanks and commas alone: that of a variable that was never set,
// or a list of no names. Such a value must not come to stand for whatever is there.
bool NamesNothing(absl::string_view value);

// The usage error for it; `what` is "option '--id'".
absl::Status IsEmpty(absl::string_view what);

}  // namespace o365::cli

#endif  // COMMON_CLI_VALIDATE_H_
