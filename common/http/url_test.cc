#include "common/http/url.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

TEST(UrlTest, TakesAUrlApart) {
  const Url url = ParseUrl("HTTPS://us:er@Contoso.SharePoint.com:8443/sites/a?x=1#top").value();
  EXPECT_EQ(url.scheme, "https");
  EXPECT_EQ(url.host, "contoso.sharepoint.com");
  EXPECT_EQ(url.port, 8443);
  EXPECT_EQ(url.user_info, "us:er");
  EXPECT_EQ(url.Target(), "/sites/a?x=1");
  EXPECT_EQ(url.Origin(), "https://contoso.sharepoint.com:8443");
  EXPECT_EQ(ParseUrl("https://a.b").value().Target(), "/");
  EXPECT_EQ(ParseUrl("https://a.b:443?q").value().Origin(), "https://a.b");
  EXPECT_EQ(ParseUrl("http://[::1]:80/").value().Origin(), "http://[::1]");
}

TEST(UrlTest, RefusesWhatOthersMightReadDifferently) {
  for (const char* bad :
       {"foo", "ftp://a/", "https://", "https:///x", "https://a b/", "https://a\\b/",
        "https://a:0/", "https://a:99999/", "https://a:1x/", "https://a%41/", "https://[::1",
        "https://[abc]/", "https://[1.2.3.4]/", "https://[2:1]/", "https://a\n/"}) {
    EXPECT_THAT(ParseUrl(bad), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("not a URL")))
        << bad;
  }
}

TEST(UrlTest, RefusesPathsThatOthersWouldShorten) {
  for (const char* path : {"/.", "/..", "/users/../groups", "/users/%2e%2E/groups", "/%2E", "/a/."})
    EXPECT_THAT(ParseUrl(absl::StrCat("https://graph.microsoft.com", path)),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("has a '.' or '..'")))
        << path;
  for (const char* path : {"/...", "/a..", "/..b", "/a?b=/../c", "/GetByTitle('..')"})
    EXPECT_TRUE(ParseUrl(absl::StrCat("https://graph.microsoft.com", path)).ok()) << path;
}

TEST(UrlTest, TheTargetHoldsNothingStray) {
  const auto target = [](absl::string_view path) {
    return ParseUrl(absl::StrCat("https://contoso.sharepoint.com", path)).value().Target();
  };
  EXPECT_EQ(target("/a%20b/(c='d''e')?$top=1&x=[2]:;@,!*~"),
            "/a%20b/(c='d''e')?$top=1&x=[2]:;@,!*~");
  EXPECT_EQ(target("/gr\xC3\xB6\xC3\x9F"
                   "e"),
            "/gr%C3%B6%C3%9Fe");
  EXPECT_EQ(target("/a\"b<c>d^e`f{g|h}?i=\"j\""), "/a%22b%3Cc%3Ed%5Ee%60f%7Bg%7Ch%7D?i=%22j%22");
  EXPECT_EQ(target("/100%/5%2/a%zz/%41"), "/100%25/5%252/a%25zz/%41");
}

TEST(UrlTest, EncodesAndDecodes) {
  EXPECT_EQ(PercentEncode("a b/ü'&"), "a%20b%2F%C3%BC%27%26");
  EXPECT_EQ(EncodeQueryValue("startswith(a,'x y&#+%')"), "startswith(a,'x%20y%26%23%2B%25')");
  EXPECT_EQ(PercentDecode("%41%zz%4"), "A%zz%4");
  EXPECT_EQ(PercentDecode("a%20"), "a ");
  EXPECT_EQ(EncodeForm({{"a", "1 2"}, {"b", "&="}}), "a=1%202&b=%26%3D");
  EXPECT_THAT(DecodeForm("a=1+2&b=%26%3D&c"),
              ElementsAre(Pair("a", "1 2"), Pair("b", "&="), Pair("c", "")));
}

}  // namespace
}  // namespace o365::http
