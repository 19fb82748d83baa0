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
// Objects as they are, with $select, and a link to the next page unless it is "".
http::Response SpoPage(const Call& call, std::vector<json::Value> objects,
                       absl::string_view next_link);
// The items of a list, in pages.
http::Response SpoListItems(const Call& call, const List& list);
// The result of an operation, which the verbose format puts under the operation's name.
http::Response SpoResult(const Call& call, absl::string_view operation, json::Value result);
http::Response SpoRefuse(const Call& call, const SpoError& error);

SpoError SpoAccessDenied();
SpoError SpoBadArgument();
SpoError SpoFileNotFound();
SpoError SpoResourceNotFound();

// Whether the caller may change things in call.site.
bool MayWrite(const Call& call);
bool IsGroupMember(State& state, absl::string_view group_id, absl::string_view user_id);

// The site with this URL, whatever its case; nullptr when there is none.
Site* FindSite(SharePoint& sharepoint, absl::string_view url);

// The answer of an operation without a result.
http::Response SpoNothing(const Call& call);

// The hub with this id, whatever its case; nullptr when there is none.
HubSite* FindHub(SharePoint& sharepoint, absl::string_view id);
// The id of the hub that the site is or has joined; all zeros when there is none.
std::string HubIdOf(const SharePoint& sharepoint, const Site& site);
bool IsHub(const SharePoint& sharepoint, const Site& site);
// Whether the caller may have sites join the hub.
bool MayJoin(const Call& call, const HubSite& hub);

Theme* FindTheme(SharePoint& sharepoint, absl::string_view name);
SiteScript* FindSiteScript(SharePoint& sharepoint, absl::string_view id);

// Runs the actions of a site script on the web, and adds what became of each to `outcomes`.
void RunSiteScript(Call& call, const SiteScript& script, Site& site, Web& web,
                   std::vector<json::Value>& outcomes);

// The list of call.web that the path names by {title} or {id}; nullptr when there is none.
List* FindList(const Call& call);
// The refusal when there is none.
http::Response SpoNoList(const Call& call);

// The folder with this path, which is server-relative or begins in the web; nullptr when there is
// none.
Folder* FindFolder(Web& web, absl::string_view path);
// "/sites/hr/a" of "a" in the web /sites/hr; other paths as they are, without a slash at the end.
std::string ServerRelativePath(const Web& web, absl::string_view path);
// Sets the list's count of items, and when that changed.
void CountItems(const Call& call, List& list);

// The file, which is no page, that the path names.
http::Response SpoGetFile(Call& call);

// The tables of routes, one a noun.
absl::Span<const Route> SpoAppRoutes();
absl::Span<const Route> SpoContextRoutes();
absl::Span<const Route> SpoCsomRoutes();
absl::Span<const Route> SpoHubRoutes();
absl::Span<const Route> SpoCustomActionRoutes();
absl::Span<const Route> SpoFileRoutes();
absl::Span<const Route> SpoListItemRoutes();
absl::Span<const Route> SpoListRoutes();
absl::Span<const Route> SpoPageRoutes();
absl::Span<const Route> SpoSearchRoutes();
absl::Span<const Route> SpoSiteDesignRoutes();
absl::Span<const Route> SpoSiteRoutes();
absl::Span<const Route> SpoSiteScriptRoutes();
absl::Span<const Route> SpoThemeRoutes();
absl::Span<const Route> SpoSubwebRoutes();
absl::Span<const Route> SpoWebRoutes();

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_SPO_H_
