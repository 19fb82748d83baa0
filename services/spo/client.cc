#include "services/spo/client.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/auth/cloud.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/http/content.h"
#include "common/odata/error.h"

namespace o365::spo {
namespace {

constexpr absl::string_view kNoMetadata = "application/json;odata=nometadata";
constexpr int kDigestLife = 1800;  // seconds, when the service does not say

// A token goes to a site of SharePoint only, and is for that site's origin.
absl::StatusOr<std::string> ResourceFor(const http::Url& url) {
  ASSIGN_OR_RETURN(const auth::SharePointSite site, auth::ParseSharePointUrl(url.Origin()));
  return site.origin;
}

// SharePoint's answer to an expired digest, with SPException's code for it.
bool RefusesDigest(const http::Response& response) {
  return response.status == 403 && absl::StrContains(response.body, "-2130575252");
}

absl::StatusOr<std::string> ReadTenantIdentity(Client& client, const std::string& site_url) {
  csom::Request request;
  const csom::Path tenant = request.Constructor(csom::kTenant);
  request.Instantiate(tenant);
  const csom::Action query = request.Query(tenant);
  ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(site_url, request));
  const std::string identity = answer[query]["_ObjectIdentity_"].AsString();
  if (identity.empty()) return absl::DataLossError("the tenant admin site did not name the tenant");
  return identity;
}

}  // namespace

odata::Rest RestOf(cli::Context& context) {
  return odata::Rest(context.http, context.session,
                     {.resource_for = ResourceFor, .accept = std::string(kNoMetadata)});
}

absl::StatusOr<std::string> ConnectedSite(cli::Context& context) {
  ASSIGN_OR_RETURN(const auth::Connection connection, context.session.Connected());
  return connection.url;
}

absl::Status AddDigest(cli::Context& context, http::Request& request) {
  return Client(context).AddDigest(request);
}

Client::Client(cli::Context& context) : context_(context), rest_(RestOf(context)) {}

// The web is what stands before the API's folder: https://contoso.sharepoint.com/sites/hr/_api/...
absl::Status Client::AddDigest(http::Request& request) {
  if (request.headers.Has("X-RequestDigest")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const http::Url url, http::ParseUrl(request.url));
  const size_t folder = std::min(url.path.find("/_"), url.path.size());
  std::string web = absl::StrCat(url.Origin(), url.path.substr(0, folder));
  if (folder == url.path.size()) web = url.Origin();
  ASSIGN_OR_RETURN(const std::string digest, FormDigest(web));
  request.headers.Set("X-RequestDigest", digest);
  return absl::OkStatus();
}

absl::StatusOr<std::string> Client::ConnectedSite() { return spo::ConnectedSite(context_); }

absl::StatusOr<std::string> Client::FormDigest(const std::string& web_url) {
  const absl::Time now = context_.clock.Now();
  Digest& digest = digests_[web_url];
  if (!digest.value.empty() && now < digest.renew_at) return digest.value;
  context_.log.Verbose(absl::StrCat("asking ", web_url, " for a form digest"));
  http::Request request;
  request.method = "POST";
  request.url = absl::StrCat(web_url, "/_api/contextinfo");
  request.idempotent = true;  // it only hands out a value
  ASSIGN_OR_RETURN(const json::Value answer, rest_.Send(std::move(request)));
  digest.value = answer["FormDigestValue"].AsString();
  context_.log.Conceal(base::Secret(digest.value));
  if (digest.value.empty()) return absl::DataLossError("the site gave no form digest");
  const int64_t life = answer["FormDigestTimeoutSeconds"].AsInt().value_or(kDigestLife);
  digest.renew_at = now + absl::Seconds(life) * 0.8;
  return digest.value;
}

absl::StatusOr<http::Response> Client::PostOnce(const std::string& web_url,
                                                const http::Request& request) {
  for (int tries = 1;; ++tries) {
    http::Request sent = request;
    ASSIGN_OR_RETURN(const std::string digest, FormDigest(web_url));
    sent.headers.Set("X-RequestDigest", digest);
    ASSIGN_OR_RETURN(http::Response response, rest_.Exchange(std::move(sent), {}));
    if (!RefusesDigest(response) || tries == 2) return response;
    digests_.erase(web_url);
  }
}

absl::StatusOr<json::Value> Client::Post(const std::string& web_url, absl::string_view path,
                                         std::string body, http::Headers headers) {
  http::Request request;
  request.method = "POST";
  request.url = absl::StrCat(web_url, path);
  request.headers = std::move(headers);
  if (!body.empty() && !request.headers.Has("Content-Type"))
    request.headers.Set("Content-Type", absl::StrCat(kNoMetadata, ";charset=utf-8"));
  request.body = std::move(body);
  return PostChecked(web_url, request);
}

