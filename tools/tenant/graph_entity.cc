// List, get, add, set and remove for every collection of the table of types, and the routes that
// follow from it.

#include <deque>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/graph_link.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/odata_shape.h"

namespace o365::tenant {
namespace {

constexpr char kBind[] = "@odata.bind";

http::Response NotFound(const Call& call, absl::string_view id) {
  return GraphRefuse(call, ResourceNotFound(id));
}

// The path of the collection with the parent's id in it.
std::string ContextOf(const EntityType& type, const Call& call) {
  const std::string path = type.path;
  const size_t place = path.find("/{parent}");
  if (place == std::string::npos) return path;
  return absl::StrCat(path.substr(0, place), "('", call.parameters["parent"], "')",
                      path.substr(place + 9));
}

// The row of the collection that a child's path begins with: "users" of "users/{parent}/...".
const EntityType& ParentType(const EntityType& type) {
  const absl::string_view path =
      absl::string_view(type.path).substr(0, absl::string_view(type.path).find("/{parent}"));
  for (const EntityType& each : EntityTypes()) {
    if (path == each.path) return each;
  }
  return type;
}

bool IsChild(const EntityType& type) { return absl::StrContains(type.path, "{parent}"); }

// The entity that contains what the path is about. nullptr when it does not exist, or there is no
// such container.
Entity* FindParent(Call& call) {
  const EntityType& type = *call.route->entity;
  return IsChild(type) ? FindEntity(call, ParentType(type), call.parameters["parent"]) : nullptr;
}

Entity* FindAddressed(Call& call) {
  const EntityType& type = *call.route->entity;
  if (absl::StrContains(type.verbs, "single")) {
    const auto& held = call.state().directory.Of(type.name).held();
    return held.empty() ? nullptr : held.front().get();
  }
  if (!IsChild(type)) return FindEntity(call, type, call.parameters["id"]);
  const Entity* parent = FindParent(call);
  return parent == nullptr ? nullptr : FindEntity(call, type, call.parameters["id"], parent->id());
}

Source Collection(Call& call, const Entity* parent) {
  const EntityType& type = *call.route->entity;
  return parent == nullptr ? AllOf(call.state(), type)
                           : ChildrenOf(call.state(), type, parent->id());
}

http::Response List(Call& call) {
  const EntityType& type = *call.route->entity;
  // users(id='...'), which Prepare leaves alone when it is not one of the alternate keys.
  const Entity* parent = FindParent(call);
  if (IsChild(type) && parent == nullptr) return NotFound(call, call.parameters["parent"]);
  return GraphCollection(call, type, Collection(call, parent), ContextOf(type, call));
}

http::Response Count(Call& call) {
  return GraphCount(call, *call.route->entity, Collection(call, FindParent(call)));
}

http::Response Get(Call& call) {
  const EntityType& type = *call.route->entity;
  const Entity* entity = FindAddressed(call);
  if (entity == nullptr) return NotFound(call, call.parameters["id"]);
  return GraphEntity(call, *entity, 200, ContextOf(type, call));
}

// users/ID/displayName: {"value": ...}.
http::Response GetProperty(Call& call) {
  const EntityType& type = *call.route->entity;
  const Entity* entity = FindAddressed(call);
  const std::string& name = call.parameters["property"];
  if (FindMember(type.shape, name) == nullptr) return GraphUnknown(call);
  if (entity == nullptr) return NotFound(call, call.parameters["id"]);
  const json::Value shown = Shown(call.state(), *entity);
  const json::Value& value = *FindMember(shown, name);
  if (value.is_null()) return Empty(204);
  return GraphValue(call, absl::StrCat(type.path, "('", entity->id(), "')/", name), value);
}

// Whether a value can stand where `example` stands.
bool Fits(const json::Value& example, const json::Value& value) {
  if (example.is_bool()) return value.is_bool() || value.is_null();
  if (example.is_array()) return value.is_array();
  return true;
}

// What is wrong with the members of a body.
std::optional<GraphError> CheckMembers(Call& call, const json::Value& body) {
  const EntityType& type = *call.route->entity;
  if (!body.is_object()) {
    return GraphError{.code = "BadRequest", .message = "Empty Payload. JSON content expected."};
  }
  for (const auto& [name, value] : body.members()) {
    if (absl::StrContains(name, "@odata.")) continue;
    if (!HasProperty(call.state(), type, name)) {
      return GraphError{.message = absl::StrCat("Property '", name,
                                                "' does not exist as a declared property "
                                                "or extension property.")};
    }
    if (IsNamed(type.read_only, name)) {
      return GraphError{.message =
                            absl::StrCat("Property '", name, "' is read-only and cannot be set.")};
    }
    const json::Value* example = FindMember(type.shape, name);
    if (example != nullptr && !Fits(*example, value)) return InvalidValue(type, name);
  }
  return std::nullopt;
}

// Sets the members, under the names that the properties have.
void SetMembers(const json::Value& body, json::Value& properties) {
  for (const auto& [name, value] : body.members()) {
    if (absl::StrContains(name, "@odata.")) continue;
    std::string own = name;
    for (const auto& [known, unused] : properties.members()) {
      if (absl::EqualsIgnoreCase(known, name)) own = known;
    }
    properties.Set(own, value);
  }
}

// Binds "owners@odata.bind": ["https://graph.microsoft.com/v1.0/users/ID", ...].
std::optional<GraphError> BindLinks(Call& call, const json::Value& body, Entity& entity) {
  for (const auto& [name, urls] : body.members()) {
    if (!absl::EndsWith(name, kBind)) continue;
    const absl::string_view link =
        absl::string_view(name).substr(0, name.size() - sizeof(kBind) + 1);
    if (auto error = AddLinks(call, *call.route->entity, entity, link, urls)) return error;
  }
  return std::nullopt;
}

std::optional<GraphError> CheckRequired(const EntityType& type, const json::Value& body) {
  for (absl::string_view name : absl::StrSplit(type.required, ' ', absl::SkipEmpty())) {
    const json::Value* value = FindMember(body, name);
    if (value == nullptr || value->is_null() || (value->is_string() && value->AsString().empty())) {
      return GraphError{.message = absl::StrCat("A value is required for property '", name,
                                                "' of resource '", Title(type), "'.")};
    }
  }
  return std::nullopt;
}

// A new entity of the call's type, with the members of the body.
std::optional<GraphError> Fill(Call& call, const json::Value& body, Entity& entity) {
  const EntityType& type = *call.route->entity;
  if (auto error = CheckMembers(call, body)) return error;
  if (auto error = CheckRequired(type, body)) return error;
  if (entity.properties.Find("createdDateTime") != nullptr) {
    entity.properties.Set("createdDateTime", IsoTime(call.clock().Now()));
  }
  if (entity.properties.Find("id") != nullptr) entity.properties.Set("id", base::NewGuid());
  SetMembers(body, entity.properties);
  if (*type.parent_property != '\0') {
    entity.properties.Set(type.parent_property, entity.parent);
  }
  entity.type = type.name;
  if (type.rules.add != nullptr) {
    if (auto error = type.rules.add(call, body, entity)) return error;
  }
  return BindLinks(call, body, entity);
}

http::Response Add(Call& call) {
  const EntityType& type = *call.route->entity;
  const Entity* parent = FindParent(call);
  if (IsChild(type) && parent == nullptr) return NotFound(call, call.parameters["parent"]);
  const bool may = (type.may_be_added_by_anybody && !call.caller.is_app) ||
                   call.caller.administrator || (parent != nullptr && MayChange(call, *parent));
  if (!may) return GraphRefuse(call, NotAuthorized());
  Entity entity{.properties = type.shape, .parent = parent == nullptr ? "" : parent->id()};
  if (auto error = Fill(call, call.Body(), entity)) return GraphRefuse(call, *error);
  const Entity& added = call.state().directory.Of(type.name).Add(std::move(entity));
  http::Response response = GraphEntity(call, added, 201, ContextOf(type, call));
  response.headers.Set("Location",
                       absl::StrCat("https://graph.microsoft.com/v2/", kTenantId,
                                    type.is_directory_object ? "/directoryObjects/" : "/",
                                    type.is_directory_object ? "" : absl::StrCat(type.path, "/"),
                                    added.properties[type.key].AsString()));
  return response;
}

// Whether the caller may change the addressed entity, or what contains it.
bool May(Call& call, const Entity& entity) {
  if (MayChange(call, entity)) return true;
  const Entity* parent = FindParent(call);
  return parent != nullptr && MayChange(call, *parent);
}

std::optional<GraphError> Change(Call& call, Entity& entity) {
  const EntityType& type = *call.route->entity;
  json::Value changes = call.Body();
  // A key in a change says nothing (OData 4.01, part 1, section 11.4.3); another one is refused.
  if (!entity.id().empty() && changes["id"].AsString() == entity.id()) changes.Erase("id");
  if (auto error = CheckMembers(call, changes)) return error;
  if (type.rules.set != nullptr) {
    if (auto error = type.rules.set(call, entity, changes)) return error;
  }
  if (auto error = BindLinks(call, changes, entity)) return error;
  SetMembers(changes, entity.properties);
  return std::nullopt;
}

http::Response Set(Call& call) {
  Entity* entity = FindAddressed(call);
  if (entity == nullptr) return NotFound(call, call.parameters["id"]);
  if (!May(call, *entity)) return GraphRefuse(call, NotAuthorized());
  if (auto error = Change(call, *entity)) return GraphRefuse(call, *error);
  return Empty(204);
}

// PUT of a single object makes it if it is not there.
http::Response Put(Call& call) {
  const EntityType& type = *call.route->entity;
  if (!call.caller.administrator) return GraphRefuse(call, NotAuthorized());
  Entity* entity = FindAddressed(call);
  if (entity != nullptr) {
    if (auto error = Change(call, *entity)) return GraphRefuse(call, *error);
    return GraphEntity(call, *entity);
  }
  Entity made{.properties = type.shape};
  if (auto error = Fill(call, call.Body(), made)) return GraphRefuse(call, *error);
  return GraphEntity(call, call.state().directory.Of(type.name).Add(std::move(made)), 201);
}

http::Response Remove(Call& call) {
  const EntityType& type = *call.route->entity;
  Entity* entity = FindAddressed(call);
  if (entity == nullptr) return NotFound(call, call.parameters["id"]);
  if (!May(call, *entity)) return GraphRefuse(call, NotAuthorized());
  if (type.rules.remove != nullptr) {
    if (auto error = type.rules.remove(call, *entity)) return GraphRefuse(call, *error);
  }
  RemoveEntity(call, type, *entity);
  return Empty(204);
}

// Makes the routes of the table of types; patterns live as long as the program.
class RouteTable {
 public:
  RouteTable() {
    for (const EntityType& type : EntityTypes()) {
      const bool single = absl::StrContains(type.verbs, "single");
      const std::string one = single ? type.path : absl::StrCat(type.path, "/{id}");
      const auto can = [&](absl::string_view verb) { return absl::StrContains(type.verbs, verb); };
      if (can("list")) Row("GET", type.path, List, type);
      if (can("list")) Row("GET", absl::StrCat(type.path, "/$count"), Count, type);
      if (can("add")) Row("POST", type.path, Add, type);
      if (can("get")) Row("GET", one, Get, type);
      if (can("set")) Row("PATCH", one, Set, type);
      if (can("put")) Row("PUT", one, Put, type);
      if (can("remove")) Row("DELETE", one, Remove, type);
      for (const Navigation& navigation : type.navigations) Links(one, type, navigation);
    }
    // After all collections, whose names could be those of properties.
    for (const EntityType& type : EntityTypes()) {
      if (!absl::StrContains(type.verbs, "single") && absl::StrContains(type.verbs, "get")) {
        Row("GET", absl::StrCat(type.path, "/{id}/{property}"), GetProperty, type);
      }
    }
  }
  absl::Span<const Route> routes() const { return routes_; }

 private:
  void Row(const char* method, absl::string_view pattern, Run run, const EntityType& type,
           const Navigation* navigation = nullptr) {
    patterns_.emplace_back(pattern);
    routes_.push_back({method, patterns_.back().c_str(), run, &type, navigation});
  }

  void Links(const std::string& one, const EntityType& type, const Navigation& navigation) {
    if (navigation.kind == Navigation::Kind::kChildren) return;  // rows of their own
    for (const LinkRoute& route : LinkRoutes()) {
      if (route.changes && navigation.kind != Navigation::Kind::kLinks &&
          navigation.kind != Navigation::Kind::kLink) {
        continue;
      }
      Row(route.method, absl::StrCat(one, "/", navigation.name, route.rest), route.run, type,
          &navigation);
    }
  }

  std::deque<std::string> patterns_;
  std::vector<Route> routes_;
};

}  // namespace

absl::Span<const Route> GraphEntityRoutes() {
  static const RouteTable& table = *new RouteTable();
  return table.routes();
}

}  // namespace o365::tenant
