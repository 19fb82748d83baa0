// Apps that act for themselves: how they prove who they are, and what their tokens open.

#include <openssl/pem.h>

#include <functional>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/app_credential.h"
#include "tools/tenant/certificate.h"
#include "tools/tenant/jwt.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Property;

constexpr char kUrl[] =
    "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token";
constexpr char kGraph[] = "https://graph.microsoft.com/.default";

json::Value Claims(const Answer& answer) {
  const auto jwt = ParseJwt(answer.body["access_token"].AsString());
  return jwt.ok() ? jwt->claims : json::Value();
}

// A key and a certificate of it that is valid through 2027, when the tests' clock starts.
struct Identity {
  Owned<EVP_PKEY> key{EVP_RSA_gen(2048)};
  Owned<X509> certificate{X509_new()};

  Identity() {
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), 1'700'000'000);
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), 2'000'000'000);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());
  }
};

class IdentityClientTest : public ::testing::Test {
 protected:
  Answer Ask(http::FormFields fields, absl::string_view url = kUrl) {
    http::FormFields all = {{"grant_type", "client_credentials"}, {"client_id", kAutomationAppId}};
    if (url == kUrl) all.emplace_back("scope", kGraph);
    for (auto& field : fields) {
      std::erase_if(all, [&](const auto& each) { return each.first == field.first; });
      all.push_back(std::move(field));
    }
    return tenant_.PostForm(url, all);
  }
  Answer AskWithSecret(absl::string_view scope) {
    return Ask({{"client_secret", kAutomationSecret}, {"scope", std::string(scope)}});
  }
  json::Value GoodClaims() {
    const int64_t now = absl::ToUnixSeconds(tenant_.clock().Now());
    return json::Value::Object({{"aud", kUrl},
                                {"iss", kAutomationAppId},
                                {"sub", kAutomationAppId},
                                {"jti", "3f0a"},
                                {"nbf", now},
                                {"exp", now + 300}});
  }
  void Register(const Identity& identity) {
    Entity* app = FindCredentialHolder(tenant_.tenant().state(), kAutomationAppId);
    ASSERT_TRUE(AddCertificate(*app, ToDer(identity.certificate.get()), "of tests").ok());
  }
  Answer AskWithAssertion(const Identity& identity, const json::Value& claims,
                          const char* algorithm = "PS256", absl::string_view scope = kGraph) {
    json::Value header = json::Value::Object({{"typ", "JWT"}});
    X509* certificate = identity.certificate.get();
    if (std::string(algorithm) == "PS256") {
      header.Set("x5t#S256", absl::WebSafeBase64Escape(Sha256Thumbprint(certificate)));
    } else {
      header.Set("x5t", absl::WebSafeBase64Escape(Sha1Thumbprint(certificate)));
    }
    return Ask({{"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
                {"client_assertion", SignJwt(header, claims, algorithm, identity.key.get())},
                {"scope", std::string(scope)}});
  }
  Answer Get(const Answer& token, absl::string_view url) {
    return tenant_.Get(
        url, {{"Authorization", absl::StrCat("Bearer ", token.body["access_token"].AsString())}});
  }
  static int64_t Code(const Answer& answer) {
    return answer.body["error_codes"].ElementAt(0).AsInt().value_or(0);
  }

  TestTenant tenant_;
};

TEST_F(IdentityClientTest, ASecretGivesATokenOfTheAppAlone) {
  const Answer got = AskWithSecret(kGraph);
  ASSERT_EQ(got.status, 200) << got.text;
  EXPECT_TRUE(got.body["refresh_token"].is_null());
  EXPECT_TRUE(got.body["id_token"].is_null());
  const json::Value claims = Claims(got);
  EXPECT_EQ(claims["idtyp"].AsString(), "app");
  EXPECT_EQ(claims["appid"].AsString(), kAutomationAppId);
  EXPECT_EQ(claims["appidacr"].AsString(), "1");
  EXPECT_EQ(claims["oid"].AsString(), tenant_.tenant()
                                          .state()
                                          .directory.Of("servicePrincipal")
                                          .FindBy("appId", kAutomationAppId)
                                          ->id());
  EXPECT_THAT(claims["roles"].elements(),
              Contains(Property(&json::Value::AsString, "Directory.ReadWrite.All")));
  for (const char* name : {"upn", "scp", "name"}) EXPECT_TRUE(claims[name].is_null()) << name;
}

TEST_F(IdentityClientTest, RequestsThatAreNotRightAreRefusedByCode) {
  EXPECT_EQ(Code(Ask({{"client_secret", "wrong"}})), 7000215);
  EXPECT_EQ(Code(Ask({})), 7000216);
  EXPECT_EQ(Code(AskWithSecret("https://graph.microsoft.com/User.Read.All")), 1002012);
  EXPECT_EQ(Code(AskWithSecret("https://graph.microsoft.com/.default openid")), 1002012);
  EXPECT_EQ(Code(AskWithSecret("https://example.com/.default")), 500011);
  for (const char* shared : {"common", "organizations"}) {
    const std::string url =
        absl::StrCat("https://login.microsoftonline.com/", shared, "/oauth2/v2.0/token");
    EXPECT_EQ(Code(Ask({{"client_secret", kAutomationSecret}, {"scope", kGraph}}, url)), 50059);
  }
  const Answer wrong = Ask({{"client_secret", "wrong"}});
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body["error"].AsString(), "invalid_client");
}

