// Stories of throttling, proxies, certificates and cut connections.

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::string_view kReadWeb = "spo web get --webUrl https://contoso.sharepoint.com";

class NetworkTest : public EndToEndTest {
 protected:
  void SetUp() override { Connect("spo connect https://contoso.sharepoint.com"); }
};

TEST_F(NetworkTest, ThrottlingIsWaitedOut) {
  Tenant("fault --next 2 --status 429 --retry-after 1 --path sharepoint");
  const Outcome got = Do(kReadWeb);
  EXPECT_EQ(got.exit_code, 0);
  EXPECT_GE(got.took, absl::Seconds(2));
  EXPECT_THAT(got.err,
              HasSubstr("contoso.sharepoint.com: throttled; trying again in 1 s (try 2 of 10)"));
}

TEST_F(NetworkTest, ThrottlingWithoutEndEndsWithItsStatus) {
  Tenant("fault --next 3 --status 429 --retry-after 0 --path sharepoint");
  const Outcome tries = Do(absl::StrCat("O365_MAX_TRIES=3 ", kReadWeb));
  EXPECT_EQ(tries.exit_code, 6);
  EXPECT_THAT(tries.err, HasSubstr("giving up after 3 tries"));
  EXPECT_EQ(tries.out, "");
  // Waiting longer than allowed is not even begun.
  Tenant("fault --next 1 --status 503 --retry-after 3600 --path sharepoint");
  const Outcome total = Do(absl::StrCat("O365_MAX_WAIT=2 ", kReadWeb));
  EXPECT_EQ(total.exit_code, 6);
  EXPECT_LT(total.took, absl::Seconds(2));
}

TEST_F(NetworkTest, AReaderThatHasSeenEnoughEndsTheCommandWithoutWords) {
  // The pipe has lost its reader before anything is written.
  const Outcome got =
      Do(absl::StrCat("pipe=$(mktemp -u); mkfifo $pipe; (exec 4<$pipe) & exec 3>$pipe;",
                      " wait $!; rm $pipe; ", kReadWeb, " >&3"));
  EXPECT_EQ(got.exit_code, 141);
  EXPECT_EQ(got.err, "");
}

TEST_F(NetworkTest, CutConnectionsAreRepeatedWhereThatIsSafe) {
  Tenant("fault --next 1 --reset --path _api/web");
  EXPECT_EQ(Do(kReadWeb).exit_code, 0);
  Tenant("fault --next 1 --truncate --path _api/web");
  EXPECT_EQ(Do(kReadWeb).exit_code, 0);
  // What creates something is not sent twice.
  Tenant("fault --next 1 --reset --path _api/web/lists");
  const Outcome got =
      Do("spo list add --webUrl https://contoso.sharepoint.com --title Once --baseTemplate "
         "GenericList");
  EXPECT_EQ(got.exit_code, 7);
  EXPECT_THAT(got.err, HasSubstr("the connection was cut"));
}

TEST_F(NetworkTest, EachNetworkFailureHasItsOwnMessage) {
  const Outcome dead = Do(absl::StrCat("HTTPS_PROXY=http://127.0.0.1:9 ", kReadWeb));
  EXPECT_EQ(dead.exit_code, 7);
  EXPECT_EQ(dead.err,
            "spo web get: cannot connect to the proxy '127.0.0.1:9': Connection refused\n"
            "  check HTTPS_PROXY and that the proxy runs\n");
  const Outcome untrusted = Do(absl::StrCat("unset SSL_CERT_FILE; ", kReadWeb));
  EXPECT_EQ(untrusted.exit_code, 7);
  EXPECT_THAT(untrusted.err,
              AllOf(HasSubstr("the certificate of 'contoso.sharepoint.com' is not trusted"),
                    HasSubstr("subject: CN = contoso.sharepoint.com"), HasSubstr("issuer: "),
                    HasSubstr("SSL_CERT_FILE")));
  const Outcome bad = Do(absl::StrCat("HTTPS_PROXY=socks5://u:secret@h:1 ", kReadWeb));
  EXPECT_EQ(bad.exit_code, 7);
  EXPECT_THAT(bad.err, AllOf(HasSubstr("HTTPS_PROXY"), Not(HasSubstr("secret"))));
  const Outcome unknown =
      Do("unset HTTPS_PROXY https_proxy; "
         "spo web get --webUrl https://no-such-tenant-here.sharepoint.com");
  EXPECT_EQ(unknown.exit_code, 7);
  EXPECT_EQ(dead.out + untrusted.out + bad.out + unknown.out, "");
}

TEST_F(NetworkTest, ServiceErrorsKeepTheServicesWordsAndRequestId) {
  Tenant("fault --next 1 --status 403 --path sharepoint");
  const Outcome forbidden = Do(kReadWeb);
  EXPECT_EQ(forbidden.exit_code, 5);
  EXPECT_THAT(forbidden.err, AllOf(HasSubstr("HTTP 403"), HasSubstr("request ")));
  EXPECT_EQ(forbidden.out, "");
}

TEST_F(NetworkTest, HelpVersionAndStatusUseNoNetwork) {
  for (const char* line : {"spo --help", "spo --version", "spo status", "spo help app add",
                           "graph status", "spo app get", "o365 status", "spo nonsense"}) {
    Do(absl::StrCat("strace -f -qq -e trace=network -o \"$HOME/trace\" ", line));
    const std::string trace = base::ReadFile(folder() + "/trace").value();
    EXPECT_THAT(trace, Not(HasSubstr("connect("))) << line;
    EXPECT_THAT(trace, Not(HasSubstr("AF_INET"))) << line;
  }
}

}  // namespace
}  // namespace o365::testing
