#include "common/auth/device_code.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace o365::auth {
namespace {

constexpr absl::Duration kLongestPause = absl::Minutes(1);

// An answer of the device authorization endpoint (RFC 8628, section 3.2).
struct DeviceCode {
  base::Secret code;
  std::string prompt;
  absl::Time expires;
  absl::Duration interval;
};

// The prompt comes from outside and goes to a terminal: no escape sequences.
std::string Printable(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!absl::ascii_iscntrl(c)) out += c;
  }
  return out;
}

std::string Prompt(const json::Value& answer) {
  const std::string& user_code = answer["user_code"].AsString();
  const std::string& message = answer["message"].AsString();
  if (absl::StrContains(message, user_code)) return Printable(message);
  return Printable(absl::StrCat("To sign in, open ", answer["verification_uri"].AsString(),
                                " in a browser and enter the code ", user_code));
}

absl::StatusOr<DeviceCode> RequestCode(TokenEndpoint& endpoint, const std::string& app_id,
                                       const std::string& resource) {
  const absl::Time now = endpoint.options().clock->Now();
  ASSIGN_OR_RETURN(
      const json::Value answer,
      endpoint.Post("devicecode", {{"client_id", app_id}, {"scope", ScopeOf(resource)}},
                    /*may_repeat=*/true));
  DeviceCode out;
  out.code = base::Secret(answer["device_code"].AsString());
  endpoint.options().log->Conceal(out.code);
  if (out.code.empty() || answer["user_code"].AsString().empty())
    return absl::UnavailableError("the sign-in service answered without a device code");
  out.prompt = Prompt(answer);
  out.expires = now + absl::Seconds(answer["expires_in"].AsInt().value_or(900));
  // RFC 8628, section 3.2: 5 seconds when the answer names none.
  out.interval = absl::Seconds(std::clamp<int64_t>(answer["interval"].AsInt().value_or(5), 1, 60));
  return out;
}

bool IsPassing(const absl::Status& status) {
  return status.code() == absl::StatusCode::kUnavailable ||
         status.code() == absl::StatusCode::kResourceExhausted;
}

absl::Status Expired(const TokenEndpoint& endpoint) {
  return base::WithHint(
      absl::DeadlineExceededError("the code ran out before anybody signed in with it"),
      absl::StrCat("start again: ", endpoint.options().connect_command));
}

// What a poll's failure means for polling: OK to go on after `pause`, else the final status.
// `interval` grows when the service says so.
absl::Status Judge(const absl::Status& failure, const TokenEndpoint& endpoint,
                   absl::Duration& interval, absl::Duration& pause) {
  const std::string error = OAuthError(failure);
  if (error == "slow_down") interval += absl::Seconds(5);  // for good: RFC 8628, section 3.5
  if (error == "slow_down" || error == "authorization_pending") {
    pause = interval;
    return absl::OkStatus();
  }
  if (IsPassing(failure)) {
    // Section 3.5 asks for exponential backoff after a connection time-out.
    pause = std::max(interval, std::min(2 * pause, kLongestPause));
    endpoint.options().log->Verbose(
        absl::StrCat("asking for the token: ", failure.message(), "; still waiting"));
    return absl::OkStatus();
  }
  if (error == "expired_token" || error == "bad_verification_code") return Expired(endpoint);
  if (error == "authorization_declined" || error == "access_denied")
    return base::Annotate(failure, "the sign-in was declined");
  return failure;
}

absl::StatusOr<TokenAnswer> SignIn(GrantContext& context, const std::string& resource) {
  TokenEndpoint& endpoint = context.endpoint;
  const std::string& app_id = context.connection.app_id;
  ASSIGN_OR_RETURN(const DeviceCode code, RequestCode(endpoint, app_id, resource));
  context.terminal.Say(code.prompt);
  base::Clock& clock = *endpoint.options().clock;
  absl::Duration interval = code.interval;
  absl::Duration pause = interval;
  for (;;) {
    if (clock.Now() + pause >= code.expires) {
      // Nothing can change for the better after that, so there is no last wait.
      return Expired(endpoint);
    }
    clock.Sleep(pause);
    // The code is good for one token: a repeated request could find it spent.
    absl::StatusOr<TokenAnswer> answer =
        endpoint.RequestToken({{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
                               {"client_id", app_id},
                               {"device_code", code.code.Reveal()}},
                              /*may_repeat=*/false);
    if (answer.ok()) return answer;
    RETURN_IF_ERROR(Judge(answer.status(), endpoint, interval, pause));
  }
}

}  // namespace

const Grant kDeviceCodeGrant = {.name = "deviceCode", .sign_in = SignIn};

}  // namespace o365::auth
