// The tenant's app catalog and the apps of a web ("Application Lifecycle Management (ALM) APIs").

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/sppkg.h"

namespace o365::tenant {
namespace {

CatalogApp* Find(const Call& call) {
  const std::string& id = call.parameters["id"];
  for (CatalogApp& app : call.state().sharepoint.apps) {
    if (absl::EqualsIgnoreCase(app.id, id) || absl::EqualsIgnoreCase(app.product_id, id)) {
      return &app;
    }
  }
  return nullptr;
}

std::vector<InstalledApp>::iterator FindInstalled(Web& web, const CatalogApp& app) {
  return std::find_if(web.apps.begin(), web.apps.end(),
                      [&](const InstalledApp& installed) { return installed.id == app.id; });
}

// The app as it looks from a web: what is installed there is part of it.
json::Value Shown(Web& web, const CatalogApp& app) {
  const auto installed = FindInstalled(web, app);
  const std::string version = installed == web.apps.end() ? "" : installed->version;
  return json::Value::Object(
      {{"AadAppId", "00000000-0000-0000-0000-000000000000"},
       {"AadPermissions", json::Value()},
       {"AppCatalogVersion", app.version},
       {"CanUpgrade", !version.empty() && version != app.version},
       {"CDNLocation", app.client_side ? "SharePoint Online" : json::Value()},
       {"ContainsTenantWideExtension", false},
       {"CurrentVersionDeployed", app.deployed},
       {"Deployed", app.deployed},
       {"ErrorMessage", app.valid ? "No errors." : "Invalid SharePoint App package."},
       {"ID", app.id},
       {"InstalledVersion", version},
       {"IsClientSideSolution", app.client_side},
       {"IsEnabled", true},
       {"IsPackageDefaultSkipFeatureDeployment", false},
       {"IsValidAppPackage", app.valid},
       {"ProductId", app.product_id},
       {"ShortDescription", ""},
       {"SkipDeploymentFeature", app.skip_feature_deployment},
       {"StoreAssetId", ""},
       {"SupportsTeamsTabs", false},
       {"ThumbnailUrl", ""},
       {"Title", app.title}});
}

http::Response List(Call& call) {
  std::vector<json::Value> apps;
  for (const CatalogApp& app : call.state().sharepoint.apps) apps.push_back(Shown(*call.web, app));
  return SpoCollection(call, std::move(apps));
}

http::Response Get(Call& call) {
  const CatalogApp* app = Find(call);
  if (app == nullptr) return SpoRefuse(call, SpoResourceNotFound());
  return SpoObject(call, Shown(*call.web, *app));
}

// What operations of the ALM APIs answer: nothing, in the words of OData.
http::Response Done(const Call& call) {
  return SpoObject(call, json::Value::Object({{"odata.null", true}}));
}

http::Response FileExists(const Call& call, const CatalogApp& app) {
  return SpoRefuse(call, {.status = 400,
                          .code = "-2130575257, Microsoft.SharePoint.SPException",
                          .message = absl::StrCat("A file with the name AppCatalog/", app.file_name,
                                                  " already exists. It was last modified by "
                                                  "i:0#.f|membership|",
                                                  call.caller.upn, ".")});
}

// Puts what the file says into the app.
void TakeOver(const Call& call, CatalogApp& app) {
  const auto manifest = ReadPackage(call.request.body);
  app.valid = manifest.ok();
  if (manifest.ok()) {
    app.product_id = manifest->product_id;
    app.title = manifest->title;
    app.version = manifest->version;
    app.client_side = manifest->client_side;
    return;
  }
  // The catalog takes any file, and says what is wrong with it when it lists it.
  app.title = std::string(absl::StripSuffix(app.file_name, ".sppkg"));
  if (app.product_id.empty()) app.product_id = base::NewGuid();
  if (app.version.empty()) app.version = "1.0.0.0";
}

// What the REST service shows of a file (SP.File).
json::Value FileProperties(const CatalogApp& app) {
  return json::Value::Object({{"CheckInComment", ""},
                              {"CheckOutType", 2},
                              {"ContentTag", absl::StrCat("{", app.id, "},1,1")},
                              {"CustomizedPageStatus", 0},
                              {"ETag", absl::StrCat("\"{", app.id, "},1\"")},
                              {"Exists", true},
                              {"IrmEnabled", false},
                              {"Length", absl::StrCat(app.file_size)},
                              {"Level", 1},
                              {"LinkingUri", json::Value()},
                              {"LinkingUrl", ""},
                              {"MajorVersion", 1},
                              {"MinorVersion", 0},
                              {"Name", app.file_name},
                              {"ServerRelativeUrl", "/sites/apps/AppCatalog/" + app.file_name},
                              {"TimeCreated", IsoTime(app.changed)},
                              {"TimeLastModified", IsoTime(app.changed)},
                              {"Title", app.title},
                              {"UIVersion", 512},
                              {"UIVersionLabel", "1.0"},
                              {"UniqueId", app.id}});
}

// An app's file in the catalog, by which its id is found.
http::Response GetFile(Call& call) {
  const bool in_catalog =
      absl::EqualsIgnoreCase(call.site->url, call.state().sharepoint.app_catalog_url) &&
      absl::EndsWithIgnoreCase(call.parameters["DecodedUrl"], "AppCatalog");
  for (const CatalogApp& app : call.state().sharepoint.apps) {
    if (in_catalog && absl::EqualsIgnoreCase(app.file_name, call.parameters["file"])) {
      return SpoObject(call, FileProperties(app));
    }
  }
  return SpoRefuse(call, {.status = 404,
                          .code = "-2130575338, Microsoft.SharePoint.SPException",
                          .message = "The file does not exist."});
}

http::Response Add(Call& call) {
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  const std::string& name = call.parameters["url"];
  if (name.empty() || absl::StrContains(name, "/")) {
    return SpoRefuse(call, {.status = 400,
                            .code = "-2147024809, System.ArgumentException",
                            .message = "Value does not fall within the expected range."});
  }
  auto& apps = call.state().sharepoint.apps;
  auto app = std::find_if(apps.begin(), apps.end(), [&](const CatalogApp& candidate) {
    return absl::EqualsIgnoreCase(candidate.file_name, name);
  });
  if (app != apps.end() && !absl::EqualsIgnoreCase(call.parameters["overwrite"], "true")) {
    return FileExists(call, *app);
  }
  if (app == apps.end()) {
    apps.push_back({.id = base::NewGuid(), .file_name = name});
    app = apps.end() - 1;
  }
  TakeOver(call, *app);
  app->file_size = call.request.body.size();
  app->changed = call.clock().Now();
  return SpoObject(call, FileProperties(*app));
}

http::Response Deploy(Call& call) {
  CatalogApp* app = Find(call);
  if (app == nullptr) return SpoRefuse(call, SpoResourceNotFound());
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  app->deployed = true;
  app->skip_feature_deployment = call.Body()["skipFeatureDeployment"].AsBool();
  return Done(call);
}

http::Response Retract(Call& call) {
  CatalogApp* app = Find(call);
  if (app == nullptr) return SpoRefuse(call, SpoResourceNotFound());
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  app->deployed = false;
  return Done(call);
}

http::Response Remove(Call& call) {
  const CatalogApp* app = Find(call);
  if (app == nullptr) return SpoRefuse(call, SpoResourceNotFound());
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  auto& apps = call.state().sharepoint.apps;
  apps.erase(apps.begin() + (app - apps.data()));
  return Done(call);
}

SpoError CannotInstall(absl::string_view why) {
  return {
      .status = 500, .code = "-1, Microsoft.SharePoint.SPException", .message = std::string(why)};
}

http::Response Install(Call& call) {
  const CatalogApp* app = Find(call);
  if (app == nullptr) return SpoRefuse(call, SpoResourceNotFound());
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  if (!app->deployed) {
    return SpoRefuse(call, CannotInstall("The app is not deployed in the app catalog."));
  }
  if (FindInstalled(*call.web, *app) != call.web->apps.end()) {
    return SpoRefuse(
        call, CannotInstall("Another instance of this app is already installed on this site."));
  }
  call.web->apps.push_back({.id = app->id, .version = app->version});
  return Done(call);
}

http::Response Upgrade(Call& call) {
  const CatalogApp* app = Find(call);
  if (app == nullptr) return SpoRefuse(call, SpoResourceNotFound());
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  const auto installed = FindInstalled(*call.web, *app);
  if (installed == call.web->apps.end()) return SpoRefuse(call, SpoResourceNotFound());
  installed->version = app->version;
  return Done(call);
}

http::Response Uninstall(Call& call) {
  const CatalogApp* app = Find(call);
  if (app == nullptr) return SpoRefuse(call, SpoResourceNotFound());
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  const auto installed = FindInstalled(*call.web, *app);
  if (installed == call.web->apps.end()) return SpoRefuse(call, SpoResourceNotFound());
  call.web->apps.erase(installed);
  return Done(call);
}

constexpr Route kRoutes[] = {
    {"GET", "web/GetFolderByServerRelativePath/Files({file})", GetFile},
    {"POST", "web/tenantappcatalog/Add", Add},
    {"GET", "web/tenantappcatalog/AvailableApps", List},
    {"GET", "web/tenantappcatalog/AvailableApps/GetById({id})", Get},
    {"POST", "web/tenantappcatalog/AvailableApps/GetById({id})/Deploy", Deploy},
    {"POST", "web/tenantappcatalog/AvailableApps/GetById({id})/Install", Install},
    {"POST", "web/tenantappcatalog/AvailableApps/GetById({id})/Remove", Remove},
    {"POST", "web/tenantappcatalog/AvailableApps/GetById({id})/Retract", Retract},
    {"POST", "web/tenantappcatalog/AvailableApps/GetById({id})/Uninstall", Uninstall},
    {"POST", "web/tenantappcatalog/AvailableApps/GetById({id})/Upgrade", Upgrade},
};

}  // namespace

absl::Span<const Route> SpoAppRoutes() { return kRoutes; }

}  // namespace o365::tenant
