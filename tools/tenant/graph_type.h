// What the collections of Microsoft Graph are made of. A new collection is one row:
//
//   {.name = "device",
//    .path = "devices",
//    .verbs = "list get add set remove",
//    .shape = Shape(R"({"id": null, "displayName": null, "accountEnabled": true})"),
//    .required = "displayName",
//    .navigations = {{"memberOf", Navigation::Kind::kInverse, "members"}}}
//
// The rest follows (graph_entity.cc, graph_link.cc): the routes, the query options, the checks of
// bodies, the recycle bin, links and their $ref. Only what is special is a function, in its rules.

#ifndef TOOLS_TENANT_GRAPH_TYPE_H_
#define TOOLS_TENANT_GRAPH_TYPE_H_

#include <string>
#include <vector>

#include "tools/tenant/graph.h"

namespace o365::tenant {

// A relationship, with its own path below the entity; $expand follows it too.
struct Navigation {
  enum class Kind {
    kLinks,      // the entity's links of this name
    kLink,       // the only one
    kReference,  // the object whose id the property `of` holds
    kInverse,    // the objects of type `target` whose links `of` hold this entity
    kChildren,   // the entities of type `target` that are the entity's
    kOnlyChild,  // the one of type `target`
  };
  const char* name;
  Kind kind;
  const char* of = "";
  const char* target = "";  // a type; "" for any directory object
};

// Whether it leads to one object at most.
bool IsOne(const Navigation& navigation);

// What is special about a collection. What returns an error ends the matter.
struct EntityRules {
  // Before a new entity, complete but for what this adds, is stored. `body` is the request's.
  std::optional<GraphError> (*add)(Call& call, const json::Value& body, Entity& entity) = nullptr;
  // Before the changes, which this may amend, are made.
  std::optional<GraphError> (*set)(Call& call, Entity& entity, json::Value& changes) = nullptr;
  std::optional<GraphError> (*remove)(Call& call, Entity& entity) = nullptr;
  // Before a link is added.
  std::optional<GraphError> (*link)(Call& call, Entity& entity, const Entity& target) = nullptr;
  // Before it leaves the recycle bin.
  std::optional<GraphError> (*restore)(Call& call, Entity& entity) = nullptr;
  // Completes what is shown with what is computed.
  void (*show)(State& state, const Entity& entity, json::Value& shown) = nullptr;
};

struct EntityType {
  const char* name;                 // "administrativeUnit"; also that of its store
  const char* path;                 // "directory/administrativeUnits", "users/{parent}/extensions"
  const char* verbs;                // of "list get add set put remove single"; single has no ids
  json::Value shape;                // all properties, with the values of a new one
  const char* default_select = "";  // what is shown without $select; "" for everything
  const char* required = "";
  const char* read_only = "";  // beside id
  const char* key = "id";
  const char* alternate_keys = "";   // as in applications(appId='...')
  const char* parent_property = "";  // of a child: where it says whose it is; "" for Entity::parent
  std::vector<Navigation> navigations = {};
  EntityRules rules = {};
  bool is_directory_object = false;  // with advanced queries, and a link in every other direction
  bool is_soft_deleted = false;
  bool may_be_added_by_anybody = false;
  // Takes properties of any name.
  bool is_open = false;
  int page_size = 100;
};

// The properties of a type, from JSON.
json::Value Shape(absl::string_view text);

// All rows; those of one noun stand in its file.
const std::vector<EntityType>& EntityTypes();
// The first row of this name; there must be one.
const EntityType& TypeNamed(absl::string_view name);
std::vector<EntityType> ApplicationTypes();
std::vector<EntityType> DirectoryTypes();
std::vector<EntityType> ExtensionTypes();
std::vector<EntityType> GroupMailTypes();
std::vector<EntityType> GroupTypes();
std::vector<EntityType> PolicyTypes();
std::vector<EntityType> ReportTypes();
std::vector<EntityType> RoleTypes();
std::vector<EntityType> ServicePrincipalTypes();
std::vector<EntityType> TenantTypes();
std::vector<EntityType> UserTypes();

// "User" for "user", as messages write it.
std::string Title(const EntityType& type);
// Whether the type has a property of this name, or an extension brings it.
bool HasProperty(State& state, const EntityType& type, absl::string_view name);
// Whether `list` of names has this one.
bool IsNamed(absl::string_view list, absl::string_view name);

// The entity as the service shows it, with all properties.
json::Value Shown(State& state, const Entity& entity);
// The user, group, application, device... of this id; nullptr when there is none.
Entity* FindObject(State& state, absl::string_view id);
// The entity that a path leads to: by its key or an alternate one, among those of `parent`.
Entity* FindEntity(Call& call, const EntityType& type, absl::string_view key,
                   absl::string_view parent = "");
// Whose a child is.
const std::string& ParentOf(const EntityType& type, const Entity& entity);
// Whether the caller may change the entity: administrators and owners may.
bool MayChange(const Call& call, const Entity& entity);
// Removes the entity, to the recycle bin if its type has one.
void RemoveEntity(Call& call, const EntityType& type, Entity& entity);
// Adds an entity with the shape of its type and these properties; for seeds and actions.
Entity& AddEntity(State& state, absl::string_view type, const json::Value& properties,
                  absl::string_view parent = "");

// Where a collection's objects come from: places, some of them empty.
struct Source {
  size_t places = 0;
  std::function<const Entity*(size_t place, Entity& scratch)> at;
};

Source AllOf(State& state, const EntityType& type);
Source ChildrenOf(State& state, const EntityType& type, absl::string_view parent);
Source These(std::vector<const Entity*> entities);
// What a relationship leads to.
Source Follow(State& state, const Entity& entity, const Navigation& navigation);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_GRAPH_TYPE_H_
