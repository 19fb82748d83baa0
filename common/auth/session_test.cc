#include "common/auth/session.h"

#include <dirent.h>
#include <sys/stat.h>

#include <atomic>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/json/value.h"
#include "common/storage/file_store.h"
#include "common/storage/memory_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/scripted_client.h"
#include "tests/testing/status_matchers.h"

namespace o365::auth {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::IsOkAndHolds;
using ::testing::Not;
using testing::StatusIs;

constexpr char kSite[] = "https://contoso.sharepoint.com";
constexpr char kGraph[] = "https://graph.microsoft.com";
constexpr char kTokenUrl[] = "https://login.microsoftonline.com/organizations/oauth2/v2.0/token";

http::Response Json(int status, std::string body) {
  return {
      .status = status, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

http::Response Tokens(absl::string_view access, absl::string_view refresh, int expires_in = 3600) {
  return Json(200, absl::StrCat(R"({"token_type":"Bearer","expires_in":)", expires_in,
                                R"(,"access_token":")", access, R"(","refresh_token":")", refresh,
                                R"("})"));
}

// What the user is told.
std::string Told(const absl::Status& status) {
  return absl::StrCat(absl::StatusCodeToString(status.code()), " ", status.message(), "\n",
                      base::Hint(status), "\n", base::ServiceCode(status));
}

http::Response Refusal(absl::string_view error, absl::string_view description) {
  return Json(400, absl::StrCat(R"({"error":")", error, R"(","error_description":")", description,
                                R"(","trace_id":"trace-1"})"));
}

// A store whose writes can be made to fail.
class FragileStore final : public storage::SecretStore {
 public:
  absl::string_view name() const override { return "fragile"; }
  absl::StatusOr<std::optional<base::Secret>> Get(const std::string& key) override {
    return records_.Get(key);
  }
  absl::Status Set(const std::string& key, const std::string& label,
                   const base::Secret& record) override {
    label_ = label;
    if (broken_) return absl::FailedPreconditionError("the disk is full");
    return records_.Set(key, label, record);
  }
  absl::Status Erase(const std::string& key) override { return records_.Erase(key); }

  bool broken_ = false;
  std::string label_;

 private:
  storage::MemoryStore records_;
};

class SessionTest : public ::testing::Test {
 protected:
  SessionTest()
      : folder_(absl::StrCat(::testing::TempDir(), "/session/",
                             ::testing::UnitTest::GetInstance()->current_test_info()->name())),
        variables_({{"O365_CONFIG_DIR", folder_}}) {}

  Session Open(const std::string& service = "spo") { return Open(store_, service); }
  Session Open(storage::SecretStore& store, const std::string& service = "spo") {
    environment_ = base::Environment(variables_);
    return Session({.service = service,
                    .display_name = service == "spo" ? "SharePoint Online" : "Microsoft Graph",
                    .resource = service == "spo" ? "" : "https://graph.microsoft.com",
                    .environment = &environment_,
                    .clock = &clock_,
                    .terminal = &terminal_,
                    .log = &log_,
                    .http = &http_,
                    .patience = &patience_,
                    .store = &store});
  }

  static SignInRequest ByPassword() {
    SignInRequest request;
    request.auth_type = "password";
    request.url = request.resource = kSite;
    request.app_id = "app";
    request.credentials.login_name = base::Secret("admin@contoso.onmicrosoft.com");
    request.credentials.password = base::Secret("pass@word1");
    return request;
  }

  // Puts a connection with tokens "a1" (for kSite, an hour) and "r1" into the store.
  void StoreConnection(const std::string& type = "deviceCode", absl::string_view service = "spo") {
    Connection c;
    c.service = std::string(service);
    c.url = c.resource = kSite;
    c.tenant = "organizations";
    c.auth_type = type;
    c.app_id = "app";
    c.user_name = "admin@contoso.onmicrosoft.com";
    c.refresh_token = base::Secret("r1");
    c.access_tokens[kSite] = {.value = base::Secret("a1"),
                              .expires = clock_.Now() + absl::Hours(1)};
    c.credentials.login_name = base::Secret("admin@contoso.onmicrosoft.com");
    c.credentials.password = base::Secret("pass@word1");
    ASSERT_THAT(store_.Set(c.service, "", WriteConnection(c)), IsOk());
  }
  Connection Stored() { return *ReadConnection("spo", **store_.Get("spo")); }

