#include "services/aad/app_manifest.h"

#include <utility>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/aad/app_options.h"

namespace o365::aad {
namespace {

// Members of the older format and where they are in Graph's; a path of one or two names.
struct Renamed {
  absl::string_view from;
  absl::string_view into, member;
};
constexpr Renamed kRenamed[] = {
    {"name", "", "displayName"},
    {"allowPublicClient", "", "isFallbackPublicClient"},
    {"acceptMappedClaims", "api", "acceptMappedClaims"},
    {"knownClientApplications", "api", "knownClientApplications"},
    {"accessTokenAcceptedVersion", "api", "requestedAccessTokenVersion"},
    {"logoUrl", "info", "logoUrl"},
    {"logoutUrl", "web", "logoutUrl"},
    {"signInUrl", "web", "homePageUrl"}};
constexpr Renamed kInformationalUrls[] = {{"termsOfService", "info", "termsOfServiceUrl"},
                                          {"support", "info", "supportUrl"},
                                          {"privacy", "info", "privacyStatementUrl"},
                                          {"marketing", "info", "marketingUrl"}};

// What the service sets itself, what cannot be copied, and what Graph does not know.
constexpr absl::string_view kDropped[] = {"id",
                                          "appId",
                                          "publisherDomain",
                                          "createdDateTime",
                                          "deletedDateTime",
                                          "verifiedPublisher",
                                          "applicationTemplateId",
                                          "certification",
                                          "uniqueName",
                                          "disabledByMicrosoftStatus",
                                          "passwordCredentials",
                                          "keyCredentials",
                                          "errorUrl",
                                          "oauth2RequirePostResponse",
                                          "oauth2AllowUrlPathMatching",
                                          "orgRestrictions",
                                          "samlMetadataUrl",
                                          "@odata.context"};

void SetIn(json::Value& app, absl::string_view into, absl::string_view member, json::Value value) {
  if (into.empty()) {
    app.Set(member, std::move(value));
    return;
  }
  json::Value inner = app[into];
  inner.Set(member, std::move(value));
  app.Set(into, std::move(inner));
}

void Move(json::Value& app, const Renamed& row) {
  const json::Value* found = app.Find(row.from);
  if (found == nullptr) return;
  json::Value value = *found;
  app.Erase(row.from);
  if (!value.is_null()) SetIn(app, row.into, row.member, std::move(value));
}

// "replyUrlsWithType": [{"url": ..., "type": "Web"}] of the older format, by platform.
void MoveReplyUrls(json::Value& app) {
  const json::Value urls = app["replyUrlsWithType"];
  app.Erase("replyUrlsWithType");
  for (const auto& [type, platform] :
       {std::pair("Web", "web"), {"Spa", "spa"}, {"InstalledClient", "publicClient"}}) {
    json::Value list = json::Value::Array();
    for (const json::Value& url : urls.elements()) {
      if (url["type"].AsString() == type) list.Append(url["url"]);
    }
    if (!list.elements().empty()) SetIn(app, platform, "redirectUris", std::move(list));
  }
}

void MoveImplicitGrant(json::Value& app) {
  json::Value settings = json::Value::Object();
  for (const auto& [from, to] : {std::pair("oauth2AllowImplicitFlow", "enableAccessTokenIssuance"),
                                 {"oauth2AllowIdTokenImplicitFlow", "enableIdTokenIssuance"}}) {
    if (app.Find(from) != nullptr) settings.Set(to, app[from]);
    app.Erase(from);
  }
  if (!settings.members().empty()) SetIn(app, "web", "implicitGrantSettings", std::move(settings));
}

// Elements of a list without members that Graph does not take.
json::Value Without(const json::Value& list, std::initializer_list<absl::string_view> members) {
  json::Value out = json::Value::Array();
  for (json::Value element : list.elements()) {
    for (absl::string_view member : members) element.Erase(member);
    out.Append(std::move(element));
  }
  return out;
}

void FromOlderFormat(json::Value& app) {
  for (const Renamed& row : kRenamed) Move(app, row);
  const json::Value urls = app["informationalUrls"];
  app.Erase("informationalUrls");
  for (const Renamed& row : kInformationalUrls) {
    if (!urls[row.from].is_null()) SetIn(app, row.into, row.member, urls[row.from]);
  }
  if (app.Find("replyUrlsWithType") != nullptr) MoveReplyUrls(app);
  MoveImplicitGrant(app);
  if (app.Find("oauth2Permissions") != nullptr) {
    SetIn(app, "api", "oauth2PermissionScopes",
          Without(app["oauth2Permissions"], {"lang", "origin"}));
    app.Erase("oauth2Permissions");
  }
  if (app.Find("appRoles") != nullptr)
    app.Set("appRoles", Without(app["appRoles"], {"lang", "origin"}));
  if (app.Find("preAuthorizedApplications") == nullptr) return;
  json::Value trusted = json::Value::Array();
  for (const json::Value& each : app["preAuthorizedApplications"].elements())
    trusted.Append(json::Value::Object(
        {{"appId", each["appId"]}, {"delegatedPermissionIds", each["permissionIds"]}}));
  app.Erase("preAuthorizedApplications");
  SetIn(app, "api", "preAuthorizedApplications", std::move(trusted));
}

void DropWhatOptionsSay(const cli::Args& args, json::Value& app) {
  if (args.Has(kApisDelegated) || args.Has(kApisApplication)) app.Erase("requiredResourceAccess");
  if (args.On(kMultitenantApp)) app.Erase("signInAudience");
  if (args.On(kPublicClientFlows)) app.Erase("isFallbackPublicClient");
  const auto erase_in = [&](absl::string_view into, absl::string_view member) {
    if (json::Value* inner = app.FindMutable(into)) inner->Erase(member);
  };
  if (args.Has(kPlatform)) {
    for (absl::string_view platform : kUriPlatforms) erase_in(platform, "redirectUris");
  }
  if (args.On(kImplicitFlow)) erase_in("web", "implicitGrantSettings");
  if (args.Has(kUri)) app.Erase("identifierUris");
  if (args.Has(kScopeName)) erase_in("api", "oauth2PermissionScopes");
}

std::vector<std::string> SecretNames(const json::Value& app) {
  std::vector<std::string> names;
  for (const json::Value& secret : app["passwordCredentials"].elements()) {
    const std::string& name = secret["displayName"].AsString();
    names.push_back(name.empty() ? "Default" : name);
  }
  return names;
}

}  // namespace

absl::StatusOr<Manifest> ReadManifest(const cli::Args& args) {
  Manifest manifest;
  if (!args.Has(kManifest)) return manifest;
  ASSIGN_OR_RETURN(json::Value app, json::Parse(args[kManifest]));
  if (!app.is_object()) return base::UsageError("option '--manifest' takes a JSON object");
  if (app.Find("displayName") == nullptr) FromOlderFormat(app);
  manifest.name = app["displayName"].AsString();
  if (manifest.name.empty())
    return base::UsageError("the manifest does not name the app: 'displayName' is missing");
  manifest.secrets = SecretNames(app);
  for (absl::string_view member : kDropped) app.Erase(member);
  DropWhatOptionsSay(args, app);

  const json::Value trusted = app.At({"api", "preAuthorizedApplications"});
  if (json::Value* api = app.FindMutable("api")) api->Erase("preAuthorizedApplications");
  if (!app.members().empty()) manifest.changes.push_back(app);
  if (!trusted.elements().empty()) {
    manifest.changes.push_back(json::Value::Object(
        {{"api", json::Value::Object({{"preAuthorizedApplications", trusted}})}}));
  }
  return manifest;
}

}  // namespace o365::aad
