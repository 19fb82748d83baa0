#include "common/auth/federated.h"

#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/scripted_client.h"
#include "tests/testing/status_matchers.h"

namespace o365::auth {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// {"alg":"RS256"}.{"iss":"https://ci","sub":"repo:a/b","aud":"api://x"}
constexpr char kAssertion[] =
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL2NpIiwic3ViIjoicmVwbzphL2IiLCJhdWQiOiJhcGk6Ly94In0."
    "c2ln";
constexpr char kTokenUrl[] = "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token";

class FederatedTest : public ::testing::Test {
 protected:
  absl::StatusOr<TokenAnswer> SignIn(const std::string& source, const std::string& detail = "") {
    TokenEndpoint endpoint({.http = &http_,
                            .clock = &clock_,
                            .log = &log_,
                            .login_host = "login.microsoftonline.com",
                            .tenant = "contoso.com",
                            .connect_command = "graph connect"});
    Connection connection;
    connection.app_id = "app";
    connection.cloud = cloud_;
    connection.credentials.assertion_source = source;
    connection.credentials.assertion_detail = detail;
    const base::Environment environment(variables_);
    GrantContext context{.endpoint = endpoint,
                         .environment = environment,
                         .terminal = terminal_,
                         .connection = connection};
    return kFederatedGrant.sign_in(context, "https://graph.microsoft.com");
  }
  void ExpectExchange(int status = 200,
                      std::string body = R"({"access_token":"t","expires_in":1})") {
    http_.Expect({.method = "POST",
                  .url = kTokenUrl,
                  .body_parts = {"grant_type=client_credentials", "client_id=app",
                                 absl::StrCat("client_assertion=", kAssertion),
                                 "scope=https%3A%2F%2Fgraph.microsoft.com%2F.default&"},
                  .answer = {.status = status, .headers = {}, .body = std::move(body)}});
  }

  std::string cloud_ = "Public";
  std::map<std::string, std::string> variables_;
  testing::FakeClock clock_;
  testing::FakeTerminal terminal_;
  base::Log log_{terminal_, base::LogLevel::kDebug};
  testing::ScriptedClient http_;
};

TEST_F(FederatedTest, GitHub) {
  variables_ = {{"ACTIONS_ID_TOKEN_REQUEST_URL", "https://pipelines.example/token?v=2"},
                {"ACTIONS_ID_TOKEN_REQUEST_TOKEN", "request-token"}};
  http_.Expect({.method = "GET",
                .url = "https://pipelines.example/token?v=2&audience="
                       "api%3A%2F%2FAzureADTokenExchange",
                .answer = {.status = 200,
                           .headers = {},
                           .body = absl::StrCat(R"({"value":")", kAssertion, R"("})")}});
  ExpectExchange();
  EXPECT_TRUE(SignIn("github").ok());
  EXPECT_EQ(http_.requests()[0].headers.Get("Authorization"), "Bearer request-token");
  EXPECT_TRUE(http_.requests()[0].secret_answer);
}

TEST_F(FederatedTest, AzureDevOps) {
  cloud_ = "China";
  variables_ = {{"SYSTEM_OIDCREQUESTURI", "https://dev.azure.com/x/oidctoken"},
                {"SYSTEM_ACCESSTOKEN", "job-token"},
                {"AZURESUBSCRIPTION_SERVICE_CONNECTION_ID", "c 1"}};
  http_.Expect(
      {.method = "POST",
       .url = "https://dev.azure.com/x/oidctoken?api-version=7.1&serviceConnectionId=c%201",
       .answer = {.status = 200,
                  .headers = {},
                  .body = absl::StrCat(R"({"oidcToken":")", kAssertion, R"("})")}});
  ExpectExchange();
  EXPECT_TRUE(SignIn("azureDevOps").ok());
  EXPECT_EQ(http_.requests()[0].headers.Get("X-TFS-FedAuthRedirect"), "Suppress");
}

TEST_F(FederatedTest, FilesAndCommandsAreAskedAgainEachTime) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/federated_token");
  ASSERT_TRUE(base::WriteFileAtomically(path, absl::StrCat(kAssertion, "\n"), 0600).ok());
  ExpectExchange();
  EXPECT_TRUE(SignIn("file", path).ok());
  ASSERT_TRUE(base::WriteFileAtomically(path, "not a token", 0600).ok());
  const auto spoilt = SignIn("file", path);
  EXPECT_TRUE(base::IsUsageError(spoilt.status()));
  EXPECT_THAT(std::string(spoilt.status().message()), HasSubstr("what the source 'file' gave"));

  ExpectExchange();
  EXPECT_TRUE(SignIn("command", absl::StrCat("echo ", kAssertion)).ok());
  for (const char* command : {"exit 3", "true", "yes | head -c 100000", "/nowhere/at/all"})
    EXPECT_TRUE(base::IsUsageError(SignIn("command", command).status())) << command;
  EXPECT_THAT(std::string(SignIn("command", "exit 3").status().message()),
              HasSubstr("exit status 3"));
}

TEST_F(FederatedTest, GitLabAndWhatIsMissing) {
  EXPECT_THAT(std::string(SignIn("gitlab").status().message()), HasSubstr("GITLAB_OIDC_TOKEN"));
  variables_["GITLAB_OIDC_TOKEN"] = kAssertion;
  ExpectExchange();
  EXPECT_TRUE(SignIn("gitlab").ok());
  EXPECT_THAT(std::string(SignIn("github").status().message()),
              HasSubstr("ACTIONS_ID_TOKEN_REQUEST_URL"));
}

TEST_F(FederatedTest, ARefusalSaysWhatTheTokenIsAndShowsNoneOfIt) {
  variables_["GITLAB_OIDC_TOKEN"] = kAssertion;
  ExpectExchange(400, R"({"error":"invalid_client","error_description":"AADSTS700213: No match"})");
  const absl::Status status = SignIn("gitlab").status();
  EXPECT_THAT(base::Hint(status), HasSubstr("issuer 'https://ci', subject 'repo:a/b', audience "
                                            "'api://x'"));
  EXPECT_THAT(status.ToString(), Not(HasSubstr("eyJ")));
  EXPECT_THAT(terminal_.said(), Not(HasSubstr("eyJ")));
}

TEST_F(FederatedTest, WithoutASourceItSaysWhatWasLookedFor) {
  const auto none = kFederatedGrant.credentials({}, clock_.Now());
  EXPECT_TRUE(base::IsUsageError(none.status()));
  EXPECT_THAT(base::Hint(none.status()), HasSubstr("AZURE_FEDERATED_TOKEN_FILE"));
  const base::Environment environment(
      std::map<std::string, std::string>{{"AZURE_FEDERATED_TOKEN_FILE", "/run/token"}});
  const auto found = CredentialsOfEnvironment(environment, "federatedIdentity");
  EXPECT_EQ(kFederatedGrant.credentials(*found, clock_.Now())->assertion_detail, "/run/token");
}

}  // namespace
}  // namespace o365::auth
