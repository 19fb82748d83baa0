#include "common/cli/connection_commands.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/auth/cloud.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"

namespace o365::cli {
namespace {

constexpr absl::string_view kAuthTypes[] = {"deviceCode", "password"};

constexpr Option kAuthType = {.name = "authType",
                              .letter = 't',
                              .value = "<type>",
                              .help = "How to sign in",
                              .choices = kAuthTypes,
                              .otherwise = "deviceCode"};
constexpr Option kUserName = {.name = "userName",
                              .letter = 'u',
                              .value = "<name>",
                              .help = "User to sign in as, with --authType password"};
constexpr Option kPassword = {
    .name = "password",
    .letter = 'p',
    .value = "<password>",
    .help =
        "The user's password. Left out, it comes from --passwordFile, O365_PASSWORD or the "
        "terminal, where it is not shown",
    .sensitive = true};
constexpr Option kAppId = {.name = "appId",
                           .value = "<id>",
                           .help = "App registration to sign in with, see O365_APPID",
                           .format = Format::kGuid};
constexpr Option kTenant = {.name = "tenant",
                            .value = "<tenant>",
                            .help = "Tenant to sign in to: its domain or id, see O365_TENANT"};
constexpr Option kConnectOptions[] = {kAuthType, kUserName, kPassword, kAppId, kTenant};
constexpr Operand kSite[] = {{.name = "url",
                              .help = "the site to connect to, such as "
                                      "https://contoso-admin.sharepoint.com",
                              .format = Format::kSiteUrl}};

absl::Status CheckConnect(const Args& args) {
  const bool password = args[kAuthType] == "password";
  if (password && args[kUserName].empty())
    return base::UsageError("option '--userName' is required with '--authType password'");
  for (const Option& option : {kUserName, kPassword}) {
    if (!password && args.Has(option))
      return base::UsageError(
          absl::StrCat("option '--", option.name, "' goes with '--authType password'"));
  }
  return absl::OkStatus();
}

absl::StatusOr<base::Secret> FindPassword(Context& context, const Args& args) {
  if (args.Has(kPassword)) return base::Secret(args[kPassword]);
  if (std::string value = context.environment.Get("O365_PASSWORD"); !value.empty())
    return base::Secret(std::move(value));
  if (context.terminal.interactive())
    return context.terminal.AskSecret(absl::StrCat("Password of ", args[kUserName], ": "));
  return base::WithHint(
      base::UsageError("option '--password' is required where there is no terminal to ask on"),
      "or put it into a file (--passwordFile FILE, - for stdin) or into O365_PASSWORD");
}

absl::StatusOr<json::Value> Connect(Context& context, const Args& args) {
  auth::SignInRequest request;
  request.url = std::string(context.service.resource);
  request.resource = request.url;
  if (context.service.resource.empty()) {
    ASSIGN_OR_RETURN(const auth::SharePointSite site,
                     auth::ParseSharePointUrl(args.Operand("url")));
    request.url = site.url;
    request.resource = site.origin;
    request.cloud = std::string(site.cloud->name);
  }
  request.app_id = args[kAppId];
  request.tenant = args[kTenant];
  if (args[kAuthType] == "password") {
    request.auth_type = auth::AuthType::kPassword;
    request.user_name = args[kUserName];
    ASSIGN_OR_RETURN(request.password, FindPassword(context, args));
    if (request.password.empty()) return base::UsageError("the password is empty");
  }
  RETURN_IF_ERROR(context.session.SignIn(request));
  if (context.service.after_sign_in != nullptr)
    RETURN_IF_ERROR(context.service.after_sign_in(context));
  RETURN_IF_ERROR(context.session.Commit());
  ASSIGN_OR_RETURN(const auth::Connection connection, context.session.Connected());
  if (context.session.store_name() == "memory")
    context.terminal.Say("the connection is kept in memory only and ends with this command");
  context.log.Verbose(absl::StrCat("connected to ", connection.url, " as ", connection.user_name));
  return json::Value();
}

absl::StatusOr<json::Value> ShowStatus(Context& context, const Args&) {
  const absl::StatusOr<auth::Connection> connection = context.session.Connected();
  if (absl::IsUnauthenticated(connection.status())) {
    if (context.format == output::Format::kJson) return json::Value("Not connected");
    return json::Value(absl::StrCat("Not connected to ", context.service.display_name));
  }
  RETURN_IF_ERROR(connection.status());
  json::Value out = json::Value::Object(
      {{"connectedTo", connection->url}, {"connectedAs", connection->user_name}});
  if (!context.verbose) return out;
  out.Set("authType", auth::AuthTypeName(connection->auth_type));
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

constexpr absl::string_view kLogin[] = {"login"};
constexpr absl::string_view kLogout[] = {"logout"};

constexpr absl::string_view kConnectRemarks =
    "Without --authType a code is shown to enter on a web page, in any browser on any machine. A "
    "password sign-in works for accounts without multi-factor authentication only, and keeps the "
    "password in the store to renew the connection. The new connection replaces the old one only "
    "once it works. To sign in with an app registration of your own use --appId.";

constexpr Example kSiteExamples[] = {
    {"Connect to the tenant admin site with a device code",
     "connect https://contoso-admin.sharepoint.com"},
    {"Connect in a pipeline, the password in a variable",
     "connect https://contoso.sharepoint.com --authType password --userName ci@contoso.com"},
};
constexpr Example kResourceExamples[] = {
    {"Connect with a device code", "connect"},
    {"Connect with a password that is asked for",
     "connect --authType password --userName ann@contoso.com"},
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

constexpr Command kResourceCommands[] = {
    {.name = "connect",
     .aliases = kLogin,
     .summary = "Sign in and keep the connection",
     .options = kConnectOptions,
     .needs = Needs::kNothing,
     .examples = kResourceExamples,
     .remarks = kConnectRemarks,
     .validate = CheckConnect,
     .run = Connect},
    kStatusCommand,
    kDisconnectCommand,
};

constexpr Command kSiteCommands[] = {
    {.name = "connect",
     .aliases = kLogin,
     .summary = "Sign in to a SharePoint Online site and keep the connection",
     .options = kConnectOptions,
     .operands = kSite,
     .needs = Needs::kNothing,
     .examples = kSiteExamples,
     .remarks = kConnectRemarks,
     .validate = CheckConnect,
     .run = Connect},
    kStatusCommand,
    kDisconnectCommand,
};

}  // namespace

absl::Span<const Command> ResourceConnectionCommands() { return kResourceCommands; }
absl::Span<const Command> SiteConnectionCommands() { return kSiteCommands; }

}  // namespace o365::cli
