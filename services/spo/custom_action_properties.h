// The properties of a custom action that `customaction add` and `set` take, and their JSON
// (Microsoft Learn: "SP.UserCustomAction").

#ifndef SERVICES_SPO_CUSTOM_ACTION_PROPERTIES_H_
#define SERVICES_SPO_CUSTOM_ACTION_PROPERTIES_H_

#include "absl/status/status.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/json/value.h"

namespace o365::spo {

// In the order of SP.UserCustomActionRegistrationType.
inline constexpr absl::string_view kRegistrationTypes[] = {"None", "List", "ContentType", "ProgId",
                                                           "FileType"};

inline constexpr cli::Option kCustomActionProperties[] = {
    {.name = "group",
     .letter = 'g',
     .value = "<group>",
     .help = "Group of the location, such as SiteActions; locations of menus need one"},
    {.name = "description",
     .letter = 'd',
     .value = "<text>",
     .help = "Description of the custom action"},
    {.name = "sequence",
     .value = "<number>",
     .help = "Place among the actions of the location, 0 to 65536",
     .format = cli::Format::kNumber},
    {.name = "actionUrl", .value = "<url>", .help = "Where the action leads to"},
    {.name = "imageUrl", .value = "<url>", .help = "Image that stands for the action"},
    {.name = "commandUIExtension",
     .letter = 'e',
     .value = "<xml>",
     .help = "Ribbon definition, XML",
     .reads_file = true},
    {.name = "registrationId",
     .value = "<id>",
     .help = "List, content type or file type it is for; with registrationType"},
    {.name = "registrationType",
     .value = "<type>",
     .help = "What registrationId names",
     .choices = kRegistrationTypes},
    {.name = "rights",
     .value = "<rights>",
     .help = "Permissions a user needs to see it, separated by commas, such as ManageWeb"},
    {.name = "scriptBlock",
     .value = "<script>",
     .help = "Script to run, for the location ScriptLink",
     .reads_file = true},
    {.name = "scriptSrc",
     .value = "<url>",
     .help = "Address of a script to run, for the location ScriptLink"},
    {.name = "clientSideComponentId",
     .letter = 'c',
     .value = "<id>",
     .help = "SharePoint Framework component to run",
     .format = cli::Format::kGuid},
    {.name = "clientSideComponentProperties",
     .letter = 'p',
     .value = "<json>",
     .help = "Properties of the component, JSON; with clientSideComponentId",
     .reads_file = true},
};

// The properties that were given, name, title and location included, under their names in the
// service.
json::Value CustomActionBody(const cli::Args& args);

// A usage error for properties that do not fit together or hold no valid value.
absl::Status CheckNewCustomAction(const cli::Args& args);
absl::Status CheckCustomActionChange(const cli::Args& args);

}  // namespace o365::spo

#endif  // SERVICES_SPO_CUSTOM_ACTION_PROPERTIES_H_
