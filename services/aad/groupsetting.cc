// `aad groupsetting`: settings that hold for all groups, such as who may create them (Microsoft
// Learn: "groupSetting resource type").

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "services/aad/nouns.h"
#include "services/aad/setting_values.h"

namespace o365::aad {
namespace {

constexpr cli::Option kTemplateId =
    cli::Guid("-i, --templateId <id>", "Id of the template to make the setting from").Required();
constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the setting").Required();

constexpr absl::string_view kUrl = "https://graph.microsoft.com/v1.0/groupSettings";

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(
      const json::Value source,
      graph.Get(absl::StrCat(odata::kGraph, "/groupSettingTemplates/", args[kTemplateId])));
  const json::Value body = json::Value::Object(
      {{"templateId", args[kTemplateId]},
       {"values", WithSettings(args.unknown(), source["values"], "defaultValue")}});
  return graph.SendJson("POST", std::string(kUrl), body);
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  const std::string url = absl::StrCat(kUrl, "/", args[kId]);
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value setting, graph.Get(url));
  const json::Value body =
      json::Value::Object({{"displayName", setting["displayName"]},
                           {"templateId", setting["templateId"]},
                           {"values", WithSettings(args.unknown(), setting["values"], "value")}});
  RETURN_IF_ERROR(graph.SendJson("PATCH", url, body).status());
  return json::Value();
}

constexpr output::Column kColumns[] = {{"id"}, {"displayName"}};

constexpr cli::Example kAddExamples[] = {
    {"Make a setting with the template's defaults",
     "groupsetting add --templateId 62375ab9-6b52-47ed-826b-58e47e0e304b"},
    {"With values of your own",
     "groupsetting add -i 62375ab9-6b52-47ed-826b-58e47e0e304b --UsageGuidelinesUrl "
     "https://contoso.sharepoint.com/sites/compliance --ClassificationList 'HBI, MBI, LBI'"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a setting", "groupsetting get --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844"},
    {"As JSON", "groupsetting get -i 1caf7dcd-7e83-4c3a-94f7-932a1299c844 --output json"}};
constexpr cli::Example kListExamples[] = {{"List the settings", "groupsetting list"},
                                          {"With their values", "groupsetting list --output json"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a setting", "groupsetting remove --id 28beab62-7540-4db1-a23f-29a6018a3848"},
    {"In a script", "groupsetting remove -i 28beab62-7540-4db1-a23f-29a6018a3848 --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Let nobody but administrators create groups",
     "groupsetting set --id c391b57d-5783-4c53-9236-cefb5c6ef323 --EnableGroupCreation false"},
    {"Change the classifications",
     "groupsetting set -i c391b57d-5783-4c53-9236-cefb5c6ef323 --ClassificationList 'HBI, MBI' "
     "--DefaultClassification MBI"}};

constexpr cli::Command kCommands[] = {
    {.name = "groupsetting add",
     .summary = "Make a setting for groups from a template",
     .options = cli::kOf<kTemplateId>,
     .takes_unknown_options = true,
     .examples = kAddExamples,
     .remarks = "Options that are not listed are values of the setting; what the template offers "
                "is in `groupsettingtemplate get`.",
     .run = Add},
    {.name = "groupsetting get",
     .summary = "Show a setting for groups",
     .options = cli::kOf<kId>,
     .examples = kGetExamples,
     .call = {.url = "/groupSettings/{id}"}},
    {.name = "groupsetting list",
     .summary = "List the settings for groups",
     .columns = kColumns,
     .examples = kListExamples,
     .call = {.url = "/groupSettings", .answer = cli::Answer::kList}},
    {.name = "groupsetting remove",
     .summary = "Remove a setting for groups",
     .options = cli::kOf<kId>,
     .confirm = "Remove the group setting {id}?",
     .examples = kRemoveExamples,
     .remarks = "From then on the defaults of its template hold.",
     .call = {.url = "/groupSettings/{id}", .method = "DELETE"}},
    {.name = "groupsetting set",
     .summary = "Change a setting for groups",
     .options = cli::kOf<kId>,
     .takes_unknown_options = true,
     .examples = kSetExamples,
     .remarks = "Options that are not listed are values of the setting.",
     .run = Set},
};

}  // namespace

constinit const cli::Noun kGroupSetting = {
    .name = "groupsetting", .summary = "Settings for all groups", .commands = kCommands};

}  // namespace o365::aad
