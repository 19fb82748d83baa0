#include "services/spo/tenant_sites.h"

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "common/base/status_macros.h"
#include "common/odata/empty_pages.h"
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

// Hands each page on as it arrives.
absl::Status ForEachPage(cli::Context& context, const SiteQuery& query,
                         const std::function<absl::Status(const std::vector<json::Value>&)>& hand) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  std::set<std::string> seen = {"0"};
  odata::EmptyPages empty;
  // -1 says that this was the last page.
  for (std::string start = "0"; start != "-1";) {
    csom::Action action;
    const csom::Request request = PageRequest(query, start, action);
    ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(admin, request));
    const json::Value& page = answer[action];
    ASSIGN_OR_RETURN(const std::vector<json::Value> sites, csom::Children(page));
    RETURN_IF_ERROR(hand(sites));
    const std::string next = page["NextStartIndexFromSharePoint"].ToText();
    const std::string after = next.empty() ? page["NextStartIndex"].ToText() : next;
    if (after.empty())
      return absl::DataLossError("the service did not say where the list of sites goes on");
    if (!seen.insert(after).second)
      return absl::FailedPreconditionError("the list of sites runs in a circle");
    RETURN_IF_ERROR(empty.Note(sites.size()));
    start = after;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<json::Value> ListTenantSites(cli::Context& context, const SiteQuery& query) {
  output::ListWriter& results = context.results;
  results.Begin();
  const auto print = [&](const std::vector<json::Value>& sites) -> absl::Status {
    for (const json::Value& site : sites) RETURN_IF_ERROR(results.Add(site));
    return results.Flush();
  };
  if (context.format != output::Format::kText) {
    RETURN_IF_ERROR(ForEachPage(context, query, print));
    return json::Value();
  }
  // A table is read by people, who look for an address.
  std::vector<json::Value> all;
  RETURN_IF_ERROR(ForEachPage(context, query, [&](const std::vector<json::Value>& sites) {
    all.insert(all.end(), sites.begin(), sites.end());
    return absl::OkStatus();
  }));
  SortByUrl(all);
  RETURN_IF_ERROR(print(all));
  return json::Value();
}

}  // namespace o365::spo
