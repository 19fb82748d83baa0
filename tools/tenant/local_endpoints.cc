// What Azure and the makers of pipelines offer to the software that they run, on the tenant's own
// address: the endpoints of managed identities ("How to use managed identities for Azure resources
// on an Azure VM to acquire an access token", "How to use managed identities for App Service",
// "Authenticate against Azure resources with Azure Arc-enabled servers") and the issuers of tokens
// for workload identity federation.

#include "tools/tenant/local_endpoints.h"

#include <openssl/crypto.h>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/app_principal.h"
#include "tools/tenant/federation.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/resources.h"
#include "tools/tenant/seed.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

// "Managed identities: token caching": they live a day.
constexpr absl::Duration kLifetime = absl::Hours(24);

http::Response Bad(int status, absl::string_view error, absl::string_view description) {
  return Json(status, json::Value::Object({{"error", error}, {"error_description", description}}));
}

struct Identity {
  const char* app_id;
  const char* resource_id;
};

constexpr Identity kSystemAssigned = {kMachineAppId, kMachineResourceId};
constexpr Identity kUserAssigned = {kUserAssignedAppId, kUserAssignedResourceId};

std::string FieldOrQuery(const Call& call, absl::string_view name) {
  if (call.method == "POST") {
    for (const auto& [key, value] : call.Form()) {
      if (key == name) return value;
    }
  }
  return call.Query(name);
}

// The identity that a request names, the machine's own when it names none; nullptr when there is no
// such identity.
const Identity* FindIdentity(Call& call) {
  constexpr const char* kNames[] = {"client_id",    "clientid",   "object_id",
                                    "principal_id", "msi_res_id", "mi_res_id"};
  const Entity* principal =
      call.state().directory.Of("servicePrincipal").FindBy("appId", kUserAssigned.app_id);
  bool named = false;
  for (const char* name : kNames) {
    const std::string value = FieldOrQuery(call, name);
    if (value.empty()) continue;
    named = true;
    for (const absl::string_view known :
         {absl::string_view(kUserAssigned.app_id), absl::string_view(kUserAssigned.resource_id),
          absl::string_view(principal->id())}) {
      if (absl::EqualsIgnoreCase(value, known)) return &kUserAssigned;
    }
  }
  return named ? nullptr : &kSystemAssigned;
}

http::Response IdentityToken(Call& call) {
  const std::string resource = FieldOrQuery(call, "resource");
  if (resource.empty()) {
    return Bad(400, "invalid_request", "Required query variable 'resource' is missing");
  }
  const Resource* api = FindResource(resource);
  if (api == nullptr) {
    return Bad(400, "invalid_resource",
               absl::StrCat("AADSTS500011: The resource principal named ", resource,
                            " was not found in the tenant named ", kTenantName, "."));
  }
  const Identity* identity = FindIdentity(call);
  if (identity == nullptr) return Bad(400, "invalid_request", "Identity not found");
  auto principal = FindAppPrincipal(call.state(), identity->app_id, *api);
  if (!principal.has_value()) return Bad(400, "invalid_request", "Identity not found");
  principal->proof = Proof::kCertificate;
  principal->managed_identity = identity->resource_id;
  const AuthorityOptions& options = call.authority().options();
  const absl::Duration lifetime = options.fixed_lifetime ? options.token_lifetime : kLifetime;
  const int64_t seconds = absl::ToInt64Seconds(lifetime);
  const int64_t now = absl::ToUnixSeconds(call.clock().Now());
  return Json(200, json::Value::Object({{"access_token", call.authority().IssueAppToken(
                                                             *principal, resource, lifetime)},
                                        {"client_id", identity->app_id},
                                        {"expires_in", absl::StrCat(seconds)},
                                        {"expires_on", absl::StrCat(now + seconds)},
                                        {"ext_expires_in", absl::StrCat(seconds)},
                                        {"not_before", absl::StrCat(now)},
                                        {"resource", resource},
                                        {"token_type", "Bearer"}}));
}

bool HasHeader(const Call& call, const char* name, absl::string_view value) {
  const std::string given = call.request.headers.Get(name);
  return given.size() == value.size() &&
         CRYPTO_memcmp(given.data(), value.data(), value.size()) == 0;
}

bool HasMetadataHeader(const Call& call) {
  return absl::EqualsIgnoreCase(call.request.headers.Get("Metadata"), "true");
}

http::Response NoMetadataHeader() {
  return Bad(400, "bad_request_102", "Required metadata header not specified");
}

// The Instance Metadata Service refuses what came through a proxy.
http::Response Machine(Call& call) {
  if (!HasMetadataHeader(call) || call.request.headers.Has("X-Forwarded-For")) {
    return NoMetadataHeader();
  }
  if (call.Query("api-version").empty()) {
    return Bad(400, "bad_request_103", "Required query variable 'api-version' is missing");
  }
  return IdentityToken(call);
}

http::Response AppService(Call& call) {
  if (!HasHeader(call, "X-IDENTITY-HEADER", LocalSecret(call.tenant))) {
    return Json(401, json::Value::Object({{"statusCode", 401},
                                          {"message", "Missing or wrong X-IDENTITY-HEADER."}}));
  }
  if (call.Query("api-version") != "2019-08-01") {
    return Json(
        400, json::Value::Object({{"statusCode", 400}, {"message", "Unsupported API version."}}));
  }
  return IdentityToken(call);
}

