#include "common/http/retry.h"

#include <functional>
#include <map>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/parallel.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/scripted_client.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::ScriptStep;
using o365::testing::StatusIs;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::Le;
using ::testing::SizeIs;
using Variables = std::map<std::string, std::string>;

constexpr char kUrl[] = "https://contoso.sharepoint.com/_api/web";
// What FakeClock stands at: Fri, 15 Jan 2027 08:00:00 GMT.
const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

Response Answer(int status, Headers headers = {}) {
  return {.status = status, .headers = std::move(headers), .body = ""};
}

Request GetOf(const std::string& url) {
  Request request;
  request.url = url;
  return request;
}

class RetryTest : public ::testing::Test {
 protected:
  // Sends `method` to a service that gives `answers` one after the other.
  absl::StatusOr<Response> Send(const std::string& method, std::vector<Response> answers) {
    for (Response& answer : answers)
      network_.Expect({.method = method, .url = kUrl, .answer = std::move(answer)});
    return Send(method);
  }
  absl::StatusOr<Response> Send(const std::string& method, const Sink& sink = {}) {
    Request request;
    request.method = method;
    request.url = kUrl;
    request.idempotent = idempotent_;
    Patience patience(policy_, clock_, terminal_);
    return RetryingClient(network_, patience).Send(request, sink);
  }
  int StatusOf(const absl::StatusOr<Response>& response) {
    EXPECT_TRUE(response.ok()) << response.status();
    return response.ok() ? response->status : -1;
  }

  o365::testing::ScriptedClient network_;
  o365::testing::FakeClock clock_;
  o365::testing::FakeTerminal terminal_;
  RetryPolicy policy_;
  std::optional<bool> idempotent_;
};

TEST_F(RetryTest, WaitsAsLongAsTheServiceSaysAndTellsTheUser) {
  EXPECT_EQ(StatusOf(Send("POST", {Answer(429, {{"Retry-After", "7"}}), Answer(200)})), 200);
  EXPECT_THAT(clock_.sleeps(), ElementsAre(absl::Seconds(7)));
  EXPECT_EQ(terminal_.said(),
            "contoso.sharepoint.com: throttled; trying again in 7 s (try 2 of 10)\n");
}

TEST_F(RetryTest, AnAnswerThatIsNoRequestToComeAgainIsHandedOnAtOnce) {
  for (const int status : {200, 301, 400, 401, 404, 409, 500, 501, 502, 505})
    EXPECT_EQ(StatusOf(Send("GET", {Answer(status, {{"Retry-After", "1"}})})), status);
  EXPECT_THAT(clock_.sleeps(), ElementsAre());
  EXPECT_EQ(terminal_.said(), "");
}

TEST_F(RetryTest, TheGreaterOfRetryAfterAndRateLimitResetCounts) {
  ASSERT_EQ(StatusOf(Send("GET", {Answer(429, {{"Retry-After", "3"}, {"RateLimit-Reset", "9"}}),
                                  Answer(429, {{"Retry-After", "8"}, {"RateLimit-Reset", "2"}}),
                                  Answer(429, {{"RateLimit-Reset", "4"}}), Answer(200)})),
            200);
  EXPECT_THAT(clock_.sleeps(), ElementsAre(absl::Seconds(9), absl::Seconds(8), absl::Seconds(4)));
}

class OnePiece final : public BodySource {
 public:
  int64_t size() const override { return 4; }
  absl::Status ReadInto(const Sink& sink) const override { return sink("data"); }
};

TEST_F(RetryTest, ASourceIsSentAgainFromItsBeginning) {
  for (const int status : {429, 503, 200})
    network_.Expect({.method = "PUT", .url = kUrl, .answer = Answer(status)});
  Request request;
  request.method = "PUT";
  request.url = kUrl;
  request.source = std::make_shared<OnePiece>();
  Patience patience(policy_, clock_, terminal_);
  EXPECT_EQ(StatusOf(RetryingClient(network_, patience).Send(request)), 200);
  ASSERT_THAT(network_.requests(), SizeIs(3));
  for (const Request& sent : network_.requests()) EXPECT_EQ(sent.body, "data");
}

struct DelayCase {
  const char* retry_after;
  absl::Duration delay;
};

