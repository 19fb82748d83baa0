// The one way out of the process. Implementations: BeastClient (the network), TracingClient,
// RetryingClient and RedirectingClient (each around another one), and the tests' ScriptedClient.

#ifndef COMMON_HTTP_CLIENT_H_
#define COMMON_HTTP_CLIENT_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/http/message.h"

namespace o365::http {

// Marks a NetworkError: the connection was cut after the request may have reached the service.
absl::Status CutConnectionError(absl::string_view message);
bool IsCutConnection(const absl::Status& status);

// Request::may_begin did not let the request go out.
absl::Status NotBegunError();
bool IsNotBegun(const absl::Status& status);

// Thread-safe.
class Client {
 public:
  virtual ~Client() = default;

  // Sends the request and waits for the answer. Any HTTP status is a success here; odata::Check
  // turns failures into a status. Errors are base::NetworkError with a message of their own for
  // name resolution, connection, proxy, certificate, time-out and cut connections.
  // Without a sink the body is in Response::body; with one a 2xx body goes there, piece by piece.
  virtual absl::StatusOr<Response> Send(const Request& request, const Sink& sink) = 0;
  absl::StatusOr<Response> Send(const Request& request) { return Send(request, Sink()); }
};

}  // namespace o365::http

#endif  // COMMON_HTTP_CLIENT_H_
