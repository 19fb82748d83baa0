#include "common/storage/private_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::storage {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::IsOkAndHolds;
using testing::StatusIs;

constexpr auto kUnfit = absl::StatusCode::kFailedPrecondition;
constexpr FileTrust kSecret = {.others_may_read = false, .root_may_own = true, .most_bytes = 100};
constexpr FileTrust kSettings = {.others_may_read = true, .root_may_own = true, .most_bytes = 100};

class PrivateFileTest : public ::testing::Test {
 protected:
  PrivateFileTest() {
    EXPECT_THAT(base::MakePrivateFolder(folder_), IsOk());
    EXPECT_THAT(base::WriteFileAtomically(path_, "content", 0600), IsOk());
  }

  std::set<std::string> Names() const {
    std::set<std::string> names;
    DIR* const folder = ::opendir(folder_.c_str());
    while (const dirent* entry = ::readdir(folder)) {
      if (entry->d_name[0] != '.') names.insert(entry->d_name);
    }
    ::closedir(folder);
    return names;
  }
  void Make(const std::string& name) const {
    ASSERT_THAT(base::WriteFileAtomically(absl::StrCat(folder_, "/", name), "r", 0600), IsOk());
  }

  const std::string folder_ =
      absl::StrCat(::testing::TempDir(), "/private_file/",
                   ::testing::UnitTest::GetInstance()->current_test_info()->name());
  const std::string path_ = absl::StrCat(folder_, "/file");
};

TEST_F(PrivateFileTest, WhoMayReadAndWriteDecides) {
  struct Case {
    unsigned mode;
    bool secret, settings;
  };
  constexpr Case kCases[] = {{0600, true, true},   {0400, true, true},   {0700, true, true},
                             {0604, false, true},  {0640, false, true},  {0644, false, true},
                             {0620, false, false}, {0602, false, false}, {0666, false, false}};
  for (const Case& c : kCases) {
    ASSERT_EQ(::chmod(path_.c_str(), c.mode), 0);
    EXPECT_EQ(ReadTrustedFile(path_, kSecret).ok(), c.secret) << std::oct << c.mode;
    EXPECT_EQ(ReadTrustedFile(path_, kSettings).ok(), c.settings) << std::oct << c.mode;
  }
  const absl::Status secret = ReadTrustedFile(path_, kSecret).status();
  EXPECT_THAT(secret,
              StatusIs(kUnfit, absl::StrCat("others have access to '", path_, "' (mode 0666)")));
  EXPECT_EQ(base::Hint(secret), absl::StrCat("chmod 600 '", path_, "'"));
  const absl::Status settings = ReadTrustedFile(path_, kSettings).status();
  EXPECT_THAT(settings,
              StatusIs(kUnfit, absl::StrCat("others can write to '", path_, "' (mode 0666)")));
  EXPECT_EQ(base::Hint(settings), absl::StrCat("chmod go-w '", path_, "'"));
}

TEST_F(PrivateFileTest, AnotherUsersFileIsRefused) {
  if (::chown(path_.c_str(), 65534, 65534) != 0) GTEST_SKIP() << "only root gives files away";
  for (const FileTrust& trust : {kSecret, kSettings})
    EXPECT_THAT(
        ReadTrustedFile(path_, trust),
        StatusIs(kUnfit, absl::StrCat("'", path_, "' belongs to another user (uid 65534)")));
}

TEST_F(PrivateFileTest, NothingButAFileIsRead) {
  const std::string fifo = absl::StrCat(folder_, "/fifo");
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  for (const std::string& path : {fifo, folder_, std::string("/dev/zero")})
    EXPECT_THAT(ReadTrustedFile(path, kSettings),
                StatusIs(kUnfit, absl::StrCat("'", path, "' is no regular file")));
  EXPECT_THAT(ReadTrustedFile("/no/such/file", kSettings),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("/no/such/file")));
}

TEST_F(PrivateFileTest, ALinkLeadsToTheFileThatIsChecked) {
  const std::string link = absl::StrCat(folder_, "/link");
  ASSERT_EQ(::symlink(path_.c_str(), link.c_str()), 0);
  EXPECT_THAT(ReadTrustedFile(link, kSecret), IsOkAndHolds("content"));
  ASSERT_EQ(::chmod(path_.c_str(), 0666), 0);
  EXPECT_THAT(ReadTrustedFile(link, kSecret), StatusIs(kUnfit, HasSubstr("others have access")));
}

TEST_F(PrivateFileTest, ALongFileIsNotReadToItsEnd) {
  ASSERT_THAT(base::WriteFileAtomically(path_, std::string(100, 'x'), 0600), IsOk());
  EXPECT_THAT(ReadTrustedFile(path_, kSecret), IsOk());
  ASSERT_THAT(base::WriteFileAtomically(path_, std::string(101, 'x'), 0600), IsOk());
  EXPECT_THAT(ReadTrustedFile(path_, kSecret),
              StatusIs(kUnfit, absl::StrCat("'", path_, "' is longer than 100 bytes")));
}

TEST_F(PrivateFileTest, ReplacesAndLeavesNothingElse) {
  ASSERT_THAT(ReplacePrivateFile(path_, "new"), IsOk());
  EXPECT_THAT(ReadTrustedFile(path_, kSecret), IsOkAndHolds("new"));
  EXPECT_THAT(Names(), ElementsAre("file"));
  struct stat info = {};
  ASSERT_EQ(::stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_FALSE(ReplacePrivateFile(absl::StrCat(folder_, "/no/such"), "new").ok());
}

// By another process: the names that it left may be taken.
TEST_F(PrivateFileTest, LeftoversOfThisProcessIdAreNoObstacle) {
  for (int i = 0; i < 3; ++i) Make(absl::StrCat("file.", ::getpid(), "-", i, ".part"));
  EXPECT_THAT(ReplacePrivateFile(path_, "new"), IsOk());
  EXPECT_EQ(Names().size(), 4u);
}

TEST_F(PrivateFileTest, LeftoversOfTheKilledAreSweptAndOthersAreNot) {
  for (const char* name : {"file.1-0.part", "file.123-7.part", "file.x.part"}) Make(name);
  for (const char* name : {"other.1-0.part", "file2.1-0.part", "file.part.x"}) Make(name);
  Make("file.2-0.part");
  const int writer = ::open(absl::StrCat(folder_, "/file.2-0.part").c_str(), O_WRONLY);
  ASSERT_EQ(::flock(writer, LOCK_EX), 0);
  SweepLeftovers(path_);
  EXPECT_THAT(Names(), ElementsAre("file", "file.2-0.part", "file.part.x", "file2.1-0.part",
                                   "other.1-0.part"));
  ::close(writer);
  SweepLeftovers(path_);
  EXPECT_EQ(Names().count("file.2-0.part"), 0u);
}

// Killed at any time, a writer leaves the old or the new content, and next to nothing else.
TEST_F(PrivateFileTest, AKilledWriterLeavesAWholeFile) {
  for (int i = 0; i < 100; ++i) {
    const pid_t writer = ::fork();
    ASSERT_GE(writer, 0);
    if (writer == 0) {
      for (;;) ReplacePrivateFile(path_, "content").IgnoreError();
    }
    ::usleep(200 + 37 * i);
    ASSERT_EQ(::kill(writer, SIGKILL), 0);
    ASSERT_EQ(::waitpid(writer, nullptr, 0), writer);
    ASSERT_THAT(ReadTrustedFile(path_, kSecret), IsOkAndHolds("content"));
  }
  SweepLeftovers(path_);
  EXPECT_THAT(Names(), ElementsAre("file"));
}

}  // namespace
}  // namespace o365::storage
