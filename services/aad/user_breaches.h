// `aad user hibp`: its options and function. The row is in user.cc.

#ifndef SERVICES_AAD_USER_BREACHES_H_
#define SERVICES_AAD_USER_BREACHES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/cli/context.h"
#include "common/json/value.h"

namespace o365::aad::breaches {

inline constexpr cli::Option kAccount =
    cli::UserName("-n, --userName <name>", "User name or mail address to look for").Required();
inline constexpr cli::Option kApiKey =
    cli::Text("--apiKey <key>", "Your key for the API of haveibeenpwned.com")
        .Required()
        .Sensitive();
inline constexpr cli::Option kDomain = cli::Text("--domain <domain>", "Only breaches of this site");

inline constexpr cli::Option kOptions[] = {kAccount, kApiKey, kDomain};

// The key is sent as a header field, which has no line breaks or other control characters.
absl::Status Check(const cli::Args& args);

// The breaches, or a text when there is none. kFailedPrecondition for a refused key.
absl::StatusOr<json::Value> Find(cli::Context& context, const cli::Args& args);

}  // namespace o365::aad::breaches

#endif  // SERVICES_AAD_USER_BREACHES_H_
