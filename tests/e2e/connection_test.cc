// Stories of signing in, staying signed in, and signing out.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::string_view kSite = "spo connect https://contoso.sharepoint.com";
constexpr absl::string_view kAdminSite = "spo connect https://contoso-admin.sharepoint.com";
constexpr absl::string_view kReadWeb = "spo web get --webUrl https://contoso.sharepoint.com";

class ConnectionTest : public EndToEndTest {};

TEST_F(ConnectionTest, DeviceCodeConnectsAndLastsUntilDisconnect) {
  EXPECT_EQ(Do("spo status").out, "Not connected to SharePoint Online\n");
  const Outcome connect = ConnectByDeviceCode(kAdminSite, "approve");
  EXPECT_EQ(connect.exit_code, 0);
  EXPECT_EQ(connect.out, "");
  EXPECT_THAT(connect.err,
              AllOf(HasSubstr("https://microsoft.com/devicelogin"), HasSubstr("code")));
  EXPECT_EQ(Do("spo status").out,
            "connectedAs: admin@contoso.onmicrosoft.com\n"
            "connectedTo: https://contoso-admin.sharepoint.com\n");
  const json::Value details = Json("spo status --verbose");
  EXPECT_EQ(details["authType"].AsString(), "deviceCode");
  EXPECT_EQ(details["store"].AsString(), "file");
  EXPECT_THAT(json::Write(details), Not(HasSubstr("eyJ")));

  const Outcome disconnect = Do("spo disconnect");
  EXPECT_EQ(disconnect.exit_code, 0);
  EXPECT_EQ(disconnect.out + disconnect.err, "");
  EXPECT_EQ(ReadRecord("spo"), "");
  EXPECT_EQ(Do("spo disconnect").exit_code, 0);
  const Outcome after = Do(kReadWeb);
  EXPECT_EQ(after.exit_code, 4);
  EXPECT_EQ(after.out, "");
  EXPECT_EQ(after.err,
            "spo web get: not connected to SharePoint Online\n"
            "  sign in first: spo connect https://contoso-admin.sharepoint.com\n");
}

TEST_F(ConnectionTest, DeclinedCodeLeavesTheOldConnection) {
  Connect(kSite, "user@contoso.onmicrosoft.com");
  const std::string before = ReadRecord("spo");
  const Outcome got = ConnectByDeviceCode(kAdminSite, "deny");
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_EQ(ReadRecord("spo"), before);
}

TEST_F(ConnectionTest, RefusedPasswordLeavesTheOldConnectionAndAdvises) {
  Connect(kSite);
  const std::string before = ReadRecord("spo");
  const Outcome wrong =
      Do(absl::StrCat(kSite, " -t password -u user@contoso.onmicrosoft.com -p wrong-one"));
  EXPECT_EQ(wrong.exit_code, 4);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("AADSTS50126"), HasSubstr("Trace ID"),
                               HasSubstr("\n  check the user name"), Not(HasSubstr("wrong-one"))));
  const Outcome mfa =
      Do(absl::StrCat(kSite, " -t password -u mfa@contoso.onmicrosoft.com -p pass@word1"));
  EXPECT_EQ(mfa.exit_code, 4);
  EXPECT_THAT(mfa.err, AllOf(HasSubstr("AADSTS50076"), HasSubstr("device code")));
  const Outcome app = Do(absl::StrCat(kSite,
                                      " -t password -u user@contoso.onmicrosoft.com -p pass@word1"
                                      " --appId 11111111-2222-3333-4444-555555555555"));
  EXPECT_EQ(app.exit_code, 4);
  EXPECT_THAT(app.err, AllOf(HasSubstr("AADSTS700016"), HasSubstr("--appId")));
  EXPECT_EQ(ReadRecord("spo"), before);
}

TEST_F(ConnectionTest, PasswordComesFromVariableFileOrStdinAndLeavesNoTrace) {
  const std::string command =
      "graph connect --authType password --userName user@contoso.onmicrosoft.com";
  EXPECT_EQ(Do("O365_PASSWORD=pass@word1 " + command).exit_code, 0);
  EXPECT_EQ(DoWithInput(command + " --passwordFile -", "pass@word1\n").exit_code, 0);
  EXPECT_EQ(
      Do("printf 'pass@word1\\r\\nmore' >\"$HOME/p\"; " + command + " --passwordFile \"$HOME/p\"")
          .exit_code,
      0);
  const Outcome none = Do(command);
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_THAT(none.err, HasSubstr("'--password' is required"));
  // While a request is under way, other processes see no password in the command line.
  Tenant("fault --next 1 --delay 600 --path oauth2");
  const Outcome seen = Do(command +
                          " --password pass@word1 --debug 2>\"$HOME/log\" & pid=$!; "
                          "sleep 0.3; tr '\\0' ' ' </proc/$pid/cmdline; wait $pid");
  EXPECT_EQ(seen.exit_code, 0);
  EXPECT_THAT(seen.out, AllOf(HasSubstr("--password **********"), Not(HasSubstr("pass@word1"))));
  EXPECT_THAT(base::ReadFile(folder() + "/log").value(),
              AllOf(HasSubstr("POST https://login.microsoftonline.com"),
                    Not(HasSubstr("pass@word1")), Not(HasSubstr("eyJ"))));
}

