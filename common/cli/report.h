// How a failure is worded.

#ifndef COMMON_CLI_REPORT_H_
#define COMMON_CLI_REPORT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/base/terminal.h"

namespace o365::cli {

// Says "SUBJECT: MESSAGE", without secrets, and the advice below it. Returns the exit status. That
// the reader of the result has gone needs no words: it chose to.
int Report(base::Terminal& terminal, absl::string_view subject, const absl::Status& status);

}  // namespace o365::cli

#endif  // COMMON_CLI_REPORT_H_
