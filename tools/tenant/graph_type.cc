#include "tools/tenant/graph_type.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/odata_shape.h"

namespace o365::tenant {
namespace {

const EntityType* FindType(absl::string_view name) {
  for (const EntityType& type : EntityTypes()) {
    if (name == type.name) return &type;
  }
  return nullptr;
}

// extension_APPID_NAME of an application, or the id of a schema extension.
bool IsExtension(State& state, absl::string_view name) {
  return state.directory.Of("extensionProperty").FindBy("name", name) != nullptr ||
         state.directory.Of("schemaExtension").Find(name) != nullptr;
}

bool HasOwnProperty(const EntityType& type, absl::string_view name) {
  return type.is_open || FindMember(type.shape, name) != nullptr ||
         std::any_of(type.navigations.begin(), type.navigations.end(),
                     [&](const auto& each) { return absl::EqualsIgnoreCase(each.name, name); });
}

}  // namespace

json::Value Shape(absl::string_view text) {
  auto shape = json::Parse(text);
  // A row of the table that is no JSON cannot be worked with.
  if (!shape.ok()) std::abort();
  return *std::move(shape);
}

const std::vector<EntityType>& EntityTypes() {
  static const std::vector<EntityType>& types = *[] {
    auto* all = new std::vector<EntityType>();
    for (auto* noun :
         {UserTypes, GroupTypes, GroupMailTypes, ApplicationTypes, ServicePrincipalTypes,
          DirectoryTypes, RoleTypes, TenantTypes, ReportTypes, PolicyTypes, ExtensionTypes}) {
      for (EntityType& type : noun()) all->push_back(std::move(type));
    }
    return all;
  }();
  return types;
}

const EntityType& TypeNamed(absl::string_view name) {
  const EntityType* type = FindType(name);
  if (type == nullptr) std::abort();
  return *type;
}

std::string Title(const EntityType& type) {
  std::string title = type.name;
  title[0] = absl::ascii_toupper(static_cast<unsigned char>(title[0]));
  return title;
}

bool IsNamed(absl::string_view list, absl::string_view name) {
  for (absl::string_view each : absl::StrSplit(list, absl::ByAnyChar(", "))) {
    if (!each.empty() && absl::EqualsIgnoreCase(each, name)) return true;
  }
  return false;
}

bool HasProperty(State& state, const EntityType& type, absl::string_view name) {
  if (HasOwnProperty(type, name)) return true;
  if (!type.is_directory_object) return false;
  if (IsExtension(state, name)) return true;
  // Directory objects can be of any type.
  return absl::string_view(type.name) == "directoryObject" &&
         std::any_of(EntityTypes().begin(), EntityTypes().end(), [&](const EntityType& each) {
           return each.is_directory_object && HasOwnProperty(each, name);
         });
}

json::Value Shown(State& state, const Entity& entity) {
  json::Value shown = entity.properties;
  const EntityType& type = TypeNamed(entity.type);
  if (type.rules.show != nullptr) type.rules.show(state, entity, shown);
  return shown;
}

Entity* FindObject(State& state, absl::string_view id) {
  for (const EntityType& type : EntityTypes()) {
    if (!type.is_directory_object) continue;
    if (Entity* entity = state.directory.Of(type.name).Find(id)) return entity;
  }
  return nullptr;
}

const std::string& ParentOf(const EntityType& type, const Entity& entity) {
  return *type.parent_property == '\0' ? entity.parent
                                       : entity.properties[type.parent_property].AsString();
}

Entity* FindEntity(Call& call, const EntityType& type, absl::string_view key,
                   absl::string_view parent) {
  EntityStore& store = call.state().directory.Of(type.name);
  if (!parent.empty()) {
    for (const auto& entity : store.held()) {
      if (absl::EqualsIgnoreCase(ParentOf(type, *entity), parent) &&
          absl::EqualsIgnoreCase(entity->properties[type.key].AsString(), key)) {
        return entity.get();
      }
    }
    return nullptr;
  }
  if (key == "~me") return store.Find(call.caller.object_id);
  const std::pair<absl::string_view, absl::string_view> named =
      absl::StrSplit(key, absl::MaxSplits('=', 1));
  if (absl::StrContains(key, "=") && IsNamed(type.alternate_keys, named.first)) {
    return store.FindBy(named.first, named.second);
  }
  if (Entity* entity = store.FindBy(type.key, key)) return entity;
  // A user principal name stands where the id of a user does.
  return IsNamed(type.alternate_keys, "userPrincipalName") ? store.FindBy("userPrincipalName", key)
                                                           : nullptr;
}

bool MayChange(const Call& call, const Entity& entity) {
  return call.caller.administrator || entity.HasLink("owners", call.caller.object_id);
}

void RemoveEntity(Call& call, const EntityType& type, Entity& entity) {
  std::unique_ptr<Entity> taken = call.state().directory.Of(type.name).Take(entity);
  if (!type.is_soft_deleted) return;
  taken->properties.Set("deletedDateTime", IsoTime(call.clock().Now()));
  call.state().directory.deleted.push_back(std::move(taken));
}

Entity& AddEntity(State& state, absl::string_view type, const json::Value& properties,
                  absl::string_view parent) {
  Entity entity{.properties = TypeNamed(type).shape, .parent = std::string(parent)};
  for (const auto& [name, value] : properties.members()) entity.properties.Set(name, value);
  return state.directory.Of(type).Add(std::move(entity));
}

Source AllOf(State& state, const EntityType& type) {
  EntityStore& store = state.directory.Of(type.name);
  return {.places = store.places(),
          .at = [&store](size_t place, Entity& scratch) { return store.At(place, scratch); }};
}

Source These(std::vector<const Entity*> entities) {
  const size_t size = entities.size();
  return {.places = size, .at = [entities = std::move(entities)](size_t place, Entity&) {
            return entities[place];
          }};
}

Source ChildrenOf(State& state, const EntityType& type, absl::string_view parent) {
  std::vector<const Entity*> children;
  for (const auto& entity : state.directory.Of(type.name).held()) {
    if (absl::EqualsIgnoreCase(ParentOf(type, *entity), parent)) children.push_back(entity.get());
  }
  return These(std::move(children));
}

Source Follow(State& state, const Entity& entity, const Navigation& navigation) {
  std::vector<const Entity*> found;
  switch (navigation.kind) {
    case Navigation::Kind::kLinks:
    case Navigation::Kind::kLink:
      for (const std::string& id : entity.Links(navigation.name)) {
        if (const Entity* target = FindObject(state, id)) found.push_back(target);
      }
      break;
    case Navigation::Kind::kReference: {
      const std::string& id = entity.properties[navigation.of].AsString();
      const bool is_any = *navigation.target == '\0';
      const Entity* target =
          is_any ? FindObject(state, id) : state.directory.Of(navigation.target).Find(id);
      if (target != nullptr) found.push_back(target);
      break;
    }
    case Navigation::Kind::kInverse:
      for (absl::string_view type : absl::StrSplit(navigation.target, ' ')) {
        for (const auto& holder : state.directory.Of(type).held()) {
          if (holder->HasLink(navigation.of, entity.id())) found.push_back(holder.get());
        }
      }
      break;
    case Navigation::Kind::kChildren:
    case Navigation::Kind::kOnlyChild: {
      // Some types are the children of several, each by another property.
      EntityType child = TypeNamed(navigation.target);
      if (*navigation.of != '\0') child.parent_property = navigation.of;
      return ChildrenOf(state, child, entity.id());
    }
  }
  return These(std::move(found));
}

}  // namespace o365::tenant
