// `spo sitescript`: scripts of actions that site designs run in new sites.

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/odata/query.h"
#include "services/spo/nouns.h"
#include "services/spo/site_script_utility.h"

namespace o365::spo {
namespace {

constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the site script").Required();
constexpr cli::Option kTitle =
    cli::Text("-t, --title <title>", "Title of the site script").Required();
constexpr cli::Option kContent =
    cli::Text("-c, --content <json>", "Actions of the site script, as JSON").Required().ReadsFile();
constexpr cli::Option kDescription =
    cli::Text("-d, --description <description>", "Description of the site script").MayBeEmpty();
constexpr cli::Option kNewTitle = cli::Text("-t, --title <title>", "New title of the site script");
constexpr cli::Option kNewVersion =
    cli::Number("-v, --version <number>", "New version of the site script");
constexpr cli::Option kNewContent =
    cli::Text("-c, --content <json>", "New actions of the site script, as JSON").ReadsFile();

absl::Status CheckContent(const cli::Args& args) {
  if (!args.Has(kContent)) return absl::OkStatus();
  const absl::Status status = json::Parse(args[kContent]).status();
  if (status.ok()) return status;
  return base::UsageError(absl::StrCat("option '--content' is not valid: ", status.message()));
}

json::Value IdBody(const cli::Args& args) { return json::Value::Object({{"id", args[kId]}}); }

// Title and description travel in the address, the script alone is the body.
absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value script, json::Parse(args[kContent]));
  const std::string operation =
      odata::Query("CreateSiteScript(Title=@title,%20Description=@description)")
          .Add("@title", odata::Quote(args[kTitle]))
          .Add("@description", odata::Quote(args[kDescription]))
          .Url();
  return CallSiteScriptUtility(context, operation, script);
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  return CallSiteScriptUtility(context, "GetSiteScriptMetadata", IdBody(args));
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args&) {
  // The apostrophe is no literal of ours left open: recorded clients call the operation by this
  // name, from 2018 on, and the service answers.
  return ListFromSiteScriptUtility(context, "GetSiteScripts'", {});
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  RETURN_IF_ERROR(CallSiteScriptUtility(context, "DeleteSiteScript", IdBody(args)).status());
  return json::Value();
}

// What is not given stays as it is.
absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  json::Value info = json::Value::Object({{"Id", args[kId]}});
  if (args.Has(kNewTitle)) info.Set("Title", args[kNewTitle]);
  if (args.Has(kDescription)) info.Set("Description", args[kDescription]);
  if (args.Has(kNewVersion)) info.Set("Version", json::Value::Number(args[kNewVersion]));
  if (args.Has(kNewContent)) info.Set("Content", args[kNewContent]);
  return CallSiteScriptUtility(context, "UpdateSiteScript",
                               json::Value::Object({{"updateInfo", std::move(info)}}));
}

constexpr cli::Example kAddExamples[] = {
    {"Add a site script from a file",
     "sitescript add --title Contoso --description 'The theme of Contoso' --content @script.json"},
    {"From the command line",
     "sitescript add -t Themed -c "
     "'{\"actions\":[{\"verb\":\"applyTheme\",\"themeName\":\"Contoso Explorers\"}],"
     "\"version\":1}'"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a site script", "sitescript get --id 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a"},
    {"Save its actions",
     "sitescript get -i 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a -o json | jq -r .Content > "
     "script.json"}};
constexpr cli::Example kListExamples[] = {
    {"List the site scripts", "sitescript list"},
    {"The ids of those about themes",
     "sitescript list -o json | jq -r '.[] | select(.Title | test(\"theme\")) | .Id'"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a site script", "sitescript remove --id 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a"},
    {"In a script", "sitescript remove --id 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Rename a site script",
     "sitescript set --id 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a --title Contoso"},
    {"Replace its actions",
     "sitescript set -i 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a -v 2 -c @script.json"}};

constexpr cli::Command kCommands[] = {
    {.name = "sitescript add",
     .summary = "Add a site script",
     .options = cli::kOf<kTitle, kContent, kDescription>,
     .examples = kAddExamples,
     .remarks = "The script runs as part of a site design; see `spo sitedesign add`.",
     .validate = CheckContent,
     .run = Add},
    {.name = "sitescript get",
     .summary = "Show a site script with its actions",
     .options = cli::kOf<kId>,
     .examples = kGetExamples,
     .run = Get},
    {.name = "sitescript list",
     .summary = "List the site scripts of the tenant",
     .examples = kListExamples,
     .run = List},
    {.name = "sitescript remove",
     .summary = "Remove a site script",
     .options = cli::kOf<kId>,
     .confirm = "Remove the site script {id}?",
     .examples = kRemoveExamples,
     .run = Remove},
    {.name = "sitescript set",
     .summary = "Change a site script",
     .options = cli::kOf<kId, kNewTitle, kDescription, kNewVersion, kNewContent>,
     .examples = kSetExamples,
     .validate = CheckContent,
     .run = Set},
};

}  // namespace

constinit const cli::Noun kSiteScript = {
    .name = "sitescript", .summary = "Site scripts", .commands = kCommands};

}  // namespace o365::spo
