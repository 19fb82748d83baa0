#include "common/cli/connect.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/auth/app.h"
#include "common/auth/cloud.h"
#include "common/auth/credentials.h"
#include "common/auth/grants.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"

namespace o365::cli {
namespace {

constexpr absl::string_view kClouds[] = {"Public", "USGov",  "USGovHigh", "USGovDoD",
                                         "China",  "France", "Germany"};
constexpr absl::string_view kPrompts[] = {"login", "select_account", "consent", "none"};

constexpr Option kAuthType =
    Text("-t, --authType <type>",
         "How to sign in. Left out: O365_AUTH, the setting authType, else, on a terminal, a device "
         "code")
        .OneOf(auth::kGrantNames);
constexpr Option kUserName = Text(
    "-u, --userName <name>",
    "User to sign in as; with --authType identity the client id, object id or resource id of a "
    "user-assigned managed identity");
constexpr Option kPassword =
    Text("-p, --password <password>",
         "The user's password, or the certificate's. Left out, it comes from --passwordFile, "
         "O365_PASSWORD (O365_CERTIFICATE_PASSWORD) or the terminal, where it is not shown")
        .Sensitive()
        .MayBeEmpty();
constexpr Option kSecret = Text("-s, --secret <secret>",
                                "The app's secret; else --secretFile, O365_SECRET or the terminal")
                               .Sensitive();
constexpr Option kCertificateFile =
    Text("-c, --certificateFile <file>",
         "The app's certificate with its key: PEM or PFX, - for stdin; else O365_CERTIFICATE_FILE");
constexpr Option kCertificateBase64 =
    Text("--certificateBase64Encoded <base64>", "The same as base64; else O365_CERTIFICATE_BASE64")
        .Sensitive();
constexpr Option kCertificateKeyFile =
    Text("--certificateKeyFile <file>", "The key, if it is in a file of its own: PEM");
constexpr Option kThumbprint =
    Text("--thumbprint <hex>", "Refuse any other certificate than this one (SHA-1)");
constexpr Option kLoginHint =
    Text("--loginHint <name>", "Account that the browser's page begins with");
constexpr Option kPrompt =
    Text("--prompt <what>", "What the browser's page asks for in any case").OneOf(kPrompts);
constexpr Option kTokenFile =
    Text("--federatedTokenFile <file>", "File with the token of another identity provider");
constexpr Option kTokenCommand =
    Text("--federatedTokenCommand <command>", "Command that prints such a token");
constexpr Option kAppId = Guid("--appId <id>", "App registration to sign in with; else O365_APPID");
constexpr Option kTenant =
    Text("--tenant <tenant>", "Tenant to sign in to: its domain or id; else O365_TENANT");
constexpr Option kCloud =
    Text("--cloud <cloud>", "Cloud that the tenant is in; else O365_CLOUD, else Public")
        .OneOf(kClouds);
constexpr Option kConnectionName =
    Text("--connectionName <name>", "Name of the connection, where there are several");
constexpr Option kEnsure =
    Flag("--ensure", "Do nothing when such a connection is there already and works");
constexpr Option kFrom =
    Text("--from <service>", "Use the sign-in of another service's connection, such as graph");
constexpr Option kClaims =
    Text("--claims <base64>", "Claims that a service demanded of the sign-in, as it named them");

constexpr Option kOptions[] = {kAuthType,
                               kUserName,
                               kPassword,
                               kSecret,
                               kCertificateFile,
                               kCertificateBase64,
                               kCertificateKeyFile,
                               kThumbprint,
                               kLoginHint,
                               kPrompt,
                               kTokenFile,
                               kTokenCommand,
                               kAppId,
                               kTenant,
                               kCloud,
                               kConnectionName,
                               kEnsure,
                               kFrom,
                               kClaims};
constexpr Operand kSite[] = {{.name = "url",
                              .help = "the site to connect to, such as "
                                      "https://contoso-admin.sharepoint.com",
                              .format = Format::kSiteUrl}};

// Which grants an option is for.
struct Pairing {
  const Option& option;
  absl::string_view grants[2];
};
constexpr Pairing kPairings[] = {
    {kUserName, {"password", "identity"}},
    {kPassword, {"password", "certificate"}},
    {kSecret, {"secret", ""}},
    {kCertificateFile, {"certificate", ""}},
    {kCertificateBase64, {"certificate", ""}},
    {kCertificateKeyFile, {"certificate", ""}},
    {kThumbprint, {"certificate", ""}},
    {kLoginHint, {"browser", ""}},
    {kPrompt, {"browser", ""}},
    {kTokenFile, {"federatedIdentity", ""}},
    {kTokenCommand, {"federatedIdentity", ""}},
};

absl::Status CheckPairings(const std::string& auth_type, const Args& args) {
  for (const Pairing& pairing : kPairings) {
    const auto& grants = pairing.grants;
    if (!args.Has(pairing.option) || grants[0] == auth_type || grants[1] == auth_type) continue;
    return base::UsageError(
        absl::StrCat("option '--", pairing.option.name, "' goes with '--authType ", grants[0], "'",
                     grants[1].empty() ? "" : absl::StrCat(" or '", grants[1], "'")));
  }
  return absl::OkStatus();
}

// The grant: as typed, else as set, else a device code where somebody can enter it.
absl::StatusOr<std::string> ChooseAuthType(const Context& context, const Args& args) {
  if (args.Has(kAuthType)) return args[kAuthType];
  ASSIGN_OR_RETURN(std::string auth_type, auth::DefaultAuthType(context.environment));
  if (!auth_type.empty()) return auth_type;
  RETURN_IF_ERROR(CheckPairings("deviceCode", args));
  if (context.terminal.interactive()) return "deviceCode";
  // Not a usage error: the command line is right, it is the terminal that is missing.
  return base::WithHint(
      absl::UnauthenticatedError(
          "nobody is there to enter a device code: without a terminal, option "
          "'--authType' must say how to sign in"),
      absl::StrCat("or set O365_AUTH; there are ", absl::StrJoin(auth::kGrantNames, ", ")));
}

absl::StatusOr<base::Secret> ReadSecretFile(const Option& option, const std::string& path) {
  absl::StatusOr<std::string> bytes = base::ReadFile(path);
  if (!bytes.ok())
    return base::UsageError(
        absl::StrCat("option '--", option.name, "': ", bytes.status().message()));
  return base::Secret(*std::move(bytes));
}

std::string NameOfFile(const std::string& path) {
  return path == "-" ? "standard input" : absl::StrCat("file '", path, "'");
}

absl::Status TakeCertificate(const Args& args, auth::CredentialInput& input) {
  if (args.Has(kCertificateFile)) {
    ASSIGN_OR_RETURN(input.certificate, ReadSecretFile(kCertificateFile, args[kCertificateFile]));
    input.certificate_name = NameOfFile(args[kCertificateFile]);
  } else if (args.Has(kCertificateBase64)) {
    input.certificate = base::Secret(args[kCertificateBase64]);
    input.certificate_name = "option '--certificateBase64Encoded'";
  }
  if (args.Has(kCertificateKeyFile)) {
    ASSIGN_OR_RETURN(input.certificate_key,
                     ReadSecretFile(kCertificateKeyFile, args[kCertificateKeyFile]));
    input.certificate_key_name = NameOfFile(args[kCertificateKeyFile]);
  }
  input.thumbprint = args[kThumbprint];
  return absl::OkStatus();
}

// Asks for the secret that the grant lacks.
absl::Status AskForSecret(Context& context, const std::string& auth_type,
                          auth::CredentialInput& input) {
  if (!context.terminal.interactive()) return absl::OkStatus();
  if (auth_type == "secret" && input.secret.empty()) {
    ASSIGN_OR_RETURN(input.secret, context.terminal.AskSecret("Secret of the app: "));
  }
  const bool of_user = auth_type == "password" && !input.user_name.empty();
  const bool of_key =
      auth_type == "certificate" &&
      absl::StrContains(absl::StrCat(input.certificate.Reveal(), input.certificate_key.Reveal()),
                        "ENCRYPTED");
  if (input.password.has_value() || !(of_user || of_key)) return absl::OkStatus();
  ASSIGN_OR_RETURN(input.password,
                   context.terminal.AskSecret(absl::StrCat(
                       "Password of ", of_user ? input.user_name : input.certificate_name, ": ")));
  return absl::OkStatus();
}

absl::StatusOr<auth::Credentials> FindCredentials(Context& context, const std::string& auth_type,
                                                  const Args& args) {
  ASSIGN_OR_RETURN(const auth::Grant* grant, auth::FindGrant(auth_type));
  if (grant->credentials == nullptr) return auth::Credentials();
  const bool certificate_given = args.Has(kCertificateFile) || args.Has(kCertificateBase64);
  auth::CredentialInput input;
  if (certificate_given) {
    RETURN_IF_ERROR(TakeCertificate(args, input));
    if (context.environment.Has("O365_CERTIFICATE_PASSWORD"))
      input.password = base::Secret(context.environment.Get("O365_CERTIFICATE_PASSWORD"));
  } else {
    ASSIGN_OR_RETURN(input, auth::CredentialsOfEnvironment(context.environment, auth_type));
    RETURN_IF_ERROR(TakeCertificate(args, input));
  }
  if (args.Has(kUserName)) input.user_name = args[kUserName];
  if (args.Has(kPassword)) input.password = base::Secret(args[kPassword]);
  if (args.Has(kSecret)) input.secret = base::Secret(args[kSecret]);
  if (args.Has(kTokenFile) || args.Has(kTokenCommand)) {
    input.assertion_source = args.Has(kTokenFile) ? "file" : "command";
    input.assertion_detail = args[args.Has(kTokenFile) ? kTokenFile : kTokenCommand];
  }
  RETURN_IF_ERROR(AskForSecret(context, auth_type, input));
  return grant->credentials(input, context.clock.Now());
}

// Where to connect to, in which cloud.
absl::Status FindTarget(Context& context, const Args& args, auth::SignInRequest& request) {
  ASSIGN_OR_RETURN(const auth::Grant* grant, auth::FindGrant(request.auth_type));
  ASSIGN_OR_RETURN(const auth::Cloud* cloud,
                   auth::ChooseCloud(context.environment, *grant, args[kCloud]));
  if (!context.service.resource.empty()) {
    if (cloud == nullptr) cloud = &auth::GlobalCloud();
    request.url = auth::ToCloud(*cloud, context.service.resource);
    request.resource = request.url;
  } else {
    ASSIGN_OR_RETURN(const auth::SharePointSite site,
                     auth::ParseSharePointUrl(args.Operand("url")));
    if (cloud == nullptr) cloud = site.cloud;
    if (cloud->sharepoint_suffix != site.cloud->sharepoint_suffix)
      return base::UsageError(absl::StrCat("'", site.url, "' is not in the cloud '", cloud->name,
                                           "', but in '", site.cloud->name, "'"));
    request.url = site.url;
    request.resource = site.origin;
  }
  request.cloud = std::string(cloud->name);
  return absl::OkStatus();
}

// What a service names in a claims challenge: base64 of JSON.
absl::StatusOr<std::string> DecodeClaims(const std::string& text) {
  std::string claims;
  if (text.empty()) return claims;
  if (!absl::Base64Unescape(text, &claims) && !absl::WebSafeBase64Unescape(text, &claims))
    return base::UsageError("option '--claims' is not base64");
  return claims;
}

// Whether the connection that is wanted is there, and a token can be had with it.
bool IsThere(Context& context, const auth::SignInRequest& request, const Args& args) {
  const absl::StatusOr<auth::Connection> kept = context.session.Connected();
  if (!kept.ok() || kept->auth_type != request.auth_type || kept->url != request.url ||
      kept->cloud != request.cloud)
    return false;
  if (args.Has(kAppId) && !absl::EqualsIgnoreCase(kept->app_id, args[kAppId])) return false;
  if (args.Has(kTenant) && !absl::EqualsIgnoreCase(kept->tenant, args[kTenant]) &&
      !absl::EqualsIgnoreCase(kept->tenant_id, args[kTenant]))
    return false;
  if (request.auth_type == "password" && args.Has(kUserName) &&
      !absl::EqualsIgnoreCase(kept->user_name, args[kUserName]))
    return false;
  return context.session.AccessToken(request.resource).ok();
}

absl::Status SignIn(Context& context, const Args& args, auth::SignInRequest& request) {
  RETURN_IF_ERROR(CheckPairings(request.auth_type, args));
  RETURN_IF_ERROR(context.session.CheckGrant(request.auth_type));
  request.app_id = args[kAppId];
  request.tenant = args[kTenant];
  request.browser = {.login_hint = args[kLoginHint], .prompt = args[kPrompt]};
  ASSIGN_OR_RETURN(request.claims, DecodeClaims(args[kClaims]));
  ASSIGN_OR_RETURN(request.credentials, FindCredentials(context, request.auth_type, args));
  return context.session.SignIn(request);
}

}  // namespace

absl::Span<const Option> ConnectOptions() { return kOptions; }
absl::Span<const Operand> ConnectSite() { return kSite; }

absl::Status CheckConnect(const Args& args) {
  if (args.Has(kFrom)) {
    for (const Option& option : kOptions) {
      if (args.Has(option) && option.name != kFrom.name && option.name != kConnectionName.name)
        return base::UsageError(
            absl::StrCat("option '--", option.name,
                         "' does not go with '--from', which takes all from the "
                         "other connection"));
    }
  }
  if (args.Has(kCertificateFile) && args.Has(kCertificateBase64))
    return base::UsageError(
        "options '--certificateFile' and '--certificateBase64Encoded' exclude each other");
  if (args.Has(kTokenFile) && args.Has(kTokenCommand))
    return base::UsageError(
        "options '--federatedTokenFile' and '--federatedTokenCommand' exclude each other");
  return args.Has(kAuthType) ? CheckPairings(args[kAuthType], args) : absl::OkStatus();
}

absl::StatusOr<json::Value> Connect(Context& context, const Args& args) {
  auth::SignInRequest request;
  if (args.Has(kFrom)) {
    if (context.service.resource.empty()) {
      ASSIGN_OR_RETURN(const auth::SharePointSite site,
                       auth::ParseSharePointUrl(args.Operand("url")));
      request.url = site.url;
      request.resource = site.origin;
    } else {
      request.url = request.resource = std::string(context.service.resource);
    }
    RETURN_IF_ERROR(context.session.SignInFrom(args[kFrom], request));
  } else {
    ASSIGN_OR_RETURN(request.auth_type, ChooseAuthType(context, args));
    RETURN_IF_ERROR(FindTarget(context, args, request));
    if (args.On(kEnsure) && IsThere(context, request, args)) return json::Value();
    RETURN_IF_ERROR(SignIn(context, args, request));
  }
  if (context.service.after_sign_in != nullptr)
    RETURN_IF_ERROR(context.service.after_sign_in(context));
  RETURN_IF_ERROR(context.session.Commit(args[kConnectionName]));
  ASSIGN_OR_RETURN(const auth::Connection connection, context.session.Connected());
  if (context.session.store_name() == "memory")
    context.terminal.Say("the connection is kept in memory only and ends with this command");
  context.log.Verbose(absl::StrCat("connected to ", connection.url, " as ", connection.user_name));
  return json::Value();
}

}  // namespace o365::cli
