// Reading and explaining o365-tenant's command line.

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "common/base/status_macros.h"
#include "tools/tenant/commands.h"

namespace o365::tenant {
namespace {

const Option* FindOption(const Command& command, absl::string_view name) {
  for (const Option& option : command.options) {
    if (name == option.name) return &option;
  }
  for (const Option& option : CommonOptions()) {
    if (name == option.name) return &option;
  }
  return nullptr;
}

std::string Describe(const Option& option) {
  const std::string left =
      absl::StrCat("--", option.name, *option.value != '\0' ? " " : "", option.value);
  return absl::StrFormat("  %-30s %s\n", left, option.help);
}

}  // namespace

bool Arguments::Has(absl::string_view name) const { return !All(name).empty(); }

std::string Arguments::Get(absl::string_view name) const {
  const std::vector<std::string> all = All(name);
  return all.empty() ? "" : all.back();
}

std::vector<std::string> Arguments::All(absl::string_view name) const {
  std::vector<std::string> all;
  for (const auto& [option, value] : options_) {
    if (option == name) all.push_back(value);
  }
  return all;
}

absl::StatusOr<int> Arguments::Number(absl::string_view name, int otherwise) const {
  if (!Has(name)) return otherwise;
  int number = 0;
  if (!absl::SimpleAtoi(Get(name), &number) || number < 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("option '--", name, "' takes a number, not '", Get(name), "'"));
  }
  return number;
}

void Arguments::Add(absl::string_view name, absl::string_view value) {
  options_.emplace_back(name, value);
}

absl::StatusOr<Arguments> ParseArguments(const Command& command,
                                         absl::Span<const std::string> words) {
  Arguments arguments;
  for (size_t i = 0; i < words.size(); ++i) {
    absl::string_view word = words[i];
    if (!absl::ConsumePrefix(&word, "--")) {
      if (*command.operand == '\0' || !arguments.operand().empty()) {
        return absl::InvalidArgumentError(absl::StrCat("unexpected argument '", word, "'"));
      }
      arguments.SetOperand(word);
      continue;
    }
    const size_t equals = word.find('=');
    const absl::string_view name = word.substr(0, equals);
    const Option* option = FindOption(command, name);
    if (option == nullptr) {
      return absl::InvalidArgumentError(absl::StrCat("unknown option '--", name, "'"));
    }
    const bool takes_value = *option->value != '\0';
    if (!takes_value && equals != absl::string_view::npos) {
      return absl::InvalidArgumentError(absl::StrCat("option '--", name, "' takes no value"));
    }
    if (takes_value && equals == absl::string_view::npos && i + 1 == words.size()) {
      return absl::InvalidArgumentError(absl::StrCat("option '--", name, "' takes a value"));
    }
    if (!takes_value) {
      arguments.Add(name, "");
    } else {
      arguments.Add(name, equals != absl::string_view::npos ? word.substr(equals + 1)
                                                            : absl::string_view(words[++i]));
    }
  }
  const absl::string_view operand = command.operand;
  if (!operand.empty() && arguments.operand().empty() && !arguments.Has("help")) {
    return absl::InvalidArgumentError(absl::StrCat("argument ", operand, " is missing"));
  }
  return arguments;
}

std::string HelpFor(const Command& command) {
  std::string help =
      absl::StrCat("o365-tenant ", command.name, *command.operand ? " " : "", command.operand,
                   " [options]\n\n", command.summary, "\n\nOptions:\n");
  for (const Option& option : command.options) help += Describe(option);
  for (const Option& option : CommonOptions()) help += Describe(option);
  return help;
}

std::string Help() {
  std::string help =
      "o365-tenant: a Microsoft 365 tenant in memory, for tests and demonstrations\n\n"
      "Usage: o365-tenant COMMAND [options]\n\n"
      "  $ o365-tenant start\n"
      "  $ eval \"$(o365-tenant env)\"     # what runs in this shell now talks to the tenant\n\n"
      "Commands:\n";
  for (const Command& command : Commands()) {
    absl::StrAppendFormat(&help, "  %-16s %s\n",
                          absl::StrCat(command.name, *command.operand ? " " : "", command.operand),
                          command.summary);
  }
  return help +
         "\nOptions of a command: o365-tenant COMMAND --help\n"
         "Version: o365-tenant --version\n";
}

}  // namespace o365::tenant
