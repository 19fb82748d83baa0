// The Microsoft clouds and their hosts (Microsoft Learn: "Microsoft Entra authentication & national
// clouds", "Microsoft Graph national cloud deployments").

#ifndef COMMON_AUTH_CLOUD_H_
#define COMMON_AUTH_CLOUD_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace o365::auth {

struct Cloud {
  absl::string_view name;               // "Public", kept in the connection
  absl::string_view login_host;         // "login.microsoftonline.com"
  absl::string_view graph_host;         // "graph.microsoft.com"
  absl::string_view sharepoint_suffix;  // ".sharepoint.com"
  absl::string_view management_host;    // "management.azure.com"
  absl::string_view flow_host;          // "api.flow.microsoft.com"; "" where it is not known
  absl::string_view bap_host;           // "api.bap.microsoft.com"; the same
};

// The cloud everybody is in unless something says otherwise.
const Cloud& GlobalCloud();

// All of them, GlobalCloud() first.
absl::Span<const Cloud> Clouds();

// The cloud of this name, in any case ("global", in older records, is "Public"); kNotFound names
// those that there are.
absl::StatusOr<const Cloud*> CloudByName(absl::string_view name);

// The cloud whose sign-in service this is ("https://login.microsoftonline.us/"); kNotFound.
absl::StatusOr<const Cloud*> CloudByAuthority(absl::string_view url);

// Addresses in this project are those of the public cloud. ToCloud gives the one in `cloud` for an
// address of Graph, Azure Resource Manager or Power Automate (or a resource, which looks like one),
// ToPublic goes back; others are left as they are.
std::string ToCloud(const Cloud& cloud, absl::string_view url);
std::string ToPublic(const Cloud& cloud, absl::string_view url);

// kInvalidArgument for the address of a host that is known to be another cloud's.
absl::Status CheckInCloud(const Cloud& cloud, absl::string_view url);

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
