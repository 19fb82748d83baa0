// The process's environment variables as a dependency.

#ifndef COMMON_BASE_ENVIRONMENT_H_
#define COMMON_BASE_ENVIRONMENT_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"

namespace o365::base {

class Environment {
 public:
  Environment() = default;
  // For tests: these variables and no others.
  explicit Environment(std::map<std::string, std::string> variables)
      : variables_(std::move(variables)) {}
  // A copy of the process's environment.
  static Environment OfProcess();

  // The variable's value; "" when it is not set.
  std::string Get(absl::string_view name) const;
  // Whether the variable is set, be it empty.
  bool Has(absl::string_view name) const;
  // The first of `names` that is set and not empty.
  std::string FirstOf(std::initializer_list<absl::string_view> names) const;

  // Folder of configuration, locks and the file store: $O365_CONFIG_DIR, $XDG_CONFIG_HOME/o365 or
  // ~/.config/o365; "" when none of them can be told.
  std::string ConfigDir() const;

 private:
  std::map<std::string, std::string> variables_;
};

}  // namespace o365::base

#endif  // COMMON_BASE_ENVIRONMENT_H_
