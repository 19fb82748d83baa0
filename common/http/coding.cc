#include "common/http/coding.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace o365::http {
namespace {

// The codings that all fields of this name list, in lower case.
std::vector<std::string> Codings(const Headers& headers, absl::string_view name) {
  std::vector<std::string> codings;
  for (const auto& [key, value] : headers) {
    if (!absl::EqualsIgnoreCase(key, name)) continue;
    for (absl::string_view coding : absl::StrSplit(value, ',')) {
      coding = absl::StripAsciiWhitespace(coding);
      if (!coding.empty() && !absl::EqualsIgnoreCase(coding, "identity"))
        codings.push_back(absl::AsciiStrToLower(coding));
    }
  }
  return codings;
}

absl::Status Unknown(absl::string_view field, const std::vector<std::string>& codings) {
  return absl::DataLossError(absl::StrCat("the answer is packed in a way that was not asked for (",
                                          field, ": ", absl::StrJoin(codings, ", "), ")"));
}

}  // namespace

absl::StatusOr<Coding> CodingOf(const Headers& headers) {
  const std::vector<std::string> transfer = Codings(headers, "Transfer-Encoding");
  if (transfer.size() > 1 || (transfer.size() == 1 && transfer[0] != "chunked"))
    return Unknown("Transfer-Encoding", transfer);
  const std::vector<std::string> content = Codings(headers, "Content-Encoding");
  if (content.empty()) return Coding::kNone;
  if (content.size() == 1 &&
      (content[0] == "gzip" || content[0] == "x-gzip" || content[0] == "deflate"))
    return Coding::kCompressed;
  return Unknown("Content-Encoding", content);
}

}  // namespace o365::http
