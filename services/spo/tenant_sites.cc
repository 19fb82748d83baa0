#include "services/spo/tenant_sites.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "common/base/status_macros.h"
#include "services/spo/client.h"

namespace o365::spo {
namespace {

csom::Request PageRequest(const SiteQuery& query, const std::string& start, csom::Action& page) {
  csom::Request request;
  const csom::Path tenant = request.Constructor(csom::kTenant);
  const csom::Path sites = request.Method(
      tenant, "GetSitePropertiesFromSharePointByFilters",
      {csom::Object(csom::kSitePropertiesFilter,
                    {csom::StringProperty("Filter", query.filter),
                     csom::BooleanProperty("IncludeDetail", false),
                     csom::EnumProperty("IncludePersonalSite", query.personal ? 1 : 0),
                     csom::StringProperty("StartIndex", start),
                     csom::StringProperty("Template", query.web_template)})});
  request.Instantiate(tenant);
  request.Instantiate(sites);
  page = request.QueryWithChildren(sites);
  return request;
}

void SortByUrl(std::vector<json::Value>& sites) {
  std::stable_sort(sites.begin(), sites.end(), [](const json::Value& a, const json::Value& b) {
    return absl::AsciiStrToLower(a["Url"].AsString()) < absl::AsciiStrToLower(b["Url"].AsString());
  });
}

}  // namespace

absl::StatusOr<json::Value> ListTenantSites(cli::Context& context, const SiteQuery& query) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  json::Value all = json::Value::Array();
  // -1 says that this was the last page.
  for (std::string start = "0"; !start.empty() && start != "-1";) {
    csom::Action action;
    const csom::Request request = PageRequest(query, start, action);
    ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(admin, request));
    const json::Value& page = answer[action];
    for (const json::Value& site : page["_Child_Items_"].elements()) all.Append(site);
    const std::string next = page["NextStartIndexFromSharePoint"].ToText();
    const std::string after = next.empty() ? page["NextStartIndex"].ToText() : next;
    if (after == start) return absl::FailedPreconditionError("the list of sites runs in a circle");
    start = after;
  }
  // A table is read by people, who look for an address.
  if (context.format == output::Format::kText) SortByUrl(*all.mutable_elements());
  return all;
}

}  // namespace o365::spo
