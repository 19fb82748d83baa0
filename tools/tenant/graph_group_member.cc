// Who belongs to a group ("List group members", "Add owners" and their like).

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/graph.h"

namespace o365::tenant {
namespace {

constexpr GraphSet kPeople = {.context = "directoryObjects",
                              .type = "directoryObject",
                              .default_select = kUserSet.default_select};

// Owners and members work alike; `role` says which.
std::vector<std::string>& People(Group& group, absl::string_view role) {
  return role == "owners" ? group.owners : group.members;
}

http::Response NotFound(const Call& call) {
  return GraphRefuse(call, ResourceNotFound(call.parameters["id"]));
}

http::Response List(Call& call, absl::string_view role) {
  Group* group = FindGroup(call.state(), call.parameters["id"]);
  if (group == nullptr) return NotFound(call);
  std::vector<json::Value> people;
  for (const std::string& id : People(*group, role)) {
    if (const json::Value* user = FindUser(call.state(), id)) people.push_back(*user);
  }
  return GraphCollection(call, kPeople, std::move(people));
}

bool MayChange(const Call& call, const Group& group) {
  return call.caller.administrator || std::find(group.owners.begin(), group.owners.end(),
                                                call.caller.object_id) != group.owners.end();
}

// The user that {"@odata.id": "https://graph.microsoft.com/v1.0/users/ID"} is about.
const json::Value* Referenced(const Call& call) {
  const std::string url = call.Body()["@odata.id"].AsString();
  if (!absl::StartsWithIgnoreCase(url, "https://graph.microsoft.com/")) return nullptr;
  return FindUser(call.state(), http::PercentDecode(url.substr(url.rfind('/') + 1)));
}

http::Response Add(Call& call, absl::string_view role) {
  Group* group = FindGroup(call.state(), call.parameters["id"]);
  if (group == nullptr) return NotFound(call);
  if (!MayChange(call, *group)) return GraphRefuse(call, NotAuthorized());
  const json::Value* user = Referenced(call);
  if (user == nullptr) {
    return GraphRefuse(call, {.message = "Invalid URL format specified in payload."});
  }
  std::vector<std::string>& people = People(*group, role);
  const std::string id = (*user)["id"].AsString();
  if (std::find(people.begin(), people.end(), id) != people.end()) {
    return GraphRefuse(call, {.message = absl::StrCat("One or more added object references already "
                                                      "exist for the following modified "
                                                      "properties: '",
                                                      role, "'.")});
  }
  people.push_back(id);
  return Empty(204);
}

http::Response Remove(Call& call, absl::string_view role) {
  Group* group = FindGroup(call.state(), call.parameters["id"]);
  if (group == nullptr) return NotFound(call);
  if (!MayChange(call, *group)) return GraphRefuse(call, NotAuthorized());
  if (std::erase(People(*group, role), call.parameters["user"]) == 0) {
    return GraphRefuse(call, ResourceNotFound(call.parameters["user"]));
  }
  return Empty(204);
}

http::Response ListOwners(Call& call) { return List(call, "owners"); }
http::Response AddOwner(Call& call) { return Add(call, "owners"); }
http::Response RemoveOwner(Call& call) { return Remove(call, "owners"); }
http::Response ListMembers(Call& call) { return List(call, "members"); }
http::Response AddMember(Call& call) { return Add(call, "members"); }
http::Response RemoveMember(Call& call) { return Remove(call, "members"); }

constexpr Route kRoutes[] = {
    {"GET", "groups/{id}/members", ListMembers},
    {"POST", "groups/{id}/members/$ref", AddMember},
    {"DELETE", "groups/{id}/members/{user}/$ref", RemoveMember},
    {"GET", "groups/{id}/owners", ListOwners},
    {"POST", "groups/{id}/owners/$ref", AddOwner},
    {"DELETE", "groups/{id}/owners/{user}/$ref", RemoveOwner},
};

}  // namespace

absl::Span<const Route> GraphGroupMemberRoutes() { return kRoutes; }

}  // namespace o365::tenant
