#include "common/http/proxy.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::http {
namespace {

using o365::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Variables = std::map<std::string, std::string>;

// "host:port", "direct" or the message.
std::string Choice(Variables variables, const std::string& url = "https://www.google.com/") {
  const auto proxy = ProxyFor(base::Environment(std::move(variables)), ParseUrl(url).value());
  if (!proxy.ok()) return std::string(proxy.status().message());
  return proxy->has_value() ? absl::StrCat((*proxy)->host, ":", (*proxy)->port) : "direct";
}

TEST(ProxyTest, OrderOfTheVariables) {
  EXPECT_EQ(Choice({}), "direct");
  EXPECT_EQ(Choice({{"HTTPS_PROXY", "http://a:1"}, {"https_proxy", "http://b:2"}}), "a:1");
  EXPECT_EQ(Choice({{"https_proxy", "http://b:2"}, {"HTTP_PROXY", "http://c:3"}}), "b:2");
  EXPECT_EQ(Choice({{"HTTP_PROXY", "http://c:3"}, {"ALL_PROXY", "http://d:4"}}), "c:3");
  EXPECT_EQ(Choice({{"all_proxy", "d:4"}}), "d:4");
  EXPECT_EQ(Choice({{"HTTPS_PROXY", "http://a"}}), "a:80");
  EXPECT_EQ(Choice({{"HTTP_PROXY", "http://evil:1"}, {"REQUEST_METHOD", "GET"}}), "direct");
}

struct NoProxyCase {
  const char* no_proxy;
  const char* url;
  bool direct;
};

TEST(ProxyTest, NoProxy) {
  const NoProxyCase cases[] = {
      {"*", "https://x.y/", true},
      {"google.com", "https://www.google.com/", true},
      {"oogle.com", "https://google.com/", false},
      {".google.com", "https://google.com/", true},
      {"*.google.com", "https://a.google.com/", true},
      {" a.b , GOOGLE.com", "https://google.com/", true},
      {"google.com:443", "https://google.com/", true},
      {"google.com:80", "https://google.com/", false},
      {"10.0.0.0/8", "https://10.1.2.3/", true},
      {"10.0.0.0/8", "https://11.1.2.3/", false},
      {"192.168.1.128/25", "https://192.168.1.200/", true},
      {"192.168.1.128/25", "https://192.168.1.100/", false},
      {"fd00::/8", "https://[fd12::1]/", true},
      {"::2", "https://[::2]/", true},
      {"*,x", "https://google.com/", false},
      {"", "https://google.com/", false},
  };
  for (const NoProxyCase& c : cases) {
    EXPECT_EQ(Choice({{"HTTPS_PROXY", "http://p:1"}, {"no_proxy", c.no_proxy}}, c.url),
              c.direct ? "direct" : "p:1")
        << c.no_proxy << " " << c.url;
  }
}

TEST(ProxyTest, LoopbackAndMetadataAddressesAreDirect) {
  for (const char* url : {"http://localhost:40342/", "https://127.0.0.1/", "http://[::1]/",
                          "http://169.254.169.254/metadata"}) {
    EXPECT_EQ(Choice({{"HTTPS_PROXY", "http://p:1"}, {"HTTP_PROXY", "http://p:1"}}, url), "direct");
  }
}

TEST(ProxyTest, UserAndPasswordBecomeBasicAuthorization) {
  const auto proxy = ProxyFor(base::Environment(Variables{{"HTTPS_PROXY", "http://us:p%40ss@h:1"}}),
                              ParseUrl("https://a/").value());
  EXPECT_EQ((*proxy)->authorization.Reveal(), "Basic dXM6cEBzcw==");
}

TEST(ProxyTest, UnusableValuesAreRefusedWithoutShowingThem) {
  for (const char* bad :
       {"socks5://us:secret@h:1", "https://us:secret@h:1", "http://us:secret@h:x"}) {
    const auto proxy = ProxyFor(base::Environment(Variables{{"HTTPS_PROXY", bad}}),
                                ParseUrl("https://a/").value());
    EXPECT_THAT(proxy, StatusIs(absl::StatusCode::kUnavailable,
                                AllOf(HasSubstr("HTTPS_PROXY"), Not(HasSubstr("secret")))));
    EXPECT_TRUE(base::IsNetworkError(proxy.status()));
  }
}

}  // namespace
}  // namespace o365::http
