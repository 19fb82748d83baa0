// What a tenant's administrators and its cloud change about sign-ins: blocked flows, continuous
// access evaluation, national clouds.

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/control_secret.h"
#include "tools/tenant/jwt.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

constexpr char kMe[] = "https://graph.microsoft.com/v1.0/me";

class PolicyTest : public ::testing::Test {
 protected:
  PolicyTest() : tenant_({.control_secret = "s"}) { tenant_.SignIn(""); }

  Answer Control(absl::string_view target, absl::string_view body) {
    return tenant_.SendRaw({.scheme = "http",
                            .host = "",
                            .method = "POST",
                            .target = std::string(target),
                            .headers = {{kControlSecretHeader, "s"}},
                            .body = std::string(body)});
  }
  Answer Password(http::FormFields more = {}, absl::string_view url = kTokenUrl,
                  absl::string_view scope = "https://graph.microsoft.com/.default offline_access") {
    http::FormFields fields = {{"grant_type", "password"},
                               {"client_id", kTestApp},
                               {"scope", std::string(scope)},
                               {"username", kAdminUpn},
                               {"password", kPassword}};
    for (auto& field : more) fields.push_back(std::move(field));
    return tenant_.PostForm(url, fields);
  }
  Answer Refresh(const Answer& tokens, absl::string_view claims,
                 absl::string_view url = kTokenUrl) {
    return tenant_.PostForm(url, {{"grant_type", "refresh_token"},
                                  {"client_id", kTestApp},
                                  {"refresh_token", tokens.body["refresh_token"].AsString()},
                                  {"claims", std::string(claims)}});
  }
  Answer Get(const Answer& token, absl::string_view url = kMe) {
    return tenant_.Get(
        url, {{"Authorization", absl::StrCat("Bearer ", token.body["access_token"].AsString())}});
  }
  static json::Value Claims(const Answer& answer) {
    const auto jwt = ParseJwt(answer.body["access_token"].AsString());
    return jwt.ok() ? jwt->claims : json::Value();
  }
  static int64_t Code(const Answer& answer) {
    return answer.body["error_codes"].ElementAt(0).AsInt().value_or(0);
  }
  // The claims that a challenge demands.
  static std::string Demanded(const Answer& answer) {
    const std::string header = answer.headers.Get("WWW-Authenticate");
    const size_t start = header.find("claims=\"");
    if (start == std::string::npos) return "";
    const std::string rest = header.substr(start + 8);
    std::string claims;
    absl::Base64Unescape(rest.substr(0, rest.find('"')), &claims);
    return claims;
  }

  TestTenant tenant_;
};

