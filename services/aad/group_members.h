// Owners and members of groups, Microsoft 365 groups included (Microsoft Learn: "Add members",
// "Remove member", "List group owners"): what the commands of both nouns do with many users at
// once.
//
//   ASSIGN_OR_RETURN(Ids users, UserIds(context, args[kUserIds], args[kUserNames]));
//   return GroupMembers(context, group_id).Add(kMembers, users);

#ifndef SERVICES_AAD_GROUP_MEMBERS_H_
#define SERVICES_AAD_GROUP_MEMBERS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/json/value.h"
#include "common/odata/batch.h"
#include "common/odata/rest.h"

namespace o365::aad {

// What a group calls its users in addresses.
inline constexpr absl::string_view kOwners = "owners";
inline constexpr absl::string_view kMembers = "members";

using Ids = std::vector<std::string>;

// The users listed in `ids`, and those in `names`, user principal names, which are looked up.
// kNotFound for a name that nobody has.
absl::StatusOr<Ids> UserIds(cli::Context& context, absl::string_view ids, absl::string_view names);

// The same for groups and their display names. kFailedPrecondition when several have one of them.
absl::StatusOr<Ids> GroupIds(cli::Context& context, absl::string_view ids, absl::string_view names);

// Changes who owns a group and who is its member, in batches of requests. Errors are the first that
// the service gave; what came before it is done.
class GroupMembers {
 public:
  // `context` must outlive this.
  GroupMembers(cli::Context& context, std::string group_id);

  absl::Status Add(absl::string_view role, const Ids& ids);
  // Removes all from the first role, then from the next.
  absl::Status Remove(const std::vector<absl::string_view>& roles, const Ids& ids,
                      bool suppress_not_found);
  // Gives them this role, and takes the other one from those who have it.
  absl::Status Move(absl::string_view role, const Ids& ids);
  // Makes them the only users with this role.
  absl::Status Replace(absl::string_view role, const Ids& ids);

 private:
  absl::Status AddAs(absl::string_view role, const Ids& ids, const http::Headers& headers);
  absl::Status RemoveAll(absl::string_view role, const Ids& ids);
  absl::StatusOr<Ids> ThoseWith(absl::string_view role, const Ids& ids);
  std::string Path(absl::string_view rest) const;
  absl::StatusOr<std::vector<json::Value>> Send(const std::vector<odata::BatchRequest>& requests);

  cli::Context& context_;
  odata::Rest graph_;
  const std::string group_id_;
};

// Prints the owners and members of the group args["groupId"], owners first, each with its roles;
// only those with the role args["role"] if there is one. `only` is a cast, such as
// "/microsoft.graph.user", or empty; args["properties"] and args["filter"] select and filter.
absl::StatusOr<json::Value> PrintMembers(cli::Context& context, const cli::Args& args,
                                         absl::string_view only);

}  // namespace o365::aad

#endif  // SERVICES_AAD_GROUP_MEMBERS_H_
