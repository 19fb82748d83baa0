// Themes of the tenant: "SharePoint site theming: REST API", and the same by CSOM for tenant
// administrators (Microsoft.Online.SharePoint.TenantManagement.ThemeProperties).

#include <algorithm>

#include "absl/strings/match.h"
#include "tools/tenant/csom.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

// Puts the theme in the place of one of its name. False when `text` is no theme.
bool Keep(SharePoint& sharepoint, const std::string& name, absl::string_view text) {
  auto parsed = json::Parse(text);
  if (!parsed.ok() || name.empty() || !(*parsed)["palette"].is_object()) return false;
  if (Theme* theme = FindTheme(sharepoint, name); theme != nullptr) {
    theme->json = *std::move(parsed);
  } else {
    sharepoint.themes.push_back({.name = name, .json = *std::move(parsed)});
  }
  return true;
}

bool Drop(SharePoint& sharepoint, absl::string_view name) {
  return std::erase_if(sharepoint.themes, [&](const Theme& theme) {
           return absl::EqualsIgnoreCase(theme.name, name);
         }) != 0;
}

http::Response Options(Call& call) {
  json::Value previews = json::Value::Array();
  for (const Theme& theme : call.state().sharepoint.themes) {
    previews.Append(
        json::Value::Object({{"name", theme.name}, {"themeJson", json::Write(theme.json)}}));
  }
  return SpoObject(call, json::Value::Object({{"hideDefaultThemes", false},
                                              {"themePreviews", std::move(previews)}}));
}

http::Response Done(Call& call) { return SpoObject(call, json::Value::Object({{"value", true}})); }

http::Response Add(Call& call) {
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  const json::Value body = call.Body();
  const std::string name = body["name"].AsString();
  // A theme is never replaced by adding.
  if (FindTheme(call.state().sharepoint, name) != nullptr ||
      !Keep(call.state().sharepoint, name, body["themeJson"].AsString())) {
    return SpoRefuse(call, SpoBadArgument());
  }
  return Done(call);
}

http::Response Update(Call& call) {
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  const json::Value body = call.Body();
  if (!Keep(call.state().sharepoint, body["name"].AsString(), body["themeJson"].AsString())) {
    return SpoRefuse(call, SpoBadArgument());
  }
  return Done(call);
}

http::Response Delete(Call& call) {
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  if (!Drop(call.state().sharepoint, call.Body()["name"].AsString())) {
    return SpoRefuse(call, SpoFileNotFound());
  }
  return SpoNothing(call);
}

CsomResult GetTheme(Call& call, CsomObject&, const CsomParameters& parameters) {
  const std::string name = parameters.empty() ? "" : parameters[0].AsString();
  const Theme* theme = FindTheme(call.state().sharepoint, name);
  if (theme == nullptr) return CsomFileNotFound();
  return CsomObject{
      .type = "Microsoft.Online.SharePoint.TenantManagement.ThemeProperties",
      .properties = json::Value::Object({{"IsInverted", theme->json["isInverted"].AsBool()},
                                         {"Name", theme->name},
                                         {"Palette", theme->json["palette"]}})};
}

CsomResult UpdateTheme(Call& call, CsomObject&, const CsomParameters& parameters) {
  if (parameters.size() != 2 ||
      !Keep(call.state().sharepoint, parameters[0].AsString(), parameters[1].AsString())) {
    return CsomBadArgument();
  }
  return json::Value(true);
}

CsomResult DeleteTheme(Call& call, CsomObject&, const CsomParameters& parameters) {
  if (parameters.empty() || !Drop(call.state().sharepoint, parameters[0].AsString())) {
    return CsomFileNotFound();
  }
  return CsomNothing();
}

constexpr CsomMember kMembers[] = {
    {kCsomTenant, "DeleteTenantTheme", DeleteTheme},
    {kCsomTenant, "GetTenantTheme", GetTheme},
    {kCsomTenant, "UpdateTenantTheme", UpdateTheme},
};

constexpr Route kRoutes[] = {
    {"POST", "thememanager/AddTenantTheme", Add},
    {"POST", "thememanager/DeleteTenantTheme", Delete},
    {"GET", "thememanager/GetTenantThemingOptions", Options},
    {"POST", "thememanager/GetTenantThemingOptions", Options},
    {"POST", "thememanager/UpdateTenantTheme", Update},
};

}  // namespace

Theme* FindTheme(SharePoint& sharepoint, absl::string_view name) {
  for (Theme& theme : sharepoint.themes) {
    if (absl::EqualsIgnoreCase(theme.name, name)) return &theme;
  }
  return nullptr;
}

absl::Span<const CsomMember> CsomThemeMembers() { return kMembers; }
absl::Span<const Route> SpoThemeRoutes() { return kRoutes; }

}  // namespace o365::tenant
