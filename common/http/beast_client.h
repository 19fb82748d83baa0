// HTTPS over the network, by Boost.Beast (which is included in this folder only).
//
// TLS 1.2 and later with SNI and host name verification against the system's certificates plus
// SSL_CERT_FILE and SSL_CERT_DIR; there is no way to turn verification off. Connections are kept
// and used again; gzip is undone; proxies are chosen by proxy.h. Each step has its own time limit.

#ifndef COMMON_HTTP_BEAST_CLIENT_H_
#define COMMON_HTTP_BEAST_CLIENT_H_

#include <memory>

#include "absl/time/time.h"
#include "common/base/environment.h"
#include "common/http/client.h"

namespace o365::http {

struct TimeLimits {
  absl::Duration resolve = absl::Seconds(10);
  absl::Duration connect = absl::Seconds(10);  // for each address
  absl::Duration handshake = absl::Seconds(15);
  absl::Duration write = absl::Seconds(60);
  absl::Duration answer = absl::Minutes(5);  // until the headers are there
  absl::Duration idle = absl::Seconds(60);   // between two pieces of the body
  absl::Duration total = absl::Hours(2);     // of one Send
};

// Makes the client. No TLS context is made and nothing is read before the first Send.
// `environment` must outlive it.
std::unique_ptr<Client> NewBeastClient(const base::Environment& environment,
                                       TimeLimits limits = {});

}  // namespace o365::http

#endif  // COMMON_HTTP_BEAST_CLIENT_H_
