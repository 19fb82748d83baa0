// "Microsoft identity platform and OAuth 2.0 authorization code flow": the page where a person
// signs in with a browser, and the code that the app redeems. Proof Key for Code Exchange is RFC
// 7636, redirects to the user's own computer are RFC 8252, section 7.3.

#include <openssl/sha.h>

#include <algorithm>
#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/html.h"
#include "tools/tenant/identity_metadata.h"
#include "tools/tenant/identity_request.h"
#include "tools/tenant/platform_state.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

constexpr absl::Duration kCodeLifetime = absl::Minutes(10);
// What the forms of the page carry on from the request.
constexpr const char* kKept[] = {
    "client_id",      "response_type",         "redirect_uri", "response_mode", "scope",  "state",
    "code_challenge", "code_challenge_method", "nonce",        "login_hint",    "prompt", "claims"};

// A parameter of the request, from the query at first and from the page's own form later.
std::string Asked(const Call& call, absl::string_view name) {
  return call.method == "POST" ? Field(call, name) : call.Query(name);
}

std::string Sha256(absl::string_view text) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  return std::string(reinterpret_cast<char*>(digest), sizeof digest);
}

// Before it is certain who asks, nobody is redirected: the error is shown as a page.
http::Response ErrorPage(const Call& call, const OAuthError& error) {
  http::Response page =
      HtmlPage("Sign in",
               absl::StrCat("<p class=\"error\" id=\"error\" role=\"alert\">AADSTS", error.code,
                            ": ", EscapeHtml(error.text), "</p>\n<p>Request Id: ", call.request_id,
                            "<br>Timestamp: ", IsoTime(call.clock().Now()), "</p>\n"));
  page.status = 400;
  return page;
}

// "http://localhost" is registered for every app here; its port and path are free.
bool IsLocalhost(absl::string_view uri) {
  const auto url = http::ParseUrl(uri);
  return url.ok() && url->scheme == "http" && url->host == "localhost" &&
         !absl::StrContains(uri, "@") && !absl::StrContains(uri, "#");
}

bool IsRegistered(Call& call, absl::string_view app_id, absl::string_view uri) {
  const Entity* app = call.state().directory.Of("application").FindBy("appId", app_id);
  if (app == nullptr) return false;
  for (const char* platform : {"publicClient", "web", "spa"}) {
    const auto& uris = app->properties[platform]["redirectUris"].elements();
    if (std::find(uris.begin(), uris.end(), json::Value(uri)) != uris.end()) return true;
  }
  return false;
}

std::optional<OAuthError> CheckClient(Call& call) {
  const std::string tenant = call.parameters["tenant"];
  if (!IsTenant(tenant)) return UnknownTenant(tenant);
  const std::string id = Asked(call, "client_id");
  if (id.empty()) return MissingParameter("client_id");
  if (FindApp(call, id) == nullptr) return UnknownApp(id);
  const std::string uri = Asked(call, "redirect_uri");
  if (IsLocalhost(uri) || IsRegistered(call, id, uri)) return std::nullopt;
  return OAuthError{
      .error = "invalid_request",
      .code = 50011,
      .text = absl::StrCat("The redirect URI '", uri,
                           "' specified in the request does not match the redirect URIs configured "
                           "for the application '",
                           id,
                           "'. Make sure the redirect URI sent in the request matches one added to "
                           "your application in the Azure portal. Navigate to "
                           "https://aka.ms/redirectUriMismatchError to learn more about how to "
                           "troubleshoot this error.")};
}

std::optional<OAuthError> CheckFlow(Call& call) {
  if (Asked(call, "response_type") != "code") {
    return OAuthError{.error = "unsupported_response_type",
                      .code = 70002,
                      .text = absl::StrCat("The 'response_type' '", Asked(call, "response_type"),
                                           "' is not supported for the application.")};
  }
  const std::string mode = Asked(call, "response_mode");
  if (!mode.empty() && mode != "query") {
    return OAuthError{.error = "invalid_request",
                      .code = 70007,
                      .text = absl::StrCat("'", mode,
                                           "' is not a supported value of 'response_mode' when "
                                           "requesting a token.")};
  }
  if (Asked(call, "scope").empty()) return MissingParameter("scope");
  const std::string method = Asked(call, "code_challenge_method");
  const std::string challenge = Asked(call, "code_challenge");
  // 32 bytes in base64url.
  if (method != "S256" || challenge.size() != 43) {
    return OAuthError{.error = "invalid_request",
                      .code = 501482,
                      .text = absl::StrCat("The Code_Challenge method '", method,
                                           "' is not supported or does not fit the challenge.")};
  }
  auto scope = ReadScope(Asked(call, "scope"));
  if (auto* error = std::get_if<OAuthError>(&scope)) return *std::move(error);
  return std::nullopt;
}

http::Response RedirectBack(const Call& call, const http::FormFields& fields) {
  const std::string uri = Asked(call, "redirect_uri");
  http::FormFields all = fields;
  if (const std::string state = Asked(call, "state"); !state.empty()) {
    all.emplace_back("state", state);
  }
  return Redirect(
      302, absl::StrCat(uri, absl::StrContains(uri, "?") ? "&" : "?", http::EncodeForm(all)));
}

