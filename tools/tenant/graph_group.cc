// Groups, those that were deleted included ("group resource type", "directory (deleted items)").

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/graph.h"

namespace o365::tenant {
namespace {

constexpr GraphSet kSet = {
    .context = "groups",
    .type = "group",
    .default_select =
        "id,deletedDateTime,classification,createdDateTime,creationOptions,description,displayName,"
        "expirationDateTime,groupTypes,isAssignableToRole,mail,mailEnabled,mailNickname,"
        "membershipRule,membershipRuleProcessingState,onPremisesDomainName,"
        "onPremisesLastSyncDateTime,onPremisesNetBiosName,onPremisesProvisioningErrors,"
        "onPremisesSamAccountName,onPremisesSecurityIdentifier,onPremisesSyncEnabled,"
        "preferredDataLocation,preferredLanguage,proxyAddresses,renewedDateTime,"
        "resourceBehaviorOptions,resourceProvisioningOptions,securityEnabled,theme,uniqueName,"
        "visibility"};
constexpr GraphSet kDriveSet = {.context = "drives", .type = "drive"};

using Groups = std::vector<std::unique_ptr<Group>>;

std::vector<json::Value> Shown(const Groups& groups) {
  std::vector<json::Value> shown;
  for (const auto& group : groups) shown.push_back(group->properties);
  return shown;
}

http::Response List(Call& call) {
  return GraphCollection(call, kSet, Shown(call.state().directory.groups));
}

http::Response ListDeleted(Call& call) {
  return GraphCollection(call, kSet, Shown(call.state().directory.deleted_groups));
}

http::Response NotFound(const Call& call) {
  return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
}

http::Response Get(Call& call) {
  const Group* group = FindGroup(call.state(), call.parameters["id"]);
  return group == nullptr ? NotFound(call) : GraphObject(call, kSet, group->properties);
}

Groups::iterator FindDeleted(Groups& groups, absl::string_view id) {
  return std::find_if(groups.begin(), groups.end(),
                      [&](const auto& group) { return absl::EqualsIgnoreCase(group->id(), id); });
}

http::Response GetDeleted(Call& call) {
  Groups& deleted = call.state().directory.deleted_groups;
  const auto group = FindDeleted(deleted, call.parameters["id"]);
  return group == deleted.end() ? NotFound(call) : GraphObject(call, kSet, (*group)->properties);
}

GraphError Required(absl::string_view property) {
  return {.message = absl::StrCat("A value is required for property '", property,
                                  "' of resource 'Group'.")};
}

GraphError NicknameTaken() {
  const char* message =
      "Another object with the same value for property mailNickname already exists.";
  return {.message = message,
          .details = json::Value::Array({json::Value::Object(
              {{"code", "ObjectConflict"}, {"message", message}, {"target", "mailNickname"}})})};
}

bool IsUnified(const json::Value& properties) {
  const auto& types = properties["groupTypes"].elements();
  return std::find(types.begin(), types.end(), json::Value("Unified")) != types.end();
}

// What is wrong with the body of a new group.
std::optional<GraphError> Check(const Call& call, const json::Value& body) {
  for (const char* property : {"displayName", "mailNickname"}) {
    if (body[property].AsString().empty()) return Required(property);
  }
  for (const char* property : {"mailEnabled", "securityEnabled"}) {
    if (!body[property].is_bool()) return Required(property);
  }
  const std::string nickname = body["mailNickname"].AsString();
  if (nickname.find_first_of("@()\\[]\";:<>, ") != std::string::npos) {
    return GraphError{.message =
                          "Invalid value specified for property 'mailNickname' of resource "
                          "'Group'."};
  }
  if (!IsUnified(body) && !body["securityEnabled"].AsBool()) {
    return GraphError{.message =
                          "The service does not currently support writes of mail-enabled "
                          "groups. Please ensure that the mail-enablement property is unset "
                          "and the security-enablement property is set."};
  }
  if (FindGroupByNickname(call.state(), nickname) != nullptr) return NicknameTaken();
  return std::nullopt;
}

http::Response Add(Call& call) {
  const json::Value body = call.Body();
  if (auto error = Check(call, body)) return GraphRefuse(call, *error);
  const bool unified = IsUnified(body);
  // Microsoft 365 groups are public unless said otherwise ("Create group", visibility).
  const Group& group =
      AddGroup(call.state(), {.name = body["displayName"].AsString(),
                              .nickname = body["mailNickname"].AsString(),
                              .description = body["description"].AsString(),
                              .is_public = body["visibility"].AsString() != "Private",
                              .classification = body["classification"].AsString(),
                              .unified = unified,
                              .id = base::NewGuid(),
                              .owner = call.caller.object_id,
                              .created = call.clock().Now()});
  http::Response response = GraphObject(call, kSet, group.properties, 201);
  response.headers.Set(
      "Location", absl::StrCat("https://graph.microsoft.com/v2/", kTenantId, "/directoryObjects/",
                               group.id(), "/Microsoft.DirectoryServices.Group"));
  return response;
}

// Whether the caller may change the group.
bool Owns(const Call& call, const Group& group) {
  return call.caller.administrator || std::find(group.owners.begin(), group.owners.end(),
                                                call.caller.object_id) != group.owners.end();
}

http::Response Update(Call& call) {
  Group* group = FindGroup(call.state(), call.parameters["id"]);
  if (group == nullptr) return NotFound(call);
  if (!Owns(call, *group)) return GraphRefuse(call, NotAuthorized());
  const json::Value body = call.Body();
  for (const auto& [name, value] : body.members()) {
    if (group->properties.Find(name) == nullptr) {
      return GraphRefuse(call, {.message = absl::StrCat("Property '", name,
                                                        "' does not exist as a declared property "
                                                        "or extension property.")});
    }
  }
  for (const auto& [name, value] : body.members()) group->properties.Set(name, value);
  return Empty(204);
}

http::Response Remove(Call& call) {
  Groups& groups = call.state().directory.groups;
  const auto group = FindDeleted(groups, call.parameters["id"]);
  if (group == groups.end()) return NotFound(call);
  if (!Owns(call, **group)) return GraphRefuse(call, NotAuthorized());
  (*group)->properties.Set("deletedDateTime", IsoTime(call.clock().Now()));
  call.state().directory.deleted_groups.push_back(std::move(*group));
  groups.erase(group);
  return Empty(204);
}

http::Response Restore(Call& call) {
  Groups& deleted = call.state().directory.deleted_groups;
  const auto group = FindDeleted(deleted, call.parameters["id"]);
  if (group == deleted.end()) return NotFound(call);
  (*group)->properties.Set("deletedDateTime", json::Value());
  const json::Value properties = (*group)->properties;
  call.state().directory.groups.push_back(std::move(*group));
  deleted.erase(group);
  return GraphObject(call, kSet, properties);
}

// The document library of the group's team site.
http::Response Drive(Call& call) {
  const Group* group = FindGroup(call.state(), call.parameters["id"]);
  if (group == nullptr) return NotFound(call);
  const Site* site = FindSiteOfGroup(call.state(), group->id());
  if (site == nullptr) {
    return GraphRefuse(
        call, {.status = 404, .code = "ResourceNotFound", .message = "Resource is not found."});
  }
  return GraphObject(
      call, kDriveSet,
      json::Value::Object({{"createdDateTime", IsoTime(site->changed)},
                           {"description", ""},
                           {"id", absl::StrCat("b!", site->id)},
                           {"lastModifiedDateTime", IsoTime(site->changed)},
                           {"name", "Documents"},
                           {"webUrl", site->url + "/Shared%20Documents"},
                           {"driveType", "documentLibrary"},
                           {"quota", json::Value::Object({{"state", "normal"},
                                                          {"total", int64_t{27487790694400}},
                                                          {"used", site->storage_used}})}}));
}

http::Response SetPhoto(Call& call) {
  Group* group = FindGroup(call.state(), call.parameters["id"]);
  if (group == nullptr) return NotFound(call);
  if (!Owns(call, *group)) return GraphRefuse(call, NotAuthorized());
  const std::string type = call.request.headers.Get("Content-Type");
  if (!absl::StartsWithIgnoreCase(type, "image/")) {
    return GraphRefuse(
        call, {.code = "ErrorInvalidImageType", .message = "The content type is not an image."});
  }
  group->photo_type = type;
  group->photo = call.request.body;
  return Empty(200);
}

http::Response GetPhoto(Call& call) {
  const Group* group = FindGroup(call.state(), call.parameters["id"]);
  if (group == nullptr) return NotFound(call);
  if (group->photo_type.empty()) {
    return GraphRefuse(call, {.status = 404,
                              .code = "ImageNotFound",
                              .message = "Exception of type 'Microsoft.Fast.Profile.Core.Exception."
                                         "ImageNotFoundException' was thrown."});
  }
  return Text(200, group->photo, group->photo_type);
}

constexpr Route kRoutes[] = {
    {"GET", "directory/deletedItems/microsoft.graph.group", ListDeleted},
    {"GET", "directory/deletedItems/{id}", GetDeleted},
    {"POST", "directory/deletedItems/{id}/restore", Restore},
    {"GET", "groups", List},
    {"POST", "groups", Add},
    {"GET", "groups/{id}", Get},
    {"PATCH", "groups/{id}", Update},
    {"DELETE", "groups/{id}", Remove},
    {"GET", "groups/{id}/drive", Drive},
    {"GET", "groups/{id}/photo/$value", GetPhoto},
    {"PUT", "groups/{id}/photo/$value", SetPhoto},
};

}  // namespace

absl::Span<const Route> GraphGroupRoutes() { return kRoutes; }

}  // namespace o365::tenant
