// Pipelines and machines: the tokens that their platforms hand out, and what these are worth.

#include "tools/tenant/local_endpoints.h"

#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/app_credential.h"
#include "tools/tenant/jwt.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

constexpr char kResource[] = "resource=https%3A%2F%2Fgraph.microsoft.com";

class LocalEndpointsTest : public ::testing::Test {
 protected:
  Answer Ask(absl::string_view method, absl::string_view target, http::Headers headers,
             absl::string_view body = "") {
    return tenant_.SendRaw({.scheme = "http",
                            .host = "",
                            .method = std::string(method),
                            .target = std::string(target),
                            .headers = std::move(headers),
                            .body = std::string(body)});
  }
  std::string Secret() { return LocalSecret(tenant_.tenant()); }
  static json::Value Claims(const Answer& answer) {
    const auto jwt = ParseJwt(answer.body["access_token"].AsString());
    return jwt.ok() ? jwt->claims : json::Value();
  }
  Answer Exchange(absl::string_view assertion) {
    return tenant_.PostForm(
        absl::StrCat("https://login.microsoftonline.com/", kTenantId, "/oauth2/v2.0/token"),
        {{"grant_type", "client_credentials"},
         {"client_id", kAutomationAppId},
         {"scope", "https://graph.microsoft.com/.default"},
         {"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
         {"client_assertion", std::string(assertion)}});
  }
  static int64_t Code(const Answer& answer) {
    return answer.body["error_codes"].ElementAt(0).AsInt().value_or(0);
  }
  Answer GitHub(absl::string_view audience) {
    return Ask("GET",
               absl::StrCat("/local/github/token?api-version=2.0&audience=",
                            http::EncodeQueryValue(audience)),
               {{"Authorization", "bearer " + Secret()}});
  }

  TestTenant tenant_;
};

TEST_F(LocalEndpointsTest, AMachineHasATokenOfItsOwnIdentity) {
  const std::string target =
      absl::StrCat("/metadata/identity/oauth2/token?api-version=2018-02-01&", kResource);
  EXPECT_EQ(Ask("GET", target, {}).status, 400);
  const Answer got = Ask("GET", target, {{"Metadata", "true"}});
  ASSERT_EQ(got.status, 200) << got.text;
  EXPECT_EQ(got.body["expires_in"].AsString(), "86400");
  EXPECT_TRUE(got.body["expires_on"].is_string());
  const json::Value claims = Claims(got);
  EXPECT_EQ(claims["xms_mirid"].AsString(), kMachineResourceId);
  EXPECT_EQ(claims["idtyp"].AsString(), "app");
  const Answer other =
      Ask("GET", absl::StrCat(target, "&client_id=", kUserAssignedAppId), {{"Metadata", "true"}});
  EXPECT_EQ(Claims(other)["appid"].AsString(), kUserAssignedAppId);
  EXPECT_EQ(
      Ask("GET", absl::StrCat(target, "&client_id=", kTestApp), {{"Metadata", "true"}}).status,
      400);
}

TEST_F(LocalEndpointsTest, PlacesAskForWhatTheyGave) {
  const auto app_service =
      absl::StrCat("/local/appservice/token?api-version=2019-08-01&", kResource);
  EXPECT_EQ(Ask("GET", app_service, {{"X-IDENTITY-HEADER", "x"}}).status, 401);
  EXPECT_EQ(Ask("GET", app_service, {{"X-IDENTITY-HEADER", Secret()}}).status, 200);
  const auto learning = absl::StrCat("/local/azureml/token?api-version=2017-09-01&", kResource);
  EXPECT_EQ(Ask("GET", learning, {}).status, 401);
  EXPECT_EQ(Ask("GET", learning, {{"secret", Secret()}}).status, 200);
  const Answer shell =
      Ask("POST", "/local/cloudshell/oauth2/token", {{"Metadata", "true"}}, kResource);
  EXPECT_EQ(Claims(shell)["upn"].AsString(), kAdminUpn);
}

TEST_F(LocalEndpointsTest, ArcNamesAKeyFileFirst) {
  TestTenant tenant({.arc_key_path = "/run/tenant/arc.key"});
  http::Incoming request{.scheme = "http",
                         .host = "",
                         .method = "GET",
                         .target = absl::StrCat("/local/arc/metadata/identity/oauth2/token?"
                                                "api-version=2020-06-01&",
                                                kResource),
                         .headers = {{"Metadata", "true"}}};
  const Answer first = tenant.SendRaw(request);
  EXPECT_EQ(first.status, 401);
  EXPECT_EQ(first.headers.Get("WWW-Authenticate"), "Basic realm=/run/tenant/arc.key");
  request.headers.Set("Authorization", "Basic " + LocalSecret(tenant.tenant()));
  EXPECT_EQ(tenant.SendRaw(request).status, 200);
}

TEST_F(LocalEndpointsTest, APipelinesTokenProvesTheApp) {
  const std::string assertion = GitHub(kExchangeAudience).body["value"].AsString();
  const Answer got = Exchange(assertion);
  ASSERT_EQ(got.status, 200) << got.text;
  EXPECT_EQ(Claims(got)["appid"].AsString(), kAutomationAppId);
  tenant_.clock().Advance(absl::Minutes(11));
  EXPECT_EQ(Code(Exchange(assertion)), 700024);
  const Answer azure =
      Ask("POST", "/local/azurepipelines/oidctoken?api-version=7.1&serviceConnectionId=1",
          {{"Authorization", "Bearer " + Secret()}});
  EXPECT_EQ(Exchange(azure.body["oidcToken"].AsString()).status, 200);
  EXPECT_EQ(Ask("GET", "/local/github/token", {}).status, 401);
}

TEST_F(LocalEndpointsTest, TokensMustFitARecordInEveryPart) {
  EXPECT_EQ(Code(Exchange(GitHub("api://other").body["value"].AsString())), 700212);
  const SigningKey stranger = *SigningKey::Create();
  json::Value claims = json::Value::Object({{"iss", "https://example.com"},
                                            {"sub", "x"},
                                            {"aud", kExchangeAudience},
                                            {"exp", 9'999'999'999}});
  EXPECT_EQ(Code(Exchange(stranger.Sign(claims))), 700211);
  claims.Set("iss", "https://token.actions.githubusercontent.com");
  EXPECT_EQ(Code(Exchange(stranger.Sign(claims))), 700213);
  claims.Set("sub", "repo:contoso/automation:ref:refs/heads/main");
  EXPECT_EQ(Code(Exchange(stranger.Sign(claims))), 50013);
  EXPECT_EQ(Code(Exchange("not.a.token")), 50027);
}

TEST_F(LocalEndpointsTest, GraphKeepsTheRecords) {
  const std::string path =
      absl::StrCat("https://graph.microsoft.com/v1.0/applications/",
                   FindCredentialHolder(tenant_.tenant().state(), kAutomationAppId)->id(),
                   "/federatedIdentityCredentials");
  const size_t before = tenant_.Get(path).body["value"].elements().size();
  const char* record =
      R"({"name": "aks", "issuer": "https://aks.example/", "subject": "system:serviceaccount:a:b",
          "audiences": ["api://AzureADTokenExchange"]})";
  const Answer added = tenant_.Post(path, record);
  ASSERT_EQ(added.status, 201) << added.text;
  EXPECT_EQ(tenant_.Post(path, record).status, 400);  // the name is taken
  EXPECT_EQ(tenant_.Get(path).body["value"].elements().size(), before + 1);
}

}  // namespace
}  // namespace o365::tenant
