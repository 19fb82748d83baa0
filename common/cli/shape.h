// The shapes that values of options can have.

#ifndef COMMON_CLI_SHAPE_H_
#define COMMON_CLI_SHAPE_H_

#include "absl/strings/string_view.h"

namespace o365::cli {

// 8-4-4-4-12 hexadecimal digits.
bool IsGuid(absl::string_view text);
// A user principal name or mail address: one '@' with something on both sides, no blanks.
bool IsUserName(absl::string_view text);
// "@meId", "@meUserName": stand for the user who is signed in (me.h). Matched without case.
bool IsMeId(absl::string_view text);
bool IsMeUserName(absl::string_view text);
// An https URL.
bool IsHttpsUrl(absl::string_view text);
// A date, with or without a time of day (ISO 8601, RFC 3339): 2026-11-22, 2026-11-22T10:00:00Z.
bool IsDateTime(absl::string_view text);
// A duration of ISO 8601, section 4.4: P3DT4H.
bool IsDuration(absl::string_view text);

}  // namespace o365::cli

#endif  // COMMON_CLI_SHAPE_H_
