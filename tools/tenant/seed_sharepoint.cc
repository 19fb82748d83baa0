// Sites, webs, lists and apps of Contoso.

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/seed.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/spo_factory.h"

namespace o365::tenant {
namespace {

struct SeededSite {
  const char* host;
  const char* path;
  const char* title;
  const char* template_name;
  const char* owner;       // before the @
  const char* group = "";  // mail nickname
  int year = 2019;
};

constexpr char kMyHost[] = "contoso-my.sharepoint.com";

constexpr SeededSite kSites[] = {
    {kSpoHost, "", "Contoso", "SITEPAGEPUBLISHING#0", "admin"},
    {kSpoAdminHost, "", "SharePoint admin center", "TENANTADMIN#0", "admin"},
    {kSpoHost, "/sites/apps", "Apps", "APPCATALOG#0", "admin"},
    {kSpoHost, "/sites/hr", "Human Resources", "SITEPAGEPUBLISHING#0", "DiegoS", "", 2020},
    {kSpoHost, "/sites/marketing", "Marketing", "SITEPAGEPUBLISHING#0", "MiriamG", "", 2021},
    {kSpoHost, "/sites/benefits", "Benefits@Contoso", "SITEPAGEPUBLISHING#0", "DiegoS", "", 2022},
    {kSpoHost, "/sites/contracts", "Contracts", "STS#0", "EnricoC", "", 2019},
    {kSpoHost, "/sites/finance", "Finance", "GROUP#0", "EmilyB", "finance"},
    {kSpoHost, "/sites/hr-team", "HR Team", "GROUP#0", "DiegoS", "hr-team"},
    {kSpoHost, "/sites/project-x", "Project X", "GROUP#0", "IrvinS", "project-x", 2023},
    {kSpoHost, "/sites/salesandmarketing", "Sales and Marketing", "GROUP#0", "MiriamG",
     "salesandmarketing", 2020},
    {kSpoHost, "/sites/team-berlin", "Team Berlin", "GROUP#0", "LynneR", "team-berlin", 2021},
    {kSpoHost, "/sites/team-munich", "Team Munich", "GROUP#0", "NestorW", "team-munich", 2022},
    {kSpoHost, "/sites/tech-ideas", "Tech Ideas", "GROUP#0", "JohannaL", "tech-ideas", 2022},
    {kSpoHost, "/sites/leadership", "Leadership", "GROUP#0", "PattiF", "leadership"},
    {kMyHost, "", "OneDrive", "SPSMSITEHOST#0", "admin"},
    {kMyHost, "/personal/user_contoso_onmicrosoft_com", "Adele Vance", "SPSPERS#10", "user", "",
     2020},
};

absl::Time Year(int year) {
  return absl::FromCivil(absl::CivilDay(year, 5, 6), absl::UTCTimeZone());
}

void AddSubweb(Site& site, const char* name, const char* title) {
  const std::string url = absl::StrCat(site.url, "/", name);
  site.webs.push_back(MakeWeb(
      {.url = url, .title = title, .id = StableGuid("web:" + url), .created = site.changed}));
  Web& web = *site.webs.back();
  web.lists.push_back(MakeList(web, {.title = "Documents",
                                     .base_template = 101,
                                     .items = 5,
                                     .id = StableGuid("list:" + url + "Documents"),
                                     .created = site.changed}));
}

void AddList(Site& site, const char* title, int items) {
  site.root().lists.push_back(
      MakeList(site.root(), {.title = title,
                             .items = items,
                             .id = StableGuid(absl::StrCat("list:", site.url, title)),
                             .created = site.changed}));
}

// Attributes of the canvas hold JSON with its punctuation as references.
std::string Escaped(const json::Value& value) {
  return absl::StrReplaceAll(json::Write(value),
                             {{"\"", "&quot;"}, {":", "&#58;"}, {"{", "&#123;"}, {"}", "&#125;"}});
}

json::Value ControlData(int type, const std::string& id, int section) {
  return json::Value::Object({{"controlType", type},
                              {"id", id},
                              {"position", json::Value::Object({{"zoneIndex", section},
                                                                {"sectionIndex", 1},
                                                                {"controlIndex", 1},
                                                                {"sectionFactor", 12}})}});
}

std::string Control(const json::Value& data, const std::string& content) {
  return absl::StrCat(
      R"(<div data-sp-canvascontrol="" data-sp-canvasdataversion="1.0" data-sp-controldata=")",
      Escaped(data), "\">", content, "</div>");
}

// News, and under it a text.
std::string HomeCanvas(const Site& site) {
  constexpr char kNews[] = "8c88f208-6c77-4bdb-86a0-0c47b4316588";
  const std::string id = StableGuid("news:" + site.url);
  const json::Value part =
      json::Value::Object({{"id", kNews},
                           {"instanceId", id},
                           {"title", "News"},
                           {"description", "Display recent news."},
                           {"dataVersion", "1.0"},
                           {"properties", json::Value::Object({{"layoutId", "FeaturedNews"}})}});
  return absl::StrCat(
      "<div>",
      Control(ControlData(3, id, 1),
              absl::StrCat(R"(<div data-sp-webpart="" data-sp-webpartdataversion="1.0" )"
                           R"(data-sp-webpartdata=")",
                           Escaped(part), R"("><div data-sp-componentid="">)", kNews,
                           R"(</div><div data-sp-htmlproperties=""></div></div>)")),
      Control(ControlData(4, StableGuid("text:" + site.url), 2),
              absl::StrCat(R"(<div data-sp-rte=""><p>Welcome to )", site.title, "</p>\n</div>")),
      "</div>");
}

