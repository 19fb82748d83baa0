// SharePoint Online as a service: which web a URL leads to, who may go there, and what each answer
// carries.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/app_principal.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

constexpr absl::string_view kHostSuffix = ".sharepoint.com";

bool Owns(const http::Incoming& request) { return absl::EndsWith(request.host, kHostSuffix); }

// "/sites/hr" leads to the web "/sites/hr" and, where there is none, to the one it is under.
bool LeadsTo(absl::string_view path, absl::string_view web) {
  if (web == "/") return true;
  return absl::StartsWithIgnoreCase(path, web) &&
         (path.size() == web.size() || path[web.size()] == '/');
}

// Below these a site collection must be named.
bool NamesSite(absl::string_view path) {
  return absl::StartsWithIgnoreCase(path, "/sites/") ||
         absl::StartsWithIgnoreCase(path, "/teams/") ||
         absl::StartsWithIgnoreCase(path, "/personal/");
}

void FindWeb(Call& call, absl::string_view path) {
  for (const auto& site : call.state().sharepoint.sites) {
    if (site->host != call.request.host) continue;
    for (const auto& web : site->webs) {
      if (!LeadsTo(path, web->path) || (NamesSite(path) && web->path == "/")) continue;
      if (call.web != nullptr && call.web->path.size() >= web->path.size()) continue;
      call.site = site.get();
      call.web = web.get();
    }
  }
}

std::optional<http::Response> Prepare(Call& call) {
  std::string path = call.path;
  size_t api = std::string::npos;
  for (absl::string_view marker : {"/_api", "/_vti_bin/client.svc"}) {
    const size_t at = path.find(std::string(marker));
    const bool ends = at != std::string::npos &&
                      (at + marker.size() == path.size() || path[at + marker.size()] == '/');
    if (!ends || at >= api) continue;
    api = at;
    call.path = path.substr(at + marker.size());
  }
  FindWeb(call, http::PercentDecode(path.substr(0, api)));
  if (call.web == nullptr) return Text(404, "404 FILE NOT FOUND");
  // What is no API has no routes here.
  if (api == std::string::npos) call.path = "";
  // "Complete basic operations using SharePoint REST endpoints": POST stands in for other methods.
  const std::string method = call.request.headers.Get("X-HTTP-Method");
  if (call.method == "POST" && !method.empty()) call.method = absl::AsciiStrToUpper(method);
  return std::nullopt;
}

http::Response Unauthorized(absl::string_view description, absl::string_view diagnostics) {
  http::Response response = Json(401, json::Value::Object({{"error_description", description}}));
  response.headers.Set(
      "WWW-Authenticate",
      absl::StrCat("Bearer realm=\"", kTenantId, "\",client_id=\"00000003-0000-0ff1-ce00-",
                   "000000000000\",trusted_issuers=\"00000001-0000-0000-c000-000000000000@*,",
                   "https://login.microsoftonline.com/*\",authorization_uri=\"https://",
                   "login.microsoftonline.com/common/oauth2/authorize\""));
  response.headers.Set("x-ms-diagnostics", diagnostics);
  return response;
}

// A form digest that comes with a request must be one of ours and fresh. With a bearer token none
// is needed, since a browser does not send those by itself.
bool HasBadDigest(const Call& call) {
  if (!call.request.headers.Has("X-RequestDigest")) return false;
  if (call.method == "GET" || absl::EqualsIgnoreCase(call.path, "/contextinfo")) return false;
  const auto& digests = call.state().sharepoint.digests;
  const auto found = digests.find(call.request.headers.Get("X-RequestDigest"));
  return found == digests.end() || found->second <= call.clock().Now();
}

bool MayRead(const Call& call) {
  if (call.caller.administrator) return true;
  if (call.request.host == kSpoAdminHost) return false;
  if (call.caller.is_app) return SharePointAccess(call.caller) != Access::kNone;
  const Entity* group = FindGroup(call.state(), call.site->group_id);
  if (group == nullptr || group->properties["visibility"].AsString() != "Private") return true;
  return IsGroupMember(call.state(), group->id(), call.caller.object_id);
}

