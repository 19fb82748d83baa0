#include "services/aad/user_registration.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/base/error.h"
#include "common/base/list.h"
#include "common/base/status_macros.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "common/odata/query.h"

namespace o365::aad::registration {
namespace {

constexpr size_t kMostUsers = 20;

using Condition = std::string (*)(absl::string_view property, absl::string_view value);

std::string Is(absl::string_view property, absl::string_view value) {
  return absl::StrCat(property, " eq ", odata::Quote(value));
}

std::string Holds(absl::string_view property, absl::string_view value) {
  return absl::StrCat(property, "/any(m:m eq ", odata::Quote(value), ")");
}

// "(a eq 'x' or a eq 'y')"; nothing without values.
void AddAnyOf(absl::string_view property, const std::vector<std::string>& values,
              Condition condition, std::vector<std::string>& conditions) {
  if (values.empty()) return;
  std::vector<std::string> any;
  for (const std::string& value : values) any.push_back(condition(property, value));
  conditions.push_back(absl::StrCat("(", absl::StrJoin(any, " or "), ")"));
}

// The report shortens the words of the options (Microsoft Learn: "userRegistrationDetails resource
// type"): isSsprCapable.
std::string PropertyOf(const cli::Option& option) {
  return absl::StrReplaceAll(option.name, {{"SelfServicePasswordReset", "Sspr"}});
}

// The report knows users by their names only.
absl::StatusOr<std::vector<std::string>> UserNames(odata::Rest& graph, const cli::Args& args) {
  std::vector<std::string> names;
  for (const std::string& id : base::SplitNonEmpty(args[kUserIds])) {
    ASSIGN_OR_RETURN(const json::Value user, graph.Get(absl::StrCat(odata::kGraph, "/users/", id,
                                                                    "?$select=userPrincipalName")));
    names.push_back(user["userPrincipalName"].AsString());
  }
  for (std::string& name : base::SplitNonEmpty(args[kUserPrincipalNames]))
    names.push_back(std::move(name));
  return names;
}

}  // namespace

absl::Status Check(const cli::Args& args) {
  for (const cli::Option* option : {&kUserIds, &kUserPrincipalNames}) {
    if (base::SplitNonEmpty(args[*option]).size() > kMostUsers)
      return base::UsageError(
          absl::StrCat("option '--", option->name, "' takes at most ", kMostUsers, " users"));
  }
  return absl::OkStatus();
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  std::vector<std::string> conditions;
  for (const cli::Option& option : kConditions) {
    if (args.Has(option))
      conditions.push_back(absl::StrCat(PropertyOf(option), " eq ", args[option]));
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> names, UserNames(graph, args));
  AddAnyOf(kMethodsRegistered.name, base::SplitNonEmpty(args[kMethodsRegistered]), Holds,
           conditions);
  AddAnyOf(kSystemPreferred.name, base::SplitNonEmpty(args[kSystemPreferred]), Holds, conditions);
  AddAnyOf("userPrincipalName", names, Is, conditions);
  AddAnyOf(kUserPreferred.name, base::SplitNonEmpty(args[kUserPreferred]), Is, conditions);
  if (args.Has(kUserType)) conditions.push_back(Is(kUserType.name, args[kUserType]));
  const std::string url =
      odata::Query(
          absl::StrCat(odata::kGraph, "/reports/authenticationMethods/userRegistrationDetails"))
          .Add("$select", args[kProperties])
          .Add("$filter", odata::And(conditions))
          .Url();
  return cli::PrintList(context, graph, url);
}

}  // namespace o365::aad::registration
