#include "services/spo/permissions.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::spo {
namespace {

using o365::testing::IsOkAndHolds;
using o365::testing::StatusIs;
using ::testing::HasSubstr;

TEST(PermissionsTest, MasksAreOneBitLessThanTheKind) {
  EXPECT_EQ(PermissionMask("EmptyMask"), 0u);
  EXPECT_EQ(PermissionMask("ViewListItems"), 1u);
  EXPECT_EQ(PermissionMask("ManageWeb"), uint64_t{1} << 30);
  EXPECT_EQ(PermissionMask("EnumeratePermissions"), uint64_t{1} << 62);
  EXPECT_EQ(PermissionMask("FullMask"), 0x7FFFFFFFFFFFFFFFu);
}

TEST(PermissionsTest, ListsAreJoined) {
  EXPECT_THAT(PermissionMasks("ViewListItems, ManageLists"), IsOkAndHolds(1u | 1u << 11));
  EXPECT_THAT(PermissionMasks("ViewListItems,manageweb"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("'manageweb'")));
  EXPECT_THAT(PermissionMasks(""), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("''")));
}

}  // namespace
}  // namespace o365::spo