TEST_F(RetryTest, ReadsSecondsAndAllThreeFormsOfDates) {
  const DelayCase cases[] = {
      {"12", absl::Seconds(12)},
      {"0.5", absl::Milliseconds(500)},
      {"Fri, 15 Jan 2027 08:00:30 GMT", absl::Seconds(30)},
      {"Friday, 15-Jan-27 08:00:40 GMT", absl::Seconds(40)},  // RFC 850
      {"Fri Jan 15 08:00:50 2027", absl::Seconds(50)},        // asctime
      {"Fri, 15 Jan 2027 07:59:00 GMT", absl::ZeroDuration()},
      {"0", absl::ZeroDuration()},
      {"-5", absl::ZeroDuration()},
      {"-1e300", absl::ZeroDuration()},
      {"inf", absl::ZeroDuration()},
      {"-inf", absl::ZeroDuration()},
      {"nan", absl::ZeroDuration()},
      {"soon", absl::ZeroDuration()},
      {"", absl::ZeroDuration()},
      {"1e300", absl::InfiniteDuration()},
  };
  for (const DelayCase& c : cases)
    EXPECT_EQ(RequestedDelay(Answer(429, {{"Retry-After", c.retry_after}}), kNow), c.delay)
        << c.retry_after;
  EXPECT_EQ(RequestedDelay(Answer(429), kNow), absl::ZeroDuration());
}

TEST_F(RetryTest, AWaitBeyondTheLimitIsNotStarted) {
  for (const char* endless : {"1e300", "99999999999999999999", "901"}) {
    EXPECT_EQ(StatusOf(Send("GET", {Answer(429, {{"Retry-After", endless}})})), 429) << endless;
  }
  EXPECT_THAT(clock_.sleeps(), ElementsAre());
  const std::string once = "contoso.sharepoint.com: throttled; giving up after 1 try\n";
  EXPECT_EQ(terminal_.said(), absl::StrCat(once, once, once));
}

TEST_F(RetryTest, NoAnswerMakesAHotLoop) {
  for (const char* hurried : {"0", "-5", "inf", "0.000001", "Fri, 15 Jan 2021 08:00:00 GMT", ""}) {
    const size_t before = clock_.sleeps().size();
    ASSERT_EQ(StatusOf(Send("GET", {Answer(429, {{"Retry-After", hurried}}),
                                    Answer(429, {{"Retry-After", hurried}}), Answer(200)})),
              200);
    ASSERT_THAT(clock_.sleeps(), SizeIs(before + 2)) << hurried;
  }
  EXPECT_THAT(clock_.sleeps(), Each(AllOf(Ge(absl::Milliseconds(200)), Le(absl::Seconds(2)))));
}

TEST_F(RetryTest, WithoutAnyAdviceTheWaitGrowsWithJitterUpToItsLimit) {
  policy_.max_tries = 12;
  policy_.first_delay = absl::Seconds(1);
  policy_.max_delay = absl::Seconds(20);
  policy_.max_total = absl::Hours(100);
  std::vector<absl::Duration> longest(11);
  std::set<absl::Duration> different;
  for (int round = 0; round < 50; ++round) {
    const size_t before = clock_.sleeps().size();
    ASSERT_EQ(StatusOf(Send("GET", std::vector<Response>(12, Answer(429)))), 429);
    const std::vector<absl::Duration> all = clock_.sleeps();
    ASSERT_THAT(all, SizeIs(before + 11));
    for (size_t i = 0; i < 11; ++i) {
      longest[i] = std::max(longest[i], all[before + i]);
      different.insert(all[before + i]);
    }
  }
  // The ceiling doubles from try to try, and half of the waits are above half of it.
  for (size_t i = 0; i < 11; ++i) {
    const absl::Duration ceiling = std::min(absl::Seconds(1 << i), absl::Seconds(20));
    EXPECT_LE(longest[i], ceiling) << "wait " << i;
    EXPECT_GT(longest[i], ceiling / 2) << "wait " << i;
  }
  EXPECT_GT(different.size(), 400u);
}

