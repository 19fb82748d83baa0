// `azmgmt flow`: flows of Power Automate and the environments they live in.

#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/odata/error.h"
#include "common/odata/query.h"
#include "services/azmgmt/client.h"
#include "services/azmgmt/flow_export.h"
#include "services/azmgmt/nouns.h"
#include "services/azmgmt/options.h"

namespace o365::azmgmt {
namespace {

constexpr absl::string_view kSharings[] = {"all", "personal", "ownedByMe", "sharedWithMe"};

constexpr cli::Option kEnvironmentToShow =
    cli::Text("-n, --name <name>", "Name of the environment");
constexpr cli::Option kDefault = cli::Flag("--default", "The tenant's default environment");
constexpr cli::Option kName = cli::Text("-n, --name <name>", "Name (id) of the flow").Required();
constexpr cli::Option kId = cli::Guid("-n, --name <id>", "Name (id) of the flow").Required();
constexpr cli::Option kRestoredFlow =
    cli::Guid("-n, --flowName <id>", "Name (id) of the flow").Required();
constexpr cli::Option kSharingStatus =
    cli::Text("--sharingStatus <status>",
              "Which flows: your own (ownedByMe, personal), shared with you, or all")
        .OneOf(kSharings);
constexpr cli::Option kWithSolutions = cli::Flag("--withSolutions", "Include flows of solutions");

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

// The steps of a definition's summary, such as "Request-Button, Recurrence".
std::string Steps(const json::Value& steps, absl::string_view detail) {
  return absl::StrJoin(steps.elements(), ", ", [&](std::string* out, const json::Value& step) {
    const std::string& more = step[detail].AsString();
    absl::StrAppend(out, step["type"].AsString(), more.empty() ? "" : "-", more);
  });
}

// A flow says what it does deep inside; its summary goes to the top.
absl::StatusOr<json::Value> WithSummary(json::Value flow, const cli::Args&) {
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
  ASSIGN_OR_RETURN(
      const std::string url,
      cli::ExpandUrl(kFlowApi,
                     "{asAdmin?/scopes/admin}/environments/{environmentName}{asAdmin?/v2}/flows"
                     "?include={withSolutions?includeSolutionCloudFlows}",
                     args));
  context.results.Begin();
  std::set<std::string> seen;  // the service repeats flows, also within a list
  const auto print = [&](json::Value flow) -> absl::Status {
    const bool repeated = !seen.insert(flow["name"].AsString()).second;
    return repeated ? absl::OkStatus() : context.results.Add(std::move(flow));
  };
  for (const std::string& filter : Filters(args[kSharingStatus]))
    RETURN_IF_ERROR(rest.ForEach(odata::Query(url).Add("$filter", filter).Url(), print));
  return json::Value();
}

// The service lists removed flows among all others.
absl::StatusOr<json::Value> ListRemoved(cli::Context& context, const cli::Args& args) {
  odata::Rest rest = FlowRest(context);
  ASSIGN_OR_RETURN(const std::string url,
                   cli::ExpandUrl(kFlowApi,
                                  "/scopes/admin/environments/{environmentName}/v2/flows"
                                  "?include=softDeletedFlows",
                                  args));
  context.results.Begin();
  RETURN_IF_ERROR(rest.ForEach(url, [&](json::Value flow) {
    const bool removed = flow.At({"properties", "state"}).AsString() == "Deleted";
    return removed ? context.results.Add(std::move(flow)) : absl::OkStatus();
  }));
  return json::Value();
}

// Of a flow that is not there the service says 204, of one that it removed 200.
absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  http::Request request;
  request.method = "DELETE";
  ASSIGN_OR_RETURN(
      request.url,
      cli::ExpandUrl(kFlowApi,
                     "{asAdmin?/scopes/admin}/environments/{environmentName}/flows/{name}", args));
  ASSIGN_OR_RETURN(const http::Response response, FlowRest(context).Exchange(request, {}));
  RETURN_IF_ERROR(odata::Check(response));
  if (response.status != 204) return json::Value();
  return absl::NotFoundError(absl::StrCat(
      "Resource '", args[kId], "' does not exist in environment '", args[kEnvironment], "'"));
}

constexpr cli::Example kDisableExamples[] = {
    {"Turn a flow off",
     "flow disable --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --name "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d"},
    {"Somebody else's, as an administrator",
     "flow disable -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 -n "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --asAdmin"}};
constexpr cli::Example kEnableExamples[] = {
    {"Turn a flow on",
     "flow enable --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --name "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d"},
    {"Somebody else's, as an administrator",
     "flow enable -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 -n "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --asAdmin"}};
constexpr cli::Example kEnvironmentGetExamples[] = {
    {"Show an environment",
     "flow environment get --name Default-d87a7535-dd31-4437-bfe1-95340acd55c5"},
    {"The default one", "flow environment get --default"}};
constexpr cli::Example kEnvironmentListExamples[] = {
    {"List the environments", "flow environment list"},
    {"Their names alone", "flow environment list --output json | jq -r '.[].name'"}};
constexpr cli::Example kExportExamples[] = {
    {"Export a flow as a package",
     "flow export --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --name "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --packageDisplayName Approvals --path approvals.zip"},
    {"As a template of Azure Resource Manager",
     "flow export -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 -n "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --format json"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a flow",
     "flow get --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --name "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d"},
    {"Somebody else's, as an administrator",
     "flow get -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 -n "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --asAdmin"}};
constexpr cli::Example kListExamples[] = {
    {"List your flows in an environment",
     "flow list --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5"},
    {"All flows, as an administrator",
     "flow list -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --asAdmin"}};
constexpr cli::Example kBinExamples[] = {
    {"List the removed flows of an environment",
     "flow recyclebinitem list --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5"},
    {"Their names alone, for a script",
     "flow recyclebinitem list -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 -o json | jq -r "
     "'.[].name'"}};
constexpr cli::Example kRestoreExamples[] = {
    {"Restore a removed flow",
     "flow recyclebinitem restore --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 "
     "--flowName 3989cb59-ce1a-4a5c-bb78-257c5c39381d"},
    {"The same, in short",
     "flow recyclebinitem restore -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 -n "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a flow",
     "flow remove --environmentName Default-d87a7535-dd31-4437-bfe1-95340acd55c5 --name "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d"},
    {"Somebody else's, as an administrator, in a script",
     "flow remove -e Default-d87a7535-dd31-4437-bfe1-95340acd55c5 -n "
     "3989cb59-ce1a-4a5c-bb78-257c5c39381d --asAdmin --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "flow disable",
     .summary = "Turn a flow off",
     .options = cli::kOf<kEnvironment, kName, kAsAdmin>,
     .examples = kDisableExamples,
     .call = {.url = "{asAdmin?/scopes/admin}/environments/{environmentName}/flows/{name}/stop",
              .method = "POST",
              .answer = cli::Answer::kNothing}},
    {.name = "flow enable",
     .summary = "Turn a flow on",
     .options = cli::kOf<kEnvironment, kName, kAsAdmin>,
     .examples = kEnableExamples,
     .call = {.url = "{asAdmin?/scopes/admin}/environments/{environmentName}/flows/{name}/start",
              .method = "POST",
              .answer = cli::Answer::kNothing}},
    {.name = "flow environment get",
     .summary = "Show an environment",
     .options = cli::kOf<kEnvironmentToShow, kDefault>,
     .rules = kEnvironmentGetRules,
     .columns = kEnvironmentColumns,
     .examples = kEnvironmentGetExamples,
     .call = {.url = "/environments/{default?~default|{name}}"}},
    {.name = "flow environment list",
     .summary = "List the environments",
     .columns = kColumns,
     .examples = kEnvironmentListExamples,
     .call = {.url = "/environments", .answer = cli::Answer::kList}},
    {.name = "flow export",
     .summary = "Write a flow to a file",
     .options = kExportOptions,
     .examples = kExportExamples,
     .remarks = "A package (zip) can be imported into another environment, a template (json) "
                "deployed with Azure Resource Manager. Without --path the file gets the name that "
                "the service gives it, in the current folder, and its path is printed.",
     .validate = CheckExport,
     .run = Export},
    {.name = "flow get",
     .summary = "Show a flow",
     .options = cli::kOf<kEnvironment, kName, kAsAdmin>,
     .columns = kFlowColumns,
     .examples = kGetExamples,
     .call = {.url = "{asAdmin?/scopes/admin}/environments/{environmentName}/flows/{name}"
                     "?$expand=swagger,properties.connectionreferences.apidefinition,"
                     "properties.definitionsummary.operations.apioperation,operationDefinition,"
                     "plan,properties.throttleData,properties.estimatedsuspensiondata,"
                     "properties.licenseData",
              .shape = WithSummary}},
    {.name = "flow list",
     .summary = "List the flows of an environment",
     .options = cli::kOf<kEnvironment, kSharingStatus, kWithSolutions, kAsAdmin>,
     .rules = kListRules,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "flow recyclebinitem list",
     .summary = "List the removed flows of an environment",
     .options = cli::kOf<kEnvironment>,
     .columns = kColumns,
     .examples = kBinExamples,
     .remarks = "Needs an administrator of the environment. Flows stay there for some weeks.",
     .run = ListRemoved},
    {.name = "flow recyclebinitem restore",
     .summary = "Restore a removed flow",
     .options = cli::kOf<kEnvironment, kRestoredFlow>,
     .examples = kRestoreExamples,
     .remarks = "Needs an administrator of the environment.",
     .call = {.url = "/scopes/admin/environments/{environmentName}/flows/{flowName}/restore",
              .method = "POST",
              .answer = cli::Answer::kNothing}},
    {.name = "flow remove",
     .summary = "Remove a flow",
     .options = cli::kOf<kEnvironment, kId, kAsAdmin>,
     .confirm = "Remove the flow {name}?",
     .examples = kRemoveExamples,
     .run = Remove},
};

}  // namespace

constinit const cli::Noun kFlow = {
    .name = "flow", .summary = "Flows of Power Automate", .commands = kCommands};

}  // namespace o365::azmgmt
