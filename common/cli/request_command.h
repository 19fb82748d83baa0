// `request`, which every service has: any call of the service's API with the connection's token.
//
//   constexpr cli::Command kRequestRow[] = {cli::RequestCommand(kRequestExamples)};

#ifndef COMMON_CLI_REQUEST_COMMAND_H_
#define COMMON_CLI_REQUEST_COMMAND_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/cli/context.h"
#include "common/json/value.h"

namespace o365::cli {

inline constexpr absl::string_view kRequestMethods[] = {"GET",    "POST", "PUT",    "PATCH",
                                                        "DELETE", "HEAD", "OPTIONS"};
inline constexpr Option kRequestOptions[] = {
    {.name = "url",
     .letter = 'u',
     .value = "<url>",
     .help = "Where to: a URL of the service, or what follows the base address of its API",
     .required = Required::kYes},
    {.name = "method",
     .letter = 'm',
     .value = "<method>",
     .help = "Method of the request",
     .choices = kRequestMethods,
     .otherwise = "GET"},
    {.name = "body",
     .letter = 'b',
     .value = "<text>",
     .help = "Body of the request",
     .wiped = true,
     .reads_file = true,
     .may_be_empty = true},
    {.name = "header",
     .value = "<name:value>",
     .help = "A header field to send",
     .wiped = true,
     .repeats = true},
    {.name = "paginate", .help = "Follow the links to further pages, and print all as one list"},
    {.name = "filePath",
     .letter = 'p',
     .value = "<file>",
     .help = "File to write the body of the answer to, instead of printing it"}};
inline constexpr absl::string_view kPagesOrFile[] = {"paginate", "filePath"};
inline constexpr Rule kRequestRules[] = {{Rule::Kind::kAtMostOne, kPagesOrFile}};

// The row's checks: header fields, and what GET cannot have.
absl::Status CheckRequest(const Args& args);
// Sends the request. A usage error, before anything is sent, for an address that the connection's
// token must not go to.
absl::StatusOr<json::Value> RunRequest(Context& context, const Args& args);

// The row, with examples of the service at hand.
constexpr Command RequestCommand(absl::Span<const Example> examples) {
  return {.name = "request",
          .summary = "Send any request to the service's API",
          .options = kRequestOptions,
          .rules = kRequestRules,
          .examples = examples,
          .remarks =
              "The connection's token goes along, and to no other host than the service's. "
              "A body that is JSON is sent as such unless a Content-Type says otherwise. "
              "Blanks in the URL are encoded.",
          .validate = CheckRequest,
          .run = RunRequest};
}

}  // namespace o365::cli

#endif  // COMMON_CLI_REQUEST_COMMAND_H_
