// Site collections and webs as resources: _api/site, _api/web, _api/web/webs, tenant properties
// (storage entities) and the tenant's settings.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

http::Response GetWeb(Call& call) { return SpoObject(call, call.web->properties); }

// MERGE: only what the body names changes.
http::Response MergeWeb(Call& call) {
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  const json::Value body = call.Body();
  for (const auto& [name, value] : body.members()) {
    if (name != "__metadata" && call.web->properties.Find(name) == nullptr) {
      return SpoRefuse(call, {.status = 400,
                              .code = "-1, Microsoft.SharePoint.Client.InvalidClientQueryException",
                              .message = absl::StrCat("The property '", name,
                                                      "' does not exist on type 'SP.Web'. Make "
                                                      "sure to only use property names that are "
                                                      "defined by the type.")});
    }
  }
  for (const auto& [name, value] : body.members()) {
    if (name != "__metadata") call.web->properties.Set(name, value);
  }
  return Empty(204);
}

// The webs right under this one.
http::Response ListWebs(Call& call) {
  const std::string base = call.web->path == "/" ? "/" : call.web->path + "/";
  std::vector<json::Value> webs;
  for (const auto& web : call.site->webs) {
    const bool below = web->path.size() > base.size() && absl::StartsWith(web->path, base);
    if (below && web->path.find('/', base.size()) == std::string::npos) {
      webs.push_back(web->properties);
    }
  }
  return SpoCollection(call, std::move(webs));
}

http::Response GetSite(Call& call) {
  const Site& site = *call.site;
  return SpoObject(
      call, json::Value::Object(
                {{"AllowCreateDeclarativeWorkflow", false},
                 {"AllowDesigner", true},
                 {"AllowMasterPageEditing", false},
                 {"AllowRevertFromTemplate", false},
                 {"AllowSaveDeclarativeWorkflowAsTemplate", false},
                 {"AllowSavePublishDeclarativeWorkflow", false},
                 {"AllowSelfServiceUpgrade", true},
                 {"AllowSelfServiceUpgradeEvaluation", true},
                 {"AuditLogTrimmingRetention", 90},
                 {"Classification", site.classification},
                 {"CompatibilityLevel", 15},
                 {"CurrentChangeToken",
                  json::Value::Object(
                      {{"StringValue", absl::StrCat("1;1;", site.id, ";",
                                                    absl::ToUnixMillis(site.changed), ";100")}})},
                 {"DisableAppViews", false},
                 {"DisableCompanyWideSharingLinks", false},
                 {"DisableFlows", site.flows_disabled},
                 {"ExternalSharingTipsEnabled", false},
                 {"GeoLocation", "EUR"},
                 {"GroupId",
                  site.group_id.empty() ? "00000000-0000-0000-0000-000000000000" : site.group_id},
                 {"HubSiteId", HubIdOf(call.state().sharepoint, site)},
                 {"Id", site.id},
                 {"IsHubSite", IsHub(call.state().sharepoint, site)},
                 {"LockIssue", json::Value()},
                 {"MaxItemsPerThrottledOperation", 5000},
                 {"NeedsB2BUpgrade", false},
                 {"ResourcePath", json::Value::Object({{"DecodedUrl", site.url}})},
                 {"PrimaryUri", site.url},
                 {"ReadOnly", false},
                 {"RequiredDesignerVersion", "15.0.0.0"},
                 {"SandboxedCodeActivationCapability", 2},
                 {"ServerRelativeUrl", site.root().path},
                 {"ShareByEmailEnabled", true},
                 {"ShareByLinkEnabled", false},
                 {"ShowUrlStructure", false},
                 {"TrimAuditLog", true},
                 {"UIVersionConfigurationEnabled", false},
                 {"UpgradeReminderDate", "1899-12-30T00:00:00"},
                 {"UpgradeScheduled", false},
                 {"UpgradeScheduledDate", "1753-01-01T00:00:00"},
                 {"Upgrading", false},
                 {"Url", site.url}}));
}

// The index that SharePoint keeps of tenant properties, a JSON text in the property bag of the app
// catalog's root web.
std::string StorageEntitiesIndex(const SharePoint& sharepoint) {
  json::Value index = json::Value::Object();
  for (const auto& [key, entity] : sharepoint.storage_entities) {
    index.Set(key, json::Value::Object({{"Value", entity.value},
                                        {"Comment", entity.comment},
                                        {"Description", entity.description}}));
  }
  return sharepoint.storage_entities.empty() ? "" : json::Write(index);
}

http::Response AllProperties(Call& call) {
  json::Value properties = json::Value::Object(
      {{"vti_x005f_defaultlanguage", "en-us"}, {"vti_x005f_approvallevels", "Approved"}});
  if (call.web->properties["Url"].AsString() == call.state().sharepoint.app_catalog_url) {
    properties.Set("storageentitiesindex", StorageEntitiesIndex(call.state().sharepoint));
  }
  // A name that the bag does not hold is left out, not refused.
  json::Value found = json::Value::Object();
  for (const auto& [name, value] : properties.members()) {
    const std::string select = call.Query("$select");
    if (select.empty() || ContainsIgnoringCase(select, name)) found.Set(name, value);
  }
  return Json(200, found, "application/json;odata=nometadata;streaming=true;charset=utf-8");
}

http::Response GetStorageEntity(Call& call) {
  const auto& entities = call.state().sharepoint.storage_entities;
  const auto found = entities.find(call.parameters["key"]);
  if (found == entities.end()) {
    return SpoObject(call, json::Value::Object({{"odata.null", true}}));
  }
  return SpoObject(call, json::Value::Object({{"Comment", found->second.comment},
                                              {"Description", found->second.description},
                                              {"Value", found->second.value}}));
}

http::Response TenantSettings(Call& call) {
  return SpoObject(call, json::Value::Object(
                             {{"CorporateCatalogUrl", call.state().sharepoint.app_catalog_url}}));
}

constexpr Route kRoutes[] = {
    {"GET", "site", GetSite},
    {"GET", "SP_TenantSettings_Current", TenantSettings},
    {"GET", "SP.TenantSettings.Current", TenantSettings},
    {"GET", "web", GetWeb},
    {"GET", "web/AllProperties", AllProperties},
    {"GET", "web/GetStorageEntity({key})", GetStorageEntity},
    {"GET", "web/webs", ListWebs},
    {"MERGE", "web", MergeWeb},
    {"PATCH", "web", MergeWeb},
};

}  // namespace

absl::Span<const Route> SpoWebRoutes() { return kRoutes; }

}  // namespace o365::tenant
