// Groups ("group resource type").

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/odata_shape.h"

namespace o365::tenant {
namespace {

bool IsUnified(const json::Value& properties) {
  const auto& types = properties["groupTypes"].elements();
  return std::find(types.begin(), types.end(), json::Value("Unified")) != types.end();
}

std::optional<GraphError> CheckNickname(State& state, const Entity& group,
                                        const std::string& nickname) {
  if (nickname.find_first_of("@()\\[]\";:<>, ") != std::string::npos) {
    return InvalidValue(TypeNamed("group"), "mailNickname");
  }
  const Entity* taken = FindGroupByNickname(state, nickname);
  if (taken != nullptr && taken != &group) return Conflict("mailNickname");
  return std::nullopt;
}

std::optional<GraphError> CheckVisibility(const json::Value& visibility) {
  for (const char* known : {"Public", "Private", "HiddenMembership"}) {
    if (visibility.AsString() == known) return std::nullopt;
  }
  if (visibility.is_null()) return std::nullopt;
  return InvalidValue(TypeNamed("group"), "visibility");
}

// Gives a new Microsoft 365 group its address and its team site.
void MakeUnified(Call& call, Entity& group) {
  json::Value& properties = group.properties;
  const std::string nickname = properties["mailNickname"].AsString();
  const std::string mail = absl::StrCat(nickname, "@", kTenantDomain);
  properties.Set("mail", mail);
  properties.Set("proxyAddresses", json::Value::Array({absl::StrCat("SMTP:", mail)}));
  // Public unless said otherwise ("Create group", visibility).
  if (properties["visibility"].is_null()) properties.Set("visibility", "Public");
  AddSiteOfGroup(call.state(), {.name = properties["displayName"].AsString(),
                                .nickname = nickname,
                                .description = properties["description"].AsString(),
                                .classification = properties["classification"].AsString(),
                                .id = group.id(),
                                .owner = call.caller.object_id,
                                .created = call.clock().Now()});
}

std::optional<GraphError> Add(Call& call, const json::Value& body, Entity& group) {
  json::Value& properties = group.properties;
  const bool unified = IsUnified(properties);
  if (auto error = CheckNickname(call.state(), group, properties["mailNickname"].AsString())) {
    return error;
  }
  if (auto error = CheckVisibility(properties["visibility"])) return error;
  if (!unified && (!properties["securityEnabled"].AsBool() || properties["mailEnabled"].AsBool())) {
    return GraphError{.message =
                          "The service does not currently support writes of mail-enabled "
                          "groups. Please ensure that the mail-enablement property is unset "
                          "and the security-enablement property is set."};
  }
  properties.Set("renewedDateTime", IsoTime(call.clock().Now()));
  // Whoever makes a group owns it, unless owners were named ("Create group").
  // An app is no owner of what it makes.
  const bool is_person = !call.caller.is_app;
  if (is_person && body.Find("owners@odata.bind") == nullptr) {
    group.links["owners"] = {call.caller.object_id};
  }
  if (is_person && unified && body.Find("members@odata.bind") == nullptr) {
    group.links["members"] = {call.caller.object_id};
  }
  if (unified) MakeUnified(call, group);
  return std::nullopt;
}

std::optional<GraphError> Set(Call& call, Entity& group, json::Value& changes) {
  if (const json::Value* nickname = changes.Find("mailNickname")) {
    if (auto error = CheckNickname(call.state(), group, nickname->AsString())) return error;
  }
  if (const json::Value* visibility = changes.Find("visibility")) {
    if (auto error = CheckVisibility(*visibility)) return error;
  }
  // What Exchange keeps can only be changed by itself ("Update group").
  size_t of_exchange = 0, others = 0;
  for (const auto& [name, value] : changes.members()) {
    const bool is = IsNamed(
        "allowExternalSenders autoSubscribeNewMembers hideFromAddressLists hideFromOutlookClients",
        name);
    ++(is ? of_exchange : others);
  }
  if (of_exchange > 0 && others > 0) {
    return GraphError{.message =
                          "Properties of the group's mailbox cannot be changed together "
                          "with other properties."};
  }
  return std::nullopt;
}

std::optional<GraphError> Link(Call&, Entity& group, const Entity& target) {
  const bool fits = target.type == "user" || !IsUnified(group.properties);
  if (fits) return std::nullopt;
  return GraphError{.message = "Unified groups can only have users as members and owners."};
}

std::optional<GraphError> Restore(Call& call, Entity& group) {
  return CheckNickname(call.state(), group, group.properties["mailNickname"].AsString());
}

Entity* Addressed(Call& call) { return FindGroup(call.state(), call.parameters["id"]); }

http::Response NotFound(const Call& call) {
  return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
}

// The document library of the group's team site.
http::Response Drive(Call& call) {
  const Entity* group = Addressed(call);
  if (group == nullptr) return NotFound(call);
  const Site* site = FindSiteOfGroup(call.state(), group->id());
  if (site == nullptr) {
    return GraphRefuse(
        call, {.status = 404, .code = "ResourceNotFound", .message = "Resource is not found."});
  }
  json::Value drive =
      json::Value::Object({{"createdDateTime", IsoTime(site->changed)},
                           {"description", ""},
                           {"id", absl::StrCat("b!", site->id)},
                           {"lastModifiedDateTime", IsoTime(site->changed)},
                           {"name", "Documents"},
                           {"webUrl", site->url + "/Shared%20Documents"},
                           {"driveType", "documentLibrary"},
                           {"quota", json::Value::Object({{"state", "normal"},
                                                          {"total", int64_t{27487790694400}},
                                                          {"used", site->storage_used}})}});
  const std::string select = call.Query("$select");
  if (!select.empty()) drive = Select(drive, SplitNames(select));
  return GraphValue(call, "drives/$entity", drive);
}

// "group: renew"
http::Response Renew(Call& call) {
  Entity* group = Addressed(call);
  if (group == nullptr) return NotFound(call);
  if (!MayChange(call, *group)) return GraphRefuse(call, NotAuthorized());
  group->properties.Set("renewedDateTime", IsoTime(call.clock().Now()));
  return Empty(204);
}

// "Create team from group"
http::Response MakeTeam(Call& call) {
  Entity* group = Addressed(call);
  if (group == nullptr) return NotFound(call);
  if (!MayChange(call, *group)) return GraphRefuse(call, NotAuthorized());
  json::Value options =
      json::Value::Array(group->properties["resourceProvisioningOptions"].elements());
  const bool is_team = !options.elements().empty();
  if (!IsUnified(group->properties) || is_team) {
    return GraphRefuse(
        call, {.status = is_team ? 409 : 400,
               .code = is_team ? "Conflict" : "BadRequest",
               .message = is_team ? "The group is already provisioned"
                                  : "Failed to execute Templates backend request: the group is "
                                    "not a Microsoft 365 group."});
  }
  options.Append("Team");
  group->properties.Set("resourceProvisioningOptions", std::move(options));
  json::Value team = json::Value::Object({{"id", group->id()},
                                          {"displayName", group->properties["displayName"]},
                                          {"description", group->properties["description"]},
                                          {"isArchived", false}});
  const json::Value body = call.Body();
  for (const auto& [name, value] : body.members()) team.Set(name, value);
  return GraphValue(call, "teams/$entity", team, 201);
}

constexpr Route kRoutes[] = {
    {"GET", "groups/{id}/drive", Drive},
    {"POST", "groups/{id}/renew", Renew},
    {"PUT", "groups/{id}/team", MakeTeam},
};

}  // namespace

absl::Span<const Route> GraphGroupRoutes() { return kRoutes; }

std::vector<EntityType> GroupTypes() {
  using Kind = Navigation::Kind;
  json::Value shape =
      GroupProperties({.name = "", .nickname = "", .unified = false, .id = "", .created = {}});
  shape.Set("securityEnabled", false);
  shape.Set("createdDateTime", json::Value());
  // Licenses of groups are not dealt with; the property is there to be selected.
  shape.Set("assignedLicenses", json::Value::Array());
  return {
      {.name = "group",
       .path = "groups",
       .verbs = "list get add set remove",
       .shape = std::move(shape),
       .default_select =
           "id,deletedDateTime,classification,createdDateTime,creationOptions,description,"
           "displayName,expirationDateTime,groupTypes,isAssignableToRole,mail,mailEnabled,"
           "mailNickname,membershipRule,membershipRuleProcessingState,onPremisesDomainName,"
           "onPremisesLastSyncDateTime,onPremisesNetBiosName,onPremisesProvisioningErrors,"
           "onPremisesSamAccountName,onPremisesSecurityIdentifier,onPremisesSyncEnabled,"
           "preferredDataLocation,preferredLanguage,proxyAddresses,renewedDateTime,"
           "resourceBehaviorOptions,resourceProvisioningOptions,securityEnabled,theme,uniqueName,"
           "visibility",
       .required = "displayName mailNickname mailEnabled securityEnabled",
       .read_only = "id createdDateTime deletedDateTime mail proxyAddresses renewedDateTime",
       .alternate_keys = "uniqueName",
       .navigations = {{"owners", Kind::kLinks},
                       {"members", Kind::kLinks},
                       {"memberOf", Kind::kInverse, "members", "group administrativeUnit"},
                       {"appRoleAssignments", Kind::kChildren, "principalId", "appRoleAssignment"},
                       {"extensions", Kind::kChildren, "", "openTypeExtension"}},
       .rules = {.add = Add, .set = Set, .link = Link, .restore = Restore},
       .is_directory_object = true,
       .is_soft_deleted = true,
       .may_be_added_by_anybody = true},
  };
}

}  // namespace o365::tenant
