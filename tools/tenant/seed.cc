#include "tools/tenant/seed.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/guid.h"

namespace o365::tenant {

std::string UserId(absl::string_view upn) {
  return StableGuid(absl::StrCat("user:", absl::AsciiStrToLower(upn)));
}

std::string GroupId(absl::string_view nickname) {
  return StableGuid(absl::StrCat("group:", nickname));
}

void SeedIdentities(Authority& authority) {
  authority.AddApp({.id = "31359c7f-bd7e-475c-86db-fdb8c937548e", .name = "PnP Management Shell"});
  authority.AddApp({.id = "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
                    .name = "Microsoft Azure CLI",
                    .first_party = true});
  authority.AddAccount({.upn = kAdminUpn,
                        .object_id = UserId(kAdminUpn),
                        .name = "MOD Administrator",
                        .password = kPassword,
                        .administrator = true});
  authority.AddAccount({.upn = kUserUpn,
                        .object_id = UserId(kUserUpn),
                        .name = "Adele Vance",
                        .password = kPassword});
  authority.AddAccount({.upn = kSecondFactorUpn,
                        .object_id = UserId(kSecondFactorUpn),
                        .name = "Megan Bowen",
                        .password = kPassword,
                        .needs_second_factor = true});
}

void Seed(State& state) {
  SeedDirectory(state.directory);
  SeedApplications(state);
  SeedRoles(state);
  SeedTenant(state);
  SeedSharePoint(state.sharepoint);
  SeedPowerAutomate(state.power_automate);
}

}  // namespace o365::tenant
