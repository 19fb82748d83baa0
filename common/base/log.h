// The one sink of diagnostic output (--verbose, --debug). Every line passes its redactor, so that
// no caller can leak a secret by logging too much.

#ifndef COMMON_BASE_LOG_H_
#define COMMON_BASE_LOG_H_

#include "absl/strings/string_view.h"
#include "common/base/redact.h"
#include "common/base/secret.h"
#include "common/base/terminal.h"

namespace o365::base {

enum class LogLevel { kQuiet, kVerbose, kDebug };

// Thread-safe.
class Log {
 public:
  // `terminal` and `redactor` must outlive this; without a redactor it has one of its own.
  Log(Terminal& terminal, LogLevel level, Redactor* redactor = nullptr)
      : terminal_(terminal), level_(level), redactor_(redactor == nullptr ? &own_ : redactor) {}

  bool debug() const { return level_ == LogLevel::kDebug; }
  // What is being done, for --verbose.
  void Verbose(absl::string_view line) { Write(LogLevel::kVerbose, line); }
  // Requests, responses, timings, for --debug.
  void Debug(absl::string_view line) { Write(LogLevel::kDebug, line); }
  // From here on `secret` is hidden wherever it turns up; see Redactor.
  void Conceal(const Secret& secret) { redactor_->Conceal(secret); }

 private:
  void Write(LogLevel level, absl::string_view line);

  Terminal& terminal_;
  const LogLevel level_;
  Redactor own_;
  Redactor* const redactor_;
};

}  // namespace o365::base

#endif  // COMMON_BASE_LOG_H_
