// Whole files, written so that a crash or a full disk never leaves half of one.

#ifndef COMMON_BASE_FILE_H_
#define COMMON_BASE_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace o365::base {

// The content of the file, "-" meaning standard input. Errors: kNotFound, kPermissionDenied, else
// kUnknown; the message names the path and the reason.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Replaces the file by way of a temporary one beside it: created with `mode`, fsync, rename. After
// an error the old content is untouched and no temporary file is left.
absl::Status WriteFileAtomically(const std::string& path, absl::string_view content, int mode);

// A file that is written in pieces and is under its name only when it is whole:
//
//   ASSIGN_OR_RETURN(const auto file, PendingFile::Create(path, 0666));
//   RETURN_IF_ERROR(file->Write(piece));
//   RETURN_IF_ERROR(file->Commit());
class PendingFile {
 public:
  // Makes a temporary file beside `path`. `mode` as of open(2), the process's mask applies to it.
  static absl::StatusOr<std::unique_ptr<PendingFile>> Create(const std::string& path, int mode);
  // Removes what was not committed.
  ~PendingFile();
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;

  absl::Status Write(absl::string_view piece);
  // Bytes written so far.
  int64_t size() const { return size_; }
  // Takes the name, replacing a file that has it. Nothing may be written afterwards.
  absl::Status Commit();

 private:
  PendingFile(std::string path, std::string temporary, int fd)
      : path_(std::move(path)), temporary_(std::move(temporary)), fd_(fd) {}

  const std::string path_;
  std::string temporary_;  // empty when there is none left
  int fd_;
  int64_t size_ = 0;
};

// Creates the folder and its missing parents with mode 0700.
absl::Status MakePrivateFolder(const std::string& path);

// "cannot WHAT 'PATH': REASON" for the current errno, with the fitting status code.
absl::Status ErrnoToStatus(absl::string_view what, const std::string& path);

}  // namespace o365::base

#endif  // COMMON_BASE_FILE_H_
