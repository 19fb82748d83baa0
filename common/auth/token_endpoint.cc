#include "common/auth/token_endpoint.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/random.h"
#include "common/base/status_macros.h"
#include "common/http/whole.h"

namespace o365::auth {
namespace {

constexpr absl::string_view kOAuthError = "o365/oauth-error";
constexpr absl::string_view kOwnApp =
    "the shared app was retired: register an app of your own (see README, 'Connect to your "
    "tenant') and pass --appId or set O365_APPID";

constexpr absl::string_view kEnrol =
    "the account must set up multi-factor authentication: $connect --authType browser";
constexpr absl::string_view kSecondFactor =
    "the account needs multi-factor authentication: $connect --authType browser, or a device code";
constexpr absl::string_view kKnownDevice =
    "the tenant wants a device that it manages or knows: use a browser on such a device: "
    "$connect --authType browser";
constexpr absl::string_view kNameTenant =
    "name the tenant with --tenant or O365_TENANT: the app registration takes its accounts only";
constexpr absl::string_view kOtherTenant =
    "the account is not of this tenant: choose another one, or name its tenant with --tenant";
constexpr absl::string_view kExpired = "connect again: $connect";
constexpr absl::string_view kPermissions =
    "the app registration lacks a permission of this service: add it (API permissions), have an "
    "administrator grant consent, then connect again: $connect";

// Advice for the codes that users meet; '$connect' stands for the command that connects.
struct Advice {
  int code;
  absl::string_view text;
};
constexpr Advice kAdvice[] = {
    {16000, kOtherTenant},
    {50011,
     "add the redirect URI http://localhost to the app registration (platform: mobile and desktop "
     "applications)"},
    {50020, kOtherTenant},
    {50034, "check the user name and the tenant: the account is not known there"},
    {50053, "wait some minutes: the account is locked after too many attempts, or the address is"},
    {50055, "the password has expired: set a new one in a browser, then connect again: $connect"},
    {50057, "the account is disabled: ask an administrator of the tenant"},
    {50072, kEnrol},
    {50074, kSecondFactor},
    {50076, kSecondFactor},
    {50079, kEnrol},
    {50097, kKnownDevice},
    {50105, "an administrator must assign the account to the app (enterprise applications)"},
    {50126,
     "check the user name and the password; federated accounts need a browser or a device code: "
     "$connect --authType browser"},
    {50158, kSecondFactor},
    {50173, "the sign-in was revoked, by a new password for example; connect again: $connect"},
    {50194, kNameTenant},
    {53000, kKnownDevice},
    {53001, kKnownDevice},
    {53003,
     "a Conditional Access policy of the tenant forbids this sign-in; many forbid device codes: "
     "try $connect --authType browser, else ask the administrator what it demands"},
    {65001,
     "nobody has consented to the app yet: sign in with a browser and accept, or have an "
     "administrator grant consent: $connect --authType browser"},
    {65004, "consent to the app was declined; start again and accept: $connect"},
    {70008, kExpired},
    {70043, kExpired},
    {90002, "check the tenant: none has this id or domain (O365_TENANT, --tenant)"},
    {90094, "an administrator must grant consent to the app in the Microsoft Entra admin center"},
    {90124, kNameTenant},
    {500011,
     "check the address: the tenant knows no such resource, or it is another tenant's; "
     "name the tenant with --tenant"},
    {530032, kKnownDevice},
    {530033, kKnownDevice},
    {530035, "security defaults of the tenant forbid this sign-in: $connect --authType browser"},
    {650053, kPermissions},
    {650056, kPermissions},
    {650057, kPermissions},
    {700016, kOwnApp},
    {700024, "check the clock of this machine: the assertion is not valid now"},
    {700027, "upload the certificate to the app registration (Certificates & secrets)"},
    {700082, "the sign-in went unused for too long and has expired; connect again: $connect"},
    {7000112, "the app is disabled in the tenant: ask an administrator"},
    {7000215, "check the secret: its value is wanted, not its id (Certificates & secrets)"},
    {7000218,
     "the app registration must allow public client flows (Authentication, advanced settings)"},
    {7000222, "the secret has expired: make a new one (Certificates & secrets), then: $connect"},
};

std::string AdviceFor(int64_t code, const std::string& connect_command) {
  for (const Advice& advice : kAdvice) {
    if (advice.code == code)
      return absl::StrReplaceAll(advice.text, {{"$connect", connect_command}});
  }
  return "";
}

// The number behind "AADSTS" at the start of the description, else the first of error_codes.
std::optional<int64_t> AadstsCode(const json::Value& answer) {
  absl::string_view description = answer["error_description"].AsString();
  if (absl::ConsumePrefix(&description, "AADSTS")) {
    int64_t code = 0;
    size_t digits = 0;
    while (digits < description.size() && digits < 9 && absl::ascii_isdigit(description[digits]))
      code = code * 10 + (description[digits++] - '0');
    if (digits > 0) return code;
  }
  return answer["error_codes"].ElementAt(0).AsInt();
}

// The service's text in one line: its trace and correlation ids stand in lines of their own.
std::string OneLine(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!absl::ascii_iscntrl(c))
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  absl::StripAsciiWhitespace(&out);
  return out;
}

absl::StatusCode CodeOf(int http_status, absl::string_view error) {
  if (http_status == 429) return absl::StatusCode::kResourceExhausted;
  if (http_status >= 500 || error == "temporarily_unavailable" || error == "server_error")
    return absl::StatusCode::kUnavailable;
  return absl::StatusCode::kUnauthenticated;
}

absl::Status NoJson(const std::string& login_host, const http::Response& response) {
  const std::string message =
      absl::StrCat("'", login_host, "' gave no answer of a sign-in service (HTTP ", response.status,
                   ", ", response.headers.Get("content-type"), ")");
  const absl::StatusCode code = response.status == 429 ? absl::StatusCode::kResourceExhausted
                                                       : absl::StatusCode::kUnavailable;
  return base::WithHint(absl::Status(code, message),
                        "check what stands between this machine and the internet (--debug)");
}

absl::Status Refusal(const http::Response& response, const json::Value& answer,
                     const TokenEndpointOptions& options) {
  const std::string& error = answer["error"].AsString();
  std::string message = OneLine(answer["error_description"].AsString());
  if (message.empty()) message = OneLine(error);
  const std::string& request_id = answer["trace_id"].AsString();
  if (!request_id.empty() && !absl::StrContains(message, request_id))
    absl::StrAppend(&message, " (request ", OneLine(request_id), ")");

  absl::Status status(CodeOf(response.status, error), message);
  status.SetPayload(kOAuthError, absl::Cord(error));
  const std::optional<int64_t> code = AadstsCode(answer);
  if (!code.has_value()) return base::WithServiceCode(std::move(status), error);
  status = base::WithServiceCode(std::move(status), absl::StrCat("AADSTS", *code));
  return base::WithHint(std::move(status), AdviceFor(*code, options.connect_command));
}

// The service's own words for "try again" (RFC 6749, sections 4.1.2.1 and 5.2). They come with
// various HTTP statuses.
std::string ReasonToRepeat(const http::Response& response) {
  if (response.status < 400) return "";
  const absl::StatusOr<json::Value> answer = json::Parse(response.body);
  if (!answer.ok()) return "";
  const std::string& error = (*answer)["error"].AsString();
  return error == "server_error" || error == "temporarily_unavailable" ? error : "";
}

}  // namespace

