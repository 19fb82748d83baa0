// The Microsoft clouds and their hosts (Microsoft Learn: "Microsoft Entra authentication & national
// clouds", "Microsoft Graph national cloud deployments").

#ifndef COMMON_AUTH_CLOUD_H_
#define COMMON_AUTH_CLOUD_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace o365::auth {

struct Cloud {
  absl::string_view name;               // "global", kept in the connection
  absl::string_view login_host;         // "login.microsoftonline.com"
  absl::string_view graph_host;         // "graph.microsoft.com"
  absl::string_view sharepoint_suffix;  // ".sharepoint.com"
  absl::string_view management_host;    // "management.azure.com"
  absl::string_view flow_host;          // "api.flow.microsoft.com"
};

// The cloud everybody is in unless something says otherwise.
const Cloud& GlobalCloud();

// The cloud of this name; kNotFound for an unknown one.
absl::StatusOr<const Cloud*> CloudByName(absl::string_view name);

// The resource that a service's tokens are for: Microsoft Graph for "aad" and "graph", Azure
// Resource Manager (with the slash at its end that its audience has) for "azmgmt". "" for "spo",
// where it is the site's origin.
std::string ServiceResource(absl::string_view service, const Cloud& cloud);

// A site of SharePoint Online that has passed every check.
struct SharePointSite {
  std::string url;     // without slash at the end: "https://contoso.sharepoint.com/sites/hr"
  std::string origin;  // the resource tokens are for: "https://contoso.sharepoint.com"
  const Cloud* cloud;
  bool is_tenant_admin;  // NAME-admin.sharepoint.com
};

// Checks that `text` is an https URL of a known cloud's SharePoint domain, with no user info, no
// port and no query, so that no token can be sent elsewhere. kInvalidArgument says what is wrong.
absl::StatusOr<SharePointSite> ParseSharePointUrl(absl::string_view text);

}  // namespace o365::auth

#endif  // COMMON_AUTH_CLOUD_H_