void SeedPages(Site& site) {
  if (site.root().path == "/" && site.host != kSpoHost) return;
  site.root().pages.push_back(MakePage(site.root(), {.name = "Home.aspx",
                                                     .title = "Home",
                                                     .layout = "Home",
                                                     .canvas = HomeCanvas(site),
                                                     .id = StableGuid("page:" + site.url),
                                                     .created = site.changed}));
  // A wiki page of old, which is no modern one.
  site.root().pages.push_back(MakePage(site.root(), {.name = "How to use this library.aspx",
                                                     .title = "How to use this library",
                                                     .layout = "",
                                                     .id = StableGuid("wiki:" + site.url),
                                                     .created = site.changed}));
}

json::Value Permission(const char* resource, const char* scope) {
  return json::Value::Object({{"Resource", resource}, {"Scope", scope}});
}

// What apps of the catalog may do and what they ask for.
void SeedPrincipal(WebAppPrincipal& principal) {
  json::Value grant = Permission("Microsoft Graph", "User.Read.All");
  grant.Set("ClientId", StableGuid("web app principal"));
  grant.Set("ConsentType", "AllPrincipals");
  grant.Set("ObjectId", "50NAzUm3C0K9B6p8ORLtIsQccg4rMERGvFGRtBsk2fA");
  grant.Set("ResourceId", StableGuid("resource:Microsoft Graph"));
  principal.grants.push_back(std::move(grant));
  for (const char* scope : {"Calendars.Read", "Mail.Read"}) {
    json::Value request = Permission("Microsoft Graph", scope);
    request.Set("Id", absl::StrCat("/Guid(", StableGuid(absl::StrCat("request:", scope)), ")/"));
    request.Set("ResourceId", "Microsoft Graph");
    principal.requests.push_back(std::move(request));
  }
}

void SeedDeletedSite(SharePoint& sharepoint) {
  sharepoint.deleted_sites.push_back(
      MakeSite({.url = absl::StrCat("https://", kSpoHost, "/sites/summer-party"),
                .title = "Summer Party",
                .template_name = "STS#0",
                .owner = absl::StrCat("PattiF@", kTenantDomain),
                .id = StableGuid("site:summer-party"),
                .created = Year(2023)}));
}

void SeedApps(SharePoint& sharepoint) {
  const auto add = [&](const char* file, const char* title, const char* version, bool deployed) {
    sharepoint.apps.push_back({.id = StableGuid(absl::StrCat("app file:", file)),
                               .product_id = StableGuid(absl::StrCat("app:", file)),
                               .title = title,
                               .version = version,
                               .file_name = file,
                               .deployed = deployed});
  };
  add("announcements.sppkg", "announcements-client-side-solution", "1.2.0.0", true);
  add("birthdays.sppkg", "birthdays-client-side-solution", "1.0.0.0", true);
  add("timesheets.sppkg", "timesheets-client-side-solution", "2.0.1.0", false);
  for (const auto& site : sharepoint.sites) {
    if (site->url == absl::StrCat("https://", kSpoHost, "/sites/project-x")) {
      site->root().apps.push_back({.id = sharepoint.apps[0].id, .version = "1.0.0.0"});
    }
  }
}