// Azure Arc proves that the caller may read a file: it names the file in a challenge first.
http::Response Arc(Call& call) {
  if (!HasMetadataHeader(call)) return NoMetadataHeader();
  const std::string proof = absl::StrCat("Basic ", LocalSecret(call.tenant));
  if (HasHeader(call, "Authorization", proof)) return IdentityToken(call);
  http::Response response = Bad(401, "unauthorized_client", "Missing Basic Authorization header");
  response.headers.Set("WWW-Authenticate",
                       absl::StrCat("Basic realm=", call.tenant.arc_key_path()));
  return response;
}

// Cloud Shell acts for the user who opened it.
http::Response CloudShell(Call& call) {
  if (!HasMetadataHeader(call)) return NoMetadataHeader();
  const std::string resource = FieldOrQuery(call, "resource");
  if (FindResource(resource) == nullptr) {
    return Bad(400, "invalid_request", "A resource must be given.");
  }
  Authority& authority = call.authority();
  const int64_t seconds = absl::ToInt64Seconds(authority.options().token_lifetime);
  const int64_t now = absl::ToUnixSeconds(call.clock().Now());
  return Json(
      200, json::Value::Object({{"access_token", authority.IssueAccessToken(
                                                     *authority.FindAccount(kAdminUpn),
                                                     *authority.FindApp(kAzureCliAppId), resource)},
                                {"refresh_token", ""},
                                {"expires_in", absl::StrCat(seconds)},
                                {"expires_on", absl::StrCat(now + seconds)},
                                {"not_before", absl::StrCat(now)},
                                {"resource", resource},
                                {"token_type", "Bearer"}}));
}

http::Response MachineLearning(Call& call) {
  if (!HasHeader(call, "secret", LocalSecret(call.tenant))) {
    return Bad(401, "unauthorized", "The secret is missing or wrong.");
  }
  if (call.Query("api-version") != "2017-09-01") {
    return Bad(400, "invalid_request", "Unsupported API version.");
  }
  return IdentityToken(call);
}

bool HasBearer(const Call& call) { return BearerToken(call.request) == LocalSecret(call.tenant); }

// "OpenID Connect reference" of GitHub Actions: ACTIONS_ID_TOKEN_REQUEST_URL.
http::Response GitHub(Call& call) {
  if (!HasBearer(call)) return Json(401, json::Value::Object({{"message", "Unauthorized"}}));
  std::string audience = call.Query("audience");
  if (audience.empty()) audience = "https://github.com/contoso";
  return Json(200, json::Value::Object({{"count", 1},
                                        {"value", PipelineToken(call, {.issuer = kGitHubIssuer,
                                                                       .subject = kGitHubSubject,
                                                                       .audience = audience})}}));
}

// "Oidctoken - Create" of Azure DevOps: SYSTEM_OIDCREQUESTURI.
http::Response AzurePipelines(Call& call) {
  if (!HasBearer(call)) return Json(401, json::Value::Object({{"message", "Unauthorized"}}));
  if (call.Query("api-version").empty() || call.Query("serviceConnectionId").empty()) {
    return Json(400, json::Value::Object(
                         {{"message", "'api-version' and 'serviceConnectionId' must be given"}}));
  }
  return Json(200, json::Value::Object(
                       {{"oidcToken", PipelineToken(call, {.issuer = kAzureDevOpsIssuer,
                                                           .subject = kAzureDevOpsSubject,
                                                           .audience = kExchangeAudience})}}));
}

constexpr Route kRoutes[] = {
    {"GET", "metadata/identity/oauth2/token", Machine},
    {"GET", "local/appservice/token", AppService},
    {"GET", "local/arc/metadata/identity/oauth2/token", Arc},
    {"POST", "local/cloudshell/oauth2/token", CloudShell},
    {"GET", "local/azureml/token", MachineLearning},
    {"GET", "local/github/token", GitHub},
    {"POST", "local/azurepipelines/oidctoken", AzurePipelines},
};

bool Owns(const http::Incoming& request) {
  return request.host.empty() && (absl::StartsWith(request.target, "/metadata/") ||
                                  absl::StartsWith(request.target, "/local/"));
}

std::vector<absl::Span<const Route>> Routes() { return {kRoutes}; }

http::Response Fail(const Call&, const Failure& failure) {
  if (!failure.text.empty()) return Text(failure.status, failure.text);
  return Bad(failure.status, "temporarily_unavailable", "The service cannot answer now.");
}

void Finish(const Call&, http::Response& response) {
  response.headers.Set("Server", "IMDS/150.870.65.1854");
}

}  // namespace

std::string LocalSecret(Tenant& tenant) {
  return absl::WebSafeBase64Escape(StableGuid(absl::StrCat("local:", tenant.form_token())));
}

extern const Service kLocalService = {.name = "local endpoints",
                                      .owns = Owns,
                                      .prepare = PrepareNothing,
                                      .admit = AdmitAnybody,
                                      .routes = Routes,
                                      .fail = Fail,
                                      .finish = Finish};

}  // namespace o365::tenant
