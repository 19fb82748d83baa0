// OpenID Connect Discovery 1.0, the list of keys, and the two older documents that MSAL and ADAL
// ask for: instance discovery and user realm.

#include "tools/tenant/identity_metadata.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/oauth_error.h"

namespace o365::tenant {
namespace {

constexpr char kLogin[] = "https://login.microsoftonline.com/";

bool IsShared(absl::string_view name) {
  return absl::EqualsIgnoreCase(name, "common") || absl::EqualsIgnoreCase(name, "organizations") ||
         absl::EqualsIgnoreCase(name, "consumers");
}

json::Value Strings(std::initializer_list<const char*> texts) {
  return json::Value::Array(std::vector<json::Value>(texts.begin(), texts.end()));
}

http::Response OpenIdConfiguration(Call& call) {
  const std::string name = call.parameters["tenant"];
  if (!IsTenant(name)) return Refuse(call, UnknownTenant(name));
  const bool version2 = absl::StrContains(call.path, "/v2.0/");
  const std::string base = absl::StrCat(kLogin, IsShared(name) ? name : kTenantId);
  const std::string oauth = absl::StrCat(base, "/oauth2/", version2 ? "v2.0/" : "");
  // For shared names the issuer is a template that clients fill in from the token.
  const std::string issuer_tenant = IsShared(name) ? "{tenantid}" : kTenantId;
  return Json(
      200, json::Value::Object(
               {{"token_endpoint", oauth + "token"},
                {"token_endpoint_auth_methods_supported",
                 Strings({"client_secret_post", "private_key_jwt", "client_secret_basic"})},
                {"jwks_uri", absl::StrCat(base, "/discovery/", version2 ? "v2.0/" : "", "keys")},
                {"response_modes_supported", Strings({"query", "fragment", "form_post"})},
                {"subject_types_supported", Strings({"pairwise"})},
                {"id_token_signing_alg_values_supported", Strings({"RS256"})},
                {"response_types_supported",
                 Strings({"code", "id_token", "code id_token", "id_token token"})},
                {"scopes_supported", Strings({"openid", "profile", "email", "offline_access"})},
                {"issuer", version2 ? absl::StrCat(kLogin, issuer_tenant, "/v2.0")
                                    : absl::StrCat("https://sts.windows.net/", issuer_tenant, "/")},
                {"request_uri_parameter_supported", false},
                {"userinfo_endpoint", "https://graph.microsoft.com/oidc/userinfo"},
                {"authorization_endpoint", oauth + "authorize"},
                {"device_authorization_endpoint", oauth + "devicecode"},
                {"http_logout_supported", true},
                {"frontchannel_logout_supported", true},
                {"end_session_endpoint", oauth + "logout"},
                {"claims_supported",
                 Strings({"sub", "iss", "cloud_instance_name", "cloud_instance_host_name",
                          "cloud_graph_host_name", "msgraph_host", "aud", "exp", "iat", "auth_time",
                          "acr", "nonce", "preferred_username", "name", "tid", "ver", "at_hash",
                          "c_hash", "email"})},
                {"tenant_region_scope", IsShared(name) ? json::Value() : json::Value("EU")},
                {"cloud_instance_name", "microsoftonline.com"},
                {"cloud_graph_host_name", "graph.windows.net"},
                {"msgraph_host", "graph.microsoft.com"},
                {"rbac_url", "https://pas.windows.net"}}));
}

json::Value Cloud(const char* network, const char* cache, json::Value aliases) {
  return json::Value::Object({{"preferred_network", network},
                              {"preferred_cache", cache},
                              {"aliases", std::move(aliases)}});
}

// Whether the endpoint that a client was told is at one of Microsoft's own hosts.
bool IsKnownAuthority(absl::string_view endpoint) {
  const auto url = http::ParseUrl(endpoint);
  if (!url.ok() || url->scheme != "https") return false;
  for (const char* host :
       {"login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net",
        "login.partner.microsoftonline.cn", "login.chinacloudapi.cn", "login.microsoftonline.us",
        "login.usgovcloudapi.net"}) {
    if (url->host == host) return true;
  }
  return false;
}

// "Instance discovery" answers for known hosts only: a client trusts what it vouches for.
http::Response InstanceDiscovery(Call& call) {
  const std::string endpoint = call.Query("authorization_endpoint");
  if (!endpoint.empty() && !IsKnownAuthority(endpoint)) {
    return Refuse(
        call, {.error = "invalid_instance", .code = 50049, .text = "Unknown or invalid instance."});
  }
  return Json(
      200,
      json::Value::Object(
          {{"tenant_discovery_endpoint",
            absl::StrCat(kLogin, "common/v2.0/.well-known/openid-configuration")},
           {"api-version", "1.1"},
           {"metadata",
            json::Value::Array(
                {Cloud("login.microsoftonline.com", "login.windows.net",
                       Strings({"login.microsoftonline.com", "login.windows.net",
                                "login.microsoft.com", "sts.windows.net"})),
                 Cloud("login.partner.microsoftonline.cn", "login.partner.microsoftonline.cn",
                       Strings({"login.partner.microsoftonline.cn", "login.chinacloudapi.cn"})),
                 Cloud("login.microsoftonline.us", "login.microsoftonline.us",
                       Strings({"login.microsoftonline.us", "login.usgovcloudapi.net"}))})}}));
}

http::Response Keys(Call& call) {
  return Json(200, json::Value::Object({{"keys", call.authority().Keys()}}));
}

http::Response UserRealm(Call& call) {
  const std::string user = call.parameters["user"];
  const size_t at = user.find('@');
  const std::string domain = at == std::string::npos ? "" : user.substr(at + 1);
  const bool ours = absl::EqualsIgnoreCase(domain, kTenantDomain);
  json::Value realm =
      json::Value::Object({{"ver", "1.0"},
                           {"account_type", ours ? "Managed" : "Unknown"},
                           {"cloud_instance_name", "microsoftonline.com"},
                           {"cloud_audience_urn", "urn:federation:MicrosoftOnline"}});
  if (ours) realm.Set("domain_name", domain);
  return Json(200, realm);
}

constexpr Route kRoutes[] = {
    {"GET", "{tenant}/v2.0/.well-known/openid-configuration", OpenIdConfiguration},
    {"GET", "{tenant}/.well-known/openid-configuration", OpenIdConfiguration},
    {"GET", "{tenant}/discovery/instance", InstanceDiscovery},
    {"GET", "{tenant}/discovery/keys", Keys},
    {"GET", "{tenant}/discovery/v2.0/keys", Keys},
    {"GET", "common/userrealm/{user}", UserRealm},
};

}  // namespace

bool IsTenant(absl::string_view name) {
  return IsShared(name) || absl::EqualsIgnoreCase(name, kTenantId) ||
         absl::EqualsIgnoreCase(name, kTenantDomain);
}

absl::Span<const Route> IdentityMetadataRoutes() { return kRoutes; }

}  // namespace o365::tenant
