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
    cli::Text("-g, --group <group>",
              "Group of the location, such as SiteActions; locations of menus need one")
        .MayBeEmpty(),
    cli::Text("-d, --description <text>", "Description of the custom action").MayBeEmpty(),
    cli::Number("--sequence <number>", "Place among the actions of the location, 0 to 65536"),
    cli::Text("--actionUrl <url>", "Where the action leads to"),
    cli::Text("--imageUrl <url>", "Image that stands for the action").MayBeEmpty(),
    cli::Text("-e, --commandUIExtension <xml>", "Ribbon definition, XML").MayBeEmpty().ReadsFile(),
    cli::Text("--registrationId <id>",
              "List, content type or file type it is for; with registrationType"),
    cli::Text("--registrationType <type>", "What registrationId names").OneOf(kRegistrationTypes),
    cli::Text("--rights <rights>",
              "Permissions a user needs to see it, separated by commas, such as ManageWeb"),
    cli::Text("--scriptBlock <script>", "Script to run, for the location ScriptLink").ReadsFile(),
    cli::Text("--scriptSrc <url>", "Address of a script to run, for the location ScriptLink"),
    cli::Guid("-c, --clientSideComponentId <id>", "SharePoint Framework component to run"),
    cli::Text("-p, --clientSideComponentProperties <json>",
              "Properties of the component, JSON; with clientSideComponentId")
        .MayBeEmpty()
        .ReadsFile()};

// The properties that were given, name, title and location included, under their names in the
// service.
json::Value CustomActionBody(const cli::Args& args);

// A usage error for properties that do not fit together or hold no valid value.
absl::Status CheckNewCustomAction(const cli::Args& args);
absl::Status CheckCustomActionChange(const cli::Args& args);

}  // namespace o365::spo

#endif  // SERVICES_SPO_CUSTOM_ACTION_PROPERTIES_H_
