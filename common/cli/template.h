// Expands the templates of rows (call.h).

#ifndef COMMON_CLI_TEMPLATE_H_
#define COMMON_CLI_TEMPLATE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/json/value.h"

namespace o365::cli {

// The address: `base` and the expanded `text`, or `text` alone when it is a whole address. Errors:
// a usage error for a value that would change the path ("..", "/"), kInternal when a part of the
// path has no value, which the row's rules should have refused.
absl::StatusOr<std::string> ExpandUrl(absl::string_view base, absl::string_view text,
                                      const Args& args);

// The body; null when the text is empty. kInternal when it is not JSON.
absl::StatusOr<json::Value> ExpandBody(absl::string_view text, absl::Span<const Option> options,
                                       const Args& args);

// A message, with values as they are.
std::string ExpandText(absl::string_view text, const Args& args);

// Whether every placeholder of `text` that stands alone has a value.
bool HasValues(absl::string_view text, const Args& args);

}  // namespace o365::cli

#endif  // COMMON_CLI_TEMPLATE_H_
