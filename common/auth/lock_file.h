// A lock that processes share: an empty file under flock(2). The kernel drops the lock with the
// process, so that no crash leaves one behind.

#ifndef COMMON_AUTH_LOCK_FILE_H_
#define COMMON_AUTH_LOCK_FILE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"

namespace o365::auth {

// Holds the lock until it goes. A default one holds nothing.
class LockFile {
 public:
  // Creates `path` (mode 0600, missing folders 0700) and waits for its lock, `limit` at most.
  // kDeadlineExceeded when another process still has it; file errors as in common/base/file.h.
  static absl::StatusOr<LockFile> Acquire(const std::string& path, base::Clock& clock,
                                          absl::Duration limit);

  LockFile() = default;
  LockFile(LockFile&& other) noexcept;
  LockFile& operator=(LockFile&& other) noexcept;
  ~LockFile();

 private:
  explicit LockFile(int fd) : fd_(fd) {}

  int fd_ = -1;
};

}  // namespace o365::auth

#endif  // COMMON_AUTH_LOCK_FILE_H_
