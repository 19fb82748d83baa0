#include "common/cli/exit_code.h"

#include "common/base/error.h"

namespace o365::cli {

ExitCode ExitCodeFor(const absl::Status& status) {
  if (base::IsUsageError(status)) return kUsage;
  if (base::IsNetworkError(status)) return kNetwork;
  if (base::IsConnectionError(status)) return kSignIn;
  if (base::IsPartlyFailed(status)) return kPartly;
  if (base::IsReaderGone(status)) return kReaderGone;
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return kDone;
    case absl::StatusCode::kNotFound:
      return kNotFound;
    case absl::StatusCode::kUnauthenticated:
      return kSignIn;
    case absl::StatusCode::kPermissionDenied:
      return kForbidden;
    case absl::StatusCode::kResourceExhausted:
      return kThrottled;
    case absl::StatusCode::kCancelled:
      return kInterrupted;
    default:
      return kFailed;
  }
}

}  // namespace o365::cli
