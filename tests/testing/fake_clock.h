// A clock that stands still until told otherwise. Sleeping moves it on at once.

#ifndef TESTS_TESTING_FAKE_CLOCK_H_
#define TESTS_TESTING_FAKE_CLOCK_H_

#include <mutex>
#include <vector>

#include "common/base/clock.h"

namespace o365::testing {

class FakeClock final : public base::Clock {
 public:
  explicit FakeClock(absl::Time now = absl::FromUnixSeconds(1'800'000'000)) : now_(now) {}
  absl::Time Now() override {
    const std::lock_guard lock(mutex_);
    return now_;
  }
  void Sleep(absl::Duration duration) override {
    const std::lock_guard lock(mutex_);
    sleeps_.push_back(duration);
    if (duration > absl::ZeroDuration()) now_ += duration;
  }
  void Advance(absl::Duration duration) {
    const std::lock_guard lock(mutex_);
    now_ += duration;
  }
  std::vector<absl::Duration> sleeps() {
    const std::lock_guard lock(mutex_);
    return sleeps_;
  }

 private:
  std::mutex mutex_;
  absl::Time now_;
  std::vector<absl::Duration> sleeps_;
};

}  // namespace o365::testing

#endif  // TESTS_TESTING_FAKE_CLOCK_H_
