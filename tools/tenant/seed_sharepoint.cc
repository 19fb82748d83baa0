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
    if (path == "/sites/contracts") AddSubweb(site, "archive", "Archive");
    if (path == "/sites/project-x") AddList(site, "Risks", 8);
    if (path == "/sites/finance") AddList(site, "Invoices", 240);
  }
  sharepoint.app_catalog_url = absl::StrCat("https://", kSpoHost, "/sites/apps");
  SeedApps(sharepoint);
  SeedCdn(sharepoint);
  SeedExternalUsers(sharepoint);
  sharepoint.storage_entities = {
      {"AnalyticsId", {.value = "UA-1234567-8", .description = "", .comment = ""}},
      {"HelpdeskUrl",
       {.value = "https://help.contoso.com",
        .description = "Where the intranet's help link leads to",
        .comment = "Kept by IT"}}};
}

}  // namespace o365::tenant
