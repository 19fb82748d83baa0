#include "common/http/coding.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::StatusIs;

TEST(CodingTest, OneCodingOfZlibsIsUndone) {
  EXPECT_EQ(CodingOf({}).value(), Coding::kNone);
  EXPECT_EQ(CodingOf({{"Transfer-Encoding", "Chunked"}}).value(), Coding::kNone);
  EXPECT_EQ(CodingOf({{"content-encoding", "Identity"}}).value(), Coding::kNone);
  EXPECT_EQ(CodingOf({{"content-encoding", ""}}).value(), Coding::kNone);
  for (const char* coding : {"gzip", "GZip", "x-gzip", " deflate "})
    EXPECT_EQ(CodingOf({{"Content-Encoding", coding}}).value(), Coding::kCompressed) << coding;
}

TEST(CodingTest, AnyOtherCodingIsAnError) {
  EXPECT_THAT(CodingOf({{"Content-Encoding", "br"}}),
              StatusIs(absl::StatusCode::kDataLoss,
                       "the answer is packed in a way that was not asked for (Content-Encoding: "
                       "br)"));
  EXPECT_THAT(CodingOf({{"Transfer-Encoding", "gzip, chunked"}}),
              StatusIs(absl::StatusCode::kDataLoss,
                       "the answer is packed in a way that was not asked for (Transfer-Encoding: "
                       "gzip, chunked)"));
  for (const char* coding : {"zstd", "compress", "gzip, gzip", "gzip,br", "gzipped"})
    EXPECT_FALSE(CodingOf({{"Content-Encoding", coding}}).ok()) << coding;
  EXPECT_FALSE(CodingOf({{"Content-Encoding", "gzip"}, {"Content-Encoding", "gzip"}}).ok());
  EXPECT_FALSE(CodingOf({{"Transfer-Encoding", "gzip"}, {"Transfer-Encoding", "chunked"}}).ok());
}

}  // namespace
}  // namespace o365::http
