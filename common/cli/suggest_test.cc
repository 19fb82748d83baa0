#include "common/cli/suggest.h"

#include "gtest/gtest.h"

namespace o365::cli {
namespace {

TEST(SuggestTest, FindsTheNearestOrNothing) {
  const std::vector<std::string> words = {"app list", "app get", "cdn get", "site list"};
  EXPECT_EQ(Suggest("app lst", words), "app list");
  EXPECT_EQ(Suggest("app gte", words), "app get");
  EXPECT_EQ(Suggest("SITE LIST", words), "site list");
  EXPECT_EQ(Suggest("apple pie", words), "");
  EXPECT_EQ(Suggest("sit", {"site", "term"}), "site");
  EXPECT_EQ(Suggest("", {"site"}), "");
}

}  // namespace
}  // namespace o365::cli
