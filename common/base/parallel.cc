#include "common/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace o365::base {

void ParallelFor(size_t count, const std::function<void(size_t index)>& work, size_t workers) {
  std::atomic<size_t> next = 0;
  const auto run = [&] {
    for (size_t i = next++; i < count; i = next++) work(i);
  };
  std::vector<std::jthread> threads;
  for (size_t i = 1; i < std::min(count, workers); ++i) threads.emplace_back(run);
  run();
}

}  // namespace o365::base
