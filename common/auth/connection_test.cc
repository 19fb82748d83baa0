#include "common/auth/connection.h"

#include "absl/strings/match.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::auth {
namespace {

using ::testing::HasSubstr;
using testing::StatusIs;

Connection Sample() {
  Connection c;
  c.service = "spo";
  c.url = "https://contoso-admin.sharepoint.com";
  c.resource = "https://contoso-admin.sharepoint.com";
  c.tenant = "organizations";
  c.tenant_id = "11111111-2222-3333-4444-555555555555";
  c.user_name = "admin@contoso.onmicrosoft.com";
  c.auth_type = "password";
  c.app_id = "app";
  c.refresh_token = base::Secret("refresh");
  c.access_tokens["https://contoso.sharepoint.com"] = {
      .value = base::Secret("access"), .expires = absl::FromUnixSeconds(1'800'000'000)};
  c.credentials.login_name = base::Secret("admin@contoso.onmicrosoft.com");
  c.credentials.password = base::Secret("pass\"wörd\n");
  c.tenant_object_identity = "a|b:c\nTenant";
  return c;
}

TEST(ConnectionTest, ARecordOfAnotherServiceIsRefused) {
  const absl::Status status = ReadConnection("graph", WriteConnection(Sample())).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss,
                               HasSubstr("it is one of 'spo', not of 'graph'")));
  EXPECT_THAT(base::Hint(status), HasSubstr("disconnect"));
}

TEST(ConnectionTest, ARefusalIsKept) {
  for (const absl::Time until : {absl::InfiniteFuture(), absl::FromUnixSeconds(1'800'000'060)}) {
    Connection sample = Sample();
    sample.refusal = RenewalRefusal{.resource = "https://graph.microsoft.com",
                                    .message = "AADSTS700082: expired",
                                    .hint = "connect again",
                                    .service_code = "AADSTS700082",
                                    .until = until};
    const Connection read = ReadConnection("spo", WriteConnection(sample)).value();
    ASSERT_TRUE(read.refusal.has_value());
    EXPECT_EQ(read.refusal->resource, "https://graph.microsoft.com");
    EXPECT_EQ(read.refusal->message, "AADSTS700082: expired");
    EXPECT_EQ(read.refusal->hint, "connect again");
    EXPECT_EQ(read.refusal->service_code, "AADSTS700082");
    EXPECT_EQ(read.refusal->until, until);
  }
}

TEST(ConnectionTest, SurvivesTheStore) {
  const Connection sample = Sample();
  const Connection read = ReadConnection("spo", WriteConnection(sample)).value();
  EXPECT_EQ(read.service, sample.service);
  EXPECT_EQ(read.url, sample.url);
  EXPECT_EQ(read.resource, sample.resource);
  EXPECT_EQ(read.cloud, "Public");
  EXPECT_EQ(read.tenant, sample.tenant);
  EXPECT_EQ(read.tenant_id, sample.tenant_id);
  EXPECT_EQ(read.user_name, sample.user_name);
  EXPECT_EQ(read.auth_type, "password");
  EXPECT_EQ(read.app_id, sample.app_id);
  EXPECT_EQ(read.refresh_token, sample.refresh_token);
  ASSERT_EQ(read.access_tokens.size(), 1u);
  const AccessToken& token = read.access_tokens.at("https://contoso.sharepoint.com");
  EXPECT_EQ(token.value, base::Secret("access"));
  EXPECT_EQ(token.expires, absl::FromUnixSeconds(1'800'000'000));
  EXPECT_EQ(read.credentials.login_name, sample.credentials.login_name);
  EXPECT_EQ(read.credentials.password, sample.credentials.password);
  EXPECT_EQ(read.tenant_object_identity, sample.tenant_object_identity);
}

TEST(ConnectionTest, CredentialsOfEveryGrantAreKept) {
  Connection sample = Sample();
  sample.credentials = {.login_name = base::Secret("ann"),
                        .password = base::Secret("p"),
                        .secret = base::Secret("s"),
                        .certificate = base::Secret("-----BEGIN"),
                        .identity = "id",
                        .assertion_source = "file",
                        .assertion_detail = "/run/token"};
  const base::Secret record = WriteConnection(sample);
  EXPECT_EQ(ReadConnection("spo", record)->credentials, sample.credentials);
  sample.credentials = {};
  EXPECT_FALSE(absl::StrContains(WriteConnection(sample).Reveal(), "assertion"));
}

TEST(ConnectionTest, CorruptRecordsSaySoAndShowNothing) {
  for (const char* record :
       {"", "{", "null", "[]", "{}", R"({"version":"x"})", R"({"version":0})", R"({"version":1})",
        R"({"version":1,"authType":"deviceCode"})", "secret-token{"}) {
    const auto read = ReadConnection("spo", base::Secret(record));
    EXPECT_THAT(read, StatusIs(absl::StatusCode::kDataLoss,
                               HasSubstr("the stored connection cannot be read: ")))
        << record;
    EXPECT_EQ(base::Hint(read.status()), "disconnect, then connect again");
    EXPECT_FALSE(absl::StrContains(read.status().message(), "secret-token"));
  }
}

TEST(ConnectionTest, NewerRecordsAreNamedAsSuch) {
  const auto read = ReadConnection("spo", base::Secret(R"({"version":3})"));
  EXPECT_THAT(read, StatusIs(absl::StatusCode::kUnimplemented,
                             "the stored connection has version 3; this o365 reads versions up "
                             "to 2"));
  EXPECT_THAT(base::Hint(read.status()), HasSubstr("newer o365"));
}

}  // namespace
}  // namespace o365::auth
