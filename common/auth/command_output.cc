#include "common/auth/command_output.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/base/error.h"

namespace o365::auth {
namespace {

constexpr absl::Duration kLimit = absl::Minutes(1);
constexpr size_t kMost = 64 << 10;

absl::StatusOr<pid_t> Start(std::string command, int out) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  const absl::Cleanup destroy = [&] {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  };
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  // A group of its own, so that what it starts ends with it.
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::string shell = "sh", option = "-c";
  char* words[] = {shell.data(), option.data(), command.data(), nullptr};
  pid_t child = 0;
  const int error = ::posix_spawn(&child, "/bin/sh", &actions, &attributes, words, environ);
  if (error == 0) return child;
  return base::UsageError(absl::StrCat("cannot start a shell: ", std::strerror(error)));
}

// All of it, unless there is too much or it takes too long.
absl::StatusOr<std::string> ReadAll(int fd) {
  const absl::Time until = absl::Now() + kLimit;
  std::string text;
  char buffer[4096];
  for (;;) {
    pollfd wait{.fd = fd, .events = POLLIN, .revents = 0};
    const int64_t left = absl::ToInt64Milliseconds(until - absl::Now());
    if (left <= 0)
      return absl::DeadlineExceededError("the command that prints the token took over a minute");
    if (::poll(&wait, 1, static_cast<int>(left)) <= 0) continue;
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return text;
    text.append(buffer, static_cast<size_t>(n));
    if (text.size() > kMost)
      return base::UsageError("the command that prints the token printed over 64 KB");
  }
}

}  // namespace

absl::StatusOr<std::string> CommandOutput(const std::string& command) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return absl::InternalError(absl::StrCat("cannot make a pipe: ", std::strerror(errno)));
  const absl::Cleanup close = [&] { ::close(ends[0]); };
  const absl::StatusOr<pid_t> child = Start(command, ends[1]);
  ::close(ends[1]);
  if (!child.ok()) return child.status();
  absl::StatusOr<std::string> text = ReadAll(ends[0]);
  if (!text.ok()) ::kill(-*child, SIGKILL);
  int result = 0;
  while (::waitpid(*child, &result, 0) < 0 && errno == EINTR) {
  }
  if (!text.ok() || (WIFEXITED(result) && WEXITSTATUS(result) == 0)) return text;
  return base::UsageError(absl::StrCat(
      "the command that prints the token failed",
      WIFEXITED(result) ? absl::StrCat(" with exit status ", WEXITSTATUS(result)) : ""));
}

}  // namespace o365::auth
