// Roles of administrators: definitions, assignments and their requests in Privileged Identity
// Management ("Role management resource types").

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/signing_key.h"

namespace o365::tenant {
namespace {

constexpr char kUnitScope[] = "/administrativeUnits/";

GraphError BuiltIn() {
  return {.status = 403,
          .code = "Authorization_RequestDenied",
          .message = "Built-in role definitions cannot be changed."};
}

std::optional<GraphError> AddDefinition(Call& call, const json::Value& body, Entity& role) {
  const std::string name = body["displayName"].AsString();
  if (call.state().directory.Of("unifiedRoleDefinition").FindBy("displayName", name) != nullptr) {
    return Conflict("displayName");
  }
  if (body["templateId"].is_null()) role.properties.Set("templateId", role.id());
  role.properties.Set("isBuiltIn", false);
  return std::nullopt;
}

std::optional<GraphError> SetDefinition(Call&, Entity& role, json::Value& changes) {
  if (!role.properties["isBuiltIn"].AsBool()) return std::nullopt;
  for (const auto& [name, value] : changes.members()) {
    if (name != "isEnabled") return BuiltIn();
  }
  return std::nullopt;
}

std::optional<GraphError> RemoveDefinition(Call& call, Entity& role) {
  if (role.properties["isBuiltIn"].AsBool()) return BuiltIn();
  if (call.state().directory.Of("unifiedRoleAssignment").FindBy("roleDefinitionId", role.id()) !=
      nullptr) {
    return GraphError{.message = "The role definition is assigned and cannot be deleted."};
  }
  return std::nullopt;
}

GraphError BadScope(absl::string_view scope) {
  return {.message = absl::StrCat("The directory scope '", scope, "' is not valid.")};
}

// "/", an administrative unit or an object such as an application.
std::optional<GraphError> CheckScope(State& state, absl::string_view scope) {
  if (scope == "/") return std::nullopt;
  if (absl::ConsumePrefix(&scope, kUnitScope)) {
    if (state.directory.Of("administrativeUnit").Find(scope) != nullptr) return std::nullopt;
    return ResourceNotFound(scope);
  }
  if (!absl::ConsumePrefix(&scope, "/")) return BadScope(scope);
  // An application can be named by its appId too.
  if (FindObject(state, scope) != nullptr ||
      state.directory.Of("application").FindBy("appId", scope) != nullptr) {
    return std::nullopt;
  }
  return ResourceNotFound(scope);
}

std::optional<GraphError> CheckEnds(State& state, const json::Value& properties) {
  const std::string& role = properties["roleDefinitionId"].AsString();
  const std::string& principal = properties["principalId"].AsString();
  if (state.directory.Of("unifiedRoleDefinition").Find(role) == nullptr) {
    return ResourceNotFound(role);
  }
  const Entity* found = FindObject(state, principal);
  if (found == nullptr) return ResourceNotFound(principal);
  if (found->type == "group" && !found->properties["isAssignableToRole"].AsBool()) {
    return GraphError{.message =
                          "The group is not role assignable: isAssignableToRole is not "
                          "set."};
  }
  if (!properties["appScopeId"].is_null()) return std::nullopt;
  return CheckScope(state, properties["directoryScopeId"].AsString());
}

bool IsSame(const json::Value& a, const json::Value& b) {
  return absl::EqualsIgnoreCase(a["principalId"].AsString(), b["principalId"].AsString()) &&
         absl::EqualsIgnoreCase(a["roleDefinitionId"].AsString(),
                                b["roleDefinitionId"].AsString()) &&
         a["directoryScopeId"] == b["directoryScopeId"];
}

Entity* FindSame(State& state, absl::string_view type, const json::Value& wanted) {
  for (const auto& each : state.directory.Of(type).held()) {
    if (IsSame(each->properties, wanted)) return each.get();
  }
  return nullptr;
}

std::string AssignmentId(const json::Value& properties) {
  return Base64Url(absl::StrCat(properties["roleDefinitionId"].AsString().substr(0, 8),
                                properties["principalId"].AsString().substr(0, 13),
                                properties["directoryScopeId"].AsString())) +
         "-1";
}

std::optional<GraphError> AddAssignment(Call& call, const json::Value&, Entity& assignment) {
  json::Value& properties = assignment.properties;
  if (properties["directoryScopeId"].is_null() && properties["appScopeId"].is_null()) {
    return GraphError{.message =
                          "A value is required for property 'directoryScopeId' of resource "
                          "'RoleAssignment'."};
  }
  if (auto error = CheckEnds(call.state(), properties)) return error;
  if (FindSame(call.state(), "unifiedRoleAssignment", properties) != nullptr) {
    const char* message =
        "A conflicting object with one or more of the specified property values is present in the "
        "directory.";
    return GraphError{.message = message,
                      .details = json::Value::Array({json::Value::Object(
                          {{"code", "ConflictingObjects"}, {"message", message}})})};
  }
  properties.Set("id", AssignmentId(properties));
  return std::nullopt;
}

// When a schedule ends; null for never.
json::Value EndOf(const json::Value& schedule, absl::Time start) {
  const json::Value& expiration = schedule["expiration"];
  const std::string& type = expiration["type"].AsString();
  if (absl::EqualsIgnoreCase(type, "afterDateTime")) return expiration["endDateTime"];
  if (!absl::EqualsIgnoreCase(type, "afterDuration")) return json::Value();
  // ISO 8601: PT8H, P30D, PT30M.
  absl::string_view text = expiration["duration"].AsString();
  absl::Duration sum, unit;
  bool is_time = false;
  int64_t number = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      number = number * 10 + (c - '0');
      continue;
    }
    if (c == 'T') is_time = true;
    unit = c == 'D'              ? absl::Hours(24)
           : c == 'H'            ? absl::Hours(1)
           : c == 'Y'            ? absl::Hours(24 * 365)
           : c == 'M' && is_time ? absl::Minutes(1)
           : c == 'M'            ? absl::Hours(24 * 30)
                                 : absl::Seconds(1);
    sum += unit * number;
    number = 0;
  }
  return json::Value(IsoTime(start + sum));
}

