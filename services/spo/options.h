// Options that several nouns have.

#ifndef SERVICES_SPO_OPTIONS_H_
#define SERVICES_SPO_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/cli/args.h"
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

// The members of a list such as "ann, bob", without the blanks around them.
std::vector<std::string> SplitList(absl::string_view list);

// Whether the option's value is a list without an empty member.
absl::Status CheckList(const cli::Args& args, const cli::Option& option);
// The same, with GUIDs as members.
absl::Status CheckGuidList(const cli::Args& args, const cli::Option& option);

}  // namespace o365::spo

#endif  // SERVICES_SPO_OPTIONS_H_
