// Groups and what belongs to them in several services: a Microsoft 365 group has a team site.

#ifndef TOOLS_TENANT_DIRECTORY_H_
#define TOOLS_TENANT_DIRECTORY_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tools/tenant/state.h"

namespace o365::tenant {

struct NewGroup {
  std::string name;
  std::string nickname;
  std::string description = {};
  bool is_public = false;
  std::string classification = {};
  bool unified = true;  // a Microsoft 365 group; else a security group
  std::string id;
  std::string owner = {};  // object id
  absl::Time created;
};

// The group as Microsoft Graph shows it.
json::Value GroupProperties(const NewGroup& wanted);

// Adds a group, and its team site when it is a Microsoft 365 group.
Entity& AddGroup(State& state, const NewGroup& wanted);

// Adds the team site of a Microsoft 365 group.
void AddSiteOfGroup(State& state, const NewGroup& wanted);

Entity* FindGroup(State& state, absl::string_view id);
Entity* FindGroupByNickname(State& state, absl::string_view nickname);
// The user with this object id or user principal name; nullptr when there is none.
const json::Value* FindUser(State& state, absl::string_view id_or_upn);
// The user that SharePoint finds by a whole user principal name or its part before the @.
const json::Value* FindPrincipal(State& state, absl::string_view name);
Site* FindSiteOfGroup(State& state, absl::string_view group_id);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_DIRECTORY_H_