GraphError RoleExists(const char* code, const char* message) {
  return {.code = code, .message = message};
}

// Puts a granted request into effect.
void AddInstance(Call& call, const char* type, const json::Value& request,
                 const std::string& start) {
  absl::Time from = call.clock().Now();
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, start, &from, &error)) from = call.clock().Now();
  json::Value instance = json::Value::Object({{"id", AssignmentId(request)},
                                              {"principalId", request["principalId"]},
                                              {"roleDefinitionId", request["roleDefinitionId"]},
                                              {"directoryScopeId", request["directoryScopeId"]},
                                              {"startDateTime", start},
                                              {"endDateTime", EndOf(request["scheduleInfo"], from)},
                                              {"memberType", "Direct"}});
  const bool is_assignment = absl::string_view(type) == "unifiedRoleAssignmentScheduleInstance";
  if (is_assignment) {
    instance.Set("assignmentType", "Assigned");
    instance.Set("roleAssignmentScheduleId", request["id"]);
    instance.Set("roleAssignmentOriginId", instance["id"]);
  } else {
    instance.Set("roleEligibilityScheduleId", request["id"]);
  }
  AddEntity(call.state(), type, instance);
  if (!is_assignment) return;
  AddEntity(call.state(), "unifiedRoleAssignment",
            json::Value::Object({{"id", instance["id"]},
                                 {"principalId", request["principalId"]},
                                 {"roleDefinitionId", request["roleDefinitionId"]},
                                 {"directoryScopeId", request["directoryScopeId"]}}));
}

void RemoveSame(State& state, absl::string_view type, const json::Value& request) {
  if (const Entity* entity = FindSame(state, type, request)) state.directory.Of(type).Take(*entity);
}

// A request is granted at once: adminAssign, adminRemove, selfActivate and so on.
std::optional<GraphError> AddRequest(Call& call, Entity& request, const char* instances) {
  json::Value& properties = request.properties;
  State& state = call.state();
  if (properties["directoryScopeId"].is_null()) properties.Set("directoryScopeId", "/");
  if (auto error = CheckEnds(state, properties)) return error;
  const std::string& action = properties["action"].AsString();
  const bool removes = IsNamed("adminRemove selfDeactivate", action);
  const Entity* there = FindSame(state, instances, properties);
  if (!removes && !IsNamed("adminAssign adminUpdate adminExtend adminRenew selfActivate", action)) {
    return InvalidValue(TypeNamed(request.type), "action");
  }
  if (removes && there == nullptr) {
    return RoleExists("RoleAssignmentDoesNotExist", "The Role assignment does not exist.");
  }
  if (IsNamed("adminAssign selfActivate", action) && there != nullptr) {
    return RoleExists("RoleAssignmentExists", "The Role assignment already exists.");
  }
  const std::string now = IsoTime(call.clock().Now());
  std::string start = properties["scheduleInfo"]["startDateTime"].AsString();
  if (start.empty()) start = now;
  properties.Set("status", removes ? "Revoked" : "Provisioned");
  properties.Set("completedDateTime", now);
  properties.Set("targetScheduleId", request.id());
  properties.Set(
      "createdBy",
      json::Value::Object({{"application", json::Value()},
                           {"device", json::Value()},
                           {"user", json::Value::Object({{"displayName", json::Value()},
                                                         {"id", call.caller.object_id}})}}));
  if (properties["scheduleInfo"].is_object()) {
    properties.FindMutable("scheduleInfo")->Set("startDateTime", start);
  }
  RemoveSame(state, instances, properties);
  if (absl::string_view(instances) == "unifiedRoleAssignmentScheduleInstance") {
    RemoveSame(state, "unifiedRoleAssignment", properties);
  }
  if (!removes) AddInstance(call, instances, properties, start);
  return std::nullopt;
}

