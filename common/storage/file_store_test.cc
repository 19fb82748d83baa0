#include "common/storage/file_store.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::storage {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::StatusIs;

constexpr auto kUnusable = absl::StatusCode::kFailedPrecondition;

class FileStoreTest : public ::testing::Test {
 protected:
  FileStoreTest()
      : folder_(absl::StrCat(::testing::TempDir(), "/",
                             ::testing::UnitTest::GetInstance()->current_test_info()->name(),
                             "/connections")) {}

  FileStore Store(const std::string& passphrase = "", const std::string& file = "") const {
    return FileStore(
        {.folder = folder_, .passphrase = base::Secret(passphrase), .passphrase_file = file});
  }
  std::string Path(const std::string& key = "spo") const {
    return absl::StrCat(folder_, "/", key, ".json");
  }
  static unsigned ModeOf(const std::string& path) {
    struct stat info = {};
    EXPECT_EQ(::stat(path.c_str(), &info), 0) << path;
    return info.st_mode & 0777;
  }

  const std::string folder_;
};

TEST_F(FileStoreTest, KeepsRecordsInPrivateFiles) {
  FileStore store = Store();
  EXPECT_EQ(store.Get("spo").value(), std::nullopt);
  EXPECT_THAT(store.Erase("spo"), IsOk());
  ASSERT_THAT(store.Set("spo", "label", base::Secret("one")), IsOk());
  ASSERT_THAT(store.Set("aad", "label", base::Secret("other")), IsOk());
  ASSERT_THAT(store.Set("spo", "label", base::Secret("two")), IsOk());
  EXPECT_EQ(Store().Get("spo").value(), base::Secret("two"));
  EXPECT_EQ(ModeOf(folder_), 0700u);
  EXPECT_EQ(ModeOf(Path()), 0600u);
  EXPECT_THAT(store.Erase("spo"), IsOk());
  EXPECT_THAT(store.Erase("spo"), IsOk());
  EXPECT_EQ(store.Get("spo").value(), std::nullopt);
  EXPECT_EQ(store.Get("aad").value(), base::Secret("other"));
}

TEST_F(FileStoreTest, RefusesFilesAndFoldersOpenToOthers) {
  FileStore store = Store();
  ASSERT_THAT(store.Set("spo", "label", base::Secret("one")), IsOk());
  ASSERT_EQ(::chmod(Path().c_str(), 0640), 0);
  absl::Status status = store.Get("spo").status();
  EXPECT_THAT(status, StatusIs(kUnusable,
                               absl::StrCat("others have access to '", Path(), "' (mode 0640)")));
  EXPECT_EQ(base::Hint(status), absl::StrCat("chmod 600 '", Path(), "'"));

  ASSERT_EQ(::chmod(folder_.c_str(), 0755), 0);
  for (const absl::Status& failed :
       {store.Get("spo").status(), store.Set("spo", "label", base::Secret("two"))}) {
    EXPECT_THAT(failed, StatusIs(kUnusable, absl::StrCat("others have access to '", folder_,
                                                         "' (mode 0755)")));
    EXPECT_EQ(base::Hint(failed), absl::StrCat("chmod 700 '", folder_, "'"));
  }
  // disconnect always works.
  EXPECT_THAT(store.Erase("spo"), IsOk());
}

TEST_F(FileStoreTest, RefusesWhatBelongsToAnotherUser) {
  // Whoever runs this, one of them is somebody else's.
  for (const char* folder : {"/etc", "/var/cache/apt/archives/partial"}) {
    struct stat info = {};
    if (::stat(folder, &info) != 0 || info.st_uid == ::geteuid()) continue;
    FileStore store({.folder = folder, .passphrase = base::Secret(), .passphrase_file = ""});
    const absl::Status status = store.Get("spo").status();
    EXPECT_THAT(status,
                StatusIs(kUnusable, absl::StrCat("'", folder, "' belongs to another user (uid ",
                                                 info.st_uid, ")")));
    EXPECT_THAT(base::Hint(status), HasSubstr("run this as its owner"));
    return;
  }
  FAIL() << "no folder of another user on this machine";
}

TEST_F(FileStoreTest, AFolderThatCannotBeMadeIsNamed) {
  ASSERT_THAT(base::MakePrivateFolder(absl::StrCat(folder_, "/..")), IsOk());
  ASSERT_EQ(::rmdir(folder_.c_str()), 0);
  ASSERT_THAT(base::WriteFileAtomically(folder_, "a file in the way", 0600), IsOk());
  const absl::Status status = Store().Set("spo", "label", base::Secret("one"));
  EXPECT_EQ(status.code(), kUnusable);
  EXPECT_THAT(base::Hint(status), HasSubstr("O365_CONFIG_DIR"));
  EXPECT_THAT(Store().Erase("spo"), IsOk());
}

TEST_F(FileStoreTest, APassphraseEncrypts) {
  FileStore store = Store("correct horse");
  ASSERT_THAT(store.Set("spo", "label", base::Secret("refresh-token")), IsOk());
  EXPECT_FALSE(absl::StrContains(base::ReadFile(Path()).value(), "refresh-token"));
  EXPECT_EQ(store.Get("spo").value(), base::Secret("refresh-token"));
}

