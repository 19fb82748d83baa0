#include "services/aad/app_change.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "common/base/list.h"
#include "common/base/random.h"
#include "common/base/status_macros.h"
#include "common/cli/run_call.h"
#include "common/http/url.h"
#include "common/odata/graph.h"
#include "services/aad/app_manifest.h"
#include "services/aad/app_options.h"
#include "services/aad/app_permission.h"
#include "services/aad/app_registration.h"

namespace o365::aad {
namespace {

// Apps are created and changed below this name of the tenant.
std::string Base() { return absl::StrCat(odata::kGraph, "/myorganization"); }

json::Value Texts(const std::vector<std::string>& parts) {
  return json::Value::Array(std::vector<json::Value>(parts.begin(), parts.end()));
}

PermissionNames NamesIn(const cli::Args& args) {
  return {.delegated = base::SplitNonEmpty(args[kApisDelegated]),
          .application = base::SplitNonEmpty(args[kApisApplication])};
}

// Where the Microsoft Authentication Library of the platform expects to be returned to (Microsoft
// Learn: "Redirect URI (reply URL) restrictions and limitations", "Configure redirect URIs").
std::vector<std::string> BrokerUris(const cli::Args& args) {
  const std::string& id = args[kBundleId];
  if (args[kPlatform] == "android")
    return {absl::StrCat("msauth://", id, "/", http::PercentEncode(args[kSignatureHash]))};
  return {absl::StrCat("msauth://code/msauth.", id, "%3A%2F%2Fauth"),
          absl::StrCat("msauth.", id, "://auth")};
}

// The members about signing in.
void SetPlatform(const cli::Args& args, json::Value& app) {
  const std::string& platform = args[kPlatform];
  const bool broker = platform == "apple" || platform == "android";
  std::vector<std::string> uris = base::SplitNonEmpty(args[kRedirectUris]);
  if (broker) {
    for (std::string& uri : BrokerUris(args)) uris.push_back(std::move(uri));
  }
  if (!uris.empty())
    app.Set(broker ? "publicClient" : platform,
            json::Value::Object({{"redirectUris", Texts(uris)}}));
  if (args.On(kImplicitFlow)) {
    json::Value web = app["web"];
    web.Set("implicitGrantSettings", json::Value::Object({{"enableAccessTokenIssuance", true},
                                                          {"enableIdTokenIssuance", true}}));
    app.Set("web", std::move(web));
  }
  if (args.On(kPublicClientFlows)) app.Set("isFallbackPublicClient", true);
}

absl::StatusOr<json::Value> NewApp(const cli::Args& args, const std::string& name,
                                   const Permissions& permissions) {
  json::Value app = json::Value::Object(
      {{"displayName", name},
       {"signInAudience", args.On(kMultitenantApp) ? "AzureADMultipleOrgs" : "AzureADMyOrg"}});
  if (!permissions.apis.empty())
    app.Set("requiredResourceAccess", AddRequired(json::Value::Array(), permissions.apis));
  SetPlatform(args, app);
  ASSIGN_OR_RETURN(json::Value certificate, KeyCredential(args));
  if (!certificate.is_null())
    app.Set("keyCredentials", json::Value::Array({std::move(certificate)}));
  for (const auto& [option, value] : args.unknown()) app.Set(option, value);
  return app;
}

// The application ID URI, and the permission that the app offers.
json::Value OfferedScope(const cli::Args& args, const std::string& app_id) {
  json::Value changes = json::Value::Object();
  changes.Set("identifierUris", Texts({absl::StrReplaceAll(args[kUri], {{"_appId_", app_id}})}));
  if (!args.Has(kScopeName)) return changes;
  const bool users = args[kScopeConsentBy] == "adminsAndUsers";
  json::Value scope = json::Value::Object({{"adminConsentDescription", args[kScopeDescription]},
                                           {"adminConsentDisplayName", args[kScopeDisplayName]},
                                           {"id", base::NewGuid()},
                                           {"type", users ? "User" : "Admin"},
                                           {"value", args[kScopeName]}});
  changes.Set("api", json::Value::Object(
                         {{"oauth2PermissionScopes", json::Value::Array({std::move(scope)})}}));
  return changes;
}

// A secret that the service makes up and shows only now.
absl::StatusOr<json::Value> AddSecret(odata::Rest& graph, const std::string& object_id,
                                      const std::string& name, absl::Time expires) {
  http::Request request;
  request.method = "POST";
  request.url = absl::StrCat(AppUrl(object_id), "/addPassword");
  request.headers.Set("Content-Type", "application/json");
  request.body = json::Write(json::Value::Object(
      {{"passwordCredential",
        json::Value::Object({{"displayName", name},
                             {"endDateTime", absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", expires,
                                                              absl::UTCTimeZone())}})}}));
  request.secret_answer = true;
  ASSIGN_OR_RETURN(const json::Value secret, graph.Send(std::move(request)));
  return json::Value::Object({{"displayName", name}, {"value", secret["secretText"]}});
}

absl::Time InAYear(absl::Time now) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  const absl::CivilSecond today = absl::ToCivilSecond(now, utc);
  return absl::FromCivil(absl::CivilSecond(today.year() + 1, today.month(), today.day(),
                                           today.hour(), today.minute(), today.second()),
                         utc);
}

