#include "common/odata/rest.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/http/whole.h"
#include "common/odata/claims_challenge.h"
#include "common/odata/empty_pages.h"
#include "common/odata/error.h"
#include "common/odata/page_reader.h"

namespace o365::odata {

namespace {

absl::Status WebPage() {
  return absl::DataLossError("the service answered with a web page or XML instead of JSON");
}

absl::Status Unreadable(const absl::Status& status) {
  return base::Annotate(status, "cannot read the service's answer");
}

absl::Status StillDemanded(const std::string& connect_command) {
  return base::WithHint(
      absl::UnauthenticatedError("the service demands another sign-in (a claims challenge)"),
      absl::StrCat("sign in again as it wants it: ", connect_command));
}

// `body` with its links to other objects ("@odata.id", "members@odata.bind") in this cloud.
json::Value LinksIn(const auth::Cloud& cloud, const json::Value& body, bool is_link = false) {
  if (body.is_string() && is_link) return json::Value(auth::ToCloud(cloud, body.AsString()));
  json::Value out = body;
  if (std::vector<json::Value>* elements = out.mutable_elements(); elements != nullptr) {
    for (json::Value& element : *elements) element = LinksIn(cloud, element, is_link);
  }
  for (const auto& [name, member] : body.members())
    out.Set(name,
            LinksIn(cloud, member,
                    absl::EndsWith(name, "@odata.id") || absl::EndsWith(name, "@odata.bind")));
  return out;
}

constexpr size_t kLargestList = 64 << 20;  // bytes of memory

// The address of the next page as the service wrote it; "" when this was the last.
absl::StatusOr<std::string> LinkIn(const json::Value& page) {
  const json::Value& verbose = page["d"];  // OData 2
  for (const json::Value* link : {&page["@odata.nextLink"], &page["odata.nextLink"],
                                  &page["nextLink"], &page["__next"], &verbose["__next"]}) {
    if (!link->is_null() && !link->is_string())
      return absl::DataLossError("the service's link to the next page of the list is no text");
    if (!link->AsString().empty()) return link->AsString();
  }
  return std::string();
}

}  // namespace

ResourceFor OnlyHost(std::string host, std::string resource) {
  return OnlyHosts({{std::move(host), std::move(resource)}});
}

ResourceFor OnlyHosts(std::vector<std::pair<std::string, std::string>> resources) {
  return [resources = std::move(resources)](const http::Url& url) -> absl::StatusOr<std::string> {
    for (const auto& [host, resource] : resources) {
      if (url.host == host && url.scheme == "https" && url.default_port) return resource;
    }
    const std::string allowed = absl::StrJoin(
        resources, ", ", [](std::string* out, const auto& known) { out->append(known.first); });
    return absl::FailedPreconditionError(
        absl::StrCat("no access token is sent to '", url.host, "', only to '", allowed, "'"));
  };
}

absl::StatusOr<const auth::Cloud*> Rest::CloudFor(const std::string& url) const {
  ASSIGN_OR_RETURN(const http::Url parsed, http::ParseUrl(url));
  // With a connection that is made now, out of the environment, it matters what for.
  const absl::StatusOr<std::string> resource = options_.resource_for(parsed);
  return session_.ConnectedCloud(resource.ok() ? *resource : "");
}

absl::Status Rest::MayReach(const std::string& url) const {
  ASSIGN_OR_RETURN(const auth::Cloud* cloud, CloudFor(url));
  RETURN_IF_ERROR(auth::CheckInCloud(*cloud, url));
  ASSIGN_OR_RETURN(const http::Url parsed, http::ParseUrl(auth::ToPublic(*cloud, url)));
  return options_.resource_for(parsed).status();
}

absl::StatusOr<http::Response> Rest::Exchange(http::Request request, const http::Sink& sink) {
  ASSIGN_OR_RETURN(const auth::Cloud* cloud, CloudFor(request.url));
  ASSIGN_OR_RETURN(const http::Url url, http::ParseUrl(auth::ToPublic(*cloud, request.url)));
  ASSIGN_OR_RETURN(std::string resource, options_.resource_for(url));
  resource = auth::ToCloud(*cloud, resource);
  request.url = auth::ToCloud(*cloud, request.url);
  // Nothing is sent, and no token, where another cloud's tokens belong.
  RETURN_IF_ERROR(auth::CheckInCloud(*cloud, request.url));
  if (!request.on_end) request.on_end = http::CheckJsonIsWhole;
  if (!request.headers.Has("Accept")) request.headers.Set("Accept", options_.accept);
  for (int tries = 1;; ++tries) {
    ASSIGN_OR_RETURN(const base::Secret token, session_.AccessToken(resource));
    request.headers.Set("Authorization", absl::StrCat("Bearer ", token.Reveal()));
    ASSIGN_OR_RETURN(http::Response response, http_.Send(request, sink));
    const std::string claims = ClaimsDemanded(response);
    if (response.status != 401 && claims.empty()) return response;
    if (tries == 2 && claims.empty()) return response;
    if (tries == 2) return StillDemanded(session_.ConnectCommand(claims));
    session_.ForgetAccessToken(resource, claims);
  }
}

absl::StatusOr<json::Value> ReadAnswer(const http::Response& response) {
  const absl::string_view text = absl::StripAsciiWhitespace(response.body);
  if (text.empty()) return json::Value();
  absl::StatusOr<json::Value> value = json::Parse(text);
  if (value.ok()) return value;
  if (absl::StartsWith(text, "{") || absl::StartsWith(text, "[")) return Unreadable(value.status());
  if (absl::StartsWith(text, "<")) return WebPage();
  return json::Value(text);
}

absl::StatusOr<json::Value> Rest::Send(http::Request request) {
  ASSIGN_OR_RETURN(const http::Response response, Exchange(std::move(request), {}));
  RETURN_IF_ERROR(Check(response));
  return ReadAnswer(response);
}

absl::StatusOr<json::Value> Rest::Get(const std::string& url, http::Headers headers) {
  http::Request request;
  request.url = url;
  request.headers = std::move(headers);
  return Send(std::move(request));
}

absl::StatusOr<json::Value> Rest::SendJson(absl::string_view method, const std::string& url,
                                           const json::Value& body, http::Headers headers) {
  ASSIGN_OR_RETURN(const auth::Cloud* cloud, CloudFor(url));
  http::Request request;
  request.method = std::string(method);
  request.url = url;
  request.headers = std::move(headers);
  if (!request.headers.Has("Content-Type")) request.headers.Set("Content-Type", "application/json");
  request.body = json::Write(cloud == &auth::GlobalCloud() ? body : LinksIn(*cloud, body));
  return Send(std::move(request));
}

absl::Status Rest::ForEach(const std::string& url, const Element& element,
                           const ListOptions& options) {
  std::set<std::string> followed;
  EmptyPages empty;
  ASSIGN_OR_RETURN(const auth::Cloud* cloud, CloudFor(url));
  for (std::string page_url = auth::ToCloud(*cloud, url); !page_url.empty();) {
    if (!followed.insert(page_url).second)
      return absl::FailedPreconditionError("the service's list of pages runs in a circle");
    PageReader reader(element);
    http::Request request;
    request.url = page_url;
    request.headers = options.headers;
    request.on_end = [&](const http::Response& response) { return reader.CheckIsWhole(response); };
    request.restart = [&] { return reader.Restart(); };
    ASSIGN_OR_RETURN(const http::Response response, Exchange(request, [&](absl::string_view piece) {
                       return reader.Write(piece);
                     }));
    RETURN_IF_ERROR(Check(response));
    ASSIGN_OR_RETURN(const json::Value page, reader.Finish());
    RETURN_IF_ERROR(empty.Note(reader.size()));
    ASSIGN_OR_RETURN(page_url, NextLink(page, page_url));
    if (!page_url.empty() && options.page_end) RETURN_IF_ERROR(options.page_end());
  }
  return absl::OkStatus();
}

absl::StatusOr<json::Value> Rest::List(const std::string& url, const ListOptions& options) {
  json::Value all = json::Value::Array();
  size_t bytes = 0;
  const auto append = [&](json::Value value) -> absl::Status {
    bytes += json::MemoryOf(value);
    if (bytes > kLargestList)
      return absl::OutOfRangeError(absl::StrCat("the list of ", all.elements().size(),
                                                " elements and more takes over ",
                                                kLargestList >> 20, " MB"));
    all.Append(std::move(value));
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(ForEach(url, append, options));
  return all;
}

absl::StatusOr<std::string> NextLink(const json::Value& page, const std::string& url) {
  ASSIGN_OR_RETURN(std::string next, LinkIn(page));
  if (next.empty()) return next;
  ASSIGN_OR_RETURN(const http::Url from, http::ParseUrl(url));
  if (absl::StartsWith(next, "/") && !absl::StartsWith(next, "//"))
    next = absl::StrCat(from.Origin(), next);
  const absl::StatusOr<http::Url> to = http::ParseUrl(next);
  if (to.ok() && to->Origin() == from.Origin() && to->user_info.empty()) return next;
  return absl::FailedPreconditionError(
      absl::StrCat("the next page of the list is at another host",
                   to.ok() ? absl::StrCat(" ('", to->host, "')") : "", "; it was not asked for"));
}

}  // namespace o365::odata
