// CSOM: external users (Microsoft.Online.SharePoint.TenantManagement.Office365Tenant).

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/csom.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

constexpr int64_t kLargestPage = 50;
constexpr char kResults[] = "Microsoft.Online.SharePoint.TenantManagement.GetExternalUsersResults";
constexpr char kCollection[] =
    "Microsoft.Online.SharePoint.TenantManagement.ExternalUserCollection";

CsomError BadArgument(absl::string_view message) {
  return {.message = std::string(message),
          .code = -2147024809,
          .type = "System.ArgumentOutOfRangeException"};
}

bool Matches(const json::Value& user, absl::string_view filter) {
  return filter.empty() || absl::StartsWithIgnoreCase(user["DisplayName"].AsString(), filter) ||
         absl::StartsWithIgnoreCase(user["InvitedAs"].AsString(), filter);
}

// The users of a site, or all when `site` is empty, by their address.
std::vector<json::Value> Users(const SharePoint& sharepoint, const std::string& site,
                               absl::string_view filter, bool descending) {
  std::vector<json::Value> users;
  for (const ExternalUser& user : sharepoint.external_users) {
    const bool of_site = std::any_of(user.sites.begin(), user.sites.end(), [&](const auto& url) {
      return absl::EqualsIgnoreCase(url, site);
    });
    if ((site.empty() || of_site) && Matches(user.properties, filter)) {
      users.push_back(user.properties);
    }
  }
  std::sort(users.begin(), users.end(), [&](const json::Value& a, const json::Value& b) {
    const std::string &x = a["InvitedAs"].AsString(), &y = b["InvitedAs"].AsString();
    return descending ? y < x : x < y;
  });
  return users;
}

// position, size, filter and order (0 ascending, 1 descending), from `first` on.
CsomResult Page(Call& call, const std::string& site, const CsomParameters& parameters,
                size_t first) {
  if (parameters.size() != first + 4) return BadArgument("The parameters are not complete.");
  const int64_t position = parameters[first].AsInt().value_or(-1);
  const int64_t size = parameters[first + 1].AsInt().value_or(0);
  if (position < 0) return BadArgument("Position must not be negative.");
  if (size < 1 || size > kLargestPage) {
    return BadArgument(absl::StrCat("PageSize must be between 1 and ", kLargestPage, "."));
  }
  const std::vector<json::Value> users =
      Users(call.state().sharepoint, site, parameters[first + 2].AsString(),
            parameters[first + 3].AsInt() == 1);
  const int64_t total = std::ssize(users), end = std::min(total, position + size);
  json::Value page = json::Value::Array();
  for (int64_t i = position; i < end; ++i) page.Append(users[static_cast<size_t>(i)]);
  return CsomObject{
      .type = kResults,
      .properties = json::Value::Object(
          {{"TotalUserCount", total}, {"UserCollectionPosition", end < total ? end : -1}}),
      .on_request = json::Value::Object(
          {{"ExternalUserCollection", json::Value::Object({{"_ObjectType_", kCollection},
                                                           {"_Child_Items_", std::move(page)}})}})};
}

CsomResult GetExternalUsers(Call& call, CsomObject&, const CsomParameters& parameters) {
  return Page(call, "", parameters, 0);
}

CsomResult GetExternalUsersForSite(Call& call, CsomObject&, const CsomParameters& parameters) {
  const std::string url = parameters.empty() ? "" : parameters[0].AsString();
  const Site* site = FindSite(call.state().sharepoint, url);
  if (site == nullptr) {
    return CsomError{.message = absl::StrCat("Cannot get site ", url, "."),
                     .type = "Microsoft.Online.SharePoint.Common.SpoNoSiteException"};
  }
  return Page(call, site->url, parameters, 1);
}

constexpr CsomMember kMembers[] = {
    {kCsomExternalUsers, "GetExternalUsers", GetExternalUsers},
    {kCsomExternalUsers, "GetExternalUsersForSite", GetExternalUsersForSite},
};

}  // namespace

CsomResult CsomOffice365Tenant(Call& call, CsomObject&, const CsomParameters&) {
  if (call.request.host != kSpoAdminHost || !call.caller.administrator) return CsomAccessDenied();
  return CsomObject{.type = kCsomExternalUsers};
}

absl::Span<const CsomMember> CsomExternalUserMembers() { return kMembers; }

}  // namespace o365::tenant
