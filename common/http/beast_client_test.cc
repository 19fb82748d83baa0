// The client against real servers in this process: http::Server behind TLS and as a proxy, and
// RawServer for what only a broken one does.

#include "common/http/beast_client.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/http/server.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/authority.h"
#include "tests/testing/raw_server.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::Authority;
using o365::testing::IsOk;
using o365::testing::RawServer;
using o365::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;
using Peer = RawServer::Peer;

constexpr char kTryAgain[] = "try again; if it stays, check the network or the proxy";
constexpr char kSlow[] = "try again later; the service or the network is slow";
constexpr char kTlsHint[] = "check the network or the proxy, and that TLS 1.2 is allowed";

// Method, host, target, a few headers, and the body.
Outgoing Echo(const Incoming& request) {
  std::string said = absl::StrCat(request.method, " ", request.host, " ", request.target, "\n");
  for (const char* name : {"Host", "Content-Length", "Content-Type", "Proxy-Authorization"}) {
    if (request.headers.Has(name))
      absl::StrAppend(&said, name, ": ", request.headers.Get(name), "\n");
  }
  return {.response = {.status = 200, .headers = {}, .body = said + request.body}};
}

Server::Handler Says(Response response) {
  return [response](const Incoming&) { return Outgoing{.response = response}; };
}