  const std::string folder_;
  std::map<std::string, std::string> variables_;
  base::Environment environment_;
  testing::FakeClock clock_;
  testing::FakeTerminal terminal_;
  base::Log log_{terminal_, base::LogLevel::kDebug};
  testing::ScriptedClient http_;
  http::Patience patience_{http::RetryPolicy{}, clock_, terminal_};
  FragileStore store_;
};

TEST_F(SessionTest, WithoutAConnectionItSaysHowToGetOne) {
  const absl::Status status = Open().Connected().status();
  EXPECT_THAT(status,
              StatusIs(absl::StatusCode::kUnauthenticated, "not connected to SharePoint Online"));
  EXPECT_EQ(base::Hint(status), "sign in first: spo connect https://contoso-admin.sharepoint.com");
  const absl::Status graph = Open("graph").AccessToken(kGraph).status();
  EXPECT_THAT(graph,
              StatusIs(absl::StatusCode::kUnauthenticated, "not connected to Microsoft Graph"));
  EXPECT_EQ(base::Hint(graph), "sign in first: graph connect");
}

TEST_F(SessionTest, SignInStoresNothingUntilCommit) {
  StoreConnection();
  Session session = Open();
  http_.Expect({.url = kTokenUrl,
                .body_parts = {"grant_type=password", "client_id=app",
                               "scope=https%3A%2F%2Fcontoso.sharepoint.com%2F.default%20"
                               "offline_access%20openid%20profile",
                               "username=admin%40contoso.onmicrosoft.com", "password=pass%40word1"},
                .answer = Tokens("a2", "r2")});
  ASSERT_THAT(session.SignIn(ByPassword()), IsOk());
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
  ASSERT_THAT(session.SetTenantObjectIdentity("a|b:c\nTenant"), IsOk());
  EXPECT_EQ(Stored().refresh_token, base::Secret("r1"));

  ASSERT_THAT(session.Commit(), IsOk());
  EXPECT_EQ(Stored().refresh_token, base::Secret("r2"));
  EXPECT_EQ(Stored().tenant_object_identity, "a|b:c\nTenant");
  EXPECT_EQ(Stored().auth_type, "password");
  EXPECT_EQ(store_.label_, "o365 – spo – admin@contoso.onmicrosoft.com");
  EXPECT_THAT(Open().AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
}

TEST_F(SessionTest, ARefusedSignInLeavesTheOldConnection) {
  StoreConnection();
  Session session = Open();
  http_.Expect(
      {.url = kTokenUrl, .answer = Refusal("invalid_grant", "AADSTS50126: wrong password")});
  const absl::Status status = session.SignIn(ByPassword());
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated,
                               "AADSTS50126: wrong password (request trace-1)"));
  EXPECT_EQ(base::ServiceCode(status), "AADSTS50126");
  EXPECT_THAT(base::Hint(status), HasSubstr(absl::StrCat("spo connect ", kSite)));
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a1")));
}

TEST_F(SessionTest, CachedTokensMakeNoRequest) {
  StoreConnection();
  EXPECT_THAT(Open().AccessToken(kSite), IsOkAndHolds(base::Secret("a1")));
}

