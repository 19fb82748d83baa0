// The last look at a request before it is written: nothing in it may end its line, or the header.

#ifndef COMMON_HTTP_REQUEST_CHECK_H_
#define COMMON_HTTP_REQUEST_CHECK_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/http/message.h"

namespace o365::http {

// Whether `text` is a token: at least one of the characters of RFC 9110, section 5.6.2.
bool IsToken(absl::string_view text);

// kInvalidArgument, with the name of what is wrong but not its value, which may be a secret, when
// - the method or the name of a header field is no token (RFC 9110, section 5.6.2),
// - the value of a header field has control characters other than tabs (section 5.5),
// - `target`, path and query, has anything but visible ASCII characters (RFC 9112, section 3.2).
absl::Status CheckRequest(const Request& request, absl::string_view target);

}  // namespace o365::http

#endif  // COMMON_HTTP_REQUEST_CHECK_H_