// "Granting access via Entra ID App-Only": an app must prove itself by more than a secret.
std::optional<http::Response> AdmitApp(Call& call) {
  if (call.caller.proof != Proof::kCertificate) {
    return Unauthorized("Unsupported app only token.",
                        "3001000;reason=\"Unsupported app only token.\";"
                        "category=\"invalid_client\"");
  }
  call.caller.upn = "app@sharepoint";  // how SharePoint names apps where it names people
  call.caller.administrator = call.caller.HasRole("Sites.FullControl.All");
  return std::nullopt;
}

std::optional<http::Response> Admit(Call& call) {
  const std::string token = BearerToken(call.request);
  if (token.empty()) {
    return Unauthorized(
        "Exception of type 'Microsoft.IdentityModel.Tokens."
        "SecurityTokenException' was thrown.",
        "3000006;reason=\"Token is missing.\";category=\"invalid_client\"");
  }
  auto caller = call.authority().Verify(token);
  if (absl::IsUnauthenticated(caller.status())) {
    return Unauthorized("Invalid JWT token. The token is expired.",
                        "3001000;reason=\"The token has expired.\";category=\"invalid_client\"");
  }
  if (!caller.ok()) {
    return Unauthorized("Invalid JWT token.",
                        "3000006;reason=\"Token contains invalid signature.\";category="
                        "\"invalid_client\"");
  }
  const absl::string_view audience = absl::StripSuffix(caller->audience, "/");
  if (!absl::EqualsIgnoreCase(audience, absl::StrCat("https://", call.request.host))) {
    return Unauthorized(
        "Exception of type 'Microsoft.IdentityModel.Tokens."
        "AudienceUriValidationFailedException' was thrown.",
        absl::StrCat("3000003;reason=\"Invalid audience Uri '", audience,
                     "'.\";category=\"invalid_client\""));
  }
  call.caller = *std::move(caller);
  if (call.caller.is_app) {
    if (auto refusal = AdmitApp(call)) return refusal;
  }
  if (!MayRead(call)) return SpoRefuse(call, SpoAccessDenied());
  if (HasBadDigest(call)) {
    return SpoRefuse(call, {.status = 403,
                            .code = "-2130575251, Microsoft.SharePoint.SPException",
                            .message = "The security validation for this page is invalid and might "
                                       "be corrupted. Please use your web browser's Back button to "
                                       "try your operation again."});
  }
  return std::nullopt;
}

std::vector<absl::Span<const Route>> Routes() {
  return {SpoAppRoutes(),        SpoContextRoutes(), SpoCsomRoutes(),       SpoCustomActionRoutes(),
          SpoPageRoutes(),       SpoFileRoutes(),    SpoHubRoutes(),        SpoListItemRoutes(),
          SpoListRoutes(),       SpoSearchRoutes(),  SpoSiteDesignRoutes(), SpoSiteRoutes(),
          SpoSiteScriptRoutes(), SpoSubwebRoutes(),  SpoThemeRoutes(),      SpoWebRoutes()};
}

// "Avoid getting throttled or blocked in SharePoint Online".
http::Response Fail(const Call&, const Failure& failure) {
  if (!failure.text.empty()) return Text(failure.status, failure.text);
  if (failure.status == 429) return Text(429, "429 TOO MANY REQUESTS");
  if (failure.status == 503) return Text(503, "503 SERVICE UNAVAILABLE");
  return Text(failure.status, absl::StrCat(failure.status, " ERROR"));
}

void Finish(const Call& call, http::Response& response) {
  response.headers.Set("SPRequestGuid", call.request_id);
  response.headers.Set("request-id", call.request_id);
  if (absl::EqualsIgnoreCase(call.request.headers.Get("return-client-request-id"), "true")) {
    response.headers.Set("client-request-id", call.request.headers.Get("client-request-id"));
  }
  response.headers.Set("MicrosoftSharePointTeamServices", "16.0.0.26615");
  response.headers.Set("X-SharePointHealthScore", "1");
  response.headers.Set("X-MS-InvokeApp", "1; RequireReadOnly");
  if (!response.headers.Has("Cache-Control")) {
    response.headers.Set("Cache-Control", "private, max-age=0");
  }
}

}  // namespace

extern const Service kSharePointService = {.name = "SharePoint",
                                           .owns = Owns,
                                           .prepare = Prepare,
                                           .admit = Admit,
                                           .routes = Routes,
                                           .fail = Fail,
                                           .finish = Finish};

}  // namespace o365::tenant
