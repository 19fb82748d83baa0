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
    cli::Guid("-n, --name <id>", "Name (id) of the flow").Required(),
    cli::Text("-d, --packageDisplayName <name>", "Name of the package"),
    cli::Text("--packageDescription <text>", "What the package is for").MayBeEmpty(),
    cli::Text("-c, --packageCreatedBy <name>", "Who made the package").MayBeEmpty(),
    cli::Text("-s, --packageSourceEnvironment <name>", "Where the package comes from").MayBeEmpty(),
    cli::Text("-f, --format <format>", "A package, or a template")
        .OneOf(kExportFormats)
        .Otherwise("zip"),
    cli::Text("-p, --path <file>", "File to write")};

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