TEST_F(RetryTest, ABusyServiceIsAskedAgainOnlyIfNothingCanHappenTwice) {
  EXPECT_EQ(StatusOf(Send("GET", {Answer(503), Answer(200)})), 200);
  EXPECT_EQ(StatusOf(Send("PUT", {Answer(503), Answer(200)})), 200);
  EXPECT_EQ(StatusOf(Send("DELETE", {Answer(504), Answer(200)})), 200);
  EXPECT_THAT(clock_.sleeps(), SizeIs(3));
  EXPECT_EQ(StatusOf(Send("POST", {Answer(503)})), 503);
  EXPECT_EQ(StatusOf(Send("PATCH", {Answer(503)})), 503);
  EXPECT_EQ(StatusOf(Send("POST", {Answer(504, {{"Retry-After", "1"}})})), 504);
  EXPECT_THAT(clock_.sleeps(), SizeIs(3));
}

TEST_F(RetryTest, ABusyServiceThatNamesATimeDidNothing) {
  EXPECT_EQ(StatusOf(Send("POST", {Answer(503, {{"Retry-After", "5"}}), Answer(201)})), 201);
  EXPECT_THAT(clock_.sleeps(), ElementsAre(absl::Seconds(5)));
  EXPECT_EQ(terminal_.said(),
            "contoso.sharepoint.com: busy (HTTP 503); trying again in 5 s (try 2 of 10)\n");
}

TEST_F(RetryTest, APostThatOnlyReadsIsRepeatedLikeAGet) {
  idempotent_ = true;
  EXPECT_EQ(StatusOf(Send("POST", {Answer(504), Answer(200)})), 200);
  idempotent_ = false;
  EXPECT_EQ(StatusOf(Send("GET", {Answer(504)})), 504);
}

TEST_F(RetryTest, ACutConnectionIsRepeatedOnlyIfNothingCanHappenTwice) {
  const absl::Status cut = CutConnectionError("the connection was cut");
  network_.Expect({.method = "GET", .url = kUrl, .failure = cut});
  network_.Expect({.method = "GET", .url = kUrl, .answer = Answer(200)});
  EXPECT_EQ(StatusOf(Send("GET")), 200);
  EXPECT_THAT(clock_.sleeps(),
              ElementsAre(AllOf(Ge(absl::Milliseconds(200)), Le(absl::Seconds(1)))));
  network_.Expect({.method = "POST", .url = kUrl, .failure = cut});
  EXPECT_EQ(Send("POST").status(), cut);
}

TEST_F(RetryTest, ARequestMaySayWhatElseIsPassing) {
  for (const int status : {500, 500, 400})
    network_.Expect({.method = "POST", .url = kUrl, .answer = Answer(status)});
  Request request;
  request.method = "POST";
  request.url = kUrl;
  request.reason_to_repeat = [](const Response& answer) {
    return answer.status == 500 ? "server_error" : "";
  };
  Patience patience(policy_, clock_, terminal_);
  EXPECT_EQ(StatusOf(RetryingClient(network_, patience).Send(request)), 400);
  EXPECT_THAT(clock_.sleeps(), SizeIs(2));
  EXPECT_THAT(terminal_.said(),
              ::testing::StartsWith("contoso.sharepoint.com: server_error; trying again in "));
}

TEST_F(RetryTest, ADeleteWhoseAnswerWasLostHasDeleted) {
  const auto lost = [&](const std::string& method) {
    network_.Expect(
        {.method = method, .url = kUrl, .answer = {}, .failure = CutConnectionError("cut")});
  };
  lost("DELETE");
  EXPECT_EQ(StatusOf(Send("DELETE", {Answer(404)})), 204);
  EXPECT_THAT(terminal_.said(),
              ::testing::HasSubstr("contoso.sharepoint.com: it is gone; the first request, whose "
                                   "answer was lost, must have deleted it\n"));
  EXPECT_EQ(StatusOf(Send("DELETE", {Answer(504), Answer(404)})), 204);
  // Nothing was lost, or something else was asked.
  EXPECT_EQ(StatusOf(Send("DELETE", {Answer(404)})), 404);
  EXPECT_EQ(StatusOf(Send("DELETE", {Answer(429), Answer(404)})), 404);
  lost("GET");
  EXPECT_EQ(StatusOf(Send("GET", {Answer(404)})), 404);
}

