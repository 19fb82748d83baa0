// Options that several nouns have.

#ifndef SERVICES_AZMGMT_OPTIONS_H_
#define SERVICES_AZMGMT_OPTIONS_H_

#include "common/cli/command.h"

namespace o365::azmgmt {

inline constexpr cli::Option kEnvironment =
    cli::Text("-e, --environmentName <name>", "Name of the environment the flow is in")
        .Required()
        .Alias("environment");
// The flow, of commands about what it has.
inline constexpr cli::Option kFlowName =
    cli::Guid("--flowName <id>", "Name (id) of the flow").Required();
inline constexpr cli::Option kAsAdmin =
    cli::Flag("--asAdmin", "As an administrator: everybody's flows");

}  // namespace o365::azmgmt

#endif  // SERVICES_AZMGMT_OPTIONS_H_
