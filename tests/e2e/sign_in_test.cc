// Stories of every way to sign in, good and refused, with the real binaries.

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kAppId[] = "5c9a1d3e-7f42-4b06-9e85-c1a0d2f4b673";
constexpr char kSecret[] = "Q~8+x/Cont%2Foso&Ci=Cd.~_-#1 z";
constexpr char kApp[] =
    " --appId 5c9a1d3e-7f42-4b06-9e85-c1a0d2f4b673 --tenant "
    "contoso.onmicrosoft.com";

class SignInTest : public EndToEndTest {
 protected:
  // A certificate that the app knows, in cert.pem with its key.
  void MakeCertificate() {
    ASSERT_EQ(Do("cd \"$HOME\" && openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out "
                 "only.pem -days 30 -subj /CN=ci 2>/dev/null && cat key.pem only.pem > cert.pem && "
                 "openssl pkcs12 -export -in only.pem -inkey key.pem -passout pass:pfx-pass-1 -out "
                 "cert.pfx && o365-tenant app add-certificate --file only.pem")
                  .exit_code,
              0);
  }
};

TEST_F(SignInTest, ASecretIsGoodForGraphAndRefusedForSharePoint) {
  environment()["O365_SECRET"] = kSecret;
  const Outcome got = Do(absl::StrCat("graph connect --authType secret --debug", kApp));
  ASSERT_EQ(got.exit_code, 0) << got.err;
  EXPECT_THAT(got.err, Not(HasSubstr("Q~8")));
  EXPECT_THAT(got.err, Not(HasSubstr("eyJ")));
  const json::Value status = Json("graph status");
  EXPECT_EQ(status["accountType"].AsString(), "application");
  EXPECT_EQ(Do("graph user list --output json > /dev/null").exit_code, 0);
  // What needs a user says so, and asks nothing.
  const int before = RequestsTo("graph.microsoft.com");
  const Outcome me = Do("aad user get --id @meId");
  EXPECT_NE(me.exit_code, 0);
  EXPECT_EQ(RequestsTo("graph.microsoft.com"), before);

  const int asked = RequestsTo("");
  const Outcome spo =
      Do(absl::StrCat("spo connect https://contoso.sharepoint.com --authType secret", kApp));
  EXPECT_EQ(spo.exit_code, 2);
  EXPECT_THAT(spo.err, HasSubstr("--authType certificate"));
  EXPECT_EQ(RequestsTo(""), asked);
}

TEST_F(SignInTest, ACertificateIsGoodForSharePoint) {
  MakeCertificate();
  const Outcome got = Do(absl::StrCat(
      "spo connect https://contoso-admin.sharepoint.com --authType certificate --debug "
      "--certificateFile \"$HOME/cert.pem\"",
      kApp));
  ASSERT_EQ(got.exit_code, 0) << got.err;
  EXPECT_THAT(got.err, Not(HasSubstr("eyJ")));
  EXPECT_EQ(Do("spo web list --webUrl https://contoso.sharepoint.com").exit_code, 0);
  // There is no refresh token: another assertion is made.
  Tenant("expire-tokens");
  EXPECT_EQ(Do("spo web list --webUrl https://contoso.sharepoint.com").exit_code, 0);
}

TEST_F(SignInTest, WhatACertificateLacksIsSaidBeforeAnythingIsSent) {
  MakeCertificate();
  const int before = RequestsTo("");
  const struct {
    const char* options;
    const char* says;
  } cases[] = {
      {"--certificateFile \"$HOME/only.pem\"", "key"},
      {"--certificateFile \"$HOME/cert.pfx\" --password wrong", "password"},
      {"--certificateFile \"$HOME/cert.pem\" --thumbprint 00", "thumbprint"},
      {"--certificateFile \"$HOME/nowhere.pem\"", "nowhere.pem"},
      {"", "--certificateFile"},
  };
  for (const auto& c : cases) {
    const Outcome got = Do(absl::StrCat("graph connect --authType certificate ", c.options, kApp));
    EXPECT_EQ(got.exit_code, 2) << c.options << got.err;
    EXPECT_THAT(got.err, HasSubstr(c.says)) << c.options;
  }
  EXPECT_EQ(RequestsTo(""), before);
  EXPECT_EQ(Do(absl::StrCat("graph connect --authType certificate --certificateFile "
                            "\"$HOME/cert.pfx\" --password pfx-pass-1",
                            kApp))
                .exit_code,
            0);
}