// SharePoint's deletes are POSTs.
TEST_F(RetryTest, APostThatStandsForADeleteIsOne) {
  const auto send = [&](const char* field, const char* method) {
    for (const int status : {504, 404}) {
      if (status == 504 || absl::EqualsIgnoreCase(method, "DELETE"))
        network_.Expect({.method = "POST", .url = kUrl, .answer = Answer(status)});
    }
    Request request;
    request.method = "POST";
    request.url = kUrl;
    request.headers = {{field, method}};
    Patience patience(policy_, clock_, terminal_);
    return StatusOf(RetryingClient(network_, patience).Send(request));
  };
  EXPECT_EQ(send("X-HTTP-Method", "DELETE"), 204);
  EXPECT_EQ(send("x-http-method-override", "delete"), 204);
  EXPECT_EQ(send("X-HTTP-Method", "MERGE"), 504);
}

TEST_F(RetryTest, OtherNetworkErrorsAreNotRepeated) {
  const absl::Status refused = base::NetworkError("cannot connect");
  network_.Expect({.method = "GET", .url = kUrl, .failure = refused});
  EXPECT_EQ(Send("GET").status(), refused);
  EXPECT_THAT(clock_.sleeps(), ElementsAre());
}

TEST_F(RetryTest, NothingIsRepeatedOnceTheSinkHasDataOfTheAnswer) {
  std::string taken;
  const Sink sink = [&](absl::string_view piece) {
    absl::StrAppend(&taken, piece);
    return absl::OkStatus();
  };
  const absl::Status cut = CutConnectionError("the connection was cut");
  network_.Expect({.method = "GET", .url = kUrl, .failure = cut});
  network_.Expect({.method = "GET",
                   .url = kUrl,
                   .answer = {.status = 200, .headers = {}, .body = "half of "},
                   .failure = cut});
  EXPECT_EQ(Send("GET", sink).status(), cut);
  EXPECT_EQ(taken, "half of ");
  EXPECT_THAT(clock_.sleeps(), SizeIs(1));
}

TEST_F(RetryTest, ASinkThatBeginsAnewGetsTheAnswerAgain) {
  const ScriptStep half = {.method = "GET",
                           .url = kUrl,
                           .answer = {.status = 200, .headers = {}, .body = "half"},
                           .failure = CutConnectionError("cut")};
  network_.Expect(half);
  network_.Expect(half);
  network_.Expect(
      {.method = "GET", .url = kUrl, .answer = {.status = 200, .headers = {}, .body = "all"}});
  std::string taken;
  Request request = GetOf(kUrl);
  request.restart = [&taken] {
    taken.clear();
    return true;
  };
  const auto take = [&taken](absl::string_view piece) {
    absl::StrAppend(&taken, piece);
    return absl::OkStatus();
  };
  Patience patience(policy_, clock_, terminal_);
  RetryingClient client(network_, patience);
  EXPECT_EQ(StatusOf(client.Send(request, take)), 200);
  EXPECT_EQ(taken, "all");
  network_.Expect(half);
  request.restart = [] { return false; };
  EXPECT_TRUE(IsCutConnection(client.Send(request, take).status()));
}

TEST_F(RetryTest, WhatTheEndShowsIsTriedAgainIfItIsACut) {
  Request request = GetOf(kUrl);
  absl::Status end = CutConnectionError("cut");
  request.on_end = [&end](const Response& response) {
    EXPECT_EQ(response.status, 200);
    return std::exchange(end, absl::OkStatus());
  };
  Patience patience(policy_, clock_, terminal_);
  RetryingClient client(network_, patience);
  for (const int status : {200, 200, 404})
    network_.Expect({.method = "GET", .url = kUrl, .answer = Answer(status)});
  EXPECT_EQ(StatusOf(client.Send(request)), 200);
  EXPECT_EQ(StatusOf(client.Send(request)), 404);
  network_.Expect({.method = "GET", .url = kUrl, .answer = Answer(200)});
  end = absl::DataLossError("broken");
  EXPECT_THAT(client.Send(request), StatusIs(absl::StatusCode::kDataLoss, "broken"));
}

TEST_F(RetryTest, GivesUpAfterSoManyTriesWithTheLastAnswer) {
  policy_.max_tries = 3;
  EXPECT_EQ(StatusOf(Send("GET",
                          {Answer(429, {{"Retry-After", "1"}}), Answer(503, {{"Retry-After", "1"}}),
                           Answer(429, {{"Retry-After", "2"}})})),
            429);
  EXPECT_EQ(terminal_.said(),
            "contoso.sharepoint.com: throttled; trying again in 1 s (try 2 of 3)\n"
            "contoso.sharepoint.com: busy (HTTP 503); trying again in 1 s (try 3 of 3)\n"
            "contoso.sharepoint.com: throttled; giving up after 3 tries\n");
}

