// The user: what is said to them beside the result, and what is asked of them. stdout is not here;
// it carries results alone, see common/output.

#ifndef COMMON_BASE_TERMINAL_H_
#define COMMON_BASE_TERMINAL_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/secret.h"

namespace o365::base {

class Terminal {
 public:
  virtual ~Terminal() = default;

  // Writes a line to stderr.
  virtual void Say(absl::string_view line) = 0;

  // Columns of a status line; 0 where there can be none: stderr is no terminal or a dumb one, or CI
  // is set.
  virtual int status_columns() const = 0;

  // Shows a line in place of the status line before it, without control characters and of at most
  // status_columns(); "" takes it away. What is said meanwhile goes above it.
  virtual void ShowStatus(absl::string_view line) = 0;

  // Whether a person can be asked: stdin and stderr are terminals and CI is not set.
  virtual bool interactive() const = 0;

  // Asks for a line. kFailedPrecondition when not interactive.
  virtual absl::StatusOr<std::string> Ask(absl::string_view question) = 0;

  // Asks for a line that is not shown. kFailedPrecondition when not interactive.
  virtual absl::StatusOr<Secret> AskSecret(absl::string_view question) = 0;

  // Asks yes or no, no by default. kFailedPrecondition when not interactive: what comes through a
  // pipe is data, never an answer, and stays unread.
  virtual absl::StatusOr<bool> Confirm(absl::string_view question) = 0;
};

}  // namespace o365::base

#endif  // COMMON_BASE_TERMINAL_H_
