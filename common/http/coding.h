// How a body was packed for its way (RFC 9110, section 8.4.1; RFC 9112, section 6.1).

#ifndef COMMON_HTTP_CODING_H_
#define COMMON_HTTP_CODING_H_

#include "absl/status/statusor.h"
#include "common/http/message.h"

namespace o365::http {

enum class Coding { kNone, kCompressed };  // compressed: what Inflater undoes

// The coding of an answer's body. kDataLoss for any other than the one that was asked for, gzip,
// and its older relative deflate: whoever took the bytes as they are would take them for the
// content.
absl::StatusOr<Coding> CodingOf(const Headers& headers);

}  // namespace o365::http

#endif  // COMMON_HTTP_CODING_H_
