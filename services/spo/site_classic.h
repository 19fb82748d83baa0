// `spo site classic`: sites of any template, which the tenant makes and changes as operations that
// go on after its answer. The rows are in site.cc with the other ones of `spo site`.

#ifndef SERVICES_SPO_SITE_CLASSIC_H_
#define SERVICES_SPO_SITE_CLASSIC_H_

#include "absl/status/statusor.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/cli/context.h"

namespace o365::spo::classic {

// SharingCapabilities, by their numbers (Microsoft Learn: "SharingCapabilities enumeration").
inline constexpr absl::string_view kSharings[] = {"Disabled", "ExternalUserSharingOnly",
                                                  "ExternalUserAndGuestSharing",
                                                  "ExistingExternalUserSharingOnly"};
inline constexpr absl::string_view kLockStates[] = {"Unlock", "NoAdditions", "ReadOnly",
                                                    "NoAccess"};

inline constexpr cli::Option kUrl = {.name = "url",
                                     .letter = 'u',
                                     .value = "<url>",
                                     .help = "URL of the site",
                                     .required = cli::Required::kYes,
                                     .format = cli::Format::kSiteUrl};
inline constexpr cli::Option kTitle = {.name = "title",
                                       .letter = 't',
                                       .value = "<title>",
                                       .help = "Title of the new site",
                                       .required = cli::Required::kYes};
inline constexpr cli::Option kOwner = {.name = "owner",
                                       .value = "<user>",
                                       .help = "User name of the owner",
                                       .required = cli::Required::kYes};
inline constexpr cli::Option kTimeZone = {
    .name = "timeZone",
    .letter = 'z',
    .value = "<number>",
    .help = "Number of the site's time zone in SharePoint, such as 4 for Berlin",
    .required = cli::Required::kYes,
    .format = cli::Format::kNumber};
inline constexpr cli::Option kLcid = {.name = "lcid",
                                      .letter = 'l',
                                      .value = "<lcid>",
                                      .help = "Language of the site",
                                      .format = cli::Format::kNumber,
                                      .otherwise = "1033"};
inline constexpr cli::Option kNewTemplate = {.name = "webTemplate",
                                             .letter = 'w',
                                             .value = "<template>",
                                             .help = "Template of the site",
                                             .otherwise = "STS#0"};
inline constexpr cli::Option kResourceQuota = {.name = "resourceQuota",
                                               .value = "<units>",
                                               .help = "Units for sandboxed solutions",
                                               .format = cli::Format::kNumber};
inline constexpr cli::Option kResourceWarning = {.name = "resourceQuotaWarningLevel",
                                                 .value = "<units>",
                                                 .help = "Units at which to warn",
                                                 .format = cli::Format::kNumber};
inline constexpr cli::Option kStorageQuota = {.name = "storageQuota",
                                              .value = "<MB>",
                                              .help = "Storage in megabytes",
                                              .format = cli::Format::kNumber};
inline constexpr cli::Option kStorageWarning = {.name = "storageQuotaWarningLevel",
                                                .value = "<MB>",
                                                .help = "Megabytes at which to warn",
                                                .format = cli::Format::kNumber};
inline constexpr cli::Option kRemoveDeletedSite = {
    .name = "removeDeletedSite",
    .help = "Remove a deleted site of this URL from the recycle bin first"};
inline constexpr cli::Option kWait = {.name = "wait", .help = "Wait until it is done"};

inline constexpr cli::Option kListTemplate = {.name = "webTemplate",
                                              .letter = 't',
                                              .value = "<template>",
                                              .help = "Only sites of this template, such as STS#0"};
inline constexpr cli::Option kFilter = {
    .name = "filter",
    .letter = 'f',
    .value = "<filter>",
    .help = "Condition on a site's properties, such as \"Url -like 'hr'\""};
inline constexpr cli::Option kOneDrive = {.name = "includeOneDriveSites",
                                          .help = "List OneDrive sites too"};

inline constexpr cli::Option kNewTitle = {
    .name = "title", .letter = 't', .value = "<title>", .help = "New title"};
inline constexpr cli::Option kSharing = {.name = "sharing",
                                         .value = "<who>",
                                         .help = "Whom the site can be shared with",
                                         .choices = kSharings};
inline constexpr cli::Option kSelfServiceUpgrade = {
    .name = "allowSelfServiceUpgrade",
    .value = "<true|false>",
    .help = "Whether the owners may upgrade the site",
    .format = cli::Format::kBool};
inline constexpr cli::Option kOwners = {.name = "owners",
                                        .value = "<users>",
                                        .help = "User names of owners to add, with commas between"};
inline constexpr cli::Option kLockState = {
    .name = "lockState", .value = "<state>", .help = "What is locked", .choices = kLockStates};
inline constexpr cli::Option kNoScriptSite = {.name = "noScriptSite",
                                              .value = "<true|false>",
                                              .help = "Whether custom script is off",
                                              .format = cli::Format::kBool};

inline constexpr cli::Option kAddOptions[] = {kUrl,
                                              kTitle,
                                              kOwner,
                                              kTimeZone,
                                              kLcid,
                                              kNewTemplate,
                                              kResourceQuota,
                                              kResourceWarning,
                                              kStorageQuota,
                                              kStorageWarning,
                                              kRemoveDeletedSite,
                                              kWait};
inline constexpr cli::Option kListOptions[] = {kListTemplate, kFilter, kOneDrive};
inline constexpr cli::Option kSetOptions[] = {kUrl,
                                              kNewTitle,
                                              kSharing,
                                              kResourceQuota,
                                              kResourceWarning,
                                              kStorageQuota,
                                              kStorageWarning,
                                              kSelfServiceUpgrade,
                                              kOwners,
                                              kLockState,
                                              kNoScriptSite,
                                              kWait};

// A warning level without a quota or above it is a usage error; to change the level alone is not.
absl::Status CheckAdd(const cli::Args& args);
absl::Status CheckSet(const cli::Args& args);

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args);
absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args);

}  // namespace o365::spo::classic

#endif  // SERVICES_SPO_SITE_CLASSIC_H_