TEST_F(IdentityClientTest, SecretsEnd) {
  Entity* app = FindCredentialHolder(tenant_.tenant().state(), kAutomationAppId);
  AddSecret(*app, json::Value::Object({{"endDateTime", "2027-01-15T09:00:00Z"}}),
            tenant_.clock().Now(), "short");
  EXPECT_EQ(Ask({{"client_secret", "short"}}).status, 200);
  tenant_.clock().Advance(absl::Hours(1));
  EXPECT_EQ(Code(Ask({{"client_secret", "short"}})), 7000222);
}

TEST_F(IdentityClientTest, Version1NamesAResource) {
  const Answer got =
      Ask({{"client_secret", kAutomationSecret}, {"resource", "https://graph.microsoft.com"}},
          "https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/token");
  ASSERT_EQ(got.status, 200) << got.text;
  EXPECT_EQ(got.body["expires_in"].AsString(), "3600");
  EXPECT_EQ(got.body["resource"].AsString(), "https://graph.microsoft.com");
}

TEST_F(IdentityClientTest, ACertificateSignsWithEitherAlgorithm) {
  const Identity identity;
  Register(identity);
  for (const char* algorithm : {"PS256", "RS256"}) {
    const Answer got = AskWithAssertion(identity, GoodClaims(), algorithm);
    ASSERT_EQ(got.status, 200) << algorithm << got.text;
    EXPECT_EQ(Claims(got)["appidacr"].AsString(), "2");
  }
}

TEST_F(IdentityClientTest, AssertionsMustBeRightInEveryClaim) {
  const Identity identity, stranger;
  Register(identity);
  const int64_t now = absl::ToUnixSeconds(tenant_.clock().Now());
  const auto code = [&](const char* claim, json::Value value) {
    json::Value claims = GoodClaims();
    claims.Set(claim, std::move(value));
    return Code(AskWithAssertion(identity, claims));
  };
  EXPECT_EQ(Code(AskWithAssertion(stranger, GoodClaims())), 700027);
  EXPECT_EQ(code("aud", "https://example.com/oauth2/v2.0/token"), 700023);
  EXPECT_EQ(code("sub", kTestApp), 700021);
  EXPECT_EQ(code("iss", kTestApp), 700021);
  EXPECT_EQ(code("jti", ""), 50027);
  EXPECT_EQ(code("exp", now - 301), 700024);
  EXPECT_EQ(code("nbf", now + 301), 700024);
  // Clocks may differ by five minutes.
  EXPECT_EQ(code("exp", now - 200), 0);
  EXPECT_EQ(code("nbf", now + 200), 0);
  EXPECT_EQ(code("aud", absl::StrCat("https://login.microsoftonline.com/", kTenantId, "/v2.0")), 0);
}

