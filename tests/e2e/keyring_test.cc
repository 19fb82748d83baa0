// Connections in a real Secret Service: gnome-keyring on a private D-Bus.

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"
#include "tests/testing/keyring_session.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr absl::string_view kReadWeb = "spo web get --webUrl https://contoso.sharepoint.com";

class KeyringTest : public EndToEndTest {
 protected:
  void Start(KeyringSession::Keyring keyring) {
    session_.StartKeyring(keyring);
    environment().erase("O365_CREDENTIAL_STORE");
    // The session's bus and folders, but the binaries of this test.
    const std::string path = environment()["PATH"];
    for (const auto& [name, value] : session_.environment()) environment()[name] = value;
    environment()["PATH"] = path;
  }
  KeyringSession session_;
};

TEST_F(KeyringTest, ConnectInOneProcessUseInAnotherDisconnect) {
  Start(KeyringSession::Keyring::kUnlocked);
  Connect("spo connect https://contoso.sharepoint.com");
  EXPECT_EQ(ReadRecord("spo"), "");
  EXPECT_EQ(Do(kReadWeb).exit_code, 0);
  EXPECT_EQ(Json("spo status --verbose")["store"].AsString(), "secret-service");
  EXPECT_EQ(Do("spo disconnect").exit_code, 0);
  EXPECT_EQ(Do(kReadWeb).exit_code, 4);
}

TEST_F(KeyringTest, TwoServicesAsTwoAccounts) {
  Start(KeyringSession::Keyring::kUnlocked);
  Connect("graph connect", "user@contoso.onmicrosoft.com");
  Connect("aad connect", "admin@contoso.onmicrosoft.com");
  EXPECT_EQ(Json("graph status")["connectedAs"].AsString(), "user@contoso.onmicrosoft.com");
  EXPECT_EQ(Json("aad status")["connectedAs"].AsString(), "admin@contoso.onmicrosoft.com");
  EXPECT_EQ(Do("graph disconnect").exit_code, 0);
  EXPECT_EQ(Json("aad status")["connectedAs"].AsString(), "admin@contoso.onmicrosoft.com");
}

TEST_F(KeyringTest, DisconnectWinsOverARefreshUnderWay) {
  Start(KeyringSession::Keyring::kUnlocked);
  ASSERT_EQ(ConnectByDeviceCode("graph connect", "approve").exit_code, 0);
  Tenant("expire-tokens");
  Tenant("fault --next 1 --delay 3000 --path oauth2/v2.0/token");
  const Outcome got =
      Do("graph o365group list >/dev/null & sleep 1.5; graph disconnect; echo $?; wait");
  EXPECT_EQ(got.out, "0\n");
  EXPECT_EQ(Do("graph status").out, "Not connected to Microsoft Graph\n");
}

TEST_F(KeyringTest, LockedKeyringIsSaidWithinTheBound) {
  Start(KeyringSession::Keyring::kLocked);
  const Outcome got =
      Do("O365_PASSWORD=pass@word1 graph connect -t password -u "
         "user@contoso.onmicrosoft.com");
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_THAT(got.err, AllOf(HasSubstr("locked"), HasSubstr("O365_CREDENTIAL_STORE=file")));
  EXPECT_LT(got.took, absl::Seconds(10));
  EXPECT_EQ(RequestsTo("/token"), 0);
}

TEST_F(KeyringTest, AbsentKeyringIsSaid) {
  Start(KeyringSession::Keyring::kAbsent);
  const Outcome got =
      Do("O365_PASSWORD=pass@word1 graph connect -t password -u "
         "user@contoso.onmicrosoft.com");
  EXPECT_EQ(got.exit_code, 4);
  EXPECT_THAT(got.err, AllOf(HasSubstr("keyring"), HasSubstr("O365_CREDENTIAL_STORE=file")));
}

}  // namespace
}  // namespace o365::testing
