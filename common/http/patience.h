// How patient the process is with services that refuse for a while: one set of limits for requests,
// members of batches and the sign-in, and one notice to the user before each wait.
//
//   Patience::Work work(patience, "graph.microsoft.com");
//   for (;;) {
//     RETURN_IF_ERROR(work.AwaitTurn());
//     ... send; return unless refused ...
//     if (!work.WaitToTryAgain({.reason = "throttled", .requested = delay})) return refusal;
//   }
//
// A service throttles the user, not one request: while one thread waits, the others hold back what
// they would send to the same host, and so do the other processes of the account, by way of a
// SharedPause.

#ifndef COMMON_HTTP_PATIENCE_H_
#define COMMON_HTTP_PATIENCE_H_

#include <map>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/environment.h"
#include "common/base/terminal.h"
#include "common/http/message.h"
#include "common/http/shared_pause.h"

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

// Why something is to be tried again.
struct Refusal {
  std::string reason;                               // "throttled", for the notice
  absl::Duration requested = absl::ZeroDuration();  // what the service asked for, if anything
  bool overloaded = false;  // the service refuses everything that comes from this account
};

// Thread-safe.
class Patience {
 public:
  class Work;

  // Clock and terminal must outlive this.
  Patience(RetryPolicy policy, base::Clock& clock, base::Terminal& terminal)
      : policy_(policy), clock_(clock), terminal_(terminal) {}

  const RetryPolicy& policy() const { return policy_; }
  base::Clock& clock() const { return clock_; }
  base::Terminal& terminal() const { return terminal_; }

  // From here on pauses are shared with the processes that name the same folder and account.
  void ShareWithin(const std::string& folder, const std::string& account);

 private:
  absl::Time NotBefore(const std::string& host);
  void HoldBack(const std::string& host, absl::Time until);
  // Tells the user of another process's pause, once.
  void Announce(const std::string& host, absl::Time until, absl::Duration wait);

  const RetryPolicy policy_;
  base::Clock& clock_;
  base::Terminal& terminal_;
  std::mutex mutex_;  // guards what follows
  SharedPause shared_;
  std::map<std::string, absl::Time> not_before_;  // by host
  std::map<std::string, absl::Time> announced_;   // ends of pauses that the user knows of, by host
};

// Something that is tried until it is done or the limits run out; they count from its construction.
class Patience::Work {
 public:
  // `patience` must outlive this.
  Work(Patience& patience, std::string host);

  // Returns when nothing asks any more to leave the host alone. kResourceExhausted, at once, when
  // that would take longer than the limits allow.
  absl::Status AwaitTurn();

  // Whether it is still this one's turn: connecting takes time, in which another may be refused.
  bool IsTurn() const;

  // After a refusal: says that it will wait and does so. False, and says that it gives up, at the
  // limits. The wait is what was asked for, else exponential with full jitter, and never less than
  // a short while.
  bool WaitToTryAgain(const Refusal& refusal);

 private:
  Patience& patience_;
  const std::string host_;
  const absl::Time start_;
  int tries_ = 1;
};

}  // namespace o365::http

#endif  // COMMON_HTTP_PATIENCE_H_
