// What the tests of the client share: real servers in this process, http::Server behind TLS and as
// a proxy, RawServer for what only a broken one does, and a client that trusts them.

#ifndef COMMON_HTTP_BEAST_CLIENT_FIXTURE_H_
#define COMMON_HTTP_BEAST_CLIENT_FIXTURE_H_

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/http/beast_client.h"
#include "common/http/server.h"
#include "gtest/gtest.h"
#include "tests/testing/authority.h"
#include "tests/testing/raw_server.h"

namespace o365::http {

// Method, host, target, a few headers, and the body.
inline Outgoing Echo(const Incoming& request) {
  std::string said = absl::StrCat(request.method, " ", request.host, " ", request.target, "\n");
  for (const char* name : {"Host", "Content-Length", "Content-Type", "Proxy-Authorization"}) {
    if (request.headers.Has(name))
      absl::StrAppend(&said, name, ": ", request.headers.Get(name), "\n");
  }
  return {.response = {.status = 200, .headers = {}, .body = said + request.body}};
}

inline Server::Handler Says(Response response) {
  return [response](const Incoming&) { return Outgoing{.response = response}; };
}

// A port on which nobody listens.
inline int DeadPort() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(::bind(fd, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size), 0);
  ::close(fd);
  return ntohs(address.sin_port);
}

// A body of `pieces` times 64 KB that claims to be `size` bytes long.
class RepeatedBody final : public BodySource {
 public:
  RepeatedBody(int pieces, int64_t size) : pieces_(pieces), size_(size) {}
  explicit RepeatedBody(int pieces) : RepeatedBody(pieces, pieces * int64_t{65536}) {}

  int64_t size() const override { return size_; }
  absl::Status ReadInto(const Sink& sink) const override {
    const std::string piece(65536, 'x');
    for (int i = 0; i < pieces_; ++i) {
      if (const absl::Status status = sink(piece); !status.ok()) return status;
    }
    return absl::OkStatus();
  }

 private:
  const int pieces_;
  const int64_t size_;
};

class BeastClientTest : public ::testing::Test {
 protected:
  BeastClientTest() {
    const std::string file = absl::StrCat(::testing::TempDir(), "/authority.pem");
    EXPECT_TRUE(base::WriteFileAtomically(file, testing::Authority().pem(), 0600).ok());
    variables_ = {{"SSL_CERT_FILE", file}};
  }

  void Serve(Server::Handler handler, Server::Options options = {}) {
    Serve(
        std::move(handler), [](const std::string& host) { return testing::Authority().Mint(host); },
        options);
  }
  void Serve(Server::Handler handler, Server::Mint mint, Server::Options options) {
    server_ = Server::Start(options, std::move(mint), std::move(handler)).value();
    port_ = server_->port();
  }
  void Play(std::vector<testing::RawServer::Script> scripts) {
    raw_ = std::make_unique<testing::RawServer>(testing::Authority().Mint("localhost").value(),
                                                std::move(scripts));
    port_ = raw_->port();
  }
  // One connection that answers one request with these bytes, and ends orderly.
  void PlayAnswer(std::string bytes) {
    Play({[bytes](testing::RawServer::Peer& peer) {
      peer.StartTls();
      peer.ReadRequest();
      peer.Write(bytes);
      peer.EndTls();
    }});
  }

  // The client, made at the first call.
  Client& client() {
    if (client_ == nullptr) {
      environment_ = base::Environment(variables_);
      client_ = NewBeastClient(environment_, limits_);
    }
    return *client_;
  }
  std::string Url(absl::string_view path = "/") const {
    return absl::StrCat("https://localhost:", port_, path);
  }
  absl::StatusOr<Response> Get(const std::string& url) {
    Request request;
    request.url = url;
    return client().Send(request);
  }
  absl::StatusOr<Response> Get() { return Get(Url()); }
  absl::StatusOr<Response> Post(std::string body) {
    Request request;
    request.method = "POST";
    request.url = Url("/post");
    request.body = std::move(body);
    return client().Send(request);
  }
  absl::StatusOr<Response> Post(std::shared_ptr<const BodySource> source) {
    Request request;
    request.method = "POST";
    request.url = Url("/post");
    request.source = std::move(source);
    return client().Send(request);
  }
  // The failure of a GET of Url(): of the network, with this advice.
  std::string Failure(absl::string_view hint) { return Failure(Get().status(), hint); }
  static std::string Failure(const absl::Status& status, absl::string_view hint) {
    EXPECT_TRUE(base::IsNetworkError(status)) << status;
    EXPECT_EQ(base::Hint(status), hint);
    return std::string(status.message());
  }

  std::map<std::string, std::string> variables_;
  base::Environment environment_;
  TimeLimits limits_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<testing::RawServer> raw_;
  int port_ = 0;
  std::unique_ptr<Client> client_;
};

}  // namespace o365::http

#endif  // COMMON_HTTP_BEAST_CLIENT_FIXTURE_H_
