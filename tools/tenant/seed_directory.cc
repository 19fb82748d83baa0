// People, groups and applications of Contoso.

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/resources.h"
#include "tools/tenant/seed.h"

namespace o365::tenant {
namespace {

struct Person {
  const char* nickname;  // before the @
  const char* given_name;
  const char* surname;
  const char* job_title;  // "" for accounts that are nobody's
  const char* office;
  bool has_mailbox = true;
};

constexpr Person kPeople[] = {
    {"admin", "MOD", "Administrator", "", ""},
    {"user", "Adele", "Vance", "Retail Manager", "18/2111"},
    {"mfa", "Megan", "Bowen", "Marketing Manager", "12/1110"},
    {"AarifS", "Aarif", "Sherzai", "Administrative", "", false},
    {"AchimM", "Achim", "Maier", "Accountant", "", false},
    {"AldoM", "Aldo", "Muller", "Sales Representative", "", false},
    {"AlexW", "Alex", "Wilber", "Marketing Assistant", "131/1104"},
    {"AllanD", "Allan", "Deyoung", "IT Administrator", "24/1106"},
    {"AnneM", "Anne", "Matthews", "Personal Assistant", "", false},
    {"ChristieC", "Christie", "Cline", "Buyer", "131/2105"},
    {"DebraB", "Debra", "Berger", "Administrative Assistant", "18/2107"},
    {"DiegoS", "Diego", "Siciliani", "HR Manager", "14/1108"},
    {"EmilyB", "Emily", "Braun", "Budget Analyst", "97/2302"},
    {"EnricoC", "Enrico", "Cattaneo", "Attorney", "14/1109"},
    {"GradyA", "Grady", "Archie", "Designer", "19/2109"},
    {"HenriettaM", "Henrietta", "Mueller", "Developer", "18/2110"},
    {"IrvinS", "Irvin", "Sayers", "Project Manager", "98/2202"},
    {"IsaiahL", "Isaiah", "Langer", "Web Marketing Manager", "20/1101"},
    {"JohannaL", "Johanna", "Lorenz", "CVP Engineering", "23/2102"},
    {"JoniS", "Joni", "Sherman", "Paralegal", "20/1109"},
    {"KarlM", "Karl", "Matteson", "Sales Representative", "", false},
    {"LeeG", "Lee", "Gu", "Director", "23/3101"},
    {"LidiaH", "Lidia", "Holloway", "Product Manager", "20/2107"},
    {"LynneR", "Lynne", "Robbins", "Planner", "20/1104"},
    {"MiriamG", "Miriam", "Graham", "VP Marketing", "131/2103"},
    {"NestorW", "Nestor", "Wilke", "Director", "36/2121"},
    {"PattiF", "Patti", "Fernandez", "President", "15/1102"},
    {"PradeepG", "Pradeep", "Gupta", "Accountant", "98/2202"},
};

std::string Upn(absl::string_view nickname) { return absl::StrCat(nickname, "@", kTenantDomain); }
std::string IdOf(absl::string_view nickname) { return UserId(Upn(nickname)); }

json::Value User(const Person& person) {
  const std::string upn = Upn(person.nickname);
  const auto text = [](const char* value) {
    return *value == '\0' ? json::Value() : json::Value(value);
  };
  const bool is_person = *person.job_title != '\0';
  return json::Value::Object(
      {{"id", UserId(upn)},
       {"accountEnabled", true},
       {"businessPhones",
        is_person ? json::Value::Array({"+49 30 5550100"}) : json::Value::Array()},
       {"city", is_person ? json::Value("Berlin") : json::Value()},
       {"companyName", is_person ? json::Value(kTenantName) : json::Value()},
       {"country", is_person ? json::Value("Germany") : json::Value()},
       {"createdDateTime", "2019-03-04T08:00:00Z"},
       {"department", json::Value()},
       {"displayName", absl::StrCat(person.given_name, " ", person.surname)},
       {"givenName", person.given_name},
       {"jobTitle", text(person.job_title)},
       {"mail", person.has_mailbox ? json::Value(upn) : json::Value()},
       {"mailNickname", person.nickname},
       {"mobilePhone", json::Value()},
       {"officeLocation", text(person.office)},
       {"onPremisesSyncEnabled", json::Value()},
       {"preferredLanguage", is_person ? json::Value("en-US") : json::Value()},
       {"proxyAddresses", person.has_mailbox ? json::Value::Array({absl::StrCat("SMTP:", upn)})
                                             : json::Value::Array()},
       {"surname", person.surname},
       {"usageLocation", "DE"},
       {"userPrincipalName", upn},
       {"userType", "Member"}});
}

struct SeededGroup {
  const char* name;
  const char* nickname;
  const char* description;
  bool is_public;
  bool unified;
  const char* owner;
  const char* members;  // by nickname
  int year;
};

constexpr SeededGroup kGroups[] = {
    {"Finance", "finance", "Budgets, invoices and year-end closing", false, true, "EmilyB",
     "EmilyB PradeepG AchimM", 2019},
    {"HR Team", "hr-team", "Hiring, onboarding and people matters", false, true, "DiegoS",
     "DiegoS DebraB user", 2019},
    {"Project X", "project-x", "The one that everybody talks about", true, true, "IrvinS",
     "IrvinS HenriettaM GradyA user mfa", 2023},
    {"Sales and Marketing", "salesandmarketing", "Campaigns and customers", true, true, "MiriamG",
     "MiriamG mfa AlexW IsaiahL AldoM KarlM", 2020},
    {"Team Berlin", "team-berlin", "Everybody at the Berlin office", true, true, "LynneR",
     "LynneR user AlexW DebraB LeeG", 2021},
    {"Team Munich", "team-munich", "Everybody at the Munich office", true, true, "NestorW",
     "NestorW JoniS EnricoC", 2022},
    {"Tech Ideas", "tech-ideas", "Prototypes and lunch talks", true, true, "JohannaL",
     "JohannaL HenriettaM LidiaH", 2022},
    {"Leadership", "leadership", "Strategy of the board", false, true, "PattiF",
     "PattiF MiriamG JohannaL", 2019},
    {"All Employees", "all-employees", "Everybody with a contract", false, false, "admin",
     "user mfa PattiF LeeG", 2019},
};

constexpr SeededGroup kDeletedGroup = {
    "Office Move", "office-move", "Done since summer", true, true, "LynneR", "LynneR", 2024};

std::unique_ptr<Group> MakeGroup(const SeededGroup& seeded) {
  auto group = std::make_unique<Group>();
  group->properties = GroupProperties(
      {.name = seeded.name,
       .nickname = seeded.nickname,
       .description = seeded.description,
       .is_public = seeded.is_public,
       .unified = seeded.unified,
       .id = GroupId(seeded.nickname),
       .created = absl::FromCivil(absl::CivilDay(seeded.year, 5, 6), absl::UTCTimeZone())});
  group->owners = {IdOf(seeded.owner)};
  for (absl::string_view member : absl::StrSplit(seeded.members, ' ')) {
    group->members.push_back(IdOf(member));
  }
  return group;
}

struct Principal {
  const char* name;
  const char* app_id;
  const char* publisher;  // "" for Contoso's own
};

constexpr Principal kPrincipals[] = {
    {"Microsoft Graph", kGraphAppId, "Microsoft Services"},
    {"Office 365 SharePoint Online", kSharePointAppId, "Microsoft Services"},
    {"Windows Azure Service Management API", kAzureAppId, "Microsoft Services"},
    {"Microsoft Flow Service", kFlowAppId, "Microsoft Services"},
    {"Microsoft Azure CLI", "04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Microsoft Services"},
    {"PnP Management Shell", "31359c7f-bd7e-475c-86db-fdb8c937548e", "PnP"},
    {"Contoso Timesheets", "65415bb1-9267-4313-bbf5-ae259732ee12", ""},
    // Two apps of one name, which the directory does not mind.
    {"Contoso Reports", "b1e0c1de-9a6b-4b0e-8a3f-5d4b1c3e7f20", ""},
    {"Contoso Reports", "7a4f7c0e-5f0c-4d5a-9d54-2f6f0c1be8d1", ""},
};

json::Value ServicePrincipal(const Principal& principal) {
  const bool own = *principal.publisher == '\0';
  return json::Value::Object(
      {{"id", StableGuid(absl::StrCat("principal:", principal.app_id))},
       {"deletedDateTime", json::Value()},
       {"accountEnabled", true},
       {"alternativeNames", json::Value::Array()},
       {"appDescription", json::Value()},
       {"appDisplayName", principal.name},
       {"appId", principal.app_id},
       {"appOwnerOrganizationId", own ? kTenantId : "f8cdef31-a31e-4b4a-93e4-5f571e91255a"},
       {"appRoleAssignmentRequired", false},
       {"appRoles", json::Value::Array()},
       {"createdDateTime", "2021-03-07T15:04:11Z"},
       {"description", json::Value()},
       {"displayName", principal.name},
       {"homepage", own ? json::Value("https://apps.contoso.com") : json::Value()},
       {"keyCredentials", json::Value::Array()},
       {"loginUrl", json::Value()},
       {"logoutUrl", json::Value()},
       {"notes", json::Value()},
       {"notificationEmailAddresses", json::Value::Array()},
       {"oauth2PermissionScopes", json::Value::Array()},
       {"passwordCredentials", json::Value::Array()},
       {"preferredSingleSignOnMode", json::Value()},
       {"publisherName", own ? kTenantName : principal.publisher},
       {"replyUrls", json::Value::Array()},
       {"servicePrincipalNames", json::Value::Array({principal.app_id})},
       {"servicePrincipalType", "Application"},
       {"signInAudience", own ? "AzureADMyOrg" : "AzureADMultipleOrgs"},
       {"tags", json::Value::Array({"WindowsAzureActiveDirectoryIntegratedApp"})}});
}

}  // namespace

void SeedDirectory(Directory& directory) {
  for (const Person& person : kPeople) directory.users.push_back(User(person));
  for (const SeededGroup& group : kGroups) directory.groups.push_back(MakeGroup(group));
  directory.deleted_groups.push_back(MakeGroup(kDeletedGroup));
  directory.deleted_groups.back()->properties.Set("deletedDateTime", "2026-11-02T09:30:00Z");
  for (const Principal& principal : kPrincipals) {
    directory.service_principals.push_back(ServicePrincipal(principal));
  }
}

}  // namespace o365::tenant
