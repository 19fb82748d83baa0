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

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  const bool standard_input = path == "-";
  const int fd = standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return ErrnoToStatus("open", path);
  const auto close = absl::MakeCleanup([&] {
    if (!standard_input) ::close(fd);
  });
  std::string content;
  char buffer[65536];
  for (;;) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return ErrnoToStatus("read", path);
    if (n == 0) return content;
    content.append(buffer, static_cast<size_t>(n));
  }
}

absl::Status WriteFileAtomically(const std::string& path, absl::string_view content, int mode) {
  std::string temporary = absl::StrCat(path, ".XXXXXX");
  const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0) return ErrnoToStatus("create", temporary);
  auto discard = absl::MakeCleanup([&] { ::unlink(temporary.c_str()); });
  absl::Status status = WriteAll(fd, content, temporary);
  if (status.ok() && ::fchmod(fd, static_cast<mode_t>(mode)) != 0)
    status = ErrnoToStatus("set the mode of", temporary);
  if (status.ok() && ::fsync(fd) != 0) status = ErrnoToStatus("write", temporary);
  if (::close(fd) != 0 && status.ok()) status = ErrnoToStatus("write", temporary);
  RETURN_IF_ERROR(status);
  if (::rename(temporary.c_str(), path.c_str()) != 0) return ErrnoToStatus("replace", path);
  std::move(discard).Cancel();
  SyncFolderOf(path);
  return absl::OkStatus();
}

absl::Status MakePrivateFolder(const std::string& path) {
  for (size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string part = path.substr(0, slash);
    if (::mkdir(part.c_str(), 0700) != 0 && errno != EEXIST) return ErrnoToStatus("create", part);
    if (slash == std::string::npos) return absl::OkStatus();
  }
}

}  // namespace o365::base
