// CSOM: the content delivery networks ("Use Office 365 Content Delivery Network (CDN) with
// SharePoint Online").

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/csom.h"

namespace o365::tenant {
namespace {

constexpr absl::Duration kPending = absl::Minutes(15);
constexpr absl::string_view kPolicyNames[] = {
    "IncludeFileExtensions", "ExcludeRestrictedSiteClassifications", "ExcludeIfNoScriptDisabled"};

CsomError CdnError(absl::string_view message) {
  return {.message = std::string(message),
          .type = "Microsoft.SharePoint.PublicCdn.TenantCdnAdministrationException"};
}

// The network that the first parameter names; nullptr when it names none.
Cdn* Network(const Call& call, const CsomParameters& parameters) {
  const auto type = parameters.empty() ? std::nullopt : parameters[0].AsInt();
  if (!type.has_value() || *type < 0 || *type > 1) return nullptr;
  return &call.state().sharepoint.cdns[*type];
}

CsomError NoNetwork() { return CdnError("The CDN type is not valid."); }

std::string Text(const CsomParameters& parameters, size_t index) {
  return index < parameters.size() ? parameters[index].ToText() : "";
}

CsomResult GetEnabled(Call& call, CsomObject&, const CsomParameters& parameters) {
  const Cdn* cdn = Network(call, parameters);
  if (cdn == nullptr) return NoNetwork();
  return json::Value(cdn->enabled);
}

CsomResult SetEnabled(Call& call, CsomObject&, const CsomParameters& parameters) {
  Cdn* cdn = Network(call, parameters);
  if (cdn == nullptr || parameters.size() != 2) return NoNetwork();
  cdn->enabled = parameters[1].AsBool();
  return CsomNothing();
}

auto FindOrigin(Cdn& cdn, absl::string_view path) {
  return std::find_if(cdn.origins.begin(), cdn.origins.end(), [&](const CdnOrigin& origin) {
    return absl::EqualsIgnoreCase(origin.path, path);
  });
}

void AddOrigin(const Call& call, Cdn& cdn, absl::string_view path) {
  if (FindOrigin(cdn, path) != cdn.origins.end()) return;
  cdn.origins.push_back(
      {.path = absl::AsciiStrToUpper(path), .pending_until = call.clock().Now() + kPending});
}

CsomResult CreateDefaultOrigins(Call& call, CsomObject&, const CsomParameters& parameters) {
  Cdn* cdn = Network(call, parameters);
  if (cdn == nullptr) return NoNetwork();
  const bool is_public = cdn == &call.state().sharepoint.cdns[0];
  if (is_public) {
    for (const char* path : {"*/MASTERPAGE", "*/STYLE LIBRARY", "*/CLIENTSIDEASSETS"}) {
      AddOrigin(call, *cdn, path);
    }
  } else {
    for (const char* path : {"*/USERPHOTO.ASPX", "*/SITEASSETS"}) AddOrigin(call, *cdn, path);
  }
  return CsomNothing();
}

CsomResult GetOrigins(Call& call, CsomObject&, const CsomParameters& parameters) {
  const Cdn* cdn = Network(call, parameters);
  if (cdn == nullptr) return NoNetwork();
  json::Value origins = json::Value::Array();
  for (const CdnOrigin& origin : cdn->origins) {
    const bool pending = call.clock().Now() < origin.pending_until;
    origins.Append(absl::StrCat(origin.path, pending ? " (configuration pending)" : ""));
  }
  return origins;
}

CsomResult AddTenantOrigin(Call& call, CsomObject&, const CsomParameters& parameters) {
  Cdn* cdn = Network(call, parameters);
  if (cdn == nullptr) return NoNetwork();
  const std::string path = Text(parameters, 1);
  if (path.empty()) return CdnError("The origin URL is not valid.");
  if (FindOrigin(*cdn, path) != cdn->origins.end()) {
    return CdnError(
        absl::StrCat("The library '", path, "' is already registered as a CDN origin."));
  }
  AddOrigin(call, *cdn, path);
  return CsomNothing();
}

CsomResult RemoveOrigin(Call& call, CsomObject&, const CsomParameters& parameters) {
  Cdn* cdn = Network(call, parameters);
  if (cdn == nullptr) return NoNetwork();
  const std::string path = Text(parameters, 1);
  const auto origin = FindOrigin(*cdn, path);
  if (origin == cdn->origins.end()) {
    return CdnError(absl::StrCat("The library '", path, "' is not registered as a CDN origin."));
  }
  cdn->origins.erase(origin);
  return CsomNothing();
}

CsomResult GetPolicies(Call& call, CsomObject&, const CsomParameters& parameters) {
  const Cdn* cdn = Network(call, parameters);
  if (cdn == nullptr) return NoNetwork();
  json::Value policies = json::Value::Array();
  for (const auto& [type, value] : cdn->policies) {
    policies.Append(absl::StrCat(kPolicyNames[type], ";", value));
  }
  return policies;
}

CsomResult SetPolicy(Call& call, CsomObject&, const CsomParameters& parameters) {
  Cdn* cdn = Network(call, parameters);
  if (cdn == nullptr) return NoNetwork();
  const auto type = parameters.size() == 3 ? parameters[1].AsInt() : std::nullopt;
  if (!type.has_value() || *type < 0 || *type >= std::ssize(kPolicyNames)) {
    return CdnError("The policy type is not valid.");
  }
  cdn->policies[static_cast<int>(*type)] = Text(parameters, 2);
  return CsomNothing();
}

constexpr CsomMember kMembers[] = {
    {kCsomTenant, "AddTenantCdnOrigin", AddTenantOrigin},
    {kCsomTenant, "CreateTenantCdnDefaultOrigins", CreateDefaultOrigins},
    {kCsomTenant, "GetTenantCdnEnabled", GetEnabled},
    {kCsomTenant, "GetTenantCdnOrigins", GetOrigins},
    {kCsomTenant, "GetTenantCdnPolicies", GetPolicies},
    {kCsomTenant, "RemoveTenantCdnOrigin", RemoveOrigin},
    {kCsomTenant, "SetTenantCdnEnabled", SetEnabled},
    {kCsomTenant, "SetTenantCdnPolicy", SetPolicy},
};

}  // namespace

absl::Span<const CsomMember> CsomCdnMembers() { return kMembers; }

}  // namespace o365::tenant
