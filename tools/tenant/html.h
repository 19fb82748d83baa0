// The few pieces of HTML that the approval pages are made of.

#ifndef TOOLS_TENANT_HTML_H_
#define TOOLS_TENANT_HTML_H_

#include <string>

#include "absl/strings/string_view.h"
#include "common/http/message.h"

namespace o365::tenant {

// `text` so that it means itself in content and in quoted attributes.
std::string EscapeHtml(absl::string_view text);

// A whole page. `body` is HTML; the title is text. The answer forbids scripts, frames and anything
// from elsewhere.
http::Response HtmlPage(absl::string_view title, absl::string_view body);

// A hidden form field.
std::string HiddenField(absl::string_view name, absl::string_view value);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_HTML_H_
