// The process's own terminal and stdout. The one place that writes to either.

#ifndef COMMON_OUTPUT_CONSOLE_H_
#define COMMON_OUTPUT_CONSOLE_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/base/environment.h"
#include "common/base/redact.h"
#include "common/base/terminal.h"

namespace o365::output {

// stdin and stderr as a Terminal. `environment` (CI, TERM) is read here and not kept. Whatever is
// said or asked passes `redactor`, which must outlive it; without one, base::Redact.
std::unique_ptr<base::Terminal> NewConsole(const base::Environment& environment,
                                           const base::Redactor* redactor = nullptr);

// Writes a result to stdout. An error when it cannot be written whole (disk full),
// base::ReaderGoneError when whoever read it has gone (`... | head`).
absl::Status WriteResult(absl::string_view text);

// Makes SIGINT (Ctrl-C), SIGTERM, SIGHUP and SIGQUIT end the process with exit status 130: the
// terminal's echo is turned on again, and what base/interrupt.h was told is done. Ctrl-Z in a
// question that is answered unseen turns echo on for the shell, and off again when it comes back. A
// signal that the parent ignores stays ignored.
void HandleInterrupts();

}  // namespace o365::output

#endif  // COMMON_OUTPUT_CONSOLE_H_
