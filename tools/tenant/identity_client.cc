// "OAuth 2.0 client credentials flow on the Microsoft identity platform": apps that act for
// themselves.

#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/app_credential.h"
#include "tools/tenant/app_principal.h"
#include "tools/tenant/client_assertion.h"
#include "tools/tenant/identity_metadata.h"
#include "tools/tenant/identity_request.h"
#include "tools/tenant/resources.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

constexpr char kAssertionType[] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

bool IsConcrete(absl::string_view tenant) {
  return absl::EqualsIgnoreCase(tenant, kTenantId) || absl::EqualsIgnoreCase(tenant, kTenantDomain);
}

std::optional<OAuthError> CheckTenant(absl::string_view tenant) {
  if (!IsTenant(tenant)) return UnknownTenant(tenant);
  if (IsConcrete(tenant)) return std::nullopt;
  return OAuthError{.error = "invalid_request",
                    .code = 50059,
                    .text =
                        "No tenant-identifying information found in either the request or implied "
                        "by any provided credentials."};
}

// The API that is asked for, or what is wrong with the scope.
std::variant<std::string, OAuthError> ReadResource(const Call& call) {
  std::string resource;
  if (IsVersion1(call)) {
    resource = Field(call, "resource");
    if (resource.empty()) return MissingParameter("resource");
  } else {
    const std::string scope = Field(call, "scope");
    if (scope.empty()) return MissingParameter("scope");
    if (!absl::EndsWith(scope, "/.default") || absl::StrContains(scope, " ")) {
      return OAuthError{
          .error = "invalid_scope",
          .code = 1002012,
          .text = absl::StrCat("The provided value for scope ", scope,
                               " is not valid. Client credential flows must have a scope value "
                               "with /.default suffixed to the resource identifier (application "
                               "ID URI).")};
    }
    resource = std::string(absl::StripSuffix(scope, "/.default"));
  }
  if (FindResource(resource) == nullptr) return UnknownResource(resource);
  return resource;
}

OAuthError BadSecret(absl::string_view app_id, Match match) {
  if (match == Match::kExpired) {
    return {.error = "invalid_client",
            .code = 7000222,
            .text = absl::StrCat("The provided client secret keys for app '", app_id,
                                 "' are expired. Visit the Azure portal to create new keys for "
                                 "your app: https://aka.ms/NewClientSecret, or consider using "
                                 "certificate credentials for added security."),
            .status = 401};
  }
  return {.error = "invalid_client",
          .code = 7000215,
          .text = absl::StrCat("Invalid client secret provided. Ensure the secret being sent in "
                               "the request is the client secret value, not the client secret ID, "
                               "for a secret added to app '",
                               app_id, "'."),
          .status = 401};
}

// How the app proved itself, or why it did not.
std::variant<Proof, OAuthError> Prove(Call& call, const Entity& holder, absl::string_view app_id) {
  const std::string assertion = Field(call, "client_assertion");
  const std::string secret = Field(call, "client_secret");
  if (!assertion.empty()) {
    if (Field(call, "client_assertion_type") != kAssertionType) {
      return OAuthError{.error = "invalid_request",
                        .code = 900144,
                        .text = absl::StrCat("The request body must contain the following "
                                             "parameter: 'client_assertion_type' with value '",
                                             kAssertionType, "'.")};
    }
    if (auto error = CheckAssertion(call, holder, app_id, assertion)) return *std::move(error);
    return Proof::kCertificate;
  }
  if (secret.empty()) {
    return OAuthError{.error = "invalid_client",
                      .code = 7000216,
                      .text =
                          "'client_assertion', 'client_secret' or 'request' is required for "
                          "the 'client_credentials' grant type.",
                      .status = 401};
  }
  const Match match = MatchSecret(holder, secret, call.clock().Now());
  if (match != Match::kMatches) return BadSecret(app_id, match);
  return Proof::kSecret;
}

OAuthError NoPrincipal(absl::string_view app_id) {
  return {.error = "unauthorized_client",
          .code = 7000229,
          .text = absl::StrCat("The client application ", app_id,
                               " is missing service principal in the tenant ", kTenantId,
                               ". See instructions here: "
                               "https://go.microsoft.com/fwlink/?linkid=2225119")};
}

}  // namespace

http::Response RedeemClientCredentials(Call& call) {
  if (auto error = CheckTenant(call.parameters["tenant"])) return Refuse(call, *error);
  const std::string app_id = Field(call, "client_id");
  if (app_id.empty()) return Refuse(call, MissingParameter("client_id"));
  const App* app = FindApp(call, app_id);
  if (app == nullptr) return Refuse(call, UnknownApp(app_id));
  // An app that is registered nowhere here has no credentials, and no secret fits it.
  const Entity none;
  const Entity* holder = FindCredentialHolder(call.state(), app_id);
  auto proof = Prove(call, holder != nullptr ? *holder : none, app->id);
  if (auto* error = std::get_if<OAuthError>(&proof)) return Refuse(call, *error);
  auto resource = ReadResource(call);
  if (auto* error = std::get_if<OAuthError>(&resource)) return Refuse(call, *error);
  const std::string& name = std::get<std::string>(resource);
  auto principal = FindAppPrincipal(call.state(), app->id, *FindResource(name));
  if (!principal.has_value()) return Refuse(call, NoPrincipal(app->id));
  principal->proof = std::get<Proof>(proof);
  const absl::Duration lifetime = call.authority().options().token_lifetime;
  json::Value body = TokenAnswer(call, name, lifetime);
  body.Set("access_token", call.authority().IssueAppToken(*principal, name, lifetime));
  return Json(200, body);
}

}  // namespace o365::tenant
