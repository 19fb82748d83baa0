// The identity platform as clients see it, with a clock that is told what time it is.

#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/decision.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::StartsWith;

json::Value Claims(const json::Value& token) {
  const std::vector<std::string> parts = absl::StrSplit(token.AsString(), '.');
  std::string claims;
  absl::WebSafeBase64Unescape(parts.size() > 1 ? parts[1] : "", &claims);
  return json::Parse(claims).value_or(json::Value());
}

class IdentityTest : public ::testing::Test {
 protected:
  Answer Password(absl::string_view user, absl::string_view password,
                  absl::string_view scope =
                      "https://graph.microsoft.com/.default openid "
                      "offline_access") {
    return tenant_.PostForm(kTokenUrl, {{"grant_type", "password"},
                                        {"client_id", kTestApp},
                                        {"scope", std::string(scope)},
                                        {"client_info", "1"},
                                        {"username", std::string(user)},
                                        {"password", std::string(password)}});
  }
  Answer StartDeviceSignIn() {
    return tenant_.PostForm(kDeviceCodeUrl,
                            {{"client_id", kTestApp},
                             {"scope", "https://contoso.sharepoint.com/.default offline_access"}});
  }
  Answer Poll(const Answer& started) {
    return tenant_.PostForm(kTokenUrl,
                            {{"grant_type", "urn:ietf:params:oauth:grant-type:device_code"},
                             {"client_id", kTestApp},
                             {"device_code", started.body["device_code"].AsString()}});
  }
  Answer Refresh(const json::Value& token, absl::string_view scope) {
    return tenant_.PostForm(kTokenUrl, {{"grant_type", "refresh_token"},
                                        {"client_id", kTestApp},
                                        {"refresh_token", token.AsString()},
                                        {"scope", std::string(scope)}});
  }
  DeviceSignIn& Pending(const Answer& started) {
    return **FindPending(tenant_.tenant().authority(), started.body["user_code"].AsString());
  }

  TestTenant tenant_;
};

TEST_F(IdentityTest, PasswordGivesTokensWithTheAccountsClaims) {
  const Answer got = Password(kAdminUpn, kPassword);
  ASSERT_EQ(got.status, 200) << got.text;
  EXPECT_EQ(got.body["token_type"].AsString(), "Bearer");
  EXPECT_EQ(got.body["expires_in"].AsInt(), 3600);
  const json::Value access = Claims(got.body["access_token"]);
  EXPECT_EQ(access["aud"].AsString(), "https://graph.microsoft.com");
  EXPECT_EQ(access["upn"].AsString(), kAdminUpn);
  EXPECT_EQ(access["tid"].AsString(), kTenantId);
  EXPECT_EQ(access["oid"].AsString(), UserId(kAdminUpn));
  EXPECT_EQ(Claims(got.body["id_token"])["aud"].AsString(), kTestApp);
  EXPECT_FALSE(got.body["refresh_token"].AsString().empty());
  std::string info;
  absl::WebSafeBase64Unescape(got.body["client_info"].AsString(), &info);
  EXPECT_EQ((*json::Parse(info))["utid"].AsString(), kTenantId);
}

TEST_F(IdentityTest, OnlyAskedForTokensAreGiven) {
  const Answer got = Password(kUserUpn, kPassword, "https://graph.microsoft.com/.default");
  EXPECT_TRUE(got.body["refresh_token"].is_null());
  EXPECT_TRUE(got.body["id_token"].is_null());
}

TEST_F(IdentityTest, TheDoubledSlashBelongsToTheResource) {
  const Answer got = Password(kAdminUpn, kPassword, "https://management.azure.com//.default");
  EXPECT_EQ(Claims(got.body["access_token"])["aud"].AsString(), "https://management.azure.com/");
  EXPECT_THAT(got.body["scope"].AsString(), HasSubstr("https://management.azure.com//.default"));
}

TEST_F(IdentityTest, RefusalsLookAsThePlatforms) {
  const Answer got = Password(kAdminUpn, "wrong");
  EXPECT_EQ(got.status, 400);
  EXPECT_EQ(got.body["error"].AsString(), "invalid_grant");
  EXPECT_THAT(got.body["error_description"].AsString(),
              ContainsRegex("^AADSTS50126: Error validating credentials due to invalid username or "
                            "password. Trace ID: [0-9a-f-]+ Correlation ID: [0-9a-f-]+ Timestamp: "
                            "2027-01-15 08:00:00Z$"));
  EXPECT_EQ(got.body["error_codes"].ElementAt(0).AsInt(), 50126);
  EXPECT_EQ(got.body["error_uri"].AsString(), "https://login.microsoftonline.com/error?code=50126");
}

struct Refusal {
  const char* field;  // replaced in a good request for a token
  const char* value;
  const char* error;
  int code;
};

class RefusalTest : public ::testing::TestWithParam<Refusal> {};

