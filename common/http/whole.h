// Whether an answer whose end HTTP does not mark is all there.

#ifndef COMMON_HTTP_WHOLE_H_
#define COMMON_HTTP_WHOLE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/http/message.h"

namespace o365::http {

// Whether the end of the connection is the only sign that the body is complete (RFC 9112, section
// 6.3): neither a Content-Length nor chunks.
bool EndsWithConnection(const Response& response);

// The error for JSON that ends too early: CutConnectionError, so that it is tried again, when the
// body ended with the connection; OK when the service framed it and so sent what it wanted to.
absl::Status CutJson(const Response& response);

// CutJson for a held body that begins like JSON and is not complete.
absl::Status CheckJsonIsWhole(const Response& response);

}  // namespace o365::http

#endif  // COMMON_HTTP_WHOLE_H_
