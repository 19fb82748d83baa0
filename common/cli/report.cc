#include "common/cli/report.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/log.h"
#include "common/cli/exit_code.h"

namespace o365::cli {

namespace {

// What to do about a failure whose own place had no advice. A wrong command line speaks for itself.
absl::string_view AdviceFor(const absl::Status& status) {
  if (base::IsUsageError(status)) return "";
  switch (status.code()) {
    case absl::StatusCode::kUnauthenticated:
      return "sign in again with connect";
    case absl::StatusCode::kPermissionDenied:
      return "ask an owner or administrator for access, or connect as another account";
    case absl::StatusCode::kNotFound:
      return "check the name or id; it may be gone, or be somewhere else";
    case absl::StatusCode::kAlreadyExists:
      return "choose another name, or change what is there";
    case absl::StatusCode::kResourceExhausted:
      return "the service is throttling; try again later and with fewer requests at once";
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnavailable:
      return "try again later; if it stays, give the request id to Microsoft's support";
    default:
      return "correct what the message names; --debug shows the requests and answers";
  }
}

}  // namespace

int Report(base::Terminal& terminal, absl::string_view subject, const absl::Status& status) {
  if (base::IsReaderGone(status)) return kReaderGone;
  terminal.Say(absl::StrCat(subject, ": ", base::Redact(status.message())));
  const std::string own = base::Hint(status);
  const absl::string_view hint = own.empty() ? AdviceFor(status) : own;
  if (!hint.empty()) terminal.Say(absl::StrCat("  ", hint));
  return ExitCodeFor(status);
}

}  // namespace o365::cli
