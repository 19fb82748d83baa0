#include "common/http/patience.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;

constexpr char kHost[] = "graph.microsoft.com";
constexpr char kAccount[] = "ann@contoso.com";

Refusal Throttled(absl::Duration requested) {
  return {.reason = "throttled", .requested = requested, .overloaded = true};
}

// Two processes, each with its own patience. Their pauses are files, and so is the time real.
class PatienceTest : public ::testing::Test {
 protected:
  PatienceTest()
      : folder_(absl::StrCat(::testing::TempDir(), "/patience/",
                             ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
    one_.ShareWithin(folder_, kAccount);
    other_.ShareWithin(folder_, kAccount);
  }

  const std::string folder_;
  const absl::Time start_ = absl::Now();
  o365::testing::FakeClock clock_{start_};
  o365::testing::FakeTerminal terminal_, other_terminal_;
  Patience one_{RetryPolicy{}, clock_, terminal_};
  Patience other_{RetryPolicy{.max_total = absl::Minutes(1)}, clock_, other_terminal_};
  o365::testing::FakeClock still_{start_};
};

TEST_F(PatienceTest, AnotherProcessWaitsToo) {
  Patience refused({}, still_, terminal_);
  refused.ShareWithin(folder_, kAccount);
  EXPECT_TRUE(Patience::Work(refused, kHost).WaitToTryAgain(Throttled(absl::Seconds(20))));

  EXPECT_THAT(Patience::Work(other_, kHost).AwaitTurn(), IsOk());
  EXPECT_THAT(clock_.sleeps(), ElementsAre(AllOf(Ge(absl::Seconds(20)), Le(absl::Seconds(22)))));
  EXPECT_EQ(other_terminal_.said(),
            "graph.microsoft.com: throttled, as another process found; going on in 20 s\n");
  // Once it is over, nothing more is said or waited for.
  EXPECT_THAT(Patience::Work(other_, kHost).AwaitTurn(), IsOk());
  EXPECT_EQ(clock_.sleeps().size(), 1u);
}

TEST_F(PatienceTest, OtherHostsAndAccountsDoNotWait) {
  EXPECT_TRUE(Patience::Work(one_, kHost).WaitToTryAgain(Throttled(absl::Seconds(20))));
  Patience bob({}, still_, terminal_);
  bob.ShareWithin(folder_, "bob@contoso.com");
  EXPECT_THAT(Patience::Work(bob, kHost).AwaitTurn(), IsOk());
  bob.ShareWithin(folder_, kAccount);
  EXPECT_THAT(Patience::Work(bob, "contoso.sharepoint.com").AwaitTurn(), IsOk());
  EXPECT_THAT(still_.sleeps(), IsEmpty());
  EXPECT_THAT(Patience::Work(bob, kHost).AwaitTurn(), IsOk());
  EXPECT_EQ(still_.sleeps().size(), 1u);
}

TEST_F(PatienceTest, NobodyWaitsForAnothersPauseLongerThanTheLimit) {
  EXPECT_TRUE(Patience::Work(one_, kHost).WaitToTryAgain(Throttled(absl::Minutes(2))));
  Patience hurried({.max_total = absl::Minutes(1)}, still_, terminal_);
  hurried.ShareWithin(folder_, kAccount);
  EXPECT_THAT(Patience::Work(hurried, kHost).AwaitTurn(),
              StatusIs(absl::StatusCode::kResourceExhausted,
                       "graph.microsoft.com is to be left alone for 120 s; it throttles requests"));
  EXPECT_THAT(still_.sleeps(), IsEmpty());
}

TEST_F(PatienceTest, WhatNobodyWaitsForHoldsNobodyBack) {
  EXPECT_FALSE(Patience::Work(one_, kHost).WaitToTryAgain(Throttled(absl::Hours(24))));
  EXPECT_THAT(Patience::Work(one_, kHost).AwaitTurn(), IsOk());
  EXPECT_THAT(Patience::Work(other_, kHost).AwaitTurn(), IsOk());
  EXPECT_THAT(clock_.sleeps(), IsEmpty());
}

TEST_F(PatienceTest, TheLastRefusalHoldsOthersBackAsWell) {
  Patience once({.max_tries = 1}, still_, terminal_);
  once.ShareWithin(folder_, kAccount);
  EXPECT_FALSE(Patience::Work(once, kHost).WaitToTryAgain(Throttled(absl::Seconds(5))));
  EXPECT_THAT(Patience::Work(other_, kHost).AwaitTurn(), IsOk());
  EXPECT_EQ(clock_.sleeps().size(), 1u);
}

TEST_F(PatienceTest, ThoseHeldBackDoNotWakeAtOnce) {
  std::set<absl::Duration> waits;
  for (int i = 0; i < 10; ++i) {
    Patience held({}, still_, terminal_);
    held.ShareWithin(folder_, kAccount);
    if (i == 0) Patience::Work(one_, kHost).WaitToTryAgain(Throttled(absl::Seconds(20)));
    o365::testing::FakeClock clock(start_);
    Patience waiting({}, clock, terminal_);
    waiting.ShareWithin(folder_, kAccount);
    EXPECT_THAT(Patience::Work(waiting, kHost).AwaitTurn(), IsOk());
    for (const absl::Duration wait : clock.sleeps()) waits.insert(wait);
  }
  EXPECT_GT(waits.size(), 8u);
}

}  // namespace
}  // namespace o365::http
