// Repeats what a service asked to be repeated (429, 503, 504) and what a cut connection lost.
//
// A request that must not happen twice is repeated only when the service said that it did not act:
// 429, or 503 with Retry-After (Microsoft Learn: "Avoid getting throttled or blocked in SharePoint
// Online", "Microsoft Graph throttling guidance"). The wait is the greater of Retry-After (seconds
// or date) and RateLimit-Reset, else exponential with full jitter; see patience.h for its limits.
//
// A DELETE that finds nothing (404) after an answer was lost did what it should: it succeeds, and
// says so.

#ifndef COMMON_HTTP_RETRY_H_
#define COMMON_HTTP_RETRY_H_

#include "common/http/client.h"
#include "common/http/patience.h"

namespace o365::http {

// Thread-safe.
class RetryingClient final : public Client {
 public:
  // Both must outlive this.
  RetryingClient(Client& inner, Patience& patience) : inner_(inner), patience_(patience) {}

  using Client::Send;
  // The last answer or error when the limits ran out; kResourceExhausted when the host is to be
  // left alone for longer than they allow.
  // Calls Request::on_end and Request::restart.
  absl::StatusOr<Response> Send(const Request& request, const Sink& sink) override;

 private:
  Client& inner_;
  Patience& patience_;
};

}  // namespace o365::http

#endif  // COMMON_HTTP_RETRY_H_
