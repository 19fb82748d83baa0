#include "common/auth/lock_file.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/status_matchers.h"

namespace o365::auth {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::StatusIs;

TEST(LockFileTest, KeepsOthersOutUntilItGoes) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/lock_file_test/a/b.lock");
  testing::FakeClock clock;
  std::optional<LockFile> lock = *LockFile::Acquire(path, clock, absl::Seconds(1));
  LockFile moved = std::move(*lock);
  lock.reset();
  EXPECT_THAT(LockFile::Acquire(path, clock, absl::Seconds(1)),
              StatusIs(absl::StatusCode::kDeadlineExceeded, HasSubstr(path)));
  EXPECT_FALSE(clock.sleeps().empty());
  moved = LockFile();
  EXPECT_THAT(LockFile::Acquire(path, clock, absl::ZeroDuration()), IsOk());
}

TEST(LockFileTest, NamesWhatItCannotMake) {
  testing::FakeClock clock;
  const auto lock = LockFile::Acquire("/proc/no/such.lock", clock, absl::Seconds(1));
  EXPECT_THAT(std::string(lock.status().message()), HasSubstr("cannot create '/proc/no'"));
}

}  // namespace
}  // namespace o365::auth
