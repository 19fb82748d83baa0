// `aad groupsettingtemplate`: what settings for groups can be made from (Microsoft Learn:
// "groupSettingTemplate resource type").

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "services/aad/nouns.h"
#include "services/aad/setting_values.h"

namespace o365::aad {
namespace {

constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the template");
constexpr cli::Option kDisplayName = cli::Text("-n, --displayName <name>", "Name of the template");

constexpr absl::string_view kIdOrName[] = {"id", "displayName"};
constexpr cli::Rule kOneTemplate[] = {{cli::Rule::Kind::kExactlyOne, kIdOrName}};

// The service takes no filter here, but there are only a handful of templates.
absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value templates,
                   graph.List(absl::StrCat(odata::kGraph, "/groupSettingTemplates")));
  const cli::Option& by = args.Has(kId) ? kId : kDisplayName;
  json::Value found = FirstWith(templates, by.name, args[by]);
  if (found.is_null())
    return absl::NotFoundError(absl::StrCat("Resource '", args[by], "' does not exist."));
  return found;
}

constexpr output::Column kColumns[] = {{"id"}, {"displayName"}};

constexpr cli::Example kGetExamples[] = {
    {"Show a template, with the values it offers",
     "groupsettingtemplate get --displayName Group.Unified"},
    {"By its id", "groupsettingtemplate get --id 62375ab9-6b52-47ed-826b-58e47e0e304b"}};
constexpr cli::Example kListExamples[] = {
    {"List the templates", "groupsettingtemplate list"},
    {"With the values they offer", "groupsettingtemplate list --output json"}};

constexpr cli::Command kCommands[] = {
    {.name = "groupsettingtemplate get",
     .summary = "Show a template for group settings",
     .options = cli::kOf<kId, kDisplayName>,
     .rules = kOneTemplate,
     .examples = kGetExamples,
     .run = Get},
    {.name = "groupsettingtemplate list",
     .summary = "List the templates for group settings",
     .columns = kColumns,
     .examples = kListExamples,
     .call = {.url = "/groupSettingTemplates", .answer = cli::Answer::kList}},
};

}  // namespace

constinit const cli::Noun kGroupSettingTemplate = {
    .name = "groupsettingtemplate",
    .summary = "Templates for the settings of groups",
    .commands = kCommands};

}  // namespace o365::aad
