// `aad multitenant`: an organization of several tenants (Microsoft Learn: "multiTenantOrganization
// resource type").

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr cli::Option kDescription =
    cli::Text("-d, --description <text>", "What it is for").MayBeEmpty();
constexpr cli::Option kAddOptions[] = {
    cli::Text("-n, --displayName <name>", "Name of the multitenant organization").Required(),
    kDescription};
constexpr cli::Option kSetOptions[] = {cli::Text("-n, --displayName <name>", "New name"),
                                       kDescription};
constexpr absl::string_view kChanges[] = {"displayName", "description"};
constexpr cli::Rule kSetRules[] = {{cli::Rule::Kind::kAtLeastOne, kChanges}};

constexpr absl::string_view kUrl = "/tenantRelationships/multiTenantOrganization";

std::string TenantsUrl() { return absl::StrCat(odata::kGraph, kUrl, "/tenants"); }

absl::StatusOr<std::vector<std::string>> ListTenants(odata::Rest& graph) {
  std::vector<std::string> ids;
  RETURN_IF_ERROR(graph.ForEach(absl::StrCat(TenantsUrl(), "?$select=tenantId"),
                                [&](const json::Value& tenant) {
                                  ids.push_back(tenant["tenantId"].AsString());
                                  return absl::OkStatus();
                                }));
  return ids;
}

absl::Status RemoveTenant(odata::Rest& graph, const std::string& id) {
  http::Request request;
  request.method = "DELETE";
  request.url = absl::StrCat(TenantsUrl(), "/", http::PercentEncode(id));
  return graph.Send(std::move(request)).status();
}

// Removing a tenant takes the service a while; this one can leave only as the last.
absl::Status AwaitLast(odata::Rest& graph, base::Clock& clock) {
  constexpr int kTries = 60;
  for (int i = 0; i < kTries; ++i) {
    ASSIGN_OR_RETURN(const std::vector<std::string> left, ListTenants(graph));
    if (left.size() <= 1) return absl::OkStatus();
    clock.Sleep(absl::Seconds(5));
  }
  return absl::DeadlineExceededError(
      "the other tenants are still being removed; run the command again later");
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args&) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value own,
                   graph.List(absl::StrCat(odata::kGraph, "/organization?$select=id")));
  const std::string own_id = own.ElementAt(0)["id"].AsString();
  ASSIGN_OR_RETURN(const std::vector<std::string> tenants, ListTenants(graph));
  for (const std::string& id : tenants) {
    if (!absl::EqualsIgnoreCase(id, own_id)) RETURN_IF_ERROR(RemoveTenant(graph, id));
  }
  if (tenants.empty()) return json::Value();
  RETURN_IF_ERROR(AwaitLast(graph, context.clock));
  RETURN_IF_ERROR(RemoveTenant(graph, own_id));
  context.terminal.Say("the multitenant organization is being removed; this can take two hours");
  return json::Value();
}

constexpr cli::Example kAddExamples[] = {
    {"Create a multitenant organization", "multitenant add --displayName 'Contoso group'"},
    {"With a description", "multitenant add -n 'Contoso group' -d 'Contoso and its partners'"}};
constexpr cli::Example kGetExamples[] = {
    {"Show the multitenant organization", "multitenant get"},
    {"Its state alone", "multitenant get -o json | jq -r .state"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove the multitenant organization", "multitenant remove"},
    {"In a script", "multitenant remove --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Rename it", "multitenant set --displayName 'Contoso and friends'"},
    {"Describe it", "multitenant set --description 'Contoso and its partners'"}};

constexpr cli::Command kCommands[] = {
    {.name = "multitenant add",
     .summary = "Make this tenant the first of a multitenant organization",
     .options = kAddOptions,
     .examples = kAddExamples,
     .call = {.url = kUrl,
              .method = "PUT",
              .body = R"({"displayName":"{displayName}","description":"{description}"})"}},
    {.name = "multitenant get",
     .summary = "Show the multitenant organization of this tenant",
     .examples = kGetExamples,
     .call = {.url = kUrl}},
    {.name = "multitenant remove",
     .summary = "Remove the multitenant organization",
     .confirm = "Remove all tenants from the multitenant organization, and so itself?",
     .examples = kRemoveExamples,
     .remarks = "Only its owner can do this. The tenants themselves stay.",
     .run = Remove},
    {.name = "multitenant set",
     .summary = "Rename or describe the multitenant organization",
     .options = kSetOptions,
     .rules = kSetRules,
     .examples = kSetExamples,
     .call = {.url = kUrl,
              .method = "PATCH",
              .body = R"({"displayName":"{displayName}","description":"{description}"})",
              .answer = cli::Answer::kNothing}},
};

}  // namespace

constinit const cli::Noun kMultitenant = {
    .name = "multitenant", .summary = "Organizations of several tenants", .commands = kCommands};

}  // namespace o365::aad
