// Power Automate as a service, and what Resource Manager answers since it passes such calls on no
// more.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/flow.h"
#include "tools/tenant/resources.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

constexpr absl::string_view kProvider = "/providers/Microsoft.ProcessSimple";

http::Response Unauthorized(absl::string_view code, absl::string_view message) {
  http::Response response = FlowRefuse(401, code, message);
  response.headers.Set(
      "WWW-Authenticate",
      absl::StrCat("Bearer authorization_uri=\"https://login.windows.net/", kTenantId,
                   "\", error=\"invalid_token\", error_description=\"", message, "\""));
  return response;
}

std::optional<http::Response> Prepare(Call& call) {
  const std::string path = call.path;
  // What is of no or another provider has no route.
  call.path =
      absl::StartsWithIgnoreCase(path, kProvider) ? path.substr(kProvider.size()) : "/elsewhere";
  if (call.Query("api-version").empty()) {
    return FlowRefuse(
        400, "MissingApiVersionParameter",
        "The api-version query parameter (?api-version=) is required for all requests.");
  }
  return std::nullopt;
}

bool OwnsFlow(const http::Incoming& request) { return request.host == "api.flow.microsoft.com"; }
bool OwnsAzure(const http::Incoming& request) { return request.host == "management.azure.com"; }

std::vector<absl::Span<const Route>> AllFlowRoutes() {
  return {FlowRoutes(), FlowRunRoutes(), FlowOwnerRoutes(), FlowExportRoutes()};
}

// Resource Manager has nothing of its own here; what it was asked for Power Automate it refuses.
http::Response Moved(Call&) {
  return FlowRefuse(400, "InvalidRequest",
                    "Calling Power Automate through ARM is no longer supported. Please use "
                    "\"https://api.flow.microsoft.com/\" instead.");
}

std::vector<absl::Span<const Route>> AzureRoutes() {
  static const std::vector<Route>& routes = *[] {
    const absl::Span<const Route> routes = FlowRoutes();
    auto* moved = new std::vector<Route>(routes.begin(), routes.end());
    for (Route& route : *moved) route.run = Moved;
    return moved;
  }();
  return {routes};
}

}  // namespace

// The token of a caller of either service: both take those for Resource Manager, and Power Automate
// its own as well.
std::optional<http::Response> FlowAdmit(Call& call) {
  const std::string token = BearerToken(call.request);
  if (token.empty()) {
    return Unauthorized("AuthenticationFailed",
                        "Authentication failed. The 'Authorization' header is missing.");
  }
  auto caller = call.authority().Verify(token);
  if (absl::IsUnauthenticated(caller.status())) {
    return Unauthorized("ExpiredAuthenticationToken",
                        absl::StrCat("The access token expiry UTC time is earlier than current UTC "
                                     "time '",
                                     IsoTime(call.clock().Now()), "'."));
  }
  if (!caller.ok())
    return Unauthorized("InvalidAuthenticationToken", "The access token is invalid.");
  const Resource* resource = FindResource(caller->audience);
  const absl::string_view audience = resource == nullptr ? "" : resource->app_id;
  // Power Automate and Power Platform take tokens of their own as well.
  const bool is_own = (call.request.host == "api.flow.microsoft.com" && audience == kFlowAppId) ||
                      (call.request.host == kPlatformHost && audience == kPowerAppsAppId);
  if (audience != kAzureAppId && !is_own) {
    return Unauthorized(
        "InvalidAuthenticationTokenAudience",
        absl::StrCat("The access token has been obtained for wrong audience or resource '",
                     caller->audience,
                     "'. It should exactly match with one of the allowed audiences "
                     "'https://management.core.windows.net/','https://management.core.windows.net',"
                     "'https://management.azure.com/','https://management.azure.com'."));
  }
  call.caller = *std::move(caller);
  return std::nullopt;
}

http::Response FlowFail(const Call&, const Failure& failure) {
  if (!failure.text.empty()) return Text(failure.status, failure.text);
  if (failure.status == 429) {
    return FlowRefuse(429, "TooManyRequests", "Rate limit is exceeded. Try again later.");
  }
  return FlowRefuse(failure.status,
                    failure.status == 503 ? "ServiceUnavailable" : "InternalServerError",
                    "The service is temporarily unavailable. Please try again later.");
}

void FlowFinish(const Call& call, http::Response& response) {
  response.headers.Set("x-ms-request-id", call.request_id);
  std::string correlation = call.request.headers.Get("x-ms-correlation-request-id");
  if (correlation.empty()) correlation = call.request_id;
  response.headers.Set("x-ms-correlation-request-id", correlation);
  response.headers.Set("Cache-Control", "no-cache");
}

extern const Service kFlowService = {.name = "Power Automate",
                                     .owns = OwnsFlow,
                                     .prepare = Prepare,
                                     .admit = FlowAdmit,
                                     .routes = AllFlowRoutes,
                                     .fail = FlowFail,
                                     .finish = FlowFinish};

extern const Service kAzureService = {.name = "Azure Resource Manager",
                                      .owns = OwnsAzure,
                                      .prepare = Prepare,
                                      .admit = FlowAdmit,
                                      .routes = AzureRoutes,
                                      .fail = FlowFail,
                                      .finish = FlowFinish};

}  // namespace o365::tenant
