// What of a request a value on the command line must not change.

#ifndef TESTS_COMMANDS_REQUEST_SHAPE_H_
#define TESTS_COMMANDS_REQUEST_SHAPE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/http/message.h"

namespace o365::testing {

// The values that are tried hold this; where it stands outside of quotes the value is no literal,
// and the whole part is the value's own.
inline constexpr absl::string_view kMarker = "Mrk";

// Method, host, the number of path segments and of query options, the names of headers, the
// elements and attributes of an XML body, members and types of a JSON body, the URLs of the
// requests in a JSON batch: one line each, with "*" for what is in quotes. Fails the test for what
// is no URL, no header field, no XML, no JSON.
std::vector<std::string> ShapeOf(const http::Request& request);

// The first line of `with_plain` that is another one in `with_nasty`; "" when there is none. Parts
// in which the marker stands outside of quotes may differ.
std::string FirstDifference(const http::Request& with_plain, const http::Request& with_nasty);

}  // namespace o365::testing

#endif  // TESTS_COMMANDS_REQUEST_SHAPE_H_
