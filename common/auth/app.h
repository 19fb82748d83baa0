// Which app registration and which tenant to sign in with: the option given, else the environment,
// else the default.

#ifndef COMMON_AUTH_APP_H_
#define COMMON_AUTH_APP_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/environment.h"

namespace o365::auth {

// `given`, else O365_<SERVICE>_APPID and its older name OFFICE365CLI_AAD<SERVICE>APPID, else
// O365_APPID and OFFICE365CLI_AADAPPID, else the shared app. A name that is for one service comes
// before one for all.
std::string ChooseAppId(const base::Environment& environment, absl::string_view service,
                        absl::string_view given);

// `given`, else O365_TENANT, else "organizations", which takes the accounts of every tenant but no
// personal ones. A usage error for what is neither a GUID, a domain nor one of the words that stand
// for tenants ("common", "organizations").
absl::StatusOr<std::string> ChooseTenant(const base::Environment& environment,
                                         absl::string_view given);

}  // namespace o365::auth

#endif  // COMMON_AUTH_APP_H_
