#include "tools/tenant/authority.h"

#include <openssl/rand.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "common/base/status_macros.h"
#include "tools/tenant/cloud.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/platform_state.h"
#include "tools/tenant/resources.h"

namespace o365::tenant {
namespace {

constexpr int kUserCodeLength = 9;
// The platform's codes hold no vowels and nothing that is mistaken for something else.
constexpr absl::string_view kUserCodeAlphabet = "BCDFGHJKLMNPQRSTVWXZ23456789";
// "Global Administrator" in "Microsoft Entra built-in roles".
constexpr char kGlobalAdministrator[] = "62e90394-69f5-4237-9190-012177145e10";

std::string RandomBytes(size_t size) {
  std::string bytes(size, '\0');
  RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(size));
  return bytes;
}

std::string NewUserCode() {
  std::string code;
  for (const char byte : RandomBytes(kUserCodeLength)) {
    code += kUserCodeAlphabet[static_cast<unsigned char>(byte) % kUserCodeAlphabet.size()];
  }
  return code;
}

std::string Permissions(const Resource& resource) {
  return absl::StrJoin(resource.permissions, " ",
                       [](std::string* out, const Permission& p) { absl::StrAppend(out, p.name); });
}

// Tells the refresh tokens of the clouds apart.
std::string RefreshPrefix(absl::string_view cloud) {
  return absl::StrCat("1.", cloud, cloud.empty() ? "A" : ".A");
}

Caller AppCaller(const json::Value& claims) {
  Caller caller{
      .upn = "",
      .object_id = claims["oid"].AsString(),
      .app_id = claims["appid"].AsString(),
      .audience = claims["aud"].AsString(),
      .is_app = true,
      .proof = claims["appidacr"].AsString() == "2" ? Proof::kCertificate : Proof::kSecret,
      .token_id = claims["uti"].AsString()};
  for (const json::Value& role : claims["roles"].elements()) {
    caller.roles.push_back(role.AsString());
  }
  return caller;
}

}  // namespace

