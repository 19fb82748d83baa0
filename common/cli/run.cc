#include "common/cli/run.h"

#include <csignal>
#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/out_of_memory.h"
#include "common/base/process.h"
#include "common/base/redact.h"
#include "common/base/status_macros.h"
#include "common/base/version.h"
#include "common/cli/context.h"
#include "common/cli/execute.h"
#include "common/cli/exit_code.h"
#include "common/cli/global_flags.h"
#include "common/cli/help.h"
#include "common/cli/parser.h"
#include "common/cli/read_files.h"
#include "common/cli/report.h"
#include "common/cli/suggest.h"
#include "common/http/beast_client.h"
#include "common/http/patience.h"
#include "common/http/redirect.h"
#include "common/http/retry.h"
#include "common/http/trace.h"
#include "common/output/console.h"
#include "common/storage/open_store.h"

namespace o365::cli {
namespace {

// Other processes can read our command line; a value leaves it as soon as it is parsed.
void WipeSensitive(const ParsedLine& line, char** argv) {
  for (const SensitivePlace& place : line.sensitive) {
    char* value = argv[place.word + 1] + place.offset;
    std::memset(value, '*', std::strlen(value));
  }
}

// So that nothing shows them, whatever a service calls them.
void ConcealSensitive(const ParsedLine& line, base::Redactor& redactor) {
  if (line.command == nullptr) return;
  for (const Option& option : line.command->options) {
    if (option.sensitive) redactor.Conceal(base::Secret(line.args[option]));
  }
}

absl::Status ApplyGlobals(const ParsedLine& line) {
  for (const auto& [name, value] : line.globals) RETURN_IF_ERROR(SetGlobal(name, value));
  return absl::OkStatus();
}

absl::Status UnknownCommand(const Service& service, const std::vector<std::string>& words) {
  std::vector<std::string> known;
  for (const Command* command : AllCommands(service)) known.emplace_back(command->name);
  for (const Noun* noun : service.nouns) known.emplace_back(noun->name);
  const std::string typed = absl::StrJoin(words, " ");
  const std::string nearest = Suggest(typed, known);
  return base::WithHint(
      base::UsageError(
          absl::StrCat("unknown command '", typed, "'",
                       nearest.empty() ? "" : absl::StrCat("; did you mean '", nearest, "'?"))),
      absl::StrCat("list the commands: ", service.name, " help"));
}

// The help for these words; a usage error when nothing begins with them.
absl::StatusOr<std::string> HelpFor(const Service& service, const std::vector<std::string>& words) {
  if (words.empty()) return ServiceHelp(service);
  for (const Command* command : AllCommands(service)) {
    const std::string typed = absl::StrJoin(words, " ");
    bool is_it = command->name == typed;
    for (absl::string_view alias : command->aliases) is_it = is_it || alias == typed;
    if (is_it) return CommandHelp(service, *command);
  }
  if (std::string help = GroupHelp(service, words); !help.empty()) return help;
  return UnknownCommand(service, words);
}

// Makes the context and runs the command in it.
absl::StatusOr<json::Value> ExecuteInContext(const Service& service, const Command& command,
                                             const base::Environment& environment,
                                             base::Redactor& redactor, base::Terminal& terminal,
                                             output::ListWriter& results, Args& args) {
  base::Clock& clock = base::RealClock();
  base::Log log(terminal, LogLevel(), &redactor);
  ASSIGN_OR_RETURN(const http::RetryPolicy policy, http::RetryPolicy::FromEnvironment(environment));
  const std::unique_ptr<http::Client> network = http::NewBeastClient(environment);
  http::TracingClient tracing(*network, log, clock);
  http::Patience patience(policy, clock, terminal);
  http::RetryingClient retrying(tracing, patience);
  http::RedirectingClient http(retrying, terminal);
  ASSIGN_OR_RETURN(const std::unique_ptr<storage::SecretStore> store,
                   storage::OpenStore(environment, terminal));
  auth::Session session({.service = std::string(service.name),
                         .display_name = std::string(service.display_name),
                         .resource = std::string(service.resource),
                         .refused_grant = std::string(service.refused_grant),
                         .refusal = std::string(service.refusal),
                         .connection_name = ConnectionName(environment),
                         .environment = &environment,
                         .clock = &clock,
                         .terminal = &terminal,
                         .log = &log,
                         .http = &http,
                         .patience = &patience,
                         .store = store.get()});
  Context context{.service = service,
                  .environment = environment,
                  .clock = clock,
                  .terminal = terminal,
                  .log = log,
                  .http = http,
                  .patience = patience,
                  .session = session,
                  .format = OutputFormat(),
                  .results = results,
                  .verbose = LogLevel() != base::LogLevel::kQuiet};
  return Execute(command, context, args);
}

// Runs the command and prints its value.
absl::Status RunCommand(const Service& service, const base::Environment& environment,
                        base::Redactor& redactor, base::Terminal& terminal, ParsedLine& line) {
  const Command& command = *line.command;
  const absl::Span<const output::Column> columns =
      command.columns_for != nullptr ? command.columns_for(line.args) : command.columns;
  output::ListWriter results(OutputFormat(), columns, output::WriteResult);
  ASSIGN_OR_RETURN(
      const json::Value value,
      ExecuteInContext(service, command, environment, redactor, terminal, results, line.args));
  if (results.begun()) return results.Finish();
  return output::Print(value, OutputFormat(), columns, output::WriteResult);
}

int Print(base::Terminal& terminal, absl::string_view subject, const std::string& text) {
  const absl::Status status = output::WriteResult(text);
  return status.ok() ? kDone : Report(terminal, subject, status);
}

int PrintHelp(const Service& service, base::Terminal& terminal,
              const std::vector<std::string>& words) {
  const absl::StatusOr<std::string> help = HelpFor(service, words);
  if (!help.ok()) return Report(terminal, service.name, help.status());
  return Print(terminal, service.name, *help);
}

// A group without a command: its help, but as an error, so that a script with an empty variable
// does not pass.
int IncompleteCommand(const Service& service, base::Terminal& terminal,
                      const std::vector<std::string>& words) {
  const std::string help = GroupHelp(service, words);
  if (help.empty()) return Report(terminal, service.name, UnknownCommand(service, words));
  terminal.Say(absl::StrCat(service.name, " ", absl::StrJoin(words, " "),
                            ": a command is missing\n\n", help));
  return kUsage;
}

}  // namespace

int Run(const Service& service, int argc, char** argv) {
  base::PrepareProcess();
  base::EndWhenOutOfMemory();
  ParsedLine line = ParseLine(service, {argv + 1, argv + argc});
  WipeSensitive(line, argv);
  std::signal(SIGPIPE, SIG_IGN);
  output::HandleInterrupts();
  const base::Environment environment = base::Environment::OfProcess();
  base::Redactor redactor;
  for (const std::string& secret : environment.Secrets()) redactor.Conceal(base::Secret(secret));
  ConcealSensitive(line, redactor);
  const std::unique_ptr<base::Terminal> terminal = output::NewConsole(environment, &redactor);

  const std::string subject = line.command == nullptr
                                  ? std::string(service.name)
                                  : absl::StrCat(service.name, " ", absl::StrJoin(line.words, " "));
  if (const absl::Status globals = ApplyGlobals(line); !globals.ok())
    return Report(*terminal, subject, globals);
  if (VersionWanted())
    return Print(*terminal, subject, absl::StrCat(service.name, " ", base::kVersion, "\n"));
  if (!line.words.empty() && line.words[0] == "help" && line.command == nullptr)
    return PrintHelp(service, *terminal, {line.words.begin() + 1, line.words.end()});
  if (HelpWanted() || (line.words.empty() && line.status.ok() && argc == 1))
    return PrintHelp(service, *terminal, line.words);
  if (line.command == nullptr && line.words.empty() && line.status.ok())
    line.status = base::UsageError("a command is missing");
  if (!line.status.ok())
    return Report(*terminal, subject,
                  base::WithHint(line.status, absl::StrCat("see: ", subject, " --help")));
  if (line.command == nullptr) return IncompleteCommand(service, *terminal, line.words);
  if (const absl::Status read = ReadFiles(line); !read.ok())
    return Report(*terminal, subject,
                  base::WithHint(read, absl::StrCat("see: ", subject, " --help")));
  ConcealSensitive(line, redactor);

  const absl::Status status = RunCommand(service, environment, redactor, *terminal, line);
  return status.ok() ? kDone : Report(*terminal, subject, status);
}

}  // namespace o365::cli