absl::StatusOr<json::Value> AddSecrets(cli::Context& context, odata::Rest& graph,
                                       const cli::Args& args, const Manifest& manifest,
                                       const std::string& object_id) {
  const absl::Time expires = InAYear(context.clock.Now());
  std::vector<std::string> names = manifest.secrets;
  if (args.On(kWithSecret)) names.push_back("Default");
  json::Value secrets = json::Value::Array();
  for (const std::string& name : names) {
    ASSIGN_OR_RETURN(json::Value secret, AddSecret(graph, object_id, name, expires));
    secrets.Append(std::move(secret));
  }
  return secrets;
}

absl::Status Consent(odata::Rest& graph, const std::string& app_id,
                     const Permissions& permissions) {
  ASSIGN_OR_RETURN(const std::string principal, CreatePrincipal(graph, Base(), app_id));
  return GrantConsent(graph, Base(), principal, permissions.apis);
}

// Everything about the new app that is no part of its creation.
absl::StatusOr<json::Value> Finish(cli::Context& context, const cli::Args& args,
                                   const json::Value& app, const Manifest& manifest,
                                   const Permissions& permissions) {
  odata::Rest graph = cli::GraphRest(context);
  const std::string& id = app["id"].AsString();
  const std::string& app_id = app["appId"].AsString();
  for (const json::Value& changes : manifest.changes) RETURN_IF_ERROR(PatchApp(graph, id, changes));
  if (args.On(kGrantAdminConsent) && !permissions.apis.empty())
    RETURN_IF_ERROR(Consent(graph, app_id, permissions));
  // What a manifest asks for has ids only; `app permission add` finds whose they are.
  if (args.On(kGrantAdminConsent) && permissions.apis.empty())
    context.terminal.Say(
        "no consent was granted: neither --apisDelegated nor --apisApplication names permissions; "
        "grant those of a manifest with: aad app permission add --grantAdminConsent");
  if (args.Has(kUri)) RETURN_IF_ERROR(PatchApp(graph, id, OfferedScope(args, app_id)));
  ASSIGN_OR_RETURN(json::Value secrets, AddSecrets(context, graph, args, manifest, id));

  ASSIGN_OR_RETURN(const auth::Connection connection, context.session.Connected());
  json::Value out = json::Value::Object(
      {{"appId", app_id}, {"objectId", id}, {"tenantId", connection.tenant_id}});
  if (!secrets.elements().empty()) out.Set("secrets", std::move(secrets));
  return out;
}

std::vector<std::string> UrisOf(const json::Value& app, absl::string_view platform) {
  std::vector<std::string> uris;
  for (const json::Value& uri : app.At({platform, "redirectUris"}).elements())
    uris.push_back(uri.AsString());
  return uris;
}

