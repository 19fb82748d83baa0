// Whole files, written so that a crash or a full disk never leaves half of one.

#ifndef COMMON_BASE_FILE_H_
#define COMMON_BASE_FILE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/interrupt.h"

namespace o365::base {

// The content of the file, "-" meaning standard input. Errors: kNotFound, kPermissionDenied,
// kOutOfRange for more than 64 MB, else kUnknown; the message names the path and the reason.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// The same for a file of our own, which is no device and no pipe that somebody would have to fill:
// kFailedPrecondition when it is one.
absl::StatusOr<std::string> ReadRegularFile(const std::string& path);

// Takes a piece of a file; its error ends the reading.
using PieceSink = std::function<absl::Status(absl::string_view piece)>;

// Hands on pieces of the file, "-" meaning standard input, until its end or an error of `sink`.
absl::Status ReadPieces(const std::string& path, const PieceSink& sink);

// The same for a file that the caller has opened and will close; `path` is for messages.
absl::Status ReadDescriptor(int fd, const std::string& path, const PieceSink& sink);

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
  // Removes what was not committed. An interrupt does so too, see interrupt.h.
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
      : path_(std::move(path)),
        temporary_(std::move(temporary)),
        removal_(std::in_place, temporary_),
        fd_(fd) {}

  const std::string path_;
  std::string temporary_;  // empty when there is none left
  std::optional<InterruptRemoval> removal_;
  int fd_;
  int64_t size_ = 0;
};

// A file that is read in pieces, as often as is wanted.
class InputFile {
 public:
  using Sink = std::function<absl::Status(absl::string_view piece)>;

  // Errors as of ReadFile. kInvalidArgument for what is no regular file: its size is not known.
  static absl::StatusOr<std::unique_ptr<InputFile>> Open(const std::string& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  // In bytes, when it was opened.
  int64_t size() const { return size_; }
  // Hands on pieces of at most 64 KB from the beginning. kAborted when the file is no longer as
  // long as it was.
  absl::Status ReadInto(const Sink& sink) const;

 private:
  InputFile(std::string path, int fd, int64_t size)
      : path_(std::move(path)), fd_(fd), size_(size) {}

  const std::string path_;
  const int fd_;
  const int64_t size_;
};

// Creates the folder and its missing parents with mode 0700.
absl::Status MakePrivateFolder(const std::string& path);

// "cannot WHAT 'PATH': REASON" for the current errno, with the fitting status code.
absl::Status ErrnoToStatus(absl::string_view what, const std::string& path);

}  // namespace o365::base

#endif  // COMMON_BASE_FILE_H_
