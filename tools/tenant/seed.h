// The tenant as it is when it starts: Contoso, a company of two dozen people. Every GUID is the
// same in each run.

#ifndef TOOLS_TENANT_SEED_H_
#define TOOLS_TENANT_SEED_H_

#include "tools/tenant/authority.h"
#include "tools/tenant/state.h"

namespace o365::tenant {

inline constexpr char kAdminUpn[] = "admin@contoso.onmicrosoft.com";
inline constexpr char kUserUpn[] = "user@contoso.onmicrosoft.com";
inline constexpr char kSecondFactorUpn[] = "mfa@contoso.onmicrosoft.com";
inline constexpr char kPassword[] = "pass@word1";
// "Contoso Automation", an app for pipelines that acts for itself, and its secret, which holds what
// must be encoded in forms.
inline constexpr char kAutomationAppId[] = "5c9a1d3e-7f42-4b06-9e85-c1a0d2f4b673";
inline constexpr char kAutomationSecret[] = "Q~8+x/Cont%2Foso&Ci=Cd.~_-#1 z";
inline constexpr char kAzureCliAppId[] = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
// The identities that Azure manages: that of the machine itself, and one that was made for it.
inline constexpr char kMachineAppId[] = "d2b7e6a0-31c4-4f58-8a9d-6e0f5b1c7d24";
inline constexpr char kMachineResourceId[] =
    "/subscriptions/8f3d2c1b-0a9e-4d7c-b6a5-948372615f0e/resourcegroups/automation/providers/"
    "Microsoft.Compute/virtualMachines/runner";
inline constexpr char kUserAssignedAppId[] = "91e0c7f3-6b2d-4a85-9f14-d3c8b7a6e592";
inline constexpr char kUserAssignedResourceId[] =
    "/subscriptions/8f3d2c1b-0a9e-4d7c-b6a5-948372615f0e/resourcegroups/automation/providers/"
    "Microsoft.ManagedIdentity/userAssignedIdentities/automation";

// The apps that people sign in to, and the accounts that can sign in.
void SeedIdentities(Authority& authority);

// Users, groups, sites, apps, flows.
void Seed(State& state);
// Its parts, one a service.
void SeedDirectory(Directory& directory);
void SeedApplications(State& state);
void SeedRoles(State& state);
void SeedTenant(State& state);
void SeedSharePoint(SharePoint& sharepoint);
void SeedPowerAutomate(PowerAutomate& power_automate);

// What is computed rather than held, beside the seeded users and lists.
struct Bulk {
  int users = 0;
  int items = 0;  // of the list "Big" in the root site
};
void SeedBulk(State& state, const Bulk& bulk);

// The object id of the seeded user with this user principal name.
std::string UserId(absl::string_view upn);
// The object id of the seeded group with this mail nickname.
std::string GroupId(absl::string_view nickname);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_SEED_H_
