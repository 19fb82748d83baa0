#include "common/odata/rest.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/http/retry.h"
#include "common/storage/memory_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/scripted_client.h"
#include "tests/testing/status_matchers.h"

namespace o365::odata {
namespace {

using o365::testing::IsOk;
using o365::testing::IsOkAndHolds;
using o365::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kUsers[] = "https://graph.microsoft.com/v1.0/users";
constexpr char kGraph[] = "https://graph.microsoft.com";
constexpr char kSite[] = "https://contoso.sharepoint.com";
constexpr char kTokenUrl[] = "https://login.microsoftonline.com/common/oauth2/v2.0/token";

http::Response Answer(int status, std::string body) {
  return {
      .status = status, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
}

class RestTest : public ::testing::Test {
 protected:
  RestTest() {
    auth::Connection connection;
    connection.service = "graph";
    connection.url = connection.resource = kGraph;
    connection.tenant = "common";
    connection.app_id = "app";
    connection.refresh_token = base::Secret("r1");
    for (const auto& [resource, token] :
         {std::pair(kGraph, "graph-token"), std::pair(kSite, "site-token")}) {
      connection.access_tokens[resource] = {.value = base::Secret(token),
                                            .expires = clock_.Now() + absl::Hours(1)};
    }
    EXPECT_THAT(store_.Set("graph", "", auth::WriteConnection(connection)), IsOk());
  }

  // For any host the token of its origin, but for evil.example none.
  static absl::StatusOr<std::string> OfOrigin(const http::Url& url) {
    if (url.host == "evil.example") return absl::PermissionDeniedError("no token goes there");
    return url.Origin();
  }

  // A page of a list is asked for, and answered with `body`.
  void Page(const std::string& url, std::string body) {
    http_.Expect({.method = "GET", .url = url, .answer = Answer(200, std::move(body))});
  }
  // Lists kUsers, whose first page has this next link; the link must be refused.
  void ExpectRefused(const std::string& link, const std::string& message) {
    Page(kUsers, absl::StrCat(R"({"value":[1],"@odata.nextLink":")", link, R"("})"));
    EXPECT_THAT(rest_.List(kUsers), StatusIs(absl::StatusCode::kFailedPrecondition, message))
        << link;
  }
  std::vector<std::string> Authorizations() {
    std::vector<std::string> all;
    for (const http::Request& request : http_.requests())
      all.push_back(request.headers.Get("Authorization"));
    return all;
  }

  const base::Environment environment_{std::map<std::string, std::string>{}};
  o365::testing::FakeClock clock_;
  o365::testing::FakeTerminal terminal_;
  base::Log log_{terminal_, base::LogLevel::kQuiet};
  o365::testing::ScriptedClient http_;
  http::Patience patience_{http::RetryPolicy{}, clock_, terminal_};
  storage::MemoryStore store_;
  auth::Session session_{{.service = "graph",
                          .display_name = "Microsoft Graph",
                          .environment = &environment_,
                          .clock = &clock_,
                          .terminal = &terminal_,
                          .log = &log_,
                          .http = &http_,
                          .patience = &patience_,
                          .store = &store_}};
  Rest rest_{http_, session_, {.resource_for = OfOrigin}};
};

TEST_F(RestTest, EveryRequestCarriesTheTokenOfItsResource) {
  Page(kUsers, R"({"id":"u1"})");
  Page(absl::StrCat(kSite, "/_api/web"), R"({"Id":"w1"})");
  EXPECT_THAT(rest_.Get(kUsers), IsOkAndHolds(json::Value::Object({{"id", "u1"}})));
  EXPECT_THAT(rest_.Get(absl::StrCat(kSite, "/_api/web")),
              IsOkAndHolds(json::Value::Object({{"Id", "w1"}})));
  EXPECT_THAT(Authorizations(), ElementsAre("Bearer graph-token", "Bearer site-token"));
  EXPECT_EQ(http_.requests()[0].headers.Get("Accept"), "application/json;odata.metadata=none");
}

TEST_F(RestTest, SendJsonSaysWhatItSends) {
  http_.Expect({.method = "PATCH", .url = kUsers, .answer = Answer(204, "")});
  EXPECT_THAT(rest_.SendJson("PATCH", kUsers, json::Value::Object({{"a", 1}}),
                             {{"If-Match", "*"}, {"Accept", "text/plain"}}),
              IsOkAndHolds(json::Value()));
  const http::Request sent = http_.requests().at(0);
  EXPECT_EQ(sent.body, R"({"a":1})");
  EXPECT_EQ(sent.headers.Get("Content-Type"), "application/json");
  EXPECT_EQ(sent.headers.Get("If-Match"), "*");
  EXPECT_EQ(sent.headers.Get("Accept"), "text/plain");
}

TEST_F(RestTest, ARefusedTokenIsRenewedOnce) {
  http_.Expect({.method = "GET", .url = kUsers, .answer = Answer(401, "{}")});
  http_.Expect({.url = kTokenUrl,
                .body_parts = {"grant_type=refresh_token"},
                .answer = Answer(200, R"({"access_token":"new-token","expires_in":3600})")});
  Page(kUsers, R"({"value":[7]})");
  EXPECT_THAT(rest_.List(kUsers), IsOkAndHolds(json::Value::Array({7})));
  EXPECT_THAT(Authorizations(), ElementsAre("Bearer graph-token", "", "Bearer new-token"));
}

TEST_F(RestTest, ATokenRefusedTwiceIsAnError) {
  http_.Expect({.method = "GET", .url = kUsers, .answer = Answer(401, "{}")});
  http_.Expect({.url = kTokenUrl,
                .answer = Answer(200, R"({"access_token":"new-token","expires_in":3600})")});
  http_.Expect({.method = "GET",
                .url = kUsers,
                .answer = Answer(401, R"({"error":{"code":"bad","message":"No"}})")});
  EXPECT_THAT(rest_.Get(kUsers),
              StatusIs(absl::StatusCode::kUnauthenticated, "No (HTTP 401, bad)"));
}

TEST_F(RestTest, FailuresOfTheServiceAreItsOwnWords) {
  http_.Expect({.method = "GET",
                .url = kUsers,
                .answer = Answer(403, R"({"error":{"code":"denied","message":"No"}})")});
  EXPECT_THAT(rest_.List(kUsers),
              StatusIs(absl::StatusCode::kPermissionDenied, "No (HTTP 403, denied)"));
}

TEST_F(RestTest, ForAHostWithoutATokenNothingIsAsked) {
  EXPECT_THAT(rest_.Get("https://evil.example/"),
              StatusIs(absl::StatusCode::kPermissionDenied, "no token goes there"));
  EXPECT_THAT(rest_.Get("nonsense"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "'nonsense' is not a URL: it does not start with https://"));
  EXPECT_THAT(http_.requests(), IsEmpty());
}

TEST_F(RestTest, OnlyHostKeepsTheTokenToThatHost) {
  Rest graph(http_, session_, {.resource_for = OnlyHost("graph.microsoft.com", kGraph)});
  for (const char* url :
       {"https://evil.example/", "https://graph.microsoft.com.evil.example/",
        "https://evil.graph.microsoft.com/", "http://graph.microsoft.com/",
        "https://graph.microsoft.com:8443/", "https://graph.microsoft.com@evil.example/"}) {
    const absl::StatusOr<http::Url> parsed = http::ParseUrl(url);
    EXPECT_THAT(graph.Get(url), StatusIs(absl::StatusCode::kFailedPrecondition,
                                         absl::StrCat("no access token is sent to '", parsed->host,
                                                      "', only to 'graph.microsoft.com'")))
        << url;
  }
  EXPECT_THAT(http_.requests(), IsEmpty());
  Page("https://GRAPH.microsoft.com:443/v1.0/me", "{}");
  EXPECT_THAT(graph.Get("https://GRAPH.microsoft.com:443/v1.0/me"), IsOk());
}

TEST_F(RestTest, FollowsNextLinksOfEveryForm) {
  const std::pair<const char*, const char*> forms[] = {
      {"@odata.nextLink", R"("@odata.nextLink":"$")"},
      {"odata.nextLink", R"("odata.nextLink":"$")"},
      {"nextLink", R"("nextLink":"$")"},
      {"__next", R"("__next":"$")"},
      {"d.__next", R"("d":{"__next":"$"})"},
  };
  for (const auto& [name, form] : forms) {
    const std::string next = absl::StrCat(kUsers, "?$skiptoken=", name);
    std::string member = form;
    member.replace(member.find('$'), 1, next);
    Page(kUsers, absl::StrCat(R"({"value":[1,2],)", member, "}"));
    Page(next, absl::StrCat("{", R"("@odata.nextLink":"","value":[3]})"));
    EXPECT_THAT(rest_.List(kUsers), IsOkAndHolds(json::Value::Array({1, 2, 3}))) << name;
  }
}

TEST_F(RestTest, ANextLinkMayStandBeforeTheElementsAndNameAPathOnly) {
  Page(kUsers, R"({"@odata.nextLink":"/v1.0/users?page=2","value":[{"a":[1]}]})");
  Page("https://graph.microsoft.com/v1.0/users?page=2", R"({"value":[]})");
  EXPECT_THAT(
      rest_.List(kUsers),
      IsOkAndHolds(json::Value::Array({json::Value::Object({{"a", json::Value::Array({1})}})})));
}

TEST_F(RestTest, RefusesNextLinksToAnywhereElse) {
  const std::string start = "the next page of the list is at another host";
  const std::string end = "; it was not asked for";
  ExpectRefused("https://evil.example/users", absl::StrCat(start, " ('evil.example')", end));
  ExpectRefused("http://graph.microsoft.com/v1.0/users?page=2",
                absl::StrCat(start, " ('graph.microsoft.com')", end));
  ExpectRefused("https://graph.microsoft.com:8443/users",
                absl::StrCat(start, " ('graph.microsoft.com')", end));
  ExpectRefused("https://user@graph.microsoft.com/users",
                absl::StrCat(start, " ('graph.microsoft.com')", end));
  ExpectRefused("https://graph.microsoft.com@evil.example/users",
                absl::StrCat(start, " ('evil.example')", end));
  ExpectRefused("//evil.example/users", absl::StrCat(start, end));
  ExpectRefused("/\\\\evil.example/users", absl::StrCat(start, end));
  ExpectRefused("users?page=2", absl::StrCat(start, end));
}

TEST_F(RestTest, ANextLinkThatIsNoTextIsNotTheEnd) {
  for (const char* link : {R"("@odata.nextLink":5)", R"("odata.nextLink":{"uri":"x"})",
                           R"("nextLink":[])", R"("__next":true)", R"("d":{"__next":5})"}) {
    Page(kUsers, absl::StrCat(R"({"value":[1],)", link, "}"));
    EXPECT_THAT(rest_.List(kUsers),
                StatusIs(absl::StatusCode::kDataLoss,
                         "the service's link to the next page of the list is no text"))
        << link;
  }
  Page(kUsers, R"({"value":[1],"@odata.nextLink":null,"__next":""})");
  EXPECT_THAT(rest_.List(kUsers), IsOk());
}

TEST_F(RestTest, PagesWithoutElementsHaveAnEnd) {
  const auto url = [](int page) { return absl::StrCat(kUsers, "?page=", page); };
  const auto empty = [&](int page) {
    Page(url(page), absl::StrCat(R"({"value":[],"@odata.nextLink":")", url(page + 1), R"("})"));
  };
  for (int i = 1; i <= 999; ++i) empty(i);
  Page(url(1000), absl::StrCat(R"({"value":[7],"@odata.nextLink":")", url(1001), R"("})"));
  for (int i = 1001; i <= 2001; ++i) empty(i);
  EXPECT_THAT(rest_.List(url(1)),
              StatusIs(absl::StatusCode::kDataLoss,
                       "the service sent 1001 empty pages of the list in a row"));
}

TEST_F(RestTest, AListInMemoryIsBounded) {
  const std::string element = absl::StrCat("\"", std::string(10 << 20, 'x'), "\"");
  Page(kUsers, absl::StrCat("[", element, ",", element, ",", element, ",", element, ",", element,
                            ",", element, ",", element, "]"));
  EXPECT_THAT(rest_.List(kUsers), StatusIs(absl::StatusCode::kOutOfRange,
                                           "the list of 6 elements and more takes over 64 MB"));
}

TEST_F(RestTest, AnAnswerThatIsCutWithItsConnectionIsTriedAgain) {
  http::Patience patience({}, clock_, terminal_);
  http::RetryingClient retrying(http_, patience);
  Rest rest(retrying, session_, {.resource_for = OfOrigin});
  const absl::Status cut = http::CutConnectionError("cut");
  http_.Expect(
      {.method = "GET", .url = kUsers, .answer = Answer(200, R"({"value":[1,2,)"), .failure = cut});
  Page(kUsers, R"({"value":[1,)");
  Page(kUsers, R"({"value":[1,2,3]})");
  EXPECT_THAT(rest.List(kUsers), IsOkAndHolds(json::Value::Array({1, 2, 3})));
  Page(kUsers, R"({"id":)");
  Page(kUsers, R"({"id":1})");
  EXPECT_THAT(rest.Get(kUsers), IsOkAndHolds(json::Value::Object({{"id", 1}})));
}

TEST_F(RestTest, RefusesToRunInACircle) {
  const std::string second = absl::StrCat(kUsers, "?page=2");
  Page(kUsers, absl::StrCat(R"({"value":[1],"@odata.nextLink":")", second, R"("})"));
  Page(second, absl::StrCat(R"({"value":[2],"@odata.nextLink":")", kUsers, R"("})"));
  EXPECT_THAT(rest_.List(kUsers), StatusIs(absl::StatusCode::kFailedPrecondition,
                                           "the service's list of pages runs in a circle"));
}

TEST_F(RestTest, HandsElementsOverPageByPage) {
  const std::string second = absl::StrCat(kUsers, "?page=2");
  Page(kUsers, absl::StrCat(R"({"value":[1,2],"@odata.nextLink":")", second, R"("})"));
  std::vector<size_t> requests_before;
  std::vector<std::string> elements;
  http_.Expect({.method = "GET",
                .url = second,
                .answer = Answer(200, R"({"value":[3]})"),
                .before_answer = [&] { EXPECT_THAT(elements, ElementsAre("1", "2")); }});
  EXPECT_THAT(rest_.ForEach(kUsers,
                            [&](json::Value element) {
                              elements.push_back(element.ToText());
                              return absl::OkStatus();
                            }),
              IsOk());
  EXPECT_THAT(elements, ElementsAre("1", "2", "3"));
}

TEST_F(RestTest, AnErrorOfTheCallerEndsTheListing) {
  Page(kUsers, absl::StrCat(R"({"value":[1,2],"@odata.nextLink":")", kUsers, R"(?page=2"})"));
  int seen = 0;
  EXPECT_THAT(rest_.ForEach(kUsers,
                            [&](json::Value) {
                              ++seen;
                              return absl::AbortedError("enough");
                            }),
              StatusIs(absl::StatusCode::kAborted, "enough"));
  EXPECT_EQ(seen, 1);
}

TEST_F(RestTest, AnswersThatAreNoJson) {
  const std::tuple<const char*, absl::StatusCode, const char*> cases[] = {
      {"<!DOCTYPE html><html>Sign in {now} [here]</html>", absl::StatusCode::kDataLoss,
       "the service answered with a web page or XML instead of JSON"},
      {" <?xml version=\"1.0\"?><feed/>", absl::StatusCode::kDataLoss,
       "the service answered with a web page or XML instead of JSON"},
      {R"({"value":[1,)", absl::StatusCode::kDataLoss, nullptr},
      {R"({"value":[1]} trailing)", absl::StatusCode::kInvalidArgument, nullptr},
  };
  for (const auto& [body, code, message] : cases) {
    Page(kUsers, body);
    Page(kUsers, body);
    const absl::Status one = rest_.Get(kUsers).status();
    const absl::Status list = rest_.List(kUsers).status();
    EXPECT_EQ(one.code(), code) << body;
    EXPECT_EQ(list.code(), code) << body;
    if (message != nullptr) {
      EXPECT_EQ(std::string(one.message()), message);
      EXPECT_EQ(std::string(list.message()), message);
    } else {
      EXPECT_THAT(std::string(one.message()),
                  ::testing::StartsWith("cannot read the service's answer: JSON"));
      EXPECT_THAT(std::string(list.message()),
                  ::testing::StartsWith("cannot read the service's answer: JSON"));
    }
  }
  Page(kUsers, " done ");
  EXPECT_THAT(rest_.Get(kUsers), IsOkAndHolds(json::Value("done")));
  Page(kUsers, "");
  EXPECT_THAT(rest_.Get(kUsers), IsOkAndHolds(json::Value()));
}

// An answer without a list used to read as an empty one.
TEST_F(RestTest, AListThatIsNoneIsAnError) {
  for (const char* body : {"{}", R"({"value":{"a":1}})", R"({"values":[1]})", "7", "", "null"}) {
    Page(kUsers, body);
    EXPECT_THAT(rest_.List(kUsers), StatusIs(absl::StatusCode::kDataLoss,
                                             "the service answered with something else than a "
                                             "list"))
        << body;
  }
  Page(kUsers, R"({"value":[]})");
  EXPECT_THAT(rest_.List(kUsers), IsOkAndHolds(json::Value::Array()));
  Page(kUsers, "[1,2]");
  EXPECT_THAT(rest_.List(kUsers), IsOkAndHolds(json::Value::Array({1, 2})));
}

}  // namespace
}  // namespace o365::odata