TEST_F(ConnectionTest, BadCommandLinesAreRefusedBeforeAnyRequest) {
  for (const char* line :
       {"spo connect", "spo connect http://contoso.sharepoint.com",
        "spo connect https://contoso.sharepoint.com.evil.com",
        "spo connect https://user@contoso.sharepoint.com",
        "spo connect https://contoso.sharepoint.com:8443", "spo connect https://contoso.com",
        "spo connect https://contoso.sharepoint.com -t cookie",
        "spo connect https://contoso.sharepoint.com -t password -p x",
        "spo connect https://contoso.sharepoint.com -p x", "graph connect extra",
        "aad connect --appId 5"}) {
    const Outcome got = Do(line);
    EXPECT_EQ(got.exit_code, 2) << line << "\n" << got.err;
    EXPECT_NE(got.err, "") << line;
    EXPECT_EQ(got.out, "") << line;
  }
  EXPECT_EQ(RequestsTo(""), 1);  // an empty list is one empty line
}

TEST_F(ConnectionTest, ServicesAreIndependent) {
  Connect(kSite, "admin@contoso.onmicrosoft.com");
  Connect("aad connect", "user@contoso.onmicrosoft.com");
  const json::Value all = Json("o365 status");
  EXPECT_EQ(json::Write(all),
            R"([{"service":"aad","connectedTo":"https://graph.microsoft.com",)"
            R"("connectedAs":"user@contoso.onmicrosoft.com"},)"
            R"({"service":"azmgmt","connectedTo":"Not connected","connectedAs":""},)"
            R"({"service":"graph","connectedTo":"Not connected","connectedAs":""},)"
            R"({"service":"spo","connectedTo":"https://contoso.sharepoint.com",)"
            R"("connectedAs":"admin@contoso.onmicrosoft.com"}])");
  EXPECT_EQ(Do("aad disconnect").exit_code, 0);
  EXPECT_THAT(Do("spo status").out, HasSubstr("admin@contoso.onmicrosoft.com"));
}

TEST_F(ConnectionTest, TokensAreKeptByResource) {
  Connect(kSite);
  EXPECT_EQ(RequestsTo("/token"), 1);
  EXPECT_EQ(Do(kReadWeb).exit_code, 0);
  EXPECT_EQ(Do(kReadWeb).exit_code, 0);
  EXPECT_EQ(RequestsTo("/token"), 1);
  // Another site of the tenant has an origin, and so a token, of its own.
  const char* other = "spo web get --webUrl https://contoso-admin.sharepoint.com";
  EXPECT_EQ(Do(other).exit_code, 0);
  EXPECT_EQ(Do(other).exit_code, 0);
  EXPECT_EQ(RequestsTo("/token"), 2);
}

TEST_F(ConnectionTest, RefusedAccessTokenIsRenewedAtOnce) {
  Connect(kSite);
  Tenant("expire-tokens");
  EXPECT_EQ(Do(kReadWeb).exit_code, 0);
  EXPECT_EQ(RequestsTo("/token"), 2);
}

TEST_F(ConnectionTest, RevokedRefreshTokenIsReplacedForPasswordsOnly) {
  Connect(kSite);
  Tenant("revoke admin@contoso.onmicrosoft.com");
  Tenant("expire-tokens");
  EXPECT_EQ(Do(kReadWeb).exit_code, 0);

  EXPECT_EQ(ConnectByDeviceCode(kSite, "approve").exit_code, 0);
  Tenant("revoke admin@contoso.onmicrosoft.com");
  Tenant("expire-tokens");
  const Outcome got = Do(kReadWeb);
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_THAT(got.err,
              AllOf(HasSubstr("AADSTS"), HasSubstr("spo connect https://contoso.sharepoint.com")));
}

TEST_F(ConnectionTest, ManyProcessesMakeOneTokenRequest) {
  Connect(kSite);
  Tenant("expire-tokens");
  const Outcome got = Do(absl::StrCat("for i in $(seq 32); do ", kReadWeb,
                                      " >/dev/null & pids+=\" $!\"; done; "
                                      "for p in $pids; do wait $p || exit 1; done"));
  EXPECT_EQ(got.exit_code, 0) << got.err;
  EXPECT_EQ(RequestsTo("/token"), 2);
}

