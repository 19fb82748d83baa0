#include "common/base/list.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace o365::base {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ListTest, MembersHaveNoBlanksAroundThem) {
  EXPECT_THAT(SplitList("ann, bob b ,\tcid"), ElementsAre("ann", "bob b", "cid"));
  EXPECT_THAT(SplitList("ann"), ElementsAre("ann"));
  EXPECT_THAT(SplitList(" ann , bob smith"), ElementsAre("ann", "bob smith"));
  EXPECT_THAT(SplitList("ann,,"), ElementsAre("ann", "", ""));
  EXPECT_THAT(SplitList("ann,, "), ElementsAre("ann", "", ""));
  EXPECT_THAT(SplitList(""), ElementsAre(""));
}

TEST(ListTest, EmptyMembersCanBeLeftOut) {
  EXPECT_THAT(SplitNonEmpty(" ann,, ,bob"), ElementsAre("ann", "bob"));
  EXPECT_THAT(SplitNonEmpty(""), IsEmpty());
}

}  // namespace
}  // namespace o365::base
