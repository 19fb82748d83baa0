#include "tests/commands/row_runner.h"

#include "common/auth/connection.h"
#include "common/base/status_macros.h"
#include "common/cli/execute.h"
#include "common/cli/parser.h"
#include "common/cli/read_files.h"
#include "gtest/gtest.h"

namespace o365::cli {

RowRunner::RowRunner(const Row& row) : row_(row) {
  auth::Connection connection;
  const bool spo = row.service.resource.empty();
  connection.service = std::string(row.service.name);
  connection.url = connection.resource =
      spo ? "https://contoso-admin.sharepoint.com" : std::string(row.service.resource);
  connection.tenant = "common";
  connection.app_id = "app";
  connection.refresh_token = base::Secret("r");
  connection.tenant_object_identity = "a|b:c\nTenant";
  EXPECT_TRUE(store_.Set(connection.service, "", auth::WriteConnection(connection)).ok());
}

absl::Status RowRunner::Run(const Words& words) {
  ParsedLine line = ParseLine(row_.service, words);
  RETURN_IF_ERROR(line.status);
  if (line.command != &row_.command) return absl::InvalidArgumentError("another command");
  RETURN_IF_ERROR(ReadFiles(line));
  line.args.set_consent(true);
  return Execute(row_.command, context_, line.args).status();
}

Requests RequestsOf(const Row& row, const Words& words) {
  RowRunner runner(row);
  // It may fail: what it sent until then is what counts.
  runner.Run(words).IgnoreError();
  return runner.requests();
}

}  // namespace o365::cli
