#include "common/http/retry.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "common/http/url.h"

namespace o365::http {
namespace {

// Not even an answer of "Retry-After: 0" may make a hot loop.
constexpr absl::Duration kShortestWait = absl::Milliseconds(200);

// Why the outcome is worth another try; "" when it is not.
std::string ReasonToRepeat(const Request& request, const absl::StatusOr<Response>& outcome) {
  if (!outcome.ok()) {
    return IsCutConnection(outcome.status()) && request.MayRepeat() ? "the connection was cut" : "";
  }
  switch (outcome->status) {
    case 429:
      return "throttled";
    case 503:
      if (request.MayRepeat() || outcome->headers.Has("Retry-After")) return "busy (HTTP 503)";
      return "";
    case 504:
      return request.MayRepeat() ? "timed out (HTTP 504)" : "";
    default:
      return "";
  }
}

absl::Duration SecondsOf(const std::string& text) {
  double seconds = 0;
  if (!absl::SimpleAtod(text, &seconds) || !std::isfinite(seconds) || seconds < 0)
    return absl::ZeroDuration();
  return absl::Seconds(seconds);
}

// The time until the date, in one of the three forms of RFC 9110, section 5.6.7.
absl::Duration TimeUntil(const std::string& date, absl::Time now) {
  for (const char* form :
       {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"}) {
    absl::Time time;
    if (absl::ParseTime(form, date, &time, nullptr)) return time - now;
  }
  return absl::ZeroDuration();
}

absl::Duration Backoff(const RetryPolicy& policy, int tries) {
  const absl::Duration ceiling =
      std::min(policy.max_delay, policy.first_delay * std::exp2(std::min(tries - 1, 20)));
  return ceiling * base::RandomFraction();
}

// Whether the service refused because of how much it is asked, not because of this request.
bool IsOverloaded(const absl::StatusOr<Response>& outcome) {
  return outcome.ok() && (outcome->status == 429 || outcome->status == 503);
}

// Whether a DELETE found nothing.
bool IsGone(const Request& request, const absl::StatusOr<Response>& outcome) {
  return request.method == "DELETE" && outcome.ok() &&
         (outcome->status == 404 || outcome->status == 410);
}

std::string HostOf(const Request& request) {
  const absl::StatusOr<Url> url = ParseUrl(request.url);
  return url.ok() ? url->host : "the service";
}

}  // namespace

absl::StatusOr<RetryPolicy> RetryPolicy::FromEnvironment(const base::Environment& environment) {
  RetryPolicy policy;
  if (const std::string tries = environment.Get("O365_MAX_TRIES");
      !tries.empty() && (!absl::SimpleAtoi(tries, &policy.max_tries) || policy.max_tries < 1))
    return absl::InvalidArgumentError("O365_MAX_TRIES is not a number from 1 up");
  if (const std::string wait = environment.Get("O365_MAX_WAIT"); !wait.empty()) {
    int seconds = 0;
    if (!absl::SimpleAtoi(wait, &seconds) || seconds < 0)
      return absl::InvalidArgumentError("O365_MAX_WAIT is not a number of seconds from 0 up");
    policy.max_total = absl::Seconds(seconds);
  }
  return policy;
}

absl::Duration RequestedDelay(const Response& response, absl::Time now) {
  const std::string after = response.headers.Get("Retry-After");
  return std::max({SecondsOf(after), TimeUntil(after, now),
                   SecondsOf(response.headers.Get("RateLimit-Reset"))});
}

void RetryingClient::AwaitTurn(const std::string& host) {
  for (;;) {
    absl::Duration wait;
    {
      const std::lock_guard lock(mutex_);
      const auto held = not_before_.find(host);
      if (held == not_before_.end()) return;
      wait = held->second - clock_.Now();
      if (wait <= absl::ZeroDuration()) {
        not_before_.erase(held);
        return;
      }
    }
    clock_.Sleep(wait);
  }
}

void RetryingClient::HoldBack(const std::string& host, absl::Time until) {
  const std::lock_guard lock(mutex_);
  absl::Time& held = not_before_.try_emplace(host, until).first->second;
  held = std::max(held, until);
}

absl::StatusOr<Response> RetryingClient::Send(const Request& request, const Sink& sink) {
  const std::string host = HostOf(request);
  const absl::Time start = clock_.Now();
  bool delivered = false;
  bool lost = false;  // an answer: what it was about may have been done
  Sink watched;
  if (sink) {
    watched = [&](absl::string_view piece) {
      delivered = true;
      return sink(piece);
    };
  }
  for (int tries = 1;; ++tries) {
    AwaitTurn(host);
    absl::StatusOr<Response> outcome = inner_.Send(request, watched);
    if (outcome.ok() && outcome->status / 100 == 2 && request.on_end) {
      if (absl::Status whole = request.on_end(*outcome); !whole.ok()) outcome = std::move(whole);
    }
    if (lost && IsGone(request, outcome)) {
      terminal_.Say(absl::StrCat(host,
                                 ": it is gone; the first request, whose answer was lost, must "
                                 "have deleted it"));
      return Response{.status = 204, .headers = {}, .body = ""};
    }
    const std::string reason = ReasonToRepeat(request, outcome);
    if (reason.empty()) return outcome;
    lost = lost || !outcome.ok() || outcome->status == 504;
    if (delivered && !(request.restart && request.restart())) return outcome;
    delivered = false;
    const absl::Time now = clock_.Now();
    absl::Duration wait = outcome.ok() ? RequestedDelay(*outcome, now) : absl::ZeroDuration();
    if (wait <= absl::ZeroDuration()) wait = Backoff(policy_, tries);
    wait = std::max(wait, kShortestWait);
    const std::string what = absl::StrCat(host, ": ", reason);
    if (tries >= policy_.max_tries || now - start + wait > policy_.max_total) {
      terminal_.Say(
          absl::StrCat(what, "; giving up after ", tries, tries == 1 ? " try" : " tries"));
      return outcome;
    }
    terminal_.Say(absl::StrCat(what, "; trying again in ",
                               std::ceil(absl::ToDoubleSeconds(wait) * 10) / 10, " s (try ",
                               tries + 1, " of ", policy_.max_tries, ")"));
    if (IsOverloaded(outcome)) HoldBack(host, now + wait);
    clock_.Sleep(wait);
  }
}

}  // namespace o365::http
