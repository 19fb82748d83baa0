#include "common/cli/report.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/log.h"
#include "common/cli/exit_code.h"

namespace o365::cli {

int Report(base::Terminal& terminal, absl::string_view subject, const absl::Status& status) {
  terminal.Say(absl::StrCat(subject, ": ", base::Redact(status.message())));
  if (const std::string hint = base::Hint(status); !hint.empty())
    terminal.Say(absl::StrCat("  ", hint));
  return ExitCodeFor(status);
}

}  // namespace o365::cli
