// CSOM: the principal of SharePoint Framework code (SPOWebAppServicePrincipal), its permission
// grants and the requests for more ("Manage access to Azure AD-secured APIs").

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/random.h"
#include "tools/tenant/csom.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

constexpr char kPrincipal[] =
    "Microsoft.Online.SharePoint.TenantAdministration.Internal."
    "SPOWebAppServicePrincipal";
constexpr char kGrant[] =
    "Microsoft.Online.SharePoint.TenantAdministration.Internal."
    "SPOWebAppServicePrincipalPermissionGrant";
constexpr char kGrants[] =
    "Microsoft.Online.SharePoint.TenantAdministration.Internal."
    "SPOWebAppServicePrincipalPermissionGrantCollection";
constexpr char kRequest[] =
    "Microsoft.Online.SharePoint.TenantAdministration.Internal."
    "SPOWebAppServicePrincipalPermissionRequest";
constexpr char kRequests[] =
    "Microsoft.Online.SharePoint.TenantAdministration.Internal."
    "SPOWebAppServicePrincipalPermissionRequestCollection";

WebAppPrincipal& Principal(Call& call) { return call.state().sharepoint.web_app_principal; }

json::Value Shown(const WebAppPrincipal& principal) {
  const std::string root = absl::StrCat("https://", kSpoHost, "/");
  return json::Value::Object(
      {{"AccountEnabled", principal.enabled},
       {"AppId", StableGuid("web app principal")},
       {"ReplyUrls", json::Value::Array({root + "_forms/singlesignon.aspx?redirect",
                                         root + "_forms/singlesignon.aspx", root})}});
}

CsomError NotFound() {
  return {
      .message = "File Not Found.", .code = -2147024894, .type = "System.IO.FileNotFoundException"};
}

CsomObject Collection(const char* type, const char* element,
                      const std::vector<json::Value>& members) {
  CsomObject collection{.type = type, .is_collection = true};
  for (const json::Value& member : members)
    collection.children.push_back({.type = element, .properties = member});
  return collection;
}

CsomResult Grants(Call& call, CsomObject&, const CsomParameters&) {
  return Collection(kGrants, kGrant, Principal(call).grants);
}

CsomResult Requests(Call& call, CsomObject&, const CsomParameters&) {
  return Collection(kRequests, kRequest, Principal(call).requests);
}

CsomResult GrantById(Call&, CsomObject& self, const CsomParameters& parameters) {
  for (const CsomObject& grant : self.children) {
    if (grant.properties["ObjectId"] == parameters[0]) return grant;
  }
  return NotFound();
}

CsomResult RequestById(Call&, CsomObject& self, const CsomParameters& parameters) {
  absl::string_view id = parameters[0].AsString();
  absl::ConsumePrefix(&id, "{");
  absl::ConsumeSuffix(&id, "}");
  for (const CsomObject& request : self.children) {
    if (absl::EqualsIgnoreCase(request.properties["Id"].AsString(),
                               absl::StrCat("/Guid(", id, ")/")))
      return request;
  }
  return NotFound();
}

// Whether there was one to remove.
bool Remove(std::vector<json::Value>& from, const json::Value& one) {
  const auto found = std::find(from.begin(), from.end(), one);
  if (found == from.end()) return false;
  from.erase(found);
  return true;
}

CsomResult Revoke(Call& call, CsomObject& self, const CsomParameters&) {
  if (!Remove(Principal(call).grants, self.properties)) return NotFound();
  return CsomNothing();
}

CsomResult Deny(Call& call, CsomObject& self, const CsomParameters&) {
  if (!Remove(Principal(call).requests, self.properties)) return NotFound();
  return CsomNothing();
}

// A grant holds all scopes of its resource: another one is added to it.
CsomResult Approve(Call& call, CsomObject& self, const CsomParameters&) {
  if (!Remove(Principal(call).requests, self.properties)) return NotFound();
  const std::string resource = self.properties["Resource"].AsString();
  const std::string scope = self.properties["Scope"].AsString();
  for (json::Value& grant : Principal(call).grants) {
    if (grant["Resource"].AsString() != resource) continue;
    grant.Set("Scope", absl::StrCat(grant["Scope"].AsString(), " ", scope));
    return CsomObject{.type = kGrant, .properties = grant};
  }
  Principal(call).grants.push_back(
      json::Value::Object({{"ClientId", StableGuid("web app principal")},
                           {"ConsentType", "AllPrincipals"},
                           {"ObjectId", base::NewGuid()},
                           {"Resource", resource},
                           {"ResourceId", StableGuid("resource:" + resource)},
                           {"Scope", scope}}));
  return CsomObject{.type = kGrant, .properties = Principal(call).grants.back()};
}

// Update makes it so; until then the object alone has the value.
CsomResult SetEnabled(Call&, CsomObject& self, const CsomParameters& parameters) {
  self.properties.Set("AccountEnabled", parameters[0]);
  return CsomNothing();
}

CsomResult Update(Call& call, CsomObject& self, const CsomParameters&) {
  Principal(call).enabled = self.properties["AccountEnabled"].AsBool();
  return CsomNothing();
}

constexpr CsomMember kMembers[] = {
    {kGrant, "DeleteObject", Revoke},
    {kGrants, "GetByObjectId", GrantById},
    {kPrincipal, "AccountEnabled=", SetEnabled},
    {kPrincipal, "PermissionGrants", Grants},
    {kPrincipal, "PermissionRequests", Requests},
    {kPrincipal, "Update", Update},
    {kRequest, "Approve", Approve},
    {kRequest, "Deny", Deny},
    {kRequests, "GetById", RequestById},
};

}  // namespace

CsomResult CsomPrincipal(Call& call, CsomObject&, const CsomParameters&) {
  if (call.request.host != kSpoAdminHost || !call.caller.administrator) return CsomAccessDenied();
  return CsomObject{.type = kPrincipal, .properties = Shown(Principal(call))};
}

absl::Span<const CsomMember> CsomPrincipalMembers() { return kMembers; }

}  // namespace o365::tenant
