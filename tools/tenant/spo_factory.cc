#include "tools/tenant/spo_factory.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/http/url.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/guid.h"

namespace o365::tenant {
namespace {

// The members of an SP.Web in answers of the REST service; what differs from web to web is set by
// the code below.
constexpr absl::string_view kWeb = R"json({
  "AllowRssFeeds": true, "AlternateCssUrl": "",
  "AppInstanceId": "00000000-0000-0000-0000-000000000000", "ClassicWelcomePage": null,
  "Configuration": 0, "Created": "", "CurrentChangeToken": {"StringValue": ""},
  "CustomMasterUrl": "", "Description": "",
  "DesignPackageId": "00000000-0000-0000-0000-000000000000",
  "DocumentLibraryCalloutOfficeWebAppPreviewersDisabled": false, "EnableMinimalDownload": false,
  "FooterEmphasis": 0, "FooterEnabled": false, "FooterLayout": 0, "HeaderEmphasis": 0,
  "HeaderLayout": 0, "HideTitleInHeader": false, "HorizontalQuickLaunch": false, "Id": "",
  "IsHomepageModernized": true, "IsMultilingual": true, "IsRevertHomepageLinkHidden": false,
  "Language": 1033, "LastItemModifiedDate": "", "LastItemUserModifiedDate": "",
  "LogoAlignment": 0, "MasterUrl": "", "MegaMenuEnabled": true, "NavAudienceTargetingEnabled": false,
  "NoCrawl": false, "ObjectCacheEnabled": false, "OverwriteTranslationsOnChange": false,
  "ResourcePath": {"DecodedUrl": ""}, "QuickLaunchEnabled": true, "RecycleBinEnabled": true,
  "SearchScope": 0, "ServerRelativeUrl": "", "SiteLogoUrl": null, "SyndicationEnabled": true,
  "TenantAdminMembersCanShare": 0, "Title": "", "TreeViewEnabled": false, "UIVersion": 15,
  "UIVersionConfigurationEnabled": false, "Url": "", "WebTemplate": "", "WelcomePage": ""
})json";

// The members of an SP.List.
constexpr absl::string_view kList = R"json({
  "AllowContentTypes": true, "BaseTemplate": 100, "BaseType": 0, "ContentTypesEnabled": false,
  "CrawlNonDefaultViews": false, "Created": "", "CurrentChangeToken": {"StringValue": ""},
  "DefaultContentApprovalWorkflowId": "00000000-0000-0000-0000-000000000000",
  "DefaultItemOpenUseListSetting": false, "Description": "", "Direction": "none",
  "DisableCommenting": false, "DisableGridEditing": false, "DocumentTemplateUrl": null,
  "DraftVersionVisibility": 0, "EnableAttachments": true, "EnableFolderCreation": false,
  "EnableMinorVersions": false, "EnableModeration": false, "EnableRequestSignOff": true,
  "EnableVersioning": true, "EntityTypeName": "",
  "ExemptFromBlockDownloadOfNonViewableFiles": false, "FileSavePostProcessingEnabled": false,
  "ForceCheckout": false, "HasExternalDataSource": false, "Hidden": false, "Id": "",
  "ImagePath": {"DecodedUrl": "/_layouts/15/images/itgen.png?rev=47"},
  "ImageUrl": "/_layouts/15/images/itgen.png?rev=47", "IrmEnabled": false, "IrmExpire": false,
  "IrmReject": false, "IsApplicationList": false, "IsCatalog": false, "IsPrivate": false,
  "ItemCount": 0, "LastItemDeletedDate": "", "LastItemModifiedDate": "",
  "LastItemUserModifiedDate": "", "ListExperienceOptions": 0, "ListItemEntityTypeFullName": "",
  "MajorVersionLimit": 50, "MajorWithMinorVersionsLimit": 0, "MultipleDataList": false,
  "NoCrawl": false, "ParentWebPath": {"DecodedUrl": ""}, "ParentWebUrl": "",
  "ParserDisabled": false, "ServerTemplateCanCreateFolders": true,
  "TemplateFeatureId": "00bfea71-de22-43b2-a848-c05709900100", "Title": ""
})json";

json::Value Template(absl::string_view text) { return json::Parse(text).value_or(json::Value()); }

json::Value DecodedUrl(absl::string_view url) { return json::Value::Object({{"DecodedUrl", url}}); }

// Document libraries by their template: document library, asset library and wiki pages.
bool IsLibrary(int base_template) {
  return base_template == 101 || base_template == 109 || base_template == 119 ||
         base_template == 330 || base_template == 851;
}

struct TemplateList {
  const char* title;
  int base_template;
  int items;
};

std::vector<TemplateList> ListsOf(absl::string_view site_template) {
  if (absl::StartsWith(site_template, "TENANTADMIN")) return {{"Site Pages", 119, 1}};
  std::vector<TemplateList> lists = {{"Documents", 101, 12}, {"Site Pages", 119, 3}};
  if (absl::StartsWith(site_template, "APPCATALOG")) {
    lists.push_back({"Apps for SharePoint", 330, 3});
    lists.push_back({"App Requests", 333, 0});
  } else {
    lists.push_back({"Events", 106, 4});
  }
  lists.push_back({"Site Assets", 101, 2});
  return lists;
}

