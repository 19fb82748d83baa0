#include "common/cli/me.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/shape.h"

namespace o365::cli {
namespace {

bool MayBeMe(const Option& option) {
  const bool fits = option.format == Format::kGuid || option.format == Format::kUserName ||
                    option.format == Format::kText;
  return fits && !option.sensitive && !option.reads_file;
}

}  // namespace

absl::StatusOr<auth::Claims> SignedInUser(Context& context) {
  ASSIGN_OR_RETURN(const auth::Connection connection, context.session.Connected());
  ASSIGN_OR_RETURN(const base::Secret token, context.session.AccessToken(connection.resource));
  return auth::ReadClaims(token);
}

absl::Status FillInMe(const Command& command, Context& context, Args& args) {
  for (const Option& option : command.options) {
    const bool id = IsMeId(args[option]);
    if (!MayBeMe(option) || (!id && !IsMeUserName(args[option]))) continue;
    RETURN_IF_ERROR(context.session.CheckUser(absl::StrCat("'", args[option], "'")));
    ASSIGN_OR_RETURN(const auth::Claims claims, SignedInUser(context));
    const std::string& me = id ? claims.object_id : claims.user_name;
    if (me.empty())
      return base::WithHint(
          absl::FailedPreconditionError(absl::StrCat("option '--", option.name, "': the access ",
                                                     "token does not say who is signed in")),
          absl::StrCat("use the ", id ? "id" : "name", " itself instead of ", args[option]));
    args.Set(option.name, me);
  }
  return absl::OkStatus();
}

}  // namespace o365::cli
