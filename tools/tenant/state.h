// What the tenant holds: plain data, guarded by the tenant's lock. Objects that services hand out
// whole are kept as the JSON they are shown in.

#ifndef TOOLS_TENANT_STATE_H_
#define TOOLS_TENANT_STATE_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/json/value.h"
#include "tools/tenant/entity.h"

namespace o365::tenant {

// --- Microsoft Entra ID -------------------------------------------------------------------------

// Everything that Microsoft Graph has collections of, by type: "user", "group",
// "appRoleAssignment".
struct Directory {
  EntityStore& Of(absl::string_view type) {
    return stores.try_emplace(std::string(type), type).first->second;
  }
  std::map<std::string, EntityStore, std::less<>> stores;
  // What can be restored for 30 days.
  std::vector<std::unique_ptr<Entity>> deleted;
};

// --- SharePoint Online --------------------------------------------------------------------------

// An item of a list; in a library, of a file.
struct ListItem {
  json::Value fields;        // as the REST API shows it
  std::string file = {};     // server-relative path; "" when it is no file
  std::string file_id = {};  // GUID
  std::string content = {};
  std::string folder = {};  // server-relative path of the folder it is in
};

struct Folder {
  std::string path;  // server-relative
  std::string id = {};
  json::Value properties = json::Value::Object();  // its property bag
};

struct List {
  json::Value properties;   // as the REST API shows it, without RootFolder
  std::string root_folder;  // server-relative
  std::vector<ListItem> items = {};
  int next_item = 1;
  std::vector<Folder> folders = {};  // the root folder first
  // Items with the ids from 1 on that are made when somebody looks, but for those removed.
  int generated = 0;
  std::set<int> removed = {};
};

// An app as it is installed in a web.
struct InstalledApp {
  std::string id;
  std::string version;
};

// A modern page: a file of the library SitePages, and the fields of its list item.
struct Page {
  json::Value file;    // as the REST API shows it, without ListItemAllFields
  json::Value fields;  // the list item
};

struct Web {
  std::string path;        // server-relative, "/" for a host's root
  json::Value properties;  // as the REST API shows it
  std::vector<List> lists = {};
  std::vector<InstalledApp> apps = {};
  std::vector<json::Value> custom_actions = {};        // as the REST API shows them
  json::Value all_properties = json::Value::Object();  // the property bag
  Folder root_folder = {};
  std::vector<Page> pages = {};
  bool shares_navigation = false;  // of its parent
};

struct Site {
  std::string host;
  std::string url;  // without a slash at the end
  std::string id;
  std::string title;
  std::string template_name;  // GROUP#0, SITEPAGEPUBLISHING#0, ...
  std::string owner;          // e-mail address
  std::string group_id = {};  // of the Microsoft 365 group, if there is one
  std::string classification = {};
  int sharing = 1;          // Microsoft.Online.SharePoint.TenantManagement.SharingCapabilities
  int storage_used = 1;     // MB
  std::string hub_id = {};  // of the hub that it has joined, if any
  // Whether pages may have scripts of their own; new sites have that turned off.
  bool custom_scripts() const { return settings["DenyAddAndCustomizePages"].AsInt() == 1; }
  // What the tenant's administrators set, under the names of SiteProperties.
  json::Value settings = json::Value::Object({{"AllowSelfServiceUpgrade", true},
                                              {"DenyAddAndCustomizePages", 2},
                                              {"Lcid", 1033},
                                              {"LockState", "Unlock"},
                                              {"StorageMaximumLevel", 26214400},
                                              {"StorageWarningLevel", 25574400},
                                              {"TimeZoneId", 4},
                                              {"UserCodeMaximumLevel", 300},
                                              {"UserCodeWarningLevel", 200}});
  std::vector<std::string> administrators = {};
  bool flows_disabled = false;
  bool has_app_catalog = false;  // of its own
  absl::Time changed = absl::UnixEpoch();
  std::vector<json::Value> custom_actions = {};
  // The root web first; pointers, so that one stays valid while another is added.
  std::vector<std::unique_ptr<Web>> webs = {};

