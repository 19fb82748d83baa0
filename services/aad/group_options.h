// Options of the nouns for groups, and what they have in common.

#ifndef SERVICES_AAD_GROUP_OPTIONS_H_
#define SERVICES_AAD_GROUP_OPTIONS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/directory/lookups.h"

namespace o365::aad {

inline constexpr cli::Option kGroupIdentity = cli::Guid("-i, --id <id>", "Id of the group");
inline constexpr cli::Option kGroupDisplayName =
    cli::Text("-n, --displayName <name>", "Name of the group");
inline constexpr cli::Option kNewGroupName =
    cli::Text("-n, --displayName <name>", "Name of the new group").Required();
inline constexpr cli::Option kNewDisplayName =
    cli::Text("--newDisplayName <name>", "Another name for the group");
inline constexpr cli::Option kOwnerIds =
    cli::Guids("--ownerIds <ids>", "Ids of the owners, separated by commas");
inline constexpr cli::Option kOwnerUserNames =
    cli::UserNames("--ownerUserNames <names>", "The owners' user principal names");
inline constexpr cli::Option kMemberIds =
    cli::Guids("--memberIds <ids>", "Ids of the members, separated by commas");
inline constexpr cli::Option kMemberUserNames =
    cli::UserNames("--memberUserNames <names>", "The members' user principal names");
inline constexpr cli::Option kIdOfGroup = cli::Guid("-i, --groupId <id>", "Id of the group");
inline constexpr cli::Option kNameOfGroup =
    cli::Text("-n, --groupName <name>", "Name of the group");
inline constexpr cli::Option kUserNames =
    cli::UserNames("--userNames <names>", "User principal names, separated by commas");
inline constexpr absl::string_view kRoles[] = {"Owner", "Member"};

inline constexpr absl::string_view kIdOrDisplayName[] = {"id", "displayName"};
inline constexpr absl::string_view kOwnerNames[] = {"ownerIds", "ownerUserNames"};
inline constexpr absl::string_view kMemberNames[] = {"memberIds", "memberUserNames"};
inline constexpr absl::string_view kOneOfTheGroup[] = {"groupId", "groupName"};
inline constexpr cli::Rule kOneGroup[] = {{cli::Rule::Kind::kExactlyOne, kIdOrDisplayName}};
inline constexpr cli::Rule kOneKindOfName[] = {{cli::Rule::Kind::kAtMostOne, kOwnerNames},
                                               {cli::Rule::Kind::kAtMostOne, kMemberNames}};

inline constexpr cli::Lookup kFindGroupByDisplayName[] = {
    directory::GroupNamed("id", "displayName")};

inline constexpr cli::Rule kSetRules[] = {{cli::Rule::Kind::kExactlyOne, kIdOrDisplayName},
                                          {cli::Rule::Kind::kAtMostOne, kOwnerNames},
                                          {cli::Rule::Kind::kAtMostOne, kMemberNames}};

// Refuses a command line that names a group by "id" or "displayName" but nothing to change.
absl::Status CheckChanges(absl::Span<const cli::Option> options, const cli::Args& args);

// Checks the options displayName, newDisplayName and mailNickname where they name something new
// (Microsoft Learn: "group resource type"). A usage error.
absl::Status CheckNewName(absl::string_view option, const cli::Args& args);
absl::Status CheckMailNickname(const cli::Args& args);

}  // namespace o365::aad

#endif  // SERVICES_AAD_GROUP_OPTIONS_H_
