#include "services/aad/app_role.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/random.h"
#include "common/base/status_macros.h"
#include "common/cli/run_call.h"
#include "services/aad/app_options.h"
#include "services/aad/app_registration.h"

namespace o365::aad {
namespace {

constexpr size_t kLongestClaim = 120;
constexpr absl::string_view kRolesOfApp = "id,appRoles";

json::Value MemberTypes(const std::string& allowed) {
  if (allowed == "usersGroups") return json::Value::Array({"User"});
  if (allowed == "applications") return json::Value::Array({"Application"});
  return json::Value::Array({"User", "Application"});
}

// The option that names the role, and the member of roles that it is compared with.
struct RoleKey {
  const cli::Option& option;
  absl::string_view member;
};
RoleKey KeyOf(const cli::Args& args) {
  if (args.Has(kRoleId)) return {kRoleId, "id"};
  if (args.Has(kRoleClaim)) return {kRoleClaim, "value"};
  return {kRoleName, "displayName"};
}

// The place of the one role that the options name.
absl::StatusOr<size_t> FindRole(const std::vector<json::Value>& roles, const cli::Args& args) {
  const RoleKey key = KeyOf(args);
  const std::string& wanted = args[key.option];
  std::vector<size_t> found;
  for (size_t i = 0; i < roles.size(); ++i) {
    const std::string& value = roles[i][key.member].AsString();
    const bool same = key.member == "id" ? absl::EqualsIgnoreCase(value, wanted) : value == wanted;
    if (same) found.push_back(i);
  }
  if (found.size() == 1) return found[0];
  if (found.empty())
    return absl::NotFoundError(
        absl::StrCat("No app role with ", key.option.name, " '", wanted, "' found."));
  const std::string ids = absl::StrJoin(
      found, ", ", [&](std::string* out, size_t i) { out->append(roles[i]["id"].AsString()); });
  return base::WithHint(
      absl::FailedPreconditionError(absl::StrCat("Multiple app roles with ", key.option.name, " '",
                                                 wanted, "' found. Found: ", ids, ".")),
      "name the one that is meant by its id");
}

json::Value Roles(std::vector<json::Value> roles) {
  return json::Value::Object({{"appRoles", json::Value::Array(std::move(roles))}});
}

}  // namespace

absl::Status CheckRoleClaim(const cli::Args& args) {
  const std::string& claim = args[kNewRoleClaim];
  const std::string what = absl::StrCat("option '--", kNewRoleClaim.name, "' ");
  if (claim.size() > kLongestClaim)
    return base::UsageError(
        absl::StrCat(what, "takes no more than ", kLongestClaim, " characters"));
  if (absl::StartsWith(claim, "."))
    return base::UsageError(absl::StrCat(what, "must not begin with a dot"));
  constexpr absl::string_view kMarks = ":!#$%&'()*+,-./;<=>?@[]^_`{|}~";
  if (!std::all_of(claim.begin(), claim.end(),
                   [&](char c) { return absl::ascii_isalnum(c) || absl::StrContains(kMarks, c); }))
    return base::UsageError(absl::StrCat(what, "takes letters, digits and ", kMarks, " only"));
  return absl::OkStatus();
}

absl::StatusOr<json::Value> AddAppRole(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value app, FindApp(context, args, kRolesOfApp));
  std::vector<json::Value> roles = app["appRoles"].elements();
  roles.push_back(json::Value::Object({{"displayName", args[kNewRoleName]},
                                       {"description", args[kNewRoleDescription]},
                                       {"id", base::NewGuid()},
                                       {"value", args[kNewRoleClaim]},
                                       {"allowedMemberTypes", MemberTypes(args[kAllowedMembers])},
                                       {"isEnabled", true}}));
  odata::Rest graph = cli::GraphRest(context);
  RETURN_IF_ERROR(PatchApp(graph, app["id"].AsString(), Roles(std::move(roles))));
  return json::Value();
}

absl::StatusOr<json::Value> RemoveAppRole(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value app, FindApp(context, args, kRolesOfApp));
  std::vector<json::Value> roles = app["appRoles"].elements();
  ASSIGN_OR_RETURN(const size_t place, FindRole(roles, args));
  odata::Rest graph = cli::GraphRest(context);
  if (roles[place]["isEnabled"].AsBool(true)) {
    roles[place].Set("isEnabled", false);
    RETURN_IF_ERROR(PatchApp(graph, app["id"].AsString(), Roles(roles)));
  }
  roles.erase(roles.begin() + static_cast<std::ptrdiff_t>(place));
  RETURN_IF_ERROR(PatchApp(graph, app["id"].AsString(), Roles(std::move(roles))));
  return json::Value();
}

}  // namespace o365::aad
