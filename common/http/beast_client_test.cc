#include "common/http/beast_client.h"

#include <atomic>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/http/beast_client_fixture.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Peer = o365::testing::RawServer::Peer;

TEST_F(BeastClientTest, SendsRequestsAsTheyAre) {
  Serve(Echo);
  EXPECT_EQ(Get(Url("/a%20b/_api?$top=1")).value().body,
            absl::StrCat("GET  /a%20b/_api?$top=1\nHost: localhost:", port_, "\n"));
  EXPECT_EQ(Post("").value().body,
            absl::StrCat("POST  /post\nHost: localhost:", port_, "\nContent-Length: 0\n"));
  EXPECT_EQ(Post("{}").value().body,
            absl::StrCat("POST  /post\nHost: localhost:", port_, "\nContent-Length: 2\n{}"));
}

TEST_F(BeastClientTest, ARequestMayBeHeldBackWhenTheConnectionStands) {
  int served = 0;
  Serve([&](const Incoming&) {
    ++served;
    return Outgoing{.response = {.status = 200, .headers = {}, .body = ""}};
  });
  Request request;
  request.url = Url();
  request.may_begin = [] { return false; };
  EXPECT_TRUE(IsNotBegun(client().Send(request).status()));
  EXPECT_EQ(served, 0);
  request.may_begin = [] { return true; };
  EXPECT_THAT(client().Send(request), IsOk());
  EXPECT_EQ(served, 1);
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

TEST_F(BeastClientTest, SendsASourceInPieces) {
  Serve(Echo);
  for (const int pieces : {0, 1, 40}) {
    const auto body = std::make_shared<RepeatedBody>(pieces);
    const auto response = Post(body);
    ASSERT_THAT(response, IsOk());
    EXPECT_TRUE(response->body == absl::StrCat("POST  /post\nHost: localhost:", port_,
                                               "\nContent-Length: ", body->size(), "\n",
                                               std::string(static_cast<size_t>(body->size()), 'x')))
        << response->body.substr(0, 200);
  }
}

// The connection is then of no use: the server waits for the rest of the body, or takes what comes
// next for it.
TEST_F(BeastClientTest, ASourceOfAnotherLengthThanItSaysIsAnErrorAndEndsTheConnection) {
  Serve(Echo);
  EXPECT_THAT(Post(std::make_shared<RepeatedBody>(1, 65'537)),
              StatusIs(absl::StatusCode::kInternal, "the body is 65536 bytes long, not 65537"));
  EXPECT_THAT(Get(), IsOk());
}

TEST_F(BeastClientTest, ARefusalBeforeTheWholeBodyIsThereIsTheAnswer) {
  Play({[](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write("HTTP/1.1 413 Content Too Large\r\nContent-Length: 4\r\n\r\nbig!");
    peer.EndTls();
  }});
  const auto response = Post(std::make_shared<RepeatedBody>(1000));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->status, 413);
  EXPECT_EQ(response->body, "big!");
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
  bool announced = false;
  request.on_head = [&](const Response& head) {
    EXPECT_EQ(taken, "");
    EXPECT_EQ(head.status, 200);
    EXPECT_TRUE(head.headers.Has("Content-Length"));
    announced = true;
  };
  const Response response = client()
                                .Send(request,
                                      [&](absl::string_view piece) {
                                        largest = std::max(largest, piece.size());
                                        taken.append(piece.data(), piece.size());
                                        return absl::OkStatus();
                                      })
                                .value();
  EXPECT_TRUE(taken == body) << taken.size() << " bytes instead of " << body.size();
  EXPECT_TRUE(announced);
  EXPECT_EQ(response.body, "");
  EXPECT_LE(largest, 65'536u);
}

TEST_F(BeastClientTest, ASinkGetsNothingOfAFailedAnswer) {
  Serve(Says({.status = 429, .headers = {}, .body = "slow down"}));
  Request request;
  request.url = Url();
  request.on_head = [](const Response&) { ADD_FAILURE() << "there is nothing to come"; };
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

// Its server said goodbye in TLS, but has not closed the TCP connection yet.
TEST_F(BeastClientTest, AConnectionWhoseEndWasTheEndOfTheBodyIsNotUsedAgain) {
  const auto once = [](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write("HTTP/1.1 200 OK\r\n\r\nok");
    peer.EndTls();
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

// What follows an answer unasked must not become the answer to the next request.
TEST_F(BeastClientTest, AConnectionWithSomethingBehindTheAnswerIsNotUsedAgain) {
  const std::string more = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled";
  const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  const auto in_one_record = [&](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write(absl::StrCat(answer, more));
    peer.ReadRequest();
  };
  // Longer than what is read at once: the rest stays in OpenSSL's buffer.
  const auto in_a_long_record = [&](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write(absl::StrCat(answer, std::string(16'000 - answer.size(), '\n'), more));
    peer.ReadRequest();
  };
  const auto to_a_head = [&](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write(absl::StrCat("HTTP/1.1 200 OK\r\nContent-Length: 53\r\n\r\n", more));
    peer.ReadRequest();
  };
  const auto honest = [&](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write(answer);
  };
  Play({in_one_record, honest, in_a_long_record, honest, to_a_head, honest});
  for (const char* method : {"GET", "GET", "HEAD"}) {
    Request request;
    request.method = method;
    request.url = Url();
    ASSERT_THAT(client().Send(request), IsOk());
    EXPECT_EQ(Get().value().body, "ok");
    raw_->WaitForScripts(raw_->connections());
  }
  EXPECT_EQ(raw_->connections(), 6);
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

// Anybody on the plain way to the proxy could put a forged answer behind the proxy's own.
TEST_F(ProxyClientTest, OneByteBehindTheProxysAnswerEndsTheAttempt) {
  std::string asked;
  for (const char* more : {"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged", "x", "\n"}) {
    client_.reset();
    Play({[&](Peer& peer) {
      peer.ReadRequest();
      peer.Write(absl::StrCat("HTTP/1.1 200 ok\r\n\r\n", more));
      if (peer.StartTls()) asked = peer.ReadRequest();
    }});
    variables_["HTTPS_PROXY"] = absl::StrCat("http://127.0.0.1:", port_);
    EXPECT_EQ(Failure(Get("https://localhost.test/").status(),
                      "somebody may be forging answers; check HTTPS_PROXY and the network to the "
                      "proxy"),
              absl::StrCat("the proxy ", ProxyName(),
                           " sent more than its answer to CONNECT; nothing was sent to "
                           "'localhost.test:443'"));
    client_.reset();
    raw_.reset();
    EXPECT_EQ(asked, "");
  }
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
  limits_.handshake = absl::Milliseconds(300);
  EXPECT_EQ(Failure(Get(kSite).status(), hint),
            absl::StrCat("the proxy ", ProxyName(), " gave no answer: end of stream"));
  EXPECT_EQ(Failure(Get(kSite).status(), hint),
            absl::StrCat("the proxy ", ProxyName(), " gave no answer: no answer in time"));
}

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
