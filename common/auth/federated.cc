#include "common/auth/federated.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/auth/claims.h"
#include "common/auth/client_assertion.h"
#include "common/auth/command_output.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"
#include "common/http/local_client.h"
#include "common/http/whole.h"

namespace o365::auth {
namespace {

constexpr size_t kLongestAssertion = 64 << 10;

// What the assertion must be for (Microsoft Learn: "Important considerations and restrictions for
// federated identity credentials").
absl::string_view AudienceIn(const std::string& cloud) {
  if (absl::StartsWith(cloud, "USGovHigh") || cloud == "USGovDoD")
    return "api://AzureADTokenExchangeUSGov";
  if (cloud == "China") return "api://AzureADTokenExchangeChina";
  return "api://AzureADTokenExchange";
}

absl::StatusOr<std::string> Variable(const base::Environment& environment, absl::string_view name) {
  std::string value = environment.Get(name);
  if (!value.empty()) return value;
  return base::WithHint(base::UsageError(absl::StrCat("the variable ", name,
                                                      ", which the connection takes its token "
                                                      "from, is not set")),
                        "run this in the pipeline that it was made for, or connect again");
}

// The member of the JSON that a pipeline's token service answers with.
absl::StatusOr<std::string> AskTokenService(GrantContext& context, http::Request request,
                                            const std::string& authorization,
                                            absl::string_view member) {
  const TokenEndpointOptions& options = context.endpoint.options();
  options.log->Conceal(base::Secret(authorization));
  request.headers.Set("Authorization", absl::StrCat("Bearer ", authorization));
  request.headers.Set("Accept", "application/json");
  request.secret_answer = true;
  request.idempotent = true;
  request.on_end = http::CheckJsonIsWhole;
  // Without TLS it may be a service of this machine, and nothing else.
  ASSIGN_OR_RETURN(const http::Response response, absl::StartsWith(request.url, "http://")
                                                      ? http::SendLocally(request, {})
                                                      : options.http->Send(request));
  const absl::StatusOr<json::Value> answer = json::Parse(response.body);
  const std::string host = request.url.substr(0, request.url.find('?'));
  if (response.status != 200 || !answer.ok())
    return base::WithHint(
        absl::UnauthenticatedError(absl::StrCat("the pipeline's token service ('", host,
                                                "') gave no token: HTTP ", response.status)),
        "in GitHub the job needs 'permissions: id-token: write'; in Azure DevOps the step needs "
        "SYSTEM_ACCESSTOKEN");
  return (*answer)[member].AsString();
}

absl::StatusOr<std::string> FromGitHub(GrantContext& context, absl::string_view audience) {
  ASSIGN_OR_RETURN(const std::string url,
                   Variable(context.environment, "ACTIONS_ID_TOKEN_REQUEST_URL"));
  ASSIGN_OR_RETURN(const std::string token,
                   Variable(context.environment, "ACTIONS_ID_TOKEN_REQUEST_TOKEN"));
  http::Request request;
  request.url = absl::StrCat(url, absl::StrContains(url, '?') ? "&" : "?",
                             "audience=", http::PercentEncode(audience));
  return AskTokenService(context, std::move(request), token, "value");
}

absl::StatusOr<std::string> FromAzureDevOps(GrantContext& context, absl::string_view) {
  ASSIGN_OR_RETURN(const std::string url, Variable(context.environment, "SYSTEM_OIDCREQUESTURI"));
  ASSIGN_OR_RETURN(const std::string token, Variable(context.environment, "SYSTEM_ACCESSTOKEN"));
  const std::string connection = context.environment.Get("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID");
  http::Request request;
  request.method = "POST";
  request.url = absl::StrCat(
      url, "?api-version=7.1",
      connection.empty() ? ""
                         : absl::StrCat("&serviceConnectionId=", http::PercentEncode(connection)));
  request.headers.Set("Content-Type", "application/json");
  request.headers.Set("X-TFS-FedAuthRedirect", "Suppress");
  return AskTokenService(context, std::move(request), token, "oidcToken");
}

absl::StatusOr<std::string> FromGitLab(GrantContext& context, absl::string_view) {
  return Variable(context.environment, "GITLAB_OIDC_TOKEN");
}

absl::StatusOr<std::string> FromFile(GrantContext& context, absl::string_view) {
  absl::StatusOr<std::string> text =
      base::ReadRegularFile(context.connection.credentials.assertion_detail);
  if (!text.ok())
    return base::UsageError(
        absl::StrCat("cannot read the federated token: ", text.status().message()));
  return text;
}

absl::StatusOr<std::string> FromCommand(GrantContext& context, absl::string_view) {
  return CommandOutput(context.connection.credentials.assertion_detail);
}

struct Source {
  absl::string_view name;
  absl::StatusOr<std::string> (*read)(GrantContext& context, absl::string_view audience);
};
constexpr Source kSources[] = {{"github", FromGitHub},
                               {"azureDevOps", FromAzureDevOps},
                               {"gitlab", FromGitLab},
                               {"file", FromFile},
                               {"command", FromCommand}};

bool IsJwt(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '.');
  if (parts.size() != 3 || text.size() > kLongestAssertion) return false;
  std::string ignored;
  for (absl::string_view part : parts) {
    if (part.empty() || !absl::WebSafeBase64Unescape(part, &ignored)) return false;
  }
  return true;
}

absl::StatusOr<base::Secret> ReadAssertion(GrantContext& context) {
  const std::string& wanted = context.connection.credentials.assertion_source;
  for (const Source& source : kSources) {
    if (source.name != wanted) continue;
    ASSIGN_OR_RETURN(std::string text, source.read(context, AudienceIn(context.connection.cloud)));
    absl::StripAsciiWhitespace(&text);
    base::Secret assertion(std::move(text));
    context.endpoint.options().log->Conceal(assertion);
    if (IsJwt(assertion.Reveal())) return assertion;
    return base::UsageError(absl::StrCat("what the source '", wanted,
                                         "' gave is no token of an identity provider (a JSON Web "
                                         "Token)"));
  }
  return absl::InternalError(absl::StrCat("unknown source of assertions '", wanted, "'"));
}

// What a federated credential is compared with: it must be the same there.
std::string Subject(const base::Secret& assertion) {
  const absl::StatusOr<json::Value> token = DecodeToken(assertion);
  if (!token.ok()) return "";
  const json::Value& payload = (*token)["payload"];
  const std::string audience = payload["aud"].is_array() ? payload["aud"].ElementAt(0).AsString()
                                                         : payload["aud"].AsString();
  return absl::StrCat("the token has issuer '", payload["iss"].AsString(), "', subject '",
                      payload["sub"].AsString(), "', audience '", audience,
                      "': the app needs a federated credential with these");
}

absl::StatusOr<TokenAnswer> SignIn(GrantContext& context, const std::string& resource) {
  ASSIGN_OR_RETURN(const base::Secret assertion, ReadAssertion(context));
  absl::StatusOr<TokenAnswer> answer = SignInByAssertion(context, resource, assertion);
  // Microsoft Learn: "Microsoft Entra authentication and authorization error codes".
  static constexpr absl::string_view kNoMatch[] = {"AADSTS70021", "AADSTS700211", "AADSTS700212",
                                                   "AADSTS700213"};
  for (absl::string_view code : kNoMatch) {
    if (base::ServiceCode(answer.status()) == code)
      return base::WithBetterHint(answer.status(), Subject(assertion));
  }
  return answer;
}

absl::StatusOr<Credentials> ChooseSource(const CredentialInput& input, absl::Time /*now*/) {
  Credentials out;
  out.assertion_source = input.assertion_source;
  out.assertion_detail = input.assertion_detail;
  if (!out.assertion_source.empty()) return out;
  return base::WithHint(
      base::UsageError("there is no token of another identity provider to sign in with"),
      "looked for ACTIONS_ID_TOKEN_REQUEST_URL (GitHub), SYSTEM_OIDCREQUESTURI (Azure DevOps), "
      "AZURE_FEDERATED_TOKEN_FILE (AKS) and GITLAB_OIDC_TOKEN; or name it with "
      "--federatedTokenFile or --federatedTokenCommand");
}

}  // namespace

const Grant kFederatedGrant = {.name = "federatedIdentity",
                               .app_only = true,
                               .own_app = true,
                               .own_tenant = true,
                               .credentials = ChooseSource,
                               .sign_in = SignIn,
                               .renew = SignIn};

}  // namespace o365::auth
