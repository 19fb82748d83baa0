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

inline constexpr cli::Option kDescription =
    cli::Text("-d, --description <text>", "What the group is for").MayBeEmpty();
inline constexpr cli::Option kMailNickname =
    cli::Text("-m, --mailNickname <name>", "Part of the group's address before the @").Required();
inline constexpr cli::Option kNewOwners =
    cli::UserNames("--owners <names>", "The owners' user principal names");
inline constexpr cli::Option kNewMembers =
    cli::UserNames("--members <names>", "The members' user principal names");
inline constexpr absl::string_view kVisibilities[] = {"Private", "Public", "HiddenMembership"};
inline constexpr cli::Option kVisibility =
    cli::Text("--visibility <visibility>", "Who may see and join the group")
        .OneOf(kVisibilities)
        .Otherwise("Public");
inline constexpr cli::Option kAllowMembersToPost =
    cli::Bool("--allowMembersToPost <true|false>", "Let members alone post");
inline constexpr cli::Option kHideGroupInOutlook =
    cli::Bool("--hideGroupInOutlook <true|false>", "Do not show the group in Outlook");
inline constexpr cli::Option kSubscribeNewGroupMembers =
    cli::Bool("--subscribeNewGroupMembers <true|false>", "Mail new members what is posted");
inline constexpr cli::Option kWelcomeEmailDisabled =
    cli::Bool("--welcomeEmailDisabled <true|false>", "Do not welcome new members by mail");
inline constexpr cli::Option kLogoPath =
    cli::ImageFile("-l, --logoPath <file>", "Picture of the group: png, jpg or gif");
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

inline constexpr cli::Option kWithSiteUrl =
    cli::Flag("--withSiteUrl", "Add the URL of the group's site");
inline constexpr cli::Option kOrphaned = cli::Flag("--orphaned", "Only groups without an owner");
inline constexpr cli::Option kSkipRecycleBin = cli::Flag("--skipRecycleBin", "Remove it for good");

inline constexpr cli::Option kIsPrivate =
    cli::Bool("--isPrivate <true|false>", "Whether owners must let people in");
inline constexpr cli::Option kAllowExternalSenders =
    cli::Bool("--allowExternalSenders <true|false>", "Take mail from outside");
inline constexpr cli::Option kAutoSubscribeNewMembers =
    cli::Bool("--autoSubscribeNewMembers <true|false>", "Mail new members what is posted");
inline constexpr cli::Option kHideFromAddressLists =
    cli::Bool("--hideFromAddressLists <true|false>", "Leave it out of address lists");
inline constexpr cli::Option kHideFromOutlookClients = cli::Bool(
    "--hideFromOutlookClients <true|false>", "Leave it out of Outlook and its web version");
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

inline constexpr cli::Option kIds = cli::Guids("--ids <ids>", "Ids of users, separated by commas");
inline constexpr cli::Option kTeamId =
    cli::Guid("--teamId <id>", "Id of the group's team, which is that of the group");

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
