// CSOM: what is reached by a type alone or by an identity, and sites and webs.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tools/tenant/csom.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

// The type of the identities of sites and webs, the same everywhere.
constexpr char kSiteIdentity[] = "740c6a0b-85e2-48a0-a494-e0f1759d4aa7";

CsomResult TenantObject(Call& call, CsomObject&, const CsomParameters&) {
  if (call.request.host != kSpoAdminHost || !call.caller.administrator) return CsomAccessDenied();
  return CsomObject{
      .type = kCsomTenant,
      .identity = absl::StrCat(kCsomTenantIdentity, ":", kTenantId, "\nTenant"),
      .properties = json::Value::Object({{"AllowDownloadingNonWebViewableFiles", true},
                                         {"AllowEditing", true},
                                         {"BccExternalSharingInvitations", false},
                                         {"CommentsOnSitePagesDisabled", false},
                                         {"CompatibilityRange", "15,15"},
                                         {"ConditionalAccessPolicy", 0},
                                         {"DefaultSharingLinkType", 1},
                                         {"DisplayStartASiteOption", true},
                                         {"ExternalServicesEnabled", true},
                                         {"HideDefaultThemes", false},
                                         {"LegacyAuthProtocolsEnabled", false},
                                         {"NoAccessRedirectUrl", json::Value()},
                                         {"NotificationsInSharePointEnabled", true},
                                         {"OneDriveStorageQuota", 1048576},
                                         {"ResourceQuota", 5300},
                                         {"ResourceQuotaAllocated", 300},
                                         {"RootSiteUrl", absl::StrCat("https://", kSpoHost)},
                                         {"SearchResolveExactEmailOrUPN", false},
                                         {"SharingCapability", 2},
                                         {"ShowEveryoneClaim", false},
                                         {"StorageQuota", 1304576},
                                         {"StorageQuotaAllocated", 26214400}})};
}

CsomResult TenantSettings(Call& call, CsomObject&, const CsomParameters&) {
  return CsomObject{.type = "SP.TenantSettings",
                    .properties = json::Value::Object(
                        {{"CorporateCatalogUrl", call.state().sharepoint.app_catalog_url}})};
}

CsomResult RequestContext(Call& call, CsomObject&, const CsomParameters&) {
  return CsomObject{.type = kCsomContext, .site = call.site, .web = call.web};
}

CsomResult ContextSite(Call&, CsomObject& self, const CsomParameters&) {
  return CsomSiteObject(*self.site);
}

CsomResult ContextWeb(Call& call, CsomObject& self, const CsomParameters&) {
  return CsomWebObject(call, *self.site, *self.web);
}

CsomResult RootWeb(Call& call, CsomObject& self, const CsomParameters&) {
  return CsomWebObject(call, *self.site, self.site->root());
}

// Tenant properties are kept in the app catalog, and nowhere else.
bool MayKeepEntities(const Call& call, const CsomObject& web) {
  return call.caller.administrator &&
         absl::EqualsIgnoreCase(web.site->url, call.state().sharepoint.app_catalog_url);
}

CsomError EntityAccessDenied() {
  return {.message = "Access denied.", .type = "Microsoft.SharePoint.SPException"};
}

CsomResult SetStorageEntity(Call& call, CsomObject& self, const CsomParameters& parameters) {
  if (parameters.size() != 4 || parameters[0].AsString().empty()) {
    return CsomBadArgument();
  }
  if (!MayKeepEntities(call, self)) return EntityAccessDenied();
  call.state().sharepoint.storage_entities[parameters[0].AsString()] = {
      .value = parameters[1].AsString(),
      .description = parameters[2].AsString(),
      .comment = parameters[3].AsString()};
  return CsomNothing();
}

CsomResult RemoveStorageEntity(Call& call, CsomObject& self, const CsomParameters& parameters) {
  if (!MayKeepEntities(call, self)) return EntityAccessDenied();
  auto& entities = call.state().sharepoint.storage_entities;
  if (parameters.empty() || entities.erase(parameters[0].AsString()) == 0) {
    return CsomFileNotFound();
  }
  return CsomNothing();
}

CsomResult SetClassification(Call& call, CsomObject& self, const CsomParameters& parameters) {
  if (!MayWrite(call)) return CsomAccessDenied();
  self.site->classification = parameters[0].AsString();
  return CsomNothing();
}

