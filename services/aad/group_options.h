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

inline constexpr cli::Option kGroupIdentity = {.name = "id",
                                               .letter = 'i',
                                               .value = "<id>",
                                               .help = "Id of the group",
                                               .format = cli::Format::kGuid};
inline constexpr cli::Option kGroupDisplayName = {
    .name = "displayName", .letter = 'n', .value = "<name>", .help = "Name of the group"};
inline constexpr cli::Option kNewGroupName = {.name = "displayName",
                                              .letter = 'n',
                                              .value = "<name>",
                                              .help = "Name of the new group",
                                              .required = cli::Required::kYes};
inline constexpr cli::Option kNewDisplayName = {
    .name = "newDisplayName", .value = "<name>", .help = "Another name for the group"};
inline constexpr cli::Option kOwnerIds = {.name = "ownerIds",
                                          .value = "<ids>",
                                          .help = "Ids of the owners, separated by commas",
                                          .format = cli::Format::kGuids};
inline constexpr cli::Option kOwnerUserNames = {.name = "ownerUserNames",
                                                .value = "<names>",
                                                .help = "The owners' user principal names",
                                                .format = cli::Format::kUserNames};
inline constexpr cli::Option kMemberIds = {.name = "memberIds",
                                           .value = "<ids>",
                                           .help = "Ids of the members, separated by commas",
                                           .format = cli::Format::kGuids};
inline constexpr cli::Option kMemberUserNames = {.name = "memberUserNames",
                                                 .value = "<names>",
                                                 .help = "The members' user principal names",
                                                 .format = cli::Format::kUserNames};
inline constexpr cli::Option kIdOfGroup = {.name = "groupId",
                                           .letter = 'i',
                                           .value = "<id>",
                                           .help = "Id of the group",
                                           .format = cli::Format::kGuid};
inline constexpr cli::Option kNameOfGroup = {
    .name = "groupName", .letter = 'n', .value = "<name>", .help = "Name of the group"};
inline constexpr cli::Option kUserNames = {.name = "userNames",
                                           .value = "<names>",
                                           .help = "User principal names, separated by commas",
                                           .format = cli::Format::kUserNames};
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
