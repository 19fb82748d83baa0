// Independent work on a bounded number of threads.

#ifndef COMMON_BASE_PARALLEL_H_
#define COMMON_BASE_PARALLEL_H_

#include <cstddef>
#include <functional>

namespace o365::base {

// How many requests one command has under way at once.
inline constexpr size_t kMostWorkers = 8;

// Calls work(0) ... work(count - 1), each once, on up to `workers` threads; returns when all have
// returned.
void ParallelFor(size_t count, const std::function<void(size_t index)>& work,
                 size_t workers = kMostWorkers);

}  // namespace o365::base

#endif  // COMMON_BASE_PARALLEL_H_
