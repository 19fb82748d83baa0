// What `aad m365group` does beyond single requests, and the options these functions read.

#ifndef SERVICES_AAD_M365GROUP_HELPERS_H_
#define SERVICES_AAD_M365GROUP_HELPERS_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/cli/context.h"
#include "common/json/value.h"
#include "services/aad/group_options.h"

namespace o365::aad::m365group {

inline constexpr cli::Option kDescription = {
    .name = "description", .letter = 'd', .value = "<text>", .help = "What the group is for"};
inline constexpr cli::Option kMailNickname = {.name = "mailNickname",
                                              .letter = 'm',
                                              .value = "<name>",
                                              .help = "Part of the group's address before the @",
                                              .required = cli::Required::kYes};
inline constexpr cli::Option kNewOwners = {.name = "owners",
                                           .value = "<names>",
                                           .help = "The owners' user principal names",
                                           .format = cli::Format::kUserNames};
inline constexpr cli::Option kNewMembers = {.name = "members",
                                            .value = "<names>",
                                            .help = "The members' user principal names",
                                            .format = cli::Format::kUserNames};
inline constexpr absl::string_view kVisibilities[] = {"Private", "Public", "HiddenMembership"};
inline constexpr cli::Option kVisibility = {.name = "visibility",
                                            .value = "<visibility>",
                                            .help = "Who may see and join the group",
                                            .choices = kVisibilities,
                                            .otherwise = "Public"};
inline constexpr cli::Option kAllowMembersToPost = {.name = "allowMembersToPost",
                                                    .value = "<true|false>",
                                                    .help = "Let members alone post",
                                                    .format = cli::Format::kBool};
inline constexpr cli::Option kHideGroupInOutlook = {.name = "hideGroupInOutlook",
                                                    .value = "<true|false>",
                                                    .help = "Do not show the group in Outlook",
                                                    .format = cli::Format::kBool};
inline constexpr cli::Option kSubscribeNewGroupMembers = {.name = "subscribeNewGroupMembers",
                                                          .value = "<true|false>",
                                                          .help = "Mail new members what is posted",
                                                          .format = cli::Format::kBool};
inline constexpr cli::Option kWelcomeEmailDisabled = {.name = "welcomeEmailDisabled",
                                                      .value = "<true|false>",
                                                      .help = "Do not welcome new members by mail",
                                                      .format = cli::Format::kBool};
inline constexpr cli::Option kLogoPath = {.name = "logoPath",
                                          .letter = 'l',
                                          .value = "<file>",
                                          .help = "Picture of the group: png, jpg or gif",
                                          .format = cli::Format::kImageFile};
inline constexpr cli::Option kAddOptions[] = {kNewGroupName,
                                              kMailNickname,
                                              kDescription,
                                              kNewOwners,
                                              kNewMembers,
                                              kVisibility,
                                              kAllowMembersToPost,
                                              kHideGroupInOutlook,
                                              kSubscribeNewGroupMembers,
                                              kWelcomeEmailDisabled,
                                              kLogoPath};

inline constexpr cli::Option kWithSiteUrl = {.name = "withSiteUrl",
                                             .help = "Add the URL of the group's site"};
inline constexpr cli::Option kOrphaned = {.name = "orphaned",
                                          .help = "Only groups without an owner"};
inline constexpr cli::Option kSkipRecycleBin = {.name = "skipRecycleBin",
                                                .help = "Remove it for good"};

inline constexpr cli::Option kIsPrivate = {.name = "isPrivate",
                                           .value = "<true|false>",
                                           .help = "Whether owners must let people in",
                                           .format = cli::Format::kBool};
inline constexpr cli::Option kAllowExternalSenders = {.name = "allowExternalSenders",
                                                      .value = "<true|false>",
                                                      .help = "Take mail from outside",
                                                      .format = cli::Format::kBool};
inline constexpr cli::Option kAutoSubscribeNewMembers = {.name = "autoSubscribeNewMembers",
                                                         .value = "<true|false>",
                                                         .help = "Mail new members what is posted",
                                                         .format = cli::Format::kBool};
inline constexpr cli::Option kHideFromAddressLists = {.name = "hideFromAddressLists",
                                                      .value = "<true|false>",
                                                      .help = "Leave it out of address lists",
                                                      .format = cli::Format::kBool};
inline constexpr cli::Option kHideFromOutlookClients = {
    .name = "hideFromOutlookClients",
    .value = "<true|false>",
    .help = "Leave it out of Outlook and its web version",
    .format = cli::Format::kBool};
inline constexpr cli::Option kSetOptions[] = {kGroupIdentity,
                                              kGroupDisplayName,
                                              kNewDisplayName,
                                              kDescription,
                                              kOwnerIds,
                                              kOwnerUserNames,
                                              kMemberIds,
                                              kMemberUserNames,
                                              kIsPrivate,
                                              kLogoPath,
                                              kAllowExternalSenders,
                                              kAutoSubscribeNewMembers,
                                              kHideFromAddressLists,
                                              kHideFromOutlookClients};

inline constexpr cli::Option kIds = {.name = "ids",
                                     .value = "<ids>",
                                     .help = "Ids of users, separated by commas",
                                     .format = cli::Format::kGuids};
inline constexpr cli::Option kTeamId = {.name = "teamId",
                                        .value = "<id>",
                                        .help =
                                            "Id of the group's team, which is that of the "
                                            "group",
                                        .format = cli::Format::kGuid};

// Usage errors that rules cannot express.
absl::Status CheckAdd(const cli::Args& args);
absl::Status CheckSet(const cli::Args& args);

// The commands' functions. Those that change a group expect its id in the arguments.
absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> Clear(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> UserAdd(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> UserList(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> UserRemove(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> UserSet(cli::Context& context, const cli::Args& args);

}  // namespace o365::aad::m365group

#endif  // SERVICES_AAD_M365GROUP_HELPERS_H_
