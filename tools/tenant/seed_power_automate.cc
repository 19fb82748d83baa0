// Environments and flows of Contoso.

#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/seed.h"

namespace o365::tenant {
namespace {

constexpr char kEnvironments[] = "/providers/Microsoft.ProcessSimple/environments/";

json::Value Environment(const std::string& name, const char* display_name, bool is_default) {
  return json::Value::Object(
      {{"name", name},
       {"location", "europe"},
       {"type", "Microsoft.ProcessSimple/environments"},
       {"id", absl::StrCat(kEnvironments, name)},
       {"properties",
        json::Value::Object(
            {{"displayName", display_name},
             {"createdTime", "2019-03-22T20:20:46.08653Z"},
             {"createdBy",
              json::Value::Object(
                  {{"id", "SYSTEM"}, {"displayName", "SYSTEM"}, {"type", "NotSpecified"}})},
             {"provisioningState", "Succeeded"},
             {"creationType", is_default ? "DefaultTenant" : "User"},
             {"environmentSku", is_default ? "Default" : "Sandbox"},
             {"environmentType", is_default ? "Production" : "Sandbox"},
             {"isDefault", is_default},
             {"azureRegionHint", "westeurope"},
             {"runtimeEndpoints",
              json::Value::Object(
                  {{"microsoft.BusinessAppPlatform", "https://europe.api.bap.microsoft.com"},
                   {"microsoft.CommonDataModel", "https://europe.api.cds.microsoft.com"},
                   {"microsoft.PowerApps", "https://europe.api.powerapps.com"},
                   {"microsoft.Flow", "https://europe.api.flow.microsoft.com"}})}})}});
}

struct SeededFlow {
  const char* name;
  const char* description;
  const char* trigger;  // type of its trigger
  const char* action;   // type of its first action
  const char* state;
  const char* owner;
  bool shared;
  bool in_test;  // in the second environment
};

constexpr SeededFlow kFlows[] = {
    {"Send myself a reminder in 10 minutes",
     "A button that sends a notification ten minutes after it was pressed.", "Request", "Wait",
     "Started", kAdminUpn, false, false},
    {"Get a daily digest of the top CNN news",
     "Each day, get an email with a list of all of the top CNN posts from the last day.",
     "Recurrence", "Query", "Started", kAdminUpn, true, false},
    {"Approve invoices", "Asks the finance team when an invoice is added.", "ApiConnection",
     "ApiConnection", "Started", kUserUpn, true, false},
    {"Invoicing flow", "Copies approved invoices to the archive.", "ApiConnection", "ApiConnection",
     "Stopped", kAdminUpn, false, false},
    {"Try out approvals", "A playground.", "Request", "Compose", "Suspended", kAdminUpn, false,
     true},
};

json::Value FlowValue(const SeededFlow& seeded, const std::string& environment) {
  const std::string id = StableGuid(absl::StrCat("flow:", seeded.name));
  const std::string owner = UserId(seeded.owner);
  const std::string environment_id = absl::StrCat(kEnvironments, environment);
  const auto steps = [](const char* type) {
    return json::Value::Array({json::Value::Object({{"type", type}})});
  };
  return json::Value::Object(
      {{"name", id},
       {"id", absl::StrCat(environment_id, "/flows/", id)},
       {"type", "Microsoft.ProcessSimple/environments/flows"},
       {"properties",
        json::Value::Object(
            {{"apiId", "/providers/Microsoft.PowerApps/apis/shared_logicflows"},
             {"displayName", seeded.name},
             {"userType", "Owner"},
             {"state", seeded.state},
             {"createdTime", "2024-07-09T21:32:15.4590149Z"},
             {"lastModifiedTime", "2026-08-12T07:02:41.4596534Z"},
             {"flowSuspensionReason",
              absl::string_view(seeded.state) == "Suspended" ? "AlwaysFailing" : "None"},
             {"environment", json::Value::Object({{"name", environment},
                                                  {"type", "Microsoft.ProcessSimple/environments"},
                                                  {"id", environment_id}})},
             {"definitionSummary", json::Value::Object({{"triggers", steps(seeded.trigger)},
                                                        {"actions", steps(seeded.action)},
                                                        {"description", seeded.description}})},
             {"creator", json::Value::Object({{"tenantId", kTenantId},
                                              {"objectId", owner},
                                              {"userId", owner},
                                              {"userType", "ActiveDirectory"}})},
             {"provisioningMethod", "FromDefinition"},
             {"flowFailureAlertSubscribed", true},
             {"isManaged", false}})}});
}

// Names of runs count down, so that the latest comes first in the alphabet.
std::string RunName(const SeededFlow& flow, int age) {
  const std::string digits = absl::StrCat(8585981115000000 + age * 1000 +
                                          static_cast<int>(absl::string_view(flow.name).size()));
  return absl::StrCat("0", digits, "105550762687CU", 40 + age);
}

// One run an hour of the morning of 20 November 2026; the latest still runs.
std::vector<FlowRun> Runs(const SeededFlow& flow) {
  constexpr const char* kStatuses[] = {"Running", "Succeeded", "Failed", "Succeeded", "Cancelled"};
  const absl::Time latest =
      absl::FromCivil(absl::CivilSecond(2026, 11, 20, 12, 0, 0), absl::UTCTimeZone());
  std::vector<FlowRun> runs;
  for (int age = 0; age < 5; ++age) {
    const absl::Time start = latest - absl::Hours(age) + absl::Milliseconds(248);
    runs.push_back({.name = RunName(flow, age),
                    .status = kStatuses[age],
                    .start = start,
                    .end = age == 0 ? absl::InfiniteFuture() : start + absl::Seconds(12),
                    .trigger = json::Value::Object(
                        {{"key-button-date", IsoTime(start)}, {"user", flow.owner}})});
  }
  return runs;
}

}  // namespace

void SeedPowerAutomate(PowerAutomate& power_automate) {
  const std::string main = absl::StrCat("Default-", kTenantId);
  const std::string test = StableGuid("environment:test");
  power_automate.environments = {Environment(main, "Contoso (default)", true),
                                 Environment(test, "Contoso (test)", false)};
  for (const SeededFlow& flow : kFlows) {
    const std::string& environment = flow.in_test ? test : main;
    power_automate.flows.push_back(
        {.environment = environment, .properties = FlowValue(flow, environment)});
    Flow& added = power_automate.flows.back();
    if (flow.shared) {
      const char* other = absl::string_view(flow.owner) == kAdminUpn ? kUserUpn : kAdminUpn;
      added.owners = {{.id = UserId(other), .type = "User", .role = "CanEdit"}};
    }
    if (!flow.in_test) added.runs = Runs(flow);
  }
}

}  // namespace o365::tenant
