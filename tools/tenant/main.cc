// o365-tenant: a Microsoft 365 tenant in memory, for tests and demonstrations.

#include <csignal>
#include <cstdio>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/environment.h"
#include "common/base/process.h"
#include "tools/tenant/commands.h"
#include "tools/tenant/version.h"

namespace o365::tenant {
namespace {

constexpr int kFailed = 1;
constexpr int kWrongCommandLine = 2;

const Command* FindCommand(absl::string_view name) {
  for (const Command& command : Commands()) {
    if (name == command.name) return &command;
  }
  return nullptr;
}

int Complain(absl::string_view message, int status) {
  std::fprintf(stderr, "o365-tenant: %s\n", std::string(message).c_str());
  return status;
}

int Say(const std::string& text) {
  return std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0 ? 0 : kFailed;
}

int Main(std::vector<std::string> words) {
  if (words.empty()) {
    std::fputs(Help().c_str(), stderr);
    return kWrongCommandLine;
  }
  if (words[0] == "--version") return Say(absl::StrCat("o365-tenant ", kVersion, "\n"));
  const bool asks_for_help = words[0] == "help" || words[0] == "--help" || words[0] == "-h";
  if (asks_for_help && words.size() == 1) return Say(Help());
  if (asks_for_help) words = {words[1], "--help"};
  const Command* command = FindCommand(words[0]);
  if (command == nullptr) {
    return Complain(absl::StrCat("unknown command '", words[0], "'; see o365-tenant help"),
                    kWrongCommandLine);
  }
  const auto arguments = ParseArguments(*command, absl::MakeConstSpan(words).subspan(1));
  if (!arguments.ok()) {
    return Complain(absl::StrCat(command->name, ": ", arguments.status().message()),
                    kWrongCommandLine);
  }
  if (arguments->Has("help")) return Say(HelpFor(*command));
  const StateDir folder = arguments->Has("state-dir")
                              ? StateDir(arguments->Get("state-dir"))
                              : StateDir::Default(base::Environment::OfProcess());
  const auto text = command->run(folder, *arguments);
  if (text.ok()) return Say(*text);
  return Complain(absl::StrCat(command->name, ": ", text.status().message()),
                  absl::IsInvalidArgument(text.status()) ? kWrongCommandLine : kFailed);
}

}  // namespace
}  // namespace o365::tenant

int main(int argc, char** argv) {
  o365::base::PrepareProcess();
  std::signal(SIGPIPE, SIG_IGN);
  return o365::tenant::Main(std::vector<std::string>(argv + 1, argv + argc));
}