TEST_F(RetryTest, GivesUpWhenTheTimeForAllTriesIsOver) {
  policy_.max_total = absl::Seconds(10);
  EXPECT_EQ(StatusOf(Send(
                "GET", {Answer(429, {{"Retry-After", "6"}}), Answer(429, {{"Retry-After", "6"}})})),
            429);
  EXPECT_THAT(clock_.sleeps(), ElementsAre(absl::Seconds(6)));
  // The time that the service itself takes counts too.
  network_.Expect({.method = "GET",
                   .url = kUrl,
                   .answer = Answer(429, {{"Retry-After", "6"}}),
                   .before_answer = [this] { clock_.Advance(absl::Seconds(5)); }});
  EXPECT_EQ(StatusOf(Send("GET")), 429);
  EXPECT_THAT(clock_.sleeps(), SizeIs(1));
}

// A FakeClock that lets something else happen at the start of the first wait.
class InterruptedClock final : public base::Clock {
 public:
  InterruptedClock(base::Clock& clock, std::function<void()> meanwhile)
      : clock_(clock), meanwhile_(std::move(meanwhile)) {}
  absl::Time Now() override { return clock_.Now(); }
  void Sleep(absl::Duration duration) override {
    if (const auto meanwhile = std::exchange(meanwhile_, nullptr)) meanwhile();
    clock_.Sleep(duration);
  }

 private:
  base::Clock& clock_;
  std::function<void()> meanwhile_;
};

class SharedThrottlingTest : public RetryTest {
 protected:
  // When, after the start, a request to `url` is sent while another to kUrl, answered with
  // `first_answer`, waits.
  absl::Duration SentAfter(const std::string& url, Response first_answer) {
    absl::Duration sent_after = absl::InfiniteDuration();
    network_.Expect({.method = "GET", .url = kUrl, .answer = std::move(first_answer)});
    network_.Expect({.method = "GET", .url = url, .answer = Answer(200), .before_answer = [&] {
                       sent_after = clock_.Now() - kNow;
                     }});
    network_.Expect({.method = "GET", .url = kUrl, .answer = Answer(200)});
    RetryingClient* client = nullptr;
    InterruptedClock clock(clock_, [&] { EXPECT_EQ(StatusOf(client->Send(GetOf(url), {})), 200); });
    Patience patience(policy_, clock, terminal_);
    RetryingClient retrying(network_, patience);
    client = &retrying;
    EXPECT_EQ(StatusOf(retrying.Send(GetOf(kUrl), {})), 200);
    return sent_after;
  }
};

TEST_F(SharedThrottlingTest, WhatGoesToAThrottledHostIsHeldBack) {
  EXPECT_THAT(SentAfter(absl::StrCat(kUrl, "/lists"), Answer(429, {{"Retry-After", "7"}})),
              AllOf(Ge(absl::Seconds(7)), Le(absl::Seconds(8))));
}

TEST_F(SharedThrottlingTest, ABusyHostIsLeftAloneToo) {
  EXPECT_THAT(SentAfter(absl::StrCat(kUrl, "/lists"), Answer(503, {{"Retry-After", "4"}})),
              AllOf(Ge(absl::Seconds(4)), Le(absl::Seconds(5))));
}

TEST_F(SharedThrottlingTest, OtherHostsAreNotHeldBack) {
  EXPECT_EQ(SentAfter("https://graph.microsoft.com/v1.0/me", Answer(429, {{"Retry-After", "7"}})),
            absl::ZeroDuration());
}

TEST_F(SharedThrottlingTest, AFailureOfOneRequestHoldsNothingBack) {
  EXPECT_EQ(SentAfter(absl::StrCat(kUrl, "/lists"), Answer(504)), absl::ZeroDuration());
}

// Throttles the first request for some seconds, and counts those that come before they are over.
class ThrottlingHost final : public Client {
 public:
  explicit ThrottlingHost(base::Clock& clock) : clock_(clock) {}

