#include "common/storage/private_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <optional>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/interrupt.h"
#include "common/base/status_macros.h"

namespace o365::storage {
namespace {

constexpr absl::string_view kPart = ".part";
constexpr int kMostLeftovers = 100;
constexpr char kDescriptors[] = "/proc/self/fd";

absl::Status Unfit(absl::string_view message, absl::string_view hint) {
  return base::WithHint(absl::FailedPreconditionError(message), hint);
}

absl::Status CheckOwner(const std::string& path, const struct stat& info, bool root_may_own) {
  if (info.st_uid == ::geteuid() || (root_may_own && info.st_uid == 0)) return absl::OkStatus();
  return Unfit(absl::StrCat("'", path, "' belongs to another user (uid ", info.st_uid, ")"),
               "run this as its owner, or use a file or folder of your own");
}

// `forbidden` are bits of the mode; `remedy` is an argument of chmod(1).
absl::Status CheckMode(const std::string& path, const struct stat& info, unsigned forbidden,
                       absl::string_view remedy) {
  const auto mode = static_cast<unsigned>(info.st_mode & 0777);
  if ((mode & forbidden) == 0) return absl::OkStatus();
  const absl::string_view what =
      (forbidden & 044) == 0 ? "others can write to" : "others have access to";
  return Unfit(absl::StrFormat("%s '%s' (mode %04o)", what, path, mode),
               absl::StrFormat("chmod %s '%s'", remedy, path));
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

absl::StatusOr<std::string> ReadAll(int fd, const std::string& path, size_t most_bytes) {
  std::string content;
  RETURN_IF_ERROR(base::ReadDescriptor(fd, path, [&](absl::string_view piece) -> absl::Status {
    content.append(piece.data(), piece.size());
    if (content.size() <= most_bytes) return absl::OkStatus();
    return Unfit(absl::StrCat("'", path, "' is longer than ", most_bytes, " bytes"),
                 "see whether it is the right file");
  }));
  return content;
}

absl::Status WriteAll(int fd, absl::string_view content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t n = ::write(fd, content.data(), content.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return base::ErrnoToStatus("write", path);
    content.remove_prefix(static_cast<size_t>(n));
  }
  return ::fsync(fd) == 0 ? absl::OkStatus() : base::ErrnoToStatus("write", path);
}

// Calls `make` with one name after the other until one is not taken; returns it.
template <typename Make>
absl::StatusOr<std::string> WithFreeName(const std::string& path, Make make) {
  std::string name;
  for (int tries = 0; tries < kMostLeftovers; ++tries) {
    name = absl::StrCat(path, ".", ::getpid(), "-", tries, kPart);
    if (make(name)) return name;
    if (errno != EEXIST) break;
  }
  return base::ErrnoToStatus("create", name);
}

// A file that has no name yet, or a temporary one, and is under lock: whoever sweeps leftovers can
// tell that its writer lives.
class Nascent {
 public:
  static absl::StatusOr<std::unique_ptr<Nascent>> Create(const std::string& path) {
    std::unique_ptr<Nascent> file(new Nascent(path));
    if (::access(kDescriptors, X_OK) == 0)
      file->fd_ = ::open(FolderOf(path).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (file->fd_ < 0) RETURN_IF_ERROR(file->CreateNamed());
    ::flock(file->fd_, LOCK_EX);
    return file;
  }
  ~Nascent() {
    if (fd_ >= 0) ::close(fd_);
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  Nascent(const Nascent&) = delete;
  Nascent& operator=(const Nascent&) = delete;

  absl::Status Write(absl::string_view content) { return WriteAll(fd_, content, path_); }

  absl::Status TakeName() {
    if (name_.empty()) RETURN_IF_ERROR(Link());
    if (::rename(name_.c_str(), path_.c_str()) != 0) return base::ErrnoToStatus("replace", path_);
    name_.clear();
    removal_.reset();
    return absl::OkStatus();
  }

 private:
  explicit Nascent(std::string path) : path_(std::move(path)) {}

  // For file systems without O_TMPFILE, and where there is no /proc.
  absl::Status CreateNamed() {
    ASSIGN_OR_RETURN(name_, WithFreeName(path_, [this](const std::string& name) {
                       fd_ = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
                       return fd_ >= 0;
                     }));
    removal_.emplace(name_);
    return absl::OkStatus();
  }

  // By way of /proc, as open(2) shows for O_TMPFILE: linking the descriptor itself is a privilege.
  absl::Status Link() {
    const std::string self = absl::StrCat(kDescriptors, "/", fd_);
    ASSIGN_OR_RETURN(name_, WithFreeName(path_, [&self](const std::string& name) {
                       return ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(),
                                       AT_SYMLINK_FOLLOW) == 0;
                     }));
    removal_.emplace(name_);
    return absl::OkStatus();
  }

  const std::string path_;
  std::string name_;  // empty while it has none
  std::optional<base::InterruptRemoval> removal_;
  int fd_ = -1;
};

}  // namespace

absl::StatusOr<std::string> ReadTrustedFile(const std::string& path, const FileTrust& trust) {
  // Not to wait for whoever would write to a FIFO.
  const int fd = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (fd < 0) return base::ErrnoToStatus("open", path);
  const absl::Cleanup close_file([fd] { ::close(fd); });
  struct stat info = {};
  if (::fstat(fd, &info) != 0) return base::ErrnoToStatus("read", path);
  if (!S_ISREG(info.st_mode))
    return Unfit(absl::StrCat("'", path, "' is no regular file"), "put a file in its place");
  RETURN_IF_ERROR(CheckOwner(path, info, trust.root_may_own));
  RETURN_IF_ERROR(trust.others_may_read ? CheckMode(path, info, 022, "go-w")
                                        : CheckMode(path, info, 077, "600"));
  return ReadAll(fd, path, trust.most_bytes);
}

absl::Status CheckPrivateFolder(const std::string& path) {
  struct stat info = {};
  if (::stat(path.c_str(), &info) != 0) return base::ErrnoToStatus("open", path);
  RETURN_IF_ERROR(CheckOwner(path, info, /*root_may_own=*/false));
  return CheckMode(path, info, 077, "700");
}

absl::Status ReplacePrivateFile(const std::string& path, absl::string_view content) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Nascent> file, Nascent::Create(path));
  RETURN_IF_ERROR(file->Write(content));
  RETURN_IF_ERROR(file->TakeName());
  // Makes the rename last; the file is whole either way, and some file systems cannot do it.
  const int folder = ::open(FolderOf(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return absl::OkStatus();
  ::fsync(folder);
  ::close(folder);
  return absl::OkStatus();
}

void SweepLeftovers(const std::string& path) {
  const std::string folder = FolderOf(path);
  const std::string prefix = absl::StrCat(path.substr(path.rfind('/') + 1), ".");
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), ::closedir);
  if (entries == nullptr) return;
  while (const dirent* entry = ::readdir(entries.get())) {
    if (!absl::StartsWith(entry->d_name, prefix) || !absl::EndsWith(entry->d_name, kPart)) continue;
    const std::string name = absl::StrCat(folder, "/", entry->d_name);
    const int fd = ::open(name.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    const bool in_use = fd >= 0 && ::flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!in_use) ::unlink(name.c_str());
    if (fd >= 0) ::close(fd);
  }
}

}  // namespace o365::storage
