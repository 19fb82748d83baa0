#include "tools/tenant/entity.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"

namespace o365::tenant {

const std::vector<std::string>& Entity::Links(absl::string_view name) const {
  static const std::vector<std::string>& none = *new std::vector<std::string>();
  const auto found = links.find(name);
  return found == links.end() ? none : found->second;
}

bool Entity::HasLink(absl::string_view name, absl::string_view id) const {
  const auto& ids = Links(name);
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

Entity& EntityStore::Add(Entity entity) {
  entity.type = type_;
  held_.push_back(std::make_unique<Entity>(std::move(entity)));
  return *held_.back();
}

Entity* EntityStore::FindBy(absl::string_view key, absl::string_view value) {
  if (value.empty()) return nullptr;
  for (const auto& entity : held_) {
    if (absl::EqualsIgnoreCase(entity->properties[key].AsString(), value)) return entity.get();
  }
  for (const auto& [index, entity] : changed_) {
    if (entity && absl::EqualsIgnoreCase(entity->properties[key].AsString(), value)) {
      return entity.get();
    }
  }
  if (generator_.count == 0) return nullptr;
  const std::optional<size_t> index = generator_.find(value);
  if (!index.has_value() || *index >= generator_.count || changed_.count(*index) > 0) {
    return nullptr;
  }
  json::Value made = generator_.make(*index);
  if (!absl::EqualsIgnoreCase(made[key].AsString(), value)) return nullptr;
  // Whoever finds it may change it.
  auto& kept = changed_[*index];
  kept = std::make_unique<Entity>(Entity{.properties = std::move(made), .type = type_});
  return kept.get();
}

std::unique_ptr<Entity> EntityStore::Take(const Entity& wanted) {
  for (auto& [index, entity] : changed_) {
    if (entity.get() == &wanted) return std::exchange(entity, nullptr);
  }
  const auto place = std::find_if(held_.begin(), held_.end(),
                                  [&](const auto& entity) { return entity.get() == &wanted; });
  std::unique_ptr<Entity> taken = std::move(*place);
  held_.erase(place);
  return taken;
}

const Entity* EntityStore::At(size_t place, Entity& scratch) const {
  if (place < held_.size()) return held_[place].get();
  const size_t index = place - held_.size();
  if (const auto changed = changed_.find(index); changed != changed_.end()) {
    return changed->second.get();
  }
  scratch = {.properties = generator_.make(index), .type = type_};
  return &scratch;
}

}  // namespace o365::tenant