constexpr char kItemType[] = "0x0100A5E4C9F1B7D24E4C8E2B0C3B1F6D7A91";
constexpr char kDocumentType[] = "0x010100B8C3D2E1F0A94D5E8F7A6B5C4D3E2F10";

json::Value ItemFields(const List& list, int id, absl::string_view title, const std::string& time) {
  const bool library = list.properties["BaseType"].AsInt() == 1;
  return json::Value::Object(
      {{"FileSystemObjectType", 0},
       {"Id", id},
       {"ServerRedirectedEmbedUri", json::Value()},
       {"ServerRedirectedEmbedUrl", ""},
       {"ContentTypeId", library ? kDocumentType : kItemType},
       {"Title", title},
       {"ID", id},
       {"Modified", time},
       {"Created", time},
       {"AuthorId", 3},
       {"EditorId", 3},
       {"OData__UIVersionString", "1.0"},
       {"Attachments", false},
       {"GUID", StableGuid(absl::StrCat("item:", list.properties["Id"].AsString(), id))}});
}

}  // namespace

json::Value GeneratedItem(const List& list, int id) {
  return ItemFields(list, id, absl::StrCat(list.properties["Title"].AsString(), " ", id),
                    list.properties["Created"].AsString());
}

ListItem& AddItem(List& list, absl::string_view title, absl::Time now) {
  list.items.push_back({.fields = ItemFields(list, list.next_item++, title, IsoTime(now)),
                        .folder = list.root_folder});
  SetItemCount(list);
  return list.items.back();
}

void SetItemCount(List& list) {
  const size_t held = list.items.size() + static_cast<size_t>(list.generated);
  list.properties.Set("ItemCount", static_cast<int64_t>(held - list.removed.size()));
}

List MakeList(const Web& web, const NewList& wanted) {
  const std::string created = IsoTime(wanted.created);
  const bool library = IsLibrary(wanted.base_template);
  const std::string base = web.path == "/" ? "" : web.path;
  const std::string entity = absl::StrReplaceAll(wanted.title, {{" ", "_x0020_"}});
  List list{.properties = Template(kList), .root_folder = ""};
  // The folder of "Documents" has kept its first name.
  list.root_folder = absl::StrCat(base, library ? "/" : "/Lists/",
                                  wanted.title == "Documents"     ? "Shared Documents"
                                  : wanted.title == "Site Pages"  ? "SitePages"
                                  : wanted.title == "Site Assets" ? "SiteAssets"
                                                                  : wanted.title);
  json::Value& p = list.properties;
  p.Set("BaseTemplate", wanted.base_template);
  p.Set("BaseType", library ? 1 : 0);
  p.Set("EnableAttachments", !library);
  p.Set("EnableFolderCreation", library);
  p.Set("EntityTypeName", library ? entity : absl::StrCat(entity, "List"));
  p.Set("ListItemEntityTypeFullName",
        absl::StrCat("SP.Data.", entity, library ? "Item" : "ListItem"));
  p.Set("Id", wanted.id);
  p.Set("ItemCount", wanted.items);
  p.Set("ParentWebPath", DecodedUrl(web.path));
  p.Set("ParentWebUrl", web.path);
  p.Set("Title", wanted.title);
  p.Set("CurrentChangeToken",
        json::Value::Object(
            {{"StringValue",
              absl::StrCat("1;3;", wanted.id, ";", absl::ToUnixMillis(wanted.created), ";100")}}));
  for (const char* name :
       {"Created", "LastItemDeletedDate", "LastItemModifiedDate", "LastItemUserModifiedDate"}) {
    p.Set(name, created);
  }
  list.folders.push_back({.path = list.root_folder, .id = StableGuid("folder:" + wanted.id)});
  for (int i = 1; i <= wanted.items; ++i) {
    const std::string title = absl::StrCat(wanted.title, " ", i);
    ListItem& item = AddItem(list, title, wanted.created);
    if (!library) continue;
    item.file = absl::StrCat(list.root_folder, "/", title, ".txt");
    item.file_id = StableGuid("file:" + wanted.id + title);
    item.content = absl::StrCat("This is ", title, ".\n");
  }
  return list;
}

