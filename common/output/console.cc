#include "common/output/console.h"

#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <mutex>
#include <optional>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/interrupt.h"
#include "common/base/status_macros.h"

namespace o365::output {
namespace {

constexpr int kUsualColumns = 80;

// What a signal handler needs to put the terminal right. Only signal-safe calls use it.
termios g_echoing;
std::atomic<bool> g_echo_off = false;

void OnInterrupt(int) {
  if (g_echo_off) ::tcsetattr(STDIN_FILENO, TCSANOW, &g_echoing);
  base::ActOnInterrupt();
  ::_exit(130);
}

absl::Status WriteAll(int fd, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return base::ErrnoToStatus("write to", fd == STDOUT_FILENO ? "stdout" : "stderr");
    text.remove_prefix(static_cast<size_t>(n));
  }
  return absl::OkStatus();
}

// One line from stdin without its newline, byte by byte: what follows it belongs to others.
absl::StatusOr<std::string> ReadLine() {
  std::string line;
  for (;;) {
    char c;
    const ssize_t n = ::read(STDIN_FILENO, &c, 1);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return base::ErrnoToStatus("read from", "stdin");
    if (n == 0 && line.empty()) return absl::OutOfRangeError("stdin is at its end");
    if (n == 0 || c == '\n') return line;
    if (c != '\r') line += c;
  }
}

std::optional<bool> YesOrNo(absl::string_view answer) {
  const std::string word = absl::AsciiStrToLower(absl::StripAsciiWhitespace(answer));
  if (word == "y" || word == "yes") return true;
  if (word == "n" || word == "no") return false;
  return std::nullopt;
}

// To the first column, and nothing left of the line (ECMA-48: CR, EL).
constexpr absl::string_view kEraseLine = "\r\x1b[K";

class Console final : public base::Terminal {
 public:
  Console(bool ci, absl::string_view term)
      : interactive_(!ci && ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0),
        has_status_(!ci && ::isatty(STDERR_FILENO) != 0 && !term.empty() && term != "dumb") {}
  ~Console() override { ShowStatus(""); }

  void Say(absl::string_view line) override {
    const std::lock_guard lock(mutex_);
    // A closed stderr must not keep a command from doing its work.
    WriteAll(STDERR_FILENO, absl::StrCat(status_.empty() ? "" : kEraseLine, line, "\n", status_))
        .IgnoreError();
  }

  int status_columns() const override {
    if (!has_status_) return 0;
    winsize size = {};
    const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return (known ? size.ws_col : kUsualColumns) - 1;  // the last one may wrap
  }

  void ShowStatus(absl::string_view line) override {
    if (!has_status_) return;
    const std::lock_guard lock(mutex_);
    if (status_ == line) return;
    status_ = std::string(line);
    WriteAll(STDERR_FILENO, absl::StrCat(kEraseLine, status_)).IgnoreError();
  }

  bool interactive() const override { return interactive_; }

  absl::StatusOr<std::string> Ask(absl::string_view question) override {
    if (!interactive_) return absl::FailedPreconditionError("there is no terminal to ask on");
    ShowStatus("");
    RETURN_IF_ERROR(WriteAll(STDERR_FILENO, question));
    return ReadLine();
  }

  absl::StatusOr<base::Secret> AskSecret(absl::string_view question) override {
    if (!interactive_) return absl::FailedPreconditionError("there is no terminal to ask on");
    if (::tcgetattr(STDIN_FILENO, &g_echoing) != 0)
      return base::ErrnoToStatus("read the settings of", "the terminal");
    termios silent = g_echoing;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    g_echo_off = true;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    const auto restore = absl::MakeCleanup([this] {
      ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &g_echoing);
      g_echo_off = false;
      Say("");
    });
    ASSIGN_OR_RETURN(std::string answer, Ask(question));
    return base::Secret(std::move(answer));
  }

  absl::StatusOr<bool> Confirm(absl::string_view question) override {
    if (!interactive_) return absl::FailedPreconditionError("there is no terminal to ask on");
    for (;;) {
      const auto answer = Ask(absl::StrCat(question, " [y/N] "));
      if (!answer.ok()) return false;  // Ctrl-D
      if (answer->empty()) return false;
      if (const std::optional<bool> said = YesOrNo(*answer); said.has_value()) return *said;
    }
  }

 private:
  const bool interactive_;
  const bool has_status_;
  std::mutex mutex_;
  std::string status_;  // what is shown; the cursor stands behind it
};

}  // namespace

std::unique_ptr<base::Terminal> NewConsole(const base::Environment& environment) {
  return std::make_unique<Console>(environment.IsContinuousIntegration(), environment.Get("TERM"));
}

absl::Status WriteResult(absl::string_view text) {
  const absl::Status written = WriteAll(STDOUT_FILENO, text);
  return written.ok() || errno != EPIPE ? written : base::ReaderGoneError();
}

void HandleInterrupts() {
  struct sigaction action = {};
  action.sa_handler = &OnInterrupt;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace o365::output
