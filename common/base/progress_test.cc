#include "common/base/progress.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"

namespace o365::base {
namespace {

using o365::testing::FakeClock;
using o365::testing::FakeTerminal;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int64_t kMega = 1'000'000;

TEST(HumanSizeTest, HasTwoDigitsOrMoreAndAUnit) {
  const std::pair<int64_t, const char*> cases[] = {
      {0, "0 B"},           {999, "999 B"},          {1000, "1.0 kB"},
      {9949, "9.9 kB"},     {9950, "10 kB"},         {999'499, "999 kB"},
      {999'500, "1.0 MB"},  {430 * kMega, "430 MB"}, {1'073'741'824, "1.1 GB"},
      {INT64_MAX, "9.2 EB"}};
  for (const auto& [bytes, text] : cases) EXPECT_EQ(HumanSize(bytes), text) << bytes;
}

TEST(FormatTest, FitsTheTerminal) {
  const ProgressLine line{.what = "adding big.sppkg",
                          .done = 430 * kMega,
                          .total = 1000 * kMega,
                          .elapsed = absl::Seconds(10)};
  EXPECT_EQ(FormatProgress(line, 100),
            "adding big.sppkg   43% [===============>                     ]  430 MB of 1.0 GB  "
            "43 MB/s  14 s left");
  EXPECT_EQ(FormatProgress(line, 79),
            "adding big.sppkg   43% [======>         ]  430 MB of 1.0 GB  43 MB/s  14 s left");
  EXPECT_EQ(FormatProgress(line, 62),
            "adding big.sppkg   43% [====>     ]  430 MB of 1.0 GB  43 MB/s");
  EXPECT_EQ(FormatProgress(line, 40), "adding big.sppkg   43% [======>        ]");
  EXPECT_EQ(FormatProgress(line, 30), "adding big.sppkg   43%");
  EXPECT_EQ(FormatProgress(line, 12), "adding   43%");
  for (int columns = 0; columns < 120; ++columns)
    EXPECT_LE(FormatProgress(line, columns).size(), static_cast<size_t>(columns));
}

TEST(FormatTest, WithoutASizeThereIsASpinner) {
  ProgressLine line{.what = "saving a", .done = 3 * kMega, .elapsed = absl::Seconds(2)};
  EXPECT_EQ(FormatProgress(line, 80), R"(saving a  |  3.0 MB  1.5 MB/s)");
  line.turn = 7;
  EXPECT_EQ(FormatProgress(line, 80), R"(saving a  \  3.0 MB  1.5 MB/s)");
  EXPECT_EQ(FormatProgress(line, 9), "saving a ");
}

TEST(FormatTest, ControlCharactersOfANameDoNotReachTheTerminal) {
  EXPECT_EQ(FormatProgress({.what = "a\x1b[2J\nb", .elapsed = absl::ZeroDuration()}, 80),
            "a?[2J?b  |  0 B  0 B/s");
  EXPECT_EQ(FormatProgress({.what = "h\xC3\xA9llo", .elapsed = absl::ZeroDuration()}, 2),
            "h\xC3\xA9");
}

class ProgressTest : public ::testing::Test {
 protected:
  ProgressTest() { terminal_.set_status_columns(30); }

  FakeClock clock_;
  FakeTerminal terminal_;
};

TEST_F(ProgressTest, ShortTransfersShowNothing) {
  {
    Progress progress(terminal_, clock_, "saving a");
    clock_.Advance(absl::Milliseconds(499));
    progress.Update(1, 2);
  }
  EXPECT_THAT(terminal_.statuses(), IsEmpty());
}

TEST_F(ProgressTest, TenUpdatesASecondAndNothingIsLeft) {
  {
    Progress progress(terminal_, clock_, "saving a");
    for (int i = 1; i <= 150; ++i) {
      clock_.Advance(absl::Milliseconds(10));
      progress.Update(i, 200);
    }
    // At 500 ms, 600 ms and so on to 1500 ms.
    EXPECT_THAT(terminal_.statuses(), SizeIs(11));
    EXPECT_EQ(terminal_.statuses().front(), "saving a   25% [===>         ]");
  }
  EXPECT_THAT(terminal_.statuses(), SizeIs(12));
  EXPECT_EQ(terminal_.statuses().back(), "");
}

TEST_F(ProgressTest, ATerminalWithoutAStatusLineIsLeftAlone) {
  terminal_.set_status_columns(0);
  {
    Progress progress(terminal_, clock_, "saving a");
    clock_.Advance(absl::Seconds(9));
    progress.Update(1, 2);
  }
  EXPECT_THAT(terminal_.statuses(), IsEmpty());
  EXPECT_EQ(terminal_.said(), "");
}

}  // namespace
}  // namespace o365::base
