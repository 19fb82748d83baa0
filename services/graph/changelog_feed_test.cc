#include "services/graph/changelog_feed.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::SizeIs;

constexpr char kItem[] =
    "<item><guid>a</guid><category>prd</category><category>beta</category>"
    "<title> Mail &amp; more </title><description><![CDATA[a <b>]]></description>"
    "<pubDate>Fri, 01 Feb 2019 12:00:00 Z</pubDate></item>";

std::string Feed(const std::string& items) {
  return "<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>" + items +
         "</channel></rss>";
}

TEST(ChangelogFeedTest, ReadsItems) {
  const auto items = ReadChangelog(Feed(kItem)).value();
  ASSERT_THAT(items, SizeIs(1));
  EXPECT_EQ(items[0].guid, "a");
  EXPECT_EQ(items[0].category, "beta");
  EXPECT_EQ(items[0].title, "Mail & more");
  EXPECT_EQ(items[0].description, "a <b>");
  EXPECT_EQ(items[0].published, absl::FromUnixSeconds(1549022400));
}

TEST(ChangelogFeedTest, WhatIsThereTwiceCountsOnce) {
  EXPECT_THAT(ReadChangelog(Feed(absl::StrCat(kItem, kItem))).value(),
              ElementsAre(Field(&ChangelogItem::guid, "a")));
}

TEST(ChangelogFeedTest, SaysWhatIsNoFeed) {
  for (const std::string& text :
       {std::string("no XML"), std::string("<html><body/></html>"), std::string(""),
        Feed("<item><guid>a</guid><pubDate>soon</pubDate></item>"), Feed("<item>")})
    EXPECT_EQ(ReadChangelog(text).status().code(), absl::StatusCode::kDataLoss) << text;
}

// 60 bytes of memory for each four of text.
TEST(ChangelogFeedTest, AFeedOfNothingButElementsIsNoneEither) {
  std::string elements;
  for (int i = 0; i < 500'000; ++i) elements += "<a/>";
  EXPECT_EQ(ReadChangelog(Feed(elements)).status().code(), absl::StatusCode::kOutOfRange);
}

TEST(ChangelogFeedTest, ReadsTimesOfFeedsAndCommandLines) {
  const absl::Time time = absl::FromUnixSeconds(1549022400);
  for (const char* text :
       {"Fri, 01 Feb 2019 12:00:00 Z", "Fri, 01 Feb 2019 14:00:00 +0200",
        "Fri, 01 Feb 2019 12:00:00 GMT", "2019-02-01T12:00:00.000Z", "2019-02-01T12:00"})
    EXPECT_EQ(ReadTime(text), time) << text;
  EXPECT_EQ(ReadTime("2019-02-01"), time - absl::Hours(12));
  EXPECT_EQ(ReadTime("soon"), std::nullopt);
}

}  // namespace
}  // namespace o365::graph
