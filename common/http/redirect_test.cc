#include "common/http/redirect.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/scripted_client.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;
using ::testing::HasSubstr;

constexpr char kContent[] = "https://graph.microsoft.com/v1.0/me/drive/items/x/content";
constexpr char kSigned[] = "https://files.example/a%20b?tempauth=key";
constexpr char kOldWeb[] = "https://contoso.sharepoint.com/sites/old/_api/web";
constexpr char kNewWeb[] = "https://contoso.sharepoint.com/sites/new/_api/web";

class RedirectTest : public ::testing::Test {
 protected:
  void Answer(const std::string& url, Response answer, const std::string& method = "GET") {
    network_.Expect({.method = method, .url = url, .answer = std::move(answer)});
  }
  void Redirect(const std::string& url, int status, const std::string& location,
                const std::string& method = "GET") {
    Answer(url, {.status = status, .headers = {{"Location", location}}, .body = "moved"}, method);
  }
  absl::StatusOr<Response> Send(const std::string& url, const std::string& method = "GET",
                                const Sink& sink = {}) {
    Request request;
    request.method = method;
    request.url = url;
    request.headers = {{"Authorization", "Bearer secret"},
                       {"Cookie", "c"},
                       {"X-RequestDigest", "d"},
                       {"X-Api-Key", "k"},
                       {"Accept", "*/*"},
                       {"Range", "bytes=0-1"}};
    return client_.Send(request, sink);
  }
  static std::vector<std::string> Names(const Request& request) {
    std::vector<std::string> names;
    for (const auto& [name, value] : request.headers) names.push_back(name);
    return names;
  }
  // Nothing is sent to the place that a redirect of this request names.
  void ExpectNotFollowed(const std::string& method, const std::string& location,
                         const std::string& message) {
    Redirect(kOldWeb, 302, location, method);
    EXPECT_THAT(Send(kOldWeb, method), StatusIs(absl::StatusCode::kNotFound, message));
  }

  o365::testing::ScriptedClient network_;
  o365::testing::FakeTerminal terminal_;
  RedirectingClient client_{network_, terminal_};
};

TEST_F(RedirectTest, AnotherHostGetsNoSecret) {
  for (const int status : {301, 302, 303, 307, 308}) {
    Redirect(kContent, status, kSigned);
    Answer(kSigned, {.status = 200, .headers = {}, .body = "content"});
    std::string taken;
    ASSERT_THAT(Send(kContent, "GET",
                     [&](absl::string_view piece) {
                       absl::StrAppend(&taken, piece);
                       return absl::OkStatus();
                     }),
                IsOk());
    EXPECT_EQ(taken, "content");
    EXPECT_THAT(Names(network_.requests().back()), ::testing::ElementsAre("Accept", "Range"));
  }
}

TEST_F(RedirectTest, CredentialsComeFromTheAddressThatWasAskedOrNotAtAll) {
  Redirect(kOldWeb, 302, "/elsewhere");
  Request request;
  request.url = kOldWeb;
  request.secret_answer = true;
  EXPECT_THAT(client_.Send(request),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("credentials come from")));
}

TEST_F(RedirectTest, AnotherPortIsAnotherHost) {
  Redirect(kContent, 302, "https://graph.microsoft.com:8443/x");
  Answer("https://graph.microsoft.com:8443/x", {.status = 200, .headers = {}, .body = {}});
  ASSERT_THAT(Send(kContent), IsOk());
  EXPECT_FALSE(network_.requests().back().headers.Has("Authorization"));
}

// Who was led away and back may be somebody else's request by now.
TEST_F(RedirectTest, SecretsDoNotComeBack) {
  Redirect(kContent, 302, kSigned);
  Redirect(kSigned, 302, "https://graph.microsoft.com/back");
  Answer("https://graph.microsoft.com/back", {.status = 200, .headers = {}, .body = {}});
  ASSERT_THAT(Send(kContent), IsOk());
  EXPECT_FALSE(network_.requests().back().headers.Has("Authorization"));
}

TEST_F(RedirectTest, TheSameHostGetsTheSameRequest) {
  Redirect(kOldWeb, 302, "/sites/new/_api/web", "HEAD");
  Answer(kNewWeb, {.status = 200, .headers = {}, .body = {}}, "HEAD");
  ASSERT_THAT(Send(kOldWeb, "HEAD"), IsOk());
  EXPECT_EQ(network_.requests().back().headers.Get("Authorization"), "Bearer secret");
  EXPECT_EQ(terminal_.said(), "");  // a 302 is for this time only
}

TEST_F(RedirectTest, ASiteThatMovedForGoodIsToldOnce) {
  for (const int status : {301, 308}) {
    Redirect(kOldWeb, status, kNewWeb);
    Answer(kNewWeb, {.status = 200, .headers = {}, .body = {}});
    ASSERT_THAT(Send(kOldWeb), IsOk());
    Redirect(std::string(kOldWeb) + "/lists", status, std::string(kNewWeb) + "/lists");
    Answer(std::string(kNewWeb) + "/lists", {.status = 200, .headers = {}, .body = {}});
    ASSERT_THAT(Send(std::string(kOldWeb) + "/lists"), IsOk());
  }
  EXPECT_EQ(terminal_.said(),
            "'https://contoso.sharepoint.com/sites/old' has moved to "
            "'https://contoso.sharepoint.com/sites/new'; name that from now on\n");
}

