// What a command runs in, with nothing real outside: a session over a store in memory, a clock that
// stands still, a terminal that plays a script, and an HTTP client that does so too
// (CommandContext) or is another one.

#ifndef TESTS_TESTING_COMMAND_CONTEXT_H_
#define TESTS_TESTING_COMMAND_CONTEXT_H_

#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/auth/connection.h"
#include "common/cli/context.h"
#include "common/storage/memory_store.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/scripted_client.h"

namespace o365::testing {

template <class HttpClient>
class CommandContextWith {
 public:
  // `service` must outlive this.
  explicit CommandContextWith(const cli::Service& service,
                              output::Format format = output::Format::kJson,
                              absl::Span<const output::Column> columns = {})
      : session_({.service = std::string(service.name),
                  .display_name = std::string(service.display_name),
                  .environment = &environment_,
                  .clock = &clock_,
                  .terminal = &terminal_,
                  .log = &log_,
                  .http = &http_,
                  .patience = &patience_,
                  .store = &store_}),
        results_(format, columns,
                 [this](absl::string_view text) {
                   absl::StrAppend(&printed_, text);
                   return absl::OkStatus();
                 }),
        context_{.service = service,
                 .environment = environment_,
                 .clock = clock_,
                 .terminal = terminal_,
                 .log = log_,
                 .http = http_,
                 .patience = patience_,
                 .session = session_,
                 .format = format,
                 .results = results_,
                 .verbose = false},
        service_name_(service.name) {}

  // Connects to `url`; no token is asked for within the next hour for the resources.
  void ConnectTo(const std::string& url, std::initializer_list<const char*> resources = {},
                 const std::string& token = "access-token") {
    auth::Connection connection;
    connection.url = connection.resource = url;
    for (const char* resource : resources)
      connection.access_tokens[resource] = {.value = base::Secret(token),
                                            .expires = clock_.Now() + absl::Hours(1)};
    Connect(std::move(connection));
  }
  // The same for a connection of which more is known; who signed in with what is filled in.
  void Connect(auth::Connection connection) {
    connection.service = service_name_;
    connection.tenant = "common";
    connection.app_id = "app";
    connection.refresh_token = base::Secret("refresh-token");
    const absl::Status kept = store_.Set(service_name_, "", auth::WriteConnection(connection));
    if (!kept.ok()) ADD_FAILURE() << kept;
  }

  cli::Context& context() { return context_; }
  HttpClient& http() { return http_; }
  FakeTerminal& terminal() { return terminal_; }
  FakeClock& clock() { return clock_; }
  // What the lists printed so far.
  const std::string& printed() const { return printed_; }

 private:
  const base::Environment environment_{std::map<std::string, std::string>{}};
  FakeClock clock_;
  FakeTerminal terminal_;
  HttpClient http_;
  http::Patience patience_{http::RetryPolicy{}, clock_, terminal_};
  storage::MemoryStore store_;
  base::Log log_{terminal_, base::LogLevel::kQuiet};
  auth::Session session_;
  std::string printed_;
  output::ListWriter results_;
  cli::Context context_;
  const std::string service_name_;
};

using CommandContext = CommandContextWith<ScriptedClient>;

}  // namespace o365::testing

#endif  // TESTS_TESTING_COMMAND_CONTEXT_H_