TEST_F(SessionTest, FiveMinutesEarlyCountsAsExpired) {
  StoreConnection();
  clock_.Advance(absl::Minutes(55) - absl::Seconds(1));
  Session session = Open();
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a1")));
  clock_.Advance(absl::Seconds(1));
  http_.Expect({.url = kTokenUrl,
                .body_parts = {"grant_type=refresh_token", "refresh_token=r1", "client_id=app"},
                .answer = Tokens("a2", "r2")});
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
  EXPECT_EQ(Stored().refresh_token, base::Secret("r2"));
  EXPECT_THAT(Open().AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
}

TEST_F(SessionTest, AnotherResourceGetsATokenOfItsOwn) {
  StoreConnection();
  Session session = Open();
  http_.Expect({.url = kTokenUrl,
                .body_parts = {"scope=https%3A%2F%2Fmanagement.azure.com%2F%2F.default%20"},
                .answer = Tokens("a2", "")});
  EXPECT_THAT(session.AccessToken("https://management.azure.com/"),
              IsOkAndHolds(base::Secret("a2")));
  // No new refresh token came, so the old one stays.
  EXPECT_EQ(Stored().refresh_token, base::Secret("r1"));
  EXPECT_EQ(Stored().access_tokens.size(), 2u);
}

TEST_F(SessionTest, AForgottenTokenIsNotTakenFromTheStoreAgain) {
  StoreConnection();
  Session session = Open();
  ASSERT_THAT(session.AccessToken(kSite), IsOk());
  session.ForgetAccessToken(kSite);
  http_.Expect({.url = kTokenUrl, .answer = Tokens("a2", "r2")});
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
}

TEST_F(SessionTest, AForgottenTokenMayHaveBeenRenewedByAnotherProcess) {
  StoreConnection();
  Session session = Open(), other = Open();
  ASSERT_THAT(session.AccessToken(kSite), IsOk());
  ASSERT_THAT(other.AccessToken(kSite), IsOk());
  session.ForgetAccessToken(kSite);
  other.ForgetAccessToken(kSite);
  http_.Expect({.url = kTokenUrl, .answer = Tokens("a2", "r2")});
  EXPECT_THAT(other.AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
}

TEST_F(SessionTest, ARefusedRefreshTokenOfADeviceCodeSaysConnectAgain) {
  StoreConnection();
  clock_.Advance(absl::Hours(2));
  Session session = Open();
  http_.Expect({.url = kTokenUrl, .answer = Refusal("invalid_grant", "AADSTS70008: expired")});
  const absl::Status status = session.AccessToken(kSite).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated,
                               "cannot get a token for 'https://contoso.sharepoint.com': "
                               "AADSTS70008: expired (request trace-1)"));
  EXPECT_EQ(base::Hint(status), "connect again: spo connect https://contoso.sharepoint.com");
}

TEST_F(SessionTest, ADeadRefreshTokenIsNotSentAgainUntilTheUserConnects) {
  StoreConnection();
  clock_.Advance(absl::Hours(2));
  http_.Expect({.url = kTokenUrl, .answer = Refusal("invalid_grant", "AADSTS700082: expired")});
  const absl::Status first = Open().AccessToken(kSite).status();
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(Told(Open().AccessToken(kSite).status()), Told(first));
  const absl::Status other = Open().AccessToken(kGraph).status();
  EXPECT_THAT(other, StatusIs(absl::StatusCode::kUnauthenticated,
                              HasSubstr("AADSTS700082: expired (request trace-1)")));
  EXPECT_EQ(base::Hint(other), base::Hint(first));
  EXPECT_EQ(base::ServiceCode(other), "AADSTS700082");

  http_.Expect({.url = kTokenUrl, .answer = Tokens("a2", "r2", 60)});
  Session session = Open();
  ASSERT_THAT(session.SignIn(ByPassword()), IsOk());
  ASSERT_THAT(session.Commit(), IsOk());
  http_.Expect({.url = kTokenUrl, .body_parts = {"r2"}, .answer = Tokens("a3", "r3")});
  EXPECT_THAT(Open().AccessToken(kSite), IsOkAndHolds(base::Secret("a3")));
}

