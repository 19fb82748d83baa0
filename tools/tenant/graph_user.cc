// Users, and the one who asks ("user resource type").

#include "tools/tenant/directory.h"
#include "tools/tenant/graph.h"

namespace o365::tenant {
namespace {

http::Response List(Call& call) {
  return GraphCollection(call, kUserSet, call.state().directory.users);
}

http::Response Get(Call& call) {
  const std::string& id = call.parameters["id"];
  const json::Value* user = FindUser(call.state(), id);
  if (user == nullptr) return GraphRefuse(call, ResourceNotFound(id));
  return GraphObject(call, kUserSet, *user);
}

http::Response Me(Call& call) {
  return GraphObject(call, kUserSet, *FindUser(call.state(), call.caller.object_id));
}

constexpr Route kRoutes[] = {
    {"GET", "me", Me},
    {"GET", "users", List},
    {"GET", "users/{id}", Get},
};

}  // namespace

absl::Span<const Route> GraphUserRoutes() { return kRoutes; }

}  // namespace o365::tenant
