#include "common/base/log.h"

namespace o365::base {

void Log::Write(LogLevel level, absl::string_view line) {
  if (level_ >= level) terminal_.Say(redactor_->Clean(line));
}

}  // namespace o365::base