TEST_F(RedirectTest, WhatIsNotFollowedNamesTheNewAddress) {
  const std::string moved =
      "'https://contoso.sharepoint.com/sites/old/_api/web' leads to "
      "'https://contoso.sharepoint.com/sites/new/_api/web' (HTTP 302), which was not followed: ";
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE", "MERGE", "OPTIONS"})
    ExpectNotFollowed(method, kNewWeb,
                      moved + "a " + method + " goes to the address it is for and no other");
  const std::string leads = "'https://contoso.sharepoint.com/sites/old/_api/web' leads to '";
  ExpectNotFollowed("GET", "http://contoso.sharepoint.com/x?sig=key",
                    leads +
                        "http://contoso.sharepoint.com/x' (HTTP 302), which was not followed: "
                        "it is not encrypted");
  ExpectNotFollowed("GET", "https://u:p@contoso.sharepoint.com/x",
                    leads +
                        "https://contoso.sharepoint.com/x' (HTTP 302), which was not followed: "
                        "it names a user");
  for (const char* location : {"ftp://x/y", "file:///etc/passwd", "https://", "javascript:1"})
    ExpectNotFollowed(
        "GET", location,
        leads + location + "' (HTTP 302), which was not followed: that is no address");
}

TEST_F(RedirectTest, RedirectsInARowAreFew) {
  for (int i = 0; i < 6; ++i)
    Redirect("https://contoso.sharepoint.com/" + std::to_string(i), 302, std::to_string(i + 1));
  EXPECT_THAT(Send("https://contoso.sharepoint.com/0"),
              StatusIs(absl::StatusCode::kNotFound,
                       "'https://contoso.sharepoint.com/5' leads to "
                       "'https://contoso.sharepoint.com/6' (HTTP 302), which was not followed: "
                       "there were 5 redirects before"));
}

TEST_F(RedirectTest, ARedirectWithoutAnAddressIsTheAnswer) {
  Answer(kOldWeb, {.status = 302, .headers = {}, .body = {}});
  EXPECT_EQ(Send(kOldWeb)->status, 302);
  Redirect(kOldWeb, 304, kNewWeb);
  EXPECT_EQ(Send(kOldWeb)->status, 304);
}

TEST_F(RedirectTest, ASignInPageIsNotTheAnswer) {
  const Response page = {
      .status = 200, .headers = {{"Content-Type", "text/html"}}, .body = "<html>sign in</html>"};
  Redirect(kContent, 302, "https://login.microsoftonline.com/common/oauth2/authorize?x=1");
  Answer("https://login.microsoftonline.com/common/oauth2/authorize?x=1", page);
  Request request;
  request.url = kContent;
  request.on_head = [](const Response&) { ADD_FAILURE() << "there is no content"; };
  EXPECT_THAT(client_.Send(request,
                           [](absl::string_view) {
                             ADD_FAILURE() << "the sink was called";
                             return absl::OkStatus();
                           }),
              StatusIs(absl::StatusCode::kUnauthenticated,
                       HasSubstr("'https://login.microsoftonline.com/common/oauth2/authorize'")));
  // Without a redirect it is for the caller to say what a page is worth.
  Answer(kContent, page);
  EXPECT_EQ(Send(kContent)->body, page.body);
  // A file that is a page itself.
  Redirect(kContent, 302, "https://files.example/page.html");
  Answer("https://files.example/page.html", page);
  EXPECT_EQ(Send(kContent)->body, page.body);
}

TEST_F(RedirectTest, ReferencesAreRelativeToTheAddress) {
  const Url base = ParseUrl("https://a.example/b/c/d?q=1").value();
  for (const auto& [location, url] : std::vector<std::pair<const char*, const char*>>{
           {"https://x.example/y?z", "https://x.example/y?z"},
           {"//x.example/y", "https://x.example/y"},
           {"/y?z=1#f", "https://a.example/y?z=1"},
           {"y", "https://a.example/b/c/y"},
           {"./y", "https://a.example/b/c/y"},
           {"../y/", "https://a.example/b/y/"},
           {"../../../../y", "https://a.example/y"},
           {"..", "https://a.example/b/"},
           {"?z", "https://a.example/b/c/d?z"},
           {"y:z/1", nullptr},
           {"y?to=https://x.example/", "https://a.example/b/c/y?to=https://x.example/"}}) {
    const absl::StatusOr<Url> resolved = ResolveLocation(base, location);
    EXPECT_EQ(resolved.ok(), url != nullptr) << location;
    if (!resolved.ok()) continue;
    EXPECT_EQ(resolved->Origin() + resolved->Target(), url) << location;
  }
}

}  // namespace
}  // namespace o365::http
