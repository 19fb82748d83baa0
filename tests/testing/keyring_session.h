// A desktop session of its own: a private D-Bus and, if wanted, a real gnome-keyring-daemon on it,
// with everything they write under a temporary folder. Nothing of the user's session is touched.
//
//   KeyringSession session;
//   session.StartKeyring(KeyringSession::Keyring::kUnlocked);
//   Outcome got = Run({.arguments = {"spo", "status"}, .environment = session.environment()});
//
// Needs the packages dbus-daemon, dbus-bin and gnome-keyring.

#ifndef TESTS_TESTING_KEYRING_SESSION_H_
#define TESTS_TESTING_KEYRING_SESSION_H_

#include <map>
#include <memory>
#include <string>

#include "tests/testing/process.h"

namespace o365::testing {

class KeyringSession {
 public:
  enum class Keyring { kUnlocked, kLocked, kAbsent };

  // Starts the bus alone. Nothing is started on demand on it: who has no keyring gets none.
  KeyringSession();
  KeyringSession(const KeyringSession&) = delete;
  KeyringSession& operator=(const KeyringSession&) = delete;
  ~KeyringSession();

  // Starts the daemon; kAbsent means a daemon that has no keyring yet. Replaces the one that runs.
  void StartKeyring(Keyring keyring);
  // Starts `program` and waits until it owns `name` on the bus.
  void StartOnBus(const std::string& program, const std::string& name);

  // What a process of this session has: bus, HOME and XDG folders, PATH.
  const std::map<std::string, std::string>& environment() const { return environment_; }
  const std::string& folder() const { return folder_; }

 private:
  std::unique_ptr<Daemon> StartDaemon(const std::vector<std::string>& arguments,
                                      const std::string& input, const std::string& name);

  const std::string folder_;
  std::map<std::string, std::string> environment_;
  std::unique_ptr<Daemon> bus_, keyring_, other_;
};

}  // namespace o365::testing

#endif  // TESTS_TESTING_KEYRING_SESSION_H_
