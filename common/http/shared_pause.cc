#include "common/http/shared_pause.h"

#include <fcntl.h>
#include <openssl/sha.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"

namespace o365::http {
namespace {

// The kernel stamps files with the time of its last tick, and clocks are corrected now and then.
constexpr absl::Duration kClockSlack = absl::Seconds(1);
constexpr size_t kNameBytes = 16;  // of the digest

absl::Time EndOf(const struct stat& info, absl::Time now) {
  if (!S_ISREG(info.st_mode) || info.st_uid != ::geteuid()) return absl::InfinitePast();
  const absl::Time until = absl::TimeFromTimespec(info.st_mtim);
  const absl::Time announced = absl::TimeFromTimespec(info.st_ctim);
  if (announced > now + kClockSlack) return absl::InfinitePast();
  if (until > announced + kLongestSharedPause + kClockSlack) return absl::InfinitePast();
  return until;
}

// A folder that this user alone can reach. One in a folder that is shared with others could be
// somebody's trap.
bool IsPrivateFolder(const std::string& path) {
  struct stat info = {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode) && info.st_uid == ::geteuid() &&
         (info.st_mode & 022) == 0;
}

}  // namespace

SharedPause::SharedPause(std::string folder, std::string account)
    : folder_(std::move(folder)), account_(std::move(account)) {}

// Digests: neither hosts nor accounts are fit for file names.
std::string SharedPause::PathOf(absl::string_view host) const {
  const std::string name = absl::StrCat(host, "\n", account_);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  ::SHA256(reinterpret_cast<const unsigned char*>(name.data()), name.size(), digest);
  return absl::StrCat(folder_, "/pause-",
                      absl::BytesToHexString({reinterpret_cast<const char*>(digest), kNameBytes}));
}

absl::Time SharedPause::EndOf(absl::string_view host, absl::Time now) const {
  struct stat info = {};
  if (folder_.empty() || ::lstat(PathOf(host).c_str(), &info) != 0) return absl::InfinitePast();
  return http::EndOf(info, now);
}

void SharedPause::Extend(absl::string_view host, absl::Time until, absl::Time now) const {
  // No errors: sharing is a courtesy, and each process keeps its own pause in any case.
  if (folder_.empty() || !base::MakePrivateFolder(folder_).ok() || !IsPrivateFolder(folder_))
    return;
  const int fd =
      ::open(PathOf(host).c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
  if (fd < 0) return;
  const absl::Cleanup close_file([fd] { ::close(fd); });
  // Held for two system calls; without it, the shorter of two pauses could win.
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    for (int tries = 0; tries < 20 && ::flock(fd, LOCK_EX | LOCK_NB) != 0; ++tries) ::usleep(500);
  }
  struct stat info = {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_uid != ::geteuid()) return;
  until = std::min(until, now + kLongestSharedPause);
  if (http::EndOf(info, now) >= until) return;
  const struct timespec times[2] = {{.tv_sec = 0, .tv_nsec = UTIME_OMIT}, absl::ToTimespec(until)};
  // If it fails, the file's time is one that is over, or an earlier pause's.
  if (::futimens(fd, times) != 0) return;
}

}  // namespace o365::http
