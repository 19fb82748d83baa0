#include "common/auth/managed_identity.h"

#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"
#include "common/http/local_client.h"

namespace o365::auth {
namespace {

constexpr char kMetadataHost[] = "http://169.254.169.254";
constexpr char kArcEndpoint[] = "http://localhost:40342/metadata/identity/oauth2/token";
constexpr char kArcAgent[] = "/var/opt/azcmagent/bin/himds";
constexpr absl::string_view kArcKeys = "/var/opt/azcmagent/tokens/";
constexpr int64_t kLargestArcKey = 4096;  // bytes
// Microsoft Learn: "How to use managed identities ... on an Azure VM", retry guidance.
constexpr absl::Duration kPauses[] = {absl::Seconds(0), absl::Seconds(2), absl::Seconds(6),
                                      absl::Seconds(14), absl::Seconds(30)};

// Where a token is asked for, and how.
struct Source {
  std::string what;  // "Azure App Service"
  http::Request request;
  // The parameter that names a user-assigned identity by its resource id; empty where there is none
  // of that kind, and then none of any other.
  absl::string_view resource_id;
  bool is_probe = false;  // whether anything is there at all is not known yet
  bool is_arc = false;
};

using Fields = http::FormFields;

// The field that names the identity: a resource id is a path, anything else an id.
absl::Status AddIdentity(const std::string& identity, const Source& source, Fields& fields) {
  if (identity.empty()) return absl::OkStatus();
  if (source.resource_id.empty())
    return base::UsageError(absl::StrCat(source.what, " has one identity: leave out --userName"));
  const bool is_path = absl::StartsWithIgnoreCase(identity, "/subscriptions/");
  fields.emplace_back(is_path ? std::string(source.resource_id) : "client_id", identity);
  return absl::OkStatus();
}

void SetUrl(Source& source, const std::string& endpoint, const Fields& fields) {
  source.request.url = absl::StrCat(endpoint, absl::StrContains(endpoint, '?') ? "&" : "?",
                                    http::EncodeForm(fields));
}

absl::StatusOr<Source> AppService(const base::Environment& environment, const std::string& resource,
                                  const std::string& identity) {
  Source source{.what = "Azure App Service", .request = {}, .resource_id = "mi_res_id"};
  source.request.headers = {{"X-IDENTITY-HEADER", environment.Get("IDENTITY_HEADER")},
                            {"Metadata", "true"}};
  Fields fields = {{"api-version", "2019-08-01"}, {"resource", resource}};
  RETURN_IF_ERROR(AddIdentity(identity, source, fields));
  SetUrl(source, environment.Get("IDENTITY_ENDPOINT"), fields);
  return source;
}

absl::StatusOr<Source> Arc(const base::Environment& environment, const std::string& resource,
                           const std::string& identity) {
  Source source{.what = "Azure Arc", .request = {}, .resource_id = "", .is_arc = true};
  source.request.headers = {{"Metadata", "true"}};
  Fields fields = {{"api-version", "2020-06-01"}, {"resource", resource}};
  RETURN_IF_ERROR(AddIdentity(identity, source, fields));
  const std::string endpoint = environment.Get("IDENTITY_ENDPOINT");
  SetUrl(source, endpoint.empty() ? kArcEndpoint : endpoint, fields);
  return source;
}

absl::StatusOr<Source> MachineLearning(const base::Environment& environment,
                                       const std::string& resource, const std::string& identity) {
  Source source{.what = "Azure Machine Learning", .request = {}, .resource_id = ""};
  source.request.headers = {{"secret", environment.Get("MSI_SECRET")}, {"Metadata", "true"}};
  Fields fields = {{"api-version", "2017-09-01"}, {"resource", resource}};
  if (!identity.empty()) fields.emplace_back("clientid", identity);
  SetUrl(source, environment.Get("MSI_ENDPOINT"), fields);
  return source;
}

absl::StatusOr<Source> CloudShell(const base::Environment& environment, const std::string& resource,
                                  const std::string& identity) {
  Source source{.what = "Cloud Shell", .request = {}, .resource_id = ""};
  Fields fields = {{"resource", resource}};
  RETURN_IF_ERROR(AddIdentity(identity, source, fields));
  source.request.method = "POST";
  source.request.url = environment.Get("MSI_ENDPOINT");
  source.request.headers = {{"Metadata", "true"},
                            {"Content-Type", "application/x-www-form-urlencoded"}};
  source.request.body = http::EncodeForm(fields);
  return source;
}

absl::StatusOr<Source> VirtualMachine(const base::Environment& environment,
                                      const std::string& resource, const std::string& identity) {
  Source source{.what = "the metadata service of an Azure virtual machine",
                .request = {},
                .resource_id = "msi_res_id",
                .is_probe = true};
  source.request.headers = {{"Metadata", "true"}};
  Fields fields = {{"api-version", "2018-02-01"}, {"resource", resource}};
  RETURN_IF_ERROR(AddIdentity(identity, source, fields));
  std::string host = environment.Get("AZURE_POD_IDENTITY_AUTHORITY_HOST");
  if (host.empty()) host = kMetadataHost;
  while (absl::EndsWith(host, "/")) host.pop_back();
  SetUrl(source, absl::StrCat(host, "/metadata/identity/oauth2/token"), fields);
  return source;
}

// Which kind of machine this is; the order is that of Azure's libraries.
absl::StatusOr<Source> FindSource(const base::Environment& environment, const std::string& resource,
                                  const std::string& identity) {
  const bool endpoint = !environment.Get("IDENTITY_ENDPOINT").empty();
  const bool header = !environment.Get("IDENTITY_HEADER").empty();
  if (endpoint && header && !environment.Get("IDENTITY_SERVER_THUMBPRINT").empty())
    return base::WithHint(
        absl::UnimplementedError("managed identities of Service Fabric cannot be used yet"),
        "sign in with --authType certificate or federatedIdentity");
  if (endpoint && header) return AppService(environment, resource, identity);
  if ((endpoint && !environment.Get("IMDS_ENDPOINT").empty()) || ::access(kArcAgent, F_OK) == 0)
    return Arc(environment, resource, identity);
  if (!environment.Get("MSI_ENDPOINT").empty())
    return environment.Get("MSI_SECRET").empty() ? CloudShell(environment, resource, identity)
                                                 : MachineLearning(environment, resource, identity);
  return VirtualMachine(environment, resource, identity);
}

bool IsPassing(int status) {
  return status == 404 || status == 410 || status == 429 || status >= 500;
}

absl::Status NoIdentityHere(const Source& source, const absl::Status& why) {
  return base::WithHint(
      absl::FailedPreconditionError(absl::StrCat(
          "this machine has no managed identity: none of IDENTITY_ENDPOINT (App Service, Arc) and "
          "MSI_ENDPOINT (Cloud Shell, Machine Learning) is set, and ",
          source.what, " does not answer: ", why.message())),
      "managed identities are there in Azure and on Arc machines alone; elsewhere sign in with "
      "--authType certificate or federatedIdentity");
}

// Asks once, and again as long as the service says that it will pass.
absl::StatusOr<http::Response> Ask(GrantContext& context, const Source& source) {
  const TokenEndpointOptions& options = context.endpoint.options();
  for (size_t tries = 0;; ++tries) {
    options.log->Verbose(absl::StrCat("asking ", source.what, " for a token"));
    absl::StatusOr<http::Response> answer = http::SendLocally(source.request, {});
    if (!answer.ok() && source.is_probe && tries == 0)
      return NoIdentityHere(source, answer.status());
    const bool again = tries + 1 < std::size(kPauses) &&
                       (!answer.ok() ? base::IsNetworkError(answer.status()) && tries > 0
                                     : IsPassing(answer->status));
    if (!again) return answer;
    const absl::Duration pause = kPauses[tries + 1];
    context.terminal.Say(absl::StrCat(source.what, ": HTTP ",
                                      answer.ok() ? absl::StrCat(answer->status) : "",
                                      "; trying again in ", absl::FormatDuration(pause)));
    options.clock->Sleep(pause);
  }
}

// Arc proves that the caller may read a root-owned file (Microsoft Learn: "Authenticate against
// Azure resources with Azure Arc-enabled servers"). Only a key file in its own folder is read.
absl::StatusOr<base::Secret> ReadArcKey(const http::Response& challenge) {
  const std::string field = challenge.headers.Get("WWW-Authenticate");
  absl::string_view path = field;
  if (!absl::ConsumePrefix(&path, "Basic realm="))
    return absl::UnauthenticatedError("the Arc agent named no key file");
  absl::ConsumePrefix(&path, "\"");
  absl::ConsumeSuffix(&path, "\"");
  absl::string_view name = path;
  struct stat status {};
  const std::string file(path);
  if (!absl::ConsumePrefix(&name, kArcKeys) || absl::StrContains(name, '/') ||
      !absl::EndsWith(name, ".key") || ::lstat(file.c_str(), &status) != 0 ||
      !S_ISREG(status.st_mode) || status.st_size > kLargestArcKey)
    return absl::UnauthenticatedError(
        absl::StrCat("the Arc agent named '", file, "', which is no key file of its own"));
  ASSIGN_OR_RETURN(std::string key, base::ReadRegularFile(file));
  return base::Secret(std::move(key));
}

absl::Status Refusal(const Source& source, const http::Response& response) {
  const absl::StatusOr<json::Value> body = json::Parse(response.body);
  std::string why;
  if (body.ok()) {
    for (const json::Value* text : {&(*body)["error_description"], &(*body)["message"],
                                    &(*body)["Message"], &(*body)["error"]}) {
      if (why = text->AsString(); !why.empty()) break;
    }
  }
  return base::WithHint(
      absl::UnauthenticatedError(absl::StrCat(source.what, " gave no token (HTTP ", response.status,
                                              ")", why.empty() ? "" : ": ", why)),
      "check that the machine has an identity, and that --userName names one of its user-assigned "
      "ones (client id, object id or resource id)");
}

// Seconds until it expires; some services send an epoch, all send strings.
absl::Time ExpiryOf(const json::Value& answer, absl::Time now) {
  int64_t seconds = 0;
  if (absl::SimpleAtoi(answer["expires_in"].ToText(), &seconds))
    return now + absl::Seconds(seconds);
  if (absl::SimpleAtoi(answer["expires_on"].ToText(), &seconds))
    return absl::FromUnixSeconds(seconds);
  absl::Time at;
  std::string ignored;
  // Azure Machine Learning and older App Service: "11/28/2026 5:58:00 AM +00:00".
  if (absl::ParseTime("%m/%d/%Y %I:%M:%S %p %Ez", answer["expires_on"].AsString(), &at, &ignored))
    return at;
  return now;
}

absl::StatusOr<TokenAnswer> SignIn(GrantContext& context, const std::string& resource) {
  const TokenEndpointOptions& options = context.endpoint.options();
  ASSIGN_OR_RETURN(Source source, FindSource(context.environment, resource,
                                             context.connection.credentials.identity));
  for (const char* name : {"X-IDENTITY-HEADER", "secret"})
    options.log->Conceal(base::Secret(source.request.headers.Get(name)));
  const absl::Time sent = options.clock->Now();
  ASSIGN_OR_RETURN(http::Response response, Ask(context, source));
  if (source.is_arc && response.status == 401) {
    ASSIGN_OR_RETURN(const base::Secret key, ReadArcKey(response));
    options.log->Conceal(key);
    source.request.headers.Set("Authorization", absl::StrCat("Basic ", key.Reveal()));
    ASSIGN_OR_RETURN(response, Ask(context, source));
  }
  // An id may be the client's or the object's, and only the service knows.
  const bool by_id = absl::StrContains(source.request.url, "&client_id=");
  if (by_id && response.status == 400) {
    Source other = source;
    absl::StrReplaceAll({{"&client_id=", "&object_id="}}, &other.request.url);
    ASSIGN_OR_RETURN(http::Response second, Ask(context, other));
    if (second.status == 200) response = std::move(second);
  }
  const absl::StatusOr<json::Value> answer = json::Parse(response.body);
  TokenAnswer out;
  if (response.status == 200 && answer.ok())
    out.access_token.value = base::Secret((*answer)["access_token"].AsString());
  if (out.access_token.value.empty()) return Refusal(source, response);
  options.log->Conceal(out.access_token.value);
  out.access_token.expires = ExpiryOf(*answer, sent);
  out.claims = ReadClaims(out.access_token.value);
  return out;
}

absl::StatusOr<Credentials> ReadIdentity(const CredentialInput& input, absl::Time /*now*/) {
  Credentials out;
  out.identity = input.user_name;
  return out;
}

}  // namespace

const Grant kIdentityGrant = {.name = "identity",
                              .app_only = true,
                              .credentials = ReadIdentity,
                              .sign_in = SignIn,
                              .renew = SignIn};

}  // namespace o365::auth
