// The real binaries against a tenant of their own, over TLS through its proxy.
//
//   class AppTest : public EndToEndTest {};
//   TEST_F(AppTest, ListsWhatWasAdded) {
//     Connect("spo connect https://contoso.sharepoint.com");
//     EXPECT_EQ(Do("spo app list --output json").exit_code, 0);
//   }

#ifndef TESTS_E2E_HARNESS_H_
#define TESTS_E2E_HARNESS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/json/value.h"
#include "gtest/gtest.h"
#include "tests/testing/process.h"

namespace o365::testing {

class EndToEndTest : public ::testing::Test {
 protected:
  // Starts the tenant. Connections are kept in the file store, in a folder of the test's own.
  EndToEndTest();
  // Stops the tenant, and fails the test if it was asked for something it does not know.
  ~EndToEndTest() override;

  // Runs a command line in bash, so that quotes, pipes and variables work. stdin is `input` when
  // there is any, else /dev/null.
  Outcome Do(absl::string_view command_line);
  Outcome DoWithInput(absl::string_view command_line, absl::string_view input);

  // Runs a command line that must succeed and print JSON; adds --output json.
  json::Value Json(absl::string_view command_line);

  // Signs in as a user of the tenant with a password; must succeed.
  void Connect(absl::string_view connect_command,
               absl::string_view user = "admin@contoso.onmicrosoft.com");
  // Signs in with a device code, which `decision` ("approve", "deny") is made on.
  Outcome ConnectByDeviceCode(absl::string_view connect_command, absl::string_view decision);

  // What `o365-tenant ARGUMENTS` prints; must succeed.
  std::string Tenant(absl::string_view arguments);
  // How many requests with this text in method, host or path came in so far.
  int RequestsTo(absl::string_view text);
  // The tenant was asked on purpose for something it does not know.
  void AllowUnknownRequests() { allow_unknown_ = true; }

  std::map<std::string, std::string>& environment() { return environment_; }
  const std::string& folder() const { return folder_; }
  std::string ReadRecord(absl::string_view service);

 private:
  const std::string folder_;
  std::map<std::string, std::string> environment_;
  bool allow_unknown_ = false;
};

}  // namespace o365::testing

#endif  // TESTS_E2E_HARNESS_H_
