#include "common/cli/request_command.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"
#include "common/cli/run_call.h"
#include "common/http/content.h"
#include "common/http/message.h"
#include "common/http/request_check.h"
#include "common/odata/error.h"
#include "common/odata/rest.h"

namespace o365::cli {
namespace {

constexpr const Option& kUrl = kRequestOptions[0];
constexpr const Option& kMethod = kRequestOptions[1];
constexpr const Option& kBody = kRequestOptions[2];
constexpr const Option& kHeader = kRequestOptions[3];
constexpr const Option& kPaginate = kRequestOptions[4];
constexpr const Option& kFilePath = kRequestOptions[5];

// Those that are ours: who is asked, as whom, and where the message ends.
constexpr absl::string_view kReserved[] = {"Authorization",     "Connection",
                                           "Content-Length",    "Host",
                                           "Transfer-Encoding", "Proxy-Authorization"};

absl::StatusOr<http::Headers> ReadHeaders(const Args& args) {
  http::Headers headers;
  if (!args.Has(kHeader)) return headers;
  for (absl::string_view line : absl::StrSplit(args[kHeader], '\n')) {
    const size_t colon = std::min(line.find(':'), line.size());
    const absl::string_view name = absl::StripAsciiWhitespace(line.substr(0, colon));
    if (colon == line.size() || !http::IsToken(name))
      return base::UsageError(
          "option '--header' does not accept a field without a name; use name:value");
    for (absl::string_view reserved : kReserved) {
      if (absl::EqualsIgnoreCase(name, reserved))
        return base::UsageError(
            absl::StrCat("the header field '", reserved, "' is not yours to set"));
    }
    const absl::string_view value = absl::StripAsciiWhitespace(line.substr(colon + 1));
    if (std::any_of(value.begin(), value.end(), absl::ascii_iscntrl))
      return base::UsageError("option '--header' does not accept control characters");
    headers.Add(name, value);
  }
  return headers;
}

// What no URL can hold (RFC 3986) is encoded, so that conditions can be typed as they are read.
std::string EncodeBlanks(absl::string_view url) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f && !absl::StrContains("\"<>\\^`{|}", c)) {
      out += c;
    } else {
      absl::StrAppend(&out, "%", std::string(1, kHex[byte >> 4]), std::string(1, kHex[byte & 15]));
    }
  }
  return out;
}

// Whether the URL's query has an option of the same name as `option` ("api-version=2016-11-01").
bool HasOption(absl::string_view url, absl::string_view option) {
  const std::string name(option.substr(0, option.find('=') + 1));
  return absl::StrContains(url, absl::StrCat("?", name)) ||
         absl::StrContains(url, absl::StrCat("&", name));
}

absl::StatusOr<std::string> Address(Context& context, const Args& args) {
  const std::string url = EncodeBlanks(args[kUrl]);
  if (!absl::StartsWith(url, "/")) return url;
  std::string base(context.service.api.base);
  if (context.service.api.base_of_requests != nullptr) {
    ASSIGN_OR_RETURN(base, context.service.api.base_of_requests(context));
  }
  const std::pair<std::string, std::string> parts = absl::StrSplit(base, absl::MaxSplits('?', 1));
  const std::string address = absl::StrCat(parts.first, url);
  if (parts.second.empty() || HasOption(url, parts.second)) return address;
  return absl::StrCat(address, absl::StrContains(url, '?') ? "&" : "?", parts.second);
}

// Whether the text is JSON, or too much of it to tell.
bool MayBeJson(absl::string_view text) {
  const absl::Status status = json::Parse(text).status();
  return status.ok() || absl::IsOutOfRange(status);
}

absl::StatusOr<http::Request> MakeRequest(Context& context, const Args& args) {
  http::Request request;
  request.method = args[kMethod];
  ASSIGN_OR_RETURN(request.url, Address(context, args));
  ASSIGN_OR_RETURN(request.headers, ReadHeaders(args));
  request.body = args[kBody];
  if (!request.body.empty() && !request.headers.Has("Content-Type") && MayBeJson(request.body))
    request.headers.Set("Content-Type", "application/json");
  return request;
}

