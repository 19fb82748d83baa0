// The part of the control API that is about the identity platform: credentials of apps, policies,
// challenges, the environment of pipelines and machines, and a person who signs in with a browser.

#include "tools/tenant/control_identity.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/app_credential.h"
#include "tools/tenant/federation.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/local_endpoints.h"
#include "tools/tenant/platform_state.h"
#include "tools/tenant/seed.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

constexpr int kMostPages = 6;  // of a sign-in

http::Response Refuse(int status, absl::string_view message) {
  return Json(status, json::Value::Object({{"error", message}}));
}

http::Response Done(absl::string_view message) {
  return Json(200, json::Value::Object({{"message", message}}));
}

Entity* Application(Call& call, const json::Value& body) {
  return call.state().directory.Of("application").FindBy("appId", body["appId"].AsString());
}

http::Response NoApplication(const json::Value& body) {
  return Refuse(404, absl::StrCat("no application has the id '", body["appId"].AsString(), "'"));
}

http::Response AddSecretTo(Call& call) {
  const json::Value body = call.Body();
  Entity* app = Application(call, body);
  if (app == nullptr) return NoApplication(body);
  return Done(AddSecret(*app, json::Value::Object({{"displayName", "o365-tenant"}}),
                        call.clock().Now())["secretText"]
                  .AsString());
}

http::Response AddCertificateTo(Call& call) {
  const json::Value body = call.Body();
  Entity* app = Application(call, body);
  if (app == nullptr) return NoApplication(body);
  const auto added = AddCertificate(*app, body["certificate"].AsString(), "o365-tenant");
  if (!added.ok()) return Refuse(400, added.status().message());
  return Done(absl::StrCat("certificate added: ", (*added)["customKeyIdentifier"].AsString()));
}

http::Response AddFederatedTo(Call& call) {
  const json::Value body = call.Body();
  Entity* app = Application(call, body);
  if (app == nullptr) return NoApplication(body);
  for (const char* name : {"issuer", "subject"}) {
    if (body[name].AsString().empty()) return Refuse(400, absl::StrCat("no ", name, " is given"));
  }
  std::string audience = body["audience"].AsString();
  if (audience.empty()) audience = kExchangeAudience;
  AddEntity(call.state(), "federatedIdentityCredential",
            json::Value::Object({{"id", base::NewGuid()},
                                 {"name", absl::StrCat("o365-tenant-", base::NewGuid())},
                                 {"issuer", body["issuer"]},
                                 {"subject", body["subject"]},
                                 {"audiences", json::Value::Array({audience})}}),
            app->id());
  return Done("federated credential added");
}

http::Response GiveFederatedToken(Call& call) {
  const json::Value body = call.Body();
  const auto or_else = [&](const char* name, const char* otherwise) {
    const std::string& given = body[name].AsString();
    return given.empty() ? std::string(otherwise) : given;
  };
  return Done(PipelineToken(
      call, {.issuer = or_else("issuer", kGitLabIssuer),
             .subject = or_else("subject", kGitLabSubject),
             .audience = or_else("audience", kExchangeAudience),
             .age = body["expired"].AsBool() ? absl::Hours(1) : absl::ZeroDuration()}));
}

http::Response SetPolicy(Call& call) {
  const bool on = call.Body()["blockDeviceCode"].AsBool();
  call.authority().platform().blocks_device_codes = on;
  return Done(on ? "device codes are blocked" : "device codes are allowed");
}

http::Response AddChallenge(Call& call) {
  const json::Value body = call.Body();
  PlatformState& platform = call.authority().platform();
  platform.met.clear();
  if (body["clear"].AsBool()) {
    platform.challenge.reset();
    return Done("nothing is challenged");
  }
  platform.challenge =
      ClaimsChallenge{.host = body["host"].AsString(),
                      .remaining = static_cast<int>(body["next"].AsInt().value_or(1)),
                      .interactive = body["interactive"].AsBool(),
                      .not_before = absl::ToUnixSeconds(call.clock().Now())};
  return Done(absl::StrCat("requests to be challenged: ", platform.challenge->remaining));
}

http::Response Environment(Call& call) {
  const std::string place = call.Query("place");
  json::Value variables = EnvironmentOf(call.tenant, place, call.Query("address"));
  if (variables.is_null()) {
    return Refuse(400, absl::StrCat("no environment '", place,
                                    "'; there are vm, appService, arc, cloudShell, azureMl, "
                                    "github, azurePipelines"));
  }
  return Json(200, json::Value::Object({{"variables", std::move(variables)}}));
}

// --- A person with a browser ---

std::string Unescape(absl::string_view html) {
  return absl::StrReplaceAll(
      html, {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}});
}

std::string Between(absl::string_view text, absl::string_view from, absl::string_view to) {
  const size_t start = text.find(from);
  if (start == absl::string_view::npos) return "";
  const absl::string_view rest = text.substr(start + from.size());
  return std::string(rest.substr(0, rest.find(to)));
}

http::FormFields HiddenFields(absl::string_view page) {
  http::FormFields fields;
  const std::vector<absl::string_view> parts = absl::StrSplit(page, "<input type=\"hidden\"");
  for (size_t i = 1; i < parts.size(); ++i) {
    fields.emplace_back(Unescape(Between(parts[i], "name=\"", "\"")),
                        Unescape(Between(parts[i], "value=\"", "\"")));
  }
  return fields;
}

// What the person fills in and which button they press.
http::FormFields FillIn(absl::string_view page, const json::Value& person) {
  http::FormFields fields = HiddenFields(page);
  if (person["deny"].AsBool()) {
    fields.emplace_back("decision", "cancel");
  } else if (absl::StrContains(page, "type=\"password\"")) {
    fields.emplace_back("account", person["user"].AsString());
    fields.emplace_back("password", person["password"].AsString());
  } else {
    fields.emplace_back("decision", Between(page, "name=\"decision\" value=\"", "\""));
  }
  return fields;
}

http::Response SignIn(Call& call) {
  const json::Value person = call.Body();
  const auto url = http::ParseUrl(person["url"].AsString());
  if (!url.ok()) return Refuse(400, url.status().message());
  http::Incoming request{
      .scheme = url->scheme, .host = url->host, .method = "GET", .target = url->Target()};
  for (int i = 0; i < kMostPages; ++i) {
    const http::Response page = call.tenant.HandleInner(request).response;
    if (page.status == 302) {
      return Json(200, json::Value::Object({{"location", page.headers.Get("Location")}}));
    }
    const std::string error = Unescape(Between(page.body, "role=\"alert\">", "</p>"));
    if (page.status != 200 || !error.empty()) {
      return Refuse(409, error.empty() ? absl::StrCat("the page answers ", page.status) : error);
    }
    request.method = "POST";
    request.body = http::EncodeForm(FillIn(page.body, person));
  }
  return Refuse(409, "the sign-in does not end");
}

constexpr Route kRoutes[] = {
    {"POST", "control/app/add-secret", AddSecretTo},
    {"POST", "control/app/add-certificate", AddCertificateTo},
    {"POST", "control/app/add-federated-credential", AddFederatedTo},
    {"POST", "control/federated-token", GiveFederatedToken},
    {"POST", "control/policy", SetPolicy},
    {"POST", "control/challenge", AddChallenge},
    {"GET", "control/environment", Environment},
    {"POST", "control/signin", SignIn},
};

}  // namespace

absl::Span<const Route> IdentityControlRoutes() { return kRoutes; }

}  // namespace o365::tenant
