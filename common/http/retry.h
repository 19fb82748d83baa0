// Repeats what a service asked to be repeated (429, 503, 504) and what a cut connection lost.
//
// A request that must not happen twice is repeated only when the service said that it did not act:
// 429, or 503 with Retry-After (Microsoft Learn: "Avoid getting throttled or blocked in SharePoint
// Online", "Microsoft Graph throttling guidance"). The wait is the greater of Retry-After (seconds
// or date) and RateLimit-Reset, else exponential with full jitter; never less than a short while.
//
// A DELETE that finds nothing (404) after an answer was lost did what it should: it succeeds, and
// says so.
//
// A service throttles the user, not one request: while one thread waits, the others hold back what
// they would send to the same host.

#ifndef COMMON_HTTP_RETRY_H_
#define COMMON_HTTP_RETRY_H_

#include <map>
#include <mutex>
#include <string>

#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/environment.h"
#include "common/base/terminal.h"
#include "common/http/client.h"

namespace o365::http {

struct RetryPolicy {
  int max_tries = 10;
  absl::Duration max_total = absl::Minutes(15);  // waits included
  absl::Duration first_delay = absl::Seconds(1);
  absl::Duration max_delay = absl::Minutes(1);

  // The policy with O365_MAX_TRIES (a number) and O365_MAX_WAIT (seconds) applied. kInvalidArgument
  // for values that are no positive numbers.
  static absl::StatusOr<RetryPolicy> FromEnvironment(const base::Environment& environment);
};

// How long the answer asks to wait; zero when it says nothing. Retry-After is RFC 9110, section
// 10.2.3; RateLimit-Reset is draft-ietf-httpapi-ratelimit-headers-03.
absl::Duration RequestedDelay(const Response& response, absl::Time now);

// Thread-safe.
class RetryingClient final : public Client {
 public:
  // Everything must outlive this. `terminal` gets a notice before each wait.
  RetryingClient(Client& inner, RetryPolicy policy, base::Clock& clock, base::Terminal& terminal)
      : inner_(inner), policy_(policy), clock_(clock), terminal_(terminal) {}

  using Client::Send;
  // The last answer or error when the limits ran out. Calls Request::on_end and Request::restart.
  absl::StatusOr<Response> Send(const Request& request, const Sink& sink) override;

 private:
  // Returns when nothing asks any more to leave `host` alone.
  void AwaitTurn(const std::string& host);
  void HoldBack(const std::string& host, absl::Time until);

  Client& inner_;
  const RetryPolicy policy_;
  base::Clock& clock_;
  base::Terminal& terminal_;
  std::mutex mutex_;
  std::map<std::string, absl::Time> not_before_;  // by host; guarded by mutex_
};

}  // namespace o365::http

#endif  // COMMON_HTTP_RETRY_H_
