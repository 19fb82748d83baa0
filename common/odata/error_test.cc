#include "common/odata/error.h"

#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace o365::odata {
namespace {

struct Case {
  int status;
  const char* body;
  const char* message;
  absl::StatusCode code;
};

TEST(ODataErrorTest, EveryShapeGivesItsMessage) {
  const Case cases[] = {
      {400,
       R"({"odata.error":{"code":"-1, Microsoft.SharePoint.Client.ResourceNotFoundException",)"
       R"("message":{"lang":"en-US","value":"No such app"}}})",
       "No such app (HTTP 400, -1, Microsoft.SharePoint.Client.ResourceNotFoundException)",
       absl::StatusCode::kNotFound},
      {409, R"({"error":{"code":"x","message":{"lang":"en","value":"There already"}}})",
       "There already (HTTP 409, x)", absl::StatusCode::kAlreadyExists},
      {404,
       R"({"error":{"code":"Request_ResourceNotFound","message":"Gone","innerError":)"
       R"({"request-id":"r1"}}})",
       "Gone (HTTP 404, Request_ResourceNotFound, request r1)", absl::StatusCode::kNotFound},
      {403, R"({"error":{"code":"EnvironmentAccessDenied","message":"No"}})",
       "No (HTTP 403, EnvironmentAccessDenied)", absl::StatusCode::kPermissionDenied},
      {400, R"({"error":"invalid_grant","error_description":"AADSTS50126: wrong"})",
       "AADSTS50126: wrong (HTTP 400, invalid_grant)", absl::StatusCode::kInvalidArgument},
      {400, "An error has occurred", "An error has occurred (HTTP 400)",
       absl::StatusCode::kInvalidArgument},
      {400, R"({"message":"odd"})", R"({"message":"odd"} (HTTP 400))",
       absl::StatusCode::kInvalidArgument},
      {500, "", "the service answered HTTP 500 (HTTP 500)", absl::StatusCode::kInternal},
      {502, "<html><head><TITLE> Bad Gateway </title></head></html>",
       "the answer is a web page: Bad Gateway (HTTP 502)", absl::StatusCode::kInternal},
      {429, R"({"error":{"code":"TooManyRequests","message":"Slow down"}})",
       "Slow down (HTTP 429, TooManyRequests)", absl::StatusCode::kResourceExhausted},
  };
  for (const Case& c : cases) {
    const absl::Status status = Check({.status = c.status, .headers = {}, .body = c.body});
    EXPECT_EQ(std::string(status.message()), c.message);
    EXPECT_EQ(status.code(), c.code) << c.body;
  }
}

TEST(ODataErrorTest, TakesTheRequestIdFromHeadersAndKeepsTheCode) {
  const absl::Status status =
      Check({.status = 403,
             .headers = {{"SPRequestGuid", "g-1"}},
             .body = R"({"error":{"code":"accessDenied","message":"Access denied"}})"});
  EXPECT_EQ(std::string(status.message()), "Access denied (HTTP 403, accessDenied, request g-1)");
  EXPECT_EQ(base::ServiceCode(status), "accessDenied");
  EXPECT_TRUE(Check({.status = 204, .headers = {}, .body = ""}).ok());
}

}  // namespace
}  // namespace o365::odata