// An administrator may consent meanwhile.
TEST_F(SessionTest, ARefusalThatMayPassHoldsForAMinuteAndOneResource) {
  StoreConnection();
  clock_.Advance(absl::Hours(2));
  http_.Expect({.url = kTokenUrl, .answer = Refusal("invalid_grant", "AADSTS65001: no consent")});
  const absl::Status first = Open().AccessToken(kSite).status();
  clock_.Advance(absl::Seconds(59));
  EXPECT_EQ(Told(Open().AccessToken(kSite).status()), Told(first));
  http_.Expect({.url = kTokenUrl, .answer = Tokens("g", "r2")});
  EXPECT_THAT(Open().AccessToken(kGraph), IsOkAndHolds(base::Secret("g")));

  http_.Expect({.url = kTokenUrl, .answer = Refusal("invalid_grant", "AADSTS65001: no consent")});
  EXPECT_THAT(Open().AccessToken(kSite),
              StatusIs(absl::StatusCode::kUnauthenticated, HasSubstr("AADSTS65001")));
  clock_.Advance(absl::Seconds(61));
  http_.Expect({.url = kTokenUrl, .answer = Tokens("a2", "r3")});
  EXPECT_THAT(Open().AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
  EXPECT_FALSE(Stored().refusal.has_value());
}

// Else some dozens of processes lock the account.
TEST_F(SessionTest, AWrongPasswordIsNotTriedAgain) {
  StoreConnection("password");
  clock_.Advance(absl::Hours(2));
  http_.Expect({.url = kTokenUrl,
                .body_parts = {"refresh_token=r1"},
                .answer = Refusal("invalid_grant", "AADSTS50173: revoked")});
  http_.Expect({.url = kTokenUrl,
                .body_parts = {"grant_type=password"},
                .answer = Refusal("invalid_grant", "AADSTS50126: wrong password")});
  const absl::Status first = Open().AccessToken(kSite).status();
  EXPECT_THAT(first, StatusIs(absl::StatusCode::kUnauthenticated, HasSubstr("AADSTS50126")));
  EXPECT_EQ(Told(Open().AccessToken(kSite).status()), Told(first));
}

TEST_F(SessionTest, ADisconnectWinsOverARefreshUnderWay) {
  StoreConnection();
  clock_.Advance(absl::Hours(2));
  Session session = Open();
  http_.Expect({.url = kTokenUrl, .answer = Tokens("a2", "r2"), .before_answer = [this] {
                  EXPECT_THAT(Open().Disconnect(), IsOk());
                }});
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
  EXPECT_EQ(store_.Get("spo").value(), std::nullopt);
  EXPECT_THAT(clock_.sleeps(), ::testing::IsEmpty());
}

TEST_F(SessionTest, ADisconnectWinsOverARefusalUnderWay) {
  StoreConnection();
  clock_.Advance(absl::Hours(2));
  http_.Expect({.url = kTokenUrl,
                .answer = Refusal("invalid_grant", "AADSTS70008: expired"),
                .before_answer = [this] { EXPECT_THAT(Open().Disconnect(), IsOk()); }});
  EXPECT_THAT(Open().AccessToken(kSite), Not(IsOk()));
  EXPECT_EQ(store_.Get("spo").value(), std::nullopt);
}

TEST_F(SessionTest, ANewConnectionWinsOverARefreshUnderWay) {
  StoreConnection();
  clock_.Advance(absl::Hours(2));
  Session session = Open();
  http_.Expect({.url = kTokenUrl, .answer = Tokens("a2", "r2"), .before_answer = [this] {
                  EXPECT_THAT(Open().Disconnect(), IsOk());
                  Session fresh = Open();
                  http_.Expect({.url = kTokenUrl, .answer = Tokens("new-a", "new-r")});
                  ASSERT_THAT(fresh.SignIn(ByPassword()), IsOk());
                  ASSERT_THAT(fresh.Commit(), IsOk());
                }});
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
  EXPECT_EQ(Stored().refresh_token, base::Secret("new-r"));
}

TEST_F(SessionTest, ARecordOfAnotherServiceIsRefused) {
  StoreConnection("deviceCode", "graph");
  ASSERT_THAT(store_.Set("spo", "", **store_.Get("graph")), IsOk());
  const absl::Status status = Open().AccessToken(kSite).status();
  EXPECT_TRUE(base::IsConnectionError(status));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss, HasSubstr("'graph'")));
  EXPECT_THAT(Open().Disconnect(), IsOk());
}

TEST_F(SessionTest, ARefusedRefreshTokenOfAPasswordIsReplacedWithoutAsking) {
  StoreConnection("password");
  clock_.Advance(absl::Hours(2));
  Session session = Open();
  http_.Expect({.url = kTokenUrl,
                .body_parts = {"refresh_token=r1"},
                .answer = Refusal("invalid_grant", "AADSTS50173: revoked")});
  http_.Expect({.url = kTokenUrl,
                .body_parts = {"grant_type=password", "password=pass%40word1"},
                .answer = Tokens("a2", "r2")});
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
  EXPECT_EQ(Stored().refresh_token, base::Secret("r2"));
  EXPECT_EQ(Stored().credentials.password, base::Secret("pass@word1"));
}

TEST_F(SessionTest, AServiceThatCannotSayIsNotARefusal) {
  StoreConnection("password");
  clock_.Advance(absl::Hours(2));
  Session session = Open();
  http_.Expect({.url = kTokenUrl, .answer = Json(503, R"({"error":"temporarily_unavailable"})")});
  EXPECT_THAT(session.AccessToken(kSite),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("temporarily_unavailable")));
  EXPECT_EQ(Stored().refresh_token, base::Secret("r1"));
}

