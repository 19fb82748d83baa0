#include "common/auth/token_endpoint.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/scripted_client.h"
#include "tests/testing/status_matchers.h"

namespace o365::auth {
namespace {

using ::testing::HasSubstr;
using testing::StatusIs;

constexpr char kUrl[] = "https://login.microsoftonline.com/common/oauth2/v2.0/token";

class TokenEndpointTest : public ::testing::Test {
 protected:
  absl::StatusOr<TokenAnswer> Answer(int status, const std::string& body) {
    http_.Expect(
        {.url = kUrl,
         .answer = {
             .status = status, .headers = {{"Content-Type", "application/json"}}, .body = body}});
    return endpoint_.RequestToken({{"grant_type", "x y"}}, /*may_repeat=*/true);
  }
  // The refusal with this error and description.
  absl::Status Refused(absl::string_view error, absl::string_view description) {
    return Answer(400, absl::StrCat(R"({"error":")", error, R"(","error_description":")",
                                    description, R"("})"))
        .status();
  }

  testing::FakeClock clock_;
  testing::FakeTerminal terminal_;
  base::Log log_{terminal_, base::LogLevel::kDebug};
  testing::ScriptedClient http_;
  TokenEndpoint endpoint_{{.http = &http_,
                           .clock = &clock_,
                           .log = &log_,
                           .login_host = "login.microsoftonline.com",
                           .tenant = "common",
                           .connect_command = "graph connect"}};
};

TEST_F(TokenEndpointTest, ReadsAnAnswer) {
  const std::string id_token = absl::StrCat(
      "h.", absl::WebSafeBase64Escape(R"({"tid":"tenant-1","preferred_username":"a@b.c"})"), ".s");
  const TokenAnswer answer = *Answer(
      200, absl::StrCat(R"({"access_token":"acc-1","refresh_token":"ref-1","expires_in":3599,)",
                        R"("id_token":")", id_token, R"("})"));
  EXPECT_EQ(answer.access_token.value, base::Secret("acc-1"));
  EXPECT_EQ(answer.access_token.expires, clock_.Now() + absl::Seconds(3599));
  EXPECT_EQ(answer.refresh_token, base::Secret("ref-1"));
  EXPECT_EQ(answer.claims.tenant_id, "tenant-1");
  EXPECT_EQ(answer.claims.user_name, "a@b.c");

  const http::Request request = http_.requests()[0];
  // cp1: this client answers claims challenges.
  EXPECT_EQ(
      request.body,
      "grant_type=x%20y&claims=%7B%22access_token%22%3A%7B%22xms_cc%22%3A%7B%22values%22%3A%5B"
      "%22cp1%22%5D%7D%7D%7D");
  EXPECT_EQ(request.headers.Get("Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_TRUE(request.secret_answer);
  EXPECT_TRUE(request.MayRepeat());
}

TEST_F(TokenEndpointTest, WhatTheServiceCallsPassingIsWorthAnotherTry) {
  struct Case {
    int status;
    const char* body;
    const char* reason;
  };
  constexpr Case kCases[] = {
      {500, R"({"error":"server_error"})", "server_error"},
      {400, R"({"error":"temporarily_unavailable"})", "temporarily_unavailable"},
      {400, R"({"error":"invalid_grant"})", ""},
      {500, R"({"error":7})", ""},
      {502, "<html>", ""},
      {200, R"({"error":"server_error"})", ""},
  };
  ASSERT_THAT(Answer(400, R"({"error":"server_error"})"),
              StatusIs(absl::StatusCode::kUnavailable, "server_error"));
  const http::Request request = http_.requests()[0];
  for (const Case& c : kCases)
    EXPECT_EQ(request.reason_to_repeat({.status = c.status, .headers = {}, .body = c.body}),
              c.reason)
        << c.body;
  // A device code is good for one token: its poll goes on by itself.
  http_.Expect({.url = kUrl, .answer = {.status = 500, .headers = {}, .body = "{}"}});
  EXPECT_FALSE(endpoint_.RequestToken({}, /*may_repeat=*/false).ok());
  EXPECT_EQ(http_.requests()[1].reason_to_repeat, nullptr);
}

TEST(ClaimsRequestTest, AddsWhatWasDemanded) {
  EXPECT_EQ(
      ClaimsRequest(R"({"access_token":{"nbf":{"essential":true}},"id_token":{}})").value(),
      R"({"access_token":{"nbf":{"essential":true},"xms_cc":{"values":["cp1"]}},"id_token":{}})");
  EXPECT_FALSE(ClaimsRequest("[1]").ok());
  EXPECT_FALSE(ClaimsRequest("x").ok());
}

TEST_F(TokenEndpointTest, LifetimesMayBeStrings) {
  EXPECT_EQ(Answer(200, R"({"access_token":"acc-1","expires_in":"60"})")->access_token.expires,
            clock_.Now() + absl::Minutes(1));
}

TEST_F(TokenEndpointTest, KeepsTheServicesTextInOneLine) {
  const absl::Status status = Refused(
      "invalid_grant",
      "AADSTS50076: Due to a configuration change\\u001b[31m you must use MFA.\\r\\nTrace ID: "
      "t-1\\r\\nCorrelation ID: c-1\\r\\nTimestamp: 2026-11-22 10:00:00Z");
  EXPECT_THAT(status,
              StatusIs(absl::StatusCode::kUnauthenticated,
                       "AADSTS50076: Due to a configuration change [31m you must use MFA. "
                       "Trace ID: t-1 Correlation ID: c-1 Timestamp: 2026-11-22 10:00:00Z"));
  EXPECT_EQ(base::ServiceCode(status), "AADSTS50076");
  EXPECT_EQ(OAuthError(status), "invalid_grant");
}

TEST_F(TokenEndpointTest, EveryKnownCodeGetsAdvice) {
  const struct {
    int code;
    const char* advice;
  } cases[] = {
      {700016, "register an app of your own"},
      {7000218, "public client flows"},
      {65001, "consent"},
      {50011, "http://localhost"},
      {50076, "graph connect --authType browser, or a device code"},
      {50079, "graph connect --authType browser"},
      {50126, "check the user name and the password"},
      {53003, "Conditional Access"},
      {50173, "connect again: graph connect"},
      {700082, "connect again: graph connect"},
      {90094, "administrator must grant consent"},
  };
  for (const auto& c : cases) {
    const absl::Status status =
        Refused("invalid_grant", absl::StrCat("AADSTS", c.code, ": the service's words"));
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated, HasSubstr("service's words")));
    EXPECT_EQ(base::ServiceCode(status), absl::StrCat("AADSTS", c.code));
    EXPECT_THAT(base::Hint(status), HasSubstr(c.advice)) << c.code;
    EXPECT_THAT(base::Hint(status), ::testing::Not(HasSubstr("$")));
  }
  EXPECT_EQ(base::Hint(Refused("invalid_grant", "AADSTS99: unheard of")), "");
}

TEST_F(TokenEndpointTest, TheCodeMayStandInErrorCodesOrBeMissing) {
  EXPECT_EQ(base::ServiceCode(Answer(400, R"({"error":"x","error_codes":[700016]})").status()),
            "AADSTS700016");
  const absl::Status bare = Answer(400, R"({"error":"invalid_scope"})").status();
  EXPECT_EQ(base::ServiceCode(bare), "invalid_scope");
  EXPECT_EQ(std::string(bare.message()), "invalid_scope");
}

TEST_F(TokenEndpointTest, TheRequestIdIsAddedWhenTheTextLacksIt) {
  EXPECT_THAT(Answer(400, R"({"error":"x","error_description":"no","trace_id":"t-9"})"),
              StatusIs(absl::StatusCode::kUnauthenticated, "no (request t-9)"));
}

TEST_F(TokenEndpointTest, PassingTroubleIsNoRefusal) {
  EXPECT_THAT(Answer(503, R"({"error":"temporarily_unavailable"})"),
              StatusIs(absl::StatusCode::kUnavailable, "temporarily_unavailable"));
  EXPECT_THAT(Refused("temporarily_unavailable", "busy"),
              StatusIs(absl::StatusCode::kUnavailable, "busy"));
  EXPECT_THAT(Answer(429, R"({"error":"x"})"), StatusIs(absl::StatusCode::kResourceExhausted, "x"));
  http_.Expect({.url = kUrl, .failure = base::NetworkError("cannot connect")});
  const absl::Status network = endpoint_.RequestToken({}, true).status();
  EXPECT_TRUE(base::IsNetworkError(network));
}

TEST_F(TokenEndpointTest, WhatIsNoAnswerOfASignInServiceIsNotShown) {
  for (const char* body : {"<html>sign in to the wifi</html>", "", "[1]", "null"}) {
    const absl::Status status = Answer(200, body).status();
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable,
                                 "'login.microsoftonline.com' gave no answer of a sign-in service "
                                 "(HTTP 200, application/json)"));
  }
  EXPECT_THAT(Answer(200, "{}"),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("without an access token")));
}

TEST_F(TokenEndpointTest, ScopesKeepTheSlash) {
  EXPECT_EQ(ScopeOf("https://management.azure.com/"),
            "https://management.azure.com//.default offline_access openid profile");
}

}  // namespace
}  // namespace o365::auth
