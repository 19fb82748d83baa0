#include "common/base/file.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/match.h"
#include "gtest/gtest.h"

namespace o365::base {
namespace {

int EntriesOf(const std::string& folder) {
  int count = 0;
  DIR* dir = ::opendir(folder.c_str());
  while (const dirent* entry = ::readdir(dir)) count += entry->d_name[0] != '.';
  ::closedir(dir);
  return count;
}

TEST(FileTest, WritesReadsAndReplaces) {
  const std::string folder = testing::TempDir() + "/file_test/a/b";
  ASSERT_TRUE(MakePrivateFolder(folder).ok());
  struct stat info;
  ASSERT_EQ(::stat(folder.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700u);

  const std::string path = folder + "/f";
  ASSERT_TRUE(WriteFileAtomically(path, "one", 0600).ok());
  ASSERT_TRUE(WriteFileAtomically(path, "two", 0600).ok());
  EXPECT_EQ(ReadFile(path).value(), "two");
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  EXPECT_EQ(EntriesOf(folder), 1);
}

TEST(FileTest, AFailedReplaceLeavesNothingBehind) {
  const std::string folder = testing::TempDir() + "/file_test_target";
  ASSERT_TRUE(MakePrivateFolder(folder + "/taken/inside").ok());
  const absl::Status status = WriteFileAtomically(folder + "/taken", "x", 0600);
  EXPECT_FALSE(status.ok());
  EXPECT_TRUE(absl::StrContains(status.message(), "cannot replace '" + folder + "/taken'"))
      << status;
  EXPECT_EQ(EntriesOf(folder), 1);
}

TEST(FileTest, PiecesBecomeAFileAtTheEndOnly) {
  const std::string folder = testing::TempDir() + "/file_test_pieces";
  ASSERT_TRUE(MakePrivateFolder(folder).ok());
  {
    const auto broken = PendingFile::Create(folder + "/f", 0666).value();
    ASSERT_TRUE(broken->Write("ab").ok());
    EXPECT_EQ(EntriesOf(folder), 1);
  }
  EXPECT_EQ(EntriesOf(folder), 0);
  const auto file = PendingFile::Create(folder + "/f", 0666).value();
  ASSERT_TRUE(file->Write("ab").ok());
  ASSERT_TRUE(file->Write("cd").ok());
  EXPECT_EQ(file->size(), 4);
  EXPECT_FALSE(ReadFile(folder + "/f").ok());
  ASSERT_TRUE(file->Commit().ok());
  EXPECT_EQ(ReadFile(folder + "/f").value(), "abcd");
  EXPECT_EQ(EntriesOf(folder), 1);
}

TEST(FileTest, AnInputFileIsReadAsOftenAsWanted) {
  const std::string path = testing::TempDir() + "/file_test_input";
  std::string content;
  while (content.size() < 200'000) content += std::to_string(content.size());
  ASSERT_TRUE(WriteFileAtomically(path, content, 0600).ok());
  const auto file = InputFile::Open(path).value();
  EXPECT_EQ(file->size(), static_cast<int64_t>(content.size()));
  for (int round = 0; round < 2; ++round) {
    std::string read;
    const auto keep = [&](absl::string_view piece) {
      EXPECT_LE(piece.size(), size_t{64} << 10);
      read.append(piece.data(), piece.size());
      return absl::OkStatus();
    };
    EXPECT_TRUE(file->ReadInto(keep).ok());
    EXPECT_TRUE(read == content);
  }
  const auto refuse = [](absl::string_view) { return absl::CancelledError("enough"); };
  EXPECT_EQ(file->ReadInto(refuse), absl::CancelledError("enough"));
}

TEST(FileTest, AnInputFileMustKeepItsSize) {
  const std::string path = testing::TempDir() + "/file_test_changed";
  ASSERT_TRUE(WriteFileAtomically(path, "abc", 0600).ok());
  const auto file = InputFile::Open(path).value();
  for (const off_t size : {2, 4}) {
    ASSERT_EQ(::truncate(path.c_str(), size), 0);
    size_t read = 0;
    const absl::Status status = file->ReadInto([&](absl::string_view piece) {
      read += piece.size();
      return absl::OkStatus();
    });
    EXPECT_EQ(status, absl::AbortedError("'" + path + "' was changed while it was read"));
    EXPECT_LE(read, 3u);
  }
}

TEST(FileTest, AFolderIsNoInputFile) {
  EXPECT_EQ(InputFile::Open("/tmp").status(),
            absl::InvalidArgumentError("cannot read '/tmp': not a file"));
  EXPECT_EQ(InputFile::Open("/no/such").status().code(), absl::StatusCode::kNotFound);
}

TEST(FileTest, WhatIsHeldInMemoryIsBounded) {
  EXPECT_EQ(ReadFile("/dev/zero").status(),
            absl::OutOfRangeError("cannot read '/dev/zero': it is larger than 64 MB"));
}

TEST(FileTest, APipeIsNoRegularFileAndNotWaitedFor) {
  const std::string path = testing::TempDir() + "/file_test_pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_EQ(ReadRegularFile(path).status(),
            absl::FailedPreconditionError("cannot read '" + path + "': not a file"));
  EXPECT_EQ(ReadRegularFile("/dev/zero").status(),
            absl::FailedPreconditionError("cannot read '/dev/zero': not a file"));
  ::unlink(path.c_str());
}

TEST(FileTest, MissingFileIsNamed) {
  const absl::Status status = ReadFile("/no/such/file").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(std::string(status.message()),
            "cannot open '/no/such/file': No such file or directory");
}

}  // namespace
}  // namespace o365::base
