// Everything outside the process that a command may use.

#ifndef COMMON_CLI_CONTEXT_H_
#define COMMON_CLI_CONTEXT_H_

#include "common/auth/session.h"
#include "common/base/clock.h"
#include "common/base/environment.h"
#include "common/base/log.h"
#include "common/base/terminal.h"
#include "common/cli/command.h"
#include "common/http/client.h"
#include "common/http/patience.h"
#include "common/output/format.h"
#include "common/output/list_writer.h"

namespace o365::cli {

struct Context {
  const Service& service;
  const base::Environment& environment;
  base::Clock& clock;
  base::Terminal& terminal;
  base::Log& log;
  http::Client& http;
  http::Patience& patience;  // of `http`
  auth::Session& session;
  output::Format format;
  // For lists that are printed as they arrive; a command that used it returns null.
  output::ListWriter& results;
  bool verbose;
};

}  // namespace o365::cli

#endif  // COMMON_CLI_CONTEXT_H_
