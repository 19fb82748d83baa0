#include "common/auth/managed_identity.h"

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/http/server.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/scripted_client.h"
#include "tests/testing/status_matchers.h"

namespace o365::auth {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kGuid[] = "2b5c9f6e-4b0c-4c1b-9a53-9d9a0f3c7e11";

// The machine's token service, on loopback.
class ManagedIdentityTest : public ::testing::Test {
 protected:
  ManagedIdentityTest() {
    server_ = *http::Server::Start(
        {}, [](const std::string&) { return absl::UnimplementedError("no TLS"); },
        [this](const http::Incoming& request) {
          asked_.push_back(request);
          http::Response answer = {.status = 200,
                                   .headers = {{"Content-Type", "application/json"}},
                                   .body = R"({"access_token":"tok","expires_in":"3600"})"};
          if (!answers_.empty()) {
            answer = answers_.front();
            answers_.pop_front();
          }
          return http::Outgoing{.response = answer};
        });
    base_ = absl::StrCat("http://127.0.0.1:", server_->port());
  }

  absl::StatusOr<TokenAnswer> SignIn(const std::string& identity = "") {
    TokenEndpoint endpoint({.http = &http_,
                            .clock = &clock_,
                            .log = &log_,
                            .login_host = "login.microsoftonline.com",
                            .tenant = "organizations",
                            .connect_command = "graph connect"});
    Connection connection;
    connection.credentials.identity = identity;
    const base::Environment environment(variables_);
    GrantContext context{.endpoint = endpoint,
                         .environment = environment,
                         .terminal = terminal_,
                         .connection = connection};
    return kIdentityGrant.sign_in(context, "https://graph.microsoft.com");
  }
  void OnVm() { variables_ = {{"AZURE_POD_IDENTITY_AUTHORITY_HOST", base_}}; }

  std::vector<http::Incoming> asked_;
  std::deque<http::Response> answers_;
  std::unique_ptr<http::Server> server_;
  std::string base_;
  std::map<std::string, std::string> variables_;
  testing::FakeClock clock_;
  testing::FakeTerminal terminal_;
  base::Log log_{terminal_, base::LogLevel::kDebug};
  testing::ScriptedClient http_;
};

TEST_F(ManagedIdentityTest, VirtualMachine) {
  OnVm();
  const auto answer = SignIn();
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->access_token.value, base::Secret("tok"));
  EXPECT_EQ(answer->access_token.expires, clock_.Now() + absl::Hours(1));
  EXPECT_EQ(asked_[0].target,
            "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fgraph."
            "microsoft.com");
  EXPECT_EQ(asked_[0].headers.Get("Metadata"), "true");
}

TEST_F(ManagedIdentityTest, UserAssignedByWhateverNamesIt) {
  OnVm();
  ASSERT_TRUE(SignIn(kGuid).ok());
  EXPECT_THAT(asked_[0].target, HasSubstr(absl::StrCat("&client_id=", kGuid)));
  // Not a client's id: the object's.
  answers_ = {{.status = 400, .headers = {}, .body = R"({"error":"invalid_request"})"}};
  ASSERT_TRUE(SignIn(kGuid).ok());
  EXPECT_THAT(asked_[2].target, HasSubstr(absl::StrCat("&object_id=", kGuid)));
  ASSERT_TRUE(SignIn("/subscriptions/s/resourcegroups/g/x").ok());
  EXPECT_THAT(asked_[3].target, HasSubstr("&msi_res_id=%2Fsubscriptions%2Fs"));
}

TEST_F(ManagedIdentityTest, WhatPassesIsTriedAgain) {
  OnVm();
  answers_ = {{.status = 404, .headers = {}, .body = ""},
              {.status = 429, .headers = {}, .body = ""},
              {.status = 500, .headers = {}, .body = ""}};
  EXPECT_TRUE(SignIn().ok());
  EXPECT_THAT(clock_.sleeps(), ElementsAre(absl::Seconds(2), absl::Seconds(6), absl::Seconds(14)));
  answers_ = {
      {.status = 400, .headers = {}, .body = R"({"error_description":"Identity not found"})"}};
  const absl::Status refused = SignIn().status();
  EXPECT_TRUE(absl::IsUnauthenticated(refused));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("(HTTP 400): Identity not found"));
}

TEST_F(ManagedIdentityTest, AppServiceCloudShellAndMachineLearning) {
  variables_ = {{"IDENTITY_ENDPOINT", base_ + "/msi/token"}, {"IDENTITY_HEADER", "header-secret"}};
  answers_ = {
      {.status = 200, .headers = {}, .body = R"({"access_token":"t","expires_on":"1900000000"})"}};
  EXPECT_EQ(SignIn()->access_token.expires, absl::FromUnixSeconds(1900000000));
  EXPECT_THAT(asked_[0].target, HasSubstr("/msi/token?api-version=2019-08-01&resource="));
  EXPECT_EQ(asked_[0].headers.Get("X-IDENTITY-HEADER"), "header-secret");
  EXPECT_THAT(terminal_.said(), Not(HasSubstr("header-secret")));

  variables_ = {{"MSI_ENDPOINT", base_ + "/oauth2/token"}};
  EXPECT_TRUE(SignIn().ok());
  EXPECT_EQ(asked_[1].method, "POST");
  EXPECT_EQ(asked_[1].body, "resource=https%3A%2F%2Fgraph.microsoft.com");
  EXPECT_TRUE(base::IsUsageError(SignIn(kGuid).status()));

  variables_["MSI_SECRET"] = "ml-secret";
  EXPECT_TRUE(SignIn(kGuid).ok());
  EXPECT_EQ(asked_[2].headers.Get("secret"), "ml-secret");
  EXPECT_THAT(asked_[2].target, HasSubstr(absl::StrCat("api-version=2017-09-01&resource=https%3A"
                                                       "%2F%2Fgraph.microsoft.com&clientid=",
                                                       kGuid)));
}

TEST_F(ManagedIdentityTest, ArcKeysAreReadFromTheirFolderAlone) {
  variables_ = {{"IDENTITY_ENDPOINT", base_ + "/token"}, {"IMDS_ENDPOINT", base_}};
  for (const char* realm : {"/etc/passwd", "/var/opt/azcmagent/tokens/../x.key", "x.key",
                            "/var/opt/azcmagent/tokens/x.txt", ""}) {
    answers_ = {{.status = 401,
                 .headers = {{"WWW-Authenticate", absl::StrCat("Basic realm=", realm)}},
                 .body = ""}};
    const absl::Status status = SignIn().status();
    EXPECT_TRUE(absl::IsUnauthenticated(status)) << realm;
    EXPECT_THAT(std::string(status.message()), HasSubstr("no key file of its own")) << realm;
  }
  EXPECT_EQ(asked_.size(), 5u);  // nothing was sent there a second time
}

TEST_F(ManagedIdentityTest, ElsewhereItSaysWhatWasLookedFor) {
  OnVm();
  server_.reset();
  const absl::Status status = SignIn().status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("this machine has no managed identity: none of IDENTITY_ENDPOINT"));
  EXPECT_THAT(clock_.sleeps(), ::testing::IsEmpty());
  // No packet goes anywhere else.
  variables_ = {{"AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://198.51.100.1"}};
  EXPECT_THAT(std::string(SignIn().status().message()), HasSubstr("neither this machine nor"));
}

}  // namespace
}  // namespace o365::auth
