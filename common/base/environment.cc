#include "common/base/environment.h"

#include <unistd.h>

#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/redact.h"

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

std::vector<std::string> Environment::Secrets() const {
  std::vector<std::string> secrets;
  for (const auto& [name, value] : variables_) {
    const std::string upper = absl::AsciiStrToUpper(name);
    if (IsSecretName(name) || absl::EndsWith(upper, "TOKEN") ||
        absl::StartsWith(upper, "O365_CERTIFICATE_BASE64"))
      secrets.push_back(value);
    const size_t user = value.find("//"), at = value.rfind('@');
    const size_t colon = user == std::string::npos ? user : value.find(':', user);
    if (absl::EndsWith(upper, "_PROXY") && colon != std::string::npos && at != std::string::npos &&
        colon < at)
      secrets.push_back(value.substr(colon + 1, at - colon - 1));
  }
  return secrets;
}

bool Environment::IsContinuousIntegration() const {
  const std::string ci = Get("CI");
  return !ci.empty() && ci != "0" && !absl::EqualsIgnoreCase(ci, "false");
}

}  // namespace o365::base