TEST_F(PolicyTest, BlockedDeviceCodesAreGrantedButNeverRedeemed) {
  ASSERT_EQ(Control("/control/policy", R"({"blockDeviceCode": true})").status, 200);
  const Answer started = tenant_.PostForm(
      kDeviceCodeUrl, {{"client_id", kTestApp}, {"scope", "https://graph.microsoft.com/.default"}});
  ASSERT_EQ(started.status, 200);
  const http::FormFields poll = {{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
                                 {"client_id", kTestApp},
                                 {"device_code", started.body["device_code"].AsString()}};
  EXPECT_EQ(Code(tenant_.PostForm(kTokenUrl, poll)), 53003);
  Control("/control/policy", R"({"blockDeviceCode": false})");
  tenant_.clock().Advance(absl::Seconds(5));
  EXPECT_EQ(Code(tenant_.PostForm(kTokenUrl, poll)), 70016);
}

TEST_F(PolicyTest, ScopesAreThoseThatExist) {
  const Answer got = Password({}, kTokenUrl, "User.Read offline_access");
  ASSERT_EQ(got.status, 200) << got.text;
  EXPECT_THAT(got.body["scope"].AsString(),
              ::testing::EndsWith("https://graph.microsoft.com/User.Read"));
  EXPECT_TRUE(absl::EndsWith(Claims(got)["scp"].AsString(), " User.Read"));
  EXPECT_EQ(Code(Password({}, kTokenUrl, "https://graph.microsoft.com/Nope.Read")), 650053);
}

TEST_F(PolicyTest, AChallengeLastsUntilItIsAnswered) {
  const Answer old = Password();
  ASSERT_EQ(Get(old).status, 200);
  Control("/control/challenge", R"({"host": "graph.microsoft.com", "next": 5})");
  const Answer challenged = Get(old);
  EXPECT_EQ(challenged.status, 401);
  EXPECT_THAT(challenged.headers.Get("WWW-Authenticate"),
              HasSubstr("error=\"insufficient_claims\""));
  const std::string claims = Demanded(challenged);
  EXPECT_THAT(claims, HasSubstr("\"essential\":true"));
  // A newer token alone is no answer.
  EXPECT_EQ(Get(Refresh(old, "")).status, 401);
  EXPECT_EQ(Get(Refresh(old, claims)).status, 200);
}

TEST_F(PolicyTest, SomeChallengesOnlyTheUserCanAnswer) {
  const Answer old = Password();
  Control("/control/challenge", R"({"next": 5, "interactive": true})");
  const std::string claims = Demanded(Get(old));
  const Answer refused = Refresh(old, claims);
  EXPECT_EQ(refused.body["error"].AsString(), "interaction_required");
  EXPECT_EQ(Code(refused), 50076);
  EXPECT_EQ(refused.body["claims"].AsString(), claims);
  EXPECT_EQ(Get(Password({{"claims", claims}})).status, 200);
}

TEST_F(PolicyTest, TokensOfCapableClientsLiveLong) {
  const char* claims = R"({"access_token":{"xms_cc":{"values":["cp1"]}}})";
  const Answer got = Password({{"claims", claims}});
  EXPECT_EQ(got.body["expires_in"].AsInt(), 26 * 3600);
  EXPECT_EQ(Claims(got)["xms_cc"].ElementAt(0).AsString(), "CP1");
  EXPECT_EQ(Password().body["expires_in"].AsInt(), 3600);
  EXPECT_EQ(Code(Password({{"claims", "{"}})), 90027);
}

TEST_F(PolicyTest, CloudsAreApart) {
  const char* american = "https://login.microsoftonline.us/organizations/oauth2/v2.0/token";
  const char* scope = "https://graph.microsoft.us/.default offline_access";
  const char* american_me = "https://graph.microsoft.us/v1.0/me";
  const Answer got = Password({}, american, scope);
  ASSERT_EQ(got.status, 200) << got.text;
  EXPECT_EQ(Claims(got)["aud"].AsString(), "https://graph.microsoft.us");
  const Answer me = Get(got, american_me);
  EXPECT_EQ(me.status, 200) << me.text;
  EXPECT_THAT(me.text, HasSubstr("https://graph.microsoft.us/v1.0/$metadata"));
  EXPECT_EQ(Get(got).status, 401);
  EXPECT_EQ(Get(got, "https://microsoftgraph.chinacloudapi.cn/v1.0/me").status, 401);
  EXPECT_EQ(Get(Password(), american_me).status, 401);
  EXPECT_NE(Refresh(got, "").status, 200);
  EXPECT_EQ(Refresh(got, "", american).status, 200);
  for (const char* host : {"sharepoint.us", "sharepoint-mil.us"}) {
    const std::string site = absl::StrCat("https://contoso.", host);
    const Answer token = Password({}, american, site + "/.default");
    EXPECT_EQ(Get(token, site + "/_api/web").status, 200) << host;
  }
}

TEST_F(PolicyTest, InstanceDiscoveryVouchesForMicrosoftsHostsOnly) {
  const auto ask = [&](absl::string_view host) {
    return tenant_.Get(
        absl::StrCat("https://login.microsoftonline.com/common/discovery/instance?api-version=1.1&",
                     "authorization_endpoint=https://", host, "/common/oauth2/v2.0/authorize"));
  };
  EXPECT_EQ(ask("login.microsoftonline.us").status, 200);
  const Answer refused = ask("evil.example");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(refused.body["error"].AsString(), "invalid_instance");
  const Answer info = Get(Password(), "https://graph.microsoft.com/oidc/userinfo");
  EXPECT_EQ(info.body["email"].AsString(), kAdminUpn);
}

}  // namespace
}  // namespace o365::tenant
