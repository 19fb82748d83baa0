#include "common/auth/open_page.h"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace o365::auth {
namespace {

std::vector<std::string> Programs(const base::Environment& environment) {
  if (const std::string browser = environment.Get("BROWSER"); !browser.empty())
    return absl::StrSplit(browser, ':', absl::SkipEmpty());
  if (environment.FirstOf({"DISPLAY", "WAYLAND_DISPLAY"}).empty()) return {};
  return {"xdg-open"};
}

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// The process's variables but for those that hold secrets.
std::vector<std::string> Variables(const base::Environment& environment) {
  const std::vector<std::string> secrets = environment.Secrets();
  std::vector<std::string> out;
  for (char** at = environ; *at != nullptr; ++at) {
    const absl::string_view variable = *at;
    const absl::string_view value =
        variable.substr(std::min(variable.find('=') + 1, variable.size()));
    if (std::find(secrets.begin(), secrets.end(), value) == secrets.end())
      out.emplace_back(variable);
  }
  return out;
}

// 0, or why it could not be started.
int Start(const base::Environment& environment, const std::string& program,
          const std::string& url) {
  std::vector<std::string> words = absl::StrSplit(program, ' ', absl::SkipEmpty());
  if (words.empty()) return ENOENT;
  bool placed = false;
  for (std::string& word : words) placed = absl::StrReplaceAll({{"%s", url}}, &word) > 0 || placed;
  if (!placed) words.push_back(url);
  std::vector<std::string> variables = Variables(environment);

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  const absl::Cleanup destroy = [&] {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  };
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    ::posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  // A session of its own: what ends this process must not end the browser.
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  pid_t child = 0;
  return ::posix_spawnp(&child, words[0].c_str(), &actions, &attributes, Pointers(words).data(),
                        Pointers(variables).data());
}

}  // namespace

void OpenPage(const base::Environment& environment, const std::string& url, base::Log& log) {
  for (const std::string& program : Programs(environment)) {
    const int error = Start(environment, program, url);
    if (error == 0) return;
    log.Verbose(absl::StrCat("cannot open the page with '", program, "': ", std::strerror(error)));
  }
}

}  // namespace o365::auth
