// Site scripts: "Site design and site script REST API". Everything is an operation of
// SiteScriptUtility that is sent by POST.

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

json::Value TextOrNull(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

json::Value Show(const SiteScript& script, bool with_content = true) {
  return json::Value::Object(
      {{"Content", with_content ? TextOrNull(script.content) : json::Value()},
       {"Description", TextOrNull(script.description)},
       {"Id", script.id},
       {"Title", script.title},
       {"Version", script.version}});
}

bool IsScript(absl::string_view content) {
  const auto parsed = json::Parse(content);
  return parsed.ok() && (*parsed)["actions"].is_array();
}

// An argument that is an alias (@title) has its value in the query.
std::string Argument(const Call& call, absl::string_view name) {
  const std::string& value = call.parameters[name];
  return absl::StartsWith(value, "@") ? LiteralValue(call.Query(value)) : value;
}

http::Response Create(Call& call) {
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  const std::string title = Argument(call, "Title");
  if (title.empty() || !IsScript(call.request.body)) return SpoRefuse(call, SpoBadArgument());
  call.state().sharepoint.site_scripts.push_back({.id = base::NewGuid(),
                                                  .title = title,
                                                  .description = Argument(call, "Description"),
                                                  .content = json::Write(call.Body())});
  return SpoObject(call, Show(call.state().sharepoint.site_scripts.back()));
}

http::Response List(Call& call) {
  std::vector<json::Value> scripts;
  for (const SiteScript& script : call.state().sharepoint.site_scripts) {
    scripts.push_back(Show(script, /*with_content=*/false));
  }
  return SpoCollection(call, std::move(scripts));
}

http::Response Get(Call& call) {
  const SiteScript* script = FindSiteScript(call.state().sharepoint, call.Body()["id"].AsString());
  if (script == nullptr) return SpoRefuse(call, SpoFileNotFound());
  return SpoObject(call, Show(*script));
}

http::Response Update(Call& call) {
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  const json::Value body = call.Body();
  const json::Value& info = body["updateInfo"];
  SiteScript* script = FindSiteScript(call.state().sharepoint, info["Id"].AsString());
  if (script == nullptr) return SpoRefuse(call, SpoFileNotFound());
  const json::Value* content = info.Find("Content");
  if (content != nullptr && !IsScript(content->AsString())) {
    return SpoRefuse(call, SpoBadArgument());
  }
  if (content != nullptr) script->content = content->AsString();
  if (const json::Value* title = info.Find("Title")) script->title = title->AsString();
  if (const json::Value* description = info.Find("Description")) {
    script->description = description->AsString();
  }
  script->version = info["Version"].AsInt().value_or(script->version);
  return SpoObject(call, Show(*script));
}

http::Response Delete(Call& call) {
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  const std::string id = call.Body()["id"].AsString();
  if (std::erase_if(call.state().sharepoint.site_scripts, [&](const SiteScript& script) {
        return absl::EqualsIgnoreCase(script.id, id);
      }) == 0) {
    return SpoRefuse(call, SpoFileNotFound());
  }
  return SpoNothing(call);
}

constexpr Route kRoutes[] = {
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "CreateSiteScript",
     Create},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "DeleteSiteScript",
     Delete},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "GetSiteScriptMetadata",
     Get},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "GetSiteScripts",
     List},
    // The service is indulgent with this name, which widespread clients write so.
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "GetSiteScripts'",
     List},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "UpdateSiteScript",
     Update},
};

}  // namespace

SiteScript* FindSiteScript(SharePoint& sharepoint, absl::string_view id) {
  for (SiteScript& script : sharepoint.site_scripts) {
    if (absl::EqualsIgnoreCase(script.id, id)) return &script;
  }
  return nullptr;
}

absl::Span<const Route> SpoSiteScriptRoutes() { return kRoutes; }

}  // namespace o365::tenant
