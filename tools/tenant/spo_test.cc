// SharePoint's REST service as clients see it.

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kRoot[] = "https://contoso.sharepoint.com";

std::string ErrorCode(const Answer& answer) {
  return answer.body.At({"odata.error", "code"}).AsString();
}

class SpoTest : public ::testing::Test {
 protected:
  std::vector<std::string> Titles(const Answer& answer) {
    std::vector<std::string> titles;
    for (const json::Value& item : answer.body["value"].elements()) {
      titles.push_back(item["Title"].AsString());
    }
    return titles;
  }
  std::string Url(absl::string_view path) { return absl::StrCat(kRoot, path); }

  TestTenant tenant_;
};

TEST_F(SpoTest, UrlsLeadToTheirWeb) {
  EXPECT_EQ(tenant_.Get(Url("/_api/web")).body["Title"].AsString(), "Contoso");
  EXPECT_EQ(tenant_.Get(Url("/sites/HR/_api/web")).body["Title"].AsString(), "Human Resources");
  EXPECT_EQ(tenant_.Get(Url("/sites/hr/onboarding/_api/web")).body["Title"].AsString(),
            "Onboarding");
  EXPECT_EQ(tenant_.Get(Url("/sites/hrr/_api/web")).status, 404);
  EXPECT_THAT(Titles(tenant_.Get(Url("/sites/hr/_api/web/webs"))),
              ElementsAre("Onboarding", "Training"));
}

TEST_F(SpoTest, MetadataGoByTheAcceptHeader) {
  const std::string url = Url("/sites/hr/_api/web/webs");
  const Answer verbose = tenant_.Get(url, {{"Accept", "application/json;odata=verbose"}});
  EXPECT_EQ(verbose.body.At({"d", "results"}).elements().size(), 2u);
  const Answer minimal = tenant_.Get(url, {{"Accept", "application/json"}});
  EXPECT_TRUE(minimal.body["odata.metadata"].is_string());
}

TEST_F(SpoTest, ListsAreSelectedExpandedAndFiltered) {
  const Answer all = tenant_.Get(
      Url("/sites/hr/_api/web/lists?$expand=RootFolder&$select=Title,RootFolder/ServerRelativeURL"
          "&$filter=BaseTemplate%20eq%20101&$top=1"));
  EXPECT_EQ(json::Write(all.body),
            R"({"value":[{"Title":"Documents","RootFolder":{"ServerRelativeUrl":)"
            R"("/sites/hr/Shared Documents"}}]})");
  EXPECT_EQ(tenant_.Get(Url("/_api/web/lists?$select=Foo")).status, 400);
  EXPECT_EQ(tenant_.Get(Url("/_api/web/lists?$filter=Title%20eq")).status, 400);
}

TEST_F(SpoTest, ListsComeAndGo) {
  const std::string lists = Url("/sites/project-x/_api/web/lists");
  const Answer added = tenant_.Post(lists, R"({"Title":"Plan","BaseTemplate":100})");
  ASSERT_EQ(added.status, 201) << added.text;
  const std::string id = added.body["Id"].AsString();
  EXPECT_EQ(tenant_.Get(lists + "(guid'" + id + "')").body["Title"].AsString(), "Plan");
  EXPECT_THAT(ErrorCode(tenant_.Post(lists, R"({"Title":"plan","BaseTemplate":100})")),
              StartsWith("-2130575342"));
  EXPECT_EQ(tenant_
                .Post(lists + "/GetByTitle('Plan')", R"({"Title":"Plan B"})",
                      {{"X-HTTP-Method", "MERGE"}, {"If-Match", "*"}})
                .status,
            204);
  EXPECT_EQ(tenant_
                .Post(lists + "/GetByTitle('Plan%20B')", "",
                      {{"X-HTTP-Method", "DELETE"}, {"If-Match", "*"}})
                .status,
            200);
  const Answer gone = tenant_.Get(lists + "/GetByTitle('Plan%20B')");
  EXPECT_EQ(gone.status, 404);
  EXPECT_THAT(gone.text, HasSubstr("List 'Plan B' does not exist at site with URL"));
}

TEST_F(SpoTest, ListsRefuseWhatTheyDoNotHave) {
  const Answer got =
      tenant_.Post(Url("/_api/web/lists"), R"({"Title":"X","BaseTemplate":100,"Colour":"red"})");
  EXPECT_EQ(got.status, 400);
  EXPECT_THAT(got.text, HasSubstr("The property 'Colour' does not exist on type 'SP.List'"));
}

TEST_F(SpoTest, DigestsMustBeOursAndFresh) {
  const std::string digest =
      tenant_.Post(Url("/_api/contextinfo"), "").body["FormDigestValue"].AsString();
  const auto add = [&](const char* title, const std::string& value) {
    return tenant_.Post(Url("/_api/web/lists"), absl::StrCat("{\"Title\":\"", title, "\"}"),
                        {{"X-RequestDigest", value}});
  };
  EXPECT_EQ(add("A", digest).status, 201);
  const Answer wrong = add("B", "0x00,1");
  EXPECT_EQ(wrong.status, 403);
  EXPECT_THAT(wrong.text, HasSubstr("The security validation for this page is invalid"));
  tenant_.clock().Advance(absl::Minutes(30));
  EXPECT_EQ(add("C", digest).status, 403);
}

