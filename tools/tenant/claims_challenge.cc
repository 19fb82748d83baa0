#include "tools/tenant/claims_challenge.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/jwt.h"
#include "tools/tenant/platform_state.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

// The claims that a token must be got with, as the challenge spells them.
std::string Demanded(const ClaimsChallenge& challenge) {
  return json::Write(json::Value::Object(
      {{"access_token",
        json::Value::Object(
            {{"nbf", json::Value::Object({{"essential", true},
                                          {"value", absl::StrCat(challenge.not_before)}})}})}}));
}

}  // namespace

std::optional<OAuthError> ReadClaims(absl::string_view text, ClaimsRequest& claims) {
  if (text.empty()) return std::nullopt;
  const auto parsed = json::Parse(text);
  if (!parsed.ok() || !parsed->is_object()) {
    return OAuthError{.error = "invalid_request",
                      .code = 90027,
                      .text = "The 'claims' parameter is not a well-formed JSON object."};
  }
  const auto& capabilities = parsed->At({"access_token", "xms_cc", "values"}).elements();
  claims.is_capable =
      std::find(capabilities.begin(), capabilities.end(), json::Value("cp1")) != capabilities.end();
  const json::Value& not_before = parsed->At({"access_token", "nbf", "value"});
  if (!absl::SimpleAtoi(not_before.AsString(), &claims.not_before)) {
    claims.not_before = not_before.AsInt().value_or(0);
  }
  return std::nullopt;
}

std::optional<OAuthError> RefuseRefresh(const Call& call, const ClaimsRequest& claims) {
  const auto& challenge = call.authority().platform().challenge;
  if (!challenge.has_value() || !challenge->interactive ||
      claims.not_before < challenge->not_before) {
    return std::nullopt;
  }
  return OAuthError{.error = "interaction_required",
                    .code = 50076,
                    .text =
                        "Due to a configuration change made by your administrator, or because you "
                        "moved to a new location, you must use multi-factor authentication to "
                        "access the resource.",
                    .suberror = "basic_action",
                    .claims = Demanded(*challenge)};
}

void NoteAnswer(Call& call, const ClaimsRequest& claims, absl::string_view access_token) {
  PlatformState& platform = call.authority().platform();
  if (!platform.challenge.has_value() || claims.not_before < platform.challenge->not_before) return;
  if (const auto jwt = ParseJwt(access_token); jwt.ok()) {
    platform.met.insert(jwt->claims["uti"].AsString());
  }
}

std::optional<http::Response> ChallengeClaims(Call& call) {
  PlatformState& platform = call.authority().platform();
  auto& challenge = platform.challenge;
  if (!challenge.has_value() || challenge->remaining <= 0 || call.caller.token_id.empty() ||
      (!challenge->host.empty() && !absl::EqualsIgnoreCase(challenge->host, call.request.host)) ||
      platform.met.count(call.caller.token_id) > 0) {
    return std::nullopt;
  }
  --challenge->remaining;
  http::Response response = Json(
      401, json::Value::Object(
               {{"error",
                 json::Value::Object({{"code", "InvalidAuthenticationToken"},
                                      {"message",
                                       "Continuous access evaluation resulted in challenge with "
                                       "result: InteractionRequired and code: "
                                       "TokenIssuedBeforeRevocationTimestamp"}})}}));
  response.headers.Set(
      "WWW-Authenticate",
      absl::StrCat("Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/"
                   "common/oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\", "
                   "error=\"insufficient_claims\", claims=\"",
                   absl::Base64Escape(Demanded(*challenge)), "\""));
  return response;
}

}  // namespace o365::tenant
