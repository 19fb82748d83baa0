#include "common/odata/error.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/json/value.h"

namespace o365::odata {
namespace {

constexpr size_t kLongestText = 1000;

std::string Shorten(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  if (text.size() <= kLongestText) return std::string(text);
  return absl::StrCat(text.substr(0, kLongestText), "...");
}

// `"message": "text"` or `"message": {"lang": ..., "value": "text"}`.
std::string MessageOf(const json::Value& error) {
  const json::Value& message = error["message"];
  return message.is_object() ? message["value"].AsString() : message.AsString();
}

std::string InnerRequestId(const json::Value& error) {
  for (const char* inner : {"innerError", "innererror"}) {
    for (const char* name : {"request-id", "requestId"}) {
      if (std::string id = error[inner][name].AsString(); !id.empty()) return id;
    }
  }
  return "";
}

std::string HeaderRequestId(const http::Headers& headers) {
  for (const char* name : {"request-id", "SPRequestGuid", "x-ms-request-id",
                           "x-ms-correlation-request-id", "client-request-id"}) {
    if (std::string id = headers.Get(name); !id.empty()) return id;
  }
  return "";
}

// The object that holds code and message, however deep the service wrapped it.
const json::Value& ErrorObject(const json::Value& body) {
  const json::Value* at = &body;
  for (int depth = 0; depth < 3; ++depth) {
    const json::Value* inner = at->Find("odata.error");
    if (inner == nullptr) inner = at->Find("error");
    if (inner == nullptr || !inner->is_object()) break;
    at = inner;
  }
  return *at;
}

void ReadJson(const json::Value& body, ServiceError& out) {
  const json::Value& error = ErrorObject(body);
  // The identity platform (RFC 6749, section 5.2).
  if (const std::string& text = error["error_description"].AsString(); !text.empty()) {
    out.message = text;
    out.code = error["error"].AsString();
    return;
  }
  if (&error != &body) {
    out.message = MessageOf(error);
    out.code = error["code"].ToText();
    out.request_id = InnerRequestId(error);
  } else if (const std::string& text = body["error"].AsString(); !text.empty()) {
    out.message = text;
  } else if (body.is_string()) {
    out.message = body.AsString();
  }
}

bool IsHtml(const http::Response& response) {
  const absl::string_view start = absl::StripLeadingAsciiWhitespace(response.body);
  return absl::StrContains(response.headers.Get("Content-Type"), "text/html") ||
         absl::StartsWithIgnoreCase(start, "<!doctype html") ||
         absl::StartsWithIgnoreCase(start, "<html");
}

std::string TitleOf(absl::string_view page) {
  const std::string lower = absl::AsciiStrToLower(page);
  const size_t open = lower.find("<title>");
  if (open == std::string::npos) return "";
  const size_t close = lower.find("</title>", open);
  if (close == std::string::npos) return "";
  return std::string(absl::StripAsciiWhitespace(page.substr(open + 7, close - open - 7)));
}

bool SaysNotFound(absl::string_view code) {
  return absl::StrContains(code, "ResourceNotFound") || absl::StrContains(code, "FileNotFound") ||
         absl::EndsWith(code, "NotFound") || absl::EqualsIgnoreCase(code, "itemNotFound");
}

bool SaysForbidden(absl::string_view code) {
  return absl::EndsWithIgnoreCase(code, "AccessDenied") ||
         absl::StrContains(code, "UnauthorizedAccess") ||
         absl::StrContains(code, "Authorization_RequestDenied") ||
         absl::EndsWith(code, "AuthorizationFailed");
}

absl::StatusCode CodeFor(int http_status, absl::string_view code) {
  switch (http_status) {
    case 401:
      return absl::StatusCode::kUnauthenticated;
    case 403:
      return absl::StatusCode::kPermissionDenied;
    case 404:
    case 410:
      return absl::StatusCode::kNotFound;
    case 409:
      return absl::StatusCode::kAlreadyExists;
    case 412:
      return absl::StatusCode::kFailedPrecondition;
    case 429:
    case 503:
      return absl::StatusCode::kResourceExhausted;
    default:
      break;
  }
  if (http_status >= 500) return absl::StatusCode::kInternal;
  if (SaysNotFound(code)) return absl::StatusCode::kNotFound;
  if (SaysForbidden(code)) return absl::StatusCode::kPermissionDenied;
  return absl::StatusCode::kInvalidArgument;
}

}  // namespace

ServiceError ReadError(const http::Response& response) {
  ServiceError out;
  const absl::string_view text = absl::StripAsciiWhitespace(response.body);
  if (IsHtml(response)) {
    const std::string title = TitleOf(text);
    out.message = absl::StrCat("the answer is a web page", title.empty() ? "" : ": ", title);
  } else if (const absl::StatusOr<json::Value> body = json::Parse(text); body.ok()) {
    ReadJson(*body, out);
  }
  if (out.message.empty()) out.message = Shorten(text);
  if (out.message.empty())
    out.message = absl::StrCat("the service answered HTTP ", response.status);
  if (out.request_id.empty()) out.request_id = HeaderRequestId(response.headers);
  return out;
}

std::string Describe(absl::string_view message, std::initializer_list<std::string> parts) {
  std::string details;
  for (const std::string& part : parts) {
    if (!part.empty()) absl::StrAppend(&details, details.empty() ? "" : ", ", part);
  }
  return details.empty() ? std::string(message) : absl::StrCat(message, " (", details, ")");
}

absl::Status Check(const http::Response& response) {
  if (response.status / 100 == 2) return absl::OkStatus();
  const ServiceError error = ReadError(response);
  const absl::StatusCode code = CodeFor(response.status, error.code);
  const std::string request_id =
      error.request_id.empty() ? "" : absl::StrCat("request ", error.request_id);
  absl::Status status(code, Describe(error.message, {absl::StrCat("HTTP ", response.status),
                                                     error.code, request_id}));
  return base::WithServiceCode(std::move(status), error.code);
}

}  // namespace o365::odata
