// SharePoint Online as the commands see it: REST with form digests, CSOM, and the switch to another
// site of the tenant, whose token comes with the first request to it.

#ifndef SERVICES_SPO_CLIENT_H_
#define SERVICES_SPO_CLIENT_H_

#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/cli/context.h"
#include "common/cli/run_call.h"
#include "common/json/value.h"
#include "common/odata/rest.h"
#include "services/spo/csom.h"

namespace o365::spo {

class Client {
 public:
  // `context` must outlive this.
  explicit Client(cli::Context& context);

  // Adds the form digest of the web that the request's URL belongs to.
  absl::Status AddDigest(http::Request& request);

  // The site that `spo connect` named, without a slash at the end.
  absl::StatusOr<std::string> ConnectedSite();

  absl::StatusOr<json::Value> Get(const std::string& url) { return rest_.Get(url); }
  // {"value": [...]} of all pages as one list.
  absl::StatusOr<json::Value> List(const std::string& url) { return rest_.List(url); }
  // Prints it as the pages arrive; see cli::PrintList.
  absl::StatusOr<json::Value> PrintList(const std::string& url, const cli::Shape& shape = nullptr) {
    return cli::PrintList(context_, rest_, url, shape);
  }

  // Hands the body on piece by piece, after the head when somebody wants that; without a sink it is
  // in the answer. Errors also as of http::CheckIsContent.
  absl::StatusOr<http::Response> Download(const std::string& url, const http::Sink& sink,
                                          http::HeadSink on_head = {});

  // POSTs to `web_url` + `path` with the web's form digest, JSON unless a header says otherwise.
  absl::StatusOr<json::Value> Post(const std::string& web_url, absl::string_view path,
                                   std::string body = "", http::Headers headers = {});
  // The same with a body that is read while it is sent.
  absl::StatusOr<json::Value> Upload(const std::string& web_url, absl::string_view path,
                                     std::shared_ptr<const http::BodySource> source);
  // A POST standing in for another method, of whatever version is there (X-HTTP-Method,
  // If-Match).
  absl::StatusOr<json::Value> PostAs(absl::string_view method, const std::string& web_url,
                                     absl::string_view path, std::string body = "");
  // A MERGE: changes the members that `body` has.
  absl::Status Merge(const std::string& web_url, absl::string_view path, const json::Value& body);
  absl::Status Delete(const std::string& web_url, absl::string_view path);

  // Sends the request to the site's CSOM endpoint.
  absl::StatusOr<csom::Answer> ProcessQuery(const std::string& site_url,
                                            const csom::Request& request);

  // The tenant's object identity, kept by `connect` for admin sites; asks for it when it is not.
  absl::StatusOr<std::string> TenantObjectIdentity();

  // The tenant app catalog's URL, found by search. kNotFound when there is none.
  absl::StatusOr<std::string> FindAppCatalog();

 private:
  struct Digest {
    std::string value;
    absl::Time renew_at;
  };

  // The form digest of a web: fetched once, used for 80 % of its life (Microsoft Learn: "Complete
  // basic operations using SharePoint REST endpoints").
  absl::StatusOr<std::string> FormDigest(const std::string& web_url);
  absl::StatusOr<json::Value> PostChecked(const std::string& web_url, const http::Request& request);
  absl::StatusOr<http::Response> PostOnce(const std::string& web_url, const http::Request& request);

  cli::Context& context_;
  odata::Rest rest_;
  std::map<std::string, Digest> digests_;
};

// The members of cli::Api: REST calls with SharePoint's tokens, what relative addresses are behind,
// and the form digest of what changes something.
odata::Rest RestOf(cli::Context& context);
absl::StatusOr<std::string> ConnectedSite(cli::Context& context);
absl::Status AddDigest(cli::Context& context, http::Request& request);

// Reads the tenant's object identity after `spo connect` to a tenant admin site and keeps it.
absl::Status KeepTenantIdentity(cli::Context& context);

}  // namespace o365::spo

#endif  // SERVICES_SPO_CLIENT_H_