TEST_F(SessionTest, AFailedWriteDoesNotLoseTheToken) {
  StoreConnection();
  clock_.Advance(absl::Hours(2));
  Session session = Open();
  store_.broken_ = true;
  http_.Expect({.url = kTokenUrl, .answer = Tokens("a2", "r2")});
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
  EXPECT_THAT(terminal_.said(),
              HasSubstr("warning: cannot save the connection: the disk is full\n"));
}

TEST_F(SessionTest, SecretsAreConcealedInTheLog) {
  StoreConnection("password");
  clock_.Advance(absl::Hours(2));
  Session session = Open();
  http_.Expect({.url = kTokenUrl, .answer = Tokens("access-2", "refresh-2")});
  ASSERT_THAT(session.AccessToken(kSite), IsOk());
  log_.Debug("pass@word1 access-2 refresh-2");
  EXPECT_THAT(terminal_.said(), HasSubstr("[redacted] [redacted] [redacted]\n"));
  for (const http::Request& request : http_.requests()) {
    EXPECT_TRUE(request.secret_answer);
    EXPECT_EQ(request.headers.Get("return-client-request-id"), "true");
    EXPECT_EQ(request.headers.Get("client-request-id").size(), 36u);
  }
}

TEST_F(SessionTest, DisconnectRemovesEvenWhatCannotBeRead) {
  ASSERT_THAT(store_.Set("spo", "", base::Secret("{corrupt")), IsOk());
  Session session = Open();
  EXPECT_THAT(session.Connected(), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("JSON")));
  EXPECT_THAT(session.Disconnect(), IsOk());
  EXPECT_THAT(session.Disconnect(), IsOk());
  EXPECT_THAT(session.Connected(),
              StatusIs(absl::StatusCode::kUnauthenticated, "not connected to SharePoint Online"));
}

TEST_F(SessionTest, ServicesAreIndependent) {
  StoreConnection();
  StoreConnection("deviceCode", "graph");
  EXPECT_THAT(Open("graph").Disconnect(), IsOk());
  EXPECT_THAT(Open().Connected(), IsOk());
}

TEST_F(SessionTest, ADisconnectMeanwhileIsNoticed) {
  StoreConnection();
  Session session = Open();
  ASSERT_THAT(session.Connected(), IsOk());
  clock_.Advance(absl::Hours(2));
  ASSERT_THAT(store_.Erase("spo"), IsOk());
  EXPECT_THAT(session.AccessToken(kSite),
              StatusIs(absl::StatusCode::kUnauthenticated, "not connected to SharePoint Online"));
}

TEST_F(SessionTest, SetTenantObjectIdentityChangesTheStoredConnection) {
  StoreConnection();
  ASSERT_THAT(Open().SetTenantObjectIdentity("x"), IsOk());
  EXPECT_EQ(Stored().tenant_object_identity, "x");
  EXPECT_EQ(Stored().refresh_token, base::Secret("r1"));
}