// All platforms with their redirect URIs, changed as the options say.
json::Value ChangedUris(const json::Value& app, const cli::Args& args) {
  const std::vector<std::string> gone = base::SplitNonEmpty(args[kUrisToRemove]);
  json::Value changes = json::Value::Object();
  for (const char* platform : {"publicClient", "spa", "web"}) {
    std::vector<std::string> uris = UrisOf(app, platform);
    std::erase_if(uris, [&](const std::string& uri) {
      return std::find(gone.begin(), gone.end(), uri) != gone.end();
    });
    if (args[kUriPlatform] == platform) {
      for (const std::string& uri : base::SplitNonEmpty(args[kRedirectUris])) {
        if (std::find(uris.begin(), uris.end(), uri) == uris.end()) uris.push_back(uri);
      }
    }
    changes.Set(platform, json::Value::Object({{"redirectUris", Texts(uris)}}));
  }
  return changes;
}

absl::Status SetRedirectUris(odata::Rest& graph, const std::string& id, const cli::Args& args) {
  if (!args.Has(kRedirectUris) && !args.Has(kUrisToRemove)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const json::Value app, graph.Get(AppUrl(id)));
  return PatchApp(graph, id, ChangedUris(app, args));
}

absl::Status AddCertificate(odata::Rest& graph, const std::string& id, const cli::Args& args) {
  ASSIGN_OR_RETURN(json::Value certificate, KeyCredential(args));
  if (certificate.is_null()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const json::Value app,
                   graph.Get(absl::StrCat(AppUrl(id), "?$select=keyCredentials")));
  std::vector<json::Value> all = app["keyCredentials"].elements();
  all.push_back(std::move(certificate));
  return PatchApp(graph, id,
                  json::Value::Object({{"keyCredentials", json::Value::Array(std::move(all))}}));
}

}  // namespace

absl::Status CheckAddOptions(const cli::Args& args) {
  const std::string& platform = args[kPlatform];
  const bool broker = platform == "apple" || platform == "android";
  const auto refuse = [&](const cli::Option& option) {
    return base::UsageError(
        absl::StrCat("option '--platform ", platform, "' needs '--", option.name, "'"));
  };
  if (broker && !args.Has(kBundleId)) return refuse(kBundleId);
  if (platform == "android" && !args.Has(kSignatureHash)) return refuse(kSignatureHash);
  if (args.Has(kManifest)) RETURN_IF_ERROR(ReadManifest(args).status());
  return CheckPermissionNames(NamesIn(args));
}

absl::StatusOr<json::Value> AddApp(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const Manifest manifest, ReadManifest(args));
  odata::Rest graph = cli::GraphRest(context);
  Permissions permissions;
  if (const PermissionNames names = NamesIn(args); !names.empty()) {
    ASSIGN_OR_RETURN(permissions, ResolvePermissions(graph, Base(), names, ""));
  }
  const std::string& name = manifest.name.empty() ? args[kNewName] : manifest.name;
  ASSIGN_OR_RETURN(const json::Value body, NewApp(args, name, permissions));
  ASSIGN_OR_RETURN(const json::Value app,
                   graph.SendJson("POST", absl::StrCat(Base(), "/applications"), body));
  absl::StatusOr<json::Value> made = Finish(context, args, app, manifest, permissions);
  if (!made.ok())
    return base::Annotate(made.status(), absl::StrCat("app '", app["appId"].AsString(),
                                                      "' was created, but not completely"));
  if (args.On(kSave)) NoteApp(context, app["appId"].AsString(), name);
  return made;
}

absl::StatusOr<json::Value> SetApp(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const std::string id, FindAppObjectId(context, args));
  odata::Rest graph = cli::GraphRest(context);
  if (!args.unknown().empty()) {
    json::Value changes = json::Value::Object();
    for (const auto& [option, value] : args.unknown()) changes.Set(option, value);
    RETURN_IF_ERROR(PatchApp(graph, id, changes));
  }
  if (args.Has(kUris)) {
    RETURN_IF_ERROR(PatchApp(
        graph, id,
        json::Value::Object({{"identifierUris", Texts(base::SplitNonEmpty(args[kUris]))}})));
  }
  RETURN_IF_ERROR(SetRedirectUris(graph, id, args));
  if (args.Has(kSetPublicClientFlows)) {
    RETURN_IF_ERROR(PatchApp(
        graph, id,
        json::Value::Object({{"isFallbackPublicClient", args.On(kSetPublicClientFlows)}})));
  }
  RETURN_IF_ERROR(AddCertificate(graph, id, args));
  return json::Value();
}

}  // namespace o365::aad
