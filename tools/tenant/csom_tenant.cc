// CSOM: the site collections of the tenant (Microsoft.Online.SharePoint.TenantAdministration).

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/http/url.h"
#include "tools/tenant/csom.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

// The real service sends 300 at once; with fewer, paging is met in a tenant of this size too.
constexpr size_t kPageSize = 10;

// How CSOM writes times: months count from 0.
std::string Date(absl::Time time) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  const absl::CivilSecond civil = absl::ToCivilSecond(time, utc);
  return absl::StrCat("/Date(", civil.year(), ",", civil.month() - 1, ",", civil.day(), ",",
                      civil.hour(), ",", civil.minute(), ",", civil.second(), ",0)/");
}

std::string Url(const Site& site) { return site.root().path == "/" ? site.url + "/" : site.url; }

std::string IdentityUrl(const Site& site) {
  return absl::StrReplaceAll(Url(site), {{":", "%3a"}, {"/", "%2f"}});
}

// One comparison of a filter as Get-SPOSite documents it: Url -like 'project'.
struct Condition {
  std::string property;
  std::string comparison;  // -like, -notlike, -eq, -ne
  std::string value;
};

std::optional<std::vector<Condition>> ParseFilter(absl::string_view text) {
  std::vector<Condition> conditions;
  if (absl::StripAsciiWhitespace(text).empty()) return conditions;
  for (absl::string_view part : absl::StrSplit(text, " -and ")) {
    const std::vector<absl::string_view> words =
        absl::StrSplit(absl::StripAsciiWhitespace(part), absl::MaxSplits(' ', 2));
    if (words.size() != 3) return std::nullopt;
    absl::string_view value = absl::StripAsciiWhitespace(words[2]);
    const char quote = value.empty() ? '\0' : value[0];
    if (value.size() < 2 || (quote != '\'' && quote != '"') || value.back() != quote) {
      return std::nullopt;
    }
    conditions.push_back({.property = std::string(words[0]),
                          .comparison = absl::AsciiStrToLower(words[1]),
                          .value = std::string(value.substr(1, value.size() - 2))});
  }
  return conditions;
}

// nullopt when the condition makes no sense.
std::optional<bool> Holds(const Condition& condition, const json::Value& site) {
  const json::Value* property = FindMember(site, condition.property);
  if (property == nullptr) return std::nullopt;
  const std::string value = property->ToText();
  const bool equal = absl::EqualsIgnoreCase(value, condition.value);
  // -like finds its value anywhere; stars at its ends change nothing.
  absl::string_view part = condition.value;
  while (absl::ConsumePrefix(&part, "*") || absl::ConsumeSuffix(&part, "*")) {
  }
  const bool like = ContainsIgnoringCase(value, part);
  if (condition.comparison == "-eq") return equal;
  if (condition.comparison == "-ne") return !equal;
  if (condition.comparison == "-like") return like;
  if (condition.comparison == "-notlike") return !like;
  return std::nullopt;
}

CsomError BadFilter(absl::string_view filter) {
  return {.message = absl::StrCat("The filter \"", filter, "\" is not valid."),
          .code = -2147024809,
          .type = "System.ArgumentException"};
}

bool IsListed(const Site& site, const json::Value& wanted) {
  if (site.host == kSpoAdminHost) return false;
  const std::string site_template = wanted["Template"].AsString();
  if (!site_template.empty() && !absl::EqualsIgnoreCase(site_template, site.template_name)) {
    return false;
  }
  constexpr int kIncludePersonalSites = 1;  // PersonalSiteFilter.Include
  return !absl::StartsWith(site.template_name, "SPSPERS") ||
         wanted["IncludePersonalSite"].AsInt() == kIncludePersonalSites;
}

CsomResult GetSiteProperties(Call& call, CsomObject&, const CsomParameters& parameters) {
  const json::Value wanted = parameters.empty() ? json::Value() : parameters[0];
  const auto conditions = ParseFilter(wanted["Filter"].AsString());
  if (!conditions.has_value()) return BadFilter(wanted["Filter"].AsString());
  std::vector<CsomObject> sites;
  for (const auto& site : call.state().sharepoint.sites) {
    if (!IsListed(*site, wanted)) continue;
    CsomObject object = CsomSitePropertiesObject(call.state().sharepoint, *site);
    bool fits = true;
    for (const Condition& condition : *conditions) {
      const std::optional<bool> holds = Holds(condition, object.properties);
      if (!holds.has_value()) return BadFilter(wanted["Filter"].AsString());
      fits = fits && *holds;
    }
    if (fits) sites.push_back(std::move(object));
  }
  size_t start = 0;
  if (!absl::SimpleAtoi(wanted["StartIndex"].ToText(), &start)) start = 0;
  start = std::min(start, sites.size());
  const size_t end = std::min(start + kPageSize, sites.size());
  const bool last = end == sites.size();
  CsomObject page{
      .type = "Microsoft.Online.SharePoint.TenantAdministration.SPOSitePropertiesEnumerable",
      .properties = json::Value::Object(
          {{"NextStartIndex", last ? int64_t{-1} : static_cast<int64_t>(end)},
           {"NextStartIndexFromSharePoint", last ? json::Value() : absl::StrCat(end)}})};
  page.children.assign(sites.begin() + static_cast<ptrdiff_t>(start),
                       sites.begin() + static_cast<ptrdiff_t>(end));
  return page;
}

