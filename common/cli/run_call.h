// Runs what a row says without a function (call.h).

#ifndef COMMON_CLI_RUN_CALL_H_
#define COMMON_CLI_RUN_CALL_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/cli/context.h"
#include "common/http/message.h"
#include "common/json/value.h"
#include "common/odata/rest.h"

namespace o365::cli {

// Does these lookups; what they find is added to `args`. Returns what the last one found. Errors:
// the service's; kNotFound and kFailedPrecondition as the lookup words them.
absl::StatusOr<json::Value> RunLookups(absl::Span<const Lookup> lookups, Context& context,
                                       Args& args);

// The command's value.
absl::StatusOr<json::Value> RunCall(const Command& command, Context& context, const Args& args);

// Prints the list at `url` as its pages arrive, each element changed by `shape` if there is one,
// and left out if that made it null; what a listing command returns.
using Shape = std::function<absl::StatusOr<json::Value>(json::Value element)>;
absl::StatusOr<json::Value> PrintList(Context& context, odata::Rest& rest, const std::string& url,
                                      const Shape& shape = nullptr, http::Headers headers = {});

// The same, but a page at a time is changed by `shape`, which may drop elements: for what must be
// asked for each of them and can be asked for all at once.
using PageShape = std::function<absl::Status(std::vector<json::Value>& page)>;
absl::StatusOr<json::Value> PrintPages(Context& context, odata::Rest& rest, const std::string& url,
                                       const PageShape& shape);

// The Api::rest of services on Microsoft Graph.
odata::Rest GraphRest(Context& context);

}  // namespace o365::cli

#endif  // COMMON_CLI_RUN_CALL_H_
