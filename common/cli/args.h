// A command line that has passed every check.

#ifndef COMMON_CLI_ARGS_H_
#define COMMON_CLI_ARGS_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/secret.h"
#include "common/cli/command.h"

namespace o365::cli {

class Args {
 public:
  // The option's value, or what it is otherwise; "" when there is neither. The constant is the
  // key, so that a mistyped name does not compile.
  const std::string& operator[](const Option& option) const { return Value(option.name); }
  // A flag, or an option with the value "true".
  bool On(const Option& option) const { return Value(option.name) == "true"; }
  // Whether it was on the command line.
  bool Has(const Option& option) const { return given_.count(std::string(option.name)) != 0; }
  bool Has(absl::string_view name) const { return given_.count(std::string(name)) != 0; }
  // By name, for what walks rows; "" when there is no value.
  const std::string& Value(absl::string_view name) const;

  // The operand of this name; "" when it was left out.
  const std::string& Operand(absl::string_view name) const;

  // Options outside the row in their order; see Command::takes_unknown_options.
  const std::vector<std::pair<std::string, std::string>>& unknown() const { return unknown_; }

  // Whether the question that the command asks first was answered on the command line (--force).
  bool consent() const { return consent_; }
  void set_consent(bool consent) { consent_ = consent; }

  void Set(absl::string_view name, std::string value);
  // As if it had not been on the command line.
  void Unset(absl::string_view name);
  void SetDefault(absl::string_view name, std::string value);
  void SetOperand(absl::string_view name, std::string value);
  void AddUnknown(std::string name, std::string value);

 private:
  std::map<std::string, std::string> given_, defaults_, operands_;
  std::vector<std::pair<std::string, std::string>> unknown_;
  bool consent_ = false;
};

}  // namespace o365::cli

#endif  // COMMON_CLI_ARGS_H_
