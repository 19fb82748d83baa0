// Webs under others: web/webinfos/add, DELETE of a web, its navigation, what the caller may do in
// it, and the client-side web parts that its pages may have ("Webs REST API reference").

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/random.h"
#include "common/http/url.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/spo_factory.h"

namespace o365::tenant {
namespace {

// PermissionKind.AddAndCustomizePages, as a bit of the lower half.
constexpr uint32_t kAddAndCustomizePages = uint32_t{1} << 18;

http::Response BadRange(const Call& call) {
  return SpoRefuse(call, {.status = 400,
                          .code = "-2147024809, System.ArgumentException",
                          .message = "Value does not fall within the expected range."});
}

http::Response WebTaken(const Call& call, absl::string_view url) {
  return SpoRefuse(
      call, {.status = 500,
             .code = "-2147024713, Microsoft.SharePoint.SPException",
             .message = absl::StrCat("The Web site address \"", url, "\" is already in use.")});
}

// SP.WebInformation.
json::Value WebInformation(const Web& web) {
  const json::Value& p = web.properties;
  return json::Value::Object({{"Configuration", p["Configuration"]},
                              {"Created", p["Created"]},
                              {"Description", p["Description"]},
                              {"Id", p["Id"]},
                              {"Language", p["Language"]},
                              {"LastItemModifiedDate", p["LastItemModifiedDate"]},
                              {"LastItemUserModifiedDate", p["LastItemUserModifiedDate"]},
                              {"ServerRelativeUrl", p["ServerRelativeUrl"]},
                              {"Title", p["Title"]},
                              {"WebTemplate", p["WebTemplate"]},
                              {"WebTemplateId", 0}});
}

http::Response Add(Call& call) {
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  const json::Value body = call.Body();
  const json::Value& wanted = body["parameters"];
  const std::string name = wanted["Url"].AsString(), title = wanted["Title"].AsString();
  if (name.empty() || title.empty() || absl::StrContains(name, "/")) return BadRange(call);
  const std::string path = absl::StrCat(call.web->path == "/" ? "" : call.web->path, "/", name);
  for (const auto& web : call.site->webs) {
    if (absl::EqualsIgnoreCase(web->path, path)) return WebTaken(call, path);
  }
  const std::vector<std::string> parts = absl::StrSplit(wanted["WebTemplate"].AsString(), '#');
  call.site->webs.push_back(
      MakeWeb({.url = absl::StrCat(absl::StripSuffix(call.web->properties["Url"].AsString(), "/"),
                                   "/", http::PercentEncode(name)),
               .title = title,
               .description = wanted["Description"].AsString(),
               .template_name = parts[0],
               .id = base::NewGuid(),
               .created = call.clock().Now()}));
  Web& web = *call.site->webs.back();
  web.properties.Set("Language", wanted["Language"].AsInt().value_or(1033));
  return SpoObject(call, WebInformation(web));
}

http::Response Remove(Call& call) {
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  const std::string below = call.web->path + "/";
  const auto refuse = [&](absl::string_view why) {
    return SpoRefuse(call, {.status = 400,
                            .code = "-2130575203, Microsoft.SharePoint.SPException",
                            .message = absl::StrCat("Error encountered deleting web: ", why)});
  };
  if (call.web == &call.site->root()) return refuse("the root web of a site cannot be deleted.");
  for (const auto& web : call.site->webs) {
    if (absl::StartsWithIgnoreCase(web->path, below))
      return refuse("sites that have subsites cannot be deleted.");
  }
  std::erase_if(call.site->webs, [&](const auto& web) { return web.get() == call.web; });
  return Empty(200);
}

// All, but for custom script where it is off.
http::Response Permissions(Call& call) {
  uint32_t low = MayWrite(call) ? ~uint32_t{0} : 0x08061065;
  constexpr int kScriptDenied = 2;
  if (call.site->settings["DenyAddAndCustomizePages"].AsInt() == kScriptDenied)
    low &= ~kAddAndCustomizePages;
  return SpoObject(call, json::Value::Object({{"High", "2147483647"}, {"Low", absl::StrCat(low)}}));
}

http::Response Navigation(Call& call) {
  return SpoObject(call, json::Value::Object({{"UseShared", call.web->shares_navigation}}));
}

json::Value Component(const char* title, int component_type) {
  const std::string id = StableGuid(absl::StrCat("component:", title));
  const json::Value manifest = json::Value::Object(
      {{"preconfiguredEntries",
        json::Value::Array({json::Value::Object(
            {{"title", json::Value::Object({{"default", title}, {"en-US", title}})},
             {"properties", json::Value::Object()}})})},
       {"id", id},
       {"componentType", component_type == 1 ? "WebPart" : "Extension"}});
  return json::Value::Object({{"ComponentType", component_type},
                              {"Id", absl::StrCat("{", id, "}")},
                              {"Manifest", json::Write(manifest)},
                              {"ManifestType", 1},
                              {"Name", id},
                              {"Status", 0}});
}

http::Response WebParts(Call& call) {
  return SpoCollection(call, {Component("Bing maps", 1), Component("News", 1), Component("Text", 1),
                              Component("Announcement bar", 2)});
}

constexpr Route kRoutes[] = {
    {"DELETE", "web", Remove},
    {"GET", "web/effectivebasepermissions", Permissions},
    {"GET", "web/GetClientSideWebParts", WebParts},
    {"GET", "web/navigation", Navigation},
    {"POST", "web/webinfos/add", Add},
};

}  // namespace

absl::Span<const Route> SpoSubwebRoutes() { return kRoutes; }

}  // namespace o365::tenant
