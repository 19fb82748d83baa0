// The sub-commands of o365-tenant.

#ifndef TOOLS_TENANT_COMMANDS_H_
#define TOOLS_TENANT_COMMANDS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "tools/tenant/state_dir.h"

namespace o365::tenant {

struct Option {
  const char* name;   // without dashes
  const char* value;  // what the help calls its value; "" for a switch
  const char* help;
};

// A command line, taken apart.
class Arguments {
 public:
  bool Has(absl::string_view name) const;
  // The last value of the option; "" when it is not there.
  std::string Get(absl::string_view name) const;
  std::vector<std::string> All(absl::string_view name) const;
  // The value as a number; `otherwise` when it is not there. kInvalidArgument names the option.
  absl::StatusOr<int> Number(absl::string_view name, int otherwise) const;
  const std::string& operand() const { return operand_; }

  void Add(absl::string_view name, absl::string_view value);
  void SetOperand(absl::string_view operand) { operand_ = std::string(operand); }

 private:
  std::vector<std::pair<std::string, std::string>> options_;
  std::string operand_;
};

struct Command {
  const char* name;
  const char* operand;  // "" when it takes none
  const char* summary;
  std::vector<Option> options;
  // Returns what to print.
  absl::StatusOr<std::string> (*run)(const StateDir& folder, const Arguments& arguments);
};

absl::Span<const Command> Commands();
// Those that are about the identity platform.
std::vector<Command> IdentityCommands();

// Options that each command takes.
absl::Span<const Option> CommonOptions();

// Takes the arguments after the command's name apart. kInvalidArgument in words for the user.
absl::StatusOr<Arguments> ParseArguments(const Command& command,
                                         absl::Span<const std::string> words);

// Help of one command, and of all.
std::string HelpFor(const Command& command);
std::string Help();

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_COMMANDS_H_