  Web& root() const { return *webs.front(); }
};

// A solution in the tenant's app catalog.
struct CatalogApp {
  std::string id;               // of the file in the catalog
  std::string product_id = {};  // of the solution
  std::string title = {};
  std::string version = {};
  std::string file_name = {};
  size_t file_size = 4711;
  absl::Time changed = absl::FromUnixSeconds(1'700'000'000);
  bool deployed = false;
  bool skip_feature_deployment = false;
  bool client_side = true;
  bool valid = true;  // the file is a package
};

struct StorageEntity {
  std::string value;
  std::string description;
  std::string comment;
};

struct CdnOrigin {
  std::string path;  // in upper case
  // Until then the network is not yet set up for it.
  absl::Time pending_until = absl::InfinitePast();
};

// One of the two content delivery networks, public (0) and private (1).
struct Cdn {
  bool enabled = false;
  std::vector<CdnOrigin> origins = {};
  std::map<int, std::string> policies =
      {};  // by Microsoft.Online.SharePoint.SPOTenantCdnPolicyType
};

// A site that others can join.
struct HubSite {
  std::string id;  // that of its site
  std::string title;
  std::string description = {};
  std::string logo_url = {};
  std::vector<std::string> joiners = {};  // user principal names; everybody when there are none
};

struct SiteScript {
  std::string id;
  std::string title;
  std::string description = {};
  std::string content = {};  // JSON
  int64_t version = 1;
};

struct SiteDesign {
  std::string id;
  json::Value properties;                 // as the REST API shows it
  std::vector<std::string> viewers = {};  // user principal names; everybody when there are none
};

struct Theme {
  std::string name;
  json::Value json;  // {"isInverted", "name", "palette"}
};

// Somebody from elsewhere who accepted an invitation.
struct ExternalUser {
  json::Value properties;          // as CSOM shows it
  std::vector<std::string> sites;  // URLs
};

// The principal of SharePoint Framework code, with what it may do and what apps ask for it. The
// elements are as CSOM shows them.
struct WebAppPrincipal {
  bool enabled = true;
  std::vector<json::Value> grants = {};
  std::vector<json::Value> requests = {};
};

struct SharePoint {
  std::vector<std::unique_ptr<Site>> sites;
  std::vector<ExternalUser> external_users;
  std::vector<std::unique_ptr<Site>> deleted_sites = {};
  // Operations that go on after their answer, by identity, with when they end.
  std::map<std::string, absl::Time> operations = {};
  WebAppPrincipal web_app_principal = {};
  std::string app_catalog_url;
  std::vector<CatalogApp> apps;
  std::map<std::string, StorageEntity> storage_entities;
  std::vector<HubSite> hubs;
  std::vector<SiteScript> site_scripts;
  std::vector<SiteDesign> site_designs;
  std::vector<Theme> themes;
  Cdn cdns[2];
  // Form digests that were handed out, with the end of their life.
  std::map<std::string, absl::Time> digests;
};

// --- Power Automate -----------------------------------------------------------------------------

struct FlowRun {
  std::string name;
  std::string status;  // Running, Succeeded, Failed, Cancelled
  absl::Time start;
  absl::Time end = absl::InfiniteFuture();  // while it runs
  json::Value trigger = {};                 // what started it
};

// Somebody with whom a flow is shared.
struct FlowOwner {
  std::string id;
  std::string type;  // User, Group
  std::string role;  // CanView, CanEdit
};

struct Flow {
  std::string environment;
  json::Value properties;  // as the service shows it
  std::vector<FlowOwner> owners = {};
  std::vector<FlowRun> runs = {};  // the latest first
};

struct PowerAutomate {
  std::vector<json::Value> environments;
  std::vector<Flow> flows;
  std::map<std::string, std::string> packages = {};  // that were exported, by name of the file
};

struct State {
  Directory directory;
  SharePoint sharepoint;
  PowerAutomate power_automate;
};

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_STATE_H_
