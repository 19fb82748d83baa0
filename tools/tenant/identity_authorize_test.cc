// A browser sign-in: the page, the code that it ends with, and what the code is worth.

#include <openssl/sha.h>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/jwt.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kAuthorize[] =
    "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize";
constexpr char kVerifier[] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
// RFC 7636, appendix B.
constexpr char kChallenge[] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
constexpr char kRedirect[] = "http://localhost:50123";

class AuthorizeTest : public ::testing::Test {
 protected:
  AuthorizeTest() { tenant_.SignIn(""); }

  static http::FormFields Good() {
    return {{"client_id", kTestApp},
            {"response_type", "code"},
            {"redirect_uri", kRedirect},
            {"response_mode", "query"},
            {"scope", "https://graph.microsoft.com/.default openid offline_access"},
            {"state", "a b&c=%2F"},
            {"nonce", "n1"},
            {"code_challenge", kChallenge},
            {"code_challenge_method", "S256"}};
  }
  static http::FormFields With(http::FormFields fields, absl::string_view name,
                               absl::string_view value) {
    std::erase_if(fields, [&](const auto& field) { return field.first == name; });
    fields.emplace_back(name, value);
    return fields;
  }
  Answer Open(const http::FormFields& fields) {
    return tenant_.Get(absl::StrCat(kAuthorize, "?", http::EncodeForm(fields)));
  }
  // A step of the person, from the page of the request.
  Answer Step(http::FormFields fields, http::FormFields more) {
    fields.emplace_back("token", tenant_.tenant().form_token());
    for (auto& field : more) fields.push_back(std::move(field));
    return tenant_.PostForm(kAuthorize, fields);
  }
  // The hidden field of a page.
  static std::string Hidden(const Answer& page, absl::string_view name) {
    const std::string from = absl::StrCat("name=\"", name, "\" value=\"");
    const size_t start = page.text.find(from);
    if (start == std::string::npos) return "";
    const std::string rest = page.text.substr(start + from.size());
    return rest.substr(0, rest.find('"'));
  }
  Answer SignIn(http::FormFields fields = Good()) {
    const Answer consent = Step(fields, {{"account", kUserUpn}, {"password", kPassword}});
    if (consent.status == 302) return consent;  // who has consented is not asked again
    return Step(
        fields,
        {{"account", kUserUpn}, {"passed", Hidden(consent, "passed")}, {"decision", "accept"}});
  }
  static http::FormFields Query(const Answer& redirect) {
    const std::string location = redirect.headers.Get("Location");
    return http::DecodeForm(location.substr(location.find('?') + 1));
  }
  static std::string Value(const http::FormFields& fields, absl::string_view name) {
    for (const auto& [key, value] : fields) {
      if (key == name) return value;
    }
    return "";
  }
  static http::FormFields Redeeming(absl::string_view code) {
    return {{"grant_type", "authorization_code"},
            {"client_id", kTestApp},
            {"code", std::string(code)},
            {"redirect_uri", kRedirect},
            {"code_verifier", kVerifier}};
  }
  int64_t CodeOf(const http::FormFields& fields) {
    return tenant_.PostForm(kTokenUrl, fields).body["error_codes"].ElementAt(0).AsInt().value_or(0);
  }

  TestTenant tenant_;
};

