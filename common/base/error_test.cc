#include "common/base/error.h"

#include "gtest/gtest.h"

namespace o365::base {
namespace {

TEST(ErrorTest, AnnotateKeepsCodeHintAndServiceCode) {
  const absl::Status inner =
      WithServiceCode(WithHint(absl::PermissionDeniedError("access denied"), "ask an owner"), "E1");
  const absl::Status outer = Annotate(inner, "cannot read 'x'");
  EXPECT_EQ(outer.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(std::string(outer.message()), "cannot read 'x': access denied");
  EXPECT_EQ(Hint(outer), "ask an owner");
  EXPECT_EQ(ServiceCode(outer), "E1");
}

TEST(ErrorTest, TheFirstHintStays) {
  EXPECT_EQ(Hint(WithHint(WithHint(absl::InternalError("x"), "near"), "far")), "near");
}

TEST(ErrorTest, KindsAreToldApart) {
  EXPECT_TRUE(IsUsageError(UsageError("x")));
  EXPECT_FALSE(IsUsageError(absl::InvalidArgumentError("x")));
  EXPECT_TRUE(IsNetworkError(Annotate(NetworkError("x"), "y")));
  EXPECT_FALSE(IsNetworkError(absl::UnavailableError("x")));
  const absl::Status locked = AsConnectionError(absl::FailedPreconditionError("locked"));
  EXPECT_TRUE(IsConnectionError(Annotate(locked, "y")));
  EXPECT_EQ(locked.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(IsConnectionError(absl::FailedPreconditionError("x")));
  EXPECT_TRUE(AsConnectionError(absl::OkStatus()).ok());
  EXPECT_TRUE(Annotate(absl::OkStatus(), "y").ok());
}

TEST(WithBetterHintTest, ReplacesTheAdvice) {
  const absl::Status status = WithHint(absl::NotFoundError("gone"), "look");
  EXPECT_EQ(Hint(WithHint(status, "think")), "look");
  EXPECT_EQ(Hint(WithBetterHint(status, "think")), "think");
}

}  // namespace
}  // namespace o365::base
