// The console on a pseudo-terminal of the test's own.

#include "common/output/console.h"

#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <map>
#include <string>

#include "gtest/gtest.h"

namespace o365::output {
namespace {

class ConsoleTest : public ::testing::Test {
 protected:
  ConsoleTest() {
    master_ = ::posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    EXPECT_EQ(::grantpt(master_), 0);
    EXPECT_EQ(::unlockpt(master_), 0);
    const winsize size{.ws_row = 25, .ws_col = 40, .ws_xpixel = 0, .ws_ypixel = 0};
    terminal_ = ::open(::ptsname(master_), O_RDWR | O_NOCTTY);
    EXPECT_EQ(::ioctl(terminal_, TIOCSWINSZ, &size), 0);
    real_stderr_ = ::dup(STDERR_FILENO);
    ::dup2(terminal_, STDERR_FILENO);
  }
  ~ConsoleTest() override {
    ::dup2(real_stderr_, STDERR_FILENO);
    for (const int fd : {real_stderr_, terminal_, master_}) ::close(fd);
  }

  std::unique_ptr<base::Terminal> Make(std::map<std::string, std::string> variables) {
    return NewConsole(base::Environment(std::move(variables)));
  }
  // What came to the terminal since the last call.
  std::string Screen() {
    char buffer[4096];
    const ssize_t n = ::read(master_, buffer, sizeof buffer);
    return std::string(buffer, n > 0 ? static_cast<size_t>(n) : 0);
  }

  int master_ = -1, terminal_ = -1, real_stderr_ = -1;
};

TEST_F(ConsoleTest, AStatusLineStaysBelowWhatIsSaid) {
  auto console = Make({{"TERM", "xterm"}});
  EXPECT_EQ(console->status_columns(), 39);
  console->Say("before");
  EXPECT_EQ(Screen(), "before\r\n");
  console->ShowStatus("10%");
  EXPECT_EQ(Screen(), "\r\x1b[K10%");
  console->ShowStatus("10%");
  EXPECT_EQ(Screen(), "");
  console->Say("throttled");
  EXPECT_EQ(Screen(), "\r\x1b[Kthrottled\r\n10%");
  console->ShowStatus("20%");
  EXPECT_EQ(Screen(), "\r\x1b[K20%");
  console->ShowStatus("");
  EXPECT_EQ(Screen(), "\r\x1b[K");
  console->Say("after");
  EXPECT_EQ(Screen(), "after\r\n");
  console->ShowStatus("last");
  console.reset();
  EXPECT_EQ(Screen(), "\r\x1b[Klast\r\x1b[K");
}

TEST_F(ConsoleTest, WhereLinesCannotBeReplacedThereIsNoStatus) {
  for (const std::map<std::string, std::string>& variables :
       {std::map<std::string, std::string>{{"TERM", "dumb"}},
        {},
        {{"TERM", "xterm"}, {"CI", "true"}}}) {
    const auto console = Make(variables);
    EXPECT_EQ(console->status_columns(), 0);
    console->ShowStatus("10%");
    EXPECT_EQ(Screen(), "");
  }
}

TEST_F(ConsoleTest, AFileHasNoStatus) {
  const int null = ::open("/dev/null", O_WRONLY);
  ::dup2(null, STDERR_FILENO);
  ::close(null);
  EXPECT_EQ(Make({{"TERM", "xterm"}})->status_columns(), 0);
}

TEST_F(ConsoleTest, WhatIsSaidIsRedacted) {
  base::Redactor redactor;
  redactor.Conceal(base::Secret("s3cr3t!"));
  const auto console = NewConsole(
      base::Environment(std::map<std::string, std::string>{{"TERM", "xterm"}}), &redactor);
  console->Say("the service says s3cr3t! and password=x");
  EXPECT_EQ(Screen(), "the service says [redacted] and password=[redacted]\r\n");
  console->ShowStatus("s3cr3t!");
  EXPECT_EQ(Screen(), "\r\x1b[K[redacted]");
}

// A process that asks for a password on a terminal of its own.
class Asking {
 public:
  explicit Asking(int ignored_signal = 0) {
    pid_ = ::forkpty(&master_, nullptr, nullptr, nullptr);
    if (pid_ != 0) return;
    if (ignored_signal != 0) ::signal(ignored_signal, SIG_IGN);
    HandleInterrupts();
    const auto console =
        NewConsole(base::Environment(std::map<std::string, std::string>{{"TERM", "xterm"}}));
    const auto answer = console->AskSecret("Password: ");
    ::_exit(answer.ok() && answer->Reveal() == "s3cr3t!" ? 0 : 1);
  }
  ~Asking() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    ::close(master_);
  }

  // Whether the terminal comes to show what is typed, or not to, within some seconds.
  bool EchoBecomes(bool on) {
    for (int i = 0; i < 500; ++i) {
      termios now = {};
      if (::tcgetattr(master_, &now) == 0 && ((now.c_lflag & ECHO) != 0) == on) return true;
      ::usleep(10000);
    }
    return false;
  }
  void Send(int signal) { ::kill(pid_, signal); }
  void Type(absl::string_view text) {
    EXPECT_EQ(::write(master_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  // How it ended or stopped.
  int Status() {
    int status = 0;
    ::waitpid(pid_, &status, WUNTRACED);
    return status;
  }

 private:
  pid_t pid_ = -1;
  int master_ = -1;
};

TEST(HandleInterruptsTest, WhateverEndsAQuestionTurnsEchoOn) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    Asking asking;
    ASSERT_TRUE(asking.EchoBecomes(false));
    asking.Send(signal);
    EXPECT_TRUE(asking.EchoBecomes(true)) << signal;
    const int status = asking.Status();
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 130) << signal;
  }
}

TEST(HandleInterruptsTest, StoppedItGivesTheEchoBackAndContinuedItTakesIt) {
  Asking asking;
  ASSERT_TRUE(asking.EchoBecomes(false));
  asking.Send(SIGTSTP);
  EXPECT_TRUE(WIFSTOPPED(asking.Status()));
  EXPECT_TRUE(asking.EchoBecomes(true));
  asking.Send(SIGCONT);
  EXPECT_TRUE(asking.EchoBecomes(false));
  asking.Type("s3cr3t!\n");
  const int status = asking.Status();
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

TEST(HandleInterruptsTest, WhatTheParentIgnoresStaysIgnored) {
  for (const int signal : {SIGINT, SIGHUP}) {
    Asking asking(signal);
    ASSERT_TRUE(asking.EchoBecomes(false));
    asking.Send(signal);
    asking.Type("s3cr3t!\n");
    const int status = asking.Status();
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << signal;
  }
}

}  // namespace
}  // namespace o365::output