CsomResult GetSiteByUrl(Call& call, CsomObject&, const CsomParameters& parameters) {
  const std::string url = parameters.empty() ? "" : parameters[0].AsString();
  Site* site = FindSite(call.state().sharepoint, url);
  if (site == nullptr) return CsomNoSite(url);
  return CsomSiteObject(*site);
}

CsomResult GetSitePropertiesByUrl(Call& call, CsomObject&, const CsomParameters& parameters) {
  const std::string url = parameters.empty() ? "" : parameters[0].AsString();
  const Site* site = FindSite(call.state().sharepoint, url);
  if (site == nullptr) return CsomNoSite(url);
  return CsomSitePropertiesObject(call.state().sharepoint, *site);
}

constexpr CsomMember kMembers[] = {
    {kCsomTenant, "GetSiteByUrl", GetSiteByUrl},
    {kCsomTenant, "GetSitePropertiesByUrl", GetSitePropertiesByUrl},
    {kCsomTenant, "GetSitePropertiesFromSharePointByFilters", GetSiteProperties},
};

http::Response ProcessQuery(Call& call) {
  http::Response response{.status = 200,
                          .headers = {{"Content-Type", "application/json; charset=utf-8"}},
                          .body = json::Write(CsomAnswer(call, call.request.body))};
  return response;
}

constexpr Route kRoutes[] = {{"POST", "ProcessQuery", ProcessQuery}};

}  // namespace

CsomObject CsomSitePropertiesObject(const SharePoint& sharepoint, const Site& site) {
  CsomObject object{
      .type = kCsomSiteProperties,
      .identity = absl::StrCat(kCsomTenantIdentity, ":", kTenantId, "\nSiteProperties\n",
                               IdentityUrl(site)),
      .properties = json::Value::Object(
          {{"AllowDownloadingNonWebViewableFiles", false},
           {"AllowEditing", false},
           {"AllowSelfServiceUpgrade", site.settings["AllowSelfServiceUpgrade"]},
           {"AverageResourceUsage", 0},
           {"CommentsOnSitePagesDisabled", false},
           {"CompatibilityLevel", 15},
           {"ConditionalAccessPolicy", 0},
           {"CurrentResourceUsage", 0},
           {"DenyAddAndCustomizePages", site.settings["DenyAddAndCustomizePages"]},
           {"DisableAppViews", 0},
           {"DisableCompanyWideSharingLinks", 0},
           {"DisableFlows", site.flows_disabled ? 1 : 0},
           {"GroupId", absl::StrCat("/Guid(",
                                    site.group_id.empty() ? "00000000-0000-0000-0000-000000000000"
                                                          : site.group_id,
                                    ")/")},
           {"HasHolds", false},
           {"HubSiteId", absl::StrCat("/Guid(", HubIdOf(sharepoint, site), ")/")},
           {"IsHubSite", IsHub(sharepoint, site)},
           {"LastContentModifiedDate", Date(site.changed)},
           {"Lcid", site.settings["Lcid"]},
           {"LockIssue", json::Value()},
           {"LockState", site.settings["LockState"]},
           {"NewUrl", ""},
           {"Owner", site.owner},
           {"OwnerEmail", site.owner},
           {"PWAEnabled", 1},
           {"RestrictedToRegion", 3},
           {"SandboxedCodeActivationCapability", 0},
           {"SharingAllowedDomainList", json::Value()},
           {"SharingBlockedDomainList", json::Value()},
           {"SharingCapability", site.sharing},
           {"SharingDomainRestrictionMode", 0},
           {"ShowPeoplePickerSuggestionsForGuestUsers", false},
           {"SiteDefinedSharingCapability", 0},
           {"SiteId", absl::StrCat("/Guid(", site.id, ")/")},
           {"Status", "Active"},
           {"StorageMaximumLevel", site.settings["StorageMaximumLevel"]},
           {"StorageQuotaType", json::Value()},
           {"StorageUsage", site.storage_used},
           {"StorageWarningLevel", site.settings["StorageWarningLevel"]},
           {"Template", site.template_name},
           {"TimeZoneId", site.settings["TimeZoneId"]},
           {"Title", site.title},
           {"Url", Url(site)},
           {"UserCodeMaximumLevel", site.settings["UserCodeMaximumLevel"]},
           {"UserCodeWarningLevel", site.settings["UserCodeWarningLevel"]},
           {"WebsCount", static_cast<int64_t>(site.webs.size())}})};
  // Only reading goes through this; a setter finds the site again by its URL.
  return object;
}

CsomError CsomNoSite(absl::string_view url) {
  return {.message = absl::StrCat("Cannot get site ", url, "."),
          .type = "Microsoft.Online.SharePoint.Common.SpoNoSiteException"};
}

absl::Span<const CsomMember> CsomTenantMembers() { return kMembers; }
absl::Span<const Route> SpoCsomRoutes() { return kRoutes; }

}  // namespace o365::tenant
