#include "common/directory/property_filter.h"

#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::directory {
namespace {

TEST(PropertyFilterTest, UnknownOptionsAreWhatPropertiesStartWith) {
  cli::Args args;
  args.AddUnknown("surname", "O'B");
  args.AddUnknown("employee_id", "7");
  EXPECT_THAT(CheckPropertyNames(args), testing::IsOk());
  EXPECT_THAT(PropertyConditions(args), ::testing::ElementsAre("startsWith(surname, 'O''B')",
                                                               "startsWith(employee_id, '7')"));
}

TEST(PropertyFilterTest, NothingBreaksOutOfACondition) {
  cli::Args args;
  args.AddUnknown("surname, 'M') or startsWith(mail", "x");
  EXPECT_TRUE(base::IsUsageError(CheckPropertyNames(args)));
}

}  // namespace
}  // namespace o365::directory
