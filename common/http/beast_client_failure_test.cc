// Every way in which the client fails, with its message and advice.

#include <atomic>
#include <future>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/http/beast_client_fixture.h"
#include "common/http/gzip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::Authority;
using o365::testing::IsOk;
using o365::testing::RawServer;
using o365::testing::StatusIs;
using ::testing::MatchesRegex;
using ::testing::StartsWith;
using Peer = RawServer::Peer;

constexpr char kTryAgain[] = "try again; if it stays, check the network or the proxy";
constexpr char kSlow[] = "try again later; the service or the network is slow";
constexpr char kTlsHint[] = "check the network or the proxy, and that TLS 1.2 is allowed";

class BeastClientFailureTest : public BeastClientTest {
 protected:
  absl::Status GetInto(const Sink& sink) {
    Request request;
    request.url = Url();
    return client().Send(request, sink).status();
  }
};

std::string Repeated(absl::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) absl::StrAppend(&out, text);
  return out;
}

TEST_F(BeastClientFailureTest, OnlyHttpsUrlsAreAsked) {
  EXPECT_THAT(Get("http://localhost:1/"), StatusIs(absl::StatusCode::kInvalidArgument,
                                                   "'http://localhost:1/' is not an https URL"));
  EXPECT_THAT(Get("localhost"), StatusIs(absl::StatusCode::kInvalidArgument,
                                         "'localhost' is not a URL: it does not start with "
                                         "https://"));
}

