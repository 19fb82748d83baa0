#include "common/odata/page_reader.h"

#include "absl/strings/str_cat.h"
#include "common/http/client.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::odata {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;
using ::testing::HasSubstr;

constexpr char kNoList[] = "the service answered with something else than a list";

class PageReaderTest : public ::testing::Test {
 protected:
  absl::Status Read(absl::string_view text) {
    PageReader page(Count());
    const absl::Status written = page.Write(text);
    return written.ok() ? page.Finish().status() : written;
  }
  PageReader::Element Count() {
    return [this](const json::Value&) {
      ++handed_on_;
      return absl::OkStatus();
    };
  }

  int handed_on_ = 0;
};

TEST_F(PageReaderTest, AListThatIsNotWholeIsAnError) {
  for (const char* text : {R"({"value":5})", R"({"value":{"a":[1]}})", R"({"value":null})", "{}",
                           R"({"values":[1]})", R"({"value":"[1]"})", "5", "null", ""})
    EXPECT_THAT(Read(text), StatusIs(absl::StatusCode::kDataLoss, kNoList)) << text;
  for (const char* text : {R"({"value":[1],"value":[2]})", R"({"val\u0075e":[1]})", R"([1][2])",
                           R"([1]{"value":[2]})"})
    EXPECT_FALSE(Read(text).ok()) << text;
}

TEST_F(PageReaderTest, AnErrorBesideTheListIsTheFailure) {
  EXPECT_THAT(
      Read(R"({"value":[1,2],"error":{"code":"timedOut","message":"It took too long.",)"
           R"("innerError":{"request-id":"r1"}}})"),
      StatusIs(absl::StatusCode::kDataLoss,
               "the service answered with a part of the list and an error: It took too long. "
               "(timedOut, request r1)"));
  EXPECT_THAT(Read(R"({"odata.error":{"code":"-1","message":{"lang":"en","value":"No."}},)"
                   R"("value":[1]})"),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("an error: No. (-1)")));
  EXPECT_EQ(handed_on_, 0);
  EXPECT_THAT(Read(R"({"value":[1,2],"error":null})"), IsOk());
  EXPECT_EQ(handed_on_, 2);
}

TEST_F(PageReaderTest, TheFirstMegabyteIsHeldBackAndCanBeginAnew) {
  PageReader page(Count());
  ASSERT_THAT(page.Write(R"({"value":[1,2,)"), IsOk());
  EXPECT_EQ(handed_on_, 0);
  EXPECT_TRUE(page.Restart());
  ASSERT_THAT(page.Write(R"({"value":[3]})"), IsOk());
  ASSERT_THAT(page.Finish(), IsOk());
  EXPECT_EQ(handed_on_, 1);
  EXPECT_EQ(page.size(), 1);
  EXPECT_FALSE(page.Restart());
}

TEST_F(PageReaderTest, MoreThanAMegabyteIsHandedOnAsItArrives) {
  PageReader page(Count());
  const std::string element = absl::StrCat("\"", std::string(100'000, 'x'), "\",");
  ASSERT_THAT(page.Write("["), IsOk());
  for (int i = 0; i < 10; ++i) ASSERT_THAT(page.Write(element), IsOk());
  EXPECT_EQ(handed_on_, 0);
  ASSERT_THAT(page.Write(element), IsOk());
  EXPECT_EQ(handed_on_, 11);
  EXPECT_FALSE(page.Restart());
  ASSERT_THAT(page.Write(element), IsOk());
  EXPECT_EQ(handed_on_, 12);
}

TEST_F(PageReaderTest, OnlyATextWithoutALengthIsCutByItsConnection) {
  PageReader page(Count());
  http::Response response;
  EXPECT_THAT(page.CheckIsWhole(response), IsOk());  // nothing is no list, but nothing was cut
  ASSERT_THAT(page.Write(R"({"value":[1)"), IsOk());
  EXPECT_TRUE(http::IsCutConnection(page.CheckIsWhole(response)));
  response.headers = {{"Content-Length", "11"}};
  EXPECT_THAT(page.CheckIsWhole(response), IsOk());
  response.headers = {{"Transfer-Encoding", "chunked"}};
  EXPECT_THAT(page.CheckIsWhole(response), IsOk());
  EXPECT_THAT(page.Finish(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("too early")));
}

}  // namespace
}  // namespace o365::odata
