// Consent to permissions that apps ask for, for the whole tenant (Microsoft Learn: "Grant or revoke
// API permissions programmatically").

#ifndef SERVICES_AAD_APP_CONSENT_H_
#define SERVICES_AAD_APP_CONSENT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/odata/rest.h"

namespace o365::aad {

struct Permission {
  std::string id, name;
};

// What is wanted of one API.
struct ApiPermissions {
  std::string app_id;        // of the API
  std::string principal_id;  // its service principal in this tenant
  std::vector<Permission> delegated, application;
};

// Creates the service principal of an app; returns its id.
absl::StatusOr<std::string> CreatePrincipal(odata::Rest& graph, const std::string& base,
                                            const std::string& app_id);

// Grants the permissions to the service principal, for all users. What it has already stays.
absl::Status GrantConsent(odata::Rest& graph, const std::string& base,
                          const std::string& principal_id, const std::vector<ApiPermissions>& apis);

// Takes them back.
absl::Status RevokeConsent(odata::Rest& graph, const std::string& base,
                           const std::string& principal_id,
                           const std::vector<ApiPermissions>& apis);

}  // namespace o365::aad

#endif  // SERVICES_AAD_APP_CONSENT_H_