Page MakePage(const Web& web, const NewPage& wanted) {
  const std::string created = IsoTime(wanted.created);
  const std::string base = web.path == "/" ? "" : web.path;
  const std::string url = absl::StrCat(base, "/SitePages/", wanted.name);
  const int number = static_cast<int>(web.pages.size()) + 1;
  Page page;
  page.file = json::Value::Object({{"CheckInComment", ""},
                                   {"CheckOutType", 2},
                                   {"CustomizedPageStatus", 1},
                                   {"Exists", true},
                                   {"IrmEnabled", false},
                                   {"Length", "780"},
                                   {"Level", 2},
                                   {"LinkingUri", json::Value()},
                                   {"LinkingUrl", ""},
                                   {"MajorVersion", 0},
                                   {"MinorVersion", 1},
                                   {"Name", wanted.name},
                                   {"ServerRelativeUrl", url},
                                   {"TimeCreated", created},
                                   {"TimeLastModified", created},
                                   {"Title", wanted.title},
                                   {"UIVersion", 1},
                                   {"UIVersionLabel", "0.1"},
                                   {"UniqueId", wanted.id}});
  page.fields = json::Value::Object({{"FileSystemObjectType", 0},
                                     {"Id", number},
                                     {"ContentTypeId", "0x0101009D1CB255DA76424F860D91F20E6C4118"},
                                     {"FileLeafRef", wanted.name},
                                     {"WikiField", json::Value()},
                                     {"Title", wanted.title},
                                     {"ClientSideApplicationId", json::Value()},
                                     {"PageLayoutType", json::Value()},
                                     {"CanvasContent1", json::Value()},
                                     {"BannerImageUrl", json::Value()},
                                     {"Description", json::Value()},
                                     {"PromotedState", json::Value()},
                                     {"FirstPublishedDate", json::Value()},
                                     {"LayoutWebpartsContent", json::Value()},
                                     {"CommentsDisabled", false},
                                     {"ID", number}});
  if (wanted.layout.empty()) return page;
  page.fields.Set("ClientSideApplicationId", "b6917cb1-93a0-4b97-a84d-7cf49975d4ec");
  page.fields.Set("PageLayoutType", wanted.layout);
  page.fields.Set("CanvasContent1", wanted.canvas);
  page.fields.Set("PromotedState", 0);
  return page;
}

std::unique_ptr<Web> MakeWeb(const NewWeb& wanted) {
  const auto url = http::ParseUrl(wanted.url);
  auto web = std::make_unique<Web>();
  web->path = url.ok() ? http::PercentDecode(url->path) : "/";
  if (web->path.size() > 1 && web->path.back() == '/') web->path.pop_back();
  web->properties = Template(kWeb);
  const std::string base = web->path == "/" ? "" : web->path;
  const std::string created = IsoTime(wanted.created);
  json::Value& p = web->properties;
  p.Set("Created", created.substr(0, created.size() - 1));
  p.Set("CurrentChangeToken",
        json::Value::Object(
            {{"StringValue",
              absl::StrCat("1;2;", wanted.id, ";", absl::ToUnixMillis(wanted.created), ";100")}}));
  p.Set("CustomMasterUrl", base + "/_catalogs/masterpage/seattle.master");
  p.Set("MasterUrl", base + "/_catalogs/masterpage/seattle.master");
  p.Set("Description", wanted.description);
  p.Set("Id", wanted.id);
  p.Set("LastItemModifiedDate", created);
  p.Set("LastItemUserModifiedDate", created);
  p.Set("ResourcePath", DecodedUrl(wanted.url));
  p.Set("ServerRelativeUrl", web->path);
  p.Set("Title", wanted.title);
  p.Set("Url", wanted.url);
  p.Set("WebTemplate", wanted.template_name);
  p.Set("WelcomePage", "SitePages/Home.aspx");
  web->root_folder = {.path = web->path, .id = StableGuid("folder:" + wanted.id)};
  web->all_properties = json::Value::Object({{"vti_approvallevels", "Approved Rejected Pending"},
                                             {"vti_defaultlanguage", "en-us"},
                                             {"NoCrawl", "false"},
                                             {"vti_extenderversion", "16.0.0.26615"}});
  web->root_folder.properties = json::Value::Object(
      {{"vti_level$  Int32", 1}, {"vti_candeleteversion", "true"}, {"vti_isbrowsable", "true"}});
  return web;
}

std::unique_ptr<Site> MakeSite(const NewSite& wanted) {
  const auto url = http::ParseUrl(wanted.url);
  auto site = std::make_unique<Site>();
  site->host = url.ok() ? url->host : "";
  site->url = wanted.url;
  site->id = wanted.id;
  site->title = wanted.title;
  site->template_name = wanted.template_name;
  site->owner = wanted.owner;
  site->group_id = wanted.group_id;
  site->classification = wanted.classification;
  site->changed = wanted.created;
  if (absl::StartsWith(wanted.template_name, "STS#0"))
    site->settings.Set("DenyAddAndCustomizePages", 1);
  const std::vector<std::string> parts = absl::StrSplit(wanted.template_name, '#');
  site->webs.push_back(MakeWeb({.url = wanted.url,
                                .title = wanted.title,
                                .description = wanted.description,
                                .template_name = parts[0],
                                .id = StableGuid("web:" + wanted.id),
                                .created = wanted.created}));
  for (const TemplateList& list : ListsOf(wanted.template_name)) {
    site->root().lists.push_back(
        MakeList(site->root(), {.title = list.title,
                                .base_template = list.base_template,
                                .items = list.items,
                                .id = StableGuid(absl::StrCat("list:", wanted.id, list.title)),
                                .created = wanted.created}));
  }
  return site;
}

}  // namespace o365::tenant
