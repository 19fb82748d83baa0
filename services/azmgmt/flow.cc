// `azmgmt flow`: flows of Power Automate and the environments they live in.

#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "services/azmgmt/client.h"
#include "services/azmgmt/nouns.h"

namespace o365::azmgmt {
namespace {

constexpr absl::string_view kSharings[] = {"all", "personal", "ownedByMe", "sharedWithMe"};

constexpr cli::Option kEnvironmentName = {
    .name = "name", .letter = 'n', .value = "<name>", .help = "Name of the environment"};
constexpr cli::Option kDefault = {.name = "default", .help = "The tenant's default environment"};
constexpr cli::Option kEnvironment = {.name = "environment",
                                      .letter = 'e',
                                      .value = "<name>",
                                      .help = "Name of the environment the flow is in",
                                      .required = cli::Required::kYes,
                                      .alias = "environmentName"};
constexpr cli::Option kName = {.name = "name",
                               .letter = 'n',
                               .value = "<name>",
                               .help = "Name (id) of the flow",
                               .required = cli::Required::kYes};
constexpr cli::Option kAsAdmin = {.name = "asAdmin",
                                  .help = "As an administrator: everybody's flows"};
constexpr cli::Option kSharingStatus = {
    .name = "sharingStatus",
    .value = "<status>",
    .help = "Which flows: your own (ownedByMe, personal), shared with you, or all",
    .choices = kSharings};
constexpr cli::Option kWithSolutions = {.name = "withSolutions",
                                        .help = "Include flows of solutions"};

constexpr cli::Option kEnvironmentGetOptions[] = {kEnvironmentName, kDefault};
constexpr cli::Option kGetOptions[] = {kEnvironment, kName, kAsAdmin};
constexpr cli::Option kListOptions[] = {kEnvironment, kSharingStatus, kWithSolutions, kAsAdmin};

constexpr absl::string_view kNameOrDefault[] = {"name", "default"};
constexpr cli::Rule kEnvironmentGetRules[] = {{cli::Rule::Kind::kExactlyOne, kNameOrDefault}};
// Administrators get all flows; nothing else can be chosen.
constexpr absl::string_view kAdminOrSharing[] = {"asAdmin", "sharingStatus"};
constexpr absl::string_view kAdminOrSolutions[] = {"asAdmin", "withSolutions"};
constexpr cli::Rule kListRules[] = {{cli::Rule::Kind::kAtMostOne, kAdminOrSharing},
                                    {cli::Rule::Kind::kAtMostOne, kAdminOrSolutions}};

constexpr output::Column kColumns[] = {{"name"}, {"displayName", "properties.displayName"}};
constexpr output::Column kEnvironmentColumns[] = {
    {"name"},
    {"id"},
    {"location"},
    {"displayName", "properties.displayName"},
    {"provisioningState", "properties.provisioningState"},
    {"environmentSku", "properties.environmentSku"},
    {"azureRegionHint", "properties.azureRegionHint"},
    {"isDefault", "properties.isDefault"}};
constexpr output::Column kFlowColumns[] = {
    {"name"}, {"displayName"}, {"description"}, {"triggers"}, {"actions"}};

absl::StatusOr<json::Value> EnvironmentGet(cli::Context& context, const cli::Args& args) {
  const std::string name = args.On(kDefault) ? "~default" : Segment(args[kEnvironmentName]);
  return FlowRest(context).Get(FlowUrl(absl::StrCat("/environments/", name)).Url());
}

absl::StatusOr<json::Value> EnvironmentList(cli::Context& context, const cli::Args&) {
  return FlowRest(context).List(FlowUrl("/environments").Url());
}

std::string EnvironmentPath(const cli::Args& args) {
  return absl::StrCat(args.On(kAsAdmin) ? "/scopes/admin" : "", "/environments/",
                      Segment(args[kEnvironment]));
}

// The steps of a definition's summary, such as "Request-Button, Recurrence".
std::string Steps(const json::Value& steps, absl::string_view detail) {
  return absl::StrJoin(steps.elements(), ", ", [&](std::string* out, const json::Value& step) {
    const std::string& more = step[detail].AsString();
    absl::StrAppend(out, step["type"].AsString(), more.empty() ? "" : "-", more);
  });
}

// A flow says what it does deep inside; its summary goes to the top.
absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(
      json::Value flow,
      FlowRest(context).Get(
          FlowUrl(absl::StrCat(EnvironmentPath(args), "/flows/", Segment(args[kName])))
              .Add("$expand",
                   "swagger,properties.connectionreferences.apidefinition,"
                   "properties.definitionsummary.operations.apioperation,operationDefinition,plan,"
                   "properties.throttleData,properties.estimatedsuspensiondata,properties."
                   "licenseData")
              .Url()));
  const json::Value properties = flow["properties"];
  const json::Value& summary = properties["definitionSummary"];
  flow.Set("displayName", properties["displayName"]);
  flow.Set("description", summary["description"].AsString());
  flow.Set("triggers", Steps(summary["triggers"], "kind"));
  flow.Set("actions", Steps(summary["actions"], "swaggerOperationId"));
  return flow;
}

// The filters whose results together are what was asked for.
std::vector<std::string> Filters(const std::string& sharing) {
  if (sharing == "personal") return {"search('personal')"};
  if (sharing == "sharedWithMe") return {"search('team')"};
  if (sharing == "all") return {"search('personal')", "search('team')"};
  return {""};
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  odata::Rest rest = FlowRest(context);
  json::Value flows = json::Value::Array();
  std::set<std::string> seen;  // the service repeats flows that are in several lists
  for (const std::string& filter : Filters(args[kSharingStatus])) {
    const std::string url =
        FlowUrl(absl::StrCat(EnvironmentPath(args), args.On(kAsAdmin) ? "/v2" : "", "/flows"))
            .Add("$filter", filter)
            .Add("include", args.On(kWithSolutions) ? "includeSolutionCloudFlows" : "")
            .Url();
    RETURN_IF_ERROR(rest.ForEach(url, [&](json::Value flow) {
      if (seen.insert(flow["name"].AsString()).second) flows.Append(std::move(flow));
      return absl::OkStatus();
    }));
  }
  return flows;
}

constexpr cli::Example kEnvironmentGetExamples[] = {
    {"Show an environment",
     "flow environment get --name Default-d87a7535-dd31-4437-bfe1-95340acd55c5"},
    {"The default one", "flow environment get --default"}};
constexpr cli::Example kEnvironmentListExamples[] = {
    {"List the environments", "flow environment list"},
    {"Their names alone", "flow environment list --output json | jq -r '.[].name'"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a flow",
     "flow get --environment Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --name "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d"},
    {"Somebody else's, as an administrator",
     "flow get -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 -n "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --asAdmin"}};
constexpr cli::Example kListExamples[] = {
    {"List your flows in an environment",
     "flow list --environment Default-d87a7535-dd31-4437-bfe1-95340acd55c5"},
    {"All flows, as an administrator",
     "flow list -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --asAdmin"}};

constexpr cli::Command kCommands[] = {
    {.name = "flow environment get",
     .summary = "Show an environment",
     .options = kEnvironmentGetOptions,
     .rules = kEnvironmentGetRules,
     .columns = kEnvironmentColumns,
     .examples = kEnvironmentGetExamples,
     .run = EnvironmentGet},
    {.name = "flow environment list",
     .summary = "List the environments",
     .columns = kColumns,
     .examples = kEnvironmentListExamples,
     .run = EnvironmentList},
    {.name = "flow get",
     .summary = "Show a flow",
     .options = kGetOptions,
     .columns = kFlowColumns,
     .examples = kGetExamples,
     .run = Get},
    {.name = "flow list",
     .summary = "List the flows of an environment",
     .options = kListOptions,
     .rules = kListRules,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
};

}  // namespace

constinit const cli::Noun kFlow = {
    .name = "flow", .summary = "Flows of Power Automate", .commands = kCommands};

}  // namespace o365::azmgmt
