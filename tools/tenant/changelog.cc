// The feed of changes to Microsoft Graph (developer.microsoft.com), which anybody may read.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/html.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/service.h"

namespace o365::tenant {
namespace {

struct Change {
  const char* time;
  const char* version;  // of the API
  const char* kind;     // Addition, Change, Deletion, Deprecation
  const char* service;
  const char* text;
};

constexpr Change kChanges[] = {
    {"2026-11-18T09:00:00.000Z", "beta", "Addition", "Groups",
     "Added the **renewals** relationship to the **group** resource."},
    {"2026-11-10T09:00:00.000Z", "v1.0", "Change", "Users",
     "The _employeeType_ property of **user** can be up to 256 characters long."},
    {"2026-10-28T09:00:00.000Z", "v1.0", "Addition", "Identity and access",
     "Added the _isPrivileged_ property to **unifiedRbacResourceAction**."},
    {"2026-10-02T09:00:00.000Z", "beta", "Deprecation", "Reports",
     "Deprecated the _isSsprCapable_ property <= version 3 of **userRegistrationDetails**."},
    {"2026-09-15T09:00:00.000Z", "v1.0", "Deletion", "Security",
     "Removed the **alert** resource of the first generation."},
    {"2026-08-01T09:00:00.000Z", "v1.0", "Addition", "Sites and lists",
     "Added the **archive** method to the **site** resource."},
};

std::string Description(const Change& change) {
  return absl::StrCat(change.kind, ": ", change.text);
}

std::string Item(const Change& change) {
  return absl::StrCat("<item><guid isPermaLink=\"false\">", StableGuid(change.text), change.version,
                      "</guid><category>prd</category><category>", change.version,
                      "</category><title>", EscapeHtml(change.service), "</title><description>",
                      EscapeHtml(Description(change)), "</description><pubDate>", change.time,
                      "</pubDate></item>\n");
}

http::Response Feed(Call& call) {
  const std::string search = call.Query("search"), service = call.Query("filterBy");
  std::string items;
  for (const Change& change : kChanges) {
    const bool found = search.empty() || ContainsIgnoringCase(Description(change), search);
    const bool fits = service.empty() || absl::EqualsIgnoreCase(change.service, service);
    if (found && fits) items += Item(change);
  }
  return Text(200,
              absl::StrCat("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\">"
                           "<channel><title>Microsoft Graph Changelog</title>"
                           "<link>https://developer.microsoft.com/en-us/graph/changelog/rss</link>"
                           "<description>Microsoft Graph Changelog Rss Feed</description>\n",
                           items, "</channel></rss>\n"),
              "application/rss+xml; charset=utf-8");
}

constexpr Route kRoutes[] = {{"GET", "{language}/graph/changelog/rss", Feed}};

bool Owns(const http::Incoming& request) { return request.host == "developer.microsoft.com"; }
std::vector<absl::Span<const Route>> Routes() { return {kRoutes}; }

http::Response Fail(const Call&, const Failure& failure) {
  return Text(failure.status, failure.text.empty() ? "Service unavailable" : failure.text);
}

void Finish(const Call&, http::Response&) {}

}  // namespace

extern const Service kChangelogService = {.name = "developer.microsoft.com",
                                          .owns = Owns,
                                          .prepare = PrepareNothing,
                                          .admit = AdmitAnybody,
                                          .routes = Routes,
                                          .fail = Fail,
                                          .finish = Finish};

}  // namespace o365::tenant