TEST_F(ConnectionTest, InterruptedSignInLeavesTheOldConnection) {
  Connect(kSite);
  const std::string before = ReadRecord("spo");
  // setsid: a background job of a script would ignore SIGINT.
  const Outcome got = Do(absl::StrCat(
      "set -m; ", kAdminSite, " -t deviceCode & sleep 0.4; kill -INT $!; wait $!; echo status $?"));
  EXPECT_THAT(got.out, HasSubstr("status 130"));
  EXPECT_EQ(ReadRecord("spo"), before);
}

TEST_F(ConnectionTest, UnreadableRecordsAreNamedAndCanBeReplaced) {
  Connect(kSite);
  EXPECT_EQ(Do("echo '{' >\"$O365_CONFIG_DIR/connections/spo.json\"").exit_code, 0);
  const Outcome got = Do(kReadWeb);
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_NE(got.err, "");
  EXPECT_EQ(Do("spo disconnect").exit_code, 0);
  EXPECT_EQ(Do("echo '{' >\"$O365_CONFIG_DIR/connections/spo.json\"; "
               "chmod 600 \"$O365_CONFIG_DIR/connections/spo.json\"")
                .exit_code,
            0);
  Connect(kSite);
  EXPECT_EQ(Do(kReadWeb).exit_code, 0);
}

TEST_F(ConnectionTest, WithoutSecretServiceNothingIsWritten) {
  environment().erase("O365_CREDENTIAL_STORE");
  environment()["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent";
  const Outcome got = Do(absl::StrCat(kSite, " -t password -u admin@contoso.onmicrosoft.com -p x"));
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_THAT(got.err, HasSubstr("O365_CREDENTIAL_STORE=file"));
  EXPECT_EQ(ReadRecord("spo"), "");
  EXPECT_EQ(RequestsTo("/token"), 0);
}

TEST_F(ConnectionTest, MemoryStoreWorksFromTheEnvironmentAlone) {
  environment()["O365_CREDENTIAL_STORE"] = "memory";
  environment()["O365_USERNAME"] = "admin@contoso.onmicrosoft.com";
  environment()["O365_PASSWORD"] = "pass@word1";
  environment()["O365_URL"] = "https://contoso.sharepoint.com";
  environment()["O365_CONFIG_DIR"] = "/proc/nowhere";
  EXPECT_EQ(Do(kReadWeb).exit_code, 0);
}

TEST_F(ConnectionTest, WhatOthersCouldHaveWrittenIsNotFollowed) {
  Connect(kSite);
  environment().erase("O365_CREDENTIAL_STORE");
  Do("echo '{\"credentialStore\":\"file\"}' >\"$O365_CONFIG_DIR/config.json\"");
  EXPECT_EQ(Do(kReadWeb).exit_code, 0);
  Outcome got = Do(absl::StrCat("chmod 666 \"$O365_CONFIG_DIR/config.json\"; ", kReadWeb));
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_THAT(got.err, AllOf(HasSubstr("others can write to '"), HasSubstr("\n  chmod go-w '")));
  got = Do(absl::StrCat("rm \"$O365_CONFIG_DIR/config.json\"; ",
                        "mkfifo \"$O365_CONFIG_DIR/config.json\"; timeout 10 ", kReadWeb));
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_THAT(got.err, HasSubstr("is no regular file"));

  environment()["O365_CREDENTIAL_STORE"] = "file";
  got = Do(absl::StrCat("O365_STORE_PASSPHRASE= ", kReadWeb));
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_THAT(got.err, HasSubstr("O365_STORE_PASSPHRASE is set, but empty"));
  got = Do("cp \"$O365_CONFIG_DIR/connections/\"{spo,graph}.json; graph o365group list");
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_THAT(got.err, HasSubstr("it is one of 'spo', not of 'graph'"));
  got = Do(absl::StrCat("unset HOME O365_CONFIG_DIR; ", kReadWeb));
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_THAT(got.err, HasSubstr("set O365_CONFIG_DIR or HOME"));
}

TEST_F(ConnectionTest, EncryptedFilesNeedTheirPassphrase) {
  environment()["O365_STORE_PASSPHRASE"] = "correct horse";
  Connect(kSite);
  EXPECT_THAT(ReadRecord("spo"), AllOf(Not(HasSubstr("refresh")), Not(HasSubstr("contoso"))));
  EXPECT_EQ(Do(kReadWeb).exit_code, 0);
  environment()["O365_STORE_PASSPHRASE"] = "battery staple";
  const Outcome got = Do(kReadWeb);
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_THAT(got.err, HasSubstr("passphrase"));
}

}  // namespace
}  // namespace o365::testing
