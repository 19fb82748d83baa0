// `aad siteclassification`: the classifications that sites of Microsoft 365 groups can have. They
// are values of the group setting "Group.Unified".

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/directory/site_classification.h"
#include "common/odata/graph.h"
#include "services/aad/nouns.h"
#include "services/aad/setting_values.h"

namespace o365::aad {
namespace {

constexpr cli::Option kClassifications =
    cli::Text("-c, --classifications <names>", "The classifications, separated by commas");
constexpr cli::Option kDefault =
    cli::Text("-d, --defaultClassification <name>", "The one that new sites get");
constexpr cli::Option kGuidelines =
    cli::Text("-u, --usageGuidelinesUrl <url>", "Page that explains the classifications")
        .MayBeEmpty();
constexpr cli::Option kGuestGuidelines =
    cli::Text("-g, --guestUsageGuidelinesUrl <url>", "Page that explains them to guests")
        .MayBeEmpty();
constexpr cli::Option Needed(cli::Option option) {
  option.required = cli::Required::kYes;
  return option;
}
constexpr cli::Option kEnableOptions[] = {Needed(kClassifications), Needed(kDefault), kGuidelines,
                                          kGuestGuidelines};

constexpr absl::string_view kAnything[] = {"classifications", "defaultClassification",
                                           "usageGuidelinesUrl", "guestUsageGuidelinesUrl"};
constexpr cli::Rule kSomething[] = {{cli::Rule::Kind::kAtLeastOne, kAnything}};

// What the setting calls the values.
struct Name {
  const cli::Option& option;
  absl::string_view name;
};
constexpr Name kNames[] = {{kClassifications, "ClassificationList"},
                           {kDefault, "DefaultClassification"},
                           {kGuidelines, "UsageGuidelinesUrl"},
                           {kGuestGuidelines, "GuestUsageGuidelinesUrl"}};

Settings Given(const cli::Args& args) {
  Settings given;
  for (const Name& name : kNames) {
    if (args.Has(name.option)) given.emplace_back(name.name, args[name.option]);
  }
  return given;
}

std::string Url(absl::string_view rest) { return absl::StrCat(odata::kGraph, rest); }

// The element of the list at `url` that is about Microsoft 365 groups.
absl::StatusOr<json::Value> Unified(odata::Rest& graph, const std::string& url,
                                    absl::string_view when_empty) {
  ASSIGN_OR_RETURN(const json::Value all, graph.List(url));
  if (all.elements().empty()) return absl::NotFoundError(when_empty);
  json::Value found = FirstWith(all, "displayName", kUnifiedSettings);
  if (found.is_null())
    return absl::NotFoundError(
        absl::StrCat("Missing DirectorySettingTemplate for \"", kUnifiedSettings, "\""));
  return found;
}

absl::StatusOr<json::Value> Disable(cli::Context& context, const cli::Args&) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value setting,
                   Unified(graph, Url("/groupSettings"), "Site classification is not enabled."));
  const std::string& id = setting["id"].AsString();
  if (id.empty()) return absl::DataLossError("Missing UnifiedGroupSettting id");
  http::Request request;
  request.method = "DELETE";
  request.url = Url(absl::StrCat("/groupSettings/", id));
  RETURN_IF_ERROR(graph.Send(std::move(request)).status());
  return json::Value();
}

absl::StatusOr<json::Value> Enable(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value source, Unified(graph, Url("/groupSettingTemplates"),
                                                     "the tenant has no templates for settings"));
  const json::Value body = json::Value::Object(
      {{"templateId", source["id"]},
       {"values", SettingsReplaced(Given(args), source["values"], "defaultValue")}});
  RETURN_IF_ERROR(graph.SendJson("POST", Url("/groupSettings"), body).status());
  return json::Value();
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args&) {
  odata::Rest graph = cli::GraphRest(context);
  return directory::SiteClassification(graph);
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value setting,
                   Unified(graph, Url("/groupSettings"),
                           "There is no previous defined site classification which can updated."));
  const json::Value body =
      json::Value::Object({{"values", SettingsReplaced(Given(args), setting["values"], "value")}});
  const std::string url = Url(absl::StrCat("/groupSettings/", setting["id"].AsString()));
  RETURN_IF_ERROR(graph.SendJson("PATCH", url, body).status());
  return json::Value();
}

constexpr cli::Example kDisableExamples[] = {
    {"Turn site classification off", "siteclassification disable"},
    {"In a script", "siteclassification disable --force"}};
constexpr cli::Example kEnableExamples[] = {
    {"Turn site classification on",
     "siteclassification enable --classifications 'High, Medium, Low' --defaultClassification "
     "Medium"},
    {"With pages that explain it",
     "siteclassification enable -c 'High, Low' -d Low -u https://contoso.com/guidelines -g "
     "https://contoso.com/guests"}};
constexpr cli::Example kGetExamples[] = {{"Show the classifications", "siteclassification get"},
                                         {"As JSON", "siteclassification get --output json"}};
constexpr cli::Example kSetExamples[] = {
    {"Change the classifications",
     "siteclassification set --classifications 'High, Medium, Low' --defaultClassification Low"},
    {"Change where they are explained",
     "siteclassification set --usageGuidelinesUrl https://contoso.com/guidelines"}};

constexpr cli::Command kCommands[] = {
    {.name = "siteclassification disable",
     .summary = "Turn site classification off",
     .confirm = "Turn site classification off?",
     .examples = kDisableExamples,
     .remarks = "Removes the tenant's whole setting for Microsoft 365 groups, which also says who "
                "may create groups and whether guests are let in.",
     .run = Disable},
    {.name = "siteclassification enable",
     .summary = "Turn site classification on",
     .options = kEnableOptions,
     .examples = kEnableExamples,
     .run = Enable},
    {.name = "siteclassification get",
     .summary = "Show how sites are classified",
     .examples = kGetExamples,
     .run = Get},
    {.name = "siteclassification set",
     .summary = "Change how sites are classified",
     .options = cli::kOf<kClassifications, kDefault, kGuidelines, kGuestGuidelines>,
     .rules = kSomething,
     .examples = kSetExamples,
     .run = Set},
};

}  // namespace

constinit const cli::Noun kSiteClassification = {
    .name = "siteclassification", .summary = "Classification of sites", .commands = kCommands};

}  // namespace o365::aad
