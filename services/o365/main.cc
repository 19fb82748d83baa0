// `o365`: the multiplexer. `o365 spo app list` becomes `spo app list` by exec, so that exit status,
// signals and streams pass unchanged.

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/environment.h"
#include "common/base/out_of_memory.h"
#include "common/base/process.h"
#include "common/base/version.h"
#include "common/cli/exit_code.h"
#include "common/cli/suggest.h"
#include "common/json/value.h"
#include "common/output/console.h"
#include "common/output/format.h"
#include "services/o365/locate.h"

namespace o365::multiplexer {
namespace {

constexpr output::Column kStatusColumns[] = {{"service"}, {"connectedTo"}, {"connectedAs"}};

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

class Multiplexer {
 public:
  Multiplexer() : locator_(OwnFolder(), environment_) {}

  int Run(const std::vector<std::string>& words) {
    // Options before the service are for it.
    size_t service = 0;
    while (service < words.size() && absl::StartsWith(words[service], "-")) {
      if (words[service] == "--help" || words[service] == "-h") return Help();
      if (words[service] == "--version") return Print(absl::StrCat("o365 ", base::kVersion, "\n"));
      const bool takes_value = words[service] == "--output" || words[service] == "-o";
      service += takes_value ? 2 : 1;
    }
    if (service >= words.size())
      return words.empty() ? Help() : Fail("a service is missing", cli::kUsage);
    std::vector<std::string> rest(words.begin(),
                                  words.begin() + static_cast<std::ptrdiff_t>(service));
    rest.insert(rest.end(), words.begin() + static_cast<std::ptrdiff_t>(service) + 1, words.end());
    const std::string& name = words[service];
    if (name == "help" && rest.empty()) return Help();
    if (name == "help") {
      const std::string of = rest[0];
      rest[0] = "help";
      return Exec(of, rest);
    }
    if (name == "status") return Status(rest);
    return Exec(name, rest);
  }

 private:
  int Print(const std::string& text) {
    const absl::Status status = output::WriteResult(text);
    return status.ok() ? cli::kDone : Fail(std::string(status.message()), cli::kFailed);
  }

  int Fail(absl::string_view message, int exit_code, absl::string_view hint = "") {
    console_->Say(absl::StrCat("o365: ", message));
    if (!hint.empty()) console_->Say(absl::StrCat("  ", hint));
    return exit_code;
  }

  int Exec(const std::string& name, std::vector<std::string> words) {
    const std::string path = locator_.Find(name);
    if (path.empty()) return NotInstalled(name);
    words.insert(words.begin(), path.substr(path.rfind('/') + 1));
    ::execv(path.c_str(), Pointers(words).data());
    return Fail(absl::StrCat("cannot run '", path, "': ", std::strerror(errno)), cli::kFailed);
  }

  int NotInstalled(const std::string& name) {
    std::vector<std::string> known = {"help", "status"};
    for (const KnownService& service : kServices) {
      if (service.name == name)
        return Fail(absl::StrCat("the service '", name, "' is not installed"), cli::kFailed,
                    absl::StrCat("install it: tools/install --prefix DIR --only ", name));
      known.emplace_back(service.name);
    }
    const std::string nearest = cli::Suggest(name, known);
    return Fail(
        absl::StrCat("unknown service '", name, "'",
                     nearest.empty() ? "" : absl::StrCat("; did you mean '", nearest, "'?")),
        cli::kUsage, "list the installed ones: o365 help");
  }

  int Help() {
    std::vector<std::string> lines;
    for (const KnownService& service : kServices) {
      if (!locator_.Find(service.name).empty())
        lines.push_back(absl::StrCat("  ", service.name, std::string(10 - service.name.size(), ' '),
                                     service.summary));
    }
    for (const std::string& name : locator_.Others()) lines.push_back(absl::StrCat("  ", name));
    if (lines.empty()) lines.push_back("  none; install some: tools/install --prefix DIR");
    return Print(absl::StrCat(
        "Manage Microsoft 365 from a shell.\n\nUsage:\n  o365 <service> <command> [options]\n\n"
        "Installed services:\n",
        absl::StrJoin(lines, "\n"),
        "\n\nCommands:\n  status    Show the connections of all services\n"
        "  help      Show this, or: o365 help <service> <words>\n"));
  }

  // What `<service> status --output json` prints. Its stderr is ours.
  absl::StatusOr<json::Value> StatusOf(const std::string& path) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return absl::InternalError(std::strerror(errno));
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::vector<std::string> words = {path, "status", "--output", "json"};
    pid_t child = 0;
    const int error =
        ::posix_spawn(&child, path.c_str(), &actions, nullptr, Pointers(words).data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    std::string text;
    char buffer[4096];
    for (ssize_t n = 0; error == 0 && (n = ::read(ends[0], buffer, sizeof buffer)) > 0;)
      text.append(buffer, static_cast<size_t>(n));
    ::close(ends[0]);
    if (error != 0) return absl::InternalError(std::strerror(error));
    int result = 0;
    while (::waitpid(child, &result, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(result) || WEXITSTATUS(result) != 0)
      return absl::InternalError("its status cannot be read");
    return json::Parse(text);
  }

  int Status(const std::vector<std::string>& words) {
    const bool as_json = absl::StrContains(absl::StrJoin(words, " "), "json");
    for (const std::string& word : words) {
      if (word != "--output" && word != "-o" && word != "json" && word != "text" &&
          word != "--output=json" && word != "--output=text")
        return Fail(absl::StrCat("status: unknown option '", word, "'"), cli::kUsage);
    }
    json::Value all = json::Value::Array();
    int exit_code = cli::kDone;
    for (const KnownService& service : kServices) {
      const std::string path = locator_.Find(service.name);
      if (path.empty()) continue;
      const absl::StatusOr<json::Value> status = StatusOf(path);
      if (!status.ok()) {
        exit_code = Fail(absl::StrCat(service.name, ": ", status.status().message()), cli::kFailed);
        continue;
      }
      const bool connected = status->is_object();
      all.Append(json::Value::Object(
          {{"service", service.name},
           {"connectedTo", connected ? (*status)["connectedTo"] : json::Value("Not connected")},
           {"connectedAs", connected ? (*status)["connectedAs"] : json::Value("")}}));
    }
    const int printed = Print(output::Render(
        all, as_json ? output::Format::kJson : output::Format::kText, kStatusColumns));
    return exit_code == cli::kDone ? printed : exit_code;
  }

  const base::Environment environment_ = base::Environment::OfProcess();
  const std::unique_ptr<base::Terminal> console_ = output::NewConsole(environment_);
  const Locator locator_;
};

}  // namespace
}  // namespace o365::multiplexer

int main(int argc, char** argv) {
  o365::base::PrepareProcess();
  o365::base::EndWhenOutOfMemory();
  return o365::multiplexer::Multiplexer().Run({argv + 1, argv + argc});
}
