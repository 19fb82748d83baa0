// common/http/server on real sockets, over real TLS: a client made of nothing but OpenSSL speaks to
// it.

#include "common/http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/ca.h"

namespace o365::http {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct SslFree {
  void operator()(SSL_CTX* p) const { SSL_CTX_free(p); }
  void operator()(SSL* p) const { SSL_free(p); }
  void operator()(BIO* p) const { BIO_free(p); }
  void operator()(X509* p) const { X509_free(p); }
};

// A connection that speaks as it is told, in the clear or through TLS.
class Connection {
 public:
  explicit Connection(int port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~Connection() { ::close(fd_); }

  // Starts TLS; false when the certificate is not the host's, or not trusted.
  bool StartTls(const std::string& host, const std::string& ca_pem) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    const std::unique_ptr<BIO, SslFree> bio(BIO_new_mem_buf(ca_pem.data(), -1));
    const std::unique_ptr<X509, SslFree> ca(
        PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), ca.get());
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    tls_.reset(SSL_new(context_.get()));
    SSL_set_tlsext_host_name(tls_.get(), host.c_str());
    SSL_set1_host(tls_.get(), host.c_str());
    SSL_set_fd(tls_.get(), fd_);
    return SSL_connect(tls_.get()) == 1;
  }
  void Send(const std::string& bytes) {
    const int size = static_cast<int>(bytes.size());
    const auto sent = tls_ ? SSL_write(tls_.get(), bytes.data(), size)
                           : ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    EXPECT_EQ(sent, static_cast<ssize_t>(size));
  }
  // Reads until `ending` arrives or the connection is over.
  std::string ReadUntil(absl::string_view ending) {
    std::string text;
    char c;
    while (!absl::EndsWith(text, ending) || ending.empty()) {
      const auto got = tls_ ? SSL_read(tls_.get(), &c, 1) : ::recv(fd_, &c, 1, 0);
      if (got <= 0) {
        was_reset_ = errno == ECONNRESET;
        break;
      }
      text += c;
    }
    return text;
  }
  bool was_reset() const { return was_reset_; }

