#include "common/http/inflate.h"

#include <zlib.h>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;
using ::testing::HasSubstr;

std::string Gzip(const std::string& data) {
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, data.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  z.avail_in = static_cast<uInt>(data.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

class InflateTest : public ::testing::Test {
 protected:
  absl::Status Feed(const std::string& data, size_t piece) {
    plain_.clear();
    Inflater inflater([this](absl::string_view part) {
      plain_.append(part.data(), part.size());
      return absl::OkStatus();
    });
    for (size_t i = 0; i < data.size(); i += piece) {
      if (absl::Status s = inflater.Write(absl::string_view(data).substr(i, piece)); !s.ok())
        return s;
    }
    return inflater.Finish();
  }
  std::string plain_;
};

TEST_F(InflateTest, AnyPieceSizeAndSeveralMembers) {
  const std::string text = std::string(200'000, 'y') + "end";
  const std::string data = Gzip(text) + Gzip("more");
  for (size_t piece : {size_t{1}, size_t{7}, data.size()}) {
    EXPECT_THAT(Feed(data, piece), IsOk());
    EXPECT_EQ(plain_, text + "more");
  }
}

TEST_F(InflateTest, DamageAndTruncationAreErrors) {
  std::string data = Gzip("hello hello hello");
  EXPECT_THAT(Feed(data.substr(0, data.size() - 3), 5),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("too early")));
  EXPECT_THAT(Feed("not gzip at all", 5),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("damaged")));
  EXPECT_THAT(Feed("", 1), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("too early")));
}

}  // namespace
}  // namespace o365::http
