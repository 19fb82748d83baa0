// `azmgmt flow export`: a flow as a package of Power Automate, or as a template of Azure Resource
// Manager.

#ifndef SERVICES_AZMGMT_FLOW_EXPORT_H_
#define SERVICES_AZMGMT_FLOW_EXPORT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/cli/context.h"
#include "common/json/value.h"
#include "services/azmgmt/options.h"

namespace o365::azmgmt {

inline constexpr absl::string_view kExportFormats[] = {"json", "zip"};
inline constexpr cli::Option kExportOptions[] = {
    kEnvironment,
    {.name = "name",
     .letter = 'n',
     .value = "<id>",
     .help = "Name (id) of the flow",
     .required = cli::Required::kYes,
     .format = cli::Format::kGuid},
    {.name = "packageDisplayName", .letter = 'd', .value = "<name>", .help = "Name of the package"},
    {.name = "packageDescription", .value = "<text>", .help = "What the package is for"},
    {.name = "packageCreatedBy", .letter = 'c', .value = "<name>", .help = "Who made the package"},
    {.name = "packageSourceEnvironment",
     .letter = 's',
     .value = "<name>",
     .help = "Where the package comes from"},
    {.name = "format",
     .letter = 'f',
     .value = "<format>",
     .help = "A package, or a template",
     .choices = kExportFormats,
     .otherwise = "zip"},
    {.name = "path", .letter = 'p', .value = "<file>", .help = "File to write"}};

// The row's checks: what a template cannot have, and a folder that is not there.
absl::Status CheckExport(const cli::Args& args);
// Writes the file. Its value is the file's path when the command line did not name one.
absl::StatusOr<json::Value> Export(cli::Context& context, const cli::Args& args);

// A file's name with this display name: what file systems do not take becomes "_".
std::string FileNameOf(absl::string_view display_name);
// The last part of the link that ends in ".zip"; "output.zip" when there is none.
std::string PackageNameOf(absl::string_view link);

}  // namespace o365::azmgmt

#endif  // SERVICES_AZMGMT_FLOW_EXPORT_H_