// The settings that a tenant starts with.
void SeedCdn(SharePoint& sharepoint) {
  for (Cdn& cdn : sharepoint.cdns) {
    cdn.policies = {
        {0, "CSS,EOT,GIF,ICO,JPEG,JPG,JS,MAP,PNG,SVG,TTF,WOFF,JSON"}, {1, " "}, {2, "False"}};
  }
  sharepoint.cdns[0].enabled = true;
  sharepoint.cdns[0].origins = {
      {.path = "*/MASTERPAGE"}, {.path = "*/STYLE LIBRARY"}, {.path = "*/CLIENTSIDEASSETS"}};
  sharepoint.cdns[1].policies[0] = "GIF,ICO,JPEG,JPG,JS,PNG";
}

// Twelve, so that they fill more than one page of ten.
constexpr const char* kGuests[] = {"Aisha Khan",  "Bruno Costa",  "Clara Meyer",  "Daan Visser",
                                   "Elif Demir",  "Farid Haddad", "Greta Nilsen", "Hugo Laurent",
                                   "Ines Romero", "Jonas Berg",   "Kira Novak",   "Luca Ferri"};

void SeedExternalUsers(SharePoint& sharepoint) {
  for (const char* name : kGuests) {
    const int number = static_cast<int>(sharepoint.external_users.size());
    const std::string address = absl::StrCat(
        absl::AsciiStrToLower(absl::StrReplaceAll(name, {{" ", "."}})), "@fabrikam.com");
    ExternalUser user = {
        .properties = json::Value::Object(
            {{"_ObjectType_", "Microsoft.Online.SharePoint.TenantManagement.ExternalUser"},
             {"AcceptedAs", address},
             {"DisplayName", name},
             {"InvitedAs", address},
             {"InvitedBy", json::Value()},
             {"IsCrossTenant", false},
             {"LoginName", json::Value()},
             {"UniqueId", absl::StrCat("10030000", absl::Hex(0x9BF10C00 + number))},
             {"UserId", number + 1},
             {"WhenCreated", absl::StrCat("/Date(2024,10,", number + 1, ",9,30,0,0)/")}}),
        .sites = {}};
    // Every third one works on the project.
    if (number % 3 == 0) {
      user.sites.push_back(absl::StrCat("https://", kSpoHost, "/sites/project-x"));
    }
    sharepoint.external_users.push_back(std::move(user));
  }
}

}  // namespace

void SeedSharePoint(SharePoint& sharepoint) {
  for (const SeededSite& seeded : kSites) {
    const std::string url = absl::StrCat("https://", seeded.host, seeded.path);
    sharepoint.sites.push_back(
        MakeSite({.url = url,
                  .title = seeded.title,
                  .template_name = seeded.template_name,
                  .owner = absl::StrCat(seeded.owner, "@", kTenantDomain),
                  .group_id = *seeded.group == '\0' ? "" : GroupId(seeded.group),
                  .id = StableGuid("site:" + url),
                  .created = Year(seeded.year)}));
    Site& site = *sharepoint.sites.back();
    site.storage_used = 1 + static_cast<int>(sharepoint.sites.size()) * 37 % 900;
    const absl::string_view path = seeded.path;
    if (path == "/sites/hr") {
      AddSubweb(site, "onboarding", "Onboarding");
      AddSubweb(site, "training", "Training");
      AddList(site, "Policies", 17);
    }
    SeedPages(site);
    if (path == "/sites/contracts") AddSubweb(site, "archive", "Archive");
    if (path == "/sites/project-x") AddList(site, "Risks", 8);
    if (path == "/sites/finance") AddList(site, "Invoices", 240);
  }
  sharepoint.app_catalog_url = absl::StrCat("https://", kSpoHost, "/sites/apps");
  SeedApps(sharepoint);
  SeedCdn(sharepoint);
  SeedExternalUsers(sharepoint);
  SeedDeletedSite(sharepoint);
  SeedPrincipal(sharepoint.web_app_principal);
  sharepoint.storage_entities = {
      {"AnalyticsId", {.value = "UA-1234567-8", .description = "", .comment = ""}},
      {"HelpdeskUrl",
       {.value = "https://help.contoso.com",
        .description = "Where the intranet's help link leads to",
        .comment = "Kept by IT"}}};
}

}  // namespace o365::tenant
