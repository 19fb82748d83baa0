// With whom a flow is shared.

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/flow.h"

namespace o365::tenant {
namespace {

json::Value Shown(const Flow& flow, const FlowOwner& owner) {
  return json::Value::Object(
      {{"name", owner.id},
       {"id", absl::StrCat(flow.properties["id"].AsString(), "/permissions/", owner.id)},
       {"type", "/providers/Microsoft.ProcessSimple/environments/flows/permissions"},
       {"properties",
        json::Value::Object(
            {{"roleName", owner.role},
             {"permissionType", "Principal"},
             {"principal", json::Value::Object({{"id", owner.id}, {"type", owner.type}})}})}});
}

http::Response List(Call& call) {
  const auto found = EditableFlow(call);
  if (const auto* refusal = std::get_if<http::Response>(&found)) return *refusal;
  const Flow& flow = *std::get<Flow*>(found);
  const std::string& creator = flow.properties.At({"properties", "creator", "objectId"}).AsString();
  json::Value all =
      json::Value::Array({Shown(flow, {.id = creator, .type = "User", .role = "Owner"})});
  for (const FlowOwner& owner : flow.owners) all.Append(Shown(flow, owner));
  return Json(200, json::Value::Object({{"value", std::move(all)}}));
}

http::Response Invalid(absl::string_view why) { return FlowRefuse(400, "InvalidRequest", why); }

// What is wrong with somebody to share with.
std::optional<http::Response> Check(const Call& call, const FlowOwner& owner) {
  const bool is_group = owner.type == "Group";
  const bool known = is_group ? FindGroup(call.state(), owner.id) != nullptr
                              : FindUser(call.state(), owner.id) != nullptr;
  if (owner.role != "CanView" && owner.role != "CanEdit") {
    return Invalid(absl::StrCat("The role '", owner.role, "' is not one of CanView, CanEdit."));
  }
  if (owner.type != "User" && !is_group) return Invalid("The type of the principal is missing.");
  if (!known) return Invalid(absl::StrCat("The principal '", owner.id, "' does not exist."));
  return std::nullopt;
}

FlowOwner Read(const json::Value& permission) {
  const json::Value& properties = permission["properties"];
  return {.id = properties["principal"]["id"].AsString(),
          .type = properties["principal"]["type"].AsString(),
          .role = properties["roleName"].AsString()};
}

// {"put": [permission, ...], "delete": [{"id": ...}, ...]}
http::Response Modify(Call& call) {
  const auto found = EditableFlow(call);
  if (const auto* refusal = std::get_if<http::Response>(&found)) return *refusal;
  Flow& flow = *std::get<Flow*>(found);
  const json::Value body = call.Body();
  std::vector<FlowOwner> owners = flow.owners;
  const auto drop = [&](const std::string& id) {
    std::erase_if(owners,
                  [&](const FlowOwner& owner) { return absl::EqualsIgnoreCase(owner.id, id); });
  };
  for (const json::Value& permission : body["put"].elements()) {
    const FlowOwner owner = Read(permission);
    if (auto refusal = Check(call, owner)) return *std::move(refusal);
    drop(owner.id);
    owners.push_back(owner);
  }
  for (const json::Value& permission : body["delete"].elements()) {
    drop(permission["id"].AsString());
  }
  flow.owners = std::move(owners);
  return Empty(200);
}

constexpr Route kRoutes[] = {
    {"GET", "environments/{environment}/flows/{flow}/permissions", List},
    {"POST", "environments/{environment}/flows/{flow}/modifyPermissions", Modify},
    {"GET", "scopes/admin/environments/{environment}/flows/{flow}/permissions", List},
    {"POST", "scopes/admin/environments/{environment}/flows/{flow}/modifyPermissions", Modify},
};

}  // namespace

absl::Span<const Route> FlowOwnerRoutes() { return kRoutes; }

}  // namespace o365::tenant
