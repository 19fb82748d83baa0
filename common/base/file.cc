#include "common/base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"

namespace o365::base {
namespace {

constexpr size_t kPiece = 64 << 10;
constexpr size_t kLargestHeld = 64 << 20;

absl::Status WriteAll(int fd, absl::string_view content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t n = ::write(fd, content.data(), content.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return ErrnoToStatus("write", path);
    content.remove_prefix(static_cast<size_t>(n));
  }
  return absl::OkStatus();
}

// Makes a rename last through a power cut. The file is whole either way, and some file systems
// cannot sync folders, so failing is no error.
void SyncFolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

}  // namespace

absl::Status ErrnoToStatus(absl::string_view what, const std::string& path) {
  const int error = errno;
  return absl::Status(absl::ErrnoToStatusCode(error),
                      absl::StrCat("cannot ", what, " '", path, "': ", std::strerror(error)));
}

absl::Status ReadDescriptor(int fd, const std::string& path, const PieceSink& sink) {
  std::vector<char> buffer(kPiece);
  for (;;) {
    const ssize_t n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return ErrnoToStatus("read", path);
    if (n == 0) return absl::OkStatus();
    RETURN_IF_ERROR(sink({buffer.data(), static_cast<size_t>(n)}));
  }
}

namespace {

// Keeps what it gets in `content`.
PieceSink Keep(const std::string& path, std::string& content) {
  return [&](absl::string_view piece) -> absl::Status {
    if (content.size() + piece.size() > kLargestHeld)
      return absl::OutOfRangeError(
          absl::StrCat("cannot read '", path, "': it is larger than ", kLargestHeld >> 20, " MB"));
    content.append(piece.data(), piece.size());
    return absl::OkStatus();
  };
}

}  // namespace

absl::Status ReadPieces(const std::string& path, const PieceSink& sink) {
  if (path == "-") return ReadDescriptor(STDIN_FILENO, path, sink);
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return ErrnoToStatus("open", path);
  const absl::Cleanup close_file([fd] { ::close(fd); });
  return ReadDescriptor(fd, path, sink);
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::string content;
  RETURN_IF_ERROR(ReadPieces(path, Keep(path, content)));
  return content;
}

absl::StatusOr<std::string> ReadRegularFile(const std::string& path) {
  // Opening a pipe would wait for its other end, but for O_NONBLOCK.
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return ErrnoToStatus("open", path);
  const absl::Cleanup close_file([fd] { ::close(fd); });
  struct stat info;
  if (::fstat(fd, &info) != 0) return ErrnoToStatus("read", path);
  if (!S_ISREG(info.st_mode))
    return absl::FailedPreconditionError(absl::StrCat("cannot read '", path, "': not a file"));
  std::string content;
  RETURN_IF_ERROR(ReadDescriptor(fd, path, Keep(path, content)));
  return content;
}

absl::StatusOr<std::unique_ptr<InputFile>> InputFile::Open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return ErrnoToStatus("open", path);
  struct stat info;
  absl::Status status;
  if (::fstat(fd, &info) != 0) {
    status = ErrnoToStatus("read", path);
  } else if (!S_ISREG(info.st_mode)) {
    status = absl::InvalidArgumentError(absl::StrCat("cannot read '", path, "': not a file"));
  }
  if (status.ok()) return std::unique_ptr<InputFile>(new InputFile(path, fd, info.st_size));
  ::close(fd);
  return status;
}

InputFile::~InputFile() { ::close(fd_); }

absl::Status InputFile::ReadInto(const Sink& sink) const {
  const absl::Status changed =
      absl::AbortedError(absl::StrCat("'", path_, "' was changed while it was read"));
  std::vector<char> buffer(kPiece);
  for (int64_t at = 0;;) {
    const ssize_t n = ::pread(fd_, buffer.data(), buffer.size(), at);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return ErrnoToStatus("read", path_);
    if (n == 0) return at == size_ ? absl::OkStatus() : changed;
    at += n;
    // Before what is too much is handed on: the reader was told another size.
    if (at > size_) return changed;
    RETURN_IF_ERROR(sink({buffer.data(), static_cast<size_t>(n)}));
  }
}

absl::StatusOr<std::unique_ptr<PendingFile>> PendingFile::Create(const std::string& path,
                                                                 int mode) {
  // Not mkstemp(3), which leaves the process's mask aside. A crash may have left a file behind.
  constexpr int kMaxTries = 100;
  std::string temporary;
  int fd = -1;
  for (int tries = 0; fd < 0 && tries < kMaxTries; ++tries) {
    temporary = absl::StrCat(path, ".", ::getpid(), "-", tries, ".part");
    fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0 && errno != EEXIST) break;
  }
  if (fd < 0) return ErrnoToStatus("create", temporary);
  return std::unique_ptr<PendingFile>(new PendingFile(path, temporary, fd));
}

PendingFile::~PendingFile() {
  if (fd_ >= 0) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

absl::Status PendingFile::Write(absl::string_view piece) {
  RETURN_IF_ERROR(WriteAll(fd_, piece, temporary_));
  size_ += static_cast<int64_t>(piece.size());
  return absl::OkStatus();
}

absl::Status PendingFile::Commit() {
  absl::Status status;
  if (::fsync(fd_) != 0) status = ErrnoToStatus("write", temporary_);
  if (::close(std::exchange(fd_, -1)) != 0 && status.ok())
    status = ErrnoToStatus("write", temporary_);
  RETURN_IF_ERROR(status);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return ErrnoToStatus("replace", path_);
  removal_.reset();
  temporary_.clear();
  SyncFolderOf(path_);
  return absl::OkStatus();
}

absl::Status WriteFileAtomically(const std::string& path, absl::string_view content, int mode) {
  ASSIGN_OR_RETURN(const std::unique_ptr<PendingFile> file, PendingFile::Create(path, mode));
  RETURN_IF_ERROR(file->Write(content));
  return file->Commit();
}

absl::Status MakePrivateFolder(const std::string& path) {
  for (size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string part = path.substr(0, slash);
    if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) return ErrnoToStatus("create", part);
    if (slash == std::string::npos) return absl::OkStatus();
  }
}

}  // namespace o365::base
