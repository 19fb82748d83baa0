// Gives every request its User-Agent and client-request-id, and writes what was sent and answered
// to the log (--debug), with times. The log redacts; bodies marked secret are not logged at all.

#ifndef COMMON_HTTP_TRACE_H_
#define COMMON_HTTP_TRACE_H_

#include "common/base/clock.h"
#include "common/base/log.h"
#include "common/http/client.h"

namespace o365::http {

class TracingClient final : public Client {
 public:
  // Everything must outlive this.
  TracingClient(Client& inner, base::Log& log, base::Clock& clock)
      : inner_(inner), log_(log), clock_(clock) {}

  using Client::Send;
  absl::StatusOr<Response> Send(const Request& request, const Sink& sink) override;

 private:
  void LogRequest(const Request& request);
  void LogAnswer(const Request& request, const Response& response, absl::Duration took);

  Client& inner_;
  base::Log& log_;
  base::Clock& clock_;
};

}  // namespace o365::http

#endif  // COMMON_HTTP_TRACE_H_
