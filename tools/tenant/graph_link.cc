#include "tools/tenant/graph_link.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/directory.h"

namespace o365::tenant {
namespace {

constexpr size_t kLargestBind = 20;
constexpr char kCast[] = "microsoft.graph.";

}  // namespace

bool IsOne(const Navigation& navigation) {
  return navigation.kind == Navigation::Kind::kLink ||
         navigation.kind == Navigation::Kind::kReference ||
         navigation.kind == Navigation::Kind::kOnlyChild;
}

namespace {

Entity* FindHolder(Call& call) {
  return FindEntity(call, *call.route->entity, call.parameters["id"]);
}

const EntityType& AnyObject() {
  static const EntityType& any = *new EntityType{.name = "directoryObject",
                                                 .path = "directoryObjects",
                                                 .verbs = "",
                                                 .shape = json::Value::Object(),
                                                 .is_directory_object = true};
  return any;
}

// The row that "microsoft.graph.user" names; nullptr when it names none.
const EntityType* CastType(absl::string_view segment) {
  if (!absl::StartsWithIgnoreCase(segment, kCast)) return nullptr;
  segment.remove_prefix(sizeof(kCast) - 1);
  for (const EntityType& type : EntityTypes()) {
    if (absl::EqualsIgnoreCase(type.name, segment)) return &type;
  }
  return nullptr;
}

// Those of the source that are of the type.
Source OfType(const Source& source, const EntityType& type) {
  std::vector<const Entity*> wanted;
  Entity scratch;
  for (size_t place = 0; place < source.places; ++place) {
    const Entity* entity = source.at(place, scratch);
    if (entity != nullptr && entity->type == type.name) wanted.push_back(entity);
  }
  return These(std::move(wanted));
}

// What elements the relationship leads to.
const EntityType& Elements(const Navigation& navigation) {
  const absl::string_view target = navigation.target;
  const bool is_one_type = !target.empty() && !absl::StrContains(target, " ");
  return is_one_type ? TypeNamed(target) : AnyObject();
}

http::Response List(Call& call) {
  const Navigation& navigation = *call.route->navigation;
  const Entity* holder = FindHolder(call);
  if (holder == nullptr) return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
  const Source source = Follow(call.state(), *holder, navigation);
  if (!IsOne(navigation)) {
    return GraphCollection(call, Elements(navigation), source, "directoryObjects");
  }
  Entity scratch;
  if (source.places == 0) return GraphRefuse(call, ResourceNotFound(navigation.name));
  return GraphEntity(call, *source.at(0, scratch), 200, "directoryObjects");
}

// members/microsoft.graph.user, members/$count or members/ID.
http::Response GetBelow(Call& call) {
  const Navigation& navigation = *call.route->navigation;
  const std::string& segment = call.parameters["member"];
  const Entity* holder = FindHolder(call);
  if (holder == nullptr) return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
  const Source source = Follow(call.state(), *holder, navigation);
  if (segment == "$count") return GraphCount(call, AnyObject(), source);
  if (const EntityType* type = CastType(segment)) {
    return GraphCollection(call, *type, OfType(source, *type), type->path);
  }
  if (absl::StartsWith(segment, "$")) return GraphUnknown(call);
  Entity scratch;
  for (size_t place = 0; place < source.places; ++place) {
    const Entity* entity = source.at(place, scratch);
    if (absl::EqualsIgnoreCase(entity->id(), segment)) {
      return GraphEntity(call, *entity, 200, "directoryObjects");
    }
  }
  return GraphRefuse(call, ResourceNotFound(segment));
}

http::Response CountCast(Call& call) {
  const EntityType* type = CastType(call.parameters["member"]);
  const Entity* holder = FindHolder(call);
  if (type == nullptr) return GraphUnknown(call);
  if (holder == nullptr) return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
  return GraphCount(call, *type,
                    OfType(Follow(call.state(), *holder, *call.route->navigation), *type));
}

// The object that "https://graph.microsoft.com/v1.0/users/ID" is about.
Entity* Referenced(Call& call, absl::string_view url) {
  for (absl::string_view host : {"https://graph.microsoft.com/", "https://graph.windows.net/"}) {
    if (!absl::StartsWithIgnoreCase(url, host)) continue;
    std::string id = http::PercentDecode(url.substr(url.rfind('/') + 1));
    // users('ID')
    const size_t open = id.find("('");
    if (open != std::string::npos) id = id.substr(open + 2, id.rfind('\'') - open - 2);
    if (Entity* object = FindObject(call.state(), id)) return object;
    return FindEntity(call, TypeNamed("user"), id);
  }
  return nullptr;
}

bool IsReference(absl::string_view url) {
  return absl::StartsWithIgnoreCase(url, "https://") && absl::StrContains(url, "/");
}

std::optional<GraphError> AddLink(Call& call, const EntityType& type, Entity& entity,
                                  absl::string_view name, const std::string& url) {
  const Entity* target = Referenced(call, url);
  if (target == nullptr && !IsReference(url)) {
    return GraphError{.message = "Invalid URL format specified in payload."};
  }
  if (target == nullptr) return ResourceNotFound(url.substr(url.rfind('/') + 1));
  if (entity.HasLink(name, target->id())) {
    return GraphError{.message = absl::StrCat("One or more added object references already "
                                              "exist for the following modified "
                                              "properties: '",
                                              name, "'.")};
  }
  if (type.rules.link != nullptr) {
    if (auto error = type.rules.link(call, entity, *target)) return error;
  }
  entity.links[std::string(name)].push_back(target->id());
  return std::nullopt;
}

http::Response AddReference(Call& call) {
  const Navigation& navigation = *call.route->navigation;
  Entity* holder = FindHolder(call);
  if (holder == nullptr) return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
  if (!MayChange(call, *holder)) return GraphRefuse(call, NotAuthorized());
  if (IsOne(navigation)) return GraphUnknown(call);
  const std::string url = call.Body()["@odata.id"].AsString();
  if (auto error = AddLink(call, *call.route->entity, *holder, navigation.name, url)) {
    return GraphRefuse(call, *error);
  }
  return Empty(204);
}

// PUT .../manager/$ref
http::Response SetReference(Call& call) {
  const Navigation& navigation = *call.route->navigation;
  Entity* holder = FindHolder(call);
  if (holder == nullptr) return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
  if (!MayChange(call, *holder)) return GraphRefuse(call, NotAuthorized());
  if (!IsOne(navigation)) return GraphUnknown(call);
  const std::string url = call.Body()["@odata.id"].AsString();
  const Entity* target = Referenced(call, url);
  if (target == nullptr) {
    return GraphRefuse(call, ResourceNotFound(url.substr(url.rfind('/') + 1)));
  }
  holder->links[navigation.name] = {target->id()};
  return Empty(204);
}

http::Response RemoveOnlyReference(Call& call) {
  Entity* holder = FindHolder(call);
  if (holder == nullptr) return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
  if (!MayChange(call, *holder)) return GraphRefuse(call, NotAuthorized());
  if (holder->links.erase(call.route->navigation->name) == 0) {
    return GraphRefuse(call, ResourceNotFound(call.route->navigation->name));
  }
  return Empty(204);
}

http::Response RemoveReference(Call& call) {
  const std::string name = call.route->navigation->name;
  const std::string& member = call.parameters["member"];
  Entity* holder = FindHolder(call);
  if (holder == nullptr) return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
  if (!MayChange(call, *holder)) return GraphRefuse(call, NotAuthorized());
  std::vector<std::string>& ids = holder->links[name];
  const auto found = std::find_if(ids.begin(), ids.end(), [&](const std::string& id) {
    return absl::EqualsIgnoreCase(id, member);
  });
  if (found == ids.end()) return GraphRefuse(call, ResourceNotFound(member));
  if (name == "owners" && ids.size() == 1 && holder->type == "group") {
    return GraphRefuse(call, {.message = "The group must have at least one owner, hence this "
                                         "owner cannot be removed."});
  }
  ids.erase(found);
  return Empty(204);
}

constexpr LinkRoute kRoutes[] = {
    {"GET", "", List},
    {"GET", "/{member}", GetBelow},
    {"GET", "/{member}/$count", CountCast},
    {"POST", "/$ref", AddReference, true},
    {"PUT", "/$ref", SetReference, true},
    {"DELETE", "/$ref", RemoveOnlyReference, true},
    {"DELETE", "/{member}/$ref", RemoveReference, true},
};

}  // namespace

absl::Span<const LinkRoute> LinkRoutes() { return kRoutes; }

std::optional<GraphError> AddLinks(Call& call, const EntityType& type, Entity& entity,
                                   absl::string_view name, const json::Value& urls) {
  const auto navigation =
      std::find_if(type.navigations.begin(), type.navigations.end(),
                   [&](const Navigation& each) { return absl::EqualsIgnoreCase(each.name, name); });
  if (navigation == type.navigations.end()) {
    return GraphError{.message = absl::StrCat("Property '", name,
                                              "' does not exist as a declared property "
                                              "or extension property.")};
  }
  const std::vector<json::Value> all = urls.is_array() ? urls.elements() : std::vector{urls};
  if (all.size() > kLargestBind) {
    return GraphError{.message = absl::StrCat("The number of references in '", name,
                                              "' is over the limit of ", kLargestBind,
                                              " for one request.")};
  }
  for (const json::Value& url : all) {
    if (IsOne(*navigation)) entity.links.erase(std::string(navigation->name));
    if (auto error = AddLink(call, type, entity, navigation->name, url.AsString())) return error;
  }
  return std::nullopt;
}

}  // namespace o365::tenant
