// The folder of a running tenant: where clients find its certificate, and where the sub-commands
// find the process. Several tenants may run at once, a folder each.

#ifndef TOOLS_TENANT_STATE_DIR_H_
#define TOOLS_TENANT_STATE_DIR_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/environment.h"

namespace o365::tenant {

// What a running tenant has written down.
struct Running {
  int port = 0;
  int pid = 0;
  std::string secret;
};

// Holds a tenant's folder for one process, until it goes.
class FolderLock {
 public:
  explicit FolderLock(int fd) : fd_(fd) {}
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FolderLock& operator=(FolderLock&&) = delete;

 private:
  int fd_;
};

class StateDir {
 public:
  // $O365_TENANT_DIR, $XDG_RUNTIME_DIR/o365-tenant or /tmp/o365-tenant-UID.
  static StateDir Default(const base::Environment& environment);
  explicit StateDir(std::string path) : path_(std::move(path)) {}

  const std::string& path() const { return path_; }
  std::string CaPath() const { return path_ + "/ca.pem"; }
  // The key of Azure Arc's agent.
  std::string ArcKeyPath() const { return path_ + "/arc.key"; }
  std::string LogPath() const { return path_ + "/log"; }

  // Makes the folder, for its owner alone. kPermissionDenied when it belongs to somebody else, or
  // others may write to it.
  absl::Status Create() const;
  // kAlreadyExists when a tenant runs here.
  absl::StatusOr<FolderLock> Lock() const;
  // kNotFound when no tenant runs here.
  absl::StatusOr<Running> Read() const;
  absl::Status Write(const Running& running) const;
  // Removes what Write wrote and the certificate.
  void Clean() const;

 private:
  std::string path_;
};

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_STATE_DIR_H_
