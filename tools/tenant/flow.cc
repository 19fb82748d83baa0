// Power Automate's own API (api.flow.microsoft.com), whose paths are those that it once had in
// Azure Resource Manager, and what Resource Manager answers since it passes such calls on no more.

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/resources.h"
#include "tools/tenant/service.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

constexpr size_t kPageSize = 3;  // the real service sends 50; fewer makes paging be met here too
constexpr char kDefaultEnvironment[] = "~default";
constexpr absl::string_view kProvider = "/providers/Microsoft.ProcessSimple";

http::Response Refuse(int status, absl::string_view code, absl::string_view message) {
  return Json(status,
              json::Value::Object(
                  {{"error", json::Value::Object({{"code", code}, {"message", message}})}}));
}

// nullptr when there is no such environment.
const json::Value* FindEnvironment(const Call& call, absl::string_view name) {
  for (const json::Value& environment : call.state().power_automate.environments) {
    const bool is_default = environment.At({"properties", "isDefault"}).AsBool();
    if (absl::EqualsIgnoreCase(environment["name"].AsString(), name) ||
        (is_default && name == kDefaultEnvironment)) {
      return &environment;
    }
  }
  return nullptr;
}

http::Response EnvironmentDenied(const Call& call) {
  return Refuse(
      403, "EnvironmentAccessDenied",
      absl::StrCat("Access to the environment '", call.parameters["environment"], "' is denied."));
}

http::Response ListEnvironments(Call& call) {
  return Json(200, json::Value::Object(
                       {{"value", json::Value::Array(call.state().power_automate.environments)}}));
}

http::Response GetEnvironment(Call& call) {
  const json::Value* environment = FindEnvironment(call, call.parameters["environment"]);
  return environment == nullptr ? EnvironmentDenied(call) : Json(200, *environment);
}

bool IsOwner(const Call& call, const Flow& flow) {
  return flow.properties.At({"properties", "creator", "objectId"}).AsString() ==
         call.caller.object_id;
}

// A list in pages, joined by nextLink.
http::Response Page(const Call& call, const std::vector<json::Value>& values) {
  size_t start = 0;
  if (!absl::SimpleAtoi(call.Query("$skiptoken"), &start)) start = 0;
  start = std::min(start, values.size());
  const size_t end = std::min(start + kPageSize, values.size());
  json::Value page = json::Value::Array();
  for (size_t i = start; i < end; ++i) page.Append(values[i]);
  json::Value body = json::Value::Object({{"value", std::move(page)}});
  if (end < values.size()) {
    http::FormFields query;
    for (const auto& field : call.query) {
      if (!absl::EqualsIgnoreCase(field.first, "$skiptoken")) query.push_back(field);
    }
    query.emplace_back("$skiptoken", absl::StrCat(end));
    std::string link = absl::StrCat("https://", call.request.host, kProvider, call.path, "?");
    for (const auto& [name, value] : query) {
      absl::StrAppend(&link, link.back() == '?' ? "" : "&", name, "=",
                      http::EncodeQueryValue(value));
    }
    body.Set("nextLink", link);
  }
  return Json(200, body);
}

// The flows of the environment that `wanted` lets through.
template <class Wanted>
http::Response ListWhere(const Call& call, Wanted wanted) {
  const json::Value* environment = FindEnvironment(call, call.parameters["environment"]);
  if (environment == nullptr) return EnvironmentDenied(call);
  std::vector<json::Value> flows;
  for (const Flow& flow : call.state().power_automate.flows) {
    if (flow.environment == (*environment)["name"].AsString() && wanted(flow)) {
      flows.push_back(flow.properties);
    }
  }
  return Page(call, flows);
}

http::Response List(Call& call) {
  const std::string filter = call.Query("$filter");
  if (!filter.empty() && filter != "search('personal')" && filter != "search('team')") {
    return Refuse(400, "InvalidFilter",
                  absl::StrCat("The filter '", filter, "' is not supported."));
  }
  const bool team = filter == "search('team')";
  return ListWhere(call,
                   [&](const Flow& flow) { return team ? flow.shared : IsOwner(call, flow); });
}

http::Response ListAsAdmin(Call& call) {
  if (!call.caller.administrator) return EnvironmentDenied(call);
  return ListWhere(call, [](const Flow&) { return true; });
}

http::Response OldListAsAdmin(Call&) {
  return Refuse(400, "ApiNotSupported",
                "The List Flows as Admin API is no longer supported. Please use the List Flows as "
                "Admin (V2) API.");
}

const Flow* FindFlow(const Call& call) {
  const json::Value* environment = FindEnvironment(call, call.parameters["environment"]);
  for (const Flow& flow : call.state().power_automate.flows) {
    if (environment != nullptr && flow.environment == (*environment)["name"].AsString() &&
        absl::EqualsIgnoreCase(flow.properties["name"].AsString(), call.parameters["flow"])) {
      return &flow;
    }
  }
  return nullptr;
}

