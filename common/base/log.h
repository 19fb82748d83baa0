// The one sink of diagnostic output (--verbose, --debug). Every line passes its redactor, so that
// no caller can leak a secret by logging too much.

#ifndef COMMON_BASE_LOG_H_
#define COMMON_BASE_LOG_H_

#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/secret.h"
#include "common/base/terminal.h"

namespace o365::base {

enum class LogLevel { kQuiet, kVerbose, kDebug };

// `text` without secrets: values of headers and of JSON and form members that hold credentials, and
// whatever has the shape of a JSON Web Token, are replaced by "[redacted]".
std::string Redact(absl::string_view text);

// Thread-safe.
class Log {
 public:
  // `terminal` must outlive this.
  Log(Terminal& terminal, LogLevel level) : terminal_(terminal), level_(level) {}

  bool debug() const { return level_ == LogLevel::kDebug; }
  // What is being done, for --verbose.
  void Verbose(absl::string_view line) { Write(LogLevel::kVerbose, line); }
  // Requests, responses, timings, for --debug.
  void Debug(absl::string_view line) { Write(LogLevel::kDebug, line); }
  // From here on `secret` is replaced wherever it turns up. Short ones (under 4 characters) are
  // not registered: they would blank out ordinary words.
  void Conceal(const Secret& secret);

 private:
  void Write(LogLevel level, absl::string_view line);

  Terminal& terminal_;
  const LogLevel level_;
  std::mutex mutex_;
  std::vector<Secret> concealed_;
};

}  // namespace o365::base

#endif  // COMMON_BASE_LOG_H_
