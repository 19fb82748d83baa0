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
termios g_echoing, g_silent;
std::atomic<bool> g_echo_off = false;
std::atomic<bool> g_stopped = false;  // since the last question was shown

void OnInterrupt(int) {
  if (g_echo_off) ::tcsetattr(STDIN_FILENO, TCSANOW, &g_echoing);
  base::ActOnInterrupt();
  ::_exit(130);
}

// Ctrl-Z: the shell gets its terminal with echo.
void OnStop(int) {
  const int saved = errno;
  if (g_echo_off) ::tcsetattr(STDIN_FILENO, TCSANOW, &g_echoing);
  ::raise(SIGSTOP);
  errno = saved;
}

// `fg`: what was typed unseen stays unseen. Not when continued in the background, where the
// terminal is somebody else's.
void OnContinue(int) {
  const int saved = errno;
  g_stopped = true;
  if (g_echo_off && ::tcgetpgrp(STDIN_FILENO) == ::getpgrp())
    ::tcsetattr(STDIN_FILENO, TCSANOW, &g_silent);
  errno = saved;
}

// Unless whoever started us ignores it, as nohup(1) does.
void Handle(int signal, void (*handler)(int)) {
  struct sigaction old = {};
  if (::sigaction(signal, nullptr, &old) != 0 || old.sa_handler == SIG_IGN) return;
  struct sigaction action = {};
  action.sa_handler = handler;
  ::sigaction(signal, &action, nullptr);
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

// One line from stdin without its newline, byte by byte: what follows it belongs to others. The
// question is shown again to who comes back from Ctrl-Z.
absl::StatusOr<std::string> AskLine(absl::string_view question) {
  g_stopped = false;
  RETURN_IF_ERROR(WriteAll(STDERR_FILENO, question));
  std::string line;
  for (;;) {
    char c;
    const ssize_t n = ::read(STDIN_FILENO, &c, 1);
    if (n < 0 && errno == EINTR) {
      if (g_stopped.exchange(false)) RETURN_IF_ERROR(WriteAll(STDERR_FILENO, question));
      continue;
    }
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
  Console(bool ci, absl::string_view term, const base::Redactor* redactor)
      : redactor_(redactor),
        interactive_(!ci && ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0),
        has_status_(!ci && ::isatty(STDERR_FILENO) != 0 && !term.empty() && term != "dumb") {}
  ~Console() override { ShowStatus(""); }

  void Say(absl::string_view line) override {
    const std::lock_guard lock(mutex_);
    // A closed stderr must not keep a command from doing its work.
    WriteAll(STDERR_FILENO,
             absl::StrCat(status_.empty() ? "" : kEraseLine, Clean(line), "\n", status_))
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
    const std::string clean = Clean(line);
    if (status_ == clean) return;
    status_ = clean;
    WriteAll(STDERR_FILENO, absl::StrCat(kEraseLine, status_)).IgnoreError();
  }

  bool interactive() const override { return interactive_; }

  absl::StatusOr<std::string> Ask(absl::string_view question) override {
    if (!interactive_) return absl::FailedPreconditionError("there is no terminal to ask on");
    ShowStatus("");
    return AskLine(Clean(question));
  }

  absl::StatusOr<base::Secret> AskSecret(absl::string_view question) override {
    if (!interactive_) return absl::FailedPreconditionError("there is no terminal to ask on");
    if (::tcgetattr(STDIN_FILENO, &g_echoing) != 0)
      return base::ErrnoToStatus("read the settings of", "the terminal");
    g_silent = g_echoing;
    g_silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    g_echo_off = true;
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &g_silent);
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
  std::string Clean(absl::string_view text) const {
    return redactor_ == nullptr ? base::Redact(text) : redactor_->Clean(text);
  }

  const base::Redactor* const redactor_;
  const bool interactive_;
  const bool has_status_;
  std::mutex mutex_;
  std::string status_;  // what is shown; the cursor stands behind it
};

}  // namespace

std::unique_ptr<base::Terminal> NewConsole(const base::Environment& environment,
                                           const base::Redactor* redactor) {
  return std::make_unique<Console>(environment.IsContinuousIntegration(), environment.Get("TERM"),
                                   redactor);
}

absl::Status WriteResult(absl::string_view text) {
  const absl::Status written = WriteAll(STDOUT_FILENO, text);
  return written.ok() || errno != EPIPE ? written : base::ReaderGoneError();
}

void HandleInterrupts() {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) Handle(signal, &OnInterrupt);
  Handle(SIGTSTP, &OnStop);
  Handle(SIGCONT, &OnContinue);
}

}  // namespace o365::output
