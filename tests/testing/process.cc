#include "tests/testing/process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"

namespace o365::testing {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
// A file without a name, gone with its last user.
using TemporaryFile = std::unique_ptr<std::FILE, CloseFile>;

TemporaryFile FileWith(const std::string& content) {
  TemporaryFile file(std::tmpfile());
  EXPECT_NE(file, nullptr);
  EXPECT_EQ(std::fwrite(content.data(), 1, content.size(), file.get()), content.size());
  std::rewind(file.get());
  return file;
}

std::string ContentOf(const TemporaryFile& file) {
  std::rewind(file.get());
  std::string content;
  char buffer[4096];
  while (const size_t n = std::fread(buffer, 1, sizeof buffer, file.get()))
    content.append(buffer, n);
  return content;
}

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Starts it with these three files as its standard streams.
pid_t Start(const Command& command, int in, int out, int err) {
  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> variables;
  for (const auto& [name, value] : command.environment)
    variables.push_back(absl::StrCat(name, "=", value));
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
  pid_t pid = -1;
  const int error = ::posix_spawnp(&pid, arguments[0].c_str(), &actions, nullptr,
                                   Pointers(arguments).data(), Pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  EXPECT_EQ(error, 0) << "cannot start " << arguments[0];
  return error == 0 ? pid : -1;
}

int WaitFor(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Outcome Run(const Command& command) {
  const TemporaryFile in = FileWith(command.input), out = FileWith(""), err = FileWith("");
  const absl::Time start = absl::Now();
  const pid_t pid = Start(command, ::fileno(in.get()), ::fileno(out.get()), ::fileno(err.get()));
  if (pid < 0) return {.exit_code = 127, .out = "", .err = "", .took = absl::ZeroDuration()};
  const int exit_code = WaitFor(pid);
  return {.exit_code = exit_code,
          .out = ContentOf(out),
          .err = ContentOf(err),
          .took = absl::Now() - start};
}

Daemon::Daemon(const Command& command) {
  const TemporaryFile in = FileWith(command.input), out = FileWith("");
  pid_ = Start(command, ::fileno(in.get()), ::fileno(out.get()), ::fileno(out.get()));
}

Daemon::~Daemon() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGTERM);
  WaitFor(pid_);
}

}  // namespace o365::testing
