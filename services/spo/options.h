// Options that several nouns have.

#ifndef SERVICES_SPO_OPTIONS_H_
#define SERVICES_SPO_OPTIONS_H_

#include "common/cli/command.h"

namespace o365::spo {

inline constexpr cli::Option kWebUrl = {.name = "webUrl",
                                        .letter = 'u',
                                        .value = "<url>",
                                        .help = "URL of the site",
                                        .required = cli::Required::kYes,
                                        .format = cli::Format::kSiteUrl};

}  // namespace o365::spo

#endif  // SERVICES_SPO_OPTIONS_H_
