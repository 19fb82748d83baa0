#include "common/cli/connection_commands.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/auth/grants.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/access_token.h"
#include "common/cli/args.h"
#include "common/cli/connect.h"
#include "common/cli/context.h"

namespace o365::cli {
namespace {

absl::StatusOr<json::Value> ShowStatus(Context& context, const Args&) {
  const absl::StatusOr<auth::Connection> connection = context.session.Connected();
  if (absl::IsUnauthenticated(connection.status()) &&
      !base::IsConnectionError(connection.status())) {
    if (context.format == output::Format::kJson) return json::Value("Not connected");
    return json::Value(absl::StrCat("Not connected to ", context.service.display_name));
  }
  RETURN_IF_ERROR(connection.status());
  json::Value out = json::Value::Object(
      {{"connectedTo", connection->url}, {"connectedAs", connection->user_name}});
  const absl::StatusOr<const auth::Grant*> grant = auth::FindGrant(connection->auth_type);
  if (grant.ok() && (*grant)->app_only) out.Set("accountType", "application");
  if (!context.verbose) return out;
  out.Set("authType", connection->auth_type);
  out.Set("cloud", connection->cloud);
  out.Set("resource", connection->resource);
  out.Set("tenantId", connection->tenant_id);
  out.Set("appId", connection->app_id);
  out.Set("store", context.session.store_name());
  const auto token = connection->access_tokens.find(connection->resource);
  if (token == connection->access_tokens.end()) {
    out.Set("expiresAt", json::Value());
  } else {
    out.Set("expiresAt",
            absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", token->second.expires, absl::UTCTimeZone()));
  }
  return out;
}

absl::StatusOr<json::Value> Disconnect(Context& context, const Args&) {
  RETURN_IF_ERROR(context.session.Disconnect());
  return json::Value();
}

constexpr Option kName = Text("-n, --name <name>", "Name of the connection").Required();
constexpr Option kNewName = Text("--newName <name>", "Its new name").Required();
constexpr output::Column kConnectionColumns[] = {{"name"},     {"connectedTo"}, {"connectedAs"},
                                                 {"authType"}, {"cloud"},       {"active"}};

absl::StatusOr<json::Value> ListConnections(Context& context, const Args&) {
  ASSIGN_OR_RETURN(const auth::ConnectionBook book, context.session.Connections());
  json::Value out = json::Value::Array();
  for (const auto& [name, connection] : book.connections)
    out.Append(json::Value::Object({{"name", name},
                                    {"connectedTo", connection.url},
                                    {"connectedAs", connection.user_name},
                                    {"authType", connection.auth_type},
                                    {"cloud", connection.cloud},
                                    {"active", json::Value(name == book.active)}}));
  return out;
}

absl::StatusOr<json::Value> UseConnection(Context& context, const Args& args) {
  RETURN_IF_ERROR(context.session.UseConnection(args[kName]));
  return json::Value();
}

absl::StatusOr<json::Value> RenameConnection(Context& context, const Args& args) {
  RETURN_IF_ERROR(context.session.RenameConnection(args[kName], args[kNewName]));
  return json::Value();
}

absl::StatusOr<json::Value> RemoveConnection(Context& context, const Args& args) {
  RETURN_IF_ERROR(context.session.RemoveConnection(args[kName]));
  return json::Value();
}

constexpr absl::string_view kLogin[] = {"login"};
constexpr absl::string_view kLogout[] = {"logout"};

constexpr absl::string_view kConnectRemarks =
    "On a terminal, and without --authType, a code is shown to enter on a web page, in any browser "
    "on "
    "any machine. browser opens the sign-in page on this machine, which tenants that block device "
    "codes allow. A password works for accounts without multi-factor authentication only. "
    "certificate, secret, identity and federatedIdentity sign an application in, for pipelines; "
    "they "
    "and password renew the connection by themselves, from what is kept in the store. The new "
    "connection replaces the old one only once it works.";

constexpr Example kSiteExamples[] = {
    {"Connect to the tenant admin site with a device code",
     "connect https://contoso-admin.sharepoint.com"},
    {"Connect in a pipeline, the password in a variable",
     "connect https://contoso.sharepoint.com --authType password --userName ci@contoso.com"},
    {"Connect as an application, with its certificate",
     "connect https://contoso.sharepoint.com --authType certificate --certificateFile app.pem "
     "--appId 2b5c9f6e-4b0c-4c1b-9a53-9d9a0f3c7e11 --tenant contoso.onmicrosoft.com"},
};
constexpr Example kResourceExamples[] = {
    {"Connect with a device code", "connect"},
    {"Connect with a password that is asked for",
     "connect --authType password --userName ann@contoso.com"},
    {"Connect in the browser, as a second connection",
     "connect --authType browser --connectionName test --tenant contoso.onmicrosoft.com"},
};
constexpr Example kStatusExamples[] = {
    {"Show the connection", "status"},
    {"With expiry and store, for a script", "status --verbose --output json"}};
constexpr Example kDisconnectExamples[] = {{"Forget the connection", "disconnect"},
                                           {"The same, by its other name", "logout"}};

constexpr Command kStatusCommand = {.name = "status",
                                    .summary = "Show whether, where and as whom you are connected",
                                    .needs = Needs::kNothing,
                                    .examples = kStatusExamples,
                                    .remarks =
                                        "Reads the store alone and sends nothing. "
                                        "--verbose adds how and until when.",
                                    .run = ShowStatus};
constexpr Command kDisconnectCommand = {.name = "disconnect",
                                        .aliases = kLogout,
                                        .summary = "Remove the connection from the store",
                                        .needs = Needs::kNothing,
                                        .examples = kDisconnectExamples,
                                        .run = Disconnect};

constexpr Example kListExamples[] = {
    {"Show the connections", "connection list"},
    {"The name of the active one",
     "connection list --output json | jq -r '.[] | select(.active).name'"}};
constexpr Example kUseExamples[] = {
    {"Use another connection from now on", "connection use --name test"},
    {"Back to the one that had no name", "connection use --name default"}};
constexpr Example kSetExamples[] = {
    {"Give a connection another name", "connection set --name default --newName prod"},
    {"Number it", "connection set -n prod --newName prod-2"}};
constexpr Example kRemoveExamples[] = {{"Remove a connection", "connection remove --name test"},
                                       {"In a script", "connection remove --name test --force"}};

constexpr Command kListCommand = {.name = "connection list",
                                  .summary = "List the connections",
                                  .columns = kConnectionColumns,
                                  .needs = Needs::kNothing,
                                  .examples = kListExamples,
                                  .run = ListConnections};
constexpr Command kRemoveCommand = {.name = "connection remove",
                                    .summary = "Remove a connection",
                                    .options = kOf<kName>,
                                    .needs = Needs::kNothing,
                                    .confirm = "Remove the connection '{name}'?",
                                    .examples = kRemoveExamples,
                                    .run = RemoveConnection};
constexpr Command kSetCommand = {.name = "connection set",
                                 .summary = "Give a connection another name",
                                 .options = kOf<kName, kNewName>,
                                 .needs = Needs::kNothing,
                                 .examples = kSetExamples,
                                 .run = RenameConnection};
constexpr Command kUseCommand = {.name = "connection use",
                                 .summary = "Make another connection the active one",
                                 .options = kOf<kName>,
                                 .needs = Needs::kNothing,
                                 .examples = kUseExamples,
                                 .remarks = "For one command alone: --connection NAME.",
                                 .run = UseConnection};

const Command kResourceCommands[] = {
    {.name = "connect",
     .aliases = kLogin,
     .summary = "Sign in and keep the connection",
     .options = ConnectOptions(),
     .needs = Needs::kNothing,
     .examples = kResourceExamples,
     .remarks = kConnectRemarks,
     .validate = CheckConnect,
     .run = Connect},
    kDisconnectCommand,
    kStatusCommand,
    kListCommand,
    kRemoveCommand,
    kSetCommand,
    kUseCommand,
    AccessTokenCommand(),
};

const Command kSiteCommands[] = {
    {.name = "connect",
     .aliases = kLogin,
     .summary = "Sign in to a SharePoint Online site and keep the connection",
     .options = ConnectOptions(),
     .operands = ConnectSite(),
     .needs = Needs::kNothing,
     .examples = kSiteExamples,
     .remarks = kConnectRemarks,
     .validate = CheckConnect,
     .run = Connect},
    kDisconnectCommand,
    kStatusCommand,
    kListCommand,
    kRemoveCommand,
    kSetCommand,
    kUseCommand,
    AccessTokenCommand(),
};

}  // namespace

absl::Span<const Command> ResourceConnectionCommands() { return kResourceCommands; }
absl::Span<const Command> SiteConnectionCommands() { return kSiteCommands; }

}  // namespace o365::cli
