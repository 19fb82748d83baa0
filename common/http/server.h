// An HTTP/1.1 server on loopback that can stand in for any host of the internet:
//
//   ASSIGN_OR_RETURN(std::unique_ptr<Server> server,
//                    Server::Start({.port = 0}, mint_certificate, [](const Incoming& request) {
//                      return Outgoing{.response = {.status = 200, .body = request.target}};
//                    }));
//   $ curl --proxy http://127.0.0.1:PORT --cacert ca.pem https://graph.microsoft.com/v1.0/me
//
// One port speaks three ways, told apart by what arrives: a TLS handshake (certificate by SNI), a
// CONNECT request of a proxy client (RFC 9110, section 9.3.6), whose tunnel ends right here, and
// plain requests. The server keeps connections alive, answers HEAD and Expect: 100-continue, packs
// answers with gzip for clients that accept it, and never sends another 1xx. Bodies and the time to
// read a request are bounded. A thread serves each connection: it is meant for tests and
// demonstrations, not for the open network.

#ifndef COMMON_HTTP_SERVER_H_
#define COMMON_HTTP_SERVER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/http/message.h"

namespace o365::http {

// A request as the server got it.
struct Incoming {
  std::string scheme;  // "https", or "http" outside of TLS
  // The host that the client wanted to reach, in lower case: from CONNECT, SNI or the absolute form
  // of the request target; "" for plain requests to the server itself.
  std::string host;
  std::string method;
  std::string target;  // path[?query], still encoded
  Headers headers = {};
  std::string body = {};
};

// The answer, and what is to go wrong while it is sent.
struct Outgoing {
  enum class Cut {
    kNone,
    kBefore,  // the connection is reset instead of an answer
    kMiddle,  // the connection is reset when half of the answer is out
  };
  Response response = {};
  absl::Duration delay = absl::ZeroDuration();
  Cut cut = Cut::kNone;
};

// A certificate with its key, both as PEM.
struct KeyPair {
  std::string certificate;
  std::string private_key;
};

class Server {
 public:
  // The most bytes that the body of this request, of which the head is known, may have. Called from
  // many threads at once.
  using BodyLimit = std::function<uint64_t(const Incoming& head)>;
  struct Options {
    int port = 0;                        // 0 takes a free one
    std::string proxy_credentials = "";  // "user:password" that CONNECT must bring; "" for none
    BodyLimit body_limit = nullptr;  // 64 MB for everybody when there is none; more is answered 413
    absl::Duration head_time = absl::Minutes(2);  // until the next request's head is there
    absl::Duration body_time = absl::Minutes(5);  // until its body is there
  };
  // Called from many threads at once.
  using Handler = std::function<Outgoing(const Incoming&)>;
  // Makes the certificate of a host. Called once a host, by one thread at a time.
  using Mint = std::function<absl::StatusOr<KeyPair>(const std::string& host)>;

  // Listens on 127.0.0.1, and nowhere else. Once this returns, clients are served.
  static absl::StatusOr<std::unique_ptr<Server>> Start(Options options, Mint mint, Handler handler);
  // Cuts the open connections and waits for their handlers.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const;

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace o365::http

#endif  // COMMON_HTTP_SERVER_H_
