#include "common/auth/device_code.h"

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

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::StatusIs;

constexpr char kCodeUrl[] = "https://login.microsoftonline.com/common/oauth2/v2.0/devicecode";
constexpr char kTokenUrl[] = "https://login.microsoftonline.com/common/oauth2/v2.0/token";
constexpr char kCode[] =
    R"({"device_code":"dev-1","user_code":"ABCD1234","verification_uri":"https://microsoft.com/devicelogin",)"
    R"("expires_in":900,"interval":5,"message":"Open https://microsoft.com/devicelogin, enter ABCD1234."})";

class DeviceCodeTest : public ::testing::Test {
 protected:
  void Expect(const char* url, int status, std::string body,
              std::vector<std::string> body_parts = {}) {
    http_.Expect({.url = url,
                  .body_parts = std::move(body_parts),
                  .answer = {.status = status, .headers = {}, .body = std::move(body)}});
  }
  void ExpectPollError(const char* error) {
    Expect(kTokenUrl, 400, absl::StrCat(R"({"error":")", error, R"("})"));
  }
  void ExpectToken() { Expect(kTokenUrl, 200, R"({"access_token":"acc-1","expires_in":3600})"); }
  absl::StatusOr<TokenAnswer> SignIn() {
    TokenEndpoint endpoint({.http = &http_,
                            .clock = &clock_,
                            .log = &log_,
                            .login_host = "login.microsoftonline.com",
                            .tenant = "common",
                            .connect_command = "spo connect https://contoso.sharepoint.com"});
    Connection connection;
    connection.app_id = "app";
    const base::Environment environment;
    GrantContext context{.endpoint = endpoint,
                         .environment = environment,
                         .terminal = terminal_,
                         .connection = connection};
    return kDeviceCodeGrant.sign_in(context, "https://contoso.sharepoint.com");
  }

  testing::FakeClock clock_;
  testing::FakeTerminal terminal_;
  base::Log log_{terminal_, base::LogLevel::kQuiet};
  testing::ScriptedClient http_;
};

TEST_F(DeviceCodeTest, ShowsTheCodeAndPollsUntilSignedIn) {
  Expect(kCodeUrl, 200, kCode,
         {"client_id=app", "scope=https%3A%2F%2Fcontoso.sharepoint.com%2F.default%20"});
  ExpectPollError("authorization_pending");
  ExpectPollError("authorization_pending");
  Expect(kTokenUrl, 200, R"({"access_token":"acc-1","expires_in":3600})",
         {"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code", "client_id=app",
          "device_code=dev-1"});
  EXPECT_EQ(SignIn()->access_token.value, base::Secret("acc-1"));
  EXPECT_EQ(terminal_.said(), "Open https://microsoft.com/devicelogin, enter ABCD1234.\n");
  EXPECT_THAT(clock_.sleeps(), ElementsAre(absl::Seconds(5), absl::Seconds(5), absl::Seconds(5)));
}

TEST_F(DeviceCodeTest, UsesItsOwnWordsWhenTheServiceHasNone) {
  Expect(
      kCodeUrl, 200,
      R"({"device_code":"dev-1","user_code":"AB\u001bCD","verification_uri":"https://x.example"})");
  ExpectToken();
  EXPECT_THAT(SignIn(), testing::IsOk());
  EXPECT_EQ(terminal_.said(),
            "To sign in, open https://x.example in a browser and enter the code ABCD\n");
  // RFC 8628: five seconds when the service names no interval.
  EXPECT_THAT(clock_.sleeps(), ElementsAre(absl::Seconds(5)));
}

TEST_F(DeviceCodeTest, SlowDownIsForGood) {
  Expect(kCodeUrl, 200, kCode);
  ExpectPollError("slow_down");
  ExpectPollError("authorization_pending");
  ExpectPollError("slow_down");
  ExpectToken();
  EXPECT_THAT(SignIn(), testing::IsOk());
  EXPECT_THAT(clock_.sleeps(), ElementsAre(absl::Seconds(5), absl::Seconds(10), absl::Seconds(10),
                                           absl::Seconds(15)));
}

TEST_F(DeviceCodeTest, TroubleOnTheWayBacksOffAndGoesOn) {
  Expect(kCodeUrl, 200, kCode);
  http_.Expect({.url = kTokenUrl, .failure = base::NetworkError("timed out")});
  Expect(kTokenUrl, 503, "<html>");
  ExpectPollError("authorization_pending");
  ExpectToken();
  EXPECT_THAT(SignIn(), testing::IsOk());
  EXPECT_THAT(clock_.sleeps(), ElementsAre(absl::Seconds(5), absl::Seconds(10), absl::Seconds(20),
                                           absl::Seconds(5)));
}

TEST_F(DeviceCodeTest, PollsAreNotRepeatedBehindItsBack) {
  Expect(kCodeUrl, 200, kCode);
  ExpectToken();
  EXPECT_THAT(SignIn(), testing::IsOk());
  EXPECT_TRUE(http_.requests()[0].MayRepeat());
  EXPECT_FALSE(http_.requests()[1].MayRepeat());
}

TEST_F(DeviceCodeTest, TheCodeRunsOut) {
  for (const char* error : {"expired_token", "bad_verification_code"}) {
    Expect(kCodeUrl, 200, kCode);
    ExpectPollError(error);
    const absl::Status status = SignIn().status();
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kDeadlineExceeded,
                                 "the code ran out before anybody signed in with it"));
    EXPECT_EQ(base::Hint(status), "start again: spo connect https://contoso.sharepoint.com");
  }
}

TEST_F(DeviceCodeTest, StopsByItselfWhenTheServiceKeepsSayingPending) {
  Expect(kCodeUrl, 200, R"({"device_code":"dev-1","user_code":"AB","expires_in":12,"interval":5})");
  ExpectPollError("authorization_pending");
  ExpectPollError("authorization_pending");
  EXPECT_THAT(SignIn(), StatusIs(absl::StatusCode::kDeadlineExceeded, HasSubstr("ran out")));
}

TEST_F(DeviceCodeTest, DecliningEndsIt) {
  for (const char* error : {"authorization_declined", "access_denied"}) {
    Expect(kCodeUrl, 200, kCode);
    ExpectPollError(error);
    EXPECT_THAT(SignIn(), StatusIs(absl::StatusCode::kUnauthenticated,
                                   HasSubstr("the sign-in was declined: ")));
  }
}

TEST_F(DeviceCodeTest, OtherRefusalsAreTheServicesOwn) {
  Expect(kCodeUrl, 400,
         R"({"error":"unauthorized_client","error_description":"AADSTS700016: not found"})");
  const absl::Status status = SignIn().status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated, "AADSTS700016: not found"));
  EXPECT_THAT(base::Hint(status), HasSubstr("O365_APPID"));
  Expect(kCodeUrl, 200, R"({"verification_uri":"x"})");
  EXPECT_THAT(SignIn(), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("device code")));
}

}  // namespace
}  // namespace o365::auth
