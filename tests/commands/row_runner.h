// Runs a command line of a row against a service that answers anything, signed in, with consent.

#ifndef TESTS_COMMANDS_ROW_RUNNER_H_
#define TESTS_COMMANDS_ROW_RUNNER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/auth/session.h"
#include "common/base/environment.h"
#include "common/base/log.h"
#include "common/cli/context.h"
#include "common/http/patience.h"
#include "common/output/list_writer.h"
#include "common/storage/memory_store.h"
#include "gtest/gtest.h"
#include "tests/commands/recording_client.h"
#include "tests/commands/rows.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"

namespace o365::cli {

using Requests = std::vector<http::Request>;

// For one command line; `row` must outlive it.
class RowRunner {
 public:
  explicit RowRunner(const Row& row);

  // Runs the line; kInvalidArgument when it is refused or another row's.
  absl::Status Run(const Words& words);

  const Requests& requests() const { return http_.requests(); }
  o365::testing::RecordingClient& http() { return http_; }

 private:
  const Row& row_;
  const base::Environment environment_{
      std::map<std::string, std::string>{{"O365_CONFIG_DIR", ::testing::TempDir()}}};
  o365::testing::FakeClock clock_;
  o365::testing::FakeTerminal terminal_;
  o365::testing::RecordingClient http_;
  http::Patience patience_{http::RetryPolicy{}, clock_, terminal_};
  storage::MemoryStore store_;
  base::Log log_{terminal_, base::LogLevel::kQuiet};
  auth::Session session_{{.service = std::string(row_.service.name),
                          .display_name = std::string(row_.service.display_name),
                          .environment = &environment_,
                          .clock = &clock_,
                          .terminal = &terminal_,
                          .log = &log_,
                          .http = &http_,
                          .patience = &patience_,
                          .store = &store_}};
  output::ListWriter results_{
      output::Format::kJson, {}, [](absl::string_view) { return absl::OkStatus(); }};
  Context context_{.service = row_.service,
                   .environment = environment_,
                   .clock = clock_,
                   .terminal = terminal_,
                   .log = log_,
                   .http = http_,
                   .patience = patience_,
                   .session = session_,
                   .format = output::Format::kJson,
                   .results = results_,
                   .verbose = false};
};

// The requests of a line, up to where it fails; none for one that is refused or another row's.
Requests RequestsOf(const Row& row, const Words& words);

}  // namespace o365::cli

#endif  // TESTS_COMMANDS_ROW_RUNNER_H_