TEST_F(AuthorizeTest, APersonSignsInAndTheAppRedeemsTheCode) {
  const Answer page = Open(With(Good(), "login_hint", "adele@example.com"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.text, HasSubstr("value=\"adele@example.com\""));
  const Answer done = SignIn();
  ASSERT_EQ(done.status, 302) << done.text;
  EXPECT_THAT(done.headers.Get("Location"), StartsWith("http://localhost:50123?code="));
  const http::FormFields query = Query(done);
  EXPECT_EQ(Value(query, "state"), "a b&c=%2F");
  EXPECT_FALSE(Value(query, "session_state").empty());
  const Answer got = tenant_.PostForm(kTokenUrl, Redeeming(Value(query, "code")));
  ASSERT_EQ(got.status, 200) << got.text;
  EXPECT_FALSE(got.body["refresh_token"].AsString().empty());
  const auto id_token = ParseJwt(got.body["id_token"].AsString());
  EXPECT_EQ(id_token->claims["nonce"].AsString(), "n1");
  EXPECT_EQ(ParseJwt(got.body["access_token"].AsString())->claims["upn"].AsString(), kUserUpn);
}

TEST_F(AuthorizeTest, CodesWorkOnceForWhomTheyWereMade) {
  const std::string code = Value(Query(SignIn()), "code");
  EXPECT_EQ(CodeOf(With(Redeeming(code), "code", "1.nonsense")), 70000);
  EXPECT_EQ(CodeOf(With(Redeeming(code), "redirect_uri", "http://localhost:1")), 500112);
  EXPECT_EQ(CodeOf(With(Redeeming(code), "client_id", kAzureCliAppId)), 70000);
  EXPECT_EQ(CodeOf(With(Redeeming(code), "code_verifier", "short")), 50148);
  EXPECT_EQ(CodeOf(With(Redeeming(code), "code_verifier", std::string(43, 'x'))), 501481);
  EXPECT_EQ(CodeOf(With(Redeeming(code), "code_verifier", "")), 900144);
  EXPECT_EQ(CodeOf(Redeeming(code)), 0);
  EXPECT_EQ(CodeOf(Redeeming(code)), 54005);
  const std::string late = Value(Query(SignIn()), "code");
  tenant_.clock().Advance(absl::Minutes(10));
  EXPECT_EQ(CodeOf(Redeeming(late)), 70008);
}

TEST_F(AuthorizeTest, WrongAppsAreToldOnAPageOthersInTheRedirect) {
  const auto page_says = [&](absl::string_view name, absl::string_view value) {
    const Answer page = Open(With(Good(), name, value));
    EXPECT_EQ(page.status, 400);
    EXPECT_TRUE(page.headers.Get("Location").empty());
    return page.text;
  };
  EXPECT_THAT(page_says("client_id", "deadbeef-0000-0000-0000-000000000000"),
              HasSubstr("AADSTS700016"));
  for (const char* uri : {"http://localhost.example.com/", "https://evil.example/",
                          "http://localhost@evil.example/", "https://localhost:1/", ""}) {
    EXPECT_THAT(page_says("redirect_uri", uri), HasSubstr("AADSTS50011")) << uri;
  }
  const auto error_of = [&](absl::string_view name, absl::string_view value) {
    return Value(Query(Open(With(Good(), name, value))), "error");
  };
  EXPECT_EQ(error_of("response_type", "token"), "unsupported_response_type");
  EXPECT_EQ(error_of("code_challenge_method", "plain"), "invalid_request");
  EXPECT_EQ(error_of("code_challenge", ""), "invalid_request");
  EXPECT_EQ(error_of("prompt", "none"), "login_required");
  EXPECT_EQ(error_of("scope", "https://graph.microsoft.com/Nope.Read"), "invalid_client");
  EXPECT_EQ(Open(With(Good(), "redirect_uri", "http://localhost:1/any/path")).status, 200);
}

TEST_F(AuthorizeTest, CancelPasswordAndSecondFactor) {
  const Answer cancelled = Step(Good(), {{"decision", "cancel"}});
  EXPECT_EQ(cancelled.status, 302);
  EXPECT_EQ(Value(Query(cancelled), "error"), "access_denied");
  EXPECT_EQ(Value(Query(cancelled), "state"), "a b&c=%2F");
  const Answer wrong = Step(Good(), {{"account", kUserUpn}, {"password", "wrong"}});
  EXPECT_EQ(wrong.status, 200);
  EXPECT_THAT(wrong.text, HasSubstr("password is incorrect"));
  // Consent without the password is no way in.
  EXPECT_EQ(Step(Good(), {{"account", kUserUpn}, {"decision", "accept"}}).status, 200);
  const Answer factor = Step(Good(), {{"account", kSecondFactorUpn}, {"password", kPassword}});
  EXPECT_THAT(factor.text, HasSubstr("authenticator"));
  const Answer consent = Step(Good(), {{"account", kSecondFactorUpn},
                                       {"passed", Hidden(factor, "passed")},
                                       {"decision", "factor"}});
  EXPECT_THAT(consent.text, HasSubstr("Permissions requested"));
  // Another site's form has not our token.
  http::FormFields foreign = Good();
  foreign.emplace_back("account", kUserUpn);
  foreign.emplace_back("password", kPassword);
  EXPECT_EQ(tenant_.PostForm(kAuthorize, foreign).status, 200);
}

}  // namespace
}  // namespace o365::tenant