TEST_F(SpoTest, CallersNeedATokenForTheHost) {
  tenant_.SignIn("");
  EXPECT_EQ(tenant_.Get(Url("/_api/web")).status, 401);
  tenant_.SignIn(kAdminUpn);
  const Answer got =
      tenant_.Get("https://contoso-admin.sharepoint.com/_api/web",
                  {{"Authorization", "Bearer " + tenant_.Token("https://contoso.sharepoint.com")}});
  EXPECT_EQ(got.status, 401);
  EXPECT_THAT(got.headers.Get("x-ms-diagnostics"), HasSubstr("Invalid audience Uri"));
}

TEST_F(SpoTest, OthersMayNotDoWhatAdministratorsMay) {
  tenant_.SignIn(kUserUpn);
  EXPECT_EQ(tenant_.Get("https://contoso-admin.sharepoint.com/_api/web").status, 403);
  EXPECT_EQ(tenant_.Get(Url("/sites/leadership/_api/web")).status, 403);  // a private group
  EXPECT_EQ(tenant_.Get(Url("/sites/marketing/_api/web")).status, 200);
  EXPECT_EQ(tenant_.Post(Url("/sites/marketing/_api/web/lists"), R"({"Title":"X"})").status, 403);
  EXPECT_EQ(tenant_.Post(Url("/sites/project-x/_api/web/lists"), R"({"Title":"X"})").status, 201);
  EXPECT_EQ(
      tenant_.Post(Url("/_api/web/tenantappcatalog/Add(overwrite=true,url='a.sppkg')"), "x").status,
      403);
}

TEST_F(SpoTest, AppsLiveTheirLife) {
  const std::string apps = Url("/sites/apps/_api/web/tenantappcatalog/AvailableApps");
  EXPECT_EQ(tenant_.Get(apps).body["value"].elements().size(), 3u);
  const std::string add =
      Url("/sites/apps/_api/web/tenantappcatalog/Add(overwrite=false,%20url='new.sppkg')");
  const Answer added = tenant_.Post(add, "not a zip file");
  ASSERT_EQ(added.status, 200) << added.text;
  EXPECT_THAT(ErrorCode(tenant_.Post(add, "again")), StartsWith("-2130575257"));
  const std::string id = added.body["UniqueId"].AsString();
  const auto app = [&](absl::string_view site, absl::string_view verb) {
    return tenant_
        .Post(Url(absl::StrCat(site, "/_api/web/tenantappcatalog/AvailableApps/GetById('", id,
                               "')/", verb)),
              verb == "deploy" ? R"({"skipFeatureDeployment":false})" : "")
        .status;
  };
  EXPECT_EQ(app("/sites/hr", "install"), 500);  // not deployed yet
  EXPECT_EQ(app("/sites/apps", "deploy"), 200);
  EXPECT_EQ(app("/sites/hr", "install"), 200);
  EXPECT_EQ(app("/sites/hr", "install"), 500);
  EXPECT_EQ(
      tenant_.Get(Url("/sites/hr/_api/web/tenantappcatalog/AvailableApps/GetById('") + id + "')")
          .body["InstalledVersion"]
          .AsString(),
      "1.0.0.0");
  EXPECT_EQ(app("/sites/hr", "upgrade"), 200);
  EXPECT_EQ(app("/sites/hr", "uninstall"), 200);
  EXPECT_EQ(app("/sites/hr", "uninstall"), 404);
  EXPECT_EQ(app("/sites/apps", "retract"), 200);
  EXPECT_EQ(app("/sites/apps", "remove"), 200);
  EXPECT_EQ(app("/sites/apps", "remove"), 404);
}

TEST_F(SpoTest, SitesAreMade) {
  const Answer team = tenant_.Post(
      Url("/_api/GroupSiteManager/CreateGroupEx"),
      R"({"displayName":"Team 1","alias":"team1","isPublic":true,"optionalParams":{}})");
  EXPECT_EQ(team.body["SiteUrl"].AsString(), Url("/sites/team1"));
  EXPECT_EQ(tenant_.Get(Url("/sites/team1/_api/site")).body["GroupId"].AsString(),
            team.body["GroupId"].AsString());
  const Answer again = tenant_.Post(Url("/_api/GroupSiteManager/CreateGroupEx"),
                                    R"({"displayName":"Team 1","alias":"team1"})");
  EXPECT_EQ(again.body["ErrorMessage"].AsString(), "The group alias already exists.");
  const std::string create = Url("/_api/sitepages/communicationsite/create");
  const std::string body =
      R"({"request":{"Title":"M","Url":"https://contoso.sharepoint.com/sites/m"}})";
  EXPECT_EQ(tenant_.Post(create, body).body["SiteStatus"].AsInt(), 2);
  EXPECT_EQ(tenant_.Post(create, body).body["SiteStatus"].AsInt(), 4);
  const std::string status =
      Url("/_api/sitepages/communicationsite/status?url='https%3A%2F%2Fcontoso.sharepoint.com%2F"
          "sites%2Fm'");
  EXPECT_EQ(tenant_.Get(status).body["SiteStatus"].AsInt(), 2);
}

