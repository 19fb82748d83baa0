// Where the binaries of services are.

#ifndef SERVICES_O365_LOCATE_H_
#define SERVICES_O365_LOCATE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/environment.h"

namespace o365::multiplexer {

// A service of this project.
struct KnownService {
  absl::string_view name;
  absl::string_view summary;
};

// The four, sorted.
inline constexpr KnownService kServices[] = {
    {"aad", "Entra ID (Azure AD)"},
    {"azmgmt", "Azure Management Service, Power Automate"},
    {"graph", "Microsoft Graph"},
    {"spo", "SharePoint Online"},
};

class Locator {
 public:
  // `own_folder` is the one this binary is in.
  Locator(std::string own_folder, const base::Environment& environment);

  // The path of the binary that serves `name`: beside this one, then ../libexec/o365, then on PATH
  // as o365-NAME or, for the four, NAME. "" when there is none.
  std::string Find(absl::string_view name) const;

  // Names of o365-NAME binaries in all of these places, beyond the four; sorted.
  std::vector<std::string> Others() const;

 private:
  std::vector<std::string> own_, path_;
};

// The folder of the running binary, links followed; "" when it cannot be told.
std::string OwnFolder();

}  // namespace o365::multiplexer

#endif  // SERVICES_O365_LOCATE_H_
