// Whether an answer is the content that was asked for, and not something else in its place.

#ifndef COMMON_HTTP_CONTENT_H_
#define COMMON_HTTP_CONTENT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/http/message.h"

namespace o365::http {

// Whether a file of this name, or what is at this path, is a web page itself.
bool NamesWebPage(absl::string_view path);

// Whether the answer is a web page where none is at `path`: HTML that is not meant to be saved
// (RFC 6266) and not named like a page.
bool IsWebPage(const Response& response, absl::string_view path);

// kDataLoss unless a successful answer brings what the request asks for: 200 (OK), 206 (Partial
// Content) for a Range, and anything for a method that changes something. An answer that says
// "accepted" or "no content" is no file.
absl::Status CheckIsContent(const Request& request, const Response& response);

}  // namespace o365::http

#endif  // COMMON_HTTP_CONTENT_H_
