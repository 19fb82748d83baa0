#include "common/auth/app.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/auth/grants.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/storage/settings.h"

namespace o365::auth {
namespace {

// The multi-tenant registration that the commands were first documented with.
constexpr absl::string_view kSharedAppId = "31359c7f-bd7e-475c-86db-fdb8c937548e";

constexpr absl::string_view kFederated = "federatedIdentity";

std::string OfFederation(const base::Environment& environment, const Grant& grant,
                         std::initializer_list<absl::string_view> variables) {
  return grant.name == kFederated ? environment.FirstOf(variables) : "";
}

absl::Status Required(absl::string_view option, const Grant& grant, absl::string_view hint) {
  return base::WithHint(
      base::UsageError(
          absl::StrCat("option '--", option, "' is required with '--authType ", grant.name, "'")),
      hint);
}

}  // namespace

absl::StatusOr<std::string> DefaultAuthType(const base::Environment& environment) {
  ASSIGN_OR_RETURN(const std::string name,
                   storage::VariableOrSetting(environment, "O365_AUTH", "authType"));
  if (name.empty()) return name;
  const absl::StatusOr<const Grant*> grant = FindGrant(name);
  if (grant.ok()) return std::string((*grant)->name);
  const bool variable = !environment.Get("O365_AUTH").empty();
  return base::UsageError(absl::StrCat(variable ? "O365_AUTH" : "the setting 'authType'", ": ",
                                       grant.status().message()));
}

absl::StatusOr<std::string> ChooseAppId(const base::Environment& environment,
                                        absl::string_view service, const Grant& grant,
                                        absl::string_view given) {
  if (!given.empty()) return std::string(given);
  const std::string upper = absl::AsciiStrToUpper(service);
  std::string found = environment.FirstOf({absl::StrCat("O365_", upper, "_APPID"),
                                           absl::StrCat("OFFICE365CLI_AAD", upper, "APPID"),
                                           "O365_APPID", "OFFICE365CLI_AADAPPID"});
  if (!found.empty()) return found;
  ASSIGN_OR_RETURN(found, storage::ReadSetting(environment, "appId", "O365_APPID"));
  if (found.empty())
    found = OfFederation(environment, grant, {"AZURE_CLIENT_ID", "AZURESUBSCRIPTION_CLIENT_ID"});
  if (!found.empty()) return found;
  if (grant.own_app)
    return Required("appId", grant, "or set O365_APPID (see README, 'Connect to your tenant')");
  return std::string(kSharedAppId);
}

absl::StatusOr<std::string> ChooseTenant(const base::Environment& environment, const Grant& grant,
                                         absl::string_view given) {
  std::string tenant(given);
  if (tenant.empty()) {
    ASSIGN_OR_RETURN(tenant, storage::VariableOrSetting(environment, "O365_TENANT", "tenant"));
  }
  if (tenant.empty())
    tenant = OfFederation(environment, grant, {"AZURE_TENANT_ID", "AZURESUBSCRIPTION_TENANT_ID"});
  const bool any = tenant.empty() || absl::EqualsIgnoreCase(tenant, "organizations") ||
                   absl::EqualsIgnoreCase(tenant, "common") ||
                   absl::EqualsIgnoreCase(tenant, "consumers");
  if (any && grant.own_tenant)
    return Required("tenant", grant, "give the tenant's id or domain, or set O365_TENANT");
  if (tenant.empty()) return "organizations";
  // It becomes a part of the sign-in URL's path.
  const bool plain = std::all_of(tenant.begin(), tenant.end(), [](char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '.' || c == '_';
  });
  if (!plain || tenant.find_first_not_of('.') == std::string::npos)
    return base::UsageError(absl::StrCat("'", tenant, "' is not a tenant: give its id or domain"));
  return tenant;
}

absl::StatusOr<const Cloud*> ChooseCloud(const base::Environment& environment, const Grant& grant,
                                         absl::string_view given) {
  std::string name(given);
  if (name.empty()) {
    ASSIGN_OR_RETURN(name, storage::VariableOrSetting(environment, "O365_CLOUD", "cloud"));
  }
  const std::string authority =
      name.empty() ? OfFederation(environment, grant, {"AZURE_AUTHORITY_HOST"}) : "";
  if (name.empty() && authority.empty()) return nullptr;
  const absl::StatusOr<const Cloud*> cloud =
      name.empty() ? CloudByAuthority(authority) : CloudByName(name);
  if (!cloud.ok()) return base::UsageError(cloud.status().message());
  return *cloud;
}

}  // namespace o365::auth
