// The recycle bin of the directory ("directory (deleted items) resource type").

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/graph_type.h"

namespace o365::tenant {
namespace {

constexpr char kCast[] = "microsoft.graph.";

using Deleted = std::vector<std::unique_ptr<Entity>>;

Deleted::iterator FindDeleted(Call& call) {
  Deleted& deleted = call.state().directory.deleted;
  return std::find_if(deleted.begin(), deleted.end(), [&](const auto& entity) {
    return absl::EqualsIgnoreCase(entity->id(), call.parameters["id"]);
  });
}

bool IsThere(Call& call, Deleted::iterator found) {
  return found != call.state().directory.deleted.end();
}

http::Response NotFound(const Call& call) {
  return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
}

// The type that microsoft.graph.user names; nullptr when nothing of it can be deleted softly.
const EntityType* CastType(absl::string_view segment) {
  if (!absl::StartsWithIgnoreCase(segment, kCast)) return nullptr;
  segment.remove_prefix(sizeof(kCast) - 1);
  for (const EntityType& type : EntityTypes()) {
    if (type.is_soft_deleted && absl::EqualsIgnoreCase(type.name, segment)) return &type;
  }
  return nullptr;
}

Source OfType(State& state, const EntityType& type) {
  std::vector<const Entity*> wanted;
  for (const auto& entity : state.directory.deleted) {
    if (entity->type == type.name) wanted.push_back(entity.get());
  }
  return These(std::move(wanted));
}

// Either a type or an id follows deletedItems.
http::Response ListOrGet(Call& call) {
  const std::string& segment = call.parameters["id"];
  if (const EntityType* type = CastType(segment)) {
    return GraphCollection(call, *type, OfType(call.state(), *type), "directoryObjects");
  }
  const auto found = FindDeleted(call);
  return IsThere(call, found) ? GraphEntity(call, **found, 200, "directoryObjects")
                              : NotFound(call);
}

http::Response Count(Call& call) {
  const EntityType* type = CastType(call.parameters["id"]);
  return type == nullptr ? GraphUnknown(call)
                         : GraphCount(call, *type, OfType(call.state(), *type));
}

http::Response Restore(Call& call) {
  const auto found = FindDeleted(call);
  if (!IsThere(call, found)) return NotFound(call);
  Entity& entity = **found;
  if (!MayChange(call, entity)) return GraphRefuse(call, NotAuthorized());
  const EntityType& type = TypeNamed(entity.type);
  if (type.rules.restore != nullptr) {
    if (auto error = type.rules.restore(call, entity)) return GraphRefuse(call, *error);
  }
  entity.properties.Set("deletedDateTime", json::Value());
  const Entity& restored = call.state().directory.Of(type.name).Add(std::move(entity));
  call.state().directory.deleted.erase(found);
  return GraphEntity(call, restored, 200, "directoryObjects");
}

http::Response Purge(Call& call) {
  const auto found = FindDeleted(call);
  if (!IsThere(call, found)) return NotFound(call);
  if (!MayChange(call, **found)) return GraphRefuse(call, NotAuthorized());
  call.state().directory.deleted.erase(found);
  return Empty(204);
}

// An object of any type.
http::Response GetObject(Call& call) {
  const Entity* object = FindObject(call.state(), call.parameters["id"]);
  return object == nullptr ? NotFound(call) : GraphEntity(call, *object, 200, "directoryObjects");
}

constexpr Route kRoutes[] = {
    {"GET", "directory/deletedItems/{id}", ListOrGet},
    {"GET", "directory/deletedItems/{id}/$count", Count},
    {"DELETE", "directory/deletedItems/{id}", Purge},
    {"POST", "directory/deletedItems/{id}/restore", Restore},
    {"GET", "directoryObjects/{id}", GetObject},
};

}  // namespace

absl::Span<const Route> GraphDeletedRoutes() { return kRoutes; }

}  // namespace o365::tenant
