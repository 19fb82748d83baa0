#include "common/base/interrupt.h"

#include <unistd.h>

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gtest/gtest.h"

namespace o365::base {
namespace {

// In a process of its own, whose stderr is seen.
void Interrupt() {
  ActOnInterrupt();
  ::_exit(130);
}

TEST(InterruptDeathTest, NotesAreSaidWhileTheyLive) {
  { const InterruptNote over("this is over"); }
  const InterruptNote one("creating the site goes on"), two("and so does this");
  EXPECT_EXIT(Interrupt(), testing::ExitedWithCode(130),
              "^creating the site goes on\nand so does this\n$");
}

TEST(InterruptDeathTest, NothingIsSaidUnasked) {
  EXPECT_EXIT(Interrupt(), testing::ExitedWithCode(130), "^$");
}

TEST(InterruptDeathTest, FilesThatAreNotWholeAreRemoved) {
  const std::string folder = testing::TempDir() + "/interrupt_test";
  ASSERT_TRUE(MakePrivateFolder(folder).ok());
  ASSERT_TRUE(WriteFileAtomically(folder + "/kept", "x", 0600).ok());
  {
    const InterruptRemoval removal(folder + "/part");
    ASSERT_TRUE(WriteFileAtomically(folder + "/part", "x", 0600).ok());
    EXPECT_EXIT(Interrupt(), testing::ExitedWithCode(130), "^$");
    EXPECT_EQ(::access((folder + "/part").c_str(), F_OK), -1);
    ASSERT_TRUE(WriteFileAtomically(folder + "/part", "x", 0600).ok());
  }
  EXPECT_EXIT(Interrupt(), testing::ExitedWithCode(130), "^$");
  EXPECT_EQ(::access((folder + "/part").c_str(), F_OK), 0);
  EXPECT_EQ(::access((folder + "/kept").c_str(), F_OK), 0);
}

TEST(InterruptDeathTest, WhatFindsNoRoomIsLeftOutAndRoomIsUsedAgain) {
  for (int round = 0; round < 2; ++round) {
    std::vector<std::unique_ptr<InterruptNote>> notes;
    for (int i = 0; i < 20; ++i) notes.push_back(std::make_unique<InterruptNote>("."));
    EXPECT_EXIT(Interrupt(), testing::ExitedWithCode(130), "^(\\.\n){16}$");
  }
  const InterruptNote long_note(std::string(5000, 'x'));
  EXPECT_EXIT(Interrupt(), testing::ExitedWithCode(130), "^$");
}

}  // namespace
}  // namespace o365::base
