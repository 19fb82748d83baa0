#include "common/auth/app.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace o365::auth {
namespace {

// The multi-tenant registration that the commands were first documented with.
constexpr absl::string_view kSharedAppId = "31359c7f-bd7e-475c-86db-fdb8c937548e";

}  // namespace

std::string ChooseAppId(const base::Environment& environment, absl::string_view service,
                        absl::string_view given) {
  if (!given.empty()) return std::string(given);
  const std::string upper = absl::AsciiStrToUpper(service);
  std::string found = environment.FirstOf({absl::StrCat("O365_", upper, "_APPID"),
                                           absl::StrCat("OFFICE365CLI_AAD", upper, "APPID"),
                                           "O365_APPID", "OFFICE365CLI_AADAPPID"});
  return found.empty() ? std::string(kSharedAppId) : found;
}

absl::StatusOr<std::string> ChooseTenant(const base::Environment& environment,
                                         absl::string_view given) {
  std::string tenant(given);
  if (tenant.empty()) tenant = environment.Get("O365_TENANT");
  if (tenant.empty()) return "organizations";
  // It becomes a part of the sign-in URL's path.
  const bool plain = std::all_of(tenant.begin(), tenant.end(), [](char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '.' || c == '_';
  });
  if (!plain || tenant.find_first_not_of('.') == std::string::npos)
    return base::UsageError(absl::StrCat("'", tenant, "' is not a tenant: give its id or domain"));
  return tenant;
}

}  // namespace o365::auth
