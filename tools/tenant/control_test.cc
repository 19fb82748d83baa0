// The control API: faults, decisions, the list of requests.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/control_secret.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kMe[] = "https://graph.microsoft.com/v1.0/me";
constexpr char kWeb[] = "https://contoso.sharepoint.com/_api/web";

class ControlTest : public ::testing::Test {
 protected:
  ControlTest() : tenant_({.control_secret = "s3cret"}) {}

  Answer Control(absl::string_view method, absl::string_view target, absl::string_view body = "",
                 absl::string_view secret = "s3cret") {
    http::Incoming request{.scheme = "http",
                           .host = "",
                           .method = std::string(method),
                           .target = std::string(target),
                           .body = std::string(body)};
    request.headers.Set(kControlSecretHeader, secret);
    return tenant_.SendRaw(request);
  }
  void Fault(absl::string_view body) {
    const Answer got = Control("POST", "/control/faults", body);
    EXPECT_EQ(got.status, 200) << got.text;
  }

  TestTenant tenant_;
};

TEST_F(ControlTest, NeedsTheSecret) {
  EXPECT_EQ(Control("GET", "/control/status").status, 200);
  EXPECT_EQ(Control("GET", "/control/status", "", "guess!").status, 403);
  EXPECT_EQ(Control("GET", "/control/status", "", "").status, 403);
  TestTenant closed;  // without a secret there is no control
  http::Incoming request{
      .scheme = "http", .host = "", .method = "GET", .target = "/control/status"};
  EXPECT_EQ(closed.SendRaw(request).status, 403);
}

TEST_F(ControlTest, FaultsHitSoManyRequests) {
  Fault(R"({"next":2,"status":429,"retryAfter":7})");
  const Answer graph = tenant_.Get(kMe);
  EXPECT_EQ(graph.status, 429);
  EXPECT_EQ(graph.headers.Get("Retry-After"), "7");
  EXPECT_EQ(graph.body.At({"error", "code"}).AsString(), "TooManyRequests");
  EXPECT_EQ(tenant_.Get(kWeb).text, "429 TOO MANY REQUESTS");
  EXPECT_EQ(tenant_.Get(kMe).status, 200);
}

TEST_F(ControlTest, FaultsLastFromTheFirstRequestOn) {
  Fault(R"({"for":2000,"status":429})");
  tenant_.clock().Advance(absl::Hours(1));
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(tenant_.Get(kMe).status, 429);
    tenant_.clock().Advance(absl::Milliseconds(499));
  }
  tenant_.clock().Advance(absl::Milliseconds(4));
  EXPECT_EQ(tenant_.Get(kMe).status, 200);
}

TEST_F(ControlTest, HostsOfNoServiceUseUpNoFaults) {
  Fault(R"({"status":503})");
  EXPECT_EQ(tenant_.Get("https://telemetry.example.com/track").status, 501);
  EXPECT_EQ(tenant_.Get(kMe).status, 503);
}

TEST_F(ControlTest, ServicesAreReachedOverTlsOnly) {
  const Answer got = tenant_.Get("http://graph.microsoft.com/v1.0/me");
  EXPECT_EQ(got.status, 301);
  EXPECT_EQ(got.headers.Get("Location"), kMe);
}

TEST_F(ControlTest, FaultsMayBeAboutAPath) {
  Fault(R"({"status":503,"path":"sharepoint.com/_api/web"})");
  EXPECT_EQ(tenant_.Get(kMe).status, 200);
  const Answer got = tenant_.Get(kWeb);
  EXPECT_EQ(got.status, 503);
  EXPECT_FALSE(got.headers.Has("Retry-After"));
}

TEST_F(ControlTest, EveryServiceFailsInItsOwnWords) {
  Fault(R"({"next":3,"status":500})");
  EXPECT_THAT(tenant_.Get(kMe).text, HasSubstr("generalException"));
  EXPECT_THAT(tenant_.Get("https://api.flow.microsoft.com/x").text,
              HasSubstr("InternalServerError"));
  EXPECT_THAT(tenant_.PostForm(kTokenUrl, {}).text, HasSubstr("AADSTS90033"));
  Fault(R"({"status":500,"body":"boom"})");
  EXPECT_EQ(tenant_.Get(kMe).text, "boom");
}

