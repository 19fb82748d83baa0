// CSOM: what the tenant's administrators do with site collections (Microsoft.Online.SharePoint.
// TenantAdministration: Tenant, SiteProperties, SpoOperation).

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/random.h"
#include "common/http/url.h"
#include "tools/tenant/csom.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/spo_factory.h"

namespace o365::tenant {
namespace {

constexpr char kOperation[] = "Microsoft.Online.SharePoint.TenantAdministration.SpoOperation";
constexpr char kDeletedSite[] =
    "Microsoft.Online.SharePoint.TenantAdministration.DeletedSiteProperties";
// The real service takes minutes and wants to be asked every 15 s; here waiting is met, but short.
constexpr int kPollingInterval = 150;  // ms
constexpr absl::Duration kDuration = absl::Milliseconds(250);

std::string Text(const CsomParameters& parameters, size_t index) {
  return index < parameters.size() ? parameters[index].AsString() : "";
}

CsomObject Operation(Call& call, const std::string& name, absl::Time end) {
  const bool complete = call.clock().Now() >= end;
  return {.type = kOperation,
          .identity = absl::StrCat(kCsomTenantIdentity, ":", kTenantId, "\nSpoOperation\n", name),
          .properties = json::Value::Object({{"HasTimedout", false},
                                             {"IsComplete", complete},
                                             {"PollingInterval", kPollingInterval}})};
}

CsomObject Begin(Call& call, absl::string_view what) {
  const std::string name = absl::StrCat(what, "\n", base::NewGuid());
  const absl::Time end = call.clock().Now() + kDuration;
  call.state().sharepoint.operations[name] = end;
  return Operation(call, name, end);
}

// The deleted site of this URL, or the end.
auto FindDeleted(SharePoint& sharepoint, absl::string_view url) {
  return std::find_if(sharepoint.deleted_sites.begin(), sharepoint.deleted_sites.end(),
                      [&](const auto& site) { return absl::EqualsIgnoreCase(site->url, url); });
}

CsomError NoDeletedSite() {
  return {.message = "Unknown Error", .type = "Microsoft.SharePoint.Client.UnknownError"};
}

CsomError SiteTaken(absl::string_view url) {
  return {.message = absl::StrCat("A site already exists at url ", url, "."),
          .type = "Microsoft.Online.SharePoint.Common.SpoException"};
}

CsomError BadArgument() {
  return {.message = "Value does not fall within the expected range.",
          .code = -2147024809,
          .type = "System.ArgumentException"};
}

CsomResult GetDeleted(Call& call, CsomObject&, const CsomParameters& parameters) {
  SharePoint& sharepoint = call.state().sharepoint;
  const auto found = FindDeleted(sharepoint, Text(parameters, 0));
  if (found == sharepoint.deleted_sites.end()) return NoDeletedSite();
  return CsomObject{
      .type = kDeletedSite,
      .properties = json::Value::Object({{"DaysRemaining", 30},
                                         {"SiteId", absl::StrCat("/Guid(", (*found)->id, ")/")},
                                         {"Status", "Recycled"},
                                         {"Url", (*found)->url}})};
}

CsomResult RemoveDeleted(Call& call, CsomObject&, const CsomParameters& parameters) {
  SharePoint& sharepoint = call.state().sharepoint;
  const auto found = FindDeleted(sharepoint, Text(parameters, 0));
  if (found == sharepoint.deleted_sites.end()) return NoDeletedSite();
  sharepoint.deleted_sites.erase(found);
  return Begin(call, "RemoveDeletedSite");
}

CsomResult CreateSite(Call& call, CsomObject&, const CsomParameters& parameters) {
  const json::Value wanted = parameters.empty() ? json::Value() : parameters[0];
  const std::string url = wanted["Url"].AsString(), title = wanted["Title"].AsString();
  SharePoint& sharepoint = call.state().sharepoint;
  if (!absl::StartsWith(url, absl::StrCat("https://", kSpoHost, "/")) || title.empty() ||
      wanted["Owner"].AsString().empty())
    return BadArgument();
  if (FindSite(sharepoint, url) != nullptr ||
      FindDeleted(sharepoint, url) != sharepoint.deleted_sites.end())
    return SiteTaken(url);
  sharepoint.sites.push_back(MakeSite({.url = url,
                                       .title = title,
                                       .template_name = wanted["Template"].AsString(),
                                       .owner = wanted["Owner"].AsString(),
                                       .id = base::NewGuid(),
                                       .created = call.clock().Now()}));
  json::Value& settings = sharepoint.sites.back()->settings;
  for (const char* name : {"Lcid", "StorageMaximumLevel", "StorageWarningLevel", "TimeZoneId",
                           "UserCodeMaximumLevel", "UserCodeWarningLevel"})
    settings.Set(name, wanted[name]);
  return Begin(call, "CreateSite");
}

CsomResult SetSiteAdmin(Call& call, CsomObject&, const CsomParameters& parameters) {
  Site* site = FindSite(call.state().sharepoint, Text(parameters, 0));
  if (site == nullptr) return CsomNoSite(Text(parameters, 0));
  const std::string user = Text(parameters, 1);
  if (FindUser(call.state(), user) != nullptr) {
    site->administrators.push_back(user);
    return CsomObject{.type = "SP.User",
                      .properties = json::Value::Object({{"Email", user}, {"IsSiteAdmin", true}})};
  }
  return CsomError{.message = absl::StrCat("The user ", user, " does not exist or is not unique."),
                   .type = "Microsoft.SharePoint.SPException"};
}

// Setting changes the object; Update makes it so.
template <const char* name>
CsomResult Set(Call&, CsomObject& self, const CsomParameters& parameters) {
  self.properties.Set(name, parameters[0]);
  return CsomNothing();
}

constexpr char kSelfServiceUpgrade[] = "AllowSelfServiceUpgrade";
constexpr char kDenyCustomPages[] = "DenyAddAndCustomizePages";
constexpr char kLockState[] = "LockState";
constexpr char kSharing[] = "SharingCapability";
constexpr char kStorage[] = "StorageMaximumLevel";
constexpr char kStorageWarning[] = "StorageWarningLevel";
constexpr char kTitle[] = "Title";
constexpr char kResources[] = "UserCodeMaximumLevel";
constexpr char kResourcesWarning[] = "UserCodeWarningLevel";

CsomResult Update(Call& call, CsomObject& self, const CsomParameters&) {
  Site* site = FindSite(call.state().sharepoint, self.properties["Url"].AsString());
  if (site == nullptr) return CsomNoSite(self.properties["Url"].AsString());
  site->title = self.properties[kTitle].AsString();
  site->root().properties.Set("Title", site->title);
  site->sharing = static_cast<int>(self.properties[kSharing].AsInt().value_or(0));
  for (const char* name : {kSelfServiceUpgrade, kDenyCustomPages, kLockState, kStorage,
                           kStorageWarning, kResources, kResourcesWarning})
    site->settings.Set(name, self.properties[name]);
  return Begin(call, "SetSite");
}

constexpr CsomMember kMembers[] = {
    {kCsomSiteProperties, "AllowSelfServiceUpgrade=", Set<kSelfServiceUpgrade>},
    {kCsomSiteProperties, "DenyAddAndCustomizePages=", Set<kDenyCustomPages>},
    {kCsomSiteProperties, "LockState=", Set<kLockState>},
    {kCsomSiteProperties, "SharingCapability=", Set<kSharing>},
    {kCsomSiteProperties, "StorageMaximumLevel=", Set<kStorage>},
    {kCsomSiteProperties, "StorageWarningLevel=", Set<kStorageWarning>},
    {kCsomSiteProperties, "Title=", Set<kTitle>},
    {kCsomSiteProperties, "Update", Update},
    {kCsomSiteProperties, "UserCodeMaximumLevel=", Set<kResources>},
    {kCsomSiteProperties, "UserCodeWarningLevel=", Set<kResourcesWarning>},
    {kCsomTenant, "CreateSite", CreateSite},
    {kCsomTenant, "GetDeletedSitePropertiesByUrl", GetDeleted},
    {kCsomTenant, "RemoveDeletedSite", RemoveDeleted},
    {kCsomTenant, "SetSiteAdmin", SetSiteAdmin},
};

}  // namespace

absl::Span<const CsomMember> CsomSiteAdminMembers() { return kMembers; }

CsomResult CsomFromTenantIdentity(Call& call, absl::string_view rest) {
  if (call.request.host != kSpoAdminHost || !call.caller.administrator) return CsomAccessDenied();
  SharePoint& sharepoint = call.state().sharepoint;
  if (absl::ConsumePrefix(&rest, "SiteProperties\n")) {
    const std::string url = http::PercentDecode(rest);
    const Site* site = FindSite(sharepoint, url);
    if (site == nullptr) return CsomNoSite(url);
    return CsomSitePropertiesObject(call.state().sharepoint, *site);
  }
  absl::ConsumePrefix(&rest, "SpoOperation\n");
  const auto operation = sharepoint.operations.find(std::string(rest));
  if (operation == sharepoint.operations.end()) return BadArgument();
  return Operation(call, operation->first, operation->second);
}

}  // namespace o365::tenant
