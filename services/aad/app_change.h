// `app add` and `app set`, which put what their options say into several members of the app
// registration.

#ifndef SERVICES_AAD_APP_CHANGE_H_
#define SERVICES_AAD_APP_CHANGE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/json/value.h"

namespace o365::aad {

// What rules cannot say about the options of `app add`.
absl::Status CheckAddOptions(const cli::Args& args);

absl::StatusOr<json::Value> AddApp(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> SetApp(cli::Context& context, const cli::Args& args);

}  // namespace o365::aad

#endif  // SERVICES_AAD_APP_CHANGE_H_
