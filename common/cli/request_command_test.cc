#include "common/cli/request_command.h"

#include <unistd.h>

#include <memory>

#include "common/base/error.h"
#include "common/base/file.h"
#include "common/cli/run_call.h"
#include "common/odata/graph.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/command_context.h"
#include "tests/testing/status_matchers.h"

namespace o365::cli {
namespace {

using o365::testing::IsOk;
using o365::testing::IsOkAndHolds;
using o365::testing::StatusIs;
using ::testing::HasSubstr;

constexpr char kMe[] = "https://graph.microsoft.com/v1.0/me";

class RequestCommandTest : public ::testing::Test {
 protected:
  RequestCommandTest() {
    test_.ConnectTo("https://graph.microsoft.com", {"https://graph.microsoft.com"});
    args_.SetDefault("method", "GET");
  }

  void Expect(std::string method, std::string url, int status, std::string body) {
    test_.http().Expect({.method = std::move(method),
                         .url = std::move(url),
                         .answer = {.status = status, .headers = {}, .body = std::move(body)}});
  }

  absl::StatusOr<json::Value> Run() {
    const absl::Status checked = CheckRequest(args_);
    return checked.ok() ? RunRequest(test_.context(), args_) : checked;
  }

  void ExpectRefused(const std::string& why) {
    const absl::Status status = Run().status();
    EXPECT_TRUE(base::IsUsageError(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(why));
  }

  const Service service_ = {
      .name = "graph",
      .display_name = "",
      .summary = "",
      .nouns = {},
      .connection_commands = {},
      .api = {.base = "https://graph.microsoft.com/v1.0?v=1", .rest = GraphRest}};
  o365::testing::CommandContext test_{service_};
  Args args_;
};

TEST_F(RequestCommandTest, ARelativeAddressFollowsTheBaseAndItsQuery) {
  args_.Set("url", "/me");
  Expect("GET", absl::StrCat(kMe, "?v=1"), 200, R"({"id":"1"})");
  EXPECT_THAT(Run(), IsOkAndHolds(json::Value::Object({{"id", "1"}})));
  args_.Set("url", "/me?$filter=a eq 'b'");
  Expect("GET", absl::StrCat(kMe, "?$filter=a%20eq%20'b'&v=1"), 200, "");
  EXPECT_THAT(Run(), IsOkAndHolds(json::Value()));
  args_.Set("url", "/me?v=2");
  Expect("GET", absl::StrCat(kMe, "?v=2"), 200, "");
  EXPECT_THAT(Run(), IsOkAndHolds(json::Value()));
}

TEST_F(RequestCommandTest, NoOtherHostIsAsked) {
  for (const char* url :
       {"https://example.com/v1.0/me", "https://graph.microsoft.com.example.com/me",
        "https://graph.microsoft.com@example.com/", "https://graph.microsoft.com:444/me",
        "https://graph.microsoft.com\\@example.com/"}) {
    args_.Set("url", url);
    ExpectRefused("no access token is sent to");
  }
  for (const char* url : {"http://graph.microsoft.com/me", "//example.com/me", "me", ""}) {
    args_.Set("url", url);
    ExpectRefused("option '--url' does not accept");
  }
  EXPECT_TRUE(test_.http().requests().empty());
}

TEST_F(RequestCommandTest, SendsHeadersAndAJsonBody) {
  args_.Set("url", kMe);
  args_.Set("method", "PATCH");
  args_.Set("body", R"({"a":1})");
  args_.Set("header", "If-Match: *\nPrefer:return=minimal");
  Expect("PATCH", kMe, 204, "");
  EXPECT_THAT(Run(), IsOkAndHolds(json::Value()));
  const http::Request sent = test_.http().requests().at(0);
  EXPECT_EQ(sent.headers.Get("If-Match"), "*");
  EXPECT_EQ(sent.headers.Get("Prefer"), "return=minimal");
  EXPECT_EQ(sent.headers.Get("Content-Type"), "application/json");
  EXPECT_EQ(sent.body, R"({"a":1})");
}

TEST_F(RequestCommandTest, ATextIsSentWithoutAType) {
  args_.Set("url", kMe);
  args_.Set("method", "PUT");
  args_.Set("body", "some text");
  Expect("PUT", kMe, 200, "<p>done</p>");
  EXPECT_THAT(Run(), IsOkAndHolds(json::Value("<p>done</p>")));
  EXPECT_FALSE(test_.http().requests().at(0).headers.Has("Content-Type"));
}

TEST_F(RequestCommandTest, RefusesWhatItCannotSend) {
  args_.Set("url", kMe);
  args_.Set("header", "Authorization: Bearer x");
  ExpectRefused("'Authorization' is not yours to set");
  args_.Set("header", "no colon");
  ExpectRefused("use name:value");
  args_.Set("header", "a:b\rc");
  ExpectRefused("control characters");
  args_.Unset("header");
  args_.Set("body", "{}");
  ExpectRefused("a GET has no '--body'");
  args_.Set("method", "POST");
  args_.Set("paginate", "true");
  ExpectRefused("'--paginate' goes with the method GET");
}

TEST_F(RequestCommandTest, PagesBecomeOneList) {
  args_.Set("url", kMe);
  args_.Set("paginate", "true");
  Expect("GET", kMe, 200,
         R"({"value":[1],"@odata.nextLink":"https://graph.microsoft.com/v1.0/me?p=2"})");
  Expect("GET", absl::StrCat(kMe, "?p=2"), 200, R"({"value":[2]})");
  EXPECT_THAT(Run(), IsOk());
  EXPECT_THAT(test_.context().results.Finish(), IsOk());
  EXPECT_EQ(test_.printed(), "[\n  1,\n  2\n]\n");
}

TEST_F(RequestCommandTest, AFileHoldsTheWholeBodyOrIsNotThere) {
  const std::string path = ::testing::TempDir() + "/request_command_test";
  args_.Set("url", kMe);
  args_.Set("filePath", path);
  Expect("GET", kMe, 404, R"({"error":{"code":"ResourceNotFound","message":"no photo"}})");
  EXPECT_TRUE(absl::IsNotFound(Run().status()));
  EXPECT_NE(::access(path.c_str(), F_OK), 0);
  const std::string bytes("\x89PNG\0", 5);
  Expect("GET", kMe, 200, bytes);
  EXPECT_THAT(Run(), IsOkAndHolds(json::Value()));
  EXPECT_THAT(base::ReadFile(path), IsOkAndHolds(bytes));
  EXPECT_EQ(test_.http().requests().at(1).headers.Get("Accept"), "*/*");
}

TEST_F(RequestCommandTest, AFileIsTheContentAndNothingInItsPlace) {
  const std::string path = ::testing::TempDir() + "/request_command_content";
  args_.Set("url", kMe);
  args_.Set("filePath", path);
  for (const int status : {202, 204, 206}) {
    Expect("GET", kMe, status, status == 206 ? "part" : "");
    EXPECT_THAT(Run(), StatusIs(absl::StatusCode::kDataLoss,
                                absl::StrCat("the service answered without the content (HTTP ",
                                             status, ")")));
    EXPECT_NE(::access(path.c_str(), F_OK), 0);
  }
  const auto page = [&] {
    test_.http().Expect({.method = "GET",
                         .url = kMe,
                         .answer = {.status = 200,
                                    .headers = {{"Content-Type", "text/html"}},
                                    .body = "<html>sign in</html>"}});
  };
  page();
  EXPECT_THAT(Run(), StatusIs(absl::StatusCode::kDataLoss,
                              "the service answered with a web page instead of the content"));
  EXPECT_NE(::access(path.c_str(), F_OK), 0);
  // OneNote's pages are pages, and so are files named like them.
  page();
  args_.Set("header", "Accept: text/html");
  EXPECT_THAT(Run(), IsOk());
  args_.Unset("header");
  page();
  args_.Set("filePath", path + ".html");
  EXPECT_THAT(Run(), IsOk());
}

// It used to be printed as text, with success.
TEST_F(RequestCommandTest, JsonThatCannotBeReadIsAnError) {
  args_.Set("url", kMe);
  const auto answer = [&](const char* type) {
    test_.http().Expect(
        {.method = "GET",
         .url = kMe,
         .answer = {.status = 200, .headers = {{"Content-Type", type}}, .body = R"({"id":"1",})"}});
  };
  answer("application/json;odata.metadata=none");
  EXPECT_THAT(Run(), StatusIs(absl::StatusCode::kInvalidArgument,
                              HasSubstr("cannot read the service's answer: JSON, line 1: ")));
  answer("text/plain");
  EXPECT_THAT(Run(), IsOkAndHolds(json::Value(R"({"id":"1",})")));
}

TEST_F(RequestCommandTest, BytesAreNotPrinted) {
  args_.Set("url", kMe);
  Expect("GET", kMe, 200, std::string("\x89PNG\0", 5));
  EXPECT_THAT(Run(), StatusIs(absl::StatusCode::kFailedPrecondition, "the answer is no text"));
}

}  // namespace
}  // namespace o365::cli