absl::StatusOr<json::Value> TokenEndpoint::Post(absl::string_view endpoint,
                                                const http::FormFields& fields, bool may_repeat) {
  http::Request request;
  request.method = "POST";
  request.url = UrlOf(endpoint);
  request.headers.Set("Accept", "application/json");
  request.headers.Set("Content-Type", "application/x-www-form-urlencoded");
  request.headers.Set("client-request-id", base::NewGuid());
  request.headers.Set("return-client-request-id", "true");
  request.body = http::EncodeForm(fields);
  request.idempotent = may_repeat;
  request.secret_answer = true;
  if (may_repeat) request.reason_to_repeat = ReasonToRepeat;
  request.on_end = http::CheckJsonIsWhole;
  ASSIGN_OR_RETURN(const http::Response response, options_.http->Send(request));

  absl::StatusOr<json::Value> answer = json::Parse(response.body);
  if (!answer.ok() || !answer->is_object()) return NoJson(options_.login_host, response);
  if (response.status != 200 || answer->Find("error") != nullptr)
    return Refusal(response, *answer, options_);
  return answer;
}

absl::StatusOr<TokenAnswer> TokenEndpoint::RequestToken(const http::FormFields& fields,
                                                        bool may_repeat) {
  // Asked before sending, so that the time the answer takes counts against the token.
  const absl::Time sent = options_.clock->Now();
  http::FormFields all = fields;
  ASSIGN_OR_RETURN(std::string claims, ClaimsRequest(options_.claims));
  all.emplace_back("claims", std::move(claims));
  ASSIGN_OR_RETURN(const json::Value answer, Post("token", all, may_repeat));
  TokenAnswer out;
  out.access_token.value = base::Secret(answer["access_token"].AsString());
  out.refresh_token = base::Secret(answer["refresh_token"].AsString());
  const base::Secret id_token(answer["id_token"].AsString());
  options_.log->Conceal(out.access_token.value);
  options_.log->Conceal(out.refresh_token);
  options_.log->Conceal(id_token);
  if (out.access_token.value.empty())
    return absl::UnavailableError("the sign-in service answered without an access token");

  int64_t lifetime = 0;  // seconds; some answers have the number as a string
  if (!absl::SimpleAtoi(answer["expires_in"].ToText(), &lifetime)) lifetime = 0;
  out.access_token.expires = sent + absl::Seconds(lifetime);
  out.claims = ReadClaims(id_token);
  const Claims fallback = ReadClaims(out.access_token.value);
  if (out.claims.tenant_id.empty()) out.claims.tenant_id = fallback.tenant_id;
  if (out.claims.user_name.empty()) out.claims.user_name = fallback.user_name;
  out.claims.app_id = fallback.app_id;
  out.claims.app_name = fallback.app_name;
  return out;
}

