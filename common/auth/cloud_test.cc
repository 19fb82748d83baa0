#include "common/auth/cloud.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::auth {
namespace {

using ::testing::HasSubstr;
using testing::StatusIs;

TEST(CloudTest, KnowsCloudsByName) {
  EXPECT_EQ(CloudByName("Public").value(), &GlobalCloud());
  EXPECT_EQ(CloudByName("USGovHigh").value()->login_host, "login.microsoftonline.us");
  EXPECT_EQ(CloudByName("China").value()->graph_host, "microsoftgraph.chinacloudapi.cn");
  EXPECT_THAT(CloudByName("mars"),
              StatusIs(absl::StatusCode::kNotFound,
                       ::testing::HasSubstr("unknown cloud 'mars'; there are Public, ")));
}

TEST(CloudTest, NamesInAnyCaseAndTheOlderOne) {
  EXPECT_EQ(CloudByName("usgovhigh").value()->name, "USGovHigh");
  EXPECT_EQ(CloudByName("global").value(), &GlobalCloud());
  EXPECT_EQ(CloudByAuthority("https://login.microsoftonline.us/").value()->name, "USGovHigh");
  EXPECT_FALSE(CloudByAuthority("https://evil.example/").ok());
}

TEST(CloudTest, AddressesMoveBetweenClouds) {
  const Cloud& high = **CloudByName("USGovHigh");
  EXPECT_EQ(ToCloud(high, "https://graph.microsoft.com/v1.0/me?$select=id"),
            "https://graph.microsoft.us/v1.0/me?$select=id");
  EXPECT_EQ(ToCloud(high, "https://management.azure.com/"),
            "https://management.usgovcloudapi.net/");
  EXPECT_EQ(ToPublic(high, "https://graph.microsoft.us/v1.0/me"),
            "https://graph.microsoft.com/v1.0/me");
  EXPECT_EQ(ToCloud(high, "https://contoso.sharepoint.us/sites/a"),
            "https://contoso.sharepoint.us/sites/a");
  EXPECT_EQ(ToCloud(GlobalCloud(), "https://GRAPH.microsoft.com/"), "https://GRAPH.microsoft.com/");
  EXPECT_EQ(ToCloud(**CloudByName("USGov"), "https://api.flow.microsoft.com/x"),
            "https://gov.api.flow.microsoft.us/x");
}

TEST(CloudTest, AHostOfAnotherCloudIsRefused) {
  const Cloud& high = **CloudByName("USGovHigh");
  EXPECT_THAT(CheckInCloud(high, "https://graph.microsoft.com/v1.0/me"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "'graph.microsoft.com' belongs to the cloud 'Public', and the connection to "
                       "'USGovHigh'"));
  EXPECT_FALSE(CheckInCloud(high, "https://contoso.sharepoint.com").ok());
  EXPECT_FALSE(CheckInCloud(GlobalCloud(), "https://contoso.sharepoint.us").ok());
  for (const char* url :
       {"https://graph.microsoft.us", "https://contoso.sharepoint.us", "https://nobody.example"})
    EXPECT_TRUE(CheckInCloud(high, url).ok()) << url;
  EXPECT_TRUE(CheckInCloud(**CloudByName("USGov"), "https://contoso.sharepoint.com").ok());
}

TEST(CloudTest, ReadsSites) {
  const SharePointSite site =
      ParseSharePointUrl("https://Contoso.SharePoint.com/Sites/HR/").value();
  EXPECT_EQ(site.url, "https://contoso.sharepoint.com/Sites/HR");
  EXPECT_EQ(site.origin, "https://contoso.sharepoint.com");
  EXPECT_EQ(site.cloud, &GlobalCloud());
  EXPECT_FALSE(site.is_tenant_admin);
}

TEST(CloudTest, KnowsTheTenantAdminSite) {
  const SharePointSite site = ParseSharePointUrl("https://contoso-admin.sharepoint.com/").value();
  EXPECT_EQ(site.url, "https://contoso-admin.sharepoint.com");
  EXPECT_TRUE(site.is_tenant_admin);
  EXPECT_FALSE(ParseSharePointUrl("https://contoso-my.sharepoint.com")->is_tenant_admin);
}

TEST(CloudTest, TellsTheCloudByTheHost) {
  EXPECT_EQ(ParseSharePointUrl("https://a.sharepoint.us")->cloud->name, "USGovHigh");
  EXPECT_EQ(ParseSharePointUrl("https://a.sharepoint-mil.us")->cloud->name, "USGovDoD");
  EXPECT_EQ(ParseSharePointUrl("https://a.sharepoint.cn")->cloud->name, "China");
  EXPECT_EQ(ParseSharePointUrl("https://a.sovcloud-sharepoint.fr")->cloud->name, "France");
  EXPECT_EQ(ParseSharePointUrl("https://a.sovcloud-sharepoint.de")->cloud->name, "Germany");
}

TEST(CloudTest, RefusesWhateverCouldSendATokenElsewhere) {
  const struct {
    const char* url;
    const char* why;
  } cases[] = {
      {"http://contoso.sharepoint.com", "must start with https://"},
      {"contoso.sharepoint.com", "does not start with https://"},
      {"https://contoso.sharepoint.com@evil.example/", "names a user"},
      {"https://@contoso.sharepoint.com", "names a user"},
      {"https://me:pw@contoso.sharepoint.com", "names a user"},
      {"https://contoso.sharepoint.com:8443", "names a port"},
      {"https://contoso.sharepoint.com:443", "names a port"},
      {"https://contoso.sharepoint.com:/", "its port is not a number"},
      {"https://contoso.sharepoint.com/?a=b", "has a query"},
      {"https://contoso.sharepoint.com?", "has a query"},
      {"https://contoso.sharepoint.com.evil.example", "must be NAME.sharepoint.com"},
      {"https://contoso.sovcloud-sharepoint.fr.evil.example", "must be NAME.sharepoint.com"},
      {"https://evilsharepoint.com", "must be NAME.sharepoint.com"},
      {"https://sharepoint.com", "must be NAME.sharepoint.com"},
      {"https://.sharepoint.com", "must be NAME.sharepoint.com"},
      {"https://a.b.sharepoint.com", "must be NAME.sharepoint.com"},
      {"https://-a.sharepoint.com", "must be NAME.sharepoint.com"},
      {"https://a_b.sharepoint.com", "must be NAME.sharepoint.com"},
      {"https://contoso.sharepoint.com.", "must be NAME.sharepoint.com"},
      {"https://127.0.0.1", "must be NAME.sharepoint.com"},
      {"https://evil.example\\.sharepoint.com", "backslashes"},
      {"https://evil.example/.sharepoint.com", "must be NAME.sharepoint.com"},
      {"https://evil.example#.sharepoint.com", "must be NAME.sharepoint.com"},
      {"", "is not a URL"},
  };
  for (const auto& c : cases) {
    EXPECT_THAT(ParseSharePointUrl(c.url),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(c.why)))
        << c.url;
  }
}

}  // namespace
}  // namespace o365::auth
