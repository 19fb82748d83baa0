#include "common/auth/connection_store.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace o365::auth {
namespace {

// Longer than a keyring's limits and the key derivation of some dozens of processes in a row.
constexpr absl::Duration kRecordLockLimit = absl::Seconds(30);
// Whoever waits longer is told what for.
constexpr absl::Duration kNoticeAfter = absl::Seconds(3);

absl::Status StoreFailure(const absl::Status& status, absl::string_view what) {
  return base::AsConnectionError(base::Annotate(status, what));
}

}  // namespace

std::string ConnectionStore::SharedFolder() const {
  if (in_memory()) {
    // Nothing is kept, and the home may be read-only: the session's own folder, if there is one.
    const std::string runtime = options_.environment->Get("XDG_RUNTIME_DIR");
    return runtime.empty() || runtime[0] != '/' ? "" : absl::StrCat(runtime, "/o365");
  }
  const std::string folder = options_.environment->ConfigDir();
  return folder.empty() ? "" : absl::StrCat(folder, "/locks");
}

absl::StatusOr<ConnectionStore::Kept> ConnectionStore::Read() const {
  absl::StatusOr<std::optional<base::Secret>> record = options_.store->Get(options_.service);
  if (!record.ok()) return StoreFailure(record.status(), "cannot read the connection");
  if (!record->has_value()) return absl::NotFoundError("no connection");
  absl::StatusOr<Connection> connection = ReadConnection(options_.service, **record);
  if (!connection.ok()) return base::AsConnectionError(connection.status());
  return Kept{.connection = *std::move(connection), .record = **std::move(record)};
}

absl::StatusOr<LockFile> ConnectionStore::Lock(absl::string_view name, absl::string_view what,
                                               absl::Duration limit) const {
  const std::string folder = SharedFolder();
  if (in_memory() || folder.empty()) return LockFile();
  const std::string path = absl::StrCat(folder, "/", options_.service, name);
  const absl::Duration quiet = std::min(kNoticeAfter, limit);
  absl::StatusOr<LockFile> lock = LockFile::Acquire(path, *options_.clock, quiet);
  if (absl::IsDeadlineExceeded(lock.status())) {
    options_.terminal->Say(absl::StrCat("waiting for another process that ", what));
    lock = LockFile::Acquire(path, *options_.clock, limit - quiet);
  }
  if (lock.ok() || absl::IsDeadlineExceeded(lock.status())) return lock;
  options_.log->Verbose(absl::StrCat("going on without a lock: ", lock.status().message()));
  return LockFile();
}

absl::StatusOr<LockFile> ConnectionStore::LockForRenewal() const {
  absl::StatusOr<LockFile> lock = Lock(".lock", "renews the connection", options_.renewal_limit);
  if (lock.ok()) return lock;
  return base::WithHint(
      base::NetworkError(absl::StrCat("the connection was not renewed within ",
                                      absl::FormatDuration(options_.renewal_limit), ": ",
                                      lock.status().message())),
      base::Hint(lock.status()));
}

absl::StatusOr<LockFile> ConnectionStore::LockRecord() const {
  absl::StatusOr<LockFile> lock =
      Lock(".record.lock", "changes the stored connection", kRecordLockLimit);
  if (!lock.ok()) return base::AsConnectionError(lock.status());
  return lock;
}

absl::Status ConnectionStore::Write(const Connection& connection) const {
  const std::string& account = connection.user_name.empty() ? connection.url : connection.user_name;
  return StoreFailure(options_.store->Set(options_.service,
                                          absl::StrCat("o365 – ", options_.service, " – ", account),
                                          WriteConnection(connection)),
                      "cannot save the connection");
}

absl::Status ConnectionStore::Put(const Connection& connection) const {
  ASSIGN_OR_RETURN(const LockFile lock, LockRecord());
  return Write(connection);
}

absl::StatusOr<bool> ConnectionStore::PutOver(const base::Secret& before,
                                              const Connection& connection) const {
  ASSIGN_OR_RETURN(const LockFile lock, LockRecord());
  absl::StatusOr<std::optional<base::Secret>> now = options_.store->Get(options_.service);
  if (!now.ok()) return StoreFailure(now.status(), "cannot save the connection");
  if (!now->has_value() || !(**now == before)) return false;
  RETURN_IF_ERROR(Write(connection));
  return true;
}

absl::Status ConnectionStore::Erase() const {
  const absl::StatusOr<LockFile> lock = LockRecord();
  // Without the lock, if need be: a stuck process must not keep the user from disconnecting.
  RETURN_IF_ERROR(
      StoreFailure(options_.store->Erase(options_.service), "cannot remove the connection"));
  if (lock.ok()) return absl::OkStatus();
  return base::Annotate(lock.status(), "the connection was removed, but may come back");
}

}  // namespace o365::auth
