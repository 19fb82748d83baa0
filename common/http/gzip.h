// gzip (RFC 1952).

#ifndef COMMON_HTTP_GZIP_H_
#define COMMON_HTTP_GZIP_H_

#include <string>

#include "absl/strings/string_view.h"

namespace o365::http {

// `data` as one gzip member.
std::string Gzip(absl::string_view data);

}  // namespace o365::http

#endif  // COMMON_HTTP_GZIP_H_
