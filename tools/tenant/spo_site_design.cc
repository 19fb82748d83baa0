// Site designs and the rights on them: "Site design and site script REST API".

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

SiteDesign* FindDesign(SharePoint& sharepoint, absl::string_view id) {
  for (SiteDesign& design : sharepoint.site_designs) {
    if (absl::EqualsIgnoreCase(design.id, id)) return &design;
  }
  return nullptr;
}

bool MaySee(const Call& call, const SiteDesign& design) {
  return call.caller.administrator || design.viewers.empty() ||
         std::any_of(design.viewers.begin(), design.viewers.end(), [&](const std::string& upn) {
           return absl::EqualsIgnoreCase(upn, call.caller.upn);
         });
}

// Team site and communication site.
bool IsTemplate(const std::string& text) { return text == "64" || text == "68"; }

// Takes over what `info` has. False when that makes no design.
bool Apply(SharePoint& sharepoint, const json::Value& info, json::Value& properties) {
  for (const auto& [name, value] : info.members()) {
    if (name == "Id") continue;
    if (properties.Find(name) == nullptr) return false;
    const bool number = name == "Version" && value.AsInt().has_value();
    properties.Set(name, name == "WebTemplate" ? json::Value(value.ToText()) : value);
    if (name == "Version" && !number) return false;
  }
  for (const json::Value& id : properties["SiteScriptIds"].elements()) {
    if (FindSiteScript(sharepoint, id.AsString()) == nullptr) return false;
  }
  return !properties["Title"].AsString().empty() &&
         IsTemplate(properties["WebTemplate"].AsString());
}

// There is one default design a template.
void BeTheOnlyDefault(SharePoint& sharepoint, const SiteDesign& chosen) {
  if (!chosen.properties["IsDefault"].AsBool()) return;
  for (SiteDesign& design : sharepoint.site_designs) {
    if (design.id != chosen.id &&
        design.properties["WebTemplate"] == chosen.properties["WebTemplate"]) {
      design.properties.Set("IsDefault", false);
    }
  }
}

http::Response Create(Call& call) {
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  SharePoint& sharepoint = call.state().sharepoint;
  const json::Value body = call.Body();
  SiteDesign design{.id = base::NewGuid(),
                    .properties = json::Value::Object({{"Description", json::Value()},
                                                       {"IsDefault", false},
                                                       {"PreviewImageAltText", json::Value()},
                                                       {"PreviewImageUrl", json::Value()},
                                                       {"SiteScriptIds", json::Value::Array()},
                                                       {"Title", ""},
                                                       {"WebTemplate", ""},
                                                       {"Id", ""},
                                                       {"Version", 1}})};
  design.properties.Set("Id", design.id);
  if (!Apply(sharepoint, body["info"], design.properties)) {
    return SpoRefuse(call, SpoBadArgument());
  }
  sharepoint.site_designs.push_back(std::move(design));
  BeTheOnlyDefault(sharepoint, sharepoint.site_designs.back());
  return SpoObject(call, sharepoint.site_designs.back().properties);
}

http::Response Update(Call& call) {
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  SharePoint& sharepoint = call.state().sharepoint;
  const json::Value body = call.Body();
  const json::Value& info = body["updateInfo"];
  SiteDesign* design = FindDesign(sharepoint, info["Id"].AsString());
  if (design == nullptr) return SpoRefuse(call, SpoFileNotFound());
  json::Value properties = design->properties;
  if (!Apply(sharepoint, info, properties)) return SpoRefuse(call, SpoBadArgument());
  design->properties = std::move(properties);
  BeTheOnlyDefault(sharepoint, *design);
  return SpoObject(call, design->properties);
}

http::Response List(Call& call) {
  std::vector<json::Value> designs;
  for (const SiteDesign& design : call.state().sharepoint.site_designs) {
    if (MaySee(call, design)) designs.push_back(design.properties);
  }
  return SpoCollection(call, std::move(designs));
}

// The design that the body's "id" names, to one who may see it; else nullptr.
SiteDesign* Named(Call& call) {
  SiteDesign* design = FindDesign(call.state().sharepoint, call.Body()["id"].AsString());
  return design == nullptr || !MaySee(call, *design) ? nullptr : design;
}

