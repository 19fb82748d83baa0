#include "tools/tenant/html.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tools/tenant/answer.h"

namespace o365::tenant {
namespace {

constexpr absl::string_view kStyle = R"css(
  :root { color-scheme: light dark; }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; padding: 2rem 1rem; }
  main { max-width: 28rem; margin: 0 auto; }
  h1 { font-size: 1.5rem; font-weight: 600; }
  label { display: block; margin-bottom: .25rem; }
  input[type=text] { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem;
                     text-transform: uppercase; letter-spacing: .1em; }
  button { font: inherit; padding: .5rem 1rem; margin: 1rem .5rem 0 0; }
  button.account { display: block; width: 100%; text-align: left; }
  button small { display: block; }
  .error { border-left: .25rem solid #c00; padding-left: .75rem; }
)css";

}  // namespace

std::string EscapeHtml(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

http::Response HtmlPage(absl::string_view title, absl::string_view body) {
  const std::string escaped = EscapeHtml(title);
  http::Response page =
      Text(200,
           absl::StrCat("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                        "<meta name=\"viewport\" content=\"width=device-width\">\n<title>",
                        escaped, "</title>\n<style>", kStyle, "</style>\n</head>\n<body>\n<main>\n",
                        "<h1>", escaped, "</h1>\n", body, "</main>\n</body>\n</html>\n"),
           "text/html; charset=utf-8");
  page.headers.Set("Content-Security-Policy",
                   "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
                   "base-uri 'none'; frame-ancestors 'none'");
  page.headers.Set("Cache-Control", "no-store");
  page.headers.Set("Referrer-Policy", "no-referrer");
  page.headers.Set("X-Content-Type-Options", "nosniff");
  return page;
}

std::string HiddenField(absl::string_view name, absl::string_view value) {
  return absl::StrCat("<input type=\"hidden\" name=\"", EscapeHtml(name), "\" value=\"",
                      EscapeHtml(value), "\">\n");
}

}  // namespace o365::tenant
