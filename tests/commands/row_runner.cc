#include "tests/commands/row_runner.h"

#include <algorithm>
#include <string>
#include <utility>

#include "common/auth/connection.h"
#include "common/base/status_macros.h"
#include "common/cli/execute.h"
#include "common/cli/parser.h"
#include "common/cli/read_files.h"

namespace o365::cli {

RowRunner::RowRunner(const Row& row) : row_(row), test_(row.service) {
  auth::Connection connection;
  const bool spo = row.service.resource.empty();
  connection.url = connection.resource =
      spo ? "https://contoso-admin.sharepoint.com" : std::string(row.service.resource);
  connection.tenant_object_identity = "a|b:c\nTenant";
  test_.Connect(std::move(connection));
}

absl::Status RowRunner::Run(const Words& words) {
  // Waits for a person at a page that nobody opens.
  if (std::find(words.begin(), words.end(), "browser") != words.end())
    return absl::InvalidArgumentError("signs in with a browser");
  ParsedLine line = ParseLine(row_.service, words);
  RETURN_IF_ERROR(line.status);
  if (line.command != &row_.command) return absl::InvalidArgumentError("another command");
  RETURN_IF_ERROR(ReadFiles(line));
  line.args.set_consent(true);
  return Execute(row_.command, test_.context(), line.args).status();
}

Requests RequestsOf(const Row& row, const Words& words) {
  RowRunner runner(row);
  // It may fail: what it sent until then is what counts.
  runner.Run(words).IgnoreError();
  return runner.requests();
}

}  // namespace o365::cli
