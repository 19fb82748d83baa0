// Runs and triggers of a flow. What went in and out of a run is read from another host, through
// links that are signed.

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/flow.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/odata_filter.h"
#include "tools/tenant/signing_key.h"

namespace o365::tenant {
namespace {

// Fractions of a second are always there.
std::string RunTime(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d%ET%H:%M:%E7SZ", time, absl::UTCTimeZone());
}

std::string FlowName(const Flow& flow) { return flow.properties["name"].AsString(); }

std::string TriggerName(const Flow& flow) {
  const json::Value& trigger =
      flow.properties.At({"properties", "definitionSummary", "triggers"}).ElementAt(0);
  return trigger["type"].AsString() == "Request" ? "manual" : trigger["type"].AsString();
}

std::string ActionName(const Flow& flow) {
  return flow.properties.At({"properties", "definitionSummary", "actions"})
      .ElementAt(0)["type"]
      .AsString();
}

// A step of a run with the links to what it took and gave.
json::Value Step(const Flow& flow, const FlowRun& run, absl::string_view prefix) {
  json::Value step = json::Value::Object(
      {{"inputsLink", ContentLink(flow, run, absl::StrCat(prefix, "Inputs"))},
       {"outputsLink", ContentLink(flow, run, absl::StrCat(prefix, "Outputs"))},
       {"startTime", RunTime(run.start)},
       {"endTime", RunTime(std::min(run.end, run.start + absl::Milliseconds(320)))},
       {"correlation", json::Value::Object({{"clientTrackingId", run.name}})},
       {"status", run.status == "Running" ? "Succeeded" : run.status}});
  return step;
}

json::Value Shown(const Flow& flow, const FlowRun& run, bool with_actions) {
  json::Value properties = json::Value::Object({{"startTime", RunTime(run.start)}});
  if (run.end != absl::InfiniteFuture()) properties.Set("endTime", RunTime(run.end));
  properties.Set("status", run.status);
  properties.Set("correlation", json::Value::Object({{"clientTrackingId", run.name}}));
  json::Value trigger = json::Value::Object({{"name", TriggerName(flow)}});
  const json::Value step = Step(flow, run, "Trigger");
  for (const auto& [name, value] : step.members()) trigger.Set(name, value);
  properties.Set("trigger", std::move(trigger));
  if (with_actions) {
    properties.Set("actions", json::Value::Object({{ActionName(flow), Step(flow, run, "Action")}}));
  }
  return json::Value::Object(
      {{"name", run.name},
       {"id", absl::StrCat(flow.properties["id"].AsString(), "/runs/", run.name)},
       {"type", "Microsoft.ProcessSimple/environments/flows/runs"},
       {"properties", std::move(properties)}});
}

// The runs that a filter of startTime and status lets through.
http::Response List(Call& call) {
  const auto found = EditableFlow(call);
  if (const auto* refusal = std::get_if<http::Response>(&found)) return *refusal;
  const Flow& flow = *std::get<Flow*>(found);
  const std::string text = call.Query("$filter");
  std::optional<Filter> filter;
  if (!text.empty()) {
    auto parsed = Filter::Parse(text);
    if (!parsed.ok()) return FlowRefuse(400, "InvalidFilter", parsed.status().message());
    for (const std::string& name : parsed->properties()) {
      if (name == "startTime" || name == "status") continue;
      return FlowRefuse(400, "InvalidFilter",
                        absl::StrCat("The property '", name, "' cannot be filtered by."));
    }
    filter = *std::move(parsed);
  }
  std::vector<json::Value> runs;
  for (const FlowRun& run : flow.runs) {
    json::Value shown = Shown(flow, run, /*with_actions=*/false);
    if (!filter.has_value() || filter->Matches(shown["properties"])) {
      runs.push_back(std::move(shown));
    }
  }
  return FlowPage(call, runs);
}

// Runs are kept by the logic app of the flow, which refuses in its own words.
http::Response NoSuchRun(const Call& call) {
  return FlowRefuse(
      404, "AzureResourceManagerRequestFailed",
      absl::StrCat("Request to Azure Resource Manager failed with error: '{\"error\":{\"code\":"
                   "\"WorkflowRunNotFound\",\"message\":\"The workflow '",
                   call.parameters["flow"], "' run '", call.parameters["run"],
                   "' could not be found.\"}}'"));
}

FlowRun* FindRun(Flow& flow, absl::string_view name) {
  for (FlowRun& run : flow.runs) {
    if (absl::EqualsIgnoreCase(run.name, name)) return &run;
  }
  return nullptr;
}

http::Response Get(Call& call) {
  const auto found = EditableFlow(call);
  if (const auto* refusal = std::get_if<http::Response>(&found)) return *refusal;
  Flow& flow = *std::get<Flow*>(found);
  const FlowRun* run = FindRun(flow, call.parameters["run"]);
  if (run == nullptr) return NoSuchRun(call);
  const bool with_actions = absl::EqualsIgnoreCase(call.Query("$expand"), "properties/actions");
  return Json(200, Shown(flow, *run, with_actions));
}

http::Response Cancel(Call& call) {
  const auto found = EditableFlow(call);
  if (const auto* refusal = std::get_if<http::Response>(&found)) return *refusal;
  FlowRun* run = FindRun(*std::get<Flow*>(found), call.parameters["run"]);
  if (run == nullptr) return NoSuchRun(call);
  if (run->status != "Running") {
    return FlowRefuse(409, "WorkflowRunNotCancellable",
                      absl::StrCat("The run '", run->name, "' has ended and cannot be cancelled."));
  }
  run->status = "Cancelled";
  run->end = call.clock().Now();
  return Empty(200);
}

http::Response ListTriggers(Call& call) {
  const auto found = EditableFlow(call);
  if (const auto* refusal = std::get_if<http::Response>(&found)) return *refusal;
  const Flow& flow = *std::get<Flow*>(found);
  const std::string name = TriggerName(flow);
  const bool on = flow.properties.At({"properties", "state"}).AsString() == "Started";
  return Json(
      200, json::Value::Object(
               {{"value",
                 json::Value::Array({json::Value::Object(
                     {{"name", name},
                      {"id", absl::StrCat(flow.properties["id"].AsString(), "/triggers/", name)},
                      {"type", "Microsoft.ProcessSimple/environments/flows/triggers"},
                      {"properties",
                       json::Value::Object(
                           {{"provisioningState", "Succeeded"},
                            {"createdTime", flow.properties.At({"properties", "createdTime"})},
                            {"changedTime", flow.properties.At({"properties", "lastModifiedTime"})},
                            {"state", on ? "Enabled" : "Disabled"}})}})})}}));
}

// A new run with what started the old one.
http::Response Resubmit(Call& call) {
  const auto found = EditableFlow(call);
  if (const auto* refusal = std::get_if<http::Response>(&found)) return *refusal;
  Flow& flow = *std::get<Flow*>(found);
  if (call.parameters["trigger"] != TriggerName(flow)) {
    return FlowRefuse(
        404, "WorkflowTriggerNotFound",
        absl::StrCat("The trigger '", call.parameters["trigger"], "' could not be found."));
  }
  const FlowRun* run = FindRun(flow, call.parameters["run"]);
  if (run == nullptr) return NoSuchRun(call);
  FlowRun again{.name = absl::StrFormat("0858%016dCU%02d", flow.runs.size(), 11),
                .status = "Running",
                .start = call.clock().Now(),
                .trigger = run->trigger};
  flow.runs.insert(flow.runs.begin(), std::move(again));
  return Empty(202);
}

constexpr Route kRoutes[] = {
    {"GET", "environments/{environment}/flows/{flow}/runs", List},
    {"GET", "environments/{environment}/flows/{flow}/runs/{run}", Get},
    {"POST", "environments/{environment}/flows/{flow}/runs/{run}/cancel", Cancel},
    {"GET", "environments/{environment}/flows/{flow}/triggers", ListTriggers},
    {"POST", "environments/{environment}/flows/{flow}/triggers/{trigger}/histories/{run}/resubmit",
     Resubmit},
    {"GET", "scopes/admin/environments/{environment}/flows/{flow}/runs", List},
    {"GET", "scopes/admin/environments/{environment}/flows/{flow}/runs/{run}", Get},
};

// --- The host of contents ---

constexpr absl::Duration kLinkLife = absl::Hours(4);

std::string Signature(const std::string& flow, const std::string& run, absl::string_view content) {
  return StableGuid(absl::StrCat("content:", flow, run, content));
}

std::string Content(const Flow& flow, const FlowRun& run, absl::string_view content) {
  if (content == "TriggerOutputs") {
    return json::Write(
        json::Value::Object({{"headers", json::Value::Object()}, {"body", run.trigger}}));
  }
  if (content == "TriggerInputs") {
    return json::Write(json::Value::Object({{"schema", json::Value::Object()}}));
  }
  return json::Write(json::Value::Object(
      {{content == "ActionInputs" ? "inputs" : "body",
        json::Value::Object(
            {{"flow", flow.properties.At({"properties", "displayName"})}, {"run", run.name}})}}));
}

http::Response GetContent(Call& call) {
  const std::string &flow = call.parameters["flow"], &run = call.parameters["run"],
                    &content = call.parameters["content"];
  if (call.Query("sig") != Signature(flow, run, content)) {
    return FlowRefuse(401, "AuthorizationFailed", "The authentication credentials are not valid.");
  }
  for (Flow& each : call.state().power_automate.flows) {
    const FlowRun* found = FlowName(each) == flow ? FindRun(each, run) : nullptr;
    if (found != nullptr) return Text(200, Content(each, *found, content), "application/json");
  }
  return FlowRefuse(404, "WorkflowRunNotFound", "The run could not be found.");
}

constexpr Route kContentRoutes[] = {
    {"GET", "workflows/{flow}/runs/{run}/contents/{content}", GetContent}};

bool OwnsContent(const http::Incoming& request) { return request.host == kFlowContentHost; }
std::vector<absl::Span<const Route>> ContentRoutes() { return {kContentRoutes}; }

}  // namespace

absl::Span<const Route> FlowRunRoutes() { return kRoutes; }

json::Value ContentLink(const Flow& flow, const FlowRun& run, absl::string_view content) {
  const std::string name = FlowName(flow), text = Content(flow, run, content);
  const std::string version = Base64Url(StableGuid(text)).substr(0, 22) + "==";
  return json::Value::Object(
      {{"uri", absl::StrCat("https://", kFlowContentHost, ":443/workflows/", name, "/runs/",
                            run.name, "/contents/", content, "?api-version=2016-06-01&se=",
                            http::EncodeQueryValue(RunTime(run.start + kLinkLife)),
                            "&sp=%2Fruns%2F", run.name, "%2Fcontents%2F", content,
                            "%2Fread&sv=1.0&sig=", Signature(name, run.name, content))},
       {"contentVersion", version},
       {"contentSize", static_cast<int64_t>(text.size())},
       {"contentHash", json::Value::Object({{"algorithm", "md5"}, {"value", version}})}});
}

extern const Service kFlowContentService = {.name = "Logic Apps",
                                            .owns = OwnsContent,
                                            .prepare = PrepareNothing,
                                            .admit = AdmitAnybody,
                                            .routes = ContentRoutes,
                                            .fail = FlowFail,
                                            .finish = FlowFinish};

}  // namespace o365::tenant
