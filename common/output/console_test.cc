// The console on a pseudo-terminal of the test's own.

#include "common/output/console.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

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

}  // namespace
}  // namespace o365::output
