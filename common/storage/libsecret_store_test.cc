// Each case runs on a private D-Bus with a real gnome-keyring-daemon, and each operation in a
// process of its own (store_probe), as commands have it.

#include "common/storage/libsecret_store.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/keyring_session.h"
#include "tests/testing/process.h"

namespace o365::storage {
namespace {

using ::testing::HasSubstr;
using testing::KeyringSession;
using ::testing::Not;
using testing::Outcome;

// The bound the failing cases are given, and what they may take on a busy machine.
constexpr char kShortLimit[] = "1000";
constexpr absl::Duration kPatience = absl::Seconds(5);

class LibsecretStoreTest : public ::testing::Test {
 protected:
  LibsecretStoreTest() : environment_(session_.environment()) {}

  // A limit that only a hang exceeds.
  Outcome Probe(std::vector<std::string> arguments) { return Probe("20000", arguments); }
  Outcome Probe(const std::string& limit, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"common/storage/store_probe", limit});
    return testing::Run({.arguments = std::move(arguments), .environment = environment_});
  }
  // Expects that reading and writing fail in time with this message, and say what can be done.
  void ExpectFailures(const std::string& message) {
    for (const std::vector<std::string>& operation :
         {std::vector<std::string>{"get", "spo"}, {"set", "spo", "label", "record"}}) {
      const Outcome got = Probe(kShortLimit, operation);
      EXPECT_EQ(got.exit_code, 1) << operation[0];
      EXPECT_EQ(got.out, "");
      EXPECT_THAT(got.err, HasSubstr(message)) << operation[0];
      EXPECT_THAT(got.err, HasSubstr("O365_CREDENTIAL_STORE=file"));
      EXPECT_THAT(got.err, HasSubstr("O365_CREDENTIAL_STORE=memory"));
      EXPECT_THAT(got.err, Not(HasSubstr("unexpected code")));
      EXPECT_LT(got.took, kPatience) << operation[0];
    }
  }

  KeyringSession session_;
  std::map<std::string, std::string> environment_;
};

TEST_F(LibsecretStoreTest, RecordsSurviveFromProcessToProcess) {
  session_.StartKeyring(KeyringSession::Keyring::kUnlocked);
  EXPECT_EQ(Probe({"get", "spo"}).out, "none\n");
  EXPECT_EQ(Probe({"erase", "spo"}).exit_code, 0);
  EXPECT_EQ(Probe({"set", "spo", "o365 – spo – admin", "one"}).exit_code, 0);
  EXPECT_EQ(Probe({"set", "aad", "o365 – aad – admin", "other"}).exit_code, 0);
  EXPECT_EQ(Probe({"get", "spo", "aad"}).out, "found one\nfound other\n");

  EXPECT_EQ(Probe({"set", "spo", "o365 – spo – user", "two"}).exit_code, 0);
  EXPECT_EQ(Probe({"get", "spo"}).out, "found two\n");

  EXPECT_EQ(Probe({"erase", "spo"}).exit_code, 0);
  EXPECT_EQ(Probe({"get", "spo", "aad"}).out, "none\nfound other\n");
}

TEST_F(LibsecretStoreTest, OneProcessReadsAndReplaces) {
  session_.StartKeyring(KeyringSession::Keyring::kUnlocked);
  ASSERT_EQ(Probe({"set", "spo", "label", "one"}).exit_code, 0);
  EXPECT_EQ(Probe({"renew", "spo", "two"}).out, "found one\nfound two\n");
}

TEST_F(LibsecretStoreTest, RecordsOutliveTheDaemon) {
  session_.StartKeyring(KeyringSession::Keyring::kUnlocked);
  ASSERT_EQ(Probe({"set", "spo", "label", std::string(20000, 'r')}).exit_code, 0);
  session_.StartKeyring(KeyringSession::Keyring::kUnlocked);
  EXPECT_EQ(Probe({"get", "spo"}).out, absl::StrCat("found ", std::string(20000, 'r'), "\n"));
}

TEST_F(LibsecretStoreTest, ALockedKeyringIsNotAnEmptyOne) {
  session_.StartKeyring(KeyringSession::Keyring::kUnlocked);
  ASSERT_EQ(Probe({"set", "spo", "label", "one"}).exit_code, 0);
  session_.StartKeyring(KeyringSession::Keyring::kLocked);
  ExpectFailures("the keyring is locked");
  const Outcome erase = Probe(kShortLimit, {"erase", "spo"});
  EXPECT_EQ(erase.exit_code, 1);
  EXPECT_THAT(erase.err, HasSubstr("the keyring is locked"));
}

// GNOME Keyring opens a keyring without a password when asked to, and asks nobody.
TEST_F(LibsecretStoreTest, AKeyringThatCanBeUnlockedIs) {
  const std::string folder = session_.folder() + "/data/keyrings";
  ASSERT_TRUE(base::WriteFileAtomically(folder + "/default", "open", 0600).ok());
  ASSERT_TRUE(base::WriteFileAtomically(folder + "/open.keyring",
                                        "[keyring]\ndisplay-name=open\nctime=0\nmtime=0\n"
                                        "lock-on-idle=false\nlock-after=false\n",
                                        0600)
                  .ok());
  session_.StartKeyring(KeyringSession::Keyring::kAbsent);
  EXPECT_EQ(Probe({"get", "spo"}).out, "none\n");
  const testing::Outcome locked = testing::Run(
      {.arguments = {"dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.secrets",
                     "/org/freedesktop/secrets", "org.freedesktop.Secret.Service.Lock",
                     "array:objpath:/org/freedesktop/secrets/collection/open"},
       .environment = session_.environment()});
  EXPECT_THAT(locked.out, HasSubstr("/org/freedesktop/secrets/collection/open"));
  EXPECT_EQ(Probe({"renew", "spo", "one"}).out, "none\nfound one\n");
}

