// What to sign in with where the command line leaves it open: the option given, else the
// environment, else the settings (config.json), else the default.

#ifndef COMMON_AUTH_APP_H_
#define COMMON_AUTH_APP_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/auth/cloud.h"
#include "common/auth/grant.h"
#include "common/base/environment.h"

namespace o365::auth {

// How to sign in when the command line does not say: O365_AUTH, else the setting `authType`; ""
// when neither does. A usage error for an unknown one, errors of the settings.
absl::StatusOr<std::string> DefaultAuthType(const base::Environment& environment);

// The app registration: `given`, else O365_<SERVICE>_APPID and its older name
// OFFICE365CLI_AAD<SERVICE>APPID, else O365_APPID and OFFICE365CLI_AADAPPID, else the setting
// `appId`, else, for federated identities, AZURE_CLIENT_ID and AZURESUBSCRIPTION_CLIENT_ID, else
// the shared app. A name that is for one service comes before one for all. A usage error when the
// grant needs an app of one's own and none is named.
absl::StatusOr<std::string> ChooseAppId(const base::Environment& environment,
                                        absl::string_view service, const Grant& grant,
                                        absl::string_view given);

// The tenant: `given`, else O365_TENANT, else the setting `tenant`, else, for federated identities,
// AZURE_TENANT_ID and AZURESUBSCRIPTION_TENANT_ID, else "organizations", which takes the accounts
// of every tenant but no personal ones. A usage error for what is neither a GUID, a domain nor one
// of the words that stand for tenants, and when the grant needs one tenant and none is named.
absl::StatusOr<std::string> ChooseTenant(const base::Environment& environment, const Grant& grant,
                                         absl::string_view given);

// The cloud: `given`, else O365_CLOUD, else the setting `cloud`, else, for federated identities,
// the one of AZURE_AUTHORITY_HOST; nullptr when nothing says. A usage error for an unknown one.
absl::StatusOr<const Cloud*> ChooseCloud(const base::Environment& environment, const Grant& grant,
                                         absl::string_view given);

}  // namespace o365::auth

#endif  // COMMON_AUTH_APP_H_
