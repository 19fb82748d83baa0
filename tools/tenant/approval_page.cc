// The pages on which a person approves a device code sign-in, at https://microsoft.com/devicelogin
// and on the server's own address:
//
//   enter the code -> choose an account -> (first time only) consent -> done
//
// Plain forms, each posted back with the answers so far in hidden fields; a step is taken only with
// the token that our own pages hold, so that no other site can approve anything.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/decision.h"
#include "tools/tenant/html.h"
#include "tools/tenant/resources.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

std::string Field(const Call& call, absl::string_view name) {
  for (const auto& [key, value] : call.Form()) {
    if (key == name) return value;
  }
  return "";
}

std::string FormStart(const Call& call) {
  return absl::StrCat("<form method=\"post\" action=\"/devicelogin\">\n",
                      HiddenField("token", call.tenant.form_token()));
}

http::Response CodePage(const Call& call, absl::string_view error, absl::string_view code) {
  std::string body;
  if (!error.empty()) {
    absl::StrAppend(&body, "<p class=\"error\" id=\"error\" role=\"alert\">", EscapeHtml(error),
                    "</p>\n");
  }
  absl::StrAppend(&body, FormStart(call),
                  "<label for=\"code\">Code shown by the app or device</label>\n"
                  "<input type=\"text\" id=\"code\" name=\"code\" value=\"",
                  EscapeHtml(code),
                  "\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" "
                  "maxlength=\"20\" required autofocus",
                  error.empty() ? "" : " aria-invalid=\"true\" aria-describedby=\"error\"",
                  ">\n<button type=\"submit\">Next</button>\n</form>\n");
  return HtmlPage("Enter code", body);
}

http::Response AccountPage(const Call& call, const DeviceSignIn& sign_in, const App& app) {
  std::string body =
      absl::StrCat("<p>You are signing in to <strong>", EscapeHtml(app.name),
                   "</strong> on another device. Only go on if you started this.</p>\n",
                   FormStart(call), HiddenField("code", sign_in.user_code));
  for (const Account& account : call.authority().accounts()) {
    absl::StrAppend(&body, "<button class=\"account\" type=\"submit\" name=\"account\" value=\"",
                    EscapeHtml(account.upn), "\">", EscapeHtml(account.name), "<small>",
                    EscapeHtml(account.upn), "</small></button>\n");
  }
  absl::StrAppend(&body,
                  "<button type=\"submit\" name=\"decision\" value=\"cancel\">Cancel</button>\n"
                  "</form>\n");
  return HtmlPage("Pick an account", body);
}

http::Response ConsentPage(const Call& call, const DeviceSignIn& sign_in, const App& app,
                           const Account& account) {
  std::string body = absl::StrCat("<p><strong>", EscapeHtml(app.name), "</strong> asks ",
                                  EscapeHtml(account.upn), " to let it:</p>\n<ul>\n");
  for (const Resource& resource : Resources()) {
    for (const Permission& permission : resource.permissions) {
      absl::StrAppend(&body, "<li>", EscapeHtml(permission.description), " (",
                      EscapeHtml(resource.name), ", ", EscapeHtml(permission.name), ")</li>\n");
    }
  }
  absl::StrAppend(
      &body, "<li>Maintain access to data you have given it access to (offline_access)</li>\n",
      "<li>Sign you in and read your profile (openid, profile)</li>\n</ul>\n", FormStart(call),
      HiddenField("code", sign_in.user_code), HiddenField("account", account.upn),
      "<button type=\"submit\" name=\"decision\" value=\"accept\">Accept</button>\n"
      "<button type=\"submit\" name=\"decision\" value=\"cancel\">Cancel</button>\n</form>\n");
  return HtmlPage("Permissions requested", body);
}

http::Response DonePage(const App& app) {
  return HtmlPage(
      "You are signed in",
      absl::StrCat("<p id=\"result\">You have signed in to <strong>", EscapeHtml(app.name),
                   "</strong> on your device. You may now close this window.</p>\n"));
}

http::Response DeclinedPage() {
  return HtmlPage("Sign-in cancelled",
                  "<p id=\"result\">The app was not signed in. You may close this window.</p>\n");
}

http::Response Enter(Call& call) {
  // "otc" is how the real page takes a code in its address.
  return CodePage(call, "", call.Query("otc"));
}

http::Response Continue(Call& call) {
  if (Field(call, "token") != call.tenant.form_token()) {
    return CodePage(call, "This page is out of date. Enter the code again.", "");
  }
  const auto sign_in = FindPending(call.authority(), Field(call, "code"));
  if (!sign_in.ok()) return CodePage(call, sign_in.status().message(), Field(call, "code"));
  const App& app = *call.authority().FindApp((*sign_in)->app_id);
  const std::string decision = Field(call, "decision");
  if (decision == "cancel") {
    (*sign_in)->decision = DeviceSignIn::Decision::kDeclined;
    return DeclinedPage();
  }
  const Account* account = call.authority().FindAccount(Field(call, "account"));
  if (account == nullptr) return AccountPage(call, **sign_in, app);
  if (!call.authority().HasConsent(*account, app) && decision != "accept") {
    return ConsentPage(call, **sign_in, app, *account);
  }
  Approve(call.authority(), **sign_in, *account);
  return DonePage(app);
}

http::Response Home(Call& call) {
  std::string body =
      "<p>A Microsoft 365 tenant in memory, for tests and demonstrations.</p>\n"
      "<p><a href=\"/devicelogin\">Enter the code of a device sign-in</a></p>\n"
      "<p>Accounts:</p>\n<ul>\n";
  for (const Account& account : call.authority().accounts()) {
    absl::StrAppend(&body, "<li>", EscapeHtml(account.upn), "</li>\n");
  }
  return HtmlPage("o365-tenant", body + "</ul>\n");
}

constexpr Route kRoutes[] = {
    {"GET", "/", Home},
    {"GET", "devicelogin", Enter},
    {"POST", "devicelogin", Continue},
};

bool Owns(const http::Incoming& request) {
  return request.host.empty() || request.host == "microsoft.com" ||
         request.host == "www.microsoft.com";
}

// A page of another site may make its host name point to 127.0.0.1; its requests say that name.
std::optional<http::Response> Prepare(Call& call) {
  const std::string header = call.request.headers.Get("Host");
  const absl::string_view host = absl::string_view(header).substr(0, header.rfind(':'));
  if (call.request.host.empty() && host != "127.0.0.1" && host != "localhost") {
    return Text(421, "This server answers for 127.0.0.1 and localhost only.\n");
  }
  return std::nullopt;
}

std::vector<absl::Span<const Route>> Routes() { return {kRoutes}; }

http::Response Fail(const Call&, const Failure& failure) {
  return Text(failure.status, failure.text);
}

void Finish(const Call&, http::Response&) {}

}  // namespace

extern const Service kPagesService = {.name = "pages",
                                      .owns = Owns,
                                      .prepare = Prepare,
                                      .admit = AdmitAnybody,
                                      .routes = Routes,
                                      .fail = Fail,
                                      .finish = Finish};

}  // namespace o365::tenant
