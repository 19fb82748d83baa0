#include "services/spo/options.h"

#include "common/base/error.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::spo {
namespace {

using o365::testing::IsOk;

constexpr cli::Option kNames = {.name = "names", .value = "<names>", .help = "Names"};

cli::Args With(const std::string& value) {
  cli::Args args;
  args.Set("names", value);
  return args;
}

TEST(OptionsTest, EmptyMembersAreUsageErrors) {
  EXPECT_THAT(CheckList(cli::Args(), kNames), IsOk());
  EXPECT_THAT(CheckList(With("ann, bob"), kNames), IsOk());
  for (const char* bad : {"", "ann,", ",ann", "ann, ,bob"})
    EXPECT_TRUE(base::IsUsageError(CheckList(With(bad), kNames))) << bad;
}

TEST(OptionsTest, GuidsAreChecked) {
  const std::string guid = "449c0c6d-5380-4df2-b84b-622e0ac8ec24";
  EXPECT_THAT(CheckGuidList(cli::Args(), kNames), IsOk());
  EXPECT_THAT(CheckGuidList(With(guid), kNames), IsOk());
  EXPECT_THAT(CheckGuidList(With(guid + ", " + guid), kNames), IsOk());
  for (const std::string& bad : {std::string("abc"), guid + ",abc", guid + ","})
    EXPECT_TRUE(base::IsUsageError(CheckGuidList(With(bad), kNames))) << bad;
}

}  // namespace
}  // namespace o365::spo