// A port on which nobody listens.
int DeadPort() {
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

class BeastClientTest : public ::testing::Test {
 protected:
  BeastClientTest() {
    const std::string file = absl::StrCat(::testing::TempDir(), "/authority.pem");
    EXPECT_THAT(base::WriteFileAtomically(file, Authority().pem(), 0600), IsOk());
    variables_ = {{"SSL_CERT_FILE", file}};
  }

  void Serve(Server::Handler handler, Server::Options options = {}) {
    Serve(
        std::move(handler), [](const std::string& host) { return Authority().Mint(host); },
        options);
  }
  void Serve(Server::Handler handler, Server::Mint mint, Server::Options options) {
    server_ = Server::Start(options, std::move(mint), std::move(handler)).value();
    port_ = server_->port();
  }
  void Play(std::vector<RawServer::Script> scripts) {
    raw_ = std::make_unique<RawServer>(Authority().Mint("localhost").value(), std::move(scripts));
    port_ = raw_->port();
  }
  // One connection that answers one request with these bytes, and ends orderly.
  void PlayAnswer(std::string bytes) {
    Play({[bytes](Peer& peer) {
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
  std::unique_ptr<RawServer> raw_;
  int port_ = 0;
  std::unique_ptr<Client> client_;
};

TEST_F(BeastClientTest, SendsRequestsAsTheyAre) {
  Serve(Echo);
  EXPECT_EQ(Get(Url("/a%20b/_api?$top=1")).value().body,
            absl::StrCat("GET  /a%20b/_api?$top=1\nHost: localhost:", port_, "\n"));
  EXPECT_EQ(Post("").value().body,
            absl::StrCat("POST  /post\nHost: localhost:", port_, "\nContent-Length: 0\n"));
  EXPECT_EQ(Post("{}").value().body,
            absl::StrCat("POST  /post\nHost: localhost:", port_, "\nContent-Length: 2\n{}"));
}

TEST_F(BeastClientTest, SendsLargeBodiesWhole) {
  std::string received;
  Serve([&](const Incoming& request) {
    received = request.body;
    return Outgoing{.response = {.status = 201, .headers = {}, .body = ""}};
  });
  std::string body;
  for (int i = 0; body.size() < 3'000'000; ++i) absl::StrAppend(&body, i, std::string(1, '\0'));
  EXPECT_EQ(Post(body).value().status, 201);
  EXPECT_TRUE(received == body) << received.size() << " bytes instead of " << body.size();
}

TEST_F(BeastClientTest, AnyStatusIsAnAnswer) {
  Serve(Says({.status = 404, .headers = {{"X-Own", "1"}, {"x-own", "2"}}, .body = "none"}));
  const Response response = Get().value();
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body, "none");
  EXPECT_EQ(response.headers.Get("X-OWN"), "1");
}

TEST_F(BeastClientTest, UndoesGzip) {
  const std::string body = std::string(100'000, 'a') + "end";
  Serve(Says({.status = 200, .headers = {}, .body = body}));
  const Response response = Get().value();
  EXPECT_EQ(response.headers.Get("Content-Encoding"), "gzip");
  EXPECT_LT(std::stoul(response.headers.Get("Content-Length")), 2000u);
  EXPECT_EQ(response.body, body);
}

TEST_F(BeastClientTest, StreamsALargeBodyIntoTheSink) {
  std::string body;
  for (uint32_t i = 1; body.size() < 5'000'000; i = i * 1664525 + 1013904223)
    absl::StrAppend(&body, i);
  Serve(Says({.status = 200, .headers = {}, .body = body}));
  std::string taken;
  size_t largest = 0;
  Request request;
  request.url = Url();
  const Response response = client()
                                .Send(request,
                                      [&](absl::string_view piece) {
                                        largest = std::max(largest, piece.size());
                                        taken.append(piece.data(), piece.size());
                                        return absl::OkStatus();
                                      })
                                .value();
  EXPECT_TRUE(taken == body) << taken.size() << " bytes instead of " << body.size();
  EXPECT_EQ(response.body, "");
  EXPECT_LE(largest, 65'536u);
}

TEST_F(BeastClientTest, ASinkGetsNothingOfAFailedAnswer) {
  Serve(Says({.status = 429, .headers = {}, .body = "slow down"}));
  Request request;
  request.url = Url();
  const auto response = client().Send(request, [](absl::string_view) {
    ADD_FAILURE() << "the sink was called";
    return absl::OkStatus();
  });
  EXPECT_EQ(response.value().body, "slow down");
}

TEST_F(BeastClientTest, AnErrorOfTheSinkEndsTheExchangeAndTheConnection) {
  Serve(Says({.status = 200, .headers = {}, .body = std::string(500, 'x')}));
  Request request;
  request.url = Url();
  EXPECT_THAT(client().Send(request, [](absl::string_view) { return absl::AbortedError("no"); }),
              StatusIs(absl::StatusCode::kAborted, "no"));
  EXPECT_EQ(Get().value().body, std::string(500, 'x'));
}

TEST_F(BeastClientTest, KeepsTheConnection) {
  Play({[](Peer& peer) {
    peer.StartTls();
    for (const char* body : {"one", "two", "end"}) {
      peer.ReadRequest();
      peer.Write(absl::StrCat("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", body));
    }
    peer.WaitForEnd();
  }});
  EXPECT_EQ(Get().value().body, "one");
  EXPECT_EQ(Get().value().body, "two");
  EXPECT_EQ(Get().value().body, "end");
  EXPECT_EQ(raw_->connections(), 1);
}

TEST_F(BeastClientTest, AnswersWithoutABodyKeepTheConnectionToo) {
  Play({[](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write("HTTP/1.1 204 No Content\r\n\r\n");
    peer.ReadRequest();
    peer.Write("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n");
    peer.ReadRequest();
    peer.Write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n");  // to a HEAD
    peer.ReadRequest();
    peer.Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  }});
  EXPECT_EQ(Get().value().status, 204);
  EXPECT_EQ(Get().value().status, 304);
  Request head;
  head.method = "HEAD";
  head.url = Url();
  EXPECT_EQ(client().Send(head).value().headers.Get("Content-Length"), "9");
  EXPECT_EQ(Get().value().body, "abc");
  EXPECT_EQ(raw_->connections(), 1);
}

TEST_F(BeastClientTest, AConnectionThatTheServerEndsIsNotUsedAgain) {
  const auto once = [](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
    peer.WaitForEnd();
  };
  Play({once, once});
  EXPECT_EQ(Get().value().body, "ok");
  EXPECT_EQ(Get().value().body, "ok");
  EXPECT_EQ(raw_->connections(), 2);
}

TEST_F(BeastClientTest, AnIdleConnectionThatWasClosedIsNotUsedAgain) {
  const auto orderly = [](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    peer.EndTls();
  };
  const auto rude = [](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  };
  Play({orderly, rude, rude});
  for (int i = 1; i <= 3; ++i) {
    EXPECT_EQ(Post("must not be lost").value().body, "ok");
    raw_->WaitForScripts(i);
  }
  EXPECT_EQ(raw_->connections(), 3);
}

TEST_F(BeastClientTest, InterimAnswersAreSkipped) {
  PlayAnswer(
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  const Response response = Get().value();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "ok");
  EXPECT_FALSE(response.headers.Has("Link"));
}

TEST_F(BeastClientTest, LongHeadersGoBothWays) {
  const std::string token(20'000, 't');
  Serve([&](const Incoming& request) {
    return Outgoing{
        .response = {.status = request.headers.Get("Authorization") == token ? 200 : 400,
                     .headers = {{"X-Long", token}},
                     .body = ""}};
  });
  Request request;
  request.url = Url();
  request.headers = {{"Authorization", token}};
  const Response response = client().Send(request).value();
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.Get("X-Long"), token);
}

TEST_F(BeastClientTest, ABodyMayEndWithTheConnectionIfItEndsOrderly) {
  PlayAnswer("HTTP/1.1 200 OK\r\n\r\nall of it");
  EXPECT_EQ(Get().value().body, "all of it");
}

// --- failures -----------------------------------------------------------------------------------

TEST_F(BeastClientTest, OnlyHttpsUrlsAreAsked) {
  EXPECT_THAT(Get("http://localhost:1/"), StatusIs(absl::StatusCode::kInvalidArgument,
                                                   "'http://localhost:1/' is not an https URL"));
  EXPECT_THAT(Get("localhost"), StatusIs(absl::StatusCode::kInvalidArgument,
                                         "'localhost' is not a URL: it does not start with "
                                         "https://"));
}

TEST_F(BeastClientTest, AnUntrustedCertificateIsNamedWithItsIssuer) {
  variables_.clear();
  std::atomic<bool> asked = false;
  Serve([&](const Incoming&) {
    asked = true;
    return Outgoing{};
  });
  EXPECT_EQ(Failure("if your network inspects TLS, name its certificate authority in "
                    "SSL_CERT_FILE"),
            "the certificate of 'localhost' is not trusted: unable to get local issuer certificate "
            "(subject: CN = localhost; issuer: CN = o365-tenant throw-away authority)");
  EXPECT_FALSE(asked);
}

TEST_F(BeastClientTest, ACertificateForAnotherHostIsRefused) {
  Serve(
      Echo, [](const std::string&) { return Authority().Mint("other.example"); },
      Server::Options());
  const std::string hint =
      "if your network inspects TLS, name its certificate authority in SSL_CERT_FILE";
  EXPECT_EQ(Failure(hint),
            "the certificate of 'localhost' is not trusted: hostname mismatch (subject: CN = "
            "other.example; issuer: CN = o365-tenant throw-away authority)");
  EXPECT_EQ(Failure(Get(absl::StrCat("https://127.0.0.1:", port_, "/")).status(), hint),
            "the certificate of '127.0.0.1' is not trusted: IP address mismatch (subject: CN = "
            "other.example; issuer: CN = o365-tenant throw-away authority)");
}

TEST_F(BeastClientTest, CertificatesThatCannotBeReadAreTheFault) {
  variables_["SSL_CERT_FILE"] = "/no/such.pem";
  Serve(Echo);
  EXPECT_EQ(Failure("correct SSL_CERT_FILE or unset it"),
            "cannot read the certificates that SSL_CERT_FILE names");
}

TEST_F(BeastClientTest, OldTlsIsRefused) {
  Play({[](Peer& peer) { EXPECT_FALSE(peer.StartTls(TLS1_1_VERSION)); }});
  EXPECT_THAT(Failure(kTlsHint), StartsWith("cannot agree on TLS with 'localhost': "));
}

// A second handshake could bring another certificate, which nobody would look at.
TEST_F(BeastClientTest, ANewHandshakeInAnOldConnectionIsRefused) {
  Play({[](Peer& peer) {
    EXPECT_TRUE(peer.StartTls(TLS1_2_VERSION));
    peer.ReadRequest();
    if (peer.Renegotiate()) peer.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  }});
  EXPECT_THAT(Failure(kTryAgain),
              StartsWith("the connection was cut while waiting for an answer from 'localhost': "));
}

TEST_F(BeastClientTest, AServerThatSpeaksNoTls) {
  Play({[](Peer& peer) {
    peer.Write("HTTP/1.1 400 Bad Request\r\n\r\n");
    peer.WaitForEnd();
  }});
  EXPECT_THAT(Failure(kTlsHint), StartsWith("cannot agree on TLS with 'localhost': "));
}

TEST_F(BeastClientTest, AServerThatCutsTheHandshake) {
  Play({[](Peer&) {}});
  EXPECT_THAT(Failure(kTlsHint), StartsWith("cannot agree on TLS with 'localhost': "));
}

TEST_F(BeastClientTest, ConnectionRefused) {
  port_ = DeadPort();
  EXPECT_EQ(Failure("check the network, or set HTTPS_PROXY if you are behind a proxy"),
            absl::StrCat("cannot connect to 'localhost:", port_, "': Connection refused"));
}

TEST_F(BeastClientTest, AnUnknownHostName) {
  EXPECT_THAT(Failure(Get("https://no-such-host.invalid/").status(),
                      "check the network connection and the name, or set HTTPS_PROXY if you are "
                      "behind a proxy"),
              MatchesRegex("cannot find the address of 'no-such-host.invalid': .+"));
}

TEST_F(BeastClientTest, AHostThatTakesNoConnections) {
  limits_.connect = absl::Milliseconds(300);
  // The queue of this listener has room for one, and nobody takes it from there.
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(::bind(listener, any, size), 0);
  ASSERT_EQ(::listen(listener, 0), 0);
  ASSERT_EQ(::getsockname(listener, any, &size), 0);
  int waiting[3];
  for (int& fd : waiting) {
    fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    ::connect(fd, any, size);
  }
  port_ = ntohs(address.sin_port);
  const absl::Status status = Get(absl::StrCat("https://127.0.0.1:", port_, "/")).status();
  EXPECT_EQ(Failure(status, "check the network, or set HTTPS_PROXY if you are behind a proxy"),
            absl::StrCat("cannot connect to '127.0.0.1:", port_, "': no answer in time"));
  for (const int fd : waiting) ::close(fd);
  ::close(listener);
}

TEST_F(BeastClientTest, EveryStepHasItsTimeLimit) {
  struct Case {
    absl::Duration TimeLimits::*limit;
    RawServer::Script script;
    const char* message;
  };
  const auto silent = [](Peer& peer) { peer.WaitForEnd(); };
  const auto no_answer = [](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.WaitForEnd();
  };
  const auto half = [](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    peer.WaitForEnd();
  };
  const Case cases[] = {
      {&TimeLimits::handshake, silent, "no answer in time while agreeing on TLS with 'localhost'"},
      {&TimeLimits::answer, no_answer,
       "no answer in time while waiting for an answer from 'localhost'"},
      {&TimeLimits::idle, half, "no answer in time while reading the answer of 'localhost'"},
      {&TimeLimits::total, no_answer,
       "no answer in time while waiting for an answer from 'localhost'"},
  };
  for (const Case& c : cases) {
    limits_ = TimeLimits();
    limits_.*c.limit = absl::Milliseconds(300);
    client_.reset();
    Play({c.script});
    const absl::Time start = absl::Now();
    const absl::Status status = Get().status();
    EXPECT_EQ(Failure(status, kSlow), c.message);
    EXPECT_FALSE(IsCutConnection(status)) << c.message;
    // Asio is told whole milliseconds of what is left.
    EXPECT_GE(absl::Now() - start, absl::Milliseconds(299)) << c.message;
    EXPECT_LT(absl::Now() - start, absl::Seconds(10)) << c.message;
  }
}

TEST_F(BeastClientTest, AConnectionCutBeforeTheAnswer) {
  Serve([](const Incoming&) { return Outgoing{.cut = Outgoing::Cut::kBefore}; });
  const absl::Status status = Get().status();
  EXPECT_EQ(Failure(status, kTryAgain),
            "the connection was cut while waiting for an answer from 'localhost': Connection "
            "reset by peer");
  EXPECT_TRUE(IsCutConnection(status));
}

TEST_F(BeastClientTest, AConnectionCutInTheMiddleOfTheAnswer) {
  Serve([](const Incoming&) {
    return Outgoing{.response = {.status = 200,
                                 .headers = {{"Content-Encoding", "identity"}},
                                 .body = std::string(1'000'000, 'x')},
                    .cut = Outgoing::Cut::kMiddle};
  });
  const absl::Status status = Get().status();
  EXPECT_THAT(Failure(status, kTryAgain),
              StartsWith("the connection was cut while reading the answer of 'localhost': "));
  EXPECT_TRUE(IsCutConnection(status));
}

TEST_F(BeastClientTest, ABodyThatEndsTooEarlyIsACutConnection) {
  for (const char* bytes : {
           "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntoo short",
           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
       }) {
    client_.reset();
    PlayAnswer(bytes);
    const absl::Status status = Get().status();
    EXPECT_EQ(Failure(status, kTryAgain),
              "the connection was cut while reading the answer of 'localhost': partial message");
    EXPECT_TRUE(IsCutConnection(status));
  }
}

// Without close_notify anybody between us and the server could have cut the body short.
TEST_F(BeastClientTest, ABodyThatEndsWithTheConnectionButRudelyIsACutConnection) {
  Play({[](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write("HTTP/1.1 200 OK\r\n\r\nperhaps all of it");
  }});
  const absl::Status status = Get().status();
  EXPECT_EQ(Failure(status, kTryAgain),
            "the connection was cut while reading the answer of 'localhost': stream truncated");
  EXPECT_TRUE(IsCutConnection(status));
}

// These used to count as cut connections, which are tried again and again.
TEST_F(BeastClientTest, AnAnswerThatIsNoHttpIsNotACutConnection) {
  const std::pair<std::string, const char*> cases[] = {
      {"SSH-2.0-OpenSSH\r\n\r\n", "bad version"},
      {absl::StrCat("HTTP/1.1 200 OK\r\nX-Long: ", std::string(70'000, 'x'), "\r\n\r\n"),
       "header limit exceeded"},
      {"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "bad Content-Length"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "bad chunk"},
  };
  for (const auto& [bytes, why] : cases) {
    client_.reset();
    PlayAnswer(bytes);
    const absl::Status status = Get().status();
    EXPECT_EQ(Failure(status,
                      "check the proxy, if there is one: this is not how the service "
                      "answers"),
              absl::StrCat("the answer of 'localhost' is no proper HTTP: ", why));
    EXPECT_FALSE(IsCutConnection(status)) << why;
  }
}

TEST_F(BeastClientTest, DamagedGzipIsAnError) {
  PlayAnswer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip");
  EXPECT_THAT(Get(), StatusIs(absl::StatusCode::kDataLoss,
                              "the compressed answer is damaged: incorrect header check"));
}

// --- proxies ------------------------------------------------------------------------------------

class ProxyClientTest : public BeastClientTest {
 protected:
  static constexpr char kSite[] = "https://contoso.sharepoint.com/_api/web";
  void UseProxy(const std::string& user_info = "") {
    variables_["HTTPS_PROXY"] = absl::StrCat("http://", user_info, "127.0.0.1:", port_);
  }
  std::string ProxyName() const { return absl::StrCat("'127.0.0.1:", port_, "'"); }
};

TEST_F(ProxyClientTest, GoesThroughATunnel) {
  Serve(Echo);
  UseProxy();
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(Get(kSite).value().body,
              "GET contoso.sharepoint.com /_api/web\nHost: contoso.sharepoint.com\n");
  }
  EXPECT_EQ(Get("https://login.microsoftonline.com/x").value().body,
            "GET login.microsoftonline.com /x\nHost: login.microsoftonline.com\n");
}

TEST_F(ProxyClientTest, ProxyThatWantsAPassword) {
  Serve(Echo, {.proxy_credentials = "ann:p@ss"});
  UseProxy();
  EXPECT_EQ(Failure(Get(kSite).status(),
                    "give user and password: HTTPS_PROXY=http://user:password@host:port"),
            absl::StrCat("the proxy ", ProxyName(),
                         " refused to connect to 'contoso.sharepoint.com:443': HTTP 407 Proxy "
                         "Authentication Required"));
  client_.reset();
  UseProxy("ann:wrong@");
  EXPECT_THAT(Failure(Get(kSite).status(),
                      "give user and password: HTTPS_PROXY=http://user:password@host:port"),
              Not(HasSubstr("wrong")));
}

TEST_F(ProxyClientTest, ThePasswordIsForTheProxyAlone) {
  Serve(Echo, {.proxy_credentials = "ann:p@ss"});
  UseProxy("ann:p%40ss@");
  EXPECT_EQ(Get(kSite).value().body,
            "GET contoso.sharepoint.com /_api/web\nHost: contoso.sharepoint.com\n");
}

TEST_F(ProxyClientTest, AnySuccessOpensTheTunnel) {
  Play({[](Peer& peer) {
    EXPECT_EQ(peer.ReadRequest(),
              "CONNECT localhost.test:443 HTTP/1.1\r\nHost: "
              "localhost.test:443\r\n\r\n");
    peer.Write("HTTP/1.0 204 Tunnel\r\n\r\n");
    peer.StartTls();
    peer.WaitForEnd();
  }});
  UseProxy();
  // The tunnel is open once the certificate, which is for another host, is looked at.
  EXPECT_THAT(Failure(Get("https://localhost.test/").status(),
                      "if your network inspects TLS, name its certificate authority in "
                      "SSL_CERT_FILE"),
              StartsWith("the certificate of 'localhost.test' is not trusted: hostname mismatch"));
}

TEST_F(ProxyClientTest, ProxyThatRefusesTheHost) {
  Play({[](Peer& peer) {
    peer.ReadRequest();
    peer.Write("HTTP/1.1 403 Blocked\r\nContent-Length: 4\r\n\r\nbody");
  }});
  UseProxy();
  EXPECT_EQ(
      Failure(Get(kSite).status(), "ask whoever runs the proxy, or set NO_PROXY for this host"),
      absl::StrCat("the proxy ", ProxyName(),
                   " refused to connect to 'contoso.sharepoint.com:443': HTTP 403 Blocked"));
}

TEST_F(ProxyClientTest, DeadProxy) {
  port_ = DeadPort();
  UseProxy();
  EXPECT_EQ(Failure(Get(kSite).status(), "check HTTPS_PROXY and that the proxy runs"),
            absl::StrCat("cannot connect to the proxy ", ProxyName(), ": Connection refused"));
}

TEST_F(ProxyClientTest, ProxyThatHangsUpOrSaysNothing) {
  const std::string hint = "check HTTPS_PROXY and that the proxy takes CONNECT requests";
  Play({[](Peer& peer) { peer.ReadRequest(); },
        [](Peer& peer) {
          peer.ReadRequest();
          peer.WaitForEnd();
        }});
  UseProxy();
  limits_.answer = absl::Milliseconds(300);
  EXPECT_EQ(Failure(Get(kSite).status(), hint),
            absl::StrCat("the proxy ", ProxyName(), " gave no answer: end of stream"));
  EXPECT_EQ(Failure(Get(kSite).status(), hint),
            absl::StrCat("the proxy ", ProxyName(), " gave no answer: no answer in time"));
}

// --- threads ------------------------------------------------------------------------------------

TEST_F(BeastClientTest, EightThreadsShareAClient) {
  Serve([](const Incoming& request) {
    return Outgoing{.response = {.status = 200, .headers = {}, .body = request.body}};
  });
  client();
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const std::string body =
            absl::StrCat(t, ".", i, std::string(static_cast<size_t>(t) * 300, 'x'));
        const absl::StatusOr<Response> response = Post(body);
        if (response.ok() && response->body == body) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 160);
}

}  // namespace
}  // namespace o365::http