TEST_F(ControlTest, ConnectionsAreCutAndAnswersDelayed) {
  Fault(R"({"reset":true})");
  tenant_.Post("https://contoso.sharepoint.com/_api/web/lists", R"({"Title":"Never"})");
  EXPECT_EQ(tenant_.last().cut, http::Outgoing::Cut::kBefore);
  // A request whose connection was reset has changed nothing.
  EXPECT_EQ(tenant_.Get("https://contoso.sharepoint.com/_api/web/lists/GetByTitle('Never')").status,
            404);
  Fault(R"({"truncate":true})");
  tenant_.Get(kMe);
  EXPECT_EQ(tenant_.last().cut, http::Outgoing::Cut::kMiddle);
  Fault(R"({"delay":1500})");
  EXPECT_EQ(tenant_.Get(kMe).status, 200);
  EXPECT_EQ(tenant_.last().delay, absl::Milliseconds(1500));
}

TEST_F(ControlTest, FaultsAreClearedAndChecked) {
  Fault(R"({"next":9,"status":500})");
  EXPECT_EQ(Control("DELETE", "/control/faults").status, 200);
  EXPECT_EQ(tenant_.Get(kMe).status, 200);
  EXPECT_THAT(Control("POST", "/control/faults", R"({"status":42})").text,
              HasSubstr("'status' must be a number from 200 to 599"));
  EXPECT_THAT(Control("POST", "/control/faults", "{}").text, HasSubstr("nothing to go wrong"));
}

TEST_F(ControlTest, SignInsAreDecided) {
  const auto start = [&] {
    return tenant_.PostForm(kDeviceCodeUrl, {{"client_id", kTestApp}, {"scope", "offline_access"}})
        .body["user_code"]
        .AsString();
  };
  const std::string code = start();
  EXPECT_EQ(
      Control("POST", "/control/approve",
              absl::StrCat(R"({"account":"user@contoso.onmicrosoft.com","code":")", code, R"("})"))
          .status,
      200);
  EXPECT_EQ(tenant_.tenant().authority().FindByUserCode(code)->upn, kUserUpn);
  EXPECT_EQ(Control("POST", "/control/deny", absl::StrCat(R"({"code":")", code, R"("})")).status,
            404);  // decided already
  EXPECT_EQ(Control("POST", "/control/deny", absl::StrCat(R"({"code":")", start(), R"("})")).status,
            200);
}

TEST_F(ControlTest, RequestsAreListedWithoutSecrets) {
  tenant_.Get(kMe);
  tenant_.PostForm(absl::StrCat(kTokenUrl, "?code=topsecret"), {{"password", "topsecret"}});
  tenant_.Get("https://example.com/x");
  const std::string all = Control("GET", "/control/requests").text;
  EXPECT_THAT(all, HasSubstr("200 GET graph.microsoft.com/v1.0/me"));
  EXPECT_THAT(all, Not(HasSubstr("topsecret")));
  const std::string unknown = Control("GET", "/control/requests?unknown=true").text;
  EXPECT_THAT(unknown, HasSubstr("501 GET example.com/x (unknown)"));
  EXPECT_THAT(unknown, Not(HasSubstr("graph.microsoft.com")));
}

TEST_F(ControlTest, TokensAreExpiredAndRevoked) {
  const std::string bearer = "Bearer " + tenant_.Token("https://graph.microsoft.com");
  Control("POST", "/control/expire-tokens");
  EXPECT_EQ(tenant_.Get(kMe, {{"Authorization", bearer}}).status, 401);
  EXPECT_EQ(Control("POST", "/control/revoke", R"({"account":"nobody"})").status, 404);
  EXPECT_EQ(
      Control("POST", "/control/revoke", R"({"account":"admin@contoso.onmicrosoft.com"})").status,
      200);
}

}  // namespace
}  // namespace o365::tenant
