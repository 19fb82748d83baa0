#include "common/http/trace.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "common/base/version.h"

namespace o365::http {
namespace {

constexpr size_t kLongestBody = 64 * 1024;

// What a terminal would act on instead of showing it.
bool IsControl(char c) { return absl::ascii_iscntrl(c) && !absl::ascii_isspace(c); }

bool IsText(const Headers& headers, const std::string& body) {
  const std::string type = headers.Get("Content-Type");
  if (type.empty()) return std::none_of(body.begin(), body.end(), IsControl);
  return absl::StrContains(type, "json") || absl::StrContains(type, "xml") ||
         absl::StartsWith(type, "text/") || absl::StrContains(type, "x-www-form-urlencoded");
}

std::string BodyForLog(const Headers& headers, const std::string& body, bool secret) {
  if (body.empty()) return "";
  if (secret) return absl::StrCat("\n  [", body.size(), " bytes with credentials]");
  if (!IsText(headers, body)) return absl::StrCat("\n  [", body.size(), " bytes]");
  if (body.size() <= kLongestBody) return absl::StrCat("\n  ", body);
  return absl::StrCat("\n  ", body.substr(0, kLongestBody), "... [", body.size(), " bytes]");
}

std::string HeadersForLog(const Headers& headers) {
  std::string out;
  for (const auto& [name, value] : headers) absl::StrAppend(&out, "\n  ", name, ": ", value);
  return out;
}

}  // namespace

absl::StatusOr<Response> TracingClient::Send(const Request& request, const Sink& sink) {
  Request sent = request;
  // The form that Microsoft asks non-partner apps for: "NONISV|Company|App/Version" (Microsoft
  // Learn: "Avoid getting throttled or blocked in SharePoint Online").
  sent.headers.Set("User-Agent", absl::StrCat("NONISV|o365|o365-cli/", base::kVersion));
  sent.headers.Set("client-request-id", base::NewGuid());
  sent.headers.Set("return-client-request-id", "true");
  if (!log_.debug()) return inner_.Send(sent, sink);
  LogRequest(sent);
  const absl::Time start = clock_.Now();
  absl::StatusOr<Response> response = inner_.Send(sent, sink);
  const absl::Duration took = clock_.Now() - start;
  if (response.ok()) {
    LogAnswer(sent, *response, took);
  } else {
    log_.Debug(absl::StrCat("< no answer after ", absl::ToInt64Milliseconds(took),
                            " ms: ", response.status().message()));
  }
  return response;
}

void TracingClient::LogRequest(const Request& request) {
  const std::string body = request.source != nullptr
                               ? absl::StrCat("\n  [", request.source->size(), " bytes]")
                               : BodyForLog(request.headers, request.body, request.secret_answer);
  log_.Debug(
      absl::StrCat("> ", request.method, " ", request.url, HeadersForLog(request.headers), body));
}

void TracingClient::LogAnswer(const Request& request, const Response& response,
                              absl::Duration took) {
  log_.Debug(absl::StrCat("< HTTP ", response.status, " after ", absl::ToInt64Milliseconds(took),
                          " ms", HeadersForLog(response.headers),
                          BodyForLog(response.headers, response.body, request.secret_answer)));
}

}  // namespace o365::http
