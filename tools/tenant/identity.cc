// The token and device code endpoints of the identity platform ("OAuth 2.0 device authorization
// grant", "OAuth 2.0 Resource Owner Password Credentials", "Refresh tokens in the Microsoft
// identity platform").

#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/claims_challenge.h"
#include "tools/tenant/identity_metadata.h"
#include "tools/tenant/identity_request.h"
#include "tools/tenant/oauth_error.h"
#include "tools/tenant/platform_state.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

constexpr absl::string_view kDeviceCodeGrant = "urn:ietf:params:oauth:grant-type:device_code";
constexpr char kVerificationUri[] = "https://microsoft.com/devicelogin";
// Polls that come early by less than this are let pass: clocks and networks are not exact.
constexpr absl::Duration kPollTolerance = absl::Seconds(1);
constexpr absl::Duration kSlowDown = absl::Seconds(5);  // RFC 8628, section 3.5

http::Response DeviceCode(Call& call) {
  auto client = ReadClient(call, "");
  if (auto* error = std::get_if<OAuthError>(&client)) return Refuse(call, *error);
  const DeviceSignIn& sign_in = call.authority().StartDeviceSignIn(
      *std::get<Client>(client).app, std::get<Client>(client).scope_text);
  const int64_t expires = absl::ToInt64Seconds(call.authority().options().device_code_lifetime);
  const int64_t interval = absl::ToInt64Seconds(sign_in.interval);
  const bool version1 = IsVersion1(call);
  return Json(
      200,
      json::Value::Object(
          {{"user_code", sign_in.user_code},
           {"device_code", sign_in.device_code},
           {version1 ? "verification_url" : "verification_uri", kVerificationUri},
           {"expires_in", version1 ? json::Value(absl::StrCat(expires)) : json::Value(expires)},
           {"interval", version1 ? json::Value(absl::StrCat(interval)) : json::Value(interval)},
           {"message",
            absl::StrCat("To sign in, use a web browser to open the page ", kVerificationUri,
                         " and enter the code ", sign_in.user_code, " to authenticate.")}}));
}

// "Block authentication flows with Conditional Access policy".
OAuthError DeviceCodesBlocked() {
  return {.error = "invalid_grant",
          .code = 53003,
          .text =
              "Access has been blocked by Conditional Access policies. The access policy does not "
              "allow token issuance.",
          .suberror = "message_only"};
}

// What keeps a device code from being redeemed, RFC 8628, section 3.5.
std::optional<OAuthError> Undecided(Call& call, DeviceSignIn& sign_in) {
  const absl::Time now = call.clock().Now();
  const bool too_fast = now - sign_in.last_poll < sign_in.interval - kPollTolerance;
  sign_in.last_poll = now;
  if (call.authority().IsExpired(sign_in)) {
    return OAuthError{.error = "expired_token",
                      .code = 70020,
                      .text =
                          "The provided value for the input parameter 'device_code' is not "
                          "valid. This device code has expired."};
  }
  switch (sign_in.decision) {
    case DeviceSignIn::Decision::kApproved:
      if (call.authority().platform().blocks_device_codes) return DeviceCodesBlocked();
      return std::nullopt;
    case DeviceSignIn::Decision::kDeclined:
      return OAuthError{.error = "authorization_declined",
                        .code = 65004,
                        .text = "User declined to consent to access the app."};
    case DeviceSignIn::Decision::kRedeemed:
      return OAuthError{.error = "invalid_grant",
                        .code = 54005,
                        .text =
                            "OAuth2 Authorization code was already redeemed, please retry with "
                            "a new valid code or use an existing refresh token."};
    case DeviceSignIn::Decision::kPending:
      break;
  }
  if (call.authority().platform().blocks_device_codes) return DeviceCodesBlocked();
  if (too_fast) {
    sign_in.interval += kSlowDown;
    return OAuthError{.error = "slow_down",
                      .code = 70016,
                      .text =
                          "OAuth 2.0 device flow error. Authorization is pending. Poll less "
                          "often."};
  }
  return OAuthError{
      .error = "authorization_pending",
      .code = 70016,
      .text = "OAuth 2.0 device flow error. Authorization is pending. Continue polling."};
}

