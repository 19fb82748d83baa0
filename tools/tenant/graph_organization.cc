// The tenant itself, and its root site.

#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/graph.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

constexpr GraphSet kOrganizations = {.context = "organization", .type = "organization"};
constexpr GraphSet kSites = {.context = "sites", .type = "site"};

json::Value Organization() {
  const auto domain = [](const char* name, bool initial) {
    return json::Value::Object({{"capabilities", "Email, OfficeCommunicationsOnline"},
                                {"isDefault", initial},
                                {"isInitial", initial},
                                {"name", name},
                                {"type", "Managed"}});
  };
  return json::Value::Object(
      {{"id", kTenantId},
       {"deletedDateTime", json::Value()},
       {"businessPhones", json::Value::Array({"+49 30 5550100"})},
       {"city", "Berlin"},
       {"country", json::Value()},
       {"countryLetterCode", "DE"},
       {"createdDateTime", "2019-03-04T08:00:00Z"},
       {"displayName", kTenantName},
       {"marketingNotificationEmails", json::Value::Array()},
       {"onPremisesLastSyncDateTime", json::Value()},
       {"onPremisesSyncEnabled", json::Value()},
       {"postalCode", "10115"},
       {"preferredLanguage", "en"},
       {"securityComplianceNotificationMails", json::Value::Array()},
       {"state", json::Value()},
       {"street", "Invalidenstrasse 1"},
       {"technicalNotificationMails", json::Value::Array({absl::StrCat("admin@", kTenantDomain)})},
       {"tenantType", "AAD"},
       {"verifiedDomains", json::Value::Array({domain(kTenantDomain, true)})}});
}

http::Response ListOrganizations(Call& call) {
  return GraphCollection(call, kOrganizations, {Organization()});
}

http::Response GetOrganization(Call& call) {
  const std::string& id = call.parameters["id"];
  if (id != kTenantId) return GraphRefuse(call, ResourceNotFound(id));
  return GraphObject(call, kOrganizations, Organization());
}

// "site resource type"; its id is made of host, site collection and web.
http::Response RootSite(Call& call) {
  const std::string url = absl::StrCat("https://", kSpoHost);
  const Site* site = FindSite(call.state().sharepoint, url);
  if (site == nullptr) return GraphRefuse(call, ResourceNotFound("root"));
  return GraphObject(
      call, kSites,
      json::Value::Object({{"createdDateTime", IsoTime(site->changed)},
                           {"description", site->root().properties["Description"]},
                           {"id", absl::StrCat(kSpoHost, ",", site->id, ",",
                                               site->root().properties["Id"].AsString())},
                           {"lastModifiedDateTime", IsoTime(site->changed)},
                           {"name", ""},
                           {"webUrl", url},
                           {"displayName", site->title},
                           {"root", json::Value::Object()},
                           {"siteCollection", json::Value::Object({{"hostname", kSpoHost}})}}));
}

constexpr Route kRoutes[] = {
    {"GET", "organization", ListOrganizations},
    {"GET", "organization/{id}", GetOrganization},
    {"GET", "sites/root", RootSite},
};

}  // namespace

absl::Span<const Route> GraphOrganizationRoutes() { return kRoutes; }

}  // namespace o365::tenant