http::Response RedirectError(const Call& call, const OAuthError& error) {
  return RedirectBack(
      call,
      {{"error", error.error},
       {"error_description",
        absl::StrCat("AADSTS", error.code, ": ", error.text, " Trace ID: ", call.request_id)},
       {"error_uri", absl::StrCat("https://login.microsoftonline.com/error?code=", error.code)}});
}

// The page's forms may lead to the app's own address, which the policy of our pages forbids.
http::Response SignInPage(absl::string_view title, absl::string_view body) {
  http::Response page = HtmlPage(title, body);
  page.headers.Set("Content-Security-Policy",
                   "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' "
                   "http://localhost:* http://127.0.0.1:*; base-uri 'none'; frame-ancestors "
                   "'none'");
  return page;
}

std::string FormStart(const Call& call) {
  std::string form = absl::StrCat("<form method=\"post\" action=\"", EscapeHtml(call.path), "\">\n",
                                  HiddenField("token", call.tenant.form_token()));
  for (const char* name : kKept) {
    if (const std::string value = Asked(call, name); !value.empty()) {
      absl::StrAppend(&form, HiddenField(name, value));
    }
  }
  return form;
}

constexpr absl::string_view kCancel =
    "<button type=\"submit\" name=\"decision\" value=\"cancel\" formnovalidate>Cancel</button>\n"
    "</form>\n";

http::Response PasswordPage(const Call& call, const App& app, absl::string_view error) {
  std::string account = Asked(call, "account");
  if (account.empty()) account = Asked(call, "login_hint");
  return SignInPage(
      "Sign in",
      absl::StrCat(
          error.empty() ? ""
                        : absl::StrCat("<p class=\"error\" id=\"error\" role=\"alert\">",
                                       EscapeHtml(error), "</p>\n"),
          "<p>to go on to <strong>", EscapeHtml(app.name), "</strong></p>\n", FormStart(call),
          "<label for=\"account\">Account</label>\n<input type=\"email\" id=\"account\" "
          "name=\"account\" value=\"",
          EscapeHtml(account),
          "\" autocomplete=\"username\" required>\n<label for=\"password\">Password</label>\n"
          "<input type=\"password\" id=\"password\" name=\"password\" "
          "autocomplete=\"current-password\" required>\n"
          "<button type=\"submit\">Sign in</button>\n",
          kCancel));
}

// The steps after the password. That it was right is proved by the form's "passed".
http::Response StepPage(const Call& call, const Account& account, absl::string_view title,
                        absl::string_view text, absl::string_view decision,
                        absl::string_view button) {
  return SignInPage(
      title,
      absl::StrCat("<p>", text, "</p>\n", FormStart(call), HiddenField("account", account.upn),
                   HiddenField("passed", Base64Url(Sha256(
                                             absl::StrCat(call.tenant.form_token(), account.upn)))),
                   decision == "accept" ? HiddenField("factor", "approved") : "",
                   "<button type=\"submit\" name=\"decision\" value=\"", decision, "\">", button,
                   "</button>\n", kCancel));
}

bool HasPassed(const Call& call, const Account& account) {
  return Field(call, "passed") ==
         Base64Url(Sha256(absl::StrCat(call.tenant.form_token(), account.upn)));
}

http::Response GiveCode(Call& call, const App& app, const Account& account) {
  call.authority().Consent(account, app);
  const std::string code =
      absl::StrCat("1.", absl::StrJoin({base::NewGuid(), base::NewGuid(), base::NewGuid()}, ""));
  call.authority().platform().codes[code] = {.app_id = app.id,
                                             .upn = account.upn,
                                             .scope = Asked(call, "scope"),
                                             .redirect_uri = Asked(call, "redirect_uri"),
                                             .challenge = Asked(call, "code_challenge"),
                                             .nonce = Asked(call, "nonce"),
                                             .expires = call.clock().Now() + kCodeLifetime};
  return RedirectBack(call, {{"code", code}, {"session_state", base::NewGuid()}});
}

// What is wrong with a request; nothing when it is good. The answer to a bad one goes to the app
// as soon as it is known to be the app's.
std::optional<http::Response> CheckRequest(Call& call) {
  if (auto error = CheckClient(call)) return ErrorPage(call, *error);
  if (auto error = CheckFlow(call)) return RedirectError(call, *error);
  return std::nullopt;
}

http::Response Authorize(Call& call) {
  if (auto answer = CheckRequest(call)) return *std::move(answer);
  if (call.Query("prompt") == "none") {
    // Browsers have no session here: everybody signs in each time.
    return RedirectError(call,
                         {.error = "login_required",
                          .code = 50058,
                          .text = "A silent sign-in request was sent but no user is signed in. "
                                  "The cookies used to represent the user's session were not "
                                  "sent in the request."});
  }
  return PasswordPage(call, *FindApp(call, call.Query("client_id")), "");
}

