#include "common/odata/query.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/http/url.h"

namespace o365::odata {

std::string Quote(absl::string_view text) {
  return absl::StrCat("'", absl::StrReplaceAll(text, {{"'", "''"}}), "'");
}

std::string PathLiteral(absl::string_view text) {
  return absl::StrCat("'", http::PercentEncode(absl::StrReplaceAll(text, {{"'", "''"}})), "'");
}

std::string And(const std::vector<std::string>& conditions) {
  return absl::StrJoin(conditions, " and ");
}

Query& Query::Add(absl::string_view name, absl::string_view value) {
  if (value.empty()) return *this;
  absl::StrAppend(&url_, url_.find('?') == std::string::npos ? "?" : "&", name, "=",
                  http::EncodeQueryValue(value));
  return *this;
}

}  // namespace o365::odata