// Anything, as it came.
absl::StatusOr<json::Value> ToValue(const http::Response& response) {
  if (response.body.empty()) return json::Value();
  absl::StatusOr<json::Value> value = json::Parse(response.body);
  if (value.ok()) return value;
  // What is meant to be JSON and is not, or is more of it than is read, is no text to be printed.
  if (absl::StrContains(response.headers.Get("Content-Type"), "json"))
    return base::WithHint(base::Annotate(value.status(), "cannot read the service's answer"),
                          "write it to a file as it came: --filePath FILE");
  if (absl::StrContains(response.body, absl::string_view("\0", 1)))
    return base::WithHint(absl::FailedPreconditionError("the answer is no text"),
                          "write it to a file: --filePath FILE");
  return json::Value(response.body);
}

// Nothing is under the path unless all of the content has arrived.
absl::StatusOr<json::Value> Download(odata::Rest& rest, http::Request request,
                                     const std::string& path) {
  const bool page_wanted =
      absl::StrContains(request.headers.Get("Accept"), "html") || http::NamesWebPage(path);
  if (!request.headers.Has("Accept")) request.headers.Set("Accept", "*/*");
  ASSIGN_OR_RETURN(const std::unique_ptr<base::PendingFile> file,
                   base::PendingFile::Create(path, 0666));
  ASSIGN_OR_RETURN(
      const http::Response response,
      rest.Exchange(request, [&](absl::string_view piece) { return file->Write(piece); }));
  RETURN_IF_ERROR(odata::Check(response));
  RETURN_IF_ERROR(http::CheckIsContent(request, response));
  if (!page_wanted && http::IsWebPage(response, request.url.substr(0, request.url.find('?'))))
    return base::WithHint(
        absl::DataLossError("the service answered with a web page instead of the content"),
        "if a page is what you want, say so: --header 'Accept: text/html'");
  RETURN_IF_ERROR(file->Commit());
  return json::Value();
}

}  // namespace

absl::Status CheckRequest(const Args& args) {
  const std::string& url = args[kUrl];
  const bool relative = absl::StartsWith(url, "/") && !absl::StartsWith(url, "//");
  if (!relative && !absl::StartsWithIgnoreCase(url, "https://"))
    return base::UsageError(absl::StrCat(
        "option '--url' does not accept '", url,
        "'; use a URL that begins with https://, or the part of it that follows the API's base "
        "address and begins with /"));
  const bool reads = args[kMethod] == "GET" || args[kMethod] == "HEAD";
  if (args.Has(kBody) && reads)
    return base::UsageError(absl::StrCat("a ", args[kMethod], " has no '--body'; name a --method"));
  if (args.On(kPaginate) && args[kMethod] != "GET")
    return base::UsageError("option '--paginate' goes with the method GET");
  return ReadHeaders(args).status();
}

absl::StatusOr<json::Value> RunRequest(Context& context, const Args& args) {
  const Api& api = context.service.api;
  odata::Rest rest = api.rest(context);
  ASSIGN_OR_RETURN(http::Request request, MakeRequest(context, args));
  if (const absl::Status reach = rest.MayReach(request.url); !reach.ok())
    return base::UsageError(reach.message());
  if (args.On(kPaginate)) return PrintList(context, rest, request.url, nullptr, request.headers);
  const bool changes =
      request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
  if (changes && api.prepare_change != nullptr)
    RETURN_IF_ERROR(api.prepare_change(context, request));
  if (args.Has(kFilePath)) return Download(rest, std::move(request), args[kFilePath]);
  ASSIGN_OR_RETURN(const http::Response response, rest.Exchange(std::move(request), {}));
  RETURN_IF_ERROR(odata::Check(response));
  return ToValue(response);
}

}  // namespace o365::cli
