#include "common/http/content.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;

TEST(ContentTest, HtmlInPlaceOfSomethingElseIsAWebPage) {
  const Response page{.status = 200, .headers = {{"Content-Type", "Text/HTML; charset=utf-8"}}};
  EXPECT_TRUE(IsWebPage(page, "/_api/web/GetFileById('x')/$value"));
  EXPECT_TRUE(IsWebPage(page, "/_layouts/15/Authenticate.aspx"));
  EXPECT_FALSE(IsWebPage(page, "/docs/page.html"));
  EXPECT_FALSE(IsWebPage(page, "/docs/PAGE.HTM"));
  EXPECT_FALSE(
      IsWebPage({.status = 200,
                 .headers = {{"Content-Type", "text/html"},
                             {"Content-Disposition", "attachment; filename=\"page.html\""}}},
                "/content"));
  EXPECT_FALSE(IsWebPage({.status = 200, .headers = {{"Content-Type", "text/plain"}}}, "/content"));
  EXPECT_FALSE(IsWebPage({.status = 200}, "/content"));
}

TEST(ContentTest, ContentIsAnswered200) {
  Request get;
  EXPECT_THAT(CheckIsContent(get, {.status = 200}), IsOk());
  for (const int status : {201, 202, 203, 204, 205, 206, 207}) {
    EXPECT_THAT(
        CheckIsContent(get, {.status = status}),
        StatusIs(absl::StatusCode::kDataLoss,
                 "the service answered without the content (HTTP " + std::to_string(status) + ")"));
  }
  get.headers = {{"range", "bytes=0-9"}};
  EXPECT_THAT(CheckIsContent(get, {.status = 206}), IsOk());
  Request post;
  post.method = "POST";
  EXPECT_THAT(CheckIsContent(post, {.status = 204}), IsOk());
}

}  // namespace
}  // namespace o365::http
