#include "common/base/random.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"

namespace o365::base {
namespace {

TEST(NewPasswordTest, HasEveryKindOfCharacterAndIsNeverTheSame) {
  const std::string one = NewPassword().Reveal();
  EXPECT_EQ(one.size(), 20u);
  EXPECT_NE(one, NewPassword().Reveal());
  for (const auto& is_kind :
       {absl::ascii_islower, absl::ascii_isupper, absl::ascii_isdigit, absl::ascii_ispunct})
    EXPECT_TRUE(std::any_of(one.begin(), one.end(), is_kind)) << one;
}

}  // namespace
}  // namespace o365::base