absl::StatusOr<json::Value> Client::Upload(const std::string& web_url, absl::string_view path,
                                           std::shared_ptr<const http::BodySource> source) {
  http::Request request;
  request.method = "POST";
  request.url = absl::StrCat(web_url, path);
  request.headers = {{"binaryStringRequestBody", "true"},
                     {"Content-Type", "application/octet-stream"}};
  request.source = std::move(source);
  return PostChecked(web_url, request);
}

absl::StatusOr<json::Value> Client::PostChecked(const std::string& web_url,
                                                const http::Request& request) {
  ASSIGN_OR_RETURN(const http::Response response, PostOnce(web_url, request));
  RETURN_IF_ERROR(odata::Check(response));
  return odata::ReadAnswer(response);
}

absl::StatusOr<json::Value> Client::PostAs(absl::string_view method, const std::string& web_url,
                                           absl::string_view path, std::string body) {
  return Post(web_url, path, std::move(body),
              {{"X-HTTP-Method", std::string(method)}, {"If-Match", "*"}});
}

absl::Status Client::Merge(const std::string& web_url, absl::string_view path,
                           const json::Value& body) {
  return PostAs("MERGE", web_url, path, json::Write(body)).status();
}

absl::Status Client::Delete(const std::string& web_url, absl::string_view path) {
  return PostAs("DELETE", web_url, path).status();
}

absl::StatusOr<http::Response> Client::Download(const std::string& url, const http::Sink& sink,
                                                http::HeadSink on_head) {
  http::Request request;
  request.url = url;
  request.on_head = std::move(on_head);
  ASSIGN_OR_RETURN(http::Response response, rest_.Exchange(request, sink));
  RETURN_IF_ERROR(odata::Check(response));
  RETURN_IF_ERROR(http::CheckIsContent(request, response));
  return response;
}

absl::StatusOr<csom::Answer> Client::ProcessQuery(const std::string& site_url,
                                                  const csom::Request& query) {
  http::Request request;
  request.method = "POST";
  request.url = absl::StrCat(site_url, "/_vti_bin/client.svc/ProcessQuery");
  request.headers.Set("Content-Type", "text/xml");
  ASSIGN_OR_RETURN(request.body, query.Xml());
  ASSIGN_OR_RETURN(const http::Response response, PostOnce(site_url, request));
  RETURN_IF_ERROR(odata::Check(response));
  return csom::Answer::Read(response.body, query);
}

absl::StatusOr<std::string> Client::TenantObjectIdentity() {
  ASSIGN_OR_RETURN(const auth::Connection connection, context_.session.Connected());
  if (!connection.tenant_object_identity.empty()) return connection.tenant_object_identity;
  ASSIGN_OR_RETURN(const std::string identity, ReadTenantIdentity(*this, connection.url));
  RETURN_IF_ERROR(context_.session.SetTenantObjectIdentity(identity));
  return identity;
}

absl::StatusOr<std::string> Client::FindAppCatalog() {
  ASSIGN_OR_RETURN(const std::string site, ConnectedSite());
  context_.log.Verbose("searching for the tenant app catalog");
  ASSIGN_OR_RETURN(const json::Value found,
                   Get(absl::StrCat(site,
                                    "/_api/search/query?querytext='contentclass:STS_Site%20AND%20"
                                    "SiteTemplate:APPCATALOG'&SelectProperties='SPWebUrl'")));
  const json::Value& rows = found.At({"PrimaryQueryResult", "RelevantResults", "Table", "Rows"});
  for (const json::Value& cell : rows.ElementAt(0)["Cells"].elements()) {
    if (cell["Key"].AsString() == "SPWebUrl" && !cell["Value"].AsString().empty())
      return cell["Value"].AsString();
  }
  return base::WithHint(absl::NotFoundError("cannot find the tenant app catalog"),
                        "name it with --appCatalogUrl; a new one takes a while to be searchable");
}

absl::Status KeepTenantIdentity(cli::Context& context) {
  ASSIGN_OR_RETURN(const auth::Connection connection, context.session.Connected());
  ASSIGN_OR_RETURN(const auth::SharePointSite site, auth::ParseSharePointUrl(connection.url));
  if (!site.is_tenant_admin) return absl::OkStatus();
  Client client(context);
  const absl::StatusOr<std::string> identity = ReadTenantIdentity(client, connection.url);
  RETURN_IF_ERROR(
      base::Annotate(identity.status(),
                     absl::StrCat("signed in, but cannot read the tenant at ", connection.url)));
  return context.session.SetTenantObjectIdentity(*identity);
}

}  // namespace o365::spo