TEST_F(SessionTest, TheLockFileIsPrivate) {
  StoreConnection();
  ASSERT_THAT(Open().SetTenantObjectIdentity("x"), IsOk());
  struct stat info = {};
  ASSERT_EQ(::stat((folder_ + "/locks/spo.lock").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(SessionTest, NoLockFileIsNoReasonToFail) {
  StoreConnection();
  clock_.Advance(absl::Hours(2));
  for (const char* folder : {"/proc/nowhere", ""}) {
    variables_ = {{"O365_CONFIG_DIR", folder}};
    Session session = Open();
    http_.Expect({.url = kTokenUrl, .answer = Tokens("a2", "r2", 60)});
    EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a2"))) << folder;
  }
}

TEST_F(SessionTest, TheMemoryStoreSignsInFromTheEnvironment) {
  storage::MemoryStore memory;
  variables_ = {{"O365_CONFIG_DIR", folder_ + "/none"},
                {"O365_USERNAME", "admin@contoso.onmicrosoft.com"},
                {"O365_PASSWORD", "pass@word1"},
                {"O365_URL", "https://contoso.sharepoint.com/sites/hr/"}};
  http_.Expect(
      {.url = kTokenUrl,
       .body_parts = {"grant_type=password", "username=admin%40contoso", "password=pass%40word1"},
       .answer = Tokens("a1", "r1")});
  Session session = Open(memory);
  const Connection connection = session.Connected().value();
  EXPECT_EQ(connection.url, "https://contoso.sharepoint.com/sites/hr");
  EXPECT_EQ(connection.resource, kSite);
  EXPECT_EQ(connection.user_name, "admin@contoso.onmicrosoft.com");
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a1")));
  clock_.Advance(absl::Hours(2));
  http_.Expect(
      {.url = kTokenUrl, .body_parts = {"refresh_token=r1"}, .answer = Tokens("a2", "r2")});
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a2")));
  // A home that cannot be written has no place for locks, and none is needed.
  EXPECT_EQ(::opendir((folder_ + "/none").c_str()), nullptr);
}

TEST_F(SessionTest, WithoutO365UrlTheSiteAtHandIsSignedInTo) {
  storage::MemoryStore memory;
  variables_ = {{"O365_USERNAME", "u"}, {"O365_PASSWORD", "pass"}};
  Session session = Open(memory);
  const absl::Status status = session.Connected().status();
  EXPECT_THAT(status,
              StatusIs(absl::StatusCode::kUnauthenticated, "not connected to SharePoint Online"));
  EXPECT_THAT(base::Hint(status), HasSubstr("set O365_URL"));
  http_.Expect({.url = kTokenUrl, .answer = Tokens("a1", "r1")});
  EXPECT_THAT(session.AccessToken(kSite), IsOkAndHolds(base::Secret("a1")));
  EXPECT_EQ(session.Connected()->url, kSite);
}

TEST_F(SessionTest, OtherServicesNeedNoUrlInTheEnvironment) {
  storage::MemoryStore memory;
  variables_ = {{"O365_USERNAME", "u"}, {"O365_PASSWORD", "pass"}};
  Session session = Open(memory, "graph");
  http_.Expect({.url = kTokenUrl,
                .body_parts = {"scope=https%3A%2F%2Fgraph.microsoft.com%2F.default"},
                .answer = Tokens("a1", "r1")});
  EXPECT_EQ(session.Connected()->url, kGraph);
}

TEST_F(SessionTest, AMalformedO365UrlIsNamed) {
  storage::MemoryStore memory;
  variables_ = {
      {"O365_USERNAME", "u"}, {"O365_PASSWORD", "pass"}, {"O365_URL", "https://evil.example"}};
  EXPECT_THAT(Open(memory).Connected(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("O365_URL: 'https://evil.example' is not a SharePoint")));
}

TEST_F(SessionTest, CredentialsInTheEnvironmentAreForTheMemoryStoreOnly) {
  variables_ = {{"O365_USERNAME", "u"}, {"O365_PASSWORD", "pass"}};
  EXPECT_THAT(Open().AccessToken(kSite),
              StatusIs(absl::StatusCode::kUnauthenticated, "not connected to SharePoint Online"));
}

// Answers every refresh, slowly enough for others to pile up behind it.
class CountingClient final : public http::Client {
 public:
  absl::StatusOr<http::Response> Send(const http::Request& request, const http::Sink&) override {
    EXPECT_TRUE(absl::StrContains(request.body, "grant_type=refresh_token"));
    ++count_;
    base::RealClock().Sleep(absl::Milliseconds(100));
    return Tokens("a2", "r2");
  }
  std::atomic<int> count_ = 0;
};

// A Session and a store each, as processes have: flock(2) locks belong to the opened file.
TEST_F(SessionTest, SixtyFourAtOnceMakeOneRequest) {
  // They wait for each other by the real clock, so the token is expired by that one.
  clock_.Advance(base::RealClock().Now() - absl::Hours(2) - clock_.Now());
  StoreConnection();
  environment_ = base::Environment(variables_);
  const storage::FileStoreOptions options = {
      .folder = folder_ + "/connections", .passphrase = base::Secret(), .passphrase_file = ""};
  ASSERT_THAT(storage::FileStore(options).Set("spo", "", WriteConnection(Stored())), IsOk());
  CountingClient http;
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 64; ++i) {
    threads.emplace_back([&] {
      storage::FileStore store(options);
      Session session({.service = "spo",
                       .display_name = "SharePoint Online",
                       .environment = &environment_,
                       .clock = &base::RealClock(),
                       .terminal = &terminal_,
                       .log = &log_,
                       .http = &http,
                       .patience = &patience_,
                       .store = &store});
      const auto token = session.AccessToken(kSite);
      good += token.ok() && *token == base::Secret("a2");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 64);
  EXPECT_EQ(http.count_, 1);
}

}  // namespace
}  // namespace o365::auth
