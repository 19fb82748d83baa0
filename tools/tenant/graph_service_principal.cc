// Applications as they stand in the tenant ("servicePrincipal resource type").

#include "absl/strings/match.h"
#include "tools/tenant/graph.h"

namespace o365::tenant {
namespace {

constexpr GraphSet kSet = {.context = "servicePrincipals", .type = "servicePrincipal"};

const json::Value* Find(const Call& call, absl::string_view member, absl::string_view value) {
  for (const json::Value& principal : call.state().directory.service_principals) {
    if (absl::EqualsIgnoreCase(principal[member].AsString(), value)) return &principal;
  }
  return nullptr;
}

http::Response List(Call& call) {
  return GraphCollection(call, kSet, call.state().directory.service_principals);
}

http::Response Get(Call& call) {
  const std::string& id = call.parameters["id"];
  const json::Value* principal = Find(call, "id", id);
  if (principal == nullptr) return GraphRefuse(call, ResourceNotFound(id));
  return GraphObject(call, kSet, *principal);
}

// servicePrincipals(appId='...'): the alternate key.
http::Response GetByAppId(Call& call) {
  const std::string& id = call.parameters["appId"];
  const json::Value* principal = Find(call, "appId", id);
  if (principal == nullptr) return GraphRefuse(call, ResourceNotFound(id));
  return GraphObject(call, kSet, *principal);
}

http::Response ListOrGetByAppId(Call& call) {
  return call.parameters["appId"].empty() ? List(call) : GetByAppId(call);
}

constexpr Route kRoutes[] = {
    {"GET", "servicePrincipals", ListOrGetByAppId},
    {"GET", "servicePrincipals/{id}", Get},
};

}  // namespace

absl::Span<const Route> GraphServicePrincipalRoutes() { return kRoutes; }

}  // namespace o365::tenant
