// One connection to a server: TCP, the tunnel of a proxy, TLS, and one exchange after the other.

#ifndef COMMON_HTTP_CONNECTION_H_
#define COMMON_HTTP_CONNECTION_H_

#include <openssl/ssl.h>

#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/http/client.h"
#include "common/http/proxy.h"
#include "common/http/url.h"

namespace o365::http {

struct TimeLimits {
  absl::Duration resolve = absl::Seconds(10);
  absl::Duration connect = absl::Seconds(10);    // for each address
  absl::Duration handshake = absl::Seconds(15);  // of TLS; and for the proxy to open its tunnel
  absl::Duration write = absl::Seconds(60);
  absl::Duration answer = absl::Minutes(5);  // until the headers are there, interim answers or not
  absl::Duration idle = absl::Seconds(60);   // for each kilobyte of the body
  absl::Duration total = absl::Hours(2);     // of one Send
};

struct Target {
  Url url;
  std::optional<Proxy> proxy;
};

// Not thread-safe. Asio and Beast throw where there is no memory or descriptor left.
class Connection {
 public:
  // Shares `context`.
  Connection(SSL_CTX* context, const TimeLimits& limits);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Each Send moves this on; no step may end later.
  void set_deadline(absl::Time deadline);

  // NetworkError. The proxy, which anybody between it and us may speak for, says nothing that could
  // be taken for an answer of the server: one byte behind the header of its answer is an error.
  absl::Status Open(const Target& target);

  // Sends the request and reads its answer. `request` has passed CheckRequest. Errors as of
  // Client::Send; also
  // - kOutOfRange for an answer without a sink of more than 64 MB, or a failed one of more than
  //   1 MB, after decompression,
  // - kDataLoss for a body in a coding that was not asked for, a damaged one, and for a part of the
  //   content (206) where all was asked for.
  absl::StatusOr<Response> Exchange(const Request& request, const Url& url, const Sink& sink);

  // Whether another exchange may follow: the last answer is read to its end, with nothing behind
  // it, and the server wants to go on.
  bool reusable() const;
  // Whether the server has neither closed the idle connection nor sent anything unasked.
  bool Usable();

 private:
  class Impl;
  const std::unique_ptr<Impl> impl_;
};

}  // namespace o365::http

#endif  // COMMON_HTTP_CONNECTION_H_
