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

inline constexpr cli::Option kUrl = cli::SiteUrl("-u, --url <url>", "URL of the site").Required();
inline constexpr cli::Option kTitle =
    cli::Text("-t, --title <title>", "Title of the new site").Required();
inline constexpr cli::Option kOwner =
    cli::Text("--owner <user>", "User name of the owner").Required();
inline constexpr cli::Option kTimeZone =
    cli::Number("-z, --timeZone <number>",
                "Number of the site's time zone in SharePoint, such as 4 for Berlin")
        .Required();
inline constexpr cli::Option kLcid =
    cli::Number("-l, --lcid <lcid>", "Language of the site").Otherwise("1033");
inline constexpr cli::Option kNewTemplate =
    cli::Text("-w, --webTemplate <template>", "Template of the site").Otherwise("STS#0");
inline constexpr cli::Option kResourceQuota =
    cli::Number("--resourceQuota <units>", "Units for sandboxed solutions");
inline constexpr cli::Option kResourceWarning =
    cli::Number("--resourceQuotaWarningLevel <units>", "Units at which to warn");
inline constexpr cli::Option kStorageQuota =
    cli::Number("--storageQuota <MB>", "Storage in megabytes");
inline constexpr cli::Option kStorageWarning =
    cli::Number("--storageQuotaWarningLevel <MB>", "Megabytes at which to warn");
inline constexpr cli::Option kRemoveDeletedSite = cli::Flag(
    "--removeDeletedSite", "Remove a deleted site of this URL from the recycle bin first");
inline constexpr cli::Option kWait = cli::Flag("--wait", "Wait until it is done");

inline constexpr cli::Option kListTemplate =
    cli::Text("-t, --webTemplate <template>", "Only sites of this template, such as STS#0");
inline constexpr cli::Option kFilter = cli::Text(
    "-f, --filter <filter>", "Condition on a site's properties, such as \"Url -like 'hr'\"");
inline constexpr cli::Option kOneDrive =
    cli::Flag("--includeOneDriveSites", "List OneDrive sites too");

inline constexpr cli::Option kNewTitle = cli::Text("-t, --title <title>", "New title");
inline constexpr cli::Option kSharing =
    cli::Text("--sharing <who>", "Whom the site can be shared with").OneOf(kSharings);
inline constexpr cli::Option kSelfServiceUpgrade =
    cli::Bool("--allowSelfServiceUpgrade <true|false>", "Whether the owners may upgrade the site");
inline constexpr cli::Option kOwners =
    cli::Text("--owners <users>", "User names of owners to add, with commas between");
inline constexpr cli::Option kLockState =
    cli::Text("--lockState <state>", "What is locked").OneOf(kLockStates);
inline constexpr cli::Option kNoScriptSite =
    cli::Bool("--noScriptSite <true|false>", "Whether custom script is off");

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
