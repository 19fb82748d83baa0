#include "common/auth/browser.h"

#include <openssl/rand.h>
#include <openssl/sha.h>

#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/auth/loopback.h"
#include "common/auth/open_page.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace o365::auth {
namespace {

constexpr absl::Duration kLimit = absl::Minutes(5);

// 256 bits that nobody can guess, as 43 characters that need no encoding.
absl::StatusOr<std::string> RandomText() {
  unsigned char bytes[32];
  if (RAND_bytes(bytes, sizeof bytes) != 1)
    return absl::InternalError("the system has no random numbers");
  return absl::WebSafeBase64Escape(
      absl::string_view(reinterpret_cast<const char*>(bytes), sizeof bytes));
}

// RFC 7636, section 4.2.
std::string ChallengeOf(const std::string& verifier) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size(), hash);
  return absl::WebSafeBase64Escape(
      absl::string_view(reinterpret_cast<const char*>(hash), sizeof hash));
}

std::string WithoutPadding(std::string text) {
  while (!text.empty() && text.back() == '=') text.pop_back();
  return text;
}

absl::StatusOr<std::string> PageUrl(const GrantContext& context, const std::string& resource,
                                    const std::string& redirect_uri, const std::string& state,
                                    const std::string& challenge) {
  ASSIGN_OR_RETURN(const std::string claims, ClaimsRequest(context.endpoint.options().claims));
  http::FormFields fields = {{"client_id", context.connection.app_id},
                             {"response_type", "code"},
                             {"redirect_uri", redirect_uri},
                             {"response_mode", "query"},
                             {"scope", ScopeOf(resource)},
                             {"state", state},
                             {"code_challenge", challenge},
                             {"code_challenge_method", "S256"},
                             {"claims", claims}};
  if (!context.browser.prompt.empty()) fields.emplace_back("prompt", context.browser.prompt);
  if (!context.browser.login_hint.empty())
    fields.emplace_back("login_hint", context.browser.login_hint);
  return absl::StrCat(context.endpoint.UrlOf("authorize"), "?", http::EncodeForm(fields));
}

absl::StatusOr<TokenAnswer> Redeem(GrantContext& context, const std::string& resource,
                                   const std::string& redirect_uri, const base::Secret& code,
                                   const base::Secret& verifier) {
  // The code is good for one token: a repeated request could find it spent.
  return context.endpoint.RequestToken({{"grant_type", "authorization_code"},
                                        {"client_id", context.connection.app_id},
                                        {"code", code.Reveal()},
                                        {"redirect_uri", redirect_uri},
                                        {"code_verifier", verifier.Reveal()},
                                        {"scope", ScopeOf(resource)}},
                                       /*may_repeat=*/false);
}

absl::Status Refusal(GrantContext& context, const Loopback::Parameters& answer) {
  json::Value refusal = json::Value::Object();
  for (const char* name : {"error", "error_description"}) {
    if (const auto found = answer.find(name); found != answer.end())
      refusal.Set(name, found->second);
  }
  return base::Annotate(context.endpoint.Refused(refusal), "the sign-in was refused");
}

absl::StatusOr<TokenAnswer> SignIn(GrantContext& context, const std::string& resource) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Loopback> loopback, Loopback::Open());
  ASSIGN_OR_RETURN(std::string random, RandomText());
  const base::Secret verifier(WithoutPadding(std::move(random)));
  ASSIGN_OR_RETURN(random, RandomText());
  const std::string state = WithoutPadding(std::move(random));
  context.endpoint.options().log->Conceal(verifier);
  const std::string redirect_uri = loopback->RedirectUri();
  ASSIGN_OR_RETURN(const std::string url, PageUrl(context, resource, redirect_uri, state,
                                                  WithoutPadding(ChallengeOf(verifier.Reveal()))));
  context.terminal.Say(
      absl::StrCat("To sign in, open this address in a browser on this machine:\n", url));
  OpenPage(context.environment, url, *context.endpoint.options().log);

  absl::StatusOr<Loopback::Parameters> answer = loopback->Await(state, kLimit);
  if (absl::IsDeadlineExceeded(answer.status()))
    return base::WithHint(absl::DeadlineExceededError(absl::StrCat("nobody signed in within ",
                                                                   absl::FormatDuration(kLimit))),
                          absl::StrCat("start again: ", context.endpoint.options().connect_command,
                                       " --authType browser"));
  RETURN_IF_ERROR(answer.status());
  const auto code_field = answer->find("code");
  absl::StatusOr<TokenAnswer> token = absl::UnknownError("");
  if (code_field == answer->end()) {
    token = Refusal(context, *answer);
  } else {
    const base::Secret code(code_field->second);
    context.endpoint.options().log->Conceal(code);
    token = Redeem(context, resource, redirect_uri, code, verifier);
  }
  if (token.ok())
    loopback->Reply("You are signed in", "You can close this page and go back to the terminal.");
  else
    loopback->Reply("The sign-in did not work", token.status().message());
  return token;
}

}  // namespace

const Grant kBrowserGrant = {.name = "browser", .sign_in = SignIn};

}  // namespace o365::auth
