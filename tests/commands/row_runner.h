// Runs a command line of a row against a service that answers anything, signed in, with consent.

#ifndef TESTS_COMMANDS_ROW_RUNNER_H_
#define TESTS_COMMANDS_ROW_RUNNER_H_

#include <vector>

#include "absl/status/status.h"
#include "tests/commands/recording_client.h"
#include "tests/commands/rows.h"
#include "tests/testing/command_context.h"

namespace o365::cli {

using Requests = std::vector<http::Request>;

// For one command line; `row` must outlive it.
class RowRunner {
 public:
  explicit RowRunner(const Row& row);

  // Runs the line; kInvalidArgument when it is refused or another row's.
  absl::Status Run(const Words& words);

  const Requests& requests() { return http().requests(); }
  o365::testing::RecordingClient& http() { return test_.http(); }

 private:
  const Row& row_;
  o365::testing::CommandContextWith<o365::testing::RecordingClient> test_;
};

// The requests of a line, up to where it fails; none for one that is refused or another row's.
Requests RequestsOf(const Row& row, const Words& words);

}  // namespace o365::cli

#endif  // TESTS_COMMANDS_ROW_RUNNER_H_