bool Caller::HasRole(absl::string_view role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

Authority::Authority(base::Clock& clock, SigningKey key, AuthorityOptions options)
    : clock_(clock),
      key_(std::move(key)),
      options_(options),
      platform_(std::make_shared<PlatformState>()) {}

void Authority::AddApp(App app) { apps_.push_back(std::move(app)); }
void Authority::AddAccount(Account account) { accounts_.push_back(std::move(account)); }

const App* Authority::FindApp(absl::string_view id) const {
  for (const App& app : apps_) {
    if (absl::EqualsIgnoreCase(app.id, id)) return &app;
  }
  return nullptr;
}

const Account* Authority::FindAccount(absl::string_view upn) const {
  for (const Account& account : accounts_) {
    if (absl::EqualsIgnoreCase(account.upn, upn)) return &account;
  }
  return nullptr;
}

bool Authority::HasConsent(const Account& account, const App& app) const {
  return app.first_party || consents_.count({account.upn, app.id}) > 0;
}

void Authority::Consent(const Account& account, const App& app) {
  consents_.insert({account.upn, app.id});
}

const DeviceSignIn& Authority::StartDeviceSignIn(const App& app, absl::string_view scope) {
  DeviceSignIn sign_in{.device_code = absl::StrCat("DAQABIQEAAAD", Base64Url(RandomBytes(96))),
                       .user_code = NewUserCode(),
                       .app_id = app.id,
                       .scope = std::string(scope),
                       .expires = clock_.Now() + options_.device_code_lifetime,
                       .interval = options_.poll_interval,
                       .upn = ""};
  const std::string key = sign_in.device_code;
  return sign_ins_.emplace(key, std::move(sign_in)).first->second;
}

DeviceSignIn* Authority::FindByUserCode(absl::string_view user_code) {
  std::string wanted;
  for (const char c : user_code) {
    if (c != '-' && !absl::ascii_isspace(static_cast<unsigned char>(c))) {
      wanted += absl::ascii_toupper(static_cast<unsigned char>(c));
    }
  }
  for (auto& [code, sign_in] : sign_ins_) {
    if (sign_in.user_code == wanted) return &sign_in;
  }
  return nullptr;
}

DeviceSignIn* Authority::FindByDeviceCode(absl::string_view device_code) {
  const auto found = sign_ins_.find(std::string(device_code));
  return found == sign_ins_.end() ? nullptr : &found->second;
}

bool Authority::IsExpired(const DeviceSignIn& sign_in) { return clock_.Now() >= sign_in.expires; }

json::Value Authority::BaseClaims(absl::string_view object_id, absl::Duration lifetime) {
  const int64_t now = absl::ToUnixSeconds(clock_.Now());
  return json::Value::Object({{"iat", now},
                              {"nbf", now},
                              {"exp", now + absl::ToInt64Seconds(lifetime)},
                              {"oid", object_id},
                              {"tid", kTenantId},
                              {"uti", Base64Url(RandomBytes(16))}});
}

// The claims that "Access token claims reference" lists for version 1.0 tokens, which is what
// Microsoft's own APIs ask for.
std::string Authority::IssueAccessToken(const Account& account, const App& app,
                                        absl::string_view resource, const TokenWish& wish) {
  json::Value claims = BaseClaims(account.object_id, Lifetime(resource, wish));
  claims.Set("name", account.name);
  claims.Set("aud", resource);
  claims.Set("iss", absl::StrCat("https://sts.windows.net/", kTenantId, "/"));
  claims.Set("acct", 0);
  claims.Set("acr", "1");
  claims.Set("amr", json::Value::Array({"pwd"}));
  claims.Set("app_displayname", app.name);
  claims.Set("appid", app.id);
  claims.Set("appidacr", "0");
  claims.Set("idtyp", "user");
  claims.Set("ipaddr", "127.0.0.1");
  claims.Set("scp",
             wish.permissions.empty() ? Permissions(*FindResource(resource)) : wish.permissions);
  claims.Set("sub", Base64Url(StableGuid(absl::StrCat(account.upn, resource))));
  claims.Set("unique_name", account.upn);
  claims.Set("upn", account.upn);
  claims.Set("ver", "1.0");
  if (wish.is_capable) claims.Set("xms_cc", json::Value::Array({"CP1"}));
  if (account.administrator) claims.Set("wids", json::Value::Array({kGlobalAdministrator}));
  return SignAccessToken(claims);
}

std::string Authority::IssueAppToken(const AppPrincipal& app, absl::string_view resource,
                                     absl::Duration lifetime) {
  json::Value claims = BaseClaims(app.object_id, lifetime);
  claims.Set("aud", resource);
  claims.Set("iss", absl::StrCat("https://sts.windows.net/", kTenantId, "/"));
  claims.Set("app_displayname", app.name);
  claims.Set("appid", app.app_id);
  claims.Set("appidacr", absl::StrCat(static_cast<int>(app.proof)));
  claims.Set("idp", absl::StrCat("https://sts.windows.net/", kTenantId, "/"));
  claims.Set("idtyp", "app");
  claims.Set("sub", app.object_id);
  claims.Set("ver", "1.0");
  if (!app.roles.empty()) {
    claims.Set("roles",
               json::Value::Array(std::vector<json::Value>(app.roles.begin(), app.roles.end())));
  }
  if (!app.managed_identity.empty()) claims.Set("xms_mirid", app.managed_identity);
  return SignAccessToken(claims);
}

std::string Authority::SignAccessToken(const json::Value& claims) {
  const absl::Time now = clock_.Now();
  std::erase_if(live_tokens_, [now](const auto& token) { return token.second < now; });
  live_tokens_[claims["uti"].AsString()] = absl::FromUnixSeconds(claims["exp"].AsInt().value_or(0));
  // Tokens name the hosts of their own cloud, and no other cloud takes them.
  const std::string& cloud = platform_->cloud;
  if (cloud.empty()) return key_.Sign(claims);
  auto translated = json::Parse(FromGlobal(cloud, json::Write(claims)));
  if (!translated.ok()) return "";
  translated->Set("cloud", cloud);
  return key_.Sign(*translated);
}

// "Continuous access evaluation": tokens of clients that can be challenged live up to 28 hours.
absl::Duration Authority::Lifetime(absl::string_view resource, const TokenWish& wish) const {
  constexpr absl::Duration kLong = absl::Hours(26);
  const Resource* api = FindResource(resource);
  const bool is_long = wish.is_capable && !options_.fixed_lifetime && api != nullptr &&
                       absl::string_view(api->app_id) == kGraphAppId;
  return is_long ? kLong : options_.token_lifetime;
}

// "ID token claims reference", version 2.0.
std::string Authority::IssueIdToken(const Account& account, const App& app,
                                    absl::string_view nonce) {
  json::Value claims = BaseClaims(account.object_id, options_.token_lifetime);
  claims.Set("name", account.name);
  if (!nonce.empty()) claims.Set("nonce", nonce);
  claims.Set("aud", app.id);
  claims.Set("iss", absl::StrCat("https://login.microsoftonline.com/", kTenantId, "/v2.0"));
  claims.Set("preferred_username", account.upn);
  claims.Set("sub", Base64Url(StableGuid(absl::StrCat(account.upn, app.id))));
  claims.Set("upn", account.upn);
  claims.Set("ver", "2.0");
  return key_.Sign(claims);
}

std::string Authority::IssueRefreshToken(const Account& account, const App& app,
                                         absl::string_view scope) {
  std::string token = absl::StrCat(RefreshPrefix(platform_->cloud), Base64Url(RandomBytes(120)));
  refresh_grants_[token] = {
      .app_id = app.id, .upn = account.upn, .scope = std::string(scope), .issued = clock_.Now()};
  return token;
}

const RefreshGrant* Authority::FindRefreshGrant(absl::string_view token) const {
  if (!absl::StartsWith(token, RefreshPrefix(platform_->cloud))) return nullptr;
  const auto found = refresh_grants_.find(std::string(token));
  return found == refresh_grants_.end() ? nullptr : &found->second;
}

absl::StatusOr<Caller> Authority::Verify(absl::string_view access_token) {
  absl::StatusOr<json::Value> claims = key_.Verify(access_token);
  if (!claims.ok()) return absl::InvalidArgumentError(claims.status().message());
  const std::string& cloud = platform_->cloud;
  if ((*claims)["cloud"].AsString() != cloud) {
    return absl::InvalidArgumentError("the token is of another cloud");
  }
  if (!cloud.empty()) claims = json::Parse(ToGlobal(cloud, json::Write(*claims)));
  if (!claims.ok()) return absl::InvalidArgumentError(claims.status().message());
  const absl::Time expires = absl::FromUnixSeconds((*claims)["exp"].AsInt().value_or(0));
  if (clock_.Now() >= expires || expired_early_.count((*claims)["uti"].AsString()) > 0) {
    return absl::UnauthenticatedError("the token is expired");
  }
  if ((*claims)["idtyp"].AsString() == "app") return AppCaller(*claims);
  const Account* account = FindAccount((*claims)["upn"].AsString());
  if (account == nullptr || !(*claims)["appid"].is_string()) {
    return absl::InvalidArgumentError("not an access token");
  }
  return Caller{.upn = account->upn,
                .object_id = account->object_id,
                .app_id = (*claims)["appid"].AsString(),
                .audience = (*claims)["aud"].AsString(),
                .administrator = account->administrator,
                .token_id = (*claims)["uti"].AsString()};
}

void Authority::ExpireAccessTokens() {
  for (const auto& [uti, expiry] : live_tokens_) expired_early_.insert(uti);
  live_tokens_.clear();
}

int Authority::RevokeRefreshTokens(const Account& account) {
  int revoked = 0;
  for (auto& [token, grant] : refresh_grants_) {
    if (grant.upn != account.upn || grant.revoked) continue;
    grant.revoked = true;
    ++revoked;
  }
  return revoked;
}

json::Value Authority::Keys() const { return json::Value::Array({key_.ToJwk()}); }

}  // namespace o365::tenant
