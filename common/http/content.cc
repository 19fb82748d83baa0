#include "common/http/content.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace o365::http {

bool NamesWebPage(absl::string_view path) {
  for (absl::string_view ending : {".html", ".htm", ".xhtml", ".mht", ".mhtml", ".aspx"}) {
    if (absl::EndsWithIgnoreCase(path, ending)) return true;
  }
  return false;
}

bool IsWebPage(const Response& response, absl::string_view path) {
  const std::string type = absl::AsciiStrToLower(response.headers.Get("Content-Type"));
  const bool html =
      absl::StartsWith(type, "text/html") || absl::StartsWith(type, "application/xhtml");
  // Sign-in pages are often named like pages too, but not like files.
  const bool page_file = NamesWebPage(path) && !absl::EndsWithIgnoreCase(path, ".aspx");
  return html && !page_file && !response.headers.Has("Content-Disposition");
}

absl::Status CheckIsContent(const Request& request, const Response& response) {
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (!reads || response.status == 200 || (response.status == 206 && request.headers.Has("Range")))
    return absl::OkStatus();
  return base::WithHint(
      absl::DataLossError(
          absl::StrCat("the service answered without the content (HTTP ", response.status, ")")),
      "try again later: it may not be ready yet, or empty");
}

}  // namespace o365::http
