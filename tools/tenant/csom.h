// CSOM, the client-side object model of SharePoint: requests in XML that name objects by the way to
// them and say what to do with each, answers in JSON ([MS-CSOM], sections 3.1.4 and 2.2.4).
//
//   <Request><Actions><Query Id="5" ObjectPathId="3">...</Query></Actions>
//            <ObjectPaths><Constructor Id="3" TypeId="{268004ae-...}"/></ObjectPaths></Request>
//   [{"SchemaVersion":"15.0.0.0",...,"ErrorInfo":null},5,{"_ObjectType_":...}]
//
// Objects are made and used through tables: a row is a type and a member, and the function for it.

#ifndef TOOLS_TENANT_CSOM_H_
#define TOOLS_TENANT_CSOM_H_

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/json/value.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

struct CsomObject {
  const char* type = "";        // _ObjectType_
  std::string identity = {};    // _ObjectIdentity_ without the trace id; "" when it has none
  json::Value properties = {};  // what a query shows
  std::vector<CsomObject> children = {};  // of a collection
  bool is_collection = false;
  json::Value on_request = {};  // shown only when a query names it
  Site* site = nullptr;         // what it stands for, if that is a site or web
  Web* web = nullptr;
  // A property bag, and what SetFieldValue changed in it until the owner's Update.
  json::Value* bag = nullptr;
  std::shared_ptr<json::Value> changes = {};
};

// Becomes ErrorInfo.
struct CsomError {
  std::string message;
  int code = -1;
  const char* type = "Microsoft.SharePoint.Client.InvalidClientQueryException";
};

struct CsomNothing {};
using CsomResult = std::variant<CsomNothing, json::Value, CsomObject, CsomError>;

// Parameters are JSON: scalars, and objects with the properties that were given.
using CsomParameters = std::vector<json::Value>;
using CsomRun = CsomResult (*)(Call& call, CsomObject& self, const CsomParameters& parameters);

// A method or property of a type. "Title=" sets the property Title of the object that a request
// holds; what it means beyond the request is up to the object's Update.
struct CsomMember {
  const char* type;
  const char* name;
  CsomRun run;
};

// A constructor (name is "") or static property.
struct CsomStatic {
  const char* type_id;  // without braces, in lower case
  const char* name;
  CsomRun run;
};

inline constexpr char kCsomTenant[] = "Microsoft.Online.SharePoint.TenantAdministration.Tenant";
inline constexpr char kCsomSite[] = "SP.Site";
inline constexpr char kCsomWeb[] = "SP.Web";
inline constexpr char kCsomFolder[] = "SP.Folder";
inline constexpr char kCsomExternalUsers[] =
    "Microsoft.Online.SharePoint.TenantManagement.Office365Tenant";
inline constexpr char kCsomSiteProperties[] =
    "Microsoft.Online.SharePoint.TenantAdministration.SiteProperties";
// Of the tenant's identity and of all that is under it.
inline constexpr char kCsomTenantIdentity[] = "908bed80-a04a-4433-b4a0-883d9847d110";
inline constexpr char kCsomContext[] = "SP.RequestContext";

// The tables.
absl::Span<const CsomStatic> CsomStatics();
absl::Span<const CsomMember> CsomCdnMembers();
absl::Span<const CsomMember> CsomHubMembers();
absl::Span<const CsomMember> CsomExternalUserMembers();
absl::Span<const CsomMember> CsomPropertyBagMembers();
absl::Span<const CsomMember> CsomPrincipalMembers();
absl::Span<const CsomMember> CsomSiteAdminMembers();
absl::Span<const CsomMember> CsomSiteMembers();
absl::Span<const CsomMember> CsomTenantMembers();
absl::Span<const CsomMember> CsomThemeMembers();

// The object that an identity from an earlier answer stands for.
CsomResult CsomFromIdentity(Call& call, absl::string_view identity);
// The same for what is under the tenant's identity: "SiteProperties\nURL", "SpoOperation\n...".
CsomResult CsomFromTenantIdentity(Call& call, absl::string_view rest);
CsomResult CsomPrincipal(Call& call, CsomObject& self, const CsomParameters& parameters);
CsomObject CsomSiteObject(Site& site);
CsomObject CsomWebObject(const Call& call, Site& site, Web& web);
CsomObject CsomFolderObject(Site& site, Web& web, Folder& folder);
// What a query may ask of a web about its properties and the caller's permissions.
json::Value CsomWebExtras(const Call& call, const Site& site, const Web& web);
CsomResult CsomOffice365Tenant(Call& call, CsomObject& self, const CsomParameters& parameters);
// The site as the tenant's administrators see it.
CsomObject CsomSitePropertiesObject(const SharePoint& sharepoint, const Site& site);
CsomError CsomNoSite(absl::string_view url);
CsomError CsomAccessDenied();
CsomError CsomBadArgument();
CsomError CsomFileNotFound();

// Answers a request.
json::Value CsomAnswer(Call& call, absl::string_view request);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_CSOM_H_
