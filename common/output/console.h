// The process's own terminal and stdout. The one place that writes to either.

#ifndef COMMON_OUTPUT_CONSOLE_H_
#define COMMON_OUTPUT_CONSOLE_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/base/environment.h"
#include "common/base/terminal.h"

namespace o365::output {

// stdin and stderr as a Terminal. `environment` (CI, TERM) is read here and not kept.
std::unique_ptr<base::Terminal> NewConsole(const base::Environment& environment);

// Writes a result to stdout. An error when it cannot be written whole (disk full),
// base::ReaderGoneError when whoever read it has gone (`... | head`).
absl::Status WriteResult(absl::string_view text);

// Makes Ctrl-C and SIGTERM end the process with exit status 130: the terminal's echo is turned on
// again, and what base/interrupt.h was told is done.
void HandleInterrupts();

}  // namespace o365::output

#endif  // COMMON_OUTPUT_CONSOLE_H_