http::Response RedeemDeviceCode(Call& call) {
  std::string code = Field(call, "device_code");
  if (code.empty()) code = Field(call, "code");  // version 1.0
  if (code.empty()) return Refuse(call, MissingParameter("device_code"));
  DeviceSignIn* sign_in = call.authority().FindByDeviceCode(code);
  if (sign_in == nullptr || !absl::EqualsIgnoreCase(sign_in->app_id, Field(call, "client_id"))) {
    return Refuse(call, {.error = "bad_verification_code",
                         .code = 70018,
                         .text = "Invalid verification code due to User typing in wrong user code "
                                 "for device code flow. Authorization is not approved."});
  }
  if (const auto error = Undecided(call, *sign_in)) return Refuse(call, *error);
  auto client = ReadClient(call, sign_in->scope);
  if (auto* error = std::get_if<OAuthError>(&client)) return Refuse(call, *error);
  sign_in->decision = DeviceSignIn::Decision::kRedeemed;
  return Tokens(call, std::get<Client>(client), *call.authority().FindAccount(sign_in->upn));
}

http::Response RedeemPassword(Call& call) {
  if (absl::EqualsIgnoreCase(call.parameters["tenant"], "consumers") ||
      absl::EqualsIgnoreCase(call.parameters["tenant"], "common")) {
    return Refuse(call, {.error = "invalid_request",
                         .code = 9001023,
                         .text = "The grant type is not supported over the /common or /consumers "
                                 "endpoints. Please use the /organizations or tenant-specific "
                                 "endpoint."});
  }
  auto client = ReadClient(call, "");
  if (auto* error = std::get_if<OAuthError>(&client)) return Refuse(call, *error);
  const std::string user_name = Field(call, "username");
  if (user_name.empty()) return Refuse(call, MissingParameter("username"));
  const std::string password = Field(call, "password");
  if (password.empty()) return Refuse(call, MissingParameter("password"));
  const Account* account = call.authority().FindAccount(absl::StripAsciiWhitespace(user_name));
  if (account == nullptr) {
    return Refuse(call, {.error = "invalid_grant",
                         .code = 50034,
                         .text = absl::StrCat("The user account {EUII Hidden} does not exist in "
                                              "the ",
                                              kTenantDomain,
                                              " directory. To sign into this application, the "
                                              "account must be added to the directory.")});
  }
  if (account->password != password) {
    return Refuse(call, {.error = "invalid_grant",
                         .code = 50126,
                         .text = "Error validating credentials due to invalid username or "
                                 "password."});
  }
  if (account->needs_second_factor) {
    return Refuse(call, {.error = "invalid_grant",
                         .code = 50076,
                         .text = absl::StrCat(
                             "Due to a configuration change made by your administrator, or "
                             "because you moved to a new location, you must use multi-factor "
                             "authentication to access '",
                             std::get<Client>(client).scope.resource, "'."),
                         .suberror = "basic_action"});
  }
  return Tokens(call, std::get<Client>(client), *account);
}

