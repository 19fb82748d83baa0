// People and groups of Contoso.

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/guid.h"
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
  json::Value user = TypeNamed("user").shape;
  const json::Value known = json::Value::Object(
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
  for (const auto& [name, value] : known.members()) user.Set(name, value);
  return user;
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

Entity MakeGroup(const SeededGroup& seeded) {
  Entity group{
      .properties = GroupProperties(
          {.name = seeded.name,
           .nickname = seeded.nickname,
           .description = seeded.description,
           .is_public = seeded.is_public,
           .unified = seeded.unified,
           .id = GroupId(seeded.nickname),
           .created = absl::FromCivil(absl::CivilDay(seeded.year, 5, 6), absl::UTCTimeZone())})};
  group.links["owners"] = {IdOf(seeded.owner)};
  for (absl::string_view member : absl::StrSplit(seeded.members, ' ')) {
    group.links["members"].push_back(IdOf(member));
  }
  return group;
}

// The kinds of group that are neither a Microsoft 365 group nor a plain security group.
void SeedSpecialGroups(EntityStore& groups) {
  const auto add = [&](const SeededGroup& seeded, const std::vector<json::Member>& properties) {
    Entity group = MakeGroup(seeded);
    for (const auto& [name, value] : properties) group.properties.Set(name, value);
    groups.Add(std::move(group));
  };
  const auto mail = [](const char* nickname) { return json::Value(Upn(nickname)); };
  add({"Facilities", "facilities", "Doors, desks and coffee", false, false, "AllanD",
       "AllanD LynneR", 2020},
      {{"mailEnabled", true}, {"mail", mail("facilities")}});
  add({"Newsletter", "newsletter", "What is new at Contoso", false, false, "MiriamG",
       "MiriamG AlexW IsaiahL", 2020},
      {{"mailEnabled", true}, {"securityEnabled", false}, {"mail", mail("newsletter")}});
  add({"Designers (dynamic)", "designers", "Everybody whose job is design", false, false, "admin",
       "GradyA", 2023},
      {{"groupTypes", json::Value::Array({"DynamicMembership"})},
       {"membershipRule", "user.jobTitle -eq \"Designer\""},
       {"membershipRuleProcessingState", "On"}});
  add({"SharePoint Administrators", "sharepoint-admins", "Who keeps SharePoint running", false,
       false, "admin", "AllanD", 2022},
      {{"isAssignableToRole", true}});
}

void SeedGuest(EntityStore& users) {
  json::Value guest = User({"partner_fabrikam.com#EXT#", "Pavel", "Novak", "", "", false});
  guest.Set("mail", "partner@fabrikam.com");
  guest.Set("userType", "Guest");
  guest.Set("creationType", "Invitation");
  guest.Set("externalUserState", "Accepted");
  guest.Set("otherMails", json::Value::Array({"partner@fabrikam.com"}));
  guest.Set("usageLocation", json::Value());
  users.Add({.properties = std::move(guest)});
}

// Who leads whom.
constexpr std::pair<const char*, const char*> kManagers[] = {
    {"user", "MiriamG"},        {"mfa", "MiriamG"},     {"AlexW", "mfa"},
    {"IsaiahL", "mfa"},         {"MiriamG", "PattiF"},  {"JohannaL", "PattiF"},
    {"HenriettaM", "JohannaL"}, {"GradyA", "JohannaL"}, {"LidiaH", "JohannaL"},
    {"EmilyB", "PradeepG"},     {"IrvinS", "NestorW"},  {"LynneR", "LeeG"},
    {"DebraB", "DiegoS"}};

}  // namespace

void SeedDirectory(Directory& directory) {
  EntityStore& users = directory.Of("user");
  for (const Person& person : kPeople) users.Add({.properties = User(person)});
  SeedGuest(users);
  for (const auto& [person, manager] : kManagers) {
    users.Find(IdOf(person))->links["manager"] = {IdOf(manager)};
  }
  EntityStore& groups = directory.Of("group");
  for (const SeededGroup& group : kGroups) groups.Add(MakeGroup(group));
  SeedSpecialGroups(groups);
  auto deleted = std::make_unique<Entity>(MakeGroup(kDeletedGroup));
  deleted->type = "group";
  deleted->properties.Set("deletedDateTime", "2026-11-02T09:30:00Z");
  directory.deleted.push_back(std::move(deleted));
}

}  // namespace o365::tenant
