// Administrative units and devices, and the people in a unit.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/graph_type.h"

namespace o365::tenant {
namespace {

std::optional<GraphError> LinkToUnit(Call&, Entity&, const Entity& target) {
  if (IsNamed("user group device", target.type)) return std::nullopt;
  return GraphError{
      .message = absl::StrCat("A ", target.type, " cannot be a member of an administrative unit.")};
}

// "Add a scopedRoleMember"
std::optional<GraphError> AddScopedMember(Call& call, const json::Value& body, Entity& member) {
  const std::string id = body["roleMemberInfo"]["id"].AsString();
  const Entity* person = FindObject(call.state(), id);
  if (person == nullptr) return ResourceNotFound(id);
  const std::string role = body["roleId"].AsString();
  if (call.state().directory.Of("unifiedRoleDefinition").Find(role) == nullptr) {
    return ResourceNotFound(role);
  }
  member.properties.Set("administrativeUnitId", member.parent);
  member.properties.Set(
      "roleMemberInfo",
      json::Value::Object({{"id", id}, {"displayName", person->properties["displayName"]}}));
  return std::nullopt;
}

std::optional<GraphError> AddDevice(Call& call, const json::Value& body, Entity&) {
  if (call.state().directory.Of("device").FindBy("deviceId", body["deviceId"].AsString()) !=
      nullptr) {
    return Conflict("deviceId");
  }
  return std::nullopt;
}

}  // namespace

std::vector<EntityType> DirectoryTypes() {
  using Kind = Navigation::Kind;
  return {
      {.name = "administrativeUnit",
       .path = "directory/administrativeUnits",
       .verbs = "list get add set remove",
       .shape = Shape(R"({"id": null, "deletedDateTime": null, "description": null,
         "displayName": null, "isMemberManagementRestricted": false, "membershipRule": null,
         "membershipRuleProcessingState": null, "membershipType": null, "visibility": null})"),
       .required = "displayName",
       .read_only = "id deletedDateTime",
       .navigations = {{"members", Kind::kLinks},
                       {"scopedRoleMembers", Kind::kChildren, "", "scopedRoleMembership"}},
       .rules = {.link = LinkToUnit},
       .is_directory_object = true,
       .is_soft_deleted = true},
      {.name = "scopedRoleMembership",
       .path = "directory/administrativeUnits/{parent}/scopedRoleMembers",
       .verbs = "list get add remove",
       .shape = Shape(R"({"id": null, "administrativeUnitId": null, "roleId": null,
         "roleMemberInfo": {}})"),
       .required = "roleId roleMemberInfo",
       .read_only = "id administrativeUnitId",
       .rules = {.add = AddScopedMember}},
      {.name = "device",
       .path = "devices",
       .verbs = "list get add set remove",
       .shape = Shape(R"({"id": null, "deletedDateTime": null, "accountEnabled": true,
         "alternativeSecurityIds": [], "approximateLastSignInDateTime": null,
         "complianceExpirationDateTime": null, "createdDateTime": null, "deviceCategory": null,
         "deviceId": null, "deviceMetadata": null, "deviceOwnership": null,
         "deviceVersion": null, "displayName": null, "enrollmentProfileName": null,
         "extensionAttributes": {}, "isCompliant": null, "isManaged": null,
         "manufacturer": null, "mdmAppId": null, "model": null,
         "onPremisesLastSyncDateTime": null, "onPremisesSyncEnabled": null,
         "operatingSystem": null, "operatingSystemVersion": null, "physicalIds": [],
         "profileType": null, "registrationDateTime": null, "systemLabels": [],
         "trustType": null})"),
       .required = "accountEnabled alternativeSecurityIds deviceId displayName operatingSystem "
                   "operatingSystemVersion",
       .read_only = "id createdDateTime deletedDateTime",
       .alternate_keys = "deviceId",
       .navigations = {{"registeredOwners", Kind::kLinks},
                       {"registeredUsers", Kind::kLinks},
                       {"memberOf", Kind::kInverse, "members", "group administrativeUnit"},
                       {"extensions", Kind::kChildren, "", "openTypeExtension"}},
       .rules = {.add = AddDevice},
       .is_directory_object = true},
  };
}

}  // namespace o365::tenant
