// Users and items by the hundred thousand, for measuring: they are computed when somebody looks.

#include <cstdint>
#include <cstdio>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/seed.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/spo_factory.h"

namespace o365::tenant {
namespace {

constexpr char kUserPrefix[] = "b17e0000-0000-4000-8000-";  // twelve digits of hexadecimal follow
constexpr char kNamePrefix[] = "user";                      // seven digits follow
constexpr const char* kGivenNames[] = {"Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gia", "Hugo"};
constexpr const char* kSurnames[] = {"Abel",  "Brandt",  "Costa", "Dietz",
                                     "Evans", "Fischer", "Gray"};
constexpr const char* kDepartments[] = {"Sales", "Finance", "IT", "HR", "Legal"};

json::Value GeneratedUser(size_t index) {
  const std::string name = absl::StrFormat("%s%07d", kNamePrefix, index);
  const std::string upn = absl::StrCat(name, "@", kTenantDomain);
  const char* given = kGivenNames[index % std::size(kGivenNames)];
  const char* surname = kSurnames[index % std::size(kSurnames)];
  json::Value user = TypeNamed("user").shape;
  const std::pair<const char*, json::Value> known[] = {
      {"id", absl::StrFormat("%s%012x", kUserPrefix, index)},
      {"createdDateTime", "2024-01-15T08:00:00Z"},
      {"department", kDepartments[index % std::size(kDepartments)]},
      {"displayName", absl::StrCat(given, " ", surname, " ", index)},
      {"givenName", given},
      {"mail", upn},
      {"mailNickname", name},
      {"surname", surname},
      {"usageLocation", "DE"},
      {"userPrincipalName", upn}};
  for (const auto& [property, value] : known) user.Set(property, value);
  return user;
}

// The index in an id or a user principal name.
std::optional<size_t> IndexOf(absl::string_view id_or_name) {
  const std::string text = absl::AsciiStrToLower(id_or_name);
  absl::string_view rest = text;
  uint64_t index = 0;
  if (absl::ConsumePrefix(&rest, kUserPrefix)) {
    if (!absl::SimpleHexAtoi(rest, &index)) return std::nullopt;
    return index;
  }
  if (!absl::ConsumePrefix(&rest, kNamePrefix)) return std::nullopt;
  absl::ConsumeSuffix(&rest, absl::StrCat("@", kTenantDomain));
  if (!absl::SimpleAtoi(rest, &index)) return std::nullopt;
  return index;
}

}  // namespace

void SeedBulk(State& state, const Bulk& bulk) {
  if (bulk.users > 0) {
    state.directory.Of("user").Generate(
        {.count = static_cast<size_t>(bulk.users), .make = GeneratedUser, .find = IndexOf});
  }
  if (bulk.items == 0) return;
  Web& web = FindSite(state.sharepoint, absl::StrCat("https://", kSpoHost))->root();
  List list = MakeList(web, {.title = "Big",
                             .id = StableGuid("list:big"),
                             .created = absl::FromUnixSeconds(1'700'000'000)});
  list.generated = bulk.items;
  list.next_item = bulk.items + 1;
  list.properties.Set("ItemCount", bulk.items);
  web.lists.push_back(std::move(list));
}

}  // namespace o365::tenant
