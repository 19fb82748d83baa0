#include "common/auth/connection_store.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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

absl::StatusOr<ConnectionBook> ConnectionStore::ReadAll() const {
  absl::StatusOr<std::optional<base::Secret>> record = options_.store->Get(options_.service);
  if (!record.ok()) return StoreFailure(record.status(), "cannot read the connection");
  if (!record->has_value()) return ConnectionBook();
  absl::StatusOr<ConnectionBook> book = ReadConnections(options_.service, **record);
  if (!book.ok()) return base::AsConnectionError(book.status());
  return book;
}

absl::Status ConnectionStore::NoSuch(const std::string& name, const ConnectionBook& book) const {
  const std::string names = absl::StrJoin(
      book.connections, ", ",
      [](std::string* out, const auto& entry) { absl::StrAppend(out, "'", entry.first, "'"); });
  const std::string problem = name.empty() ? "no connection is active"
                                           : absl::StrCat("there is no connection '", name, "'");
  return base::AsConnectionError(base::WithHint(
      absl::UnauthenticatedError(
          absl::StrCat(problem, names.empty() ? "" : "; there are: ", names)),
      absl::StrCat(names.empty() ? ""
                                 : absl::StrCat("choose one: ", options_.service,
                                                " connection use --name NAME, or "),
                   "make one: ", options_.service, " connect --connectionName NAME")));
}

absl::StatusOr<std::string> ConnectionStore::Choose(const std::string& name,
                                                    const ConnectionBook& book) const {
  const std::string& wanted = name.empty() ? book.active : name;
  if (book.connections.count(wanted) != 0) return wanted;
  if (book.connections.empty() && name.empty()) return absl::NotFoundError("no connection");
  return NoSuch(wanted, book);
}

absl::StatusOr<ConnectionStore::Kept> ConnectionStore::Read() const {
  ASSIGN_OR_RETURN(ConnectionBook book, ReadAll());
  ASSIGN_OR_RETURN(const std::string name, Choose(options_.connection_name, book));
  Connection& connection = book.connections[name];
  base::Secret record = WriteConnection(connection);
  return Kept{.name = name, .connection = std::move(connection), .record = std::move(record)};
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

absl::Status ConnectionStore::Write(const ConnectionBook& book) const {
  std::string account;
  if (const auto active = book.connections.find(book.active); active != book.connections.end())
    account = active->second.user_name.empty() ? active->second.url : active->second.user_name;
  return StoreFailure(options_.store->Set(options_.service,
                                          absl::StrCat("o365 – ", options_.service,
                                                       account.empty() ? "" : " – ", account),
                                          WriteConnections(options_.service, book)),
                      "cannot save the connection");
}

absl::Status ConnectionStore::Put(const std::string& name, const Connection& connection) const {
  ASSIGN_OR_RETURN(const LockFile lock, LockRecord());
  absl::StatusOr<ConnectionBook> book = ReadAll();
  // A record that cannot be read is replaced, but one of a newer version may hold others.
  if (!book.ok() && !absl::IsDataLoss(book.status())) return book.status();
  if (!book.ok()) book = ConnectionBook();
  book->connections[name] = connection;
  book->active = name;
  return Write(*book);
}

absl::StatusOr<bool> ConnectionStore::PutOver(const Kept& before,
                                              const Connection& connection) const {
  ASSIGN_OR_RETURN(const LockFile lock, LockRecord());
  absl::StatusOr<ConnectionBook> book = ReadAll();
  if (!book.ok()) return base::Annotate(book.status(), "cannot save the connection");
  const auto now = book->connections.find(before.name);
  if (now == book->connections.end() || !(WriteConnection(now->second) == before.record))
    return false;
  now->second = connection;
  RETURN_IF_ERROR(Write(*book));
  return true;
}

absl::Status ConnectionStore::Erase(const std::string& name) const {
  const absl::StatusOr<LockFile> lock = LockRecord();
  // Without the lock, if need be: a stuck process must not keep the user from disconnecting.
  absl::StatusOr<ConnectionBook> book = ReadAll();
  if (book.ok()) {
    const absl::StatusOr<std::string> chosen =
        Choose(name.empty() ? options_.connection_name : name, *book);
    if (!chosen.ok() && !absl::IsNotFound(chosen.status())) return chosen.status();
    if (chosen.ok()) book->connections.erase(*chosen);
    if (chosen.ok() && book->active == *chosen) book->active.clear();
  }
  if (book.ok() && !book->connections.empty()) {
    RETURN_IF_ERROR(Write(*book));
  } else {
    RETURN_IF_ERROR(
        StoreFailure(options_.store->Erase(options_.service), "cannot remove the connection"));
  }
  if (lock.ok()) return absl::OkStatus();
  return base::Annotate(lock.status(), "the connection was removed, but may come back");
}

absl::Status ConnectionStore::Use(const std::string& name) const {
  ASSIGN_OR_RETURN(const LockFile lock, LockRecord());
  ASSIGN_OR_RETURN(ConnectionBook book, ReadAll());
  if (book.connections.count(name) == 0) return NoSuch(name, book);
  book.active = name;
  return Write(book);
}

absl::Status ConnectionStore::Rename(const std::string& name, const std::string& new_name) const {
  ASSIGN_OR_RETURN(const LockFile lock, LockRecord());
  ASSIGN_OR_RETURN(ConnectionBook book, ReadAll());
  if (book.connections.count(name) == 0) return NoSuch(name, book);
  if (book.connections.count(new_name) != 0)
    return base::UsageError(absl::StrCat("there is a connection '", new_name, "' already"));
  auto node = book.connections.extract(name);
  node.key() = new_name;
  book.connections.insert(std::move(node));
  if (book.active == name) book.active = new_name;
  return Write(book);
}

}  // namespace o365::auth