absl::Status TokenEndpoint::Refused(const json::Value& answer) const {
  return Refusal({.status = 400, .headers = {}, .body = ""}, answer, options_);
}

std::string TokenEndpoint::UrlOf(absl::string_view endpoint) const {
  return absl::StrCat("https://", options_.login_host, "/", options_.tenant, "/oauth2/v2.0/",
                      endpoint);
}

std::string AppScopeOf(absl::string_view resource) { return absl::StrCat(resource, "/.default"); }

absl::StatusOr<std::string> ClaimsRequest(absl::string_view demanded) {
  json::Value request = json::Value::Object();
  if (!demanded.empty()) {
    ASSIGN_OR_RETURN(request, json::Parse(demanded));
    if (!request.is_object()) return absl::InvalidArgumentError("the claims are no JSON object");
  }
  json::Value of_token = request["access_token"];
  of_token.Set("xms_cc",
               json::Value::Object({{"values", json::Value::Array({json::Value("cp1")})}}));
  request.Set("access_token", std::move(of_token));
  return json::Write(request);
}

std::string ScopeOf(absl::string_view resource) {
  return absl::StrCat(resource, "/.default offline_access openid profile");
}

std::string OAuthError(const absl::Status& status) {
  const auto error = status.GetPayload(kOAuthError);
  return error.has_value() ? std::string(*error) : std::string();
}

}  // namespace o365::auth