http::Response Continue(Call& call) {
  if (auto answer = CheckRequest(call)) return *std::move(answer);
  const App& app = *FindApp(call, Field(call, "client_id"));
  if (Field(call, "token") != call.tenant.form_token()) {
    return PasswordPage(call, app, "This page is out of date. Sign in again.");
  }
  const std::string decision = Field(call, "decision");
  if (decision == "cancel") {
    return RedirectError(call, {.error = "access_denied",
                                .code = 65004,
                                .text = "User declined to consent to access the app."});
  }
  const Account* account =
      call.authority().FindAccount(absl::StripAsciiWhitespace(Field(call, "account")));
  if (account == nullptr) {
    return PasswordPage(call, app,
                        "This username may be incorrect. Make sure that you typed it correctly.");
  }
  if (!HasPassed(call, *account) && Field(call, "password") != account->password) {
    return PasswordPage(call, app, "Your account or password is incorrect.");
  }
  const bool has_factor = decision == "factor" || Field(call, "factor") == "approved";
  if (account->needs_second_factor && !has_factor) {
    return StepPage(call, *account, "Approve sign in request",
                    "Open your authenticator app and approve the request, which this button "
                    "stands for.",
                    "factor", "Approve");
  }
  if (!call.authority().HasConsent(*account, app) && decision != "accept") {
    return StepPage(
        call, *account, "Permissions requested",
        absl::StrCat("<strong>", EscapeHtml(app.name),
                     "</strong> asks to act for you: ", EscapeHtml(Asked(call, "scope"))),
        "accept", "Accept");
  }
  return GiveCode(call, app, *account);
}

OAuthError BadVerifier() {
  return {.error = "invalid_grant",
          .code = 501481,
          .text =
              "The Code_Verifier does not match the code_challenge supplied in the authorization "
              "request."};
}

// RFC 7636, section 4.1.
bool IsVerifier(absl::string_view text) {
  return text.size() >= 43 && text.size() <= 128 &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  absl::StrContains("-._~", absl::string_view(&c, 1));
         });
}

std::optional<OAuthError> CheckCode(const Call& call, const AuthorizationCode& code) {
  if (code.redeemed) {
    return OAuthError{.error = "invalid_grant",
                      .code = 54005,
                      .text =
                          "OAuth2 Authorization code was already redeemed, please retry with a new "
                          "valid code or use an existing refresh token."};
  }
  if (call.clock().Now() >= code.expires) {
    return OAuthError{.error = "invalid_grant",
                      .code = 70008,
                      .text =
                          "The provided authorization code or refresh token has expired due to "
                          "inactivity. Send a new interactive authorization request for this user "
                          "and resource."};
  }
  if (!absl::EqualsIgnoreCase(code.app_id, Field(call, "client_id"))) {
    return OAuthError{.error = "invalid_grant",
                      .code = 70000,
                      .text =
                          "Provided grant is invalid or malformed. The provided grant was issued "
                          "to another client application."};
  }
  if (code.redirect_uri != Field(call, "redirect_uri")) {
    return OAuthError{
        .error = "invalid_grant",
        .code = 500112,
        .text = absl::StrCat("The reply address '", Field(call, "redirect_uri"),
                             "' does not match the reply address '", code.redirect_uri,
                             "' provided when requesting Authorization code.")};
  }
  const std::string verifier = Field(call, "code_verifier");
  if (verifier.empty()) return MissingParameter("code_verifier");
  if (!IsVerifier(verifier)) {
    return OAuthError{.error = "invalid_grant",
                      .code = 50148,
                      .text =
                          "The code_verifier does not match the code_challenge supplied in the "
                          "authorization request for PKCE."};
  }
  if (Base64Url(Sha256(verifier)) != code.challenge) return BadVerifier();
  return std::nullopt;
}

constexpr Route kRoutes[] = {
    {"GET", "{tenant}/oauth2/v2.0/authorize", Authorize},
    {"POST", "{tenant}/oauth2/v2.0/authorize", Continue},
};

}  // namespace

http::Response RedeemAuthorizationCode(Call& call) {
  const std::string text = Field(call, "code");
  if (text.empty()) return Refuse(call, MissingParameter("code"));
  auto& codes = call.authority().platform().codes;
  const auto found = codes.find(text);
  if (found == codes.end()) {
    return Refuse(call, {.error = "invalid_grant",
                         .code = 70000,
                         .text = "The provided authorization code is malformed or invalid."});
  }
  AuthorizationCode& code = found->second;
  if (const auto error = CheckCode(call, code)) return Refuse(call, *error);
  auto client = ReadClient(call, code.scope);
  if (auto* error = std::get_if<OAuthError>(&client)) return Refuse(call, *error);
  code.redeemed = true;
  return Tokens(call, std::get<Client>(client), *call.authority().FindAccount(code.upn),
                code.nonce);
}

absl::Span<const Route> AuthorizeRoutes() { return kRoutes; }

}  // namespace o365::tenant
