#include "common/auth/lock_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"

namespace o365::auth {
namespace {

constexpr absl::Duration kFirstPause = absl::Milliseconds(2);
constexpr absl::Duration kLongestPause = absl::Milliseconds(50);

}  // namespace

absl::StatusOr<LockFile> LockFile::Acquire(const std::string& path, base::Clock& clock,
                                           absl::Duration limit) {
  RETURN_IF_ERROR(base::MakePrivateFolder(path.substr(0, path.rfind('/'))));
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) return base::ErrnoToStatus("open", path);
  LockFile lock(fd);
  // Polled rather than waited for: flock(2) itself knows no limit.
  const absl::Time deadline = clock.Now() + limit;
  absl::Duration pause = kFirstPause;
  while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno == EINTR) continue;
    if (errno != EWOULDBLOCK) return base::ErrnoToStatus("lock", path);
    if (clock.Now() >= deadline) {
      return base::WithHint(
          absl::DeadlineExceededError(absl::StrCat("another process holds '", path, "'")),
          absl::StrCat("see which one does: fuser '", path, "'"));
    }
    clock.Sleep(pause);
    pause = std::min(2 * pause, kLongestPause);
  }
  return lock;
}

LockFile::LockFile(LockFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

LockFile& LockFile::operator=(LockFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

LockFile::~LockFile() {
  if (fd_ >= 0) ::close(fd_);  // closing releases the lock
}

}  // namespace o365::auth
