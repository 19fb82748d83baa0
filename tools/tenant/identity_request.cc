#include "tools/tenant/identity_request.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/claims_challenge.h"
#include "tools/tenant/identity_metadata.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

// What is asked for, as a scope. Version 1.0 names a resource, and always gives a refresh token.
std::string AskedScope(const Call& call) {
  if (!IsVersion1(call)) return Field(call, "scope");
  const std::string resource = Field(call, "resource");
  if (resource.empty()) return "";
  return absl::StrCat(resource, "/.default openid offline_access");
}

json::Value ClientInfo(const Account& account) {
  return Base64Url(
      json::Write(json::Value::Object({{"uid", account.object_id}, {"utid", kTenantId}})));
}

}  // namespace

std::string Field(const Call& call, absl::string_view name) {
  for (const auto& [key, value] : call.Form()) {
    if (key == name) return value;
  }
  // ADAL for Node puts client_id and resource of device code requests into the form as well; the
  // query holds api-version only.
  return "";
}

bool IsVersion1(const Call& call) { return !absl::StrContains(call.path, "/v2.0/"); }

std::variant<Client, OAuthError> ReadClient(Call& call, absl::string_view default_scope) {
  const std::string tenant = call.parameters["tenant"];
  if (!IsTenant(tenant)) return UnknownTenant(tenant);
  const std::string id = Field(call, "client_id");
  if (id.empty()) return MissingParameter("client_id");
  const App* app = FindApp(call, id);
  if (app == nullptr) return UnknownApp(id);
  std::string text = AskedScope(call);
  if (text.empty()) text = std::string(default_scope);
  if (text.empty() && !IsVersion1(call)) return MissingParameter("scope");
  auto scope = ReadScope(text);
  if (auto* error = std::get_if<OAuthError>(&scope)) return *std::move(error);
  return Client{.app = app, .scope = std::get<Scope>(std::move(scope)), .scope_text = text};
}

const App* FindApp(Call& call, absl::string_view id) {
  if (const App* known = call.authority().FindApp(id)) return known;
  const Entity* registered = call.state().directory.Of("application").FindBy("appId", id);
  if (registered == nullptr) return nullptr;
  call.authority().AddApp({.id = registered->properties["appId"].AsString(),
                           .name = registered->properties["displayName"].AsString()});
  return call.authority().FindApp(id);
}

json::Value TokenAnswer(const Call& call, absl::string_view resource, absl::Duration lifetime) {
  const int64_t seconds = absl::ToInt64Seconds(lifetime);
  json::Value body = json::Value::Object({{"token_type", "Bearer"}});
  if (IsVersion1(call)) {
    const int64_t now = absl::ToUnixSeconds(call.clock().Now());
    body.Set("expires_in", absl::StrCat(seconds));
    body.Set("ext_expires_in", absl::StrCat(seconds));
    body.Set("expires_on", absl::StrCat(now + seconds));
    body.Set("not_before", absl::StrCat(now));
    body.Set("resource", resource);
  } else {
    body.Set("expires_in", seconds);
    body.Set("ext_expires_in", seconds);
  }
  return body;
}

http::Response Tokens(Call& call, const Client& client, const Account& account,
                      absl::string_view nonce) {
  Authority& authority = call.authority();
  const Scope& scope = client.scope;
  ClaimsRequest claims;
  if (auto error = ReadClaims(Field(call, "claims"), claims)) return Refuse(call, *error);
  const TokenWish wish = {.permissions = scope.permissions, .is_capable = claims.is_capable};
  json::Value body = TokenAnswer(call, scope.resource, authority.Lifetime(scope.resource, wish));
  body.Set("scope", absl::StrJoin(scope.granted, " "));
  const std::string token = authority.IssueAccessToken(account, *client.app, scope.resource, wish);
  NoteAnswer(call, claims, token);
  body.Set("access_token", token);
  if (scope.offline) {
    body.Set("refresh_token", authority.IssueRefreshToken(account, *client.app, client.scope_text));
  }
  if (scope.open_id) body.Set("id_token", authority.IssueIdToken(account, *client.app, nonce));
  if (Field(call, "client_info") == "1") body.Set("client_info", ClientInfo(account));
  return Json(200, body);
}

}  // namespace o365::tenant