CsomResult SetDisableFlows(Call& call, CsomObject& self, const CsomParameters& parameters) {
  if (!MayWrite(call)) return CsomAccessDenied();
  self.site->flows_disabled = parameters[0].AsBool();
  return CsomNothing();
}

CsomResult Navigation(Call&, CsomObject& self, const CsomParameters&) {
  return CsomObject{.type = "SP.Navigation",
                    .properties = json::Value::Object({{"UseShared", self.web->shares_navigation}}),
                    .site = self.site,
                    .web = self.web};
}

// Without custom script nobody changes the navigation this way.
CsomResult SetUseShared(Call& call, CsomObject& self, const CsomParameters& parameters) {
  const bool script_denied = self.site->settings["DenyAddAndCustomizePages"].AsInt() == 2;
  if (!MayWrite(call) || script_denied) return CsomAccessDenied();
  self.web->shares_navigation = parameters[0].AsBool();
  return CsomNothing();
}

constexpr char kCatalogs[] =
    "Microsoft.SharePoint.Marketplace.CorporateCuratedGallery."
    "SiteCollectionAppCatalogsAllowedItems";
constexpr char kCatalogAccessor[] =
    "Microsoft.SharePoint.Marketplace.CorporateCuratedGallery.TenantCorporateCatalogAccessor";

CsomResult TenantAppCatalog(Call&, CsomObject&, const CsomParameters&) {
  return CsomObject{.type = kCatalogAccessor};
}

CsomResult SiteCatalogs(Call&, CsomObject&, const CsomParameters&) {
  return CsomObject{.type = kCatalogs, .is_collection = true};
}

CsomResult AddSiteCatalog(Call& call, CsomObject&, const CsomParameters& parameters) {
  Site* site = FindSite(call.state().sharepoint, parameters[0].AsString());
  if (site == nullptr) return CsomNoSite(parameters[0].AsString());
  site->has_app_catalog = true;
  return CsomObject{
      .type =
          "Microsoft.SharePoint.Marketplace.CorporateCuratedGallery."
          "SiteCollectionAppCatalogAllowedItem",
      .properties = json::Value::Object(
          {{"AbsoluteUrl", site->url}, {"SiteID", absl::StrCat("/Guid(", site->id, ")/")}})};
}

CsomResult RemoveSiteCatalog(Call& call, CsomObject&, const CsomParameters& parameters) {
  Site* site = FindSite(call.state().sharepoint, parameters[0].AsString());
  if (site == nullptr) return CsomNoSite(parameters[0].AsString());
  if (!site->has_app_catalog) {
    return CsomError{.message = "Value does not fall within the expected range.",
                     .code = -2147024809,
                     .type = "System.ArgumentException"};
  }
  site->has_app_catalog = false;
  return CsomNothing();
}

constexpr CsomStatic kStatics[] = {
    {"104e8f06-1e00-4675-99c6-1b9b504ed8d8", "", CsomPrincipal},
    {"268004ae-ef6b-4e9b-8425-127220d84719", "", TenantObject},
    {"e45fd516-a408-4ca4-b6dc-268e2f1f0f83", "", CsomOffice365Tenant},
    {"3747adcd-a3c3-41b9-bfab-4a64dd2f1e0a", "Current", RequestContext},
    {"e9a11c41-0667-4c14-a4a5-e0d6cf67f6fa", "Current", TenantSettings},
};

constexpr CsomMember kMembers[] = {
    {"SP.Navigation", "UseShared=", SetUseShared},
    {kCatalogAccessor, "SiteCollectionAppCatalogsSites", SiteCatalogs},
    {kCatalogs, "Add", AddSiteCatalog},
    {kCatalogs, "Remove", RemoveSiteCatalog},
    {kCsomSite, "Classification=", SetClassification},
    {kCsomSite, "DisableFlows=", SetDisableFlows},
    {kCsomWeb, "Navigation", Navigation},
    {kCsomWeb, "TenantAppCatalog", TenantAppCatalog},
    {kCsomContext, "Site", ContextSite},
    {kCsomContext, "Web", ContextWeb},
    {kCsomSite, "RootWeb", RootWeb},
    {kCsomWeb, "RemoveStorageEntity", RemoveStorageEntity},
    {kCsomWeb, "SetStorageEntity", SetStorageEntity},
};