TEST_F(LibsecretStoreTest, ALockedKeyringWhosePromptNobodyAnswers) {
  session_.StartKeyring(KeyringSession::Keyring::kLocked);
  session_.StartOnBus("tests/testing/silent_prompter", "org.gnome.keyring.SystemPrompter");
  ExpectFailures("waiting for the keyring\nthe keyring did not answer within 1s");
}

TEST_F(LibsecretStoreTest, AStuckKeyringIsWaitedForOnce) {
  session_.StartKeyring(KeyringSession::Keyring::kLocked);
  session_.StartOnBus("tests/testing/silent_prompter", "org.gnome.keyring.SystemPrompter");
  const Outcome got = Probe(kShortLimit, {"get", "spo", "aad", "graph", "azmgmt"});
  EXPECT_EQ(got.exit_code, 1);
  EXPECT_LT(got.took, kPatience);
}

TEST_F(LibsecretStoreTest, NoKeyring) {
  session_.StartKeyring(KeyringSession::Keyring::kAbsent);
  ExpectFailures("no keyring (the Secret Service has no default collection)");
  EXPECT_EQ(Probe(kShortLimit, {"erase", "spo"}).exit_code, 0);
}

TEST_F(LibsecretStoreTest, NoKeyringAndAPromptNobodyAnswers) {
  session_.StartKeyring(KeyringSession::Keyring::kAbsent);
  session_.StartOnBus("tests/testing/silent_prompter", "org.gnome.keyring.SystemPrompter");
  ExpectFailures("no keyring (the Secret Service has no default collection)");
}

TEST_F(LibsecretStoreTest, NothingOnTheBus) {
  ExpectFailures("no Secret Service (nothing on D-Bus offers org.freedesktop.secrets)");
}

TEST_F(LibsecretStoreTest, NoBus) {
  environment_.erase("DBUS_SESSION_BUS_ADDRESS");
  ExpectFailures("no Secret Service (D-Bus is not running)");
  environment_["DISPLAY"] = ":99";
  ExpectFailures("no Secret Service (D-Bus is not running)");
}

TEST_F(LibsecretStoreTest, TheBusOfTheRuntimeFolderIsFound) {
  session_.StartKeyring(KeyringSession::Keyring::kUnlocked);
  environment_.erase("DBUS_SESSION_BUS_ADDRESS");
  environment_["XDG_RUNTIME_DIR"] = session_.folder();
  EXPECT_EQ(Probe({"get", "spo"}).out, "none\n");
}

TEST_F(LibsecretStoreTest, AnAddressThatLeadsNowhere) {
  environment_["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent";
  ExpectFailures("no Secret Service (D-Bus cannot be reached: Could not connect: No such file");
  environment_["DBUS_SESSION_BUS_ADDRESS"] = "garbage";
  ExpectFailures("no Secret Service (D-Bus cannot be reached: ");
}

TEST_F(LibsecretStoreTest, ABusThatNeverAnswers) {
  const std::string path = session_.folder() + "/silent";
  const int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ASSERT_EQ(::listen(listener, 8), 0);
  environment_["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=" + path;
  ExpectFailures("the keyring did not answer within 1s");
  ::close(listener);
}

TEST_F(LibsecretStoreTest, NoLibrary) {
  environment_["LIBRARY"] = "libsecret-not-there.so.0";
  ExpectFailures("no libsecret (libsecret-not-there.so.0: cannot open shared object file");
  environment_["LIBRARY"] = "libz.so.1";
  ExpectFailures("no libsecret (libz.so.1 lacks ");
}

TEST_F(LibsecretStoreTest, LibsecretsOwnFileNeedsNeitherBusNorLock) {
  environment_.erase("DBUS_SESSION_BUS_ADDRESS");
  environment_["SECRET_BACKEND"] = "file";
  environment_["SECRET_FILE_TEST_PATH"] = session_.folder() + "/secrets";
  environment_["SECRET_FILE_TEST_PASSWORD"] = "test";
  // libsecret 0.20 leaks a few bytes whenever it erases from its file.
  environment_["LSAN_OPTIONS"] = "detect_leaks=0";
  EXPECT_EQ(Probe({"get", "spo"}).out, "none\n");
  EXPECT_EQ(Probe({"set", "spo", "label", "one"}).exit_code, 0);
  EXPECT_EQ(Probe({"get", "spo"}).out, "found one\n");
  EXPECT_EQ(Probe({"erase", "spo"}).exit_code, 0);
  EXPECT_EQ(Probe({"get", "spo"}).out, "none\n");
}

}  // namespace
}  // namespace o365::storage