  using Client::Send;
  absl::StatusOr<Response> Send(const Request&, const Sink&) override {
    const std::lock_guard lock(mutex_);
    const absl::Time now = clock_.Now();
    if (open_at_ == absl::InfinitePast()) open_at_ = now + absl::Seconds(7);
    if (now >= open_at_) return Answer(200);
    ++too_early_;
    return Answer(429, {{"Retry-After", absl::StrCat(absl::ToInt64Seconds(open_at_ - now))}});
  }
  int too_early() const { return too_early_; }

 private:
  base::Clock& clock_;
  std::mutex mutex_;
  absl::Time open_at_ = absl::InfinitePast();
  int too_early_ = 0;
};

// Connects for a while, as a client over TLS does.
class ConnectingClient final : public Client {
 public:
  ConnectingClient(Client& inner, std::function<void()> connect)
      : inner_(inner), connect_(std::move(connect)) {}
  using Client::Send;
  absl::StatusOr<Response> Send(const Request& request, const Sink& sink) override {
    if (const auto connect = std::exchange(connect_, nullptr)) connect();
    if (!request.may_begin()) return NotBegunError();
    return inner_.Send(request, sink);
  }

 private:
  Client& inner_;
  std::function<void()> connect_;
};

TEST_F(SharedThrottlingTest, APauseThatBeginsWhileConnectingIsKept) {
  policy_.max_tries = 1;  // so that whoever is refused meanwhile does not wait
  Patience patience(policy_, clock_, terminal_);
  ConnectingClient network(network_, [&] {
    EXPECT_FALSE(
        Patience::Work(patience, "contoso.sharepoint.com")
            .WaitToTryAgain(
                {.reason = "throttled", .requested = absl::Seconds(7), .overloaded = true}));
  });
  network_.Expect({.method = "GET", .url = kUrl, .answer = Answer(200), .before_answer = [&] {
                     EXPECT_GE(clock_.Now() - kNow, absl::Seconds(7));
                   }});
  RetryingClient retrying(network, patience);
  EXPECT_EQ(StatusOf(retrying.Send(GetOf(kUrl), {})), 200);
}

// At most those that are under way when the first is throttled come too early.
TEST_F(SharedThrottlingTest, ThreadsAreThrottledTogether) {
  constexpr size_t kRequests = 64;
  ThrottlingHost host(clock_);
  Patience patience(policy_, clock_, terminal_);
  RetryingClient retrying(host, patience);
  std::vector<int> statuses(kRequests);
  base::ParallelFor(kRequests,
                    [&](size_t i) { statuses[i] = StatusOf(retrying.Send(GetOf(kUrl), {})); });
  EXPECT_THAT(statuses, ::testing::Each(200));
  EXPECT_GE(host.too_early(), 1);
  EXPECT_LE(host.too_early(), static_cast<int>(base::kMostWorkers));
}

TEST(RetryPolicyTest, TakesItsLimitsFromTheEnvironment) {
  const RetryPolicy usual = RetryPolicy::FromEnvironment(base::Environment(Variables{})).value();
  EXPECT_EQ(usual.max_tries, 10);
  EXPECT_EQ(usual.max_total, absl::Minutes(15));
  const RetryPolicy set =
      RetryPolicy::FromEnvironment(
          base::Environment(Variables{{"O365_MAX_TRIES", "3"}, {"O365_MAX_WAIT", "0"}}))
          .value();
  EXPECT_EQ(set.max_tries, 3);
  EXPECT_EQ(set.max_total, absl::ZeroDuration());
}

TEST(RetryPolicyTest, RefusesLimitsThatAreNoNumbers) {
  for (const char* bad : {"0", "-1", "x", "3x", "1.5", "99999999999", " "}) {
    EXPECT_THAT(
        RetryPolicy::FromEnvironment(base::Environment(Variables{{"O365_MAX_TRIES", bad}})),
        StatusIs(absl::StatusCode::kInvalidArgument, "O365_MAX_TRIES is not a number from 1 up"))
        << bad;
  }
  for (const char* bad : {"-1", "x", "1m", "1e9", "99999999999"}) {
    EXPECT_THAT(RetryPolicy::FromEnvironment(base::Environment(Variables{{"O365_MAX_WAIT", bad}})),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         "O365_MAX_WAIT is not a number of seconds from 0 up"))
        << bad;
  }
}

}  // namespace
}  // namespace o365::http