TEST_P(RefusalTest, NamesItsCode) {
  TestTenant tenant;
  http::FormFields fields = {{"grant_type", "password"},
                             {"client_id", kTestApp},
                             {"scope", "https://graph.microsoft.com/.default"},
                             {"username", kAdminUpn},
                             {"password", kPassword}};
  std::string url = kTokenUrl;
  for (auto& [name, value] : fields) {
    if (name == GetParam().field) value = GetParam().value;
  }
  if (std::string(GetParam().field) == "tenant") {
    url =
        absl::StrCat("https://login.microsoftonline.com/", GetParam().value, "/oauth2/v2.0/token");
  }
  const Answer got = tenant.PostForm(url, fields);
  EXPECT_EQ(got.body["error"].AsString(), GetParam().error) << got.text;
  EXPECT_EQ(got.body["error_codes"].ElementAt(0).AsInt(), GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Requests, RefusalTest,
    ::testing::Values(
        Refusal{"client_id", "deadbeef-0000-0000-0000-000000000000", "unauthorized_client", 700016},
        Refusal{"client_id", "", "invalid_request", 900144},
        Refusal{"tenant", "fabrikam.com", "invalid_request", 90002},
        Refusal{"tenant", "consumers", "invalid_request", 9001023},
        Refusal{"tenant", "common", "invalid_request", 9001023},
        Refusal{"scope", "https://example.com/.default", "invalid_resource", 500011},
        Refusal{"scope", "https://graph.microsoft.com/a https://contoso.sharepoint.com/b",
                "invalid_request", 28000},
        Refusal{"username", "nobody@contoso.onmicrosoft.com", "invalid_grant", 50034},
        Refusal{"username", "mfa@contoso.onmicrosoft.com", "invalid_grant", 50076},
        Refusal{"grant_type", "", "invalid_request", 900144},
        Refusal{"grant_type", "magic", "unsupported_grant_type", 70003},
        Refusal{"grant_type", "client_credentials", "invalid_request", 50059},
        Refusal{"grant_type", "refresh_token", "invalid_request", 900144}));

TEST_F(IdentityTest, DeviceCodeIsPendingUntilApproved) {
  const Answer started = StartDeviceSignIn();
  ASSERT_EQ(started.status, 200);
  EXPECT_EQ(started.body["verification_uri"].AsString(), "https://microsoft.com/devicelogin");
  EXPECT_EQ(started.body["expires_in"].AsInt(), 900);
  EXPECT_EQ(started.body["interval"].AsInt(), 5);
  EXPECT_THAT(started.body["message"].AsString(), HasSubstr(started.body["user_code"].AsString()));
  EXPECT_EQ(Poll(started).body["error"].AsString(), "authorization_pending");
  tenant_.clock().Advance(absl::Seconds(5));
  Authority& authority = tenant_.tenant().authority();
  Approve(authority, Pending(started), *authority.FindAccount(kUserUpn));
  const Answer got = Poll(started);
  ASSERT_EQ(got.status, 200) << got.text;
  EXPECT_EQ(Claims(got.body["access_token"])["aud"].AsString(), "https://contoso.sharepoint.com");
  EXPECT_EQ(Claims(got.body["access_token"])["upn"].AsString(), kUserUpn);
  tenant_.clock().Advance(absl::Seconds(5));
  EXPECT_EQ(Poll(started).body["error"].AsString(), "invalid_grant");  // used up
}

TEST_F(IdentityTest, PollingTooFastSlowsDownForGood) {
  const Answer started = StartDeviceSignIn();
  EXPECT_EQ(Poll(started).body["error"].AsString(), "authorization_pending");
  tenant_.clock().Advance(absl::Seconds(2));
  EXPECT_EQ(Poll(started).body["error"].AsString(), "slow_down");
  // The old interval is too fast from here on.
  tenant_.clock().Advance(absl::Seconds(5));
  EXPECT_EQ(Poll(started).body["error"].AsString(), "slow_down");
  tenant_.clock().Advance(absl::Seconds(15));
  EXPECT_EQ(Poll(started).body["error"].AsString(), "authorization_pending");
}

TEST_F(IdentityTest, DeviceCodeExpires) {
  const Answer started = StartDeviceSignIn();
  tenant_.clock().Advance(absl::Minutes(15));
  EXPECT_EQ(Poll(started).body["error"].AsString(), "expired_token");
}

TEST_F(IdentityTest, DeclinedAndUnknownDeviceCodes) {
  const Answer started = StartDeviceSignIn();
  Pending(started).decision = DeviceSignIn::Decision::kDeclined;
  EXPECT_EQ(Poll(started).body["error"].AsString(), "authorization_declined");
  Answer unknown = started;
  unknown.body.Set("device_code", "x");
  EXPECT_EQ(Poll(unknown).body["error"].AsString(), "bad_verification_code");
}

TEST_F(IdentityTest, Version1SpeaksInResourcesAndStrings) {
  const Answer started =
      tenant_.PostForm("https://login.microsoftonline.com/common/oauth2/devicecode?api-version=1.0",
                       {{"client_id", kTestApp}, {"resource", "https://graph.microsoft.com"}});
  EXPECT_EQ(started.body["expires_in"].AsString(), "900");
  EXPECT_FALSE(started.body["verification_url"].AsString().empty());
  Authority& authority = tenant_.tenant().authority();
  Approve(authority, Pending(started), *authority.FindAccount(kAdminUpn));
  const Answer got =
      tenant_.PostForm("https://login.microsoftonline.com/common/oauth2/token?api-version=1.0",
                       {{"grant_type", "device_code"},
                        {"client_id", kTestApp},
                        {"resource", "https://graph.microsoft.com"},
                        {"code", started.body["device_code"].AsString()}});
  ASSERT_EQ(got.status, 200) << got.text;
  EXPECT_EQ(got.body["resource"].AsString(), "https://graph.microsoft.com");
  EXPECT_EQ(got.body["expires_in"].AsString(), "3600");
  EXPECT_FALSE(got.body["refresh_token"].AsString().empty());
}

TEST_F(IdentityTest, RefreshTokensRotateAndOpenEveryResource) {
  const Answer first = Password(kAdminUpn, kPassword);
  const Answer second = Refresh(first.body["refresh_token"],
                                "https://contoso-admin.sharepoint.com/.default offline_access");
  ASSERT_EQ(second.status, 200) << second.text;
  EXPECT_EQ(Claims(second.body["access_token"])["aud"].AsString(),
            "https://contoso-admin.sharepoint.com");
  EXPECT_NE(second.body["refresh_token"].AsString(), first.body["refresh_token"].AsString());
  // The old one is not revoked by its use.
  EXPECT_EQ(Refresh(first.body["refresh_token"], "openid").status, 200);
}

TEST_F(IdentityTest, RevokedAndOldRefreshTokensAreRefused) {
  const Answer first = Password(kAdminUpn, kPassword);
  tenant_.clock().Advance(absl::Hours(24 * 91));
  EXPECT_EQ(Refresh(first.body["refresh_token"], "openid").body["error_codes"].ElementAt(0).AsInt(),
            700082);
  const Answer fresh = Password(kAdminUpn, kPassword);
  Authority& authority = tenant_.tenant().authority();
  EXPECT_EQ(authority.RevokeRefreshTokens(*authority.FindAccount(kAdminUpn)), 2);
  EXPECT_EQ(Refresh(fresh.body["refresh_token"], "openid").body["error_codes"].ElementAt(0).AsInt(),
            50173);
}

TEST_F(IdentityTest, AccessTokensExpire) {
  tenant_.SignIn("");
  const std::string bearer =
      absl::StrCat("Bearer ", Password(kAdminUpn, kPassword).body["access_token"].AsString());
  const char* me = "https://graph.microsoft.com/v1.0/me";
  EXPECT_EQ(tenant_.Get(me, {{"Authorization", bearer}}).status, 200);
  tenant_.clock().Advance(absl::Hours(1));
  const Answer late = tenant_.Get(me, {{"Authorization", bearer}});
  EXPECT_EQ(late.status, 401);
  EXPECT_EQ(late.body.At({"error", "code"}).AsString(), "InvalidAuthenticationToken");
  EXPECT_THAT(late.headers.Get("WWW-Authenticate"), StartsWith("Bearer "));
}

TEST_F(IdentityTest, TokensCanBeMadeToExpire) {
  tenant_.SignIn("");
  const std::string bearer =
      absl::StrCat("Bearer ", Password(kAdminUpn, kPassword).body["access_token"].AsString());
  tenant_.tenant().authority().ExpireAccessTokens();
  EXPECT_EQ(tenant_.Get("https://graph.microsoft.com/v1.0/me", {{"Authorization", bearer}}).status,
            401);
}

TEST_F(IdentityTest, ForeignAndMisdirectedTokensAreRefused) {
  const char* me = "https://graph.microsoft.com/v1.0/me";
  const std::string other = tenant_.Token("https://contoso.sharepoint.com");
  EXPECT_EQ(tenant_.Get(me, {{"Authorization", "Bearer " + other}}).status, 401);
  TestTenant stranger({.signing_key = *SigningKey::Create()});
  const std::string foreign = stranger.Token("https://graph.microsoft.com");
  EXPECT_EQ(tenant_.Get(me, {{"Authorization", "Bearer " + foreign}}).status, 401);
  EXPECT_EQ(tenant_.Get(me, {{"Authorization", "Bearer x"}}).status, 401);
  // An ID token has the right signature, but opens nothing.
  const std::string id = Password(kAdminUpn, kPassword).body["id_token"].AsString();
  EXPECT_EQ(tenant_.Get(me, {{"Authorization", "Bearer " + id}}).status, 401);
}

TEST_F(IdentityTest, MetadataLeadToTheEndpoints) {
  const Answer got = tenant_.Get(
      "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration");
  EXPECT_EQ(got.body["token_endpoint"].AsString(), kTokenUrl);
  EXPECT_EQ(got.body["device_authorization_endpoint"].AsString(), kDeviceCodeUrl);
  EXPECT_EQ(got.body["issuer"].AsString(), "https://login.microsoftonline.com/{tenantid}/v2.0");
  const Answer keys = tenant_.Get(got.body["jwks_uri"].AsString());
  EXPECT_EQ(keys.body["keys"].ElementAt(0)["kty"].AsString(), "RSA");
}

}  // namespace
}  // namespace o365::tenant
