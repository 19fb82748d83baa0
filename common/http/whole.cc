#include "common/http/whole.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "common/base/error.h"
#include "common/http/client.h"
#include "common/json/value.h"

namespace o365::http {

bool EndsWithConnection(const Response& response) {
  return !response.headers.Has("Content-Length") && !response.headers.Has("Transfer-Encoding");
}

absl::Status CutJson(const Response& response) {
  if (!EndsWithConnection(response)) return absl::OkStatus();
  return base::WithHint(CutConnectionError("the connection was cut in the middle of the answer"),
                        "try again; if it stays, check the network or the proxy");
}

absl::Status CheckJsonIsWhole(const Response& response) {
  if (!EndsWithConnection(response)) return absl::OkStatus();  // without reading through it
  const absl::string_view text = absl::StripLeadingAsciiWhitespace(response.body);
  const bool begins = absl::StartsWith(text, "{") || absl::StartsWith(text, "[");
  return begins && json::EndsTooEarly(text) ? CutJson(response) : absl::OkStatus();
}

}  // namespace o365::http
