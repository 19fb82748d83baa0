// Results as text or JSON.
//
// Text: a scalar as it is; an object as "Name: value" lines, names sorted and padded; several
// objects as a table of the command's columns; one object in a list like an object. JSON: the
// value, complete, one document. An empty list is nothing in text and [] in JSON; a null result is
// nothing in both.

#ifndef COMMON_OUTPUT_FORMAT_H_
#define COMMON_OUTPUT_FORMAT_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/json/value.h"
#include "common/output/table.h"

namespace o365::output {

enum class Format { kText, kJson };

// The result's text, with a newline at the end unless it is empty. Without columns all members are
// shown. A column that the service did not send is "undefined" in an object and blank in a table.
std::string Render(const json::Value& result, Format format, absl::Span<const Column> columns);
// The same in pieces. Returns the first error of `write`, which ends it.
absl::Status Print(const json::Value& result, Format format, absl::Span<const Column> columns,
                   const std::function<absl::Status(absl::string_view piece)>& write);

}  // namespace o365::output

#endif  // COMMON_OUTPUT_FORMAT_H_
