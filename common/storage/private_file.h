// Files whose content is secret or decides where secrets go: who owns them and who may change or
// read them is checked on the opened file itself, nothing but a regular file is read, and no copy
// of a secret stays behind when its writer is killed.

#ifndef COMMON_STORAGE_PRIVATE_FILE_H_
#define COMMON_STORAGE_PRIVATE_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace o365::storage {

// Whom a file is open to, beside its owner.
struct FileTrust {
  bool others_may_read = false;  // nobody else may ever write
  bool root_may_own = false;     // beside the user of this process
  size_t most_bytes = 0;         // a longer file is not what it should be
};

// The content of a file that fits `trust`. kNotFound when there is none; kFailedPrecondition with a
// hint for one that belongs to somebody else, is open to others, too long, or no regular file.
absl::StatusOr<std::string> ReadTrustedFile(const std::string& path, const FileTrust& trust);

// OK for a folder of this user that is open to nobody else; errors as above.
absl::Status CheckPrivateFolder(const std::string& path);

// Replaces the file, mode 0600, all or nothing, and lasting through a power cut. The new content
// has no name before it is whole, where the file system can do that.
absl::Status ReplacePrivateFile(const std::string& path, absl::string_view content);

// Removes what writers of `path` left that were killed (PATH.*.part). No errors: what cannot be
// removed now may be the next time.
void SweepLeftovers(const std::string& path);

}  // namespace o365::storage

#endif  // COMMON_STORAGE_PRIVATE_FILE_H_
