// REST calls with the connection's token: what SharePoint, Graph and Power Automate have in common.
//
//   odata::Rest graph(context, {.resource_for = OnlyHost("graph.microsoft.com", resource)});
//   ASSIGN_OR_RETURN(json::Value user, graph.Get(url));
//   RETURN_IF_ERROR(graph.ForEach(url, [&](json::Value group) { ...; return absl::OkStatus(); }));
//
// A refused token (401) is renewed and the request sent again, once.

#ifndef COMMON_ODATA_REST_H_
#define COMMON_ODATA_REST_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/auth/session.h"
#include "common/http/client.h"
#include "common/http/url.h"
#include "common/json/value.h"

namespace o365::odata {

// The resource whose token a request to `url` carries; an error when no token may go there.
using ResourceFor = std::function<absl::StatusOr<std::string>(const http::Url& url)>;

// Tokens of `resource`, for `host` and no other.
ResourceFor OnlyHost(std::string host, std::string resource);
// The same for several hosts, each with its resource.
ResourceFor OnlyHosts(std::vector<std::pair<std::string, std::string>> resources);

struct ListOptions {
  http::Headers headers;
  // Called after each page, before the next one is asked for; may be empty.
  std::function<absl::Status()> page_end;
};

struct RestOptions {
  ResourceFor resource_for;
  std::string accept = "application/json;odata.metadata=none";
};

// Thread-safe.
class Rest {
 public:
  // Gets one element of a list; an error ends the listing.
  using Element = std::function<absl::Status(json::Value element)>;

  // `http` and `session` must outlive this.
  Rest(http::Client& http, auth::Session& session, RestOptions options)
      : http_(http), session_(session), options_(std::move(options)) {}

  // OK when a token may go to this address, else the error that a request to it would end with.
  absl::Status MayReach(const std::string& url) const;

  // The answer of any status, from a request with the bearer token and, unless set, `accept`.
  absl::StatusOr<http::Response> Exchange(http::Request request, const http::Sink& sink);

  // The value of a successful answer: null when it is empty, a string when it is no JSON. Errors
  // as of odata::Check.
  absl::StatusOr<json::Value> Send(http::Request request);
  absl::StatusOr<json::Value> Get(const std::string& url, http::Headers headers = {});
  // Sends `body` as JSON.
  absl::StatusOr<json::Value> SendJson(absl::string_view method, const std::string& url,
                                       const json::Value& body, http::Headers headers = {});

  // Calls `element` for each member of "value" of `url` and of the pages that follow it, as they
  // arrive, or of `url` itself if it is a list. Follows @odata.nextLink, odata.nextLink, nextLink
  // and __next; kFailedPrecondition for a next link to another host or one that was followed
  // before, kDataLoss when there is no whole list or no end of empty pages.
  absl::Status ForEach(const std::string& url, const Element& element,
                       const ListOptions& options = {});
  // All of them. kOutOfRange when they take more than 64 MB.
  absl::StatusOr<json::Value> List(const std::string& url, const ListOptions& options = {});

 private:
  // The connection's cloud. The connection may have to be made for this address.
  absl::StatusOr<const auth::Cloud*> CloudFor(const std::string& url) const;
  http::Client& http_;
  auth::Session& session_;
  const RestOptions options_;
};

// The text of a successful answer as a value; see Rest::Send.
absl::StatusOr<json::Value> ReadAnswer(const http::Response& response);

// The address of the next page; "" when this was the last. `page` is the answer without elements.
// kDataLoss when it is no text, kFailedPrecondition when it leads to another host.
absl::StatusOr<std::string> NextLink(const json::Value& page, const std::string& url);

}  // namespace o365::odata

#endif  // COMMON_ODATA_REST_H_
