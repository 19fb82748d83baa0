// SharePoint's REST service, beneath its routes: how answers and refusals look ("Use OData query
// operations in SharePoint REST requests" in the SharePoint developer documentation).

#ifndef TOOLS_TENANT_SPO_H_
#define TOOLS_TENANT_SPO_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/json/value.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

inline constexpr char kSpoHost[] = "contoso.sharepoint.com";
inline constexpr char kSpoAdminHost[] = "contoso-admin.sharepoint.com";
inline constexpr char kSpoLibraryVersion[] = "16.0.26615.12013";

struct SpoError {
  int status = 500;
  const char* code;  // "-2147024891, System.UnauthorizedAccessException"
  std::string message;
};

// One object, with $select and $expand; an unknown name is refused.
http::Response SpoObject(const Call& call, json::Value object, int status = 200);
// A list of objects, with $filter, $orderby, $skip, $top and $select.
http::Response SpoCollection(const Call& call, std::vector<json::Value> objects);
// The result of an operation, which the verbose format puts under the operation's name.
http::Response SpoResult(const Call& call, absl::string_view operation, json::Value result);
http::Response SpoRefuse(const Call& call, const SpoError& error);

SpoError SpoAccessDenied();
SpoError SpoResourceNotFound();

// Whether the caller may change things in call.site.
bool MayWrite(const Call& call);
bool IsGroupMember(const State& state, absl::string_view group_id, absl::string_view user_id);

// The site with this URL, whatever its case; nullptr when there is none.
Site* FindSite(SharePoint& sharepoint, absl::string_view url);

// The tables of routes, one a noun.
absl::Span<const Route> SpoAppRoutes();
absl::Span<const Route> SpoContextRoutes();
absl::Span<const Route> SpoCsomRoutes();
absl::Span<const Route> SpoListRoutes();
absl::Span<const Route> SpoPageRoutes();
absl::Span<const Route> SpoSearchRoutes();
absl::Span<const Route> SpoSiteRoutes();
absl::Span<const Route> SpoSubwebRoutes();
absl::Span<const Route> SpoWebRoutes();

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_SPO_H_
