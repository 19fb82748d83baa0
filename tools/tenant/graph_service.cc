// Microsoft Graph as a service.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/app_principal.h"
#include "tools/tenant/graph.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/resources.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

bool Owns(const http::Incoming& request) { return request.host == "graph.microsoft.com"; }

// The path in the form that routes are written in: `me` is a user, and an alternate key such as
// applications(appId='...') is a segment of its own, appId=...
std::string Plain(absl::string_view path) {
  absl::ConsumePrefix(&path, "/myorganization");
  if (path == "/me" || absl::StartsWith(path, "/me/")) {
    return absl::StrCat("/users/~me", path.substr(3));
  }
  const size_t open = path.find('('), equals = path.find('=');
  const size_t close = path.find(')');
  if (open == absl::string_view::npos || close == absl::string_view::npos || equals < open ||
      equals > close || path.substr(0, open).find('/', 1) != absl::string_view::npos) {
    return std::string(path);
  }
  std::string value = http::PercentDecode(path.substr(equals + 1, close - equals - 1));
  value = LiteralValue(value);
  return absl::StrCat(path.substr(0, open), "/", path.substr(open + 1, equals - open - 1), "=",
                      http::EncodeQueryValue(value), path.substr(close + 1));
}

std::optional<http::Response> Prepare(Call& call) {
  for (const char* version : {"v1.0", "beta"}) {
    absl::string_view path = call.path;
    if (!absl::ConsumePrefix(&path, "/") || !absl::ConsumePrefix(&path, version)) continue;
    if (!path.empty() && path[0] != '/') continue;
    call.version = version;
    call.path = Plain(path);
    return std::nullopt;
  }
  if (call.path == "/oidc/userinfo") return std::nullopt;
  return GraphRefuse(call, {.code = "BadRequest", .message = "Invalid version."});
}

http::Response Unauthorized(const Call& call, absl::string_view message) {
  http::Response response = GraphRefuse(
      call, {.status = 401, .code = "InvalidAuthenticationToken", .message = std::string(message)});
  response.headers.Set("WWW-Authenticate",
                       absl::StrCat("Bearer realm=\"\", authorization_uri=\"https://",
                                    "login.microsoftonline.com/common/oauth2/authorize\", "
                                    "client_id=\"",
                                    kGraphAppId, "\""));
  return response;
}

// What needs a user, and who may do what by the app's own permissions.
std::optional<http::Response> AdmitApp(Call& call) {
  if (absl::StartsWith(call.path, "/users/~me")) {
    return GraphRefuse(call, {.code = "BadRequest",
                              .message = "/me request is only valid with delegated "
                                         "authentication flow."});
  }
  // The requests in a batch are judged one by one.
  if (call.path == "/$batch") return std::nullopt;
  const Access access = GraphAccess(call.caller, call.path);
  if (access == Access::kNone) return GraphRefuse(call, NotAuthorized());
  call.caller.administrator = access == Access::kWrite;
  return std::nullopt;
}

std::optional<http::Response> Admit(Call& call) {
  const std::string token = BearerToken(call.request);
  if (token.empty()) return Unauthorized(call, "Access token is empty.");
  auto caller = call.authority().Verify(token);
  if (absl::IsUnauthenticated(caller.status())) {
    return Unauthorized(call, "Lifetime validation failed, the token is expired.");
  }
  if (!caller.ok()) {
    return Unauthorized(call, "CompactToken parsing failed with error code: 80049217");
  }
  const Resource* resource = FindResource(caller->audience);
  if (resource == nullptr || absl::string_view(resource->app_id) != kGraphAppId) {
    return Unauthorized(call, "Access token validation failure. Invalid audience.");
  }
  call.caller = *std::move(caller);
  return call.caller.is_app ? AdmitApp(call) : std::nullopt;
}

// OpenID Connect Core 1.0, section 5.3 ("Microsoft identity platform UserInfo endpoint").
http::Response UserInfo(Call& call) {
  const Account* account = call.authority().FindAccount(call.caller.upn);
  if (account == nullptr) return Unauthorized(call, "The token has no user.");
  return Json(200,
              json::Value::Object({{"sub", StableGuid(absl::StrCat(account->upn, kGraphAppId))},
                                   {"name", account->name},
                                   {"picture", "https://graph.microsoft.com/v1.0/me/photo/$value"},
                                   {"email", account->upn}}));
}

constexpr Route kRoutes[] = {{"GET", "oidc/userinfo", UserInfo},
                             {"POST", "oidc/userinfo", UserInfo}};

std::vector<absl::Span<const Route>> Routes() {
  return {kRoutes,
          GraphUserRoutes(),
          GraphGroupRoutes(),
          GraphGroupMailRoutes(),
          GraphApplicationRoutes(),
          GraphDeletedRoutes(),
          GraphBatchRoutes(),
          GraphTenantRoutes(),
          GraphEntityRoutes()};
}

// "Microsoft Graph throttling guidance".
http::Response Fail(const Call& call, const Failure& failure) {
  if (!failure.text.empty()) return Text(failure.status, failure.text);
  if (failure.status == 429) {
    return GraphRefuse(
        call, {.status = 429, .code = "TooManyRequests", .message = "Please retry again later."});
  }
  if (failure.status == 503) {
    return GraphRefuse(call, {.status = 503,
                              .code = "serviceNotAvailable",
                              .message = "The service is temporarily unavailable."});
  }
  return GraphRefuse(call, {.status = failure.status,
                            .code = "generalException",
                            .message = "An unspecified error has occurred."});
}

void Finish(const Call& call, http::Response& response) {
  response.headers.Set("request-id", call.request_id);
  std::string client = call.request.headers.Get("client-request-id");
  if (client.empty()) client = call.request_id;
  response.headers.Set("client-request-id", client);
  response.headers.Set(
      "x-ms-ags-diagnostic",
      "{\"ServerInfo\":{\"DataCenter\":\"West Europe\",\"Slice\":\"E\","
      "\"Ring\":\"5\",\"ScaleUnit\":\"001\",\"RoleInstance\":\"AM1PEPF00000001\"}}");
  response.headers.Set("OData-Version", "4.0");
  response.headers.Set("Strict-Transport-Security", "max-age=31536000");
  if (!response.headers.Has("Cache-Control")) response.headers.Set("Cache-Control", "no-cache");
}

}  // namespace

extern const Service kGraphService = {.name = "Microsoft Graph",
                                      .owns = Owns,
                                      .prepare = Prepare,
                                      .admit = Admit,
                                      .routes = Routes,
                                      .fail = Fail,
                                      .finish = Finish};

}  // namespace o365::tenant
