// Hub sites: "SharePoint hub sites REST API" for sites and webs, and CSOM for what tenant
// administrators do (Microsoft.Online.SharePoint.TenantAdministration.HubSiteProperties).

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/tenant/csom.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

constexpr char kNoGuid[] = "00000000-0000-0000-0000-000000000000";
constexpr char kHubProperties[] =
    "Microsoft.Online.SharePoint.TenantAdministration.HubSiteProperties";

Site* SiteOf(SharePoint& sharepoint, const HubSite& hub) {
  for (const auto& site : sharepoint.sites) {
    if (site->id == hub.id) return site.get();
  }
  return nullptr;
}

std::string UrlOf(const Call& call, const HubSite& hub) {
  const Site* site = SiteOf(call.state().sharepoint, hub);
  return site == nullptr ? "" : site->url;
}

json::Value TextOrNull(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

json::Value Show(const Call& call, const HubSite& hub) {
  return json::Value::Object({{"Description", TextOrNull(hub.description)},
                              {"ID", hub.id},
                              {"LogoUrl", TextOrNull(hub.logo_url)},
                              {"SiteId", hub.id},
                              {"SiteUrl", UrlOf(call, hub)},
                              {"Targets", json::Value()},
                              {"TenantInstanceId", kNoGuid},
                              {"Title", hub.title}});
}

// The hubs that the caller may have sites join.
http::Response List(Call& call) {
  std::vector<json::Value> hubs;
  for (const HubSite& hub : call.state().sharepoint.hubs) {
    if (MayJoin(call, hub)) hubs.push_back(Show(call, hub));
  }
  return SpoCollection(call, std::move(hubs));
}

http::Response Get(Call& call) {
  const HubSite* hub = FindHub(call.state().sharepoint, call.parameters["id"]);
  if (hub == nullptr || !MayJoin(call, *hub)) return SpoRefuse(call, SpoResourceNotFound());
  return SpoObject(call, Show(call, *hub));
}

http::Response Register(Call& call) {
  SharePoint& sharepoint = call.state().sharepoint;
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  if (IsHub(sharepoint, *call.site)) {
    return SpoRefuse(call, {.status = 400,
                            .code = "-1, System.InvalidOperationException",
                            .message = "This site is already a HubSite."});
  }
  call.site->hub_id.clear();
  sharepoint.hubs.push_back({.id = call.site->id, .title = call.site->title});
  return SpoObject(call, Show(call, sharepoint.hubs.back()));
}

http::Response Unregister(Call& call) {
  SharePoint& sharepoint = call.state().sharepoint;
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  if (!IsHub(sharepoint, *call.site)) {
    return SpoRefuse(
        call,
        {.status = 400, .code = "-2147024809, System.ArgumentException", .message = "hubSiteId"});
  }
  const std::string id = call.site->id;
  std::erase_if(sharepoint.hubs, [&](const HubSite& hub) { return hub.id == id; });
  for (const auto& site : sharepoint.sites) {
    if (site->hub_id == id) site->hub_id.clear();
  }
  return SpoNothing(call);
}

http::Response Join(Call& call) {
  SharePoint& sharepoint = call.state().sharepoint;
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  const std::string id = call.parameters["id"];
  if (id == kNoGuid) {
    call.site->hub_id.clear();
    return SpoNothing(call);
  }
  const HubSite* hub = FindHub(sharepoint, id);
  if (hub == nullptr) return SpoRefuse(call, SpoResourceNotFound());
  if (!MayJoin(call, *hub)) return SpoRefuse(call, SpoAccessDenied());
  if (IsHub(sharepoint, *call.site)) {
    return SpoRefuse(call, {.status = 400,
                            .code = "-1, System.InvalidOperationException",
                            .message = "A HubSite cannot join another HubSite."});
  }
  call.site->hub_id = hub->id;
  return SpoNothing(call);
}

http::Response Data(Call& call) {
  const HubSite* hub =
      FindHub(call.state().sharepoint, HubIdOf(call.state().sharepoint, *call.site));
  if (hub == nullptr) return SpoNothing(call);
  const json::Value data = json::Value::Object({{"themeKey", json::Value()},
                                                {"name", hub->title},
                                                {"url", UrlOf(call, *hub)},
                                                {"logoUrl", TextOrNull(hub->logo_url)},
                                                {"usesMetadataNavigation", false},
                                                {"navigation", json::Value::Array()}});
  return SpoObject(call, json::Value::Object({{"value", json::Write(data)}}));
}

http::Response SyncTheme(Call& call) {
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  return SpoNothing(call);
}

HubSite* FindHubByUrl(SharePoint& sharepoint, absl::string_view url) {
  const Site* site = FindSite(sharepoint, url);
  return site == nullptr ? nullptr : FindHub(sharepoint, site->id);
}

// The user principal names of an array of names; nullopt when one is nobody's.
std::optional<std::vector<std::string>> Principals(const Call& call, const json::Value& names) {
  std::vector<std::string> upns;
  for (const json::Value& name : names.elements()) {
    const json::Value* user = FindPrincipal(call.state(), name.AsString());
    if (user == nullptr) return std::nullopt;
    upns.push_back((*user)["userPrincipalName"].AsString());
  }
  return upns;
}

CsomError UnknownPrincipal() {
  return {.message = "An error has occurred.",
          .code = -2146232832,
          .type = "Microsoft.SharePoint.SPFieldValidationException"};
}

CsomResult GrantRights(Call& call, CsomObject&, const CsomParameters& parameters) {
  if (parameters.size() != 3 || !parameters[1].is_array()) return CsomBadArgument();
  HubSite* hub = FindHubByUrl(call.state().sharepoint, parameters[0].AsString());
  if (hub == nullptr) return CsomFileNotFound();
  const auto upns = Principals(call, parameters[1]);
  if (!upns.has_value()) return UnknownPrincipal();
  for (const std::string& upn : *upns) {
    if (std::find(hub->joiners.begin(), hub->joiners.end(), upn) == hub->joiners.end()) {
      hub->joiners.push_back(upn);
    }
  }
  return CsomNothing();
}

CsomResult RevokeRights(Call& call, CsomObject&, const CsomParameters& parameters) {
  if (parameters.size() != 2 || !parameters[1].is_array()) return CsomBadArgument();
  HubSite* hub = FindHubByUrl(call.state().sharepoint, parameters[0].AsString());
  if (hub == nullptr) return CsomFileNotFound();
  const auto upns = Principals(call, parameters[1]);
  if (!upns.has_value()) return UnknownPrincipal();
  for (const std::string& upn : *upns) std::erase(hub->joiners, upn);
  return CsomNothing();
}

CsomResult GetProperties(Call& call, CsomObject&, const CsomParameters& parameters) {
  const std::string id = parameters.empty() ? "" : parameters[0].AsString();
  const HubSite* hub = FindHub(call.state().sharepoint, id);
  if (hub == nullptr) return CsomFileNotFound();
  const std::string guid = absl::StrCat("/Guid(", hub->id, ")/");
  return CsomObject{
      .type = kHubProperties,
      .properties = json::Value::Object({{"Description", hub->description},
                                         {"ID", guid},
                                         {"LogoUrl", hub->logo_url},
                                         {"RequiresJoinApproval", false},
                                         {"SiteDesignId", absl::StrCat("/Guid(", kNoGuid, ")/")},
                                         {"SiteId", guid},
                                         {"SiteUrl", UrlOf(call, *hub)},
                                         {"Title", hub->title}})};
}

CsomResult SetText(CsomObject& self, absl::string_view name, const CsomParameters& parameters) {
  self.properties.Set(name, parameters[0].AsString());
  return CsomNothing();
}
CsomResult SetDescription(Call&, CsomObject& self, const CsomParameters& parameters) {
  return SetText(self, "Description", parameters);
}
CsomResult SetLogoUrl(Call&, CsomObject& self, const CsomParameters& parameters) {
  return SetText(self, "LogoUrl", parameters);
}
CsomResult SetTitle(Call&, CsomObject& self, const CsomParameters& parameters) {
  return SetText(self, "Title", parameters);
}

CsomResult Update(Call& call, CsomObject& self, const CsomParameters&) {
  absl::string_view id = self.properties["ID"].AsString();
  absl::ConsumePrefix(&id, "/Guid(");
  absl::ConsumeSuffix(&id, ")/");
  HubSite* hub = FindHub(call.state().sharepoint, id);
  if (hub == nullptr) return CsomFileNotFound();
  if (self.properties["Title"].AsString().empty()) return CsomBadArgument();
  hub->title = self.properties["Title"].AsString();
  hub->description = self.properties["Description"].AsString();
  hub->logo_url = self.properties["LogoUrl"].AsString();
  return CsomNothing();
}

constexpr CsomMember kMembers[] = {
    {kCsomTenant, "GetHubSitePropertiesById", GetProperties},
    {kCsomTenant, "GrantHubSiteRights", GrantRights},
    {kCsomTenant, "RevokeHubSiteRights", RevokeRights},
    {kHubProperties, "Description=", SetDescription},
    {kHubProperties, "LogoUrl=", SetLogoUrl},
    {kHubProperties, "Title=", SetTitle},
    {kHubProperties, "Update", Update},
};

constexpr Route kRoutes[] = {
    {"GET", "hubsites", List},
    {"GET", "hubsites/GetById({id})", Get},
    {"POST", "site/JoinHubSite({id})", Join},
    {"POST", "site/RegisterHubSite", Register},
    {"POST", "site/UnregisterHubSite", Unregister},
    {"GET", "web/HubSiteData({forceRefresh})", Data},
    {"POST", "web/SyncHubSiteTheme", SyncTheme},
};

}  // namespace

HubSite* FindHub(SharePoint& sharepoint, absl::string_view id) {
  for (HubSite& hub : sharepoint.hubs) {
    if (absl::EqualsIgnoreCase(hub.id, id)) return &hub;
  }
  return nullptr;
}

bool IsHub(const SharePoint& sharepoint, const Site& site) {
  return std::any_of(sharepoint.hubs.begin(), sharepoint.hubs.end(),
                     [&](const HubSite& hub) { return hub.id == site.id; });
}

std::string HubIdOf(const SharePoint& sharepoint, const Site& site) {
  if (IsHub(sharepoint, site)) return site.id;
  return site.hub_id.empty() ? kNoGuid : site.hub_id;
}

bool MayJoin(const Call& call, const HubSite& hub) {
  return call.caller.administrator || hub.joiners.empty() ||
         std::any_of(hub.joiners.begin(), hub.joiners.end(), [&](const std::string& upn) {
           return absl::EqualsIgnoreCase(upn, call.caller.upn);
         });
}

absl::Span<const CsomMember> CsomHubMembers() { return kMembers; }
absl::Span<const Route> SpoHubRoutes() { return kRoutes; }

}  // namespace o365::tenant
