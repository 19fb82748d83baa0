#include "services/spo/options.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/list.h"
#include "common/base/status_macros.h"
#include "common/cli/validate.h"

namespace o365::spo {

absl::Status CheckList(const cli::Args& args, const cli::Option& option) {
  if (!args.Has(option)) return absl::OkStatus();
  for (const std::string& member : base::SplitList(args[option])) {
    if (member.empty())
      return base::UsageError(
          absl::StrCat("option '--", option.name, "' holds an empty name: '", args[option], "'"));
  }
  return absl::OkStatus();
}

absl::Status CheckGuidList(const cli::Args& args, const cli::Option& option) {
  if (!args.Has(option)) return absl::OkStatus();
  const std::string what = absl::StrCat("option '--", option.name, "'");
  for (const std::string& member : base::SplitList(args[option]))
    RETURN_IF_ERROR(cli::CheckValue(what, cli::Format::kGuid, {}, member).status());
  return absl::OkStatus();
}

}  // namespace o365::spo
