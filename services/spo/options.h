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

inline constexpr cli::Option kWebUrl =
    cli::SiteUrl("-u, --webUrl <url>", "URL of the site").Required();

// Who gets or loses rights over a hub site or a site design.
inline constexpr cli::Option kPrincipals =
    cli::Text("-p, --principals <principals>",
              "Users and mail-enabled security groups, separated by commas")
        .Required();

// --rights with the names of those there are.
constexpr cli::Option RightsOption(absl::Span<const absl::string_view> names) {
  return {.name = "rights",
          .letter = 'r',
          .value = "<rights>",
          .help = "What they may do",
          .required = cli::Required::kYes,
          .choices = names};
}

// Whether the option's value is a list without an empty member.
absl::Status CheckList(const cli::Args& args, const cli::Option& option);
// The same, with GUIDs as members.
absl::Status CheckGuidList(const cli::Args& args, const cli::Option& option);

}  // namespace o365::spo

#endif  // SERVICES_SPO_OPTIONS_H_
