#include "common/http/shared_pause.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gtest/gtest.h"

namespace o365::http {
namespace {

constexpr char kHost[] = "graph.microsoft.com";

class SharedPauseTest : public ::testing::Test {
 protected:
  SharedPauseTest()
      : folder_(absl::StrCat(::testing::TempDir(), "/shared_pause/",
                             ::testing::UnitTest::GetInstance()->current_test_info()->name())) {}

  // The one file of the folder.
  std::string Path() const {
    DIR* const folder = ::opendir(folder_.c_str());
    std::string found;
    while (const dirent* entry = folder == nullptr ? nullptr : ::readdir(folder)) {
      if (entry->d_name[0] != '.') found = absl::StrCat(folder_, "/", entry->d_name);
    }
    if (folder != nullptr) ::closedir(folder);
    return found;
  }

  static void SetTime(const std::string& path, absl::Time time) {
    const struct timespec times[2] = {absl::ToTimespec(time), absl::ToTimespec(time)};
    EXPECT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
  }

  const std::string folder_;
  const absl::Time now_ = absl::Now();
  const SharedPause pause_{folder_, "ann"};
};

TEST_F(SharedPauseTest, LastsUntilTheLatestEnd) {
  EXPECT_EQ(pause_.EndOf(kHost, now_), absl::InfinitePast());
  const absl::Time end = absl::FromUnixMillis(absl::ToUnixMillis(now_) + 5123);
  pause_.Extend(kHost, end, now_);
  pause_.Extend(kHost, end - absl::Seconds(2), now_);
  EXPECT_EQ(SharedPause(folder_, "ann").EndOf(kHost, now_), end);
  pause_.Extend(kHost, end + absl::Seconds(2), now_);
  EXPECT_EQ(pause_.EndOf(kHost, now_), end + absl::Seconds(2));
  struct stat info = {};
  ASSERT_EQ(::stat(folder_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700u);
}

TEST_F(SharedPauseTest, NobodyIsStoppedForLong) {
  pause_.Extend(kHost, now_ + absl::Hours(24), now_);
  EXPECT_LE(pause_.EndOf(kHost, now_), now_ + kLongestSharedPause);
  // Not what the tool writes.
  SetTime(Path(), now_ + absl::Hours(24 * 365 * 50));
  EXPECT_EQ(pause_.EndOf(kHost, now_), absl::InfinitePast());
  // The clock was set back.
  SetTime(Path(), now_ + absl::Seconds(5));
  EXPECT_EQ(pause_.EndOf(kHost, now_ - absl::Hours(2)), absl::InfinitePast());
  // A pause can be made again over either.
  SetTime(Path(), now_ + absl::Hours(24 * 365 * 50));
  pause_.Extend(kHost, now_ + absl::Seconds(3), now_);
  EXPECT_NEAR(absl::ToDoubleSeconds(pause_.EndOf(kHost, now_) - now_), 3, 0.001);
}

TEST_F(SharedPauseTest, WhatIsNoFileOfOursIsNoPause) {
  const absl::Time end = now_ + absl::Seconds(5);
  pause_.Extend(kHost, end, now_);
  const std::string path = Path();
  const std::string elsewhere = absl::StrCat(folder_, "-elsewhere");
  ASSERT_TRUE(base::WriteFileAtomically(elsewhere, "content", 0600).ok());
  SetTime(elsewhere, now_ - absl::Hours(1));

  const std::function<int()> kTraps[] = {
      [&] { return ::symlink(elsewhere.c_str(), path.c_str()); },
      [&] { return ::symlink("/no/such/file", path.c_str()); },
      [&] { return ::mkfifo(path.c_str(), 0600); },
      [&] { return ::mkdir(path.c_str(), 0700); },
  };
  for (const auto& trap : kTraps) {
    ::remove(path.c_str());
    ASSERT_EQ(trap(), 0);
    pause_.Extend(kHost, end, now_);
    const absl::Time seen = pause_.EndOf(kHost, now_);
    EXPECT_TRUE(seen == absl::InfinitePast()) << seen;
  }
  struct stat info = {};
  ASSERT_EQ(::stat(elsewhere.c_str(), &info), 0);
  EXPECT_LT(absl::TimeFromTimespec(info.st_mtim), now_);
  ::remove(path.c_str());
}

TEST_F(SharedPauseTest, AFolderThatOthersCanWriteToIsNotUsed) {
  ASSERT_TRUE(base::MakePrivateFolder(folder_).ok());
  ASSERT_EQ(::chmod(folder_.c_str(), 0777), 0);
  pause_.Extend(kHost, now_ + absl::Seconds(5), now_);
  EXPECT_EQ(Path(), "");
  ASSERT_EQ(::chmod(folder_.c_str(), 0700), 0);
}

TEST_F(SharedPauseTest, WithoutAFolderNothingIsShared) {
  SharedPause().Extend(kHost, now_ + absl::Seconds(5), now_);
  EXPECT_EQ(SharedPause().EndOf(kHost, now_), absl::InfinitePast());
  const SharedPause nowhere("/proc/no/such", "ann");
  nowhere.Extend(kHost, now_ + absl::Seconds(5), now_);
  EXPECT_EQ(nowhere.EndOf(kHost, now_), absl::InfinitePast());
}

}  // namespace
}  // namespace o365::http
