// `azmgmt flow run`: runs of flows of Power Automate.

#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/parallel.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/odata/error.h"
#include "services/azmgmt/client.h"
#include "services/azmgmt/nouns.h"
#include "services/azmgmt/options.h"

namespace o365::azmgmt {
namespace {

constexpr absl::string_view kStatuses[] = {"Succeeded", "Running", "Failed", "Cancelled"};

constexpr cli::Option kName = cli::Text("-n, --name <name>", "Name (id) of the run").Required();
constexpr cli::Option kWithTrigger =
    cli::Flag("--withTrigger", "Add what the trigger handed to the flow");
constexpr cli::Option kWithActions =
    cli::Text("--withActions <names>",
              "Add input and output of these actions, separated by commas; alone: of all")
        .Alone("true");
constexpr cli::Option kStatus =
    cli::Text("--status <status>", "Only runs with this status").OneOf(kStatuses);
constexpr cli::Option kTriggerStartTime =
    cli::DateTime("--triggerStartTime <time>", "Only runs that started then or later");
constexpr cli::Option kTriggerEndTime =
    cli::DateTime("--triggerEndTime <time>", "Only runs that started before");

constexpr output::Column kColumns[] = {
    {"name"}, {"startTime", "properties.startTime"}, {"status", "properties.status"}};
constexpr output::Column kRunColumns[] = {
    {"name"}, {"startTime"}, {"endTime"}, {"status"}, {"triggerName"}};

// What a step of a run got or gave is kept elsewhere, behind a link that is a key itself: no token
// goes there.
absl::StatusOr<json::Value> ReadContent(cli::Context& context, const json::Value& link) {
  http::Request request;
  request.url = link["uri"].AsString();
  request.headers.Set("Accept", "application/json");
  ASSIGN_OR_RETURN(const http::Response response, context.http.Send(request));
  RETURN_IF_ERROR(odata::Check(response));
  ASSIGN_OR_RETURN(json::Value content, odata::ReadAnswer(response));
  const json::Value* body = content.Find("body");
  if (body == nullptr || body->is_null()) return content;
  return json::Value(*body);
}

// Adds the content behind `link` as the member `name`, if there is one.
absl::Status AddContent(cli::Context& context, const json::Value& link, absl::string_view name,
                        json::Value& to) {
  if (link["uri"].AsString().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(json::Value content, ReadContent(context, link));
  to.Set(name, std::move(content));
  return absl::OkStatus();
}

absl::Status AddTrigger(cli::Context& context, json::Value& run) {
  const json::Value link = run.At({"properties", "trigger", "outputsLink"});
  return AddContent(context, link, "triggerInformation", run);
}

// Asks for several at a time; the first error counts once all are answered.
absl::Status AddTriggers(cli::Context& context, std::vector<json::Value>& runs) {
  std::vector<absl::Status> added(runs.size());
  base::ParallelFor(runs.size(), [&](size_t i) { added[i] = AddTrigger(context, runs[i]); });
  for (const absl::Status& status : added) RETURN_IF_ERROR(status);
  return absl::OkStatus();
}

absl::StatusOr<json::Value> Actions(cli::Context& context, const json::Value& run,
                                    const std::string& names) {
  const std::set<std::string> wanted = absl::StrSplit(names, ',');
  json::Value actions = json::Value::Object();
  for (const auto& [name, step] : run.At({"properties", "actions"}).members()) {
    if (names != "true" && wanted.count(name) == 0) continue;
    json::Value action = step;
    RETURN_IF_ERROR(AddContent(context, step["inputsLink"], "input", action));
    RETURN_IF_ERROR(AddContent(context, step["outputsLink"], "output", action));
    actions.Set(name, std::move(action));
  }
  return actions;
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const std::string url,
                   cli::ExpandUrl(kFlowApi,
                                  "/environments/{environmentName}/flows/{flowName}/runs/{name}"
                                  "?$expand={withActions?properties/actions}",
                                  args));
  ASSIGN_OR_RETURN(json::Value run, FlowRest(context).Get(url));
  const json::Value properties = run["properties"];
  run.Set("startTime", properties["startTime"]);
  run.Set("endTime", properties["endTime"].AsString());
  run.Set("status", properties["status"]);
  run.Set("triggerName", properties["trigger"]["name"]);
  if (args.On(kWithTrigger)) RETURN_IF_ERROR(AddTrigger(context, run));
  if (args.Has(kWithActions)) {
    ASSIGN_OR_RETURN(json::Value actions, Actions(context, run, args[kWithActions]));
    run.Set("actions", std::move(actions));
  }
  return run;
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(
      const std::string url,
      cli::ExpandUrl(kFlowApi,
                     "{asAdmin?/scopes/admin}/environments/{environmentName}/flows/{flowName}/runs"
                     "?$filter=status eq '{status}'&$filter=startTime ge {triggerStartTime}"
                     "&$filter=startTime lt {triggerEndTime}",
                     args));
  odata::Rest rest = FlowRest(context);
  return cli::PrintPages(context, rest, url, [&](std::vector<json::Value>& page) -> absl::Status {
    for (json::Value& run : page) {
      const json::Value properties = run["properties"];
      run.Set("startTime", properties["startTime"]);
      run.Set("status", properties["status"]);
    }
    return args.On(kWithTrigger) ? AddTriggers(context, page) : absl::OkStatus();
  });
}

// A run is repeated by the trigger that began it; a flow has one.
absl::StatusOr<json::Value> Resubmit(cli::Context& context, cli::Args args) {
  odata::Rest rest = FlowRest(context);
  ASSIGN_OR_RETURN(
      const std::string triggers_url,
      cli::ExpandUrl(kFlowApi, "/environments/{environmentName}/flows/{flowName}/triggers", args));
  ASSIGN_OR_RETURN(const json::Value triggers, rest.List(triggers_url));
  const std::string trigger = triggers.ElementAt(0)["name"].AsString();
  if (trigger.empty())
    return absl::NotFoundError(absl::StrCat("The flow '", args[kFlowName], "' has no trigger."));
  args.Set("trigger", trigger);
  http::Request request;
  request.method = "POST";
  ASSIGN_OR_RETURN(request.url,
                   cli::ExpandUrl(kFlowApi,
                                  "/environments/{environmentName}/flows/{flowName}/triggers/"
                                  "{trigger}/histories/{name}/resubmit",
                                  args));
  RETURN_IF_ERROR(rest.Send(std::move(request)).status());
  return json::Value();
}

absl::StatusOr<json::Value> RunResubmit(cli::Context& context, const cli::Args& args) {
  return Resubmit(context, args);
}

constexpr cli::Example kCancelExamples[] = {
    {"Cancel a run",
     "flow run cancel --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --name 08586653536760200319026785874CU62"},
    {"In a script",
     "flow run cancel -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d -n 08586653536760200319026785874CU62 --force"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a run",
     "flow run get --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --name 08586653536760200319026785874CU62"},
    {"With what began it, and what all of its actions got and gave",
     "flow run get -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d -n 08586653536760200319026785874CU62 --withTrigger "
     "--withActions"}};
constexpr cli::Example kListExamples[] = {
    {"List the runs of a flow",
     "flow run list --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d"},
    {"Those of one day that failed",
     "flow run list -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --status Failed --triggerStartTime "
     "2026-11-22T00:00:00Z --triggerEndTime 2026-11-23T00:00:00Z"}};
constexpr cli::Example kResubmitExamples[] = {
    {"Run a flow again with what began this run",
     "flow run resubmit --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --name 08586653536760200319026785874CU62"},
    {"In a script",
     "flow run resubmit -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --flowName "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d -n 08586653536760200319026785874CU62 --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "flow run cancel",
     .summary = "Cancel a run of a flow",
     .options = cli::kOf<kName, kFlowName, kEnvironment>,
     .confirm = "Cancel the run {name} of the flow {flowName}?",
     .examples = kCancelExamples,
     .call = {.url = "/environments/{environmentName}/flows/{flowName}/runs/{name}/cancel",
              .method = "POST",
              .answer = cli::Answer::kNothing}},
    {.name = "flow run get",
     .summary = "Show a run of a flow",
     .options = cli::kOf<kName, kFlowName, kEnvironment, kWithTrigger, kWithActions>,
     .columns = kRunColumns,
     .examples = kGetExamples,
     .run = Get},
    {.name = "flow run list",
     .summary = "List the runs of a flow",
     .options = cli::kOf<kFlowName, kEnvironment, kStatus, kTriggerStartTime, kTriggerEndTime,
                         kWithTrigger, kAsAdmin>,
     .columns = kColumns,
     .examples = kListExamples,
     .remarks = "The service keeps runs for 28 days.",
     .run = List},
    {.name = "flow run resubmit",
     .summary = "Run a flow again with what began an earlier run",
     .options = cli::kOf<kName, kFlowName, kEnvironment>,
     .confirm = "Run the flow {flowName} again as in its run {name}?",
     .examples = kResubmitExamples,
     .run = RunResubmit},
};

}  // namespace

constinit const cli::Noun kFlowRun = {
    .name = "flow run", .summary = "Runs of flows", .commands = kCommands};

}  // namespace o365::azmgmt
