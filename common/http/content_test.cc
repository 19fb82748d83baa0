#include "common/http/content.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;

TEST(ContentTest, HtmlInPlaceOfSomethingElseIsAWebPage) {
  const Response page{
      .status = 200, .headers = {{"Content-Type", "Text/HTML; charset=utf-8"}}, .body = {}};
  EXPECT_TRUE(IsWebPage(page, "/_api/web/GetFileById('x')/$value"));
  EXPECT_TRUE(IsWebPage(page, "/_layouts/15/Authenticate.aspx"));
  EXPECT_FALSE(IsWebPage(page, "/docs/page.html"));
  EXPECT_FALSE(IsWebPage(page, "/docs/PAGE.HTM"));
  EXPECT_FALSE(
      IsWebPage({.status = 200,
                 .headers = {{"Content-Type", "text/html"},
                             {"Content-Disposition", "attachment; filename=\"page.html\""}},
                 .body = {}},
                "/content"));
  EXPECT_FALSE(IsWebPage({.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = {}},
                         "/content"));
  EXPECT_FALSE(IsWebPage({.status = 200, .headers = {}, .body = {}}, "/content"));
}

TEST(ContentTest, ContentIsAnswered200) {
  Request get;
  EXPECT_THAT(CheckIsContent(get, {.status = 200, .headers = {}, .body = {}}), IsOk());
  for (const int status : {201, 202, 203, 204, 205, 206, 207}) {
    EXPECT_THAT(
        CheckIsContent(get, {.status = status, .headers = {}, .body = {}}),
        StatusIs(absl::StatusCode::kDataLoss,
                 "the service answered without the content (HTTP " + std::to_string(status) + ")"));
  }
  get.headers = {{"range", "bytes=0-9"}};
  EXPECT_THAT(CheckIsContent(get, {.status = 206, .headers = {}, .body = {}}), IsOk());
  Request post;
  post.method = "POST";
  EXPECT_THAT(CheckIsContent(post, {.status = 204, .headers = {}, .body = {}}), IsOk());
}

}  // namespace
}  // namespace o365::http
