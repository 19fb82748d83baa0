// Addresses with OData query options and literals (OData Version 4.01, URL Conventions; OData
// Version 3.0, section 2), so that no value can break out of its place.

#ifndef COMMON_ODATA_QUERY_H_
#define COMMON_ODATA_QUERY_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace o365::odata {

// A string literal: in single quotes, with quotes inside doubled. Not percent-encoded; Query does
// that to the whole option.
std::string Quote(absl::string_view text);

// A string literal for a path, percent-encoded: GetByTitle(` + PathLiteral("it's") + `).
std::string PathLiteral(absl::string_view text);

// The same of a path that may be percent-encoded already: escapes in it stay as they are.
std::string EncodedPathLiteral(absl::string_view text);

// Joins conditions with "and".
std::string And(const std::vector<std::string>& conditions);

// An address with query options:
//   Query(url).Add("$filter", "name eq " + Quote(name)).Add("$top", "100").Url()
class Query {
 public:
  // `url` may already have a query.
  explicit Query(std::string url) : url_(std::move(url)) {}

  // Adds an option, percent-encoded; nothing when the value is empty.
  Query& Add(absl::string_view name, absl::string_view value);
  const std::string& Url() const { return url_; }

 private:
  std::string url_;
};

}  // namespace o365::odata

#endif  // COMMON_ODATA_QUERY_H_