TEST_F(IdentityClientTest, AForgedSignatureIsFound) {
  Identity identity;
  Register(identity);
  identity.key.reset(EVP_RSA_gen(2048));  // another key under the same name
  const Answer got = AskWithAssertion(identity, GoodClaims());
  EXPECT_EQ(Code(got), 700027);
  EXPECT_THAT(got.body["error_description"].AsString(), HasSubstr("invalid signature"));
}

TEST_F(IdentityClientTest, CredentialsWrittenThroughGraphCount) {
  const Answer made =
      tenant_.Post("https://graph.microsoft.com/v1.0/applications", R"({"displayName": "Robot"})");
  const std::string app_id = made.body["appId"].AsString();
  const Answer secret = tenant_.Post(absl::StrCat("https://graph.microsoft.com/v1.0/applications/",
                                                  made.body["id"].AsString(), "/addPassword"),
                                     R"({"passwordCredential": {"displayName": "x"}})");
  const http::FormFields fields = {{"client_id", app_id},
                                   {"client_secret", secret.body["secretText"].AsString()}};
  EXPECT_EQ(Code(Ask(fields)), 7000229);  // until it has a service principal
  tenant_.Post("https://graph.microsoft.com/v1.0/servicePrincipals",
               absl::StrCat(R"({"appId": ")", app_id, R"("})"));
  const Answer got = Ask(fields);
  ASSERT_EQ(got.status, 200) << got.text;
  const Answer users = Get(got, "https://graph.microsoft.com/v1.0/users");
  EXPECT_EQ(users.status, 403);
  EXPECT_EQ(users.body.At({"error", "code"}).AsString(), "Authorization_RequestDenied");

  const Identity identity;
  const Answer set = tenant_.Send(
      "PATCH",
      absl::StrCat("https://graph.microsoft.com/v1.0/applications/", made.body["id"].AsString()),
      absl::StrCat(R"({"keyCredentials": [{"type": "AsymmetricX509Cert", "usage": "Verify", )",
                   R"("key": ")", absl::Base64Escape(ToDer(identity.certificate.get())),
                   R"("}]})"));
  ASSERT_EQ(set.status, 204) << set.text;
  const Entity* app = FindCredentialHolder(tenant_.tenant().state(), app_id);
  EXPECT_EQ(Certificates(*app, tenant_.clock().Now()).size(), 1u);
}

TEST_F(IdentityClientTest, GraphKnowsAppsFromPeople) {
  const Answer token = AskWithSecret(kGraph);
  EXPECT_EQ(Get(token, "https://graph.microsoft.com/v1.0/users").status, 200);
  const Answer me = Get(token, "https://graph.microsoft.com/v1.0/me");
  EXPECT_EQ(me.status, 400);
  EXPECT_EQ(me.body.At({"error", "message"}).AsString(),
            "/me request is only valid with delegated authentication flow.");
}

TEST_F(IdentityClientTest, SharePointWantsACertificate) {
  const char* web = "https://contoso.sharepoint.com/_api/web";
  const Answer refused = Get(AskWithSecret("https://contoso.sharepoint.com/.default"), web);
  EXPECT_EQ(refused.status, 401);
  EXPECT_THAT(refused.text, HasSubstr("Unsupported app only token."));
  const Identity identity;
  Register(identity);
  EXPECT_EQ(Get(AskWithAssertion(identity, GoodClaims(), "PS256",
                                 "https://contoso.sharepoint.com/.default"),
                web)
                .status,
            200);
  EXPECT_EQ(Get(AskWithAssertion(identity, GoodClaims(), "PS256",
                                 "https://contoso-admin.sharepoint.com/.default"),
                "https://contoso-admin.sharepoint.com/_api/web")
                .status,
            200);
}

}  // namespace
}  // namespace o365::tenant
