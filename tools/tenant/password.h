// The rules that a password must keep ("Microsoft Entra password policies").

#ifndef TOOLS_TENANT_PASSWORD_H_
#define TOOLS_TENANT_PASSWORD_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace o365::tenant {

struct PasswordRule {
  std::string name;
  std::string message;
};

// The rules that the password breaks.
std::vector<PasswordRule> CheckPassword(absl::string_view password);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_PASSWORD_H_
