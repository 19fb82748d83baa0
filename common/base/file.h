// Whole files, written so that a crash or a full disk never leaves half of one.

#ifndef COMMON_BASE_FILE_H_
#define COMMON_BASE_FILE_H_

#include <string>
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

// Creates the folder and its missing parents with mode 0700.
absl::Status MakePrivateFolder(const std::string& path);

// "cannot WHAT 'PATH': REASON" for the current errno, with the fitting status code.
absl::Status ErrnoToStatus(absl::string_view what, const std::string& path);

}  // namespace o365::base

#endif  // COMMON_BASE_FILE_H_
