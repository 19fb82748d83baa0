#include "common/base/out_of_memory.h"

#include <sys/resource.h>

#include <string>
#include <thread>

#include "gtest/gtest.h"

namespace o365::base {
namespace {

// A limit below what is in use already: the next larger allocation fails.
void AllocateTooMuch() {
  EndWhenOutOfMemory();
  const rlimit limit = {.rlim_cur = 1 << 20, .rlim_max = 1 << 20};
  ::setrlimit(RLIMIT_AS, &limit);
  std::string text;
  for (;;) text.resize(text.size() * 2 + (1 << 20));
}

TEST(OutOfMemoryDeathTest, IsAMessageAndNoSignal) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer brings its own allocator, which ends the process itself";
#endif
  EXPECT_EXIT(AllocateTooMuch(), ::testing::ExitedWithCode(1),
              "out_of_memory_t[a-z]*: not enough memory\n  ask for less at once");
}

}  // namespace
}  // namespace o365::base
