#include "tests/testing/keyring_session.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/file.h"
#include "gtest/gtest.h"

namespace o365::testing {
namespace {

constexpr char kSecretService[] = "org.freedesktop.secrets";
constexpr char kKeyringPassword[] = "test";

// Under /tmp, because a socket's path may have 107 characters only.
std::string MakeFolder() {
  std::string folder = "/tmp/o365-session-XXXXXX";
  EXPECT_NE(::mkdtemp(folder.data()), nullptr);
  return folder;
}

void WaitUntil(const std::string& what, const std::function<bool()>& reached) {
  const absl::Time deadline = absl::Now() + absl::Seconds(20);
  while (!reached()) {
    if (absl::Now() > deadline) {
      ADD_FAILURE() << "waited too long for " << what;
      return;
    }
    absl::SleepFor(absl::Milliseconds(10));
  }
}

}  // namespace

KeyringSession::KeyringSession() : folder_(MakeFolder()) {
  const std::string address = absl::StrCat("unix:path=", folder_, "/bus");
  environment_ = {{"PATH", "/usr/bin:/bin"},
                  {"HOME", folder_},
                  {"XDG_DATA_HOME", folder_ + "/data"},
                  {"XDG_CONFIG_HOME", folder_ + "/config"},
                  {"XDG_CACHE_HOME", folder_ + "/cache"},
                  {"XDG_RUNTIME_DIR", folder_ + "/run"},
                  {"DBUS_SESSION_BUS_ADDRESS", address}};
  EXPECT_TRUE(base::MakePrivateFolder(folder_ + "/run").ok());
  EXPECT_TRUE(base::MakePrivateFolder(folder_ + "/data/keyrings").ok());
  // Without a folder of services, nothing is started on demand.
  const std::string configuration =
      absl::StrCat("<busconfig><type>session</type><listen>", address,
                   "</listen><policy context=\"default\"><allow send_destination=\"*\"/><allow "
                   "receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>");
  const std::string path = folder_ + "/bus.conf";
  EXPECT_TRUE(base::WriteFileAtomically(path, configuration, 0600).ok());
  bus_ = std::make_unique<Daemon>(
      Command{.arguments = {"dbus-daemon", "--nofork", "--nopidfile", "--config-file=" + path},
              .environment = environment_});
  WaitUntil("the bus", [this] { return ::access((folder_ + "/bus").c_str(), F_OK) == 0; });
}

KeyringSession::~KeyringSession() {
  other_.reset();
  keyring_.reset();
  bus_.reset();
  std::error_code ignored;  // what is left lies in /tmp
  std::filesystem::remove_all(folder_, ignored);
}

std::unique_ptr<Daemon> KeyringSession::StartDaemon(const std::vector<std::string>& arguments,
                                                    const std::string& input,
                                                    const std::string& name) {
  const Command has_owner = {
      .arguments = {"dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/",
                    "org.freedesktop.DBus.GetNameOwner", "string:" + name},
      .environment = environment_};
  auto daemon = std::make_unique<Daemon>(
      Command{.arguments = arguments, .environment = environment_, .input = input});
  WaitUntil(name, [&] { return Run(has_owner).exit_code == 0; });
  return daemon;
}

void KeyringSession::StartKeyring(Keyring keyring) {
  const std::vector<std::string> daemon = {"gnome-keyring-daemon", "--foreground",
                                           "--components=secrets"};
  keyring_.reset();
  if (keyring != Keyring::kAbsent) {
    // A keyring is made, or opened, at the start; the next daemon finds it locked.
    std::vector<std::string> unlocking = daemon;
    unlocking.push_back("--unlock");
    keyring_ = StartDaemon(unlocking, kKeyringPassword, kSecretService);
    if (keyring == Keyring::kUnlocked) return;
    keyring_.reset();
  }
  keyring_ = StartDaemon(daemon, "", kSecretService);
}

void KeyringSession::StartOnBus(const std::string& program, const std::string& name) {
  other_ = StartDaemon({program}, "", name);
}

}  // namespace o365::testing
