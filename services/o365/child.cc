#include "services/o365/child.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/cleanup/cleanup.h"
#include "absl/status/status.h"

namespace o365::multiplexer {
namespace {

// Starts it with `out` as its standard output.
absl::StatusOr<pid_t> Start(const std::string& path, std::vector<std::string> words, int out) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  const absl::Cleanup destroy = [&] { ::posix_spawn_file_actions_destroy(&actions); };
  if (out != STDOUT_FILENO) ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  words.insert(words.begin(), path);
  pid_t child = 0;
  const int error =
      ::posix_spawn(&child, path.c_str(), &actions, nullptr, Pointers(words).data(), environ);
  if (error != 0) return absl::InternalError(std::strerror(error));
  return child;
}

int Await(pid_t child) {
  int result = 0;
  while (::waitpid(child, &result, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(result) ? WEXITSTATUS(result) : 128 + WTERMSIG(result);
}

}  // namespace

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

absl::StatusOr<int> RunChild(const std::string& path, std::vector<std::string> words) {
  const absl::StatusOr<pid_t> child = Start(path, std::move(words), STDOUT_FILENO);
  if (!child.ok()) return child.status();
  return Await(*child);
}

absl::StatusOr<std::string> OutputOfChild(const std::string& path, std::vector<std::string> words) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return absl::InternalError(std::strerror(errno));
  const absl::Cleanup close = [&] { ::close(ends[0]); };
  const absl::StatusOr<pid_t> child = Start(path, std::move(words), ends[1]);
  ::close(ends[1]);
  if (!child.ok()) return child.status();
  std::string text;
  char buffer[4096];
  for (;;) {
    const ssize_t n = ::read(ends[0], buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    text.append(buffer, static_cast<size_t>(n));
  }
  if (Await(*child) != 0) return absl::InternalError("it failed");
  return text;
}

}  // namespace o365::multiplexer
