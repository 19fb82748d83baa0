#include "common/http/file_body.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;
using ::testing::ElementsAre;

TEST(FileBodyTest, TellsHowFarItIsEachTime) {
  const std::string path = ::testing::TempDir() + "/file_body_test";
  ASSERT_THAT(base::WriteFileAtomically(path, std::string(100'000, 'x'), 0600), IsOk());
  std::vector<int64_t> seen;
  const auto body = FileBody::Open(path, [&](int64_t sent) { seen.push_back(sent); }).value();
  EXPECT_EQ(body->size(), 100'000);
  std::string all;
  const Sink keep = [&](absl::string_view piece) {
    all.append(piece.data(), piece.size());
    return absl::OkStatus();
  };
  for (int round = 0; round < 2; ++round) {
    all.clear();
    seen.clear();
    EXPECT_THAT(body->ReadInto(keep), IsOk());
    EXPECT_EQ(all, std::string(100'000, 'x'));
    EXPECT_THAT(seen, ElementsAre(0, 65'536, 100'000));
  }
}

TEST(FileBodyTest, WhatCannotBeReadIsNotOpened) {
  EXPECT_THAT(FileBody::Open("/no/such/file"),
              StatusIs(absl::StatusCode::kNotFound,
                       "cannot open '/no/such/file': No such file or directory"));
}

}  // namespace
}  // namespace o365::http
