// `spo sitedesign`: site designs, which run site scripts in new sites or, applied, in existing
// ones.

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/list.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "services/spo/nouns.h"
#include "services/spo/options.h"
#include "services/spo/site_script_utility.h"

namespace o365::spo {
namespace {

constexpr absl::string_view kTemplates[] = {"TeamSite", "CommunicationSite"};
constexpr absl::string_view kRightNames[] = {"View"};
constexpr absl::string_view kView = "1";

constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the site design").Required();
constexpr cli::Option kTitle =
    cli::Text("-t, --title <title>", "Title of the site design").Required();
constexpr cli::Option kWebTemplate =
    cli::Text("-w, --webTemplate <template>", "Kind of sites that the design is offered for")
        .Required()
        .OneOf(kTemplates);
constexpr cli::Option kSiteScripts =
    cli::Text("-s, --siteScripts <ids>",
              "Ids of the site scripts to run, in this order, separated by commas")
        .Required();
constexpr cli::Option kDescription =
    cli::Text("-d, --description <description>", "Description of the site design").MayBeEmpty();
constexpr cli::Option kPreviewImageUrl =
    cli::Text("-m, --previewImageUrl <url>", "Address of a picture of such a site").MayBeEmpty();
constexpr cli::Option kPreviewImageAltText =
    cli::Text("-a, --previewImageAltText <text>", "What that picture shows, in words").MayBeEmpty();
constexpr cli::Option kIsDefault =
    cli::Flag("--isDefault", "Use the design for new sites of this kind by default");
constexpr cli::Option kNewTitle = cli::Text("-t, --title <title>", "New title of the site design");
constexpr cli::Option kNewWebTemplate =
    cli::Text("-w, --webTemplate <template>", "Kind of sites that the design is offered for")
        .OneOf(kTemplates);
constexpr cli::Option kNewSiteScripts = cli::Text(
    "-s, --siteScripts <ids>", "Ids of the site scripts to run instead, separated by commas");
constexpr cli::Option kNewVersion =
    cli::Number("-v, --version <number>", "New version of the site design");
constexpr cli::Option kNewIsDefault = cli::Bool(
    "--isDefault <bool>", "Whether the design is used for new sites of this kind by default");
constexpr cli::Option kRights = RightsOption(kRightNames);

constexpr output::Column kColumns[] = {
    {"Id"}, {"IsDefault"}, {"Title"}, {"Version"}, {"WebTemplate"}};

json::Value TextArray(const std::vector<std::string>& texts) {
  json::Value array = json::Value::Array();
  for (const std::string& text : texts) array.Append(text);
  return array;
}

json::Value IdBody(const cli::Args& args) { return json::Value::Object({{"id", args[kId]}}); }

absl::Status CheckSiteScripts(const cli::Args& args) { return CheckGuidList(args, kSiteScripts); }
absl::Status CheckPrincipals(const cli::Args& args) { return CheckList(args, kPrincipals); }

// What was given of a design's properties; the options of `add` and `set` share their names.
json::Value Properties(const cli::Args& args) {
  json::Value info = json::Value::Object();
  if (args.Has(kTitle)) info.Set("Title", args[kTitle]);
  if (args.Has(kDescription)) info.Set("Description", args[kDescription]);
  if (args.Has(kSiteScripts))
    info.Set("SiteScriptIds", TextArray(base::SplitList(args[kSiteScripts])));
  if (args.Has(kPreviewImageUrl)) info.Set("PreviewImageUrl", args[kPreviewImageUrl]);
  if (args.Has(kPreviewImageAltText)) info.Set("PreviewImageAltText", args[kPreviewImageAltText]);
  if (args.Has(kWebTemplate))
    info.Set("WebTemplate", args[kWebTemplate] == "TeamSite" ? "64" : "68");
  if (args.Has(kNewVersion)) info.Set("Version", json::Value::Number(args[kNewVersion]));
  if (args.Has(kIsDefault)) info.Set("IsDefault", args.On(kIsDefault));
  return info;
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  return CallSiteScriptUtility(context, "CreateSiteDesign",
                               json::Value::Object({{"info", Properties(args)}}));
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  json::Value info = Properties(args);
  info.Set("Id", args[kId]);
  return CallSiteScriptUtility(context, "UpdateSiteDesign",
                               json::Value::Object({{"updateInfo", std::move(info)}}));
}

// The service reports on each action. 1 is a failure, 3 an exception on the way to success.
absl::Status CheckOutcomes(cli::Context& context, const json::Value& outcomes) {
  std::vector<std::string> failed;
  for (const json::Value& action : outcomes.elements()) {
    const std::string outcome = action["Outcome"].ToText();
    const std::string& text = action["OutcomeText"].AsString();
    const std::string line =
        absl::StrCat(action["Title"].AsString(), text.empty() ? "" : ": ", text);
    if (outcome == "1") failed.push_back(line);
    if (outcome == "3") context.terminal.Say(absl::StrCat("done, but with trouble: ", line));
    context.log.Verbose(line);
  }
  if (failed.empty()) return absl::OkStatus();
  return absl::AbortedError(
      absl::StrCat(failed.size(), " of ", outcomes.elements().size(),
                   " actions of the site design failed: ", absl::StrJoin(failed, "; ")));
}

absl::StatusOr<json::Value> Apply(cli::Context& context, const cli::Args& args) {
  const json::Value body =
      json::Value::Object({{"siteDesignId", args[kId]}, {"webUrl", args[kWebUrl]}});
  ASSIGN_OR_RETURN(const json::Value outcomes,
                   ListFromSiteScriptUtility(context, "ApplySiteDesign", body));
  RETURN_IF_ERROR(CheckOutcomes(context, outcomes));
  return json::Value();
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  return CallSiteScriptUtility(context, "GetSiteDesignMetadata", IdBody(args));
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args&) {
  return ListFromSiteScriptUtility(context, "GetSiteDesigns", {});
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  RETURN_IF_ERROR(CallSiteScriptUtility(context, "DeleteSiteDesign", IdBody(args)).status());
  return json::Value();
}

absl::StatusOr<json::Value> Grant(cli::Context& context, const cli::Args& args) {
  json::Value body = IdBody(args);
  body.Set("principalNames", TextArray(base::SplitList(args[kPrincipals])));
  body.Set("grantedRights", kView);
  RETURN_IF_ERROR(CallSiteScriptUtility(context, "GrantSiteDesignRights", body).status());
  return json::Value();
}

absl::StatusOr<json::Value> Revoke(cli::Context& context, const cli::Args& args) {
  json::Value body = IdBody(args);
  body.Set("principalNames", TextArray(base::SplitList(args[kPrincipals])));
  RETURN_IF_ERROR(CallSiteScriptUtility(context, "RevokeSiteDesignRights", body).status());
  return json::Value();
}

absl::StatusOr<json::Value> RightsList(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(json::Value rights,
                   ListFromSiteScriptUtility(context, "GetSiteDesignRights", IdBody(args)));
  for (json::Value& right : *rights.mutable_elements()) {
    if (right["Rights"].ToText() == kView) right.Set("Rights", "View");
  }
  return rights;
}

constexpr cli::Example kAddExamples[] = {
    {"Add a design for team sites",
     "sitedesign add --title 'Contoso team site' --webTemplate TeamSite --siteScripts "
     "19b0e1b2-e3d1-473f-9394-f08c198ef43e"},
    {"One that new communication sites have by default",
     "sitedesign add -t Contoso -w CommunicationSite -s "
     "'19b0e1b2-e3d1-473f-9394-f08c198ef43e,b2307a39-e878-458b-bc90-03bc578531d6' --isDefault"}};
constexpr cli::Example kApplyExamples[] = {
    {"Apply a site design to a site",
     "sitedesign apply --id 9b142c22-037f-4a7f-9017-e9d8c0e34b98 --webUrl "
     "https://contoso.sharepoint.com/sites/project-x"},
    {"Show what was done",
     "sitedesign apply -i 9b142c22-037f-4a7f-9017-e9d8c0e34b98 -u "
     "https://contoso.sharepoint.com/sites/project-x --verbose"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a site design", "sitedesign get --id 6ec3ca5b-d04b-4381-b169-61378556d76e"},
    {"The site scripts that it runs",
     "sitedesign get -i 6ec3ca5b-d04b-4381-b169-61378556d76e -o json | jq -r '.SiteScriptIds[]'"}};
constexpr cli::Example kListExamples[] = {
    {"List the site designs", "sitedesign list"},
    {"All of what is known of them", "sitedesign list --output json"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a site design", "sitedesign remove --id 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a"},
    {"In a script", "sitedesign remove --id 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a --force"}};
constexpr cli::Example kGrantExamples[] = {
    {"Offer a site design to a user",
     "sitedesign rights grant --id 9b142c22-037f-4a7f-9017-e9d8c0e34b98 --principals PattiF "
     "--rights View"},
    {"To two users",
     "sitedesign rights grant -i 9b142c22-037f-4a7f-9017-e9d8c0e34b98 -p "
     "'pattif@contoso.com,adelev@contoso.com' -r View"}};
constexpr cli::Example kRightsListExamples[] = {
    {"List whom a site design is offered to",
     "sitedesign rights list --id 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a"},
    {"Their names alone",
     "sitedesign rights list -i 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a -o json | jq -r "
     "'.[].DisplayName'"}};
constexpr cli::Example kRevokeExamples[] = {
    {"Offer a site design to a user no longer",
     "sitedesign rights revoke --id 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a --principals PattiF"},
    {"To two users, in a script",
     "sitedesign rights revoke -i 2c1ba4c4-cd9b-4417-832f-92a34bc34b2a -p 'PattiF,AdeleV' "
     "--force"}};
constexpr cli::Example kSetExamples[] = {
    {"Rename a site design",
     "sitedesign set --id 9b142c22-037f-4a7f-9017-e9d8c0e34b98 --title 'Contoso site design' "
     "--version 2"},
    {"Use it for new sites by default",
     "sitedesign set -i 9b142c22-037f-4a7f-9017-e9d8c0e34b98 --isDefault true"}};

constexpr cli::Command kCommands[] = {
    {.name = "sitedesign add",
     .summary = "Add a site design",
     .options = cli::kOf<kTitle, kWebTemplate, kSiteScripts, kDescription, kPreviewImageUrl,
                         kPreviewImageAltText, kIsDefault>,
     .examples = kAddExamples,
     .remarks = "Everybody may use a new design, until rights on it are granted.",
     .validate = CheckSiteScripts,
     .run = Add},
    {.name = "sitedesign apply",
     .summary = "Apply a site design to a site",
     .options = cli::kOf<kId, kWebUrl>,
     .examples = kApplyExamples,
     .remarks = "Fails when an action of the design fails; the actions after it are still run.",
     .run = Apply},
    {.name = "sitedesign get",
     .summary = "Show a site design",
     .options = cli::kOf<kId>,
     .examples = kGetExamples,
     .run = Get},
    {.name = "sitedesign list",
     .summary = "List the site designs of the tenant",
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "sitedesign remove",
     .summary = "Remove a site design",
     .options = cli::kOf<kId>,
     .confirm = "Remove the site design {id}?",
     .examples = kRemoveExamples,
     .run = Remove},
    {.name = "sitedesign rights grant",
     .summary = "Offer a site design to users",
     .options = cli::kOf<kId, kPrincipals, kRights>,
     .examples = kGrantExamples,
     .validate = CheckPrincipals,
     .run = Grant},
    {.name = "sitedesign rights list",
     .summary = "List whom a site design is offered to",
     .options = cli::kOf<kId>,
     .examples = kRightsListExamples,
     .run = RightsList},
    {.name = "sitedesign rights revoke",
     .summary = "Offer a site design to users no longer",
     .options = cli::kOf<kId, kPrincipals>,
     .confirm = "Offer the site design {id} to {principals} no longer?",
     .examples = kRevokeExamples,
     .validate = CheckPrincipals,
     .run = Revoke},
    {.name = "sitedesign set",
     .summary = "Change a site design",
     .options = cli::kOf<kId, kNewTitle, kNewWebTemplate, kNewSiteScripts, kDescription,
                         kPreviewImageUrl, kPreviewImageAltText, kNewVersion, kNewIsDefault>,
     .examples = kSetExamples,
     .validate = CheckSiteScripts,
     .run = Set},
};

}  // namespace

constinit const cli::Noun kSiteDesign = {
    .name = "sitedesign", .summary = "Site designs", .commands = kCommands};

}  // namespace o365::spo