TEST_F(FileStoreTest, ThePassphraseMayComeFromAFile) {
  const std::string file = absl::StrCat(::testing::TempDir(), "/passphrase");
  ASSERT_THAT(base::WriteFileAtomically(file, "correct horse\r\n", 0600), IsOk());
  ASSERT_THAT(Store("", file).Set("spo", "label", base::Secret("r")), IsOk());
  EXPECT_EQ(Store("correct horse").Get("spo").value(), base::Secret("r"));

  ASSERT_THAT(base::WriteFileAtomically(file, "\n", 0600), IsOk());
  EXPECT_THAT(Store("", file).Get("spo"), StatusIs(kUnusable, HasSubstr("holds no passphrase")));
  EXPECT_THAT(Store("", "/no/such/file").Get("spo"),
              StatusIs(kUnusable, HasSubstr("no passphrase: cannot open '/no/such/file'")));
}

TEST_F(FileStoreTest, APassphraseFileForAllToReadIsNoSecret) {
  const std::string file = absl::StrCat(::testing::TempDir(), "/passphrase_of_all");
  ASSERT_THAT(base::WriteFileAtomically(file, "correct horse\n", 0600), IsOk());
  ASSERT_EQ(::chmod(file.c_str(), 0644), 0);
  const absl::Status status = Store("", file).Set("spo", "label", base::Secret("r"));
  EXPECT_THAT(status, StatusIs(kUnusable, HasSubstr(absl::StrCat("'", file, "' (mode 0644)"))));
  EXPECT_EQ(base::Hint(status), absl::StrCat("chmod 600 '", file, "'"));
}

TEST_F(FileStoreTest, AnEmptyPassphraseIsNotTakenForNone) {
  ASSERT_THAT(Store().Set("spo", "label", base::Secret("r")), IsOk());
  FileStore store({.folder = folder_,
                   .passphrase = base::Secret(),
                   .passphrase_file = "",
                   .empty_variable = "O365_STORE_PASSPHRASE"});
  for (const absl::Status& failed :
       {store.Get("spo").status(), store.Set("spo", "label", base::Secret("two"))}) {
    EXPECT_THAT(failed, StatusIs(kUnusable, "O365_STORE_PASSPHRASE is set, but empty"));
    EXPECT_THAT(base::Hint(failed), HasSubstr("unset it"));
  }
  EXPECT_EQ(Store().Get("spo").value(), base::Secret("r"));
  EXPECT_THAT(store.Erase("spo"), IsOk());
  EXPECT_EQ(Store().Get("spo").value(), std::nullopt);
}

TEST_F(FileStoreTest, WhatKilledWritersLeftGoesWithTheNextWriteAndWithTheRecord) {
  const std::string leftover = absl::StrCat(Path(), ".4711-0.part");
  const std::string other = absl::StrCat(Path("aad"), ".4711-0.part");
  FileStore store = Store();
  for (const bool erase : {false, true}) {
    ASSERT_THAT(base::MakePrivateFolder(folder_), IsOk());
    ASSERT_THAT(base::WriteFileAtomically(leftover, "refresh-token", 0600), IsOk());
    ASSERT_THAT(base::WriteFileAtomically(other, "refresh-token", 0600), IsOk());
    ASSERT_THAT(erase ? store.Erase("spo") : store.Set("spo", "label", base::Secret("r")), IsOk());
    EXPECT_NE(::access(leftover.c_str(), F_OK), 0);
    EXPECT_EQ(::access(other.c_str(), F_OK), 0);
  }
}

TEST_F(FileStoreTest, ARecordThatIsNoFileIsNotWaitedFor) {
  ASSERT_THAT(base::MakePrivateFolder(folder_), IsOk());
  ASSERT_EQ(::mkfifo(Path().c_str(), 0600), 0);
  EXPECT_THAT(Store().Get("spo"), StatusIs(kUnusable, HasSubstr("is no regular file")));
  EXPECT_THAT(Store().Erase("spo"), IsOk());
}

TEST_F(FileStoreTest, AWrongOrMissingPassphraseSaysSo) {
  ASSERT_THAT(Store("correct horse").Set("spo", "label", base::Secret("r")), IsOk());
  absl::Status status = Store("wrong").Get("spo").status();
  EXPECT_THAT(status, StatusIs(kUnusable, HasSubstr("the passphrase is not the one")));
  EXPECT_THAT(base::Hint(status), HasSubstr("correct O365_STORE_PASSPHRASE"));
  status = Store().Get("spo").status();
  EXPECT_THAT(status, StatusIs(kUnusable, HasSubstr("is encrypted, and there is no passphrase")));
  EXPECT_THAT(base::Hint(status), HasSubstr("set O365_STORE_PASSPHRASE"));
}

TEST_F(FileStoreTest, TamperingIsFound) {
  ASSERT_THAT(Store("correct horse").Set("spo", "label", base::Secret("r")), IsOk());
  std::string content = base::ReadFile(Path()).value();
  char& c = content[content.find('\n') + 1];
  c = c == 'A' ? 'B' : 'A';
  ASSERT_THAT(base::WriteFileAtomically(Path(), content, 0600), IsOk());
  const absl::Status status = Store("correct horse").Get("spo").status();
  EXPECT_THAT(status, StatusIs(kUnusable, HasSubstr("damaged or tampered with")));
  EXPECT_THAT(base::Hint(status), HasSubstr("disconnect"));
}

TEST_F(FileStoreTest, APlainRecordIsReadAndSealedAtTheNextWrite) {
  ASSERT_THAT(Store().Set("spo", "label", base::Secret("plain")), IsOk());
  FileStore store = Store("correct horse");
  EXPECT_EQ(store.Get("spo").value(), base::Secret("plain"));
  ASSERT_THAT(store.Set("spo", "label", base::Secret("plain")), IsOk());
  EXPECT_FALSE(absl::StrContains(base::ReadFile(Path()).value(), "plain"));
  EXPECT_EQ(store.Get("spo").value(), base::Secret("plain"));
}

}  // namespace
}  // namespace o365::storage
