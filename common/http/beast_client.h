// HTTPS over the network, by Boost.Beast (which is included in this folder only).
//
// TLS 1.2 and later with SNI and host name verification against the system's certificates plus
// SSL_CERT_FILE and SSL_CERT_DIR; there is no way to turn verification off. Connections are kept
// and used again; gzip is undone; proxies are chosen by proxy.h. Each step has its own time limit.

#ifndef COMMON_HTTP_BEAST_CLIENT_H_
#define COMMON_HTTP_BEAST_CLIENT_H_

#include <memory>

#include "common/base/environment.h"
#include "common/http/client.h"
#include "common/http/connection.h"

namespace o365::http {

// Makes the client. No TLS context is made and nothing is read before the first Send.
// `environment` must outlive it.
std::unique_ptr<Client> NewBeastClient(const base::Environment& environment,
                                       TimeLimits limits = {});

}  // namespace o365::http

#endif  // COMMON_HTTP_BEAST_CLIENT_H_
