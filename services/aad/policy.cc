// `aad policy`: policies of the directory (Microsoft Learn: "Azure AD policy overview").

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr absl::string_view kTypes[] = {
    "activityBasedTimeout", "adminConsentRequest",   "appManagement",
    "authenticationFlows",  "authenticationMethods", "authenticationStrength",
    "authorization",        "claimsMapping",         "conditionalAccess",
    "crossTenantAccess",    "defaultAppManagement",  "deviceRegistration",
    "featureRolloutPolicy", "homeRealmDiscovery",    "identitySecurityDefaultsEnforcement",
    "permissionGrant",      "roleManagement",        "tokenIssuance",
    "tokenLifetime"};
// Of these types a tenant has one policy; of the others, a list.
constexpr absl::string_view kSingle[] = {
    "adminConsentRequest",   "authenticationFlows",
    "authenticationMethods", "authorization",
    "crossTenantAccess",     "defaultAppManagement",
    "deviceRegistration",    "identitySecurityDefaultsEnforcement"};
constexpr cli::Option kType =
    cli::Text("-t, --type <type>", "Only policies of this type").OneOf(kTypes);

bool IsSingle(absl::string_view type) {
  return std::find(std::begin(kSingle), std::end(kSingle), type) != std::end(kSingle);
}

std::string UrlOf(absl::string_view type) {
  // Those of groups are asked for by group.
  if (type == "roleManagement")
    return absl::StrCat(odata::kGraph, "/policies/roleManagementPolicies?$filter=",
                        http::PercentEncode("scopeId eq '/' and scopeType eq 'DirectoryRole'"));
  absl::string_view name = type;
  absl::ConsumeSuffix(&name, "Policy");
  return absl::StrCat(odata::kGraph, "/policies/", name, IsSingle(type) ? "Policy" : "Policies");
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  const std::string& type = args[kType];
  if (!type.empty() && IsSingle(type)) return graph.Get(UrlOf(type));
  if (!type.empty()) return cli::PrintList(context, graph, UrlOf(type));

  context.results.Begin();
  const auto print = [&](json::Value policy) { return context.results.Add(std::move(policy)); };
  for (absl::string_view each : kTypes) {
    if (IsSingle(each)) {
      ASSIGN_OR_RETURN(json::Value policy, graph.Get(UrlOf(each)));
      RETURN_IF_ERROR(print(std::move(policy)));
    } else {
      RETURN_IF_ERROR(graph.ForEach(UrlOf(each), print));
    }
  }
  return json::Value();
}

constexpr output::Column kColumns[] = {{"displayName"}, {"isOrganizationDefault"}, {"id"}};
constexpr cli::Example kListExamples[] = {
    {"List the policies of the directory", "policy list"},
    {"Only those of one type", "policy list --type conditionalAccess"}};

constexpr cli::Command kCommands[] = {
    {.name = "policy list",
     .summary = "List the policies of the directory",
     .options = cli::kOf<kType>,
     .columns = kColumns,
     .examples = kListExamples,
     .remarks = "Of some types a tenant has one policy, such as authorization; asked for by --type "
                "it is shown as an object, not as a list.",
     .run = List},
};

}  // namespace

constinit const cli::Noun kPolicy = {
    .name = "policy", .summary = "Policies of the directory", .commands = kCommands};

}  // namespace o365::aad