// "Refresh tokens in the Microsoft identity platform": good for every resource, replaced by a new
// one at each use, while the old one stays good.
http::Response RedeemRefreshToken(Call& call) {
  const std::string token = Field(call, "refresh_token");
  if (token.empty()) return Refuse(call, MissingParameter("refresh_token"));
  const RefreshGrant* grant = call.authority().FindRefreshGrant(token);
  auto client = ReadClient(call, grant != nullptr ? grant->scope : "");
  if (auto* error = std::get_if<OAuthError>(&client)) return Refuse(call, *error);
  if (grant == nullptr) {
    return Refuse(call, {.error = "invalid_grant",
                         .code = 9002313,
                         .text = "Invalid request. Request is malformed or invalid."});
  }
  if (grant->app_id != std::get<Client>(client).app->id) {
    return Refuse(call, {.error = "invalid_grant",
                         .code = 70000,
                         .text = "Provided grant is invalid or malformed. The provided grant was "
                                 "issued to another client application."});
  }
  ClaimsRequest claims;
  if (auto error = ReadClaims(Field(call, "claims"), claims)) return Refuse(call, *error);
  if (auto error = RefuseRefresh(call, claims)) return Refuse(call, *error);
  const absl::Time now = call.clock().Now();
  if (grant->revoked) {
    return Refuse(
        call, {.error = "invalid_grant",
               .code = 50173,
               .text = absl::StrCat(
                   "The provided grant has expired due to it being revoked, a fresh auth token is "
                   "needed. The user might have changed or reset their password. The grant was "
                   "issued on '",
                   IsoTime(grant->issued),
                   "' and the TokensValidFrom date (before which tokens "
                   "are not valid) for this user is '",
                   IsoTime(now), "'."),
               .suberror = "bad_token"});
  }
  if (now - grant->issued > call.authority().options().refresh_lifetime) {
    return Refuse(
        call, {.error = "invalid_grant",
               .code = 700082,
               .text = absl::StrCat("The refresh token has expired due to inactivity. "
                                    "The token was issued on ",
                                    IsoTime(grant->issued), " and was inactive for 90.00:00:00.")});
  }
  return Tokens(call, std::get<Client>(client), *call.authority().FindAccount(grant->upn));
}

http::Response Token(Call& call) {
  const std::string grant = Field(call, "grant_type");
  if (grant.empty()) return Refuse(call, MissingParameter("grant_type"));
  if (grant == kDeviceCodeGrant || grant == "device_code") return RedeemDeviceCode(call);
  if (grant == "password") return RedeemPassword(call);
  if (grant == "refresh_token") return RedeemRefreshToken(call);
  if (grant == "authorization_code") return RedeemAuthorizationCode(call);
  if (grant == "client_credentials") return RedeemClientCredentials(call);
  return Refuse(
      call, {.error = "unsupported_grant_type",
             .code = 70003,
             .text = absl::StrCat("The app requested an unsupported grant type '", grant, "'.")});
}

constexpr Route kRoutes[] = {
    {"POST", "{tenant}/oauth2/v2.0/devicecode", DeviceCode},
    {"POST", "{tenant}/oauth2/devicecode", DeviceCode},
    {"POST", "{tenant}/oauth2/v2.0/token", Token},
    {"POST", "{tenant}/oauth2/token", Token},
};

bool Owns(const http::Incoming& request) {
  return request.host == "login.microsoftonline.com" || request.host == "login.windows.net" ||
         request.host == "login.microsoft.com" || request.host == "sts.windows.net";
}

std::vector<absl::Span<const Route>> Routes() {
  return {kRoutes, AuthorizeRoutes(), IdentityMetadataRoutes()};
}

http::Response Fail(const Call& call, const Failure& failure) {
  if (!failure.text.empty()) return Text(failure.status, failure.text);
  if (failure.status == 429) {
    return Refuse(call, {.error = "temporarily_unavailable",
                         .code = 90055,
                         .text = "There are too many incoming requests. This exception is thrown "
                                 "for blocked tenants.",
                         .status = 429});
  }
  return Refuse(call, {.error = "temporarily_unavailable",
                       .code = 90033,
                       .text = "A transient error has occurred. Please try again.",
                       .status = failure.status});
}

void Finish(const Call& call, http::Response& response) {
  response.headers.Set("x-ms-request-id", call.request_id);
  response.headers.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  if (!response.headers.Has("Cache-Control")) {
    response.headers.Set("Cache-Control", "no-store, no-cache");
    response.headers.Set("Pragma", "no-cache");
  }
  if (absl::EqualsIgnoreCase(call.request.headers.Get("return-client-request-id"), "true")) {
    response.headers.Set("client-request-id", call.request.headers.Get("client-request-id"));
  }
}

}  // namespace

extern const Service kIdentityService = {.name = "identity platform",
                                         .owns = Owns,
                                         .prepare = PrepareNothing,
                                         .admit = AdmitAnybody,
                                         .routes = Routes,
                                         .fail = Fail,
                                         .finish = Finish};

}  // namespace o365::tenant