TEST_F(BeastClientFailureTest, AnUntrustedCertificateIsNamedWithItsIssuer) {
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

TEST_F(BeastClientFailureTest, ACertificateForAnotherHostIsRefused) {
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

TEST_F(BeastClientFailureTest, CertificatesThatCannotBeReadAreTheFault) {
  variables_["SSL_CERT_FILE"] = "/no/such.pem";
  Serve(Echo);
  EXPECT_EQ(Failure("correct SSL_CERT_FILE or unset it"),
            "cannot read the certificates that SSL_CERT_FILE names");
}

TEST_F(BeastClientFailureTest, OldTlsIsRefused) {
  Play({[](Peer& peer) { EXPECT_FALSE(peer.StartTls(TLS1_1_VERSION)); }});
  EXPECT_THAT(Failure(kTlsHint), StartsWith("cannot agree on TLS with 'localhost': "));
}

// A second handshake could bring another certificate, which nobody would look at.
TEST_F(BeastClientFailureTest, ANewHandshakeInAnOldConnectionIsRefused) {
  Play({[](Peer& peer) {
    EXPECT_TRUE(peer.StartTls(TLS1_2_VERSION));
    peer.ReadRequest();
    if (peer.Renegotiate()) peer.Write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  }});
  EXPECT_THAT(Failure(kTryAgain),
              StartsWith("the connection was cut while waiting for an answer from 'localhost': "));
}

TEST_F(BeastClientFailureTest, AServerThatSpeaksNoTls) {
  Play({[](Peer& peer) {
    peer.Write("HTTP/1.1 400 Bad Request\r\n\r\n");
    peer.WaitForEnd();
  }});
  EXPECT_THAT(Failure(kTlsHint), StartsWith("cannot agree on TLS with 'localhost': "));
}

TEST_F(BeastClientFailureTest, AServerThatCutsTheHandshake) {
  Play({[](Peer&) {}});
  EXPECT_THAT(Failure(kTlsHint), StartsWith("cannot agree on TLS with 'localhost': "));
}

TEST_F(BeastClientFailureTest, ConnectionRefused) {
  port_ = DeadPort();
  EXPECT_EQ(Failure("check the network, or set HTTPS_PROXY if you are behind a proxy"),
            absl::StrCat("cannot connect to 'localhost:", port_, "': Connection refused"));
}

TEST_F(BeastClientFailureTest, AnUnknownHostName) {
  EXPECT_THAT(Failure(Get("https://no-such-host.invalid/").status(),
                      "check the network connection and the name, or set HTTPS_PROXY if you are "
                      "behind a proxy"),
              MatchesRegex("cannot find the address of 'no-such-host.invalid': .+"));
}

TEST_F(BeastClientFailureTest, AHostThatTakesNoConnections) {
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

TEST_F(BeastClientFailureTest, EveryStepHasItsTimeLimit) {
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

// Each byte used to begin the limit anew, and so did each interim answer.
TEST_F(BeastClientFailureTest, DripsDoNotMoveTheTimeLimits) {
  const auto drip = [](Peer& peer, absl::string_view begin, absl::string_view drop) {
    peer.StartTls();
    peer.ReadRequest();
    peer.Write(begin);
    while (peer.Write(drop)) absl::SleepFor(absl::Milliseconds(50));
  };
  struct Case {
    absl::Duration TimeLimits::*limit;
    const char* begin;
    const char* drop;
    const char* message;
  };
  const Case cases[] = {
      {&TimeLimits::answer, "", "HTTP/1.1 102 Processing\r\n\r\n",
       "no answer in time while waiting for an answer from 'localhost'"},
      {&TimeLimits::answer, "HTTP/1.1 200 OK\r\n", "X-A: b\r\n",
       "no answer in time while waiting for an answer from 'localhost'"},
      {&TimeLimits::idle, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", " ",
       "no answer in time while reading the answer of 'localhost'"},
      {&TimeLimits::idle, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
       "1;a=bcdefghijklmnopqrst\r\n \r\n",
       "no answer in time while reading the answer of 'localhost'"},
  };
  for (const Case& c : cases) {
    limits_ = TimeLimits();
    limits_.*c.limit = absl::Milliseconds(400);
    client_.reset();
    Play({[&](Peer& peer) { drip(peer, c.begin, c.drop); }});
    const absl::Time start = absl::Now();
    EXPECT_EQ(Failure(kSlow), c.message) << c.drop;
    EXPECT_LT(absl::Now() - start, absl::Seconds(5)) << c.drop;
    client_.reset();
    raw_.reset();
  }
}

TEST_F(BeastClientFailureTest, ABodyThatNobodyReadsIsGivenUp) {
  limits_.write = absl::Milliseconds(300);
  std::promise<void> over;
  Play({[&](Peer& peer) {
    peer.StartTls();
    peer.ReadRequest();
    over.get_future().wait();
  }});
  EXPECT_EQ(Failure(Post(std::make_shared<RepeatedBody>(2000)).status(), kSlow),
            "no answer in time while sending to 'localhost'");
  over.set_value();
}

TEST_F(BeastClientFailureTest, AConnectionCutBeforeTheAnswer) {
  Serve([](const Incoming&) { return Outgoing{.cut = Outgoing::Cut::kBefore}; });
  const absl::Status status = Get().status();
  EXPECT_EQ(Failure(status, kTryAgain),
            "the connection was cut while waiting for an answer from 'localhost': Connection "
            "reset by peer");
  EXPECT_TRUE(IsCutConnection(status));
}

TEST_F(BeastClientFailureTest, AConnectionCutInTheMiddleOfTheAnswer) {
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

TEST_F(BeastClientFailureTest, ABodyThatEndsTooEarlyIsACutConnection) {
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
TEST_F(BeastClientFailureTest, ABodyThatEndsWithTheConnectionButRudelyIsACutConnection) {
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
TEST_F(BeastClientFailureTest, AnAnswerThatIsNoHttpIsNotACutConnection) {
  const std::pair<std::string, const char*> cases[] = {
      {"SSH-2.0-OpenSSH\r\n\r\n", "bad version"},
      {absl::StrCat("HTTP/1.1 200 OK\r\nX-Long: ", std::string(70'000, 'x'), "\r\n\r\n"),
       "header limit exceeded"},
      {"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "bad Content-Length"},
      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "bad chunk"},
      {absl::StrCat("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;",
                    std::string(70'000, 'x')),
       "buffer overflow"},
      {absl::StrCat("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: ",
                    std::string(70'000, 'x')),
       "buffer overflow"},
      {absl::StrCat(Repeated("HTTP/1.1 102 Processing\r\n\r\n", 101), "HTTP/1.1 200 OK\r\n\r\n"),
       "more than 100 interim answers"},
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

TEST_F(BeastClientFailureTest, DamagedGzipIsAnError) {
  PlayAnswer("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip");
  EXPECT_THAT(Get(), StatusIs(absl::StatusCode::kDataLoss,
                              "the compressed answer is damaged: incorrect header check"));
}

TEST_F(BeastClientFailureTest, GzipThatEndsTooEarlyIsACutConnection) {
  const std::string half = Gzip("a body of some length").substr(0, 15);
  PlayAnswer(absl::StrCat("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ",
                          half.size(), "\r\n\r\n", half));
  const absl::Status status = Get().status();
  EXPECT_EQ(Failure(status, kTryAgain),
            "the connection was cut while reading the answer of 'localhost': the compressed answer "
            "ends too early");
  EXPECT_TRUE(IsCutConnection(status));
}

TEST_F(BeastClientFailureTest, ABodyInAnotherCodingNeverReachesTheSink) {
  for (const char* field : {"Content-Encoding: br", "Content-Encoding: gzip, gzip",
                            "Transfer-Encoding: gzip, chunked"}) {
    client_.reset();
    PlayAnswer(absl::StrCat("HTTP/1.1 200 OK\r\n", field, "\r\n\r\n4\r\nabcd\r\n0\r\n\r\n"));
    EXPECT_THAT(GetInto([](absl::string_view) {
                  ADD_FAILURE() << "the sink was called";
                  return absl::OkStatus();
                }),
                StatusIs(absl::StatusCode::kDataLoss,
                         absl::StrCat("cannot read the answer of 'localhost': the answer is packed "
                                      "in a way that was not asked for (",
                                      field, ")")));
  }
  // A failure keeps its status, though its words cannot be read.
  client_.reset();
  PlayAnswer("HTTP/1.1 403 Forbidden\r\nContent-Encoding: br\r\nContent-Length: 3\r\n\r\nabc");
  const Response refusal = Get().value();
  EXPECT_EQ(refusal.status, 403);
  EXPECT_EQ(refusal.body, "");
}

TEST_F(BeastClientFailureTest, APartIsNotTheWhole) {
  constexpr char kPart[] =
      "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-3/9\r\nContent-Length: 4\r\n\r\npart";
  PlayAnswer(kPart);
  EXPECT_THAT(Get(), StatusIs(absl::StatusCode::kDataLoss,
                              "'localhost' answered with a part of the content (HTTP 206) instead "
                              "of all of it"));
  client_.reset();
  PlayAnswer(kPart);
  Request request;
  request.url = Url();
  request.headers = {{"Range", "bytes=0-3"}};
  EXPECT_EQ(client().Send(request).value().body, "part");
}

TEST_F(BeastClientFailureTest, WhatIsHeldInMemoryIsBoundedAfterDecompression) {
  struct Case {
    const char* status;
    size_t size;
    const char* message;
  };
  for (const Case& c :
       {Case{"200 OK", (64 << 20) + 1, "the answer of 'localhost' (HTTP 200) is larger than 64 MB"},
        Case{"500 Oops", (1 << 20) + 1,
             "the answer of 'localhost' (HTTP 500) is larger than 1 MB"}}) {
    for (const bool fits : {true, false}) {
      const std::string packed = Gzip(std::string(c.size - (fits ? 1 : 0), 'a'));
      client_.reset();
      PlayAnswer(absl::StrCat("HTTP/1.1 ", c.status,
                              "\r\nContent-Encoding: gzip\r\nContent-Length: ", packed.size(),
                              "\r\n\r\n", packed));
      if (fits) {
        EXPECT_EQ(Get().value().body.size(), c.size - 1);
      } else {
        EXPECT_THAT(Get(), StatusIs(absl::StatusCode::kOutOfRange, c.message));
      }
    }
  }
  // A sink may take as much as it likes.
  const std::string packed = Gzip(std::string(70 << 20, 'a'));
  client_.reset();
  PlayAnswer(absl::StrCat("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ",
                          packed.size(), "\r\n\r\n", packed));
  size_t taken = 0;
  EXPECT_THAT(GetInto([&](absl::string_view piece) {
                taken += piece.size();
                return absl::OkStatus();
              }),
              IsOk());
  EXPECT_EQ(taken, size_t{70} << 20);
}

// Whoever made the value: a service's form digest or token, or an option.
TEST_F(BeastClientFailureTest, NothingIsSentOfARequestThatIsMoreThanOne) {
  std::atomic<bool> asked = false;
  Serve([&](const Incoming&) {
    asked = true;
    return Outgoing{};
  });
  Request request;
  request.url = Url();
  request.headers = {{"X-RequestDigest", "x\r\n\r\nGET /evil HTTP/1.1\r\nX: y"}};
  EXPECT_THAT(client().Send(request),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "the value of the header field 'X-RequestDigest' has a line break or "
                       "another control character, which cannot be sent"));
  EXPECT_FALSE(asked);
}

}  // namespace
}  // namespace o365::http
