// The settings of a list that `list add` and `list set` take, and their JSON (Microsoft Learn:
// "SP.List").

#ifndef SERVICES_SPO_LIST_SETTINGS_H_
#define SERVICES_SPO_LIST_SETTINGS_H_

#include "absl/status/status.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/json/value.h"

namespace o365::spo {

inline constexpr absl::string_view kDirections[] = {"NONE", "LTR", "RTL"};
inline constexpr absl::string_view kDraftVisibilities[] = {"Reader", "Author", "Approver"};
inline constexpr absl::string_view kExperiences[] = {"Auto", "NewExperience", "ClassicExperience"};
inline constexpr absl::string_view kReadSecurities[] = {"1", "2"};
inline constexpr absl::string_view kWriteSecurities[] = {"1", "2", "4"};

// A setting that is true or false.
constexpr cli::Option OnOff(absl::string_view name, absl::string_view help) {
  return {.name = name, .value = "<true|false>", .help = help, .format = cli::Format::kBool};
}
// A setting with a text or number.
constexpr cli::Option Setting(absl::string_view name, absl::string_view value,
                              absl::string_view help, cli::Format format = cli::Format::kText) {
  return {.name = name,
          .value = value,
          .help = help,
          .format = format,
          .may_be_empty = format == cli::Format::kText};
}

inline constexpr cli::Option kListSettings[] = {
    Setting("description", "<text>", "Description of the list"),
    Setting("templateFeatureId", "<id>", "Feature that holds the list's schema",
            cli::Format::kGuid),
    cli::Text("--schemaXml <xml>", "Schema of the list, CAML XML").ReadsFile(),
    OnOff("allowDeletion", "Whether the list may be deleted"),
    OnOff("allowEveryoneViewItems", "Whether everybody may see documents or items"),
    OnOff("allowMultiResponses", "Whether a survey takes several answers of one person"),
    OnOff("contentTypesEnabled", "Whether content types can be managed"),
    OnOff("crawlNonDefaultViews", "Whether search reads views that are not the default"),
    Setting("defaultContentApprovalWorkflowId", "<id>", "Workflow that approves content",
            cli::Format::kGuid),
    Setting("defaultDisplayFormUrl", "<url>", "Page that shows an item"),
    Setting("defaultEditFormUrl", "<url>", "Page that edits an item"),
    cli::Text("--direction <direction>", "Reading order of the list").OneOf(kDirections),
    OnOff("disableGridEditing", "Whether editing in the grid is off"),
    cli::Text("--draftVersionVisibility <who>", "Who may see drafts").OneOf(kDraftVisibilities),
    Setting("emailAlias", "<address>",
            "Address whose mail becomes items; with enableAssignToEmail"),
    OnOff("enableAssignToEmail", "Whether people get mail when an item is assigned to them"),
    OnOff("enableAttachments", "Whether items may have attachments"),
    OnOff("enableDeployWithDependentList", "Whether the list goes along when sites are deployed"),
    OnOff("enableFolderCreation", "Whether folders can be made"),
    OnOff("enableMinorVersions", "Whether minor versions are kept"),
    OnOff("enableModeration", "Whether content must be approved"),
    OnOff("enablePeopleSelector", "Whether an event list offers to select people"),
    OnOff("enableResourceSelector", "Whether an event list offers to select resources"),
    OnOff("enableSchemaCaching", "Whether the schema may be cached"),
    OnOff("enableSyndication", "Whether the list has an RSS feed"),
    OnOff("enableThrottling", "Whether large queries are refused"),
    OnOff("enableVersioning", "Whether versions are kept"),
    OnOff("enforceDataValidation", "Whether required fields and rules are enforced"),
    OnOff("excludeFromOfflineClient", "Whether the list stays out of offline clients"),
    OnOff("fetchPropertyBagForListView", "Whether property bags are fetched for views"),
    OnOff("followable", "Whether the list can be followed"),
    OnOff("forceCheckout", "Whether documents must be checked out to edit"),
    OnOff("forceDefaultContentType", "Whether items always get the default content type"),
    OnOff("hidden", "Whether the list is hidden"),
    OnOff("includedInMyFilesScope", "Whether the list counts as the user's own files"),
    OnOff("irmEnabled", "Whether rights management is on"),
    OnOff("irmExpire", "Whether rights management expires"),
    OnOff("irmReject", "Whether files that cannot be protected are refused"),
    OnOff("isApplicationList", "Whether the list is one of the application's own"),
    cli::Text("--listExperienceOptions <experience>", "Which experience shows the list")
        .OneOf(kExperiences),
    Setting("majorVersionLimit", "<count>", "Major versions kept; with enableVersioning",
            cli::Format::kNumber),
    Setting("majorWithMinorVersionsLimit", "<count>",
            "Major versions whose minor ones are kept; with enableMinorVersions or "
            "enableModeration",
            cli::Format::kNumber),
    OnOff("multipleDataList", "Whether a meeting's list holds data of several meetings"),
    OnOff("navigateForFormsPages", "Whether forms open as pages instead of dialogs"),
    OnOff("needUpdateSiteClientTag", "Whether changes renew the site's client tag"),
    OnOff("noCrawl", "Whether search leaves the list out"),
    OnOff("onQuickLaunch", "Whether the list is in the quick launch"),
    OnOff("ordered", "Whether the order of items can be changed"),
    OnOff("parserDisabled", "Whether properties of documents are not read"),
    OnOff("readOnlyUI", "Whether the list is read-only on its pages"),
    cli::Number("--readSecurity <1|2>", "Whose items a user may read: 1 all, 2 own")
        .OneOf(kReadSecurities),
    OnOff("requestAccessEnabled", "Whether users may ask for access"),
    OnOff("restrictUserUpdates", "Whether users may change items only on their pages"),
    Setting("sendToLocationName", "<name>", "Name of the place to send copies to"),
    Setting("sendToLocationUrl", "<url>", "Address of the place to send copies to"),
    OnOff("showUser", "Whether a survey shows names"),
    OnOff("useFormsForDisplay", "Whether forms are used to show items"),
    Setting("validationFormula", "<formula>", "Formula that items must satisfy"),
    Setting("validationMessage", "<text>", "What to say when they do not"),
    cli::Number("--writeSecurity <1|2|4>", "Whose items a user may change: 1 all, 2 own, 4 none")
        .OneOf(kWriteSecurities)};

// Adds the settings that were given to `body`, under their names in the service.
void AddSettings(const cli::Args& args, json::Value& body);

// A usage error for a setting without the other one that gives it a meaning.
absl::Status CheckSettings(const cli::Args& args);

}  // namespace o365::spo

#endif  // SERVICES_SPO_LIST_SETTINGS_H_