TEST_F(SignInTest, NothingIsWrittenWithoutAConnect) {
  MakeCertificate();
  environment()["O365_CREDENTIAL_STORE"] = "memory";
  environment()["O365_CONFIG_DIR"] = absl::StrCat(folder(), "/none");
  environment()["O365_AUTH"] = "certificate";
  environment()["O365_CERTIFICATE_FILE"] = absl::StrCat(folder(), "/cert.pem");
  environment()["O365_APPID"] = kAppId;
  environment()["O365_TENANT"] = "contoso.onmicrosoft.com";
  const Outcome got = Do("spo web list --webUrl https://contoso.sharepoint.com --output json");
  EXPECT_EQ(got.exit_code, 0) << got.err;
  EXPECT_EQ(Do("graph user list --output json > /dev/null").exit_code, 0);
  EXPECT_EQ(Do("ls \"$O365_CONFIG_DIR\"").exit_code, 2);
}

TEST_F(SignInTest, InTheBrowser) {
  // The person's browser: goes to the page, signs in, and follows the redirect.
  environment()["BROWSER"] = "o365-tenant signin %s --user admin@contoso.onmicrosoft.com";
  const Outcome got = Do("graph connect --authType browser --debug");
  ASSERT_EQ(got.exit_code, 0) << got.err;
  EXPECT_THAT(got.err, HasSubstr("https://login.microsoftonline.com/organizations/oauth2/v2.0/"
                                 "authorize?"));
  EXPECT_THAT(got.err, Not(HasSubstr("eyJ")));
  EXPECT_EQ(Json("graph status")["connectedAs"].AsString(), "admin@contoso.onmicrosoft.com");
  Tenant("expire-tokens");
  EXPECT_EQ(Do("graph user list --output json > /dev/null").exit_code, 0);

  environment()["BROWSER"] = "o365-tenant signin %s --deny";
  const Outcome denied = Do("aad connect --authType browser");
  EXPECT_EQ(denied.exit_code, 4) << denied.err;
  EXPECT_THAT(denied.err, HasSubstr("the sign-in was refused"));
  EXPECT_EQ(ReadRecord("aad"), "");
}

TEST_F(SignInTest, PipelinesAndMachines) {
  for (const char* place : {"github", "azurePipelines"}) {
    const Outcome got = Do(absl::StrCat("eval \"$(o365-tenant env --identity ", place,
                                        ")\"; graph connect --authType federatedIdentity --debug",
                                        kApp, " && graph user list --output json >/dev/null"));
    EXPECT_EQ(got.exit_code, 0) << place << got.err;
    EXPECT_THAT(got.err, Not(HasSubstr("eyJ"))) << place;
  }
  const Outcome late =
      Do(absl::StrCat("GITLAB_OIDC_TOKEN=$(o365-tenant federated-token --expired) "
                      "graph connect --authType federatedIdentity",
                      kApp));
  EXPECT_EQ(late.exit_code, 4) << late.err;
  EXPECT_THAT(late.err, HasSubstr("AADSTS700024"));
  for (const char* place : {"vm", "appService", "azureMl"}) {
    const Outcome got = Do(absl::StrCat("eval \"$(o365-tenant env --identity ", place,
                                        ")\"; graph connect --authType identity --debug"));
    EXPECT_EQ(got.exit_code, 0) << place << got.err;
    EXPECT_THAT(got.err, Not(HasSubstr("eyJ"))) << place;
  }
}

TEST_F(SignInTest, WithoutATerminalTheWayMustBeNamed) {
  const int before = RequestsTo("");
  const Outcome got = Do("graph connect");
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_THAT(got.err, AllOf(HasSubstr("'--authType'"), HasSubstr("federatedIdentity")));
  EXPECT_EQ(RequestsTo(""), before);
  environment()["O365_AUTH"] = "secret";
  environment()["O365_SECRET"] = kSecret;
  EXPECT_EQ(Do(absl::StrCat("graph connect", kApp)).exit_code, 0);
}

TEST_F(SignInTest, ATenantThatBlocksDeviceCodesIsNamedAsSuch) {
  Tenant("policy block-device-code");
  const Outcome got = ConnectByDeviceCode("graph connect", "approve");
  EXPECT_EQ(got.exit_code, 4) << got.err;
  EXPECT_THAT(got.err, AllOf(HasSubstr("AADSTS53003"), HasSubstr("--authType browser")));
}

