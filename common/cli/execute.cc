#include "common/cli/execute.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/auth/cloud.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/me.h"
#include "common/cli/parser.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/cli/validate.h"

namespace o365::cli {
namespace {

// Whether the request is about whoever is signed in.
bool IsAboutMe(const Call& call) {
  return call.url == "/me" || absl::StartsWith(call.url, "/me/") ||
         absl::StartsWith(call.url, "/me?");
}

// An application has none of the permissions that a user brings along.
absl::Status AdviseApplication(absl::Status status, Context& context) {
  if (!absl::IsPermissionDenied(status) && !absl::IsUnauthenticated(status)) return status;
  if (base::IsConnectionError(status) || context.session.CheckUser("").ok()) return status;
  return base::WithBetterHint(
      std::move(status),
      "the connection is an application's: it needs application permissions (not delegated ones), "
      "to which an administrator has consented");
}

// The site that the command line names, which a connection out of the environment is then for.
std::string SiteNamed(const Command& command, const Args& args) {
  for (const Option& option : command.options) {
    if (option.format != Format::kSiteUrl || args[option].empty()) continue;
    const absl::StatusOr<auth::SharePointSite> site = auth::ParseSharePointUrl(args[option]);
    if (site.ok()) return site->origin;
  }
  return "";
}

absl::Status CheckNeeds(const Command& command, Context& context, const Args& args) {
  if (command.needs == Needs::kNothing) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auth::Connection connection,
                   context.session.Connected(SiteNamed(command, args)));
  if (IsAboutMe(command.call)) RETURN_IF_ERROR(context.session.CheckUser("this command"));
  if (command.needs != Needs::kTenantAdmin) return absl::OkStatus();
  const absl::StatusOr<auth::SharePointSite> site = auth::ParseSharePointUrl(connection.url);
  if (site.ok() && site->is_tenant_admin) return absl::OkStatus();
  return base::WithHint(
      absl::UnauthenticatedError(absl::StrCat(connection.url, " is not a tenant admin site")),
      absl::StrCat("connect to your tenant admin site and try again: ", context.service.name,
                   " connect https://NAME-admin.sharepoint.com"));
}

// Asks for what Required::kAsked options leave out.
absl::Status AskForMissing(const Command& command, Context& context, Args& args) {
  for (const Option& option : command.options) {
    if (option.required != Required::kAsked || args.Has(option)) continue;
    const absl::Status missing = absl::InvalidArgumentError(
        absl::StrCat("option '--", option.name, "' is required: ", option.help));
    if (!context.terminal.interactive()) return missing;
    ASSIGN_OR_RETURN(std::string value, context.terminal.Ask(absl::StrCat(option.help, ": ")));
    if (value.empty()) return missing;
    ASSIGN_OR_RETURN(value, CheckValue(absl::StrCat("option '--", option.name, "'"), option.format,
                                       option.choices, value));
    args.Set(option.name, std::move(value));
  }
  return absl::OkStatus();
}

bool MustAsk(const Command& command, const Args& args) {
  return !command.confirm.empty() && !args.consent();
}

// Where nobody can be asked the command line must say yes. Told before anything else is done.
absl::Status CheckConsent(const Command& command, const Context& context, const Args& args) {
  if (!MustAsk(command, args) || context.terminal.interactive()) return absl::OkStatus();
  return base::WithHint(
      base::UsageError("this needs a confirmation, and there is nobody to ask: no terminal, or CI "
                       "is set"),
      absl::StrCat("to go ahead without being asked, add --", ConsentOptions(command)[0].name));
}

absl::Status Confirm(const Command& command, Context& context, const Args& args) {
  if (!MustAsk(command, args)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const bool yes, context.terminal.Confirm(ExpandText(command.confirm, args)));
  if (yes) return absl::OkStatus();
  return base::WithHint(absl::AbortedError("nothing was changed"),
                        "to go ahead, answer yes or add --force");
}

}  // namespace

absl::StatusOr<json::Value> Execute(const Command& command, Context& context, Args& args) {
  RETURN_IF_ERROR(CheckConsent(command, context, args));
  RETURN_IF_ERROR(CheckNeeds(command, context, args));
  RETURN_IF_ERROR(AskForMissing(command, context, args));
  RETURN_IF_ERROR(FillInMe(command, context, args));
  RETURN_IF_ERROR(Confirm(command, context, args));
  ASSIGN_OR_RETURN(json::Value found, RunLookups(command.lookups, context, args));
  absl::StatusOr<json::Value> done = std::move(found);
  if (command.run != nullptr) {
    done = command.run(context, args);
  } else if (!command.call.url.empty()) {
    done = RunCall(command, context, args);
  }
  if (done.ok() || command.needs == Needs::kNothing) return done;
  return AdviseApplication(done.status(), context);
}

}  // namespace o365::cli
