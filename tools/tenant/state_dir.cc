#include "tools/tenant/state_dir.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"

namespace o365::tenant {
namespace {

constexpr const char* kPort = "/port";
constexpr const char* kPid = "/pid";
constexpr const char* kSecret = "/secret";
constexpr const char* kLock = "/lock";

absl::StatusOr<int> ReadNumber(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, base::ReadRegularFile(path));
  int number = 0;
  if (!absl::SimpleAtoi(absl::StripAsciiWhitespace(text), &number)) {
    return absl::DataLossError(absl::StrCat("'", path, "' holds no number"));
  }
  return number;
}

}  // namespace

FolderLock::~FolderLock() {
  if (fd_ >= 0) ::close(fd_);
}

StateDir StateDir::Default(const base::Environment& environment) {
  if (std::string path = environment.Get("O365_TENANT_DIR"); !path.empty()) return StateDir(path);
  if (std::string path = environment.Get("XDG_RUNTIME_DIR"); !path.empty()) {
    return StateDir(path + "/o365-tenant");
  }
  return StateDir(absl::StrCat("/tmp/o365-tenant-", ::geteuid()));
}

absl::Status StateDir::Create() const {
  RETURN_IF_ERROR(base::MakePrivateFolder(path_));
  struct stat info {};
  if (::lstat(path_.c_str(), &info) != 0) return base::ErrnoToStatus("look at", path_);
  if (!S_ISDIR(info.st_mode) || info.st_uid != ::geteuid()) {
    return absl::PermissionDeniedError(absl::StrCat("'", path_, "' is not a folder of yours"));
  }
  if ((info.st_mode & 077) != 0) {
    return absl::PermissionDeniedError(
        absl::StrCat("others may use the folder '", path_, "'; make it private: chmod 700"));
  }
  return absl::OkStatus();
}

absl::StatusOr<FolderLock> StateDir::Lock() const {
  const std::string path = path_ + kLock;
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return base::ErrnoToStatus("open", path);
  FolderLock lock(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) return absl::AlreadyExistsError("a tenant is running already");
  return base::ErrnoToStatus("lock", path);
}

absl::StatusOr<Running> StateDir::Read() const {
  const absl::Status not_running =
      absl::NotFoundError(absl::StrCat("no tenant is running (folder '", path_, "')"));
  struct stat info {};
  if (::lstat(path_.c_str(), &info) != 0) return not_running;
  // In a folder of somebody else we would hand our tokens to their tenant.
  RETURN_IF_ERROR(Create());
  if (const auto lock = Lock(); !absl::IsAlreadyExists(lock.status())) {
    return lock.ok() ? not_running : lock.status();
  }
  Running running;
  ASSIGN_OR_RETURN(running.port, ReadNumber(path_ + kPort));
  ASSIGN_OR_RETURN(running.pid, ReadNumber(path_ + kPid));
  ASSIGN_OR_RETURN(running.secret, base::ReadRegularFile(path_ + kSecret));
  return running;
}

absl::Status StateDir::Write(const Running& running) const {
  RETURN_IF_ERROR(base::WriteFileAtomically(path_ + kPort, absl::StrCat(running.port, "\n"), 0600));
  RETURN_IF_ERROR(base::WriteFileAtomically(path_ + kPid, absl::StrCat(running.pid, "\n"), 0600));
  return base::WriteFileAtomically(path_ + kSecret, running.secret, 0600);
}

void StateDir::Clean() const {
  for (const char* name : {kPort, kPid, kSecret, "/ca.pem", "/arc.key"})
    ::unlink((path_ + name).c_str());
}

}  // namespace o365::tenant
