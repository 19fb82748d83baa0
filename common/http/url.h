// URLs (RFC 3986) and form encoding.

#ifndef COMMON_HTTP_URL_H_
#define COMMON_HTTP_URL_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace o365::http {

struct Url {
  std::string scheme;  // lower case
  std::string host;    // lower case, an IPv6 address without brackets
  int port = 0;        // the scheme's own when the text names none
  std::string user_info;
  std::string path;   // starts with '/'; never empty
  std::string query;  // without '?'
  bool default_port = true;

  // scheme://host[:port], without a slash at the end.
  std::string Origin() const;
  // path[?query], with what RFC 3986 does not allow there encoded: letters beyond ASCII, quotes, a
  // '%' that begins no %XX.
  std::string Target() const;
};

// Reads an absolute http or https URL. The fragment is dropped. kInvalidArgument for anything that
// another reader might understand differently: blanks, control characters, backslashes, "."
// and ".." in the path, an empty host, bad port.
absl::StatusOr<Url> ParseUrl(absl::string_view text);

// Percent-encodes everything but unreserved characters (RFC 3986, section 2.3).
std::string PercentEncode(absl::string_view text);
// Like PercentEncode, but keeps what a path or query may hold as it is and readers expect to see:
// !$'()*,:;=@/ and the like. '%', '#', '?', '&', '+', blanks and quotes are encoded.
std::string EncodeQueryValue(absl::string_view text);
// Decodes %XX; malformed sequences stay as they are.
std::string PercentDecode(absl::string_view text);

using FormFields = std::vector<std::pair<std::string, std::string>>;
// application/x-www-form-urlencoded.
std::string EncodeForm(const FormFields& fields);
// '+' reads as a blank.
FormFields DecodeForm(absl::string_view text);

}  // namespace o365::http

#endif  // COMMON_HTTP_URL_H_
