// Objects of Microsoft Graph as the tenant holds them: JSON as the service shows it, and links to
// other objects by name of the relationship.
//
//   EntityStore& users = directory.Of("user");
//   users.Add({.properties = User(...)});
//   Entity* adele = users.Find(id);
//
// A store can have any number of generated entities beside those that it holds: they are made when
// somebody looks and kept only once they are changed.

#ifndef TOOLS_TENANT_ENTITY_H_
#define TOOLS_TENANT_ENTITY_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/json/value.h"

namespace o365::tenant {

struct Entity {
  json::Value properties;
  std::string type = {};    // "user"; set by the store
  std::string parent = {};  // id of the object that contains it, if one does
  // "owners", "members", "manager": ids of objects.
  std::map<std::string, std::vector<std::string>, std::less<>> links = {};
  // What is no property: a photo, a password.
  std::map<std::string, std::string, std::less<>> secrets = {};

  const std::string& id() const { return properties["id"].AsString(); }
  bool HasLink(absl::string_view name, absl::string_view id) const;
  const std::vector<std::string>& Links(absl::string_view name) const;
};

// Entities that nobody stored. Their ids and names tell their index.
struct Generator {
  size_t count = 0;
  json::Value (*make)(size_t index) = nullptr;
  std::optional<size_t> (*find)(absl::string_view id_or_name) = nullptr;
};

class EntityStore {
 public:
  explicit EntityStore(absl::string_view type = "") : type_(type) {}

  // Entities stay where they are until they are taken.
  Entity& Add(Entity entity);
  // The entity whose member `key` has this value, whatever its case; nullptr when there is none.
  Entity* FindBy(absl::string_view key, absl::string_view value);
  Entity* Find(absl::string_view id) { return FindBy("id", id); }
  // Removes an entity of this store and returns it.
  std::unique_ptr<Entity> Take(const Entity& entity);
  void Generate(Generator generator) { generator_ = generator; }

  // Places of entities, some of them empty. `scratch` is where a generated one is put.
  size_t places() const { return held_.size() + generator_.count; }
  const Entity* At(size_t place, Entity& scratch) const;
  // What is held, without the generated ones that never changed.
  const std::vector<std::unique_ptr<Entity>>& held() const { return held_; }

 private:
  std::string type_;
  std::vector<std::unique_ptr<Entity>> held_;
  Generator generator_;
  std::map<size_t, std::unique_ptr<Entity>> changed_;  // by index; null when it was taken
};

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_ENTITY_H_
