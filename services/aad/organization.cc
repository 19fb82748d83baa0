// `aad organization`: the tenant itself (Microsoft Learn: "organization resource type").

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "services/aad/nouns.h"
#include "services/aad/options.h"

namespace o365::aad {
namespace {

constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the tenant");
constexpr cli::Option kName = cli::Text("-d, --displayName <name>", "Name of the tenant");

constexpr cli::Option kSetOptions[] = {
    kId,
    kName,
    cli::UserNames("--marketingNotificationEmails <mails>",
                   "Addresses for news of Microsoft, separated by commas"),
    cli::UserNames("--securityComplianceNotificationMails <mails>",
                   "Addresses for security and compliance, separated by commas"),
    cli::Text("--securityComplianceNotificationPhones <numbers>",
              "Telephones for security and compliance, separated by commas")
        .MayBeEmpty(),
    cli::UserNames("--technicalNotificationMails <mails>",
                   "Addresses for technical notices, separated by commas"),
    cli::UserName("--contactEmail <mail>", "Whom to ask about privacy"),
    cli::Text("--statementUrl <url>", "Where the privacy statement is").MayBeEmpty()};

constexpr absl::string_view kIdOrName[] = {"id", "displayName"};
constexpr absl::string_view kChanges[] = {"contactEmail",
                                          "marketingNotificationEmails",
                                          "securityComplianceNotificationMails",
                                          "securityComplianceNotificationPhones",
                                          "statementUrl",
                                          "technicalNotificationMails"};
constexpr cli::Rule kSetRules[] = {{cli::Rule::Kind::kExactlyOne, kIdOrName},
                                   {cli::Rule::Kind::kAtLeastOne, kChanges}};

constexpr cli::Call kPatch = {
    .url = "/organization/{id}",
    .method = "PATCH",
    .body = R"({"marketingNotificationEmails":"{marketingNotificationEmails:list}",
                "securityComplianceNotificationMails":"{securityComplianceNotificationMails:list}",
                "securityComplianceNotificationPhones":"{securityComplianceNotificationPhones:list}",
                "technicalNotificationMails":"{technicalNotificationMails:list}",
                "privacyProfile":{"contactEmail":"{contactEmail}",
                                  "statementUrl":"{statementUrl}"}})",
    .answer = cli::Answer::kNothing};

// A tenant sees one organization, and the service does not filter it by its name.
absl::StatusOr<std::string> FindId(cli::Context& context, const std::string& name) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value found,
                   graph.List(absl::StrCat(odata::kGraph, "/organization?$select=id,displayName")));
  for (const json::Value& organization : found.elements()) {
    if (absl::EqualsIgnoreCase(organization["displayName"].AsString(), name))
      return organization["id"].AsString();
  }
  return absl::NotFoundError(
      absl::StrCat("The specified organization '", name, "' does not exist."));
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  cli::Args with_id = args;
  if (!args.Has(kId)) {
    ASSIGN_OR_RETURN(std::string id, FindId(context, args[kName]));
    with_id.Set(kId.name, std::move(id));
  }
  return cli::RunCall(
      {.name = "organization set", .summary = "", .options = kSetOptions, .call = kPatch}, context,
      with_id);
}

constexpr output::Column kColumns[] = {{"id"}, {"displayName"}, {"tenantType"}};

constexpr cli::Example kListExamples[] = {
    {"Show the tenant", "organization list"},
    {"Whom Microsoft writes to", "organization list --properties technicalNotificationMails"}};
constexpr cli::Example kSetExamples[] = {
    {"Say who gets technical notices",
     "organization set --displayName Contoso --technicalNotificationMails it@contoso.com"},
    {"Say where the privacy statement is",
     "organization set -i 84841066-274d-4ec0-a5c1-276be684bdd3 --contactEmail "
     "privacy@contoso.com --statementUrl https://contoso.com/privacy"}};

constexpr cli::Command kCommands[] = {
    {.name = "organization list",
     .summary = "Show what the directory knows of the tenant",
     .options = cli::kOf<kProperties>,
     .columns = kColumns,
     .examples = kListExamples,
     .call = {.url = "/organization?$select={properties}", .answer = cli::Answer::kList}},
    {.name = "organization set",
     .summary = "Change whom Microsoft writes to about the tenant",
     .options = kSetOptions,
     .rules = kSetRules,
     .examples = kSetExamples,
     .remarks = "Lists replace what was there.",
     .run = Set},
};

}  // namespace

constinit const cli::Noun kOrganization = {
    .name = "organization", .summary = "The tenant itself", .commands = kCommands};

}  // namespace o365::aad
