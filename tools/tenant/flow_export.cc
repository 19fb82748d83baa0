// A flow as a file: an Azure Resource Manager template, or a package of Power Platform, which is
// asked for at one host and fetched from another.

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/flow.h"
#include "tools/tenant/zip.h"

namespace o365::tenant {
namespace {

constexpr absl::string_view kPlatform = "/providers/Microsoft.BusinessAppPlatform";
constexpr absl::string_view kFlows = "/providers/Microsoft.Flow/flows/";
constexpr char kBlobFolder[] = "packages";

// What a flow does, as a logic app defines it.
json::Value Definition(const Flow& flow) {
  const json::Value& properties = flow.properties["properties"];
  const auto steps = [](const json::Value& summary) {
    json::Value named = json::Value::Object();
    for (const json::Value& step : summary.elements()) {
      const std::string& type = step["type"].AsString();
      named.Set(type == "Request" ? "manual" : type, json::Value::Object({{"type", type}}));
    }
    return named;
  };
  return json::Value::Object(
      {{"$schema",
        "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/"
        "workflowdefinition.json#"},
       {"contentVersion", "1.0.0.0"},
       {"triggers", steps(properties["definitionSummary"]["triggers"])},
       {"actions", steps(properties["definitionSummary"]["actions"])}});
}

http::Response ExportTemplate(Call& call) {
  const auto found = EditableFlow(call);
  if (const auto* refusal = std::get_if<http::Response>(&found)) return *refusal;
  const Flow& flow = *std::get<Flow*>(found);
  return Json(
      200,
      json::Value::Object(
          {{"$schema",
            "https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#"},
           {"contentVersion", "1.0.0.0"},
           {"parameters", json::Value::Object()},
           {"resources",
            json::Value::Array({json::Value::Object(
                {{"type", "Microsoft.Logic/workflows"},
                 {"apiVersion", "2016-06-01"},
                 {"name", flow.properties["name"]},
                 {"location", "[resourceGroup().location]"},
                 {"properties", json::Value::Object({{"state", "Enabled"},
                                                     {"definition", Definition(flow)}})}})})}}));
}

constexpr Route kExportRoutes[] = {
    {"POST", "environments/{environment}/flows/{flow}/exportToARMTemplate", ExportTemplate}};

// --- Packages (api.bap.microsoft.com) ---

// The flow with this resource id, if the caller may export it.
Flow* FindResourceFlow(const Call& call, absl::string_view id) {
  if (!absl::ConsumePrefix(&id, kFlows)) return nullptr;
  Flow* flow = FindFlow(call, call.parameters["environment"], id);
  return flow != nullptr && MayEdit(call, *flow) ? flow : nullptr;
}

json::Value Resource(const Flow& flow) {
  const std::string& name = flow.properties["name"].AsString();
  return json::Value::Object(
      {{"id", absl::StrCat(kFlows, name)},
       {"name", name},
       {"type", "Microsoft.Flow/flows"},
       {"creationType", "Existing, New, Update"},
       {"details",
        json::Value::Object({{"displayName", flow.properties.At({"properties", "displayName"})}})},
       {"configurableBy", "User"},
       {"hierarchy", "Root"},
       {"dependsOn", json::Value::Array()}});
}

// Resources go by the Base64 of their ids in upper case.
std::string ResourceKey(const std::string& id) {
  return absl::Base64Escape(absl::AsciiStrToUpper(id));
}

// A failure of a part does not make the whole fail: it stands in the answer.
http::Response ListResources(Call& call) {
  if (FindEnvironment(call, call.parameters["environment"]) == nullptr) {
    return EnvironmentDenied(call);
  }
  const json::Value body = call.Body();
  json::Value resources = json::Value::Object(), errors = json::Value::Array();
  for (const json::Value& id : body["baseResourceIds"].elements()) {
    if (const Flow* flow = FindResourceFlow(call, id.AsString())) {
      resources.Set(ResourceKey(id.AsString()), Resource(*flow));
      continue;
    }
    const std::string name(absl::StripPrefix(id.AsString(), kFlows));
    auto refusal = json::Parse(FlowDenied(call, name).body);
    errors.Append((*refusal)["error"]);
  }
  json::Value answer = json::Value::Object({{"baseResourceIds", body["baseResourceIds"]},
                                            {"resources", std::move(resources)},
                                            {"status", "Succeeded"}});
  if (!errors.elements().empty()) answer.Set("errors", std::move(errors));
  return Json(200, answer);
}

json::Value Manifest(const json::Value& details, const json::Value& resources) {
  return json::Value::Object({{"schema", "1.0"}, {"details", details}, {"resources", resources}});
}

http::Response ExportPackage(Call& call) {
  if (FindEnvironment(call, call.parameters["environment"]) == nullptr) {
    return EnvironmentDenied(call);
  }
  const json::Value body = call.Body();
  std::vector<ZipEntry> entries;
  json::Value resources = json::Value::Object();
  for (const json::Value& id : body["includedResourceIds"].elements()) {
    const Flow* flow = FindResourceFlow(call, id.AsString());
    if (flow == nullptr) {
      return FlowDenied(call, absl::StripPrefix(id.AsString(), kFlows));
    }
    const std::string key = base::NewGuid();
    json::Value resource = Resource(*flow);
    resource.Set("status", "Succeeded");
    resources.Set(key, std::move(resource));
    json::Value properties = flow->properties;
    properties.FindMutable("properties")->Set("definition", Definition(*flow));
    entries.push_back({.name = absl::StrCat("Microsoft.Flow/flows/", key, "/definition.json"),
                       .content = json::Write(properties)});
  }
  if (entries.empty()) {
    return FlowRefuse(400, "InvalidRequestContent", "No resource to export was named.");
  }
  json::Value details = body["details"];
  details.Set("createdTime", IsoTime(call.clock().Now()));
  details.Set("packageTelemetryId", base::NewGuid());
  entries.insert(entries.begin(),
                 {.name = "manifest.json", .content = json::Write(Manifest(details, resources))});
  const std::string file = absl::StrReplaceAll(base::NewGuid(), {{"-", ""}}) + ".zip";
  const std::string signature = absl::StrReplaceAll(base::NewGuid(), {{"-", ""}});
  call.state().power_automate.packages[absl::StrCat(file, "?", signature)] = MakeZip(entries);
  return Json(
      200, json::Value::Object(
               {{"details", std::move(details)},
                {"packageLink",
                 json::Value::Object(
                     {{"value", absl::StrCat("https://", kPackageHost, "/", kBlobFolder, "/", file,
                                             "?sv=2017-04-17&sr=c&sig=", signature, "&sp=rl")}})},
                {"resources", std::move(resources)},
                {"status", "Succeeded"}}));
}

constexpr Route kPlatformRoutes[] = {
    {"POST", "environments/{environment}/listPackageResources", ListResources},
    {"POST", "environments/{environment}/exportPackage", ExportPackage},
};

std::optional<http::Response> Prepare(Call& call) {
  const std::string path = call.path;
  call.path =
      absl::StartsWithIgnoreCase(path, kPlatform) ? path.substr(kPlatform.size()) : "/elsewhere";
  if (!call.Query("api-version").empty()) return std::nullopt;
  return FlowRefuse(400, "MissingApiVersionParameter",
                    "The api-version query parameter (?api-version=) is required for all "
                    "requests.");
}

bool OwnsPlatform(const http::Incoming& request) { return request.host == kPlatformHost; }
std::vector<absl::Span<const Route>> PlatformRoutes() { return {kPlatformRoutes}; }

// --- The packages' own host, which wants a signature instead of a token ---

http::Response Download(Call& call) {
  const auto& packages = call.state().power_automate.packages;
  const auto found = packages.find(absl::StrCat(call.parameters["file"], "?", call.Query("sig")));
  if (found != packages.end()) return Text(200, found->second, "application/zip");
  return Text(403,
              "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>AuthenticationFailed</Code>"
              "<Message>Server failed to authenticate the request.</Message></Error>",
              "application/xml");
}

constexpr Route kPackageRoutes[] = {{"GET", "packages/{file}", Download}};

bool OwnsPackages(const http::Incoming& request) { return request.host == kPackageHost; }
std::vector<absl::Span<const Route>> PackageRoutes() { return {kPackageRoutes}; }

}  // namespace

absl::Span<const Route> FlowExportRoutes() { return kExportRoutes; }

extern const Service kPlatformService = {.name = "Power Platform",
                                         .owns = OwnsPlatform,
                                         .prepare = Prepare,
                                         .admit = FlowAdmit,
                                         .routes = PlatformRoutes,
                                         .fail = FlowFail,
                                         .finish = FlowFinish};

extern const Service kPackageService = {.name = "Power Platform packages",
                                        .owns = OwnsPackages,
                                        .prepare = PrepareNothing,
                                        .admit = AdmitAnybody,
                                        .routes = PackageRoutes,
                                        .fail = FlowFail,
                                        .finish = FlowFinish};

}  // namespace o365::tenant
