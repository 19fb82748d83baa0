// What a failed absl::Status carries beside its code and message, so that one place can word the
// failure and choose the exit status:
//
//   return WithHint(absl::PermissionDeniedError("access denied"), "ask a site owner for access");
//   RETURN_IF_ERROR(Annotate(Send(request), absl::StrCat("cannot read site '", url, "'")));
//
// Messages start in lower case and have no full stop, unless they are the service's own words.

#ifndef COMMON_BASE_ERROR_H_
#define COMMON_BASE_ERROR_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace o365::base {

// Adds the line of advice that is printed under the message. Keeps the advice already there.
absl::Status WithHint(absl::Status status, absl::string_view hint);

// The same, in place of the advice already there.
absl::Status WithBetterHint(absl::Status status, absl::string_view hint);

// The advice added by WithHint, or "".
std::string Hint(const absl::Status& status);

// Puts what was being done before the message ("WHAT: MESSAGE") and keeps code and payloads.
absl::Status Annotate(const absl::Status& status, absl::string_view what);

// The command line is wrong and nothing was sent (exit status 2).
absl::Status UsageError(absl::string_view message);
bool IsUsageError(const absl::Status& status);

// The service was not reached: name resolution, connection, proxy, TLS (exit status 7).
absl::Status NetworkError(absl::string_view message);
bool IsNetworkError(const absl::Status& status);

// A batch went through, but some of its items failed (exit status 8).
absl::Status PartlyFailedError(absl::string_view message);
bool IsPartlyFailed(const absl::Status& status);

// Whoever read the result has gone, as in `... | head` (exit status 141).
absl::Status ReaderGoneError();
bool IsReaderGone(const absl::Status& status);

// Marks a failure of the kept connection: the store cannot be used, or the record in it cannot be
// read (exit status 4, as when there is no connection). Keeps code, message and hint.
absl::Status AsConnectionError(absl::Status status);
bool IsConnectionError(const absl::Status& status);

// The service's own error code ("Request_ResourceNotFound", "AADSTS50076") for callers that must
// tell failures apart; "" when there is none.
absl::Status WithServiceCode(absl::Status status, absl::string_view code);
std::string ServiceCode(const absl::Status& status);

}  // namespace o365::base

#endif  // COMMON_BASE_ERROR_H_
