#include "tools/tenant/path.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace o365::tenant {
namespace {

TEST(PathTest, KeysAreSegmentsOfTheirOwn) {
  const auto path = ParsePath("/web/lists/GetByTitle('Team''s%20Docs')/items");
  ASSERT_TRUE(path.has_value());
  const auto found = MatchPath("web/lists/getbytitle({title})/items", *path);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ((*found)["title"], "Team's Docs");
}

TEST(PathTest, TypedLiteralsLoseTheirPrefix) {
  const auto found = MatchPath("web/lists({id})", *ParsePath("/web/lists(guid'0CD8-91EF')"));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ((*found)["id"], "0CD8-91EF");
}

TEST(PathTest, NamedArgumentsBelongToTheFunction) {
  const auto found =
      MatchPath("web/tenantappcatalog/Add",
                *ParsePath("/web/tenantappcatalog/Add(overwrite=true,%20url='a=b,c.sppkg')"));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ((*found)["overwrite"], "true");
  EXPECT_EQ((*found)["url"], "a=b,c.sppkg");
}

TEST(PathTest, SlashesInQuotesDoNotSplit) {
  const auto path = ParsePath("/web/GetFolder('/sites/hr')/Files");
  ASSERT_TRUE(path.has_value());
  EXPECT_EQ(path->size(), 4u);
  EXPECT_EQ((*path)[2].text, "/sites/hr");
}

TEST(PathTest, AKeyIsNeededWhereThePatternSaysSo) {
  EXPECT_FALSE(MatchPath("web/lists({id})", *ParsePath("/web/lists/abc")).has_value());
  EXPECT_TRUE(MatchPath("users/{id}", *ParsePath("/users('abc')")).has_value());
}

TEST(PathTest, UnbalancedPathsAreNone) {
  EXPECT_FALSE(ParsePath("/lists('a").has_value());
  EXPECT_FALSE(ParsePath("/lists(1").has_value());
}

}  // namespace
}  // namespace o365::tenant
