#include "common/http/trace.h"

#include <memory>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/version.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/scripted_client.h"

namespace o365::http {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

constexpr char kUrl[] = "https://contoso.sharepoint.com/_api/web";
constexpr char kGuid[] = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

class TraceTest : public ::testing::Test {
 protected:
  // What the log says of this exchange, which takes 40 ms.
  std::string LogOf(Request request, Response answer, base::LogLevel level = base::LogLevel::kDebug,
                    const Sink& sink = {}) {
    request.url = kUrl;
    network_.Expect({.method = request.method,
                     .url = kUrl,
                     .answer = std::move(answer),
                     .before_answer = [this] { clock_.Advance(absl::Milliseconds(40)); }});
    o365::testing::FakeTerminal terminal;
    base::Log log(terminal, level);
    EXPECT_TRUE(TracingClient(network_, log, clock_).Send(request, sink).ok());
    return terminal.said();
  }
  static Response Json(std::string body) {
    return {
        .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
  }

  o365::testing::ScriptedClient network_;
  o365::testing::FakeClock clock_;
};

TEST_F(TraceTest, EveryRequestHasItsOwnIdAndSaysWhoAsks) {
  std::set<std::string> ids;
  for (const base::LogLevel level :
       {base::LogLevel::kQuiet, base::LogLevel::kVerbose, base::LogLevel::kDebug}) {
    Request request;
    request.headers = {{"User-Agent", "somebody else"}, {"client-request-id", "mine"}};
    LogOf(request, Json("{}"), level);
  }
  for (const Request& sent : network_.requests()) {
    EXPECT_EQ(sent.headers.Get("User-Agent"),
              absl::StrCat("NONISV|o365|o365-cli/", base::kVersion));
    EXPECT_EQ(sent.headers.Get("return-client-request-id"), "true");
    EXPECT_THAT(sent.headers.Get("client-request-id"), MatchesRegex(kGuid));
    ids.insert(sent.headers.Get("client-request-id"));
  }
  EXPECT_EQ(ids.size(), 3u);
}

TEST_F(TraceTest, WithoutDebugNothingIsLogged) {
  EXPECT_EQ(LogOf({}, Json("{}"), base::LogLevel::kVerbose), "");
}

TEST_F(TraceTest, DebugShowsRequestAndAnswerWithTheTimeItTook) {
  Request request;
  request.method = "POST";
  request.headers = {{"Content-Type", "application/json"}};
  request.body = R"({"title":"New"})";
  EXPECT_THAT(LogOf(request, Json(R"({"id":5})")),
              MatchesRegex(absl::StrCat("> POST ", kUrl,
                                        "\n  Content-Type: application/json"
                                        "\n  User-Agent: NONISV.o365.o365-cli/[^\n]*"
                                        "\n  client-request-id: ",
                                        kGuid,
                                        "\n  return-client-request-id: true"
                                        "\n  [{]\"title\":\"New\"[}]"
                                        "\n< HTTP 200 after 40 ms"
                                        "\n  Content-Type: application/json"
                                        "\n  [{]\"id\":5[}]\n")));
}

TEST_F(TraceTest, CredentialsInHeadersAndBodiesAreRedacted) {
  Request request;
  request.method = "POST";
  request.headers = {{"Authorization", "Bearer opaque-token"},
                     {"X-RequestDigest", "0xABC,22 Nov 2026"},
                     {"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = "client_id=app&refresh_token=r3fresh&scope=s";
  const std::string log = LogOf(
      request, {.status = 200,
                .headers = {{"Content-Type", "application/json; charset=utf-8"},
                            {"Set-Cookie", "FedAuth=c00kie; secure"}},
                .body = R"({"access_token":"t0ken","FormDigestValue":"0xDEF","expires_in":5})"});
  EXPECT_THAT(log, HasSubstr("\n  Authorization: [redacted]\n"));
  EXPECT_THAT(log, HasSubstr("\n  X-RequestDigest: [redacted]\n"));
  EXPECT_THAT(log, HasSubstr("\n  client_id=app&refresh_token=[redacted]&scope=s\n"));
  EXPECT_THAT(log, HasSubstr("\n  Set-Cookie: [redacted]\n"));
  EXPECT_THAT(log, HasSubstr(R"({"access_token":"[redacted]","FormDigestValue":"[redacted]",)"
                             R"("expires_in":5})"));
  for (const char* secret : {"opaque-token", "0xABC", "r3fresh", "c00kie", "t0ken", "0xDEF"})
    EXPECT_THAT(log, Not(HasSubstr(secret)));
}

TEST_F(TraceTest, NothingOfAnExchangeOfCredentialsIsShown) {
  Request request;
  request.method = "POST";
  request.secret_answer = true;
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = "username=ann&unlisted=s3cret";
  const std::string log = LogOf(request, Json(R"({"custom":"v4lue"})"));
  EXPECT_THAT(log, HasSubstr("\n  [28 bytes with credentials]\n<"));
  EXPECT_THAT(log,
              HasSubstr("\n  Content-Type: application/json\n  [18 bytes with credentials]\n"));
  EXPECT_THAT(log, Not(HasSubstr("s3cret")));
  EXPECT_THAT(log, Not(HasSubstr("v4lue")));
}

TEST_F(TraceTest, BinaryBodiesAreCountedNotShown) {
  Request request;
  request.method = "PUT";
  request.headers = {{"Content-Type", "image/png"}};
  request.body = std::string("\x89PNG\0\x1a", 6);
  const std::string log = LogOf(request, {.status = 200,
                                          .headers = {{"Content-Type", "application/octet-stream"}},
                                          .body = "PK\x03\x04"});
  EXPECT_THAT(log, HasSubstr("\n  [6 bytes]\n<"));
  EXPECT_THAT(log, HasSubstr("octet-stream\n  [4 bytes]\n"));
  EXPECT_THAT(log, Not(HasSubstr("PNG")));
  EXPECT_THAT(log, Not(HasSubstr("PK")));
}

class Gigabyte final : public BodySource {
 public:
  int64_t size() const override { return 1 << 30; }
  absl::Status ReadInto(const Sink&) const override { return absl::OkStatus(); }
};

TEST_F(TraceTest, ASourceIsCountedNotRead) {
  Request request;
  request.method = "PUT";
  request.source = std::make_shared<Gigabyte>();
  EXPECT_THAT(LogOf(request, Json("{}")), HasSubstr("\n  [1073741824 bytes]\n<"));
}

TEST_F(TraceTest, ABodyWithoutATypeIsShownIfItIsText) {
  EXPECT_THAT(LogOf({}, {.status = 500, .headers = {}, .body = "plain words\n"}),
              HasSubstr("\n  plain words\n"));
  const std::string log = LogOf({}, {.status = 200, .headers = {}, .body = "a\x1b]0;title\x07"});
  EXPECT_THAT(log, HasSubstr("< HTTP 200 after 40 ms\n  [11 bytes]\n"));
  EXPECT_THAT(log, Not(HasSubstr("title")));
}

TEST_F(TraceTest, LongBodiesAreCutWithTheirSize) {
  const std::string log = LogOf({}, Json(std::string(70'000, 'x')));
  EXPECT_THAT(log,
              HasSubstr(absl::StrCat("\n  ", std::string(65'536, 'x'), "... [70000 bytes]\n")));
}

TEST_F(TraceTest, ABodyThatIsStreamedGoesToTheSinkAlone) {
  std::string taken;
  const std::string log =
      LogOf({}, Json(R"({"value":[1]})"), base::LogLevel::kDebug, [&](absl::string_view piece) {
        absl::StrAppend(&taken, piece);
        return absl::OkStatus();
      });
  EXPECT_EQ(taken, R"({"value":[1]})");
  EXPECT_THAT(log, Not(HasSubstr("value")));
}

TEST_F(TraceTest, AFailureIsLoggedAndHandedOn) {
  network_.Expect({.method = "GET",
                   .url = kUrl,
                   .failure = base::NetworkError("cannot connect to 'x'"),
                   .before_answer = [this] { clock_.Advance(absl::Seconds(2)); }});
  o365::testing::FakeTerminal terminal;
  base::Log log(terminal, base::LogLevel::kDebug);
  Request request;
  request.url = kUrl;
  const absl::Status status = TracingClient(network_, log, clock_).Send(request).status();
  EXPECT_EQ(status, base::NetworkError("cannot connect to 'x'"));
  EXPECT_TRUE(
      absl::EndsWith(terminal.said(), "\n< no answer after 2000 ms: cannot connect to 'x'\n"))
      << terminal.said();
}

}  // namespace
}  // namespace o365::http
