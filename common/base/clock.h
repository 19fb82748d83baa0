// Time as a dependency: logic asks a Clock, so that tests need not wait.

#ifndef COMMON_BASE_CLOCK_H_
#define COMMON_BASE_CLOCK_H_

#include "absl/time/time.h"

namespace o365::base {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() = 0;
  // Waits for `duration` (nothing when negative).
  virtual void Sleep(absl::Duration duration) = 0;
};

// The system's clock. Never destroyed.
Clock& RealClock();

}  // namespace o365::base

#endif  // COMMON_BASE_CLOCK_H_
