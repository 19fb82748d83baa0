// Options that several nouns have.

#ifndef SERVICES_AZMGMT_OPTIONS_H_
#define SERVICES_AZMGMT_OPTIONS_H_

#include "common/cli/command.h"

namespace o365::azmgmt {

inline constexpr cli::Option kEnvironment = {.name = "environmentName",
                                             .letter = 'e',
                                             .value = "<name>",
                                             .help = "Name of the environment the flow is in",
                                             .required = cli::Required::kYes,
                                             .alias = "environment"};
// The flow, of commands about what it has.
inline constexpr cli::Option kFlowName = {.name = "flowName",
                                          .value = "<id>",
                                          .help = "Name (id) of the flow",
                                          .required = cli::Required::kYes,
                                          .format = cli::Format::kGuid};
inline constexpr cli::Option kAsAdmin = {.name = "asAdmin",
                                         .help = "As an administrator: everybody's flows"};

}  // namespace o365::azmgmt

#endif  // SERVICES_AZMGMT_OPTIONS_H_