TEST_F(SpoTest, SearchFindsTheAppCatalog) {
  const Answer got = tenant_.Get(
      Url("/_api/search/query?querytext='contentclass:STS_Site%20AND%20SiteTemplate:APPCATALOG'"
          "&SelectProperties='SPWebUrl'"));
  const json::Value& results = got.body.At({"PrimaryQueryResult", "RelevantResults"});
  EXPECT_EQ(results["RowCount"].AsInt(), 1);
  EXPECT_THAT(json::Write(results), HasSubstr(R"({"Key":"SPWebUrl","Value":)"
                                              R"("https://contoso.sharepoint.com/sites/apps")"));
}

TEST_F(SpoTest, StorageEntitiesAreReadAnywhere) {
  EXPECT_EQ(tenant_.Get(Url("/sites/hr/_api/web/GetStorageEntity('HelpdeskUrl')"))
                .body["Value"]
                .AsString(),
            "https://help.contoso.com");
  EXPECT_EQ(tenant_.Get(Url("/_api/web/GetStorageEntity('%23none')")).text,
            R"({"odata.null":true})");
}

TEST_F(SpoTest, WhatIsUnknownIsAnswered501AndNamed) {
  const Answer got = tenant_.Get(Url("/_api/web/SiteUserInfoList"));
  EXPECT_EQ(got.status, 501);
  EXPECT_FALSE(tenant_.tenant().requests().requests().back().known);
  EXPECT_THAT(got.text, HasSubstr("GET contoso.sharepoint.com/_api/web/SiteUserInfoList"));
}

constexpr char kHome[] =
    "/sites/hr/_api/web/GetFileByServerRelativeUrl('/sites/hr/SitePages/Home.aspx')";

TEST_F(SpoTest, PagesShowTheirListItemWhenExpanded) {
  EXPECT_TRUE(tenant_.Get(Url(kHome)).body["ListItemAllFields"].is_null());
  const Answer page =
      tenant_.Get(Url(absl::StrCat(kHome, "?$expand=ListItemAllFields/ClientSideApplicationId")));
  EXPECT_THAT(page.body.At({"ListItemAllFields", "CanvasContent1"}).AsString(),
              HasSubstr("data-sp-canvascontrol"));
  const Answer missing =
      tenant_.Get(Url("/sites/hr/_api/web/GetFileByServerRelativeUrl('/sites/hr/x.aspx')"));
  EXPECT_EQ(missing.status, 404);
  EXPECT_THAT(ErrorCode(missing), StartsWith("-2130575338"));
}

TEST_F(SpoTest, PagesAreChangedByThoseWhoMayWriteOnly) {
  const std::string item = Url(absl::StrCat(kHome, "/ListItemAllFields"));
  const http::Headers merge = {{"X-HTTP-Method", "MERGE"}, {"If-Match", "*"}};
  EXPECT_EQ(tenant_.Post(item, R"({"Title":"Start"})", merge).status, 204);
  EXPECT_EQ(tenant_.Get(Url(kHome)).body["Title"].AsString(), "Start");
  EXPECT_EQ(tenant_.Post(item, R"({"Foo":1})", merge).status, 400);
  tenant_.SignIn("user@contoso.onmicrosoft.com");
  EXPECT_EQ(tenant_.Post(item, R"({"Title":"Mine"})", merge).status, 403);
}

TEST_F(SpoTest, WebsWithSubwebsAndRootWebsStay) {
  const http::Headers remove = {{"X-HTTP-Method", "DELETE"}, {"If-Match", "*"}};
  const std::string add = R"({"parameters":{"Url":"deep","Title":"Deep","WebTemplate":"STS#0"}})";
  EXPECT_EQ(tenant_.Post(Url("/sites/hr/onboarding/_api/web/webinfos/add"), add).status, 200);
  EXPECT_EQ(tenant_.Post(Url("/sites/hr/onboarding/_api/web"), "", remove).status, 400);
  EXPECT_EQ(tenant_.Post(Url("/sites/hr/onboarding/deep/_api/web"), "", remove).status, 200);
  EXPECT_EQ(tenant_.Post(Url("/sites/hr/onboarding/_api/web"), "", remove).status, 200);
  EXPECT_EQ(tenant_.Post(Url("/sites/hr/_api/web"), "", remove).status, 400);
}

}  // namespace
}  // namespace o365::tenant
