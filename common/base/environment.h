// The process's environment variables as a dependency.

#ifndef COMMON_BASE_ENVIRONMENT_H_
#define COMMON_BASE_ENVIRONMENT_H_

#include <map>
#include <string>
#include <vector>

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

  // The values of variables whose names say that they are secrets (O365_PASSWORD, GITHUB_TOKEN),
  // and the passwords in the addresses of proxies.
  std::vector<std::string> Secrets() const;

  // Whether $CI says that nobody is there to be asked: set, and neither empty, "0" nor "false".
  bool IsContinuousIntegration() const;

 private:
  std::map<std::string, std::string> variables_;
};

}  // namespace o365::base

#endif  // COMMON_BASE_ENVIRONMENT_H_
