#include "common/odata/query.h"

#include "absl/strings/ascii.h"
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

std::string EncodedPathLiteral(absl::string_view text) {
  std::string literal;
  while (!text.empty()) {
    const bool escape = text.size() >= 3 && text[0] == '%' && absl::ascii_isxdigit(text[1]) &&
                        absl::ascii_isxdigit(text[2]);
    const size_t length = escape ? 3 : 1;
    const absl::string_view part = text.substr(0, length);
    if (escape) {
      absl::StrAppend(&literal, part == "%27" ? "%27%27" : part);
    } else {
      absl::StrAppend(&literal, part == "'" ? "%27%27" : http::PercentEncode(part));
    }
    text.remove_prefix(length);
  }
  return absl::StrCat("'", literal, "'");
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
