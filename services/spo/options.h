// Options that several nouns have.

#ifndef SERVICES_SPO_OPTIONS_H_
#define SERVICES_SPO_OPTIONS_H_

#include "common/cli/command.h"

namespace o365::spo {

// --url of a site that is there, -u for short.
constexpr cli::Option SiteUrlOption(absl::string_view help) {
  return {.name = "url",
          .letter = 'u',
          .value = "<url>",
          .help = help,
          .required = cli::Required::kYes,
          .format = cli::Format::kSiteUrl};
}

inline constexpr cli::Option kWebUrl = {.name = "webUrl",
                                        .letter = 'u',
                                        .value = "<url>",
                                        .help = "URL of the site",
                                        .required = cli::Required::kYes,
                                        .format = cli::Format::kSiteUrl};

}  // namespace o365::spo

#endif  // SERVICES_SPO_OPTIONS_H_