Folder* FolderWithId(Web& web, absl::string_view id) {
  if (web.root_folder.id == id) return &web.root_folder;
  for (List& list : web.lists) {
    for (Folder& folder : list.folders) {
      if (folder.id == id) return &folder;
    }
  }
  return nullptr;
}

CsomResult FromSiteIdentity(Call& call, const std::vector<std::string>& parts) {
  for (const auto& site : call.state().sharepoint.sites) {
    if (parts.size() < 3 || site->id != parts[2]) continue;
    if (parts.size() < 5) return CsomSiteObject(*site);
    for (const auto& web : site->webs) {
      if (web->properties["Id"].AsString() != parts[4]) continue;
      if (parts.size() < 7) return CsomWebObject(call, *site, *web);
      if (Folder* folder = FolderWithId(*web, parts[6]); folder != nullptr) {
        return CsomFolderObject(*site, *web, *folder);
      }
    }
  }
  return CsomError{.message = "The object specified does not belong to a list.",
                   .type = "System.ArgumentException"};
}

}  // namespace

absl::Span<const CsomStatic> CsomStatics() { return kStatics; }
absl::Span<const CsomMember> CsomSiteMembers() { return kMembers; }

CsomObject CsomSiteObject(Site& site) {
  return {.type = kCsomSite,
          .identity = absl::StrCat(kSiteIdentity, ":site:", site.id),
          .properties = json::Value::Object({{"Classification", site.classification},
                                             {"CompatibilityLevel", 15},
                                             {"Id", absl::StrCat("/Guid(", site.id, ")/")},
                                             {"PrimaryUri", site.url},
                                             {"ReadOnly", false},
                                             {"ServerRelativeUrl", site.root().path},
                                             {"Url", site.url}}),
          .site = &site};
}

CsomObject CsomWebObject(const Call& call, Site& site, Web& web) {
  json::Value properties = web.properties;
  const std::string id = properties["Id"].AsString();
  properties.Set("Id", absl::StrCat("/Guid(", id, ")/"));
  return {.type = kCsomWeb,
          .identity = absl::StrCat(kSiteIdentity, ":site:", site.id, ":web:", id),
          .properties = std::move(properties),
          .on_request = CsomWebExtras(call, site, web),
          .site = &site,
          .web = &web,
          .bag = &web.all_properties};
}

CsomObject CsomFolderObject(Site& site, Web& web, Folder& folder) {
  const std::string web_id = web.properties["Id"].AsString();
  json::Value bag = json::Value::Object({{"_ObjectType_", "SP.PropertyValues"}});
  for (const auto& [name, value] : folder.properties.members()) bag.Set(name, value);
  return {
      .type = kCsomFolder,
      .identity =
          absl::StrCat(kSiteIdentity, ":site:", site.id, ":web:", web_id, ":folder:", folder.id),
      .properties = json::Value::Object({{"Name", folder.path.substr(folder.path.rfind('/') + 1)},
                                         {"ServerRelativeUrl", folder.path},
                                         {"UniqueId", absl::StrCat("/Guid(", folder.id, ")/")}}),
      .on_request = json::Value::Object({{"Properties", std::move(bag)}}),
      .site = &site,
      .web = &web,
      .bag = &folder.properties};
}

// "TRACE|TYPE:...": the first part is of the answer that it came from and says nothing.
CsomResult CsomFromIdentity(Call& call, absl::string_view identity) {
  const size_t bar = identity.find('|');
  const std::string rest(bar == absl::string_view::npos ? identity : identity.substr(bar + 1));
  if (rest == absl::StrCat(kCsomTenantIdentity, ":", kTenantId, "\nTenant")) {
    CsomObject none;
    return TenantObject(call, none, {});
  }
  absl::string_view under_tenant = rest;
  if (absl::ConsumePrefix(&under_tenant, absl::StrCat(kCsomTenantIdentity, ":", kTenantId, "\n"))) {
    return CsomFromTenantIdentity(call, under_tenant);
  }
  const std::vector<std::string> parts = absl::StrSplit(rest, ':');
  if (parts[0] == kSiteIdentity) return FromSiteIdentity(call, parts);
  return CsomError{
      .message = absl::StrCat("Cannot find the object with the identity \"", identity, "\"."),
      .type = "System.ArgumentException"};
}

}  // namespace o365::tenant
