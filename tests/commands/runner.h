// Runs command lines of a row against a service that answers anything (recording_client.h).

#ifndef TESTS_COMMANDS_RUNNER_H_
#define TESTS_COMMANDS_RUNNER_H_

#include <map>
#include <string>
#include <vector>

#include "common/cli/execute.h"
#include "common/cli/parser.h"
#include "common/storage/memory_store.h"
#include "gtest/gtest.h"
#include "tests/commands/recording_client.h"
#include "tests/commands/rows.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"

namespace o365::cli {

class Runner {
 public:
  explicit Runner(const Row& row) : row_(row) {
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

  // Runs a command line of the row, without asking. kInvalidArgument when it is none.
  absl::Status Run(const Words& words) {
    ParsedLine line = ParseLine(row_.service, words);
    if (!line.status.ok()) return line.status;
    if (line.command != &row_.command) return absl::InvalidArgumentError("another command");
    if (!row_.command.confirm.empty()) line.args.Set("confirm", "true");
    return Execute(row_.command, context_, line.args).status();
  }

  const std::vector<http::Request>& requests() const { return http_.requests(); }
  o365::testing::RecordingClient& service() { return http_; }

 private:
  const Row& row_;
  const base::Environment environment_{
      std::map<std::string, std::string>{{"O365_CONFIG_DIR", ::testing::TempDir()}}};
  o365::testing::FakeClock clock_;
  o365::testing::FakeTerminal terminal_;
  o365::testing::RecordingClient http_;
  storage::MemoryStore store_;
  base::Log log_{terminal_, base::LogLevel::kQuiet};
  auth::Session session_{{.service = std::string(row_.service.name),
                          .display_name = std::string(row_.service.display_name),
                          .environment = &environment_,
                          .clock = &clock_,
                          .terminal = &terminal_,
                          .log = &log_,
                          .http = &http_,
                          .store = &store_}};
  output::ListWriter results_{
      output::Format::kJson, {}, [](absl::string_view) { return absl::OkStatus(); }};
  Context context_{.service = row_.service,
                   .environment = environment_,
                   .clock = clock_,
                   .terminal = terminal_,
                   .log = log_,
                   .http = http_,
                   .session = session_,
                   .format = output::Format::kJson,
                   .results = results_,
                   .verbose = false};
};

}  // namespace o365::cli

#endif  // TESTS_COMMANDS_RUNNER_H_
