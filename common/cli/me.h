// "@meId" and "@meUserName": the signed-in user as the value of an option.
//
//   aad user set --id @meId --jobTitle Engineer
//
// They may stand for a whole value of Format::kGuid ("@meId"), kUserName ("@meUserName") and kText
// (both); not in options that are secret or read files.

#ifndef COMMON_CLI_ME_H_
#define COMMON_CLI_ME_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/auth/claims.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/cli/context.h"

namespace o365::cli {

// What the connection's access token says of its user. Errors: those of the connection.
absl::StatusOr<auth::Claims> SignedInUser(Context& context);

// Replaces them by what the connection's access token says; asks for no token when there are none.
// kFailedPrecondition when the token does not say it.
absl::Status FillInMe(const Command& command, Context& context, Args& args);

}  // namespace o365::cli

#endif  // COMMON_CLI_ME_H_
