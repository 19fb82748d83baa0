#include "common/http/patience.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/random.h"

namespace o365::http {
namespace {

// Not even an answer of "Retry-After: 0" may make a hot loop.
constexpr absl::Duration kShortestWait = absl::Milliseconds(200);
// Those who were held back start again spread over a tenth of the pause, within these bounds.
constexpr absl::Duration kLeastSpread = absl::Milliseconds(20);
constexpr absl::Duration kMostSpread = absl::Seconds(1);

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

// In seconds, rounded up to tenths.
std::string Rounded(absl::Duration wait) {
  return absl::StrCat(std::ceil(absl::ToDoubleSeconds(wait) * 10) / 10, " s");
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

void Patience::ShareWithin(const std::string& folder, const std::string& account) {
  const std::lock_guard lock(mutex_);
  shared_ = SharedPause(folder, account);
}

absl::Time Patience::NotBefore(const std::string& host) {
  const std::lock_guard lock(mutex_);
  const auto own = not_before_.find(host);
  return std::max(own == not_before_.end() ? absl::InfinitePast() : own->second,
                  shared_.EndOf(host, clock_.Now()));
}

void Patience::HoldBack(const std::string& host, absl::Time until) {
  const std::lock_guard lock(mutex_);
  absl::Time& held = not_before_.try_emplace(host, until).first->second;
  held = std::max(held, until);
  announced_[host] = held;
  shared_.Extend(host, until, clock_.Now());
}

void Patience::Announce(const std::string& host, absl::Time until, absl::Duration wait) {
  {
    const std::lock_guard lock(mutex_);
    absl::Time& known = announced_.try_emplace(host, absl::InfinitePast()).first->second;
    if (known >= until) return;
    known = until;
  }
  terminal_.Say(
      absl::StrCat(host, ": throttled, as another process found; going on in ", Rounded(wait)));
}

Patience::Work::Work(Patience& patience, std::string host)
    : patience_(patience), host_(std::move(host)), start_(patience.clock_.Now()) {}

absl::Status Patience::Work::AwaitTurn() {
  for (;;) {
    const absl::Time until = patience_.NotBefore(host_);
    const absl::Time now = patience_.clock_.Now();
    if (until <= now) return absl::OkStatus();
    if (until - start_ > patience_.policy_.max_total) {
      return base::WithHint(
          absl::ResourceExhaustedError(absl::StrCat(
              host_, " is to be left alone for ", Rounded(until - now), "; it throttles requests")),
          "try again later, or wait longer (O365_MAX_WAIT)");
    }
    patience_.Announce(host_, until, until - now);
    // They all wake at once otherwise, and are throttled again.
    const absl::Duration spread =
        std::clamp((until - now) / 10, kLeastSpread, kMostSpread) * base::RandomFraction();
    patience_.clock_.Sleep(until - now + spread);
  }
}

bool Patience::Work::IsTurn() const { return patience_.NotBefore(host_) <= patience_.clock_.Now(); }

bool Patience::Work::WaitToTryAgain(const Refusal& refusal) {
  const RetryPolicy& policy = patience_.policy_;
  const absl::Time now = patience_.clock_.Now();
  absl::Duration wait = refusal.requested;
  if (wait <= absl::ZeroDuration()) wait = Backoff(policy, tries_);
  wait = std::max(wait, kShortestWait);
  const std::string what = absl::StrCat(host_, ": ", refusal.reason);
  // What nobody waits for is not shared either: a gateway may ask for a day by mistake.
  if (refusal.overloaded && wait <= policy.max_total) patience_.HoldBack(host_, now + wait);
  if (tries_ >= policy.max_tries || now - start_ + wait > policy.max_total) {
    patience_.terminal_.Say(
        absl::StrCat(what, "; giving up after ", tries_, tries_ == 1 ? " try" : " tries"));
    return false;
  }
  ++tries_;
  patience_.terminal_.Say(absl::StrCat(what, "; trying again in ", Rounded(wait), " (try ", tries_,
                                       " of ", policy.max_tries, ")"));
  patience_.clock_.Sleep(wait);
  return true;
}

}  // namespace o365::http
