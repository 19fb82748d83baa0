// The record of one service's connection in the store, among processes that read, renew, replace
// and remove it at the same time.
//
// Two lock files guard it. The renewal lock makes one process ask for a token while the others wait
// for what it brings; it is held as long as the sign-in service takes. The record lock is held for
// the moment that a record is compared and written or removed. What was renewed is written only
// over the record that it was renewed from: a connection that was removed, or replaced by a new
// one, stays so.
//
// With the memory store there is nothing to guard.
//
// A service's connections stand in one record, so that each change is one write. A command works
// with the one that is named (--connection, O365_CONNECTION), else with the active one.

#ifndef COMMON_AUTH_CONNECTION_STORE_H_
#define COMMON_AUTH_CONNECTION_STORE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/auth/connection.h"
#include "common/auth/lock_file.h"
#include "common/base/clock.h"
#include "common/base/environment.h"
#include "common/base/log.h"
#include "common/base/terminal.h"
#include "common/storage/secret_store.h"

namespace o365::auth {

// What a ConnectionStore works with; everything must outlive it.
struct ConnectionStoreOptions {
  std::string service;               // "spo": key in the store and name of the lock files
  std::string connection_name = {};  // the one to work with; "" for the active one
  const base::Environment* environment;
  base::Clock* clock;
  base::Terminal* terminal;
  base::Log* log;
  storage::SecretStore* store;
  absl::Duration renewal_limit;  // how long another process may take to renew the connection
};

// Errors of the store are connection errors (common/base/error.h).
class ConnectionStore {
 public:
  explicit ConnectionStore(ConnectionStoreOptions options) : options_(std::move(options)) {}

  struct Kept {
    std::string name;
    Connection connection;
    base::Secret record;  // of this connection, as it stands in the store
  };

  const ConnectionStoreOptions& options() const { return options_; }
  bool in_memory() const { return options_.store->name() == "memory"; }
  // The folder of what processes have in common; "" when there is none.
  std::string SharedFolder() const;

  // The connection to work with. kNotFound when there is none at all, a connection error that names
  // the others when there are; kDataLoss and kUnimplemented as of ReadConnections.
  absl::StatusOr<Kept> Read() const;

  // All of them; none is not an error.
  absl::StatusOr<ConnectionBook> ReadAll() const;

  // The renewal lock. One that holds nothing where there can be none: a request too many is better
  // than no sign-in. A network error when another process has it for longer than the limit.
  absl::StatusOr<LockFile> LockForRenewal() const;

  // Stores a new connection under this name, whatever was there, and makes it the active one.
  absl::Status Put(const std::string& name, const Connection& connection) const;
  // Stores the connection if `before` still stands there; false when it does not.
  absl::StatusOr<bool> PutOver(const Kept& before, const Connection& connection) const;
  // Removes the connection of this name, by default the one to work with, be it readable or not;
  // none is no error, but a name that is not there is. An error too when
  // a process that cannot be waited for may bring it back.
  absl::Status Erase(const std::string& name = "") const;

  // Makes another one the active one, or gives one another name. A connection error that names
  // those that there are when there is none of that name; a usage error when `new_name` is taken.
  absl::Status Use(const std::string& name) const;
  absl::Status Rename(const std::string& name, const std::string& new_name) const;

 private:
  // Waits for a lock file, and says so when it takes long.
  absl::StatusOr<LockFile> Lock(absl::string_view name, absl::string_view what,
                                absl::Duration limit) const;
  absl::StatusOr<LockFile> LockRecord() const;
  absl::Status Write(const ConnectionBook& book) const;
  absl::Status NoSuch(const std::string& name, const ConnectionBook& book) const;
  // The name of the connection to work with; an error when it is not there.
  absl::StatusOr<std::string> Choose(const std::string& name, const ConnectionBook& book) const;

  const ConnectionStoreOptions options_;
};

}  // namespace o365::auth

#endif  // COMMON_AUTH_CONNECTION_STORE_H_
