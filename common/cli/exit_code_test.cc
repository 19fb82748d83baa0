#include "common/cli/exit_code.h"

#include "common/base/error.h"
#include "common/http/client.h"
#include "gtest/gtest.h"

namespace o365::cli {
namespace {

TEST(ExitCodeTest, EveryStatusHasOne) {
  const std::pair<absl::StatusCode, int> all[] = {
      {absl::StatusCode::kOk, 0},
      {absl::StatusCode::kCancelled, 130},
      {absl::StatusCode::kUnknown, 1},
      {absl::StatusCode::kInvalidArgument, 1},
      {absl::StatusCode::kDeadlineExceeded, 1},
      {absl::StatusCode::kNotFound, 3},
      {absl::StatusCode::kAlreadyExists, 1},
      {absl::StatusCode::kPermissionDenied, 5},
      {absl::StatusCode::kResourceExhausted, 6},
      {absl::StatusCode::kFailedPrecondition, 1},
      {absl::StatusCode::kAborted, 1},
      {absl::StatusCode::kOutOfRange, 1},
      {absl::StatusCode::kUnimplemented, 1},
      {absl::StatusCode::kInternal, 1},
      {absl::StatusCode::kUnavailable, 1},
      {absl::StatusCode::kDataLoss, 1},
      {absl::StatusCode::kUnauthenticated, 4},
  };
  for (const auto& [code, exit] : all)
    EXPECT_EQ(ExitCodeFor(absl::Status(code, "x")), exit) << absl::StatusCodeToString(code);
}

TEST(ExitCodeTest, UsageAndNetworkErrorsAreToldByTheirMarks) {
  EXPECT_EQ(ExitCodeFor(base::UsageError("x")), 2);
  EXPECT_EQ(ExitCodeFor(base::NetworkError("x")), 7);
  EXPECT_EQ(ExitCodeFor(base::PartlyFailedError("x")), 8);
  EXPECT_EQ(ExitCodeFor(http::CutConnectionError("x")), 7);
}

TEST(ExitCodeTest, AnnotationsAndHintsChangeNothing) {
  EXPECT_EQ(ExitCodeFor(base::WithHint(base::Annotate(base::UsageError("x"), "a"), "b")), 2);
  EXPECT_EQ(ExitCodeFor(base::Annotate(base::NetworkError("x"), "a")), 7);
  EXPECT_EQ(ExitCodeFor(base::WithHint(base::Annotate(absl::NotFoundError("x"), "a"), "b")), 3);
}

}  // namespace
}  // namespace o365::cli