 private:
  const int fd_;
  std::unique_ptr<SSL_CTX, SslFree> context_;
  std::unique_ptr<SSL, SslFree> tls_;
  bool was_reset_ = false;
};

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() { Start({}); }

  void Start(Server::Options options) {
    server_.reset();
    auto server = Server::Start(
        std::move(options), [this](const std::string& host) { return ca_.Mint(host); },
        [](const Incoming& request) { return Respond(request); });
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }
  // Tells what it got; some paths make something go wrong.
  static Outgoing Respond(const Incoming& request) {
    Outgoing out{
        .response = {.status = 200,
                     .headers = {},
                     .body = absl::StrCat(request.scheme, " ", request.host, " ", request.method,
                                          " ", request.target, " ", request.body.size())}};
    if (request.target == "/reset") out.cut = Outgoing::Cut::kBefore;
    if (request.target == "/truncate") out.cut = Outgoing::Cut::kMiddle;
    if (request.target == "/slow") out.delay = absl::Minutes(5);
    if (request.target == "/big") out.response.body = std::string(100'000, 'x');
    if (request.target == "/nothing") out.response = {.status = 204, .headers = {}, .body = ""};
    return out;
  }
  std::unique_ptr<Connection> Connect() { return std::make_unique<Connection>(server_->port()); }
  // A connection through the proxy, with TLS.
  std::unique_ptr<Connection> Tunnel(const std::string& host) {
    auto connection = Connect();
    connection->Send(
        absl::StrCat("CONNECT ", host, ":443 HTTP/1.1\r\nHost: ", host, ":443\r\n\r\n"));
    EXPECT_THAT(connection->ReadUntil("\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
    EXPECT_TRUE(connection->StartTls(host, ca_.pem()));
    return connection;
  }
  static std::string Request(absl::string_view target, absl::string_view extra = "") {
    return absl::StrCat("GET ", target, " HTTP/1.1\r\nHost: x\r\n", extra, "\r\n");
  }

  tenant::CertificateAuthority ca_ = *tenant::CertificateAuthority::Create();
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, EndsTunnelsForAnyHost) {
  auto connection = Tunnel("graph.microsoft.com");
  connection->Send(Request("/v1.0/me?$select=id"));
  EXPECT_THAT(connection->ReadUntil(" 0"),
              EndsWith("\r\n\r\nhttps graph.microsoft.com GET /v1.0/me?$select=id 0"));
}

TEST_F(ServerTest, KeepsConnectionsAlive) {
  auto connection = Tunnel("contoso.sharepoint.com");
  for (int i = 0; i < 3; ++i) {
    connection->Send(Request("/again"));
    EXPECT_THAT(connection->ReadUntil(" 0"), EndsWith("GET /again 0"));
  }
  connection->Send(Request("/last", "Connection: close\r\n"));
  EXPECT_THAT(connection->ReadUntil(""), HasSubstr("Connection: close\r\n"));
}

TEST_F(ServerTest, SpeaksTlsWithoutATunnelToo) {
  auto connection = Connect();
  ASSERT_TRUE(connection->StartTls("login.microsoftonline.com", ca_.pem()));
  connection->Send(Request("/"));
  EXPECT_THAT(connection->ReadUntil(" 0"), EndsWith("https login.microsoftonline.com GET / 0"));
}

TEST_F(ServerTest, PassesPlainRequestsOn) {
  auto connection = Connect();
  connection->Send(Request("/status"));
  EXPECT_THAT(connection->ReadUntil(" 0"), EndsWith("\r\n\r\nhttp  GET /status 0"));
  connection->Send(Request("http://example.com/x"));  // as proxies get them
  EXPECT_THAT(connection->ReadUntil(" 0"), EndsWith("http example.com GET /x 0"));
}

TEST_F(ServerTest, AsksProxyClientsWhoTheyAre) {
  Start({.port = 0, .proxy_credentials = "us:er"});
  auto connection = Connect();
  const std::string request = "CONNECT a.b:443 HTTP/1.1\r\nHost: a.b:443\r\n";
  connection->Send(request + "\r\n");
  const std::string refusal = connection->ReadUntil("\r\n\r\n");
  EXPECT_THAT(refusal, StartsWith("HTTP/1.1 407 "));
  EXPECT_THAT(refusal, HasSubstr("Proxy-Authenticate: Basic"));
  connection->Send(absl::StrCat(request, "Proxy-Authorization: Basic ", absl::Base64Escape("us:er"),
                                "\r\n\r\n"));
  EXPECT_THAT(connection->ReadUntil("\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, AnswersHeadWithoutABody) {
  auto connection = Connect();
  connection->Send("HEAD /big HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_THAT(connection->ReadUntil("\r\n\r\n"), HasSubstr("Content-Length: 100000"));
  connection->Send(Request("/nothing"));
  const std::string nothing = connection->ReadUntil("\r\n\r\n");
  EXPECT_THAT(nothing, StartsWith("HTTP/1.1 204 No Content"));
  EXPECT_THAT(nothing, ::testing::Not(HasSubstr("Content-Length")));
}

TEST_F(ServerTest, TakesBodiesAfter100Continue) {
  auto connection = Connect();
  connection->Send(
      "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(connection->ReadUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  connection->Send("hello");
  EXPECT_THAT(connection->ReadUntil(" 5"), EndsWith("POST /upload 5"));
}

TEST_F(ServerTest, TakesLargeAndChunkedBodies) {
  auto connection = Tunnel("contoso.sharepoint.com");
  const std::string body(20u << 20, 'x');
  connection->Send(
      absl::StrCat("PUT /f HTTP/1.1\r\nHost: x\r\nContent-Length: ", body.size(), "\r\n\r\n"));
  connection->Send(body);
  EXPECT_THAT(connection->ReadUntil(" 20971520"), EndsWith("PUT /f 20971520"));
  connection->Send(
      "PUT /f HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_THAT(connection->ReadUntil(" 5"), EndsWith("PUT /f 5"));
}

// Before anybody has looked at who it is that sends it.
TEST_F(ServerTest, BodiesAreBounded) {
  Start({.port = 0,
         .body_limit = [](const Incoming& head) { return head.target == "/large" ? 1000 : 10; }});
  auto announced = Tunnel("contoso.sharepoint.com");
  announced->Send("PUT /f HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n");
  EXPECT_THAT(announced->ReadUntil("\r\n\r\n"), StartsWith("HTTP/1.1 413 "));
  auto chunked = Connect();
  chunked->Send(
      "PUT /f HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n");
  EXPECT_THAT(chunked->ReadUntil(""), StartsWith("HTTP/1.1 413 "));
  auto within = Connect();
  within->Send(absl::StrCat("PUT /large HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n",
                            std::string(1000, 'x')));
  EXPECT_THAT(within->ReadUntil(" 1000"), EndsWith("PUT /large 1000"));
}

TEST_F(ServerTest, SlowClientsAreCutOff) {
  Start({.port = 0, .head_time = absl::Milliseconds(100), .body_time = absl::Milliseconds(200)});
  auto silent = Connect();
  auto head = Connect();
  head->Send("PUT /f HTTP/1.1\r\nHost: x");
  auto body = Connect();
  body->Send("PUT /f HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_EQ(silent->ReadUntil(""), "");
  EXPECT_EQ(head->ReadUntil(""), "");
  EXPECT_EQ(body->ReadUntil(""), "");
}

TEST_F(ServerTest, PacksAnswersForThoseWhoAccept) {
  auto connection = Connect();
  connection->Send(
      Request("/big", "Accept-Encoding: deflate, gzip;q=0.8\r\nConnection: close\r\n"));
  const std::string packed = connection->ReadUntil("");
  EXPECT_THAT(packed, HasSubstr("Content-Encoding: gzip\r\n"));
  EXPECT_LT(packed.size(), 2000u);
}

TEST_F(ServerTest, CutsConnections) {
  auto before = Connect();
  before->Send(Request("/reset"));
  EXPECT_EQ(before->ReadUntil(""), "");
  EXPECT_TRUE(before->was_reset());
  auto middle = Connect();
  middle->Send(Request("/truncate"));
  const std::string half = middle->ReadUntil("");
  EXPECT_TRUE(middle->was_reset());
  EXPECT_THAT(half, ::testing::Not(HasSubstr("/truncate 0")));
}

TEST_F(ServerTest, StopsWhileClientsWait) {
  auto idle = Connect();
  auto slow = Connect();
  slow->Send(Request("/slow"));
  auto tunnel = Tunnel("graph.microsoft.com");
  server_.reset();
  EXPECT_EQ(slow->ReadUntil(""), "");
}

TEST_F(ServerTest, CertificatesAreOfTheirHostAlone) {
  auto connection = Connect();
  connection->Send("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n");
  connection->ReadUntil("\r\n\r\n");
  EXPECT_TRUE(connection->StartTls("a.example", ca_.pem()));
  const auto other = *tenant::CertificateAuthority::Create();
  auto distrustful = Connect();
  EXPECT_FALSE(distrustful->StartTls("a.example", other.pem()));
  EXPECT_FALSE(ca_.Mint("a.example,DNS:b.example").ok());
  EXPECT_FALSE(ca_.Mint("").ok());
  EXPECT_TRUE(ca_.Mint("::1").ok());
}

}  // namespace
}  // namespace o365::http
