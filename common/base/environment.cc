#include "common/base/environment.h"

#include <unistd.h>

#include <cstring>

#include "absl/strings/str_cat.h"

namespace o365::base {

Environment Environment::OfProcess() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const char* equals = std::strchr(*entry, '=');
    if (equals == nullptr) continue;
    variables.emplace(std::string(*entry, static_cast<size_t>(equals - *entry)),
                      std::string(equals + 1));
  }
  return Environment(std::move(variables));
}

std::string Environment::Get(absl::string_view name) const {
  const auto found = variables_.find(std::string(name));
  return found == variables_.end() ? std::string() : found->second;
}

bool Environment::Has(absl::string_view name) const {
  return variables_.count(std::string(name)) > 0;
}

std::string Environment::FirstOf(std::initializer_list<absl::string_view> names) const {
  for (absl::string_view name : names) {
    if (std::string value = Get(name); !value.empty()) return value;
  }
  return "";
}

std::string Environment::ConfigDir() const {
  if (std::string dir = Get("O365_CONFIG_DIR"); !dir.empty()) return dir;
  // The XDG Base Directory Specification has relative paths ignored.
  if (std::string dir = Get("XDG_CONFIG_HOME"); !dir.empty() && dir[0] == '/')
    return absl::StrCat(dir, "/o365");
  if (std::string home = Get("HOME"); !home.empty()) return absl::StrCat(home, "/.config/o365");
  return "";
}

}  // namespace o365::base