std::optional<GraphError> AddAssignmentRequest(Call& call, const json::Value&, Entity& request) {
  return AddRequest(call, request, "unifiedRoleAssignmentScheduleInstance");
}

std::optional<GraphError> AddEligibilityRequest(Call& call, const json::Value&, Entity& request) {
  return AddRequest(call, request, "unifiedRoleEligibilityScheduleInstance");
}

std::vector<Navigation> Ends() {
  return {{"principal", Navigation::Kind::kReference, "principalId"},
          {"roleDefinition", Navigation::Kind::kReference, "roleDefinitionId",
           "unifiedRoleDefinition"}};
}

EntityType Requests(const char* name, const char* path, decltype(EntityRules::add) add) {
  return {.name = name,
          .path = path,
          .verbs = "list get add",
          .shape = Shape(R"({"id": null, "status": null, "createdDateTime": null,
            "completedDateTime": null, "approvalId": null, "customData": null, "action": null,
            "principalId": null, "roleDefinitionId": null, "directoryScopeId": null,
            "appScopeId": null, "isValidationOnly": false, "targetScheduleId": null,
            "justification": null, "createdBy": {}, "scheduleInfo": null, "ticketInfo": {}})"),
          .required = "action principalId roleDefinitionId",
          .read_only = "id status createdDateTime completedDateTime createdBy",
          .navigations = Ends(),
          .rules = {.add = add}};
}

}  // namespace

std::vector<EntityType> RoleTypes() {
  using Kind = Navigation::Kind;
  return {
      {.name = "unifiedRoleDefinition",
       .path = "roleManagement/directory/roleDefinitions",
       .verbs = "list get add set remove",
       .shape = Shape(R"({"id": null, "description": null, "displayName": null,
         "isBuiltIn": false, "isEnabled": true, "resourceScopes": ["/"], "templateId": null,
         "version": null, "rolePermissions": []})"),
       .required = "displayName rolePermissions isEnabled",
       .read_only = "id isBuiltIn",
       .rules = {.add = AddDefinition, .set = SetDefinition, .remove = RemoveDefinition}},
      {.name = "unifiedRoleAssignment",
       .path = "roleManagement/directory/roleAssignments",
       .verbs = "list get add remove",
       .shape = Shape(R"({"id": null, "principalId": null, "directoryScopeId": null,
         "appScopeId": null, "roleDefinitionId": null, "condition": null})"),
       .required = "principalId roleDefinitionId",
       .read_only = "id",
       .navigations = Ends(),
       .rules = {.add = AddAssignment}},
      Requests("unifiedRoleAssignmentScheduleRequest",
               "roleManagement/directory/roleAssignmentScheduleRequests", AddAssignmentRequest),
      Requests("unifiedRoleEligibilityScheduleRequest",
               "roleManagement/directory/roleEligibilityScheduleRequests", AddEligibilityRequest),
      {.name = "unifiedRoleAssignmentScheduleInstance",
       .path = "roleManagement/directory/roleAssignmentScheduleInstances",
       .verbs = "list get",
       .shape = Shape(R"({"id": null, "principalId": null, "roleDefinitionId": null,
         "directoryScopeId": null, "appScopeId": null, "startDateTime": null,
         "endDateTime": null, "assignmentType": null, "memberType": null,
         "roleAssignmentOriginId": null, "roleAssignmentScheduleId": null})"),
       .navigations = Ends()},
      {.name = "unifiedRoleEligibilityScheduleInstance",
       .path = "roleManagement/directory/roleEligibilityScheduleInstances",
       .verbs = "list get",
       .shape = Shape(R"({"id": null, "principalId": null, "roleDefinitionId": null,
         "directoryScopeId": null, "appScopeId": null, "startDateTime": null,
         "endDateTime": null, "memberType": null, "roleEligibilityScheduleId": null})"),
       .navigations = Ends()},
      {.name = "unifiedRbacResourceNamespace",
       .path = "roleManagement/directory/resourceNamespaces",
       .verbs = "list get",
       .shape = Shape(R"({"id": null, "name": null})"),
       .navigations = {{"resourceActions", Kind::kChildren, "", "unifiedRbacResourceAction"}}},
      {.name = "unifiedRbacResourceAction",
       .path = "roleManagement/directory/resourceNamespaces/{parent}/resourceActions",
       .verbs = "list get",
       .shape = Shape(R"({"id": null, "actionVerb": null, "description": null,
         "isAuthenticationContextSettable": null, "isPrivileged": false, "name": null,
         "resourceScopeId": null})")},
  };
}

}  // namespace o365::tenant