http::Response Get(Call& call) {
  if (FindEnvironment(call, call.parameters["environment"]) == nullptr) {
    return EnvironmentDenied(call);
  }
  const Flow* flow = FindFlow(call);
  if (flow == nullptr || (!IsOwner(call, *flow) && !flow->shared)) {
    return Refuse(403, "ConnectionAuthorizationFailed",
                  absl::StrCat("The caller with object id '", call.caller.object_id,
                               "' does not have permission for connection '",
                               call.parameters["flow"], "' under Api 'shared_logicflows'."));
  }
  return Json(200, flow->properties);
}

http::Response GetAsAdmin(Call& call) {
  if (!call.caller.administrator ||
      FindEnvironment(call, call.parameters["environment"]) == nullptr) {
    return EnvironmentDenied(call);
  }
  const Flow* flow = FindFlow(call);
  if (flow == nullptr) {
    return Refuse(404, "FlowNotFound",
                  absl::StrCat("Could not find flow '", call.parameters["flow"], "'."));
  }
  return Json(200, flow->properties);
}

// Below call.path, which lacks the provider's name.
constexpr Route kRoutes[] = {
    {"GET", "environments", ListEnvironments},
    {"GET", "environments/{environment}", GetEnvironment},
    {"GET", "environments/{environment}/flows", List},
    {"GET", "environments/{environment}/flows/{flow}", Get},
    {"GET", "scopes/admin/environments", ListEnvironments},
    {"GET", "scopes/admin/environments/{environment}", GetEnvironment},
    {"GET", "scopes/admin/environments/{environment}/flows", OldListAsAdmin},
    {"GET", "scopes/admin/environments/{environment}/v2/flows", ListAsAdmin},
    {"GET", "scopes/admin/environments/{environment}/flows/{flow}", GetAsAdmin},
};

http::Response Unauthorized(absl::string_view code, absl::string_view message) {
  http::Response response = Refuse(401, code, message);
  response.headers.Set(
      "WWW-Authenticate",
      absl::StrCat("Bearer authorization_uri=\"https://login.windows.net/", kTenantId,
                   "\", error=\"invalid_token\", error_description=\"", message, "\""));
  return response;
}

// The token of a caller of either service: both take those for Resource Manager, and Power Automate
// its own as well.
std::optional<http::Response> Admit(Call& call) {
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
  const bool is_flow = call.request.host != "management.azure.com";
  if (audience != kAzureAppId && !(is_flow && audience == kFlowAppId)) {
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

std::optional<http::Response> Prepare(Call& call) {
  const std::string path = call.path;
  // What is of no or another provider has no route.
  call.path =
      absl::StartsWithIgnoreCase(path, kProvider) ? path.substr(kProvider.size()) : "/elsewhere";
  if (call.Query("api-version").empty()) {
    return Refuse(400, "MissingApiVersionParameter",
                  "The api-version query parameter (?api-version=) is required for all requests.");
  }
  return std::nullopt;
}

http::Response Fail(const Call&, const Failure& failure) {
  if (!failure.text.empty()) return Text(failure.status, failure.text);
  if (failure.status == 429) {
    return Refuse(429, "TooManyRequests", "Rate limit is exceeded. Try again later.");
  }
  return Refuse(failure.status,
                failure.status == 503 ? "ServiceUnavailable" : "InternalServerError",
                "The service is temporarily unavailable. Please try again later.");
}

void Finish(const Call& call, http::Response& response) {
  response.headers.Set("x-ms-request-id", call.request_id);
  std::string correlation = call.request.headers.Get("x-ms-correlation-request-id");
  if (correlation.empty()) correlation = call.request_id;
  response.headers.Set("x-ms-correlation-request-id", correlation);
  response.headers.Set("Cache-Control", "no-cache");
}

bool OwnsFlow(const http::Incoming& request) { return request.host == "api.flow.microsoft.com"; }
bool OwnsAzure(const http::Incoming& request) { return request.host == "management.azure.com"; }

std::vector<absl::Span<const Route>> FlowRoutes() { return {kRoutes}; }

// Resource Manager has nothing of its own here; what it was asked for Power Automate it refuses.
http::Response Moved(Call&) {
  return Refuse(400, "InvalidRequest",
                "Calling Power Automate through ARM is no longer supported. Please use "
                "\"https://api.flow.microsoft.com/\" instead.");
}

std::vector<absl::Span<const Route>> AzureRoutes() {
  static const std::vector<Route>& routes = *[] {
    auto* moved = new std::vector<Route>(std::begin(kRoutes), std::end(kRoutes));
    for (Route& route : *moved) route.run = Moved;
    return moved;
  }();
  return {routes};
}

}  // namespace

extern const Service kFlowService = {.name = "Power Automate",
                                     .owns = OwnsFlow,
                                     .prepare = Prepare,
                                     .admit = Admit,
                                     .routes = FlowRoutes,
                                     .fail = Fail,
                                     .finish = Finish};

extern const Service kAzureService = {.name = "Azure Resource Manager",
                                      .owns = OwnsAzure,
                                      .prepare = Prepare,
                                      .admit = Admit,
                                      .routes = AzureRoutes,
                                      .fail = Fail,
                                      .finish = Finish};

}  // namespace o365::tenant