http::Response Get(Call& call) {
  const SiteDesign* design = Named(call);
  if (design == nullptr) return SpoRefuse(call, SpoFileNotFound());
  return SpoObject(call, design->properties);
}

http::Response Delete(Call& call) {
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  const SiteDesign* design = Named(call);
  if (design == nullptr) return SpoRefuse(call, SpoFileNotFound());
  auto& designs = call.state().sharepoint.site_designs;
  designs.erase(designs.begin() + (design - designs.data()));
  return SpoNothing(call);
}

http::Response ApplyDesign(Call& call) {
  SharePoint& sharepoint = call.state().sharepoint;
  const json::Value body = call.Body();
  const SiteDesign* design = FindDesign(sharepoint, body["siteDesignId"].AsString());
  Site* site = FindSite(sharepoint, body["webUrl"].AsString());
  if (design == nullptr || site == nullptr || !MaySee(call, *design)) {
    return SpoRefuse(call, SpoFileNotFound());
  }
  call.site = site;
  call.web = &site->root();
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  std::vector<json::Value> outcomes;
  for (const json::Value& id : design->properties["SiteScriptIds"].elements()) {
    // A script that was removed since is passed over.
    const SiteScript* script = FindSiteScript(sharepoint, id.AsString());
    if (script != nullptr) RunSiteScript(call, *script, *site, site->root(), outcomes);
  }
  return SpoCollection(call, std::move(outcomes));
}

SpoError NoSuchUser(absl::string_view name) {
  return {.status = 400,
          .code = "-2146232832, Microsoft.SharePoint.SPException",
          .message = absl::StrCat("The specified user ", name, " could not be found.")};
}

// Grants or revokes, for the "principalNames" of the body.
http::Response ChangeRights(Call& call, bool grant) {
  if (!call.caller.administrator) return SpoRefuse(call, SpoAccessDenied());
  SiteDesign* design = Named(call);
  if (design == nullptr) return SpoRefuse(call, SpoFileNotFound());
  const json::Value body = call.Body();
  std::vector<std::string> viewers = design->viewers;
  for (const json::Value& name : body["principalNames"].elements()) {
    const json::Value* user = FindPrincipal(call.state(), name.AsString());
    if (user == nullptr) return SpoRefuse(call, NoSuchUser(name.AsString()));
    const std::string upn = (*user)["userPrincipalName"].AsString();
    std::erase(viewers, upn);
    if (grant) viewers.push_back(upn);
  }
  design->viewers = std::move(viewers);
  return SpoNothing(call);
}

http::Response Grant(Call& call) {
  constexpr char kView[] = "1";
  if (call.Body()["grantedRights"].ToText() != kView) return SpoRefuse(call, SpoBadArgument());
  return ChangeRights(call, /*grant=*/true);
}

http::Response Revoke(Call& call) { return ChangeRights(call, /*grant=*/false); }

http::Response ListRights(Call& call) {
  const SiteDesign* design = Named(call);
  if (design == nullptr) return SpoRefuse(call, SpoFileNotFound());
  std::vector<json::Value> rights;
  for (const std::string& upn : design->viewers) {
    const json::Value* user = FindPrincipal(call.state(), upn);
    rights.push_back(json::Value::Object(
        {{"DisplayName", user == nullptr ? json::Value(upn) : (*user)["displayName"]},
         {"PrincipalName", absl::StrCat("i:0#.f|membership|", absl::AsciiStrToLower(upn))},
         {"Rights", "1"}}));
  }
  return SpoCollection(call, std::move(rights));
}

constexpr Route kRoutes[] = {
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "ApplySiteDesign",
     ApplyDesign},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "CreateSiteDesign",
     Create},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "DeleteSiteDesign",
     Delete},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "GetSiteDesignMetadata",
     Get},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "GetSiteDesignRights",
     ListRights},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "GetSiteDesigns",
     List},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "GrantSiteDesignRights",
     Grant},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "RevokeSiteDesignRights",
     Revoke},
    {"POST",
     "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility."
     "UpdateSiteDesign",
     Update},
};

}  // namespace

absl::Span<const Route> SpoSiteDesignRoutes() { return kRoutes; }

}  // namespace o365::tenant
