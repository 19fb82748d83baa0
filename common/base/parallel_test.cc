#include "common/base/parallel.h"

#include <atomic>
#include <vector>

#include "gtest/gtest.h"

namespace o365::base {
namespace {

TEST(ParallelTest, DoesEachPieceOnceWithinTheBound) {
  std::vector<std::atomic<int>> done(100);
  std::atomic<int> active = 0, most = 0;
  ParallelFor(
      done.size(),
      [&](size_t i) {
        const int now = ++active;
        int seen = most;
        while (now > seen && !most.compare_exchange_weak(seen, now)) {
        }
        ++done[i];
        --active;
      },
      3);
  for (const auto& count : done) EXPECT_EQ(count, 1);
  EXPECT_LE(most, 3);
  ParallelFor(0, [](size_t) { FAIL(); });
}

}  // namespace
}  // namespace o365::base