TEST_F(SignInTest, AClaimsChallengeIsAnsweredOnce) {
  ASSERT_EQ(ConnectByDeviceCode("graph connect", "approve").exit_code, 0);
  Tenant("challenge --host graph.microsoft.com");
  EXPECT_EQ(Do("graph user list --output json > /dev/null").exit_code, 0);
  Tenant("challenge --interactive");
  const Outcome got = Do("graph user list --output json");
  EXPECT_EQ(got.exit_code, 4) << got.err;
  EXPECT_THAT(got.err, HasSubstr("graph connect --authType deviceCode --claims "));
}

TEST_F(SignInTest, SeveralConnections) {
  Connect("graph connect --connectionName prod");
  Connect("graph connect --connectionName test", "user@contoso.onmicrosoft.com");
  EXPECT_EQ(Json("graph status")["connectedAs"].AsString(), "user@contoso.onmicrosoft.com");
  EXPECT_EQ(Json("graph status --connection prod")["connectedAs"].AsString(),
            "admin@contoso.onmicrosoft.com");
  ASSERT_EQ(Do("graph connection use --name prod").exit_code, 0);
  environment()["O365_CONNECTION"] = "nobody";
  const Outcome none = Do("graph user list");
  EXPECT_EQ(none.exit_code, 4);
  EXPECT_THAT(none.err, HasSubstr("there is no connection 'nobody'; there are: 'prod', 'test'"));
  environment().erase("O365_CONNECTION");
  ASSERT_EQ(Do("graph connection set --name prod --newName main").exit_code, 0);
  const json::Value all = Json("graph connection list");
  ASSERT_EQ(all.elements().size(), 2u);
  EXPECT_TRUE(all.ElementAt(0)["active"].AsBool());
  EXPECT_EQ(Do("graph connection remove --name test").exit_code, 2);  // nobody to ask
  EXPECT_EQ(Do("graph connection remove --name test --force").exit_code, 0);
  EXPECT_EQ(Do("graph disconnect").exit_code, 0);
  EXPECT_EQ(ReadRecord("graph"), "");
}

TEST_F(SignInTest, OneSignInForAll) {
  const Outcome got =
      Do("O365_PASSWORD=pass@word1 o365 connect https://contoso-admin.sharepoint.com --authType "
         "password --userName admin@contoso.onmicrosoft.com");
  EXPECT_EQ(got.exit_code, 0) << got.err;
  for (const char* service : {"spo", "aad", "graph", "azmgmt"})
    EXPECT_EQ(Json(absl::StrCat(service, " status"))["connectedAs"].AsString(),
              "admin@contoso.onmicrosoft.com")
        << service << got.err;
  EXPECT_EQ(Do("o365 disconnect").exit_code, 0);
  EXPECT_EQ(Json("spo status").AsString(), "Not connected");
}

TEST_F(SignInTest, EnsureDoesNothingWhereAConnectionWorks) {
  Connect("graph connect");
  const int before = RequestsTo("");
  EXPECT_EQ(Do("O365_PASSWORD=pass@word1 graph connect --ensure --authType password --userName "
               "admin@contoso.onmicrosoft.com")
                .exit_code,
            0);
  EXPECT_EQ(RequestsTo(""), before);
}

TEST_F(SignInTest, AnAccessTokenForOtherTools) {
  Connect("graph connect");
  const Outcome token = Do("graph accesstoken get");
  EXPECT_THAT(token.out, ::testing::StartsWith("eyJ"));
  const json::Value decoded = Json("graph accesstoken get --decoded");
  EXPECT_EQ(decoded["payload"]["aud"].AsString(), "https://graph.microsoft.com");
  EXPECT_TRUE(decoded["header"].is_object());
  EXPECT_EQ(Do("graph accesstoken get --resource https://graph.microsoft.us").exit_code, 2);
}

TEST_F(SignInTest, AnotherCloudIsAnotherWorld) {
  const Outcome got =
      Do("O365_PASSWORD=pass@word1 graph connect --cloud USGovHigh --authType password --userName "
         "admin@contoso.onmicrosoft.com && graph user list --output json > /dev/null");
  EXPECT_EQ(got.exit_code, 0) << got.err;
  EXPECT_EQ(RequestsTo("graph.microsoft.com"), 0);
  EXPECT_GT(RequestsTo("graph.microsoft.us"), 0);
  EXPECT_EQ(Json("graph status --verbose")["cloud"].AsString(), "USGovHigh");
  const Outcome other = Do("graph request --url https://graph.microsoft.com/v1.0/me");
  EXPECT_NE(other.exit_code, 0);
  EXPECT_THAT(other.err, HasSubstr("belongs to the cloud 'Public'"));
  EXPECT_EQ(RequestsTo("graph.microsoft.com"), 0);
}

}  // namespace
}  // namespace o365::testing
