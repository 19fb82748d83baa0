// Hubs, themes, site scripts and site designs as any client sees them.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

constexpr char kHr[] = "https://contoso.sharepoint.com/sites/hr/_api/";
constexpr char kBenefits[] = "https://contoso.sharepoint.com/sites/benefits/_api/";
constexpr char kAdmin[] = "https://contoso-admin.sharepoint.com/";
constexpr char kUtility[] =
    "https://contoso.sharepoint.com/_api/"
    "Microsoft.SharePoint.Utilities.WebTemplateExtensions.SiteScriptUtility.";
constexpr char kNoHub[] = "00000000-0000-0000-0000-000000000000";
constexpr char kTenantPath[] =
    R"(<Constructor Id="1" TypeId="{268004ae-ef6b-4e9b-8425-127220d84719}" />)";

class ProvisioningTest : public ::testing::Test {
 protected:
  std::string Register() {
    return tenant_.Post(absl::StrCat(kHr, "site/RegisterHubSite"), "").body["ID"].AsString();
  }
  Answer Join(absl::string_view hub) {
    return tenant_.Post(absl::StrCat(kBenefits, "site/JoinHubSite('", hub, "')"), "");
  }
  Answer Utility(absl::string_view operation, absl::string_view body = "") {
    return tenant_.Post(absl::StrCat(kUtility, operation), body);
  }
  Answer Csom(absl::string_view actions, absl::string_view paths) {
    return tenant_.Post(
        absl::StrCat(kAdmin, "_vti_bin/client.svc/ProcessQuery"),
        absl::StrCat(R"(<Request SchemaVersion="15.0.0.0" LibraryVersion="16.0.0.0" )"
                     R"(xmlns="http://schemas.microsoft.com/sharepoint/clientquery/2009">)"
                     "<Actions>",
                     actions, "</Actions><ObjectPaths>", kTenantPath, paths,
                     "</ObjectPaths></Request>"));
  }
  static std::string HubPath(absl::string_view id) {
    return absl::StrCat(R"(<Method Id="3" ParentId="1" Name="GetHubSitePropertiesById">)"
                        R"(<Parameters><Parameter Type="Guid">)",
                        id, "</Parameter></Parameters></Method>");
  }
  static std::string ErrorOf(const Answer& answer) {
    return answer.body.ElementAt(0).At({"ErrorInfo", "ErrorMessage"}).AsString();
  }

  TestTenant tenant_;
};

TEST_F(ProvisioningTest, SitesJoinAndLeaveHubs) {
  EXPECT_EQ(tenant_.Get(absl::StrCat(kBenefits, "web/HubSiteData(false)")).text,
            R"({"odata.null":true})");
  const std::string hub = Register();
  EXPECT_EQ(Join(hub).status, 200);
  EXPECT_THAT(tenant_.Get(absl::StrCat(kBenefits, "web/HubSiteData")).status, 501);
  EXPECT_THAT(
      tenant_.Get(absl::StrCat(kBenefits, "web/HubSiteData(true)")).body["value"].AsString(),
      HasSubstr(R"("name":"Human Resources","url":"https://contoso.sharepoint.com/sites/hr")"));
  EXPECT_EQ(tenant_.Get(absl::StrCat(kBenefits, "site")).body["HubSiteId"].AsString(), hub);
  EXPECT_FALSE(tenant_.Get(absl::StrCat(kBenefits, "site")).body["IsHubSite"].AsBool());
  EXPECT_TRUE(tenant_.Get(absl::StrCat(kHr, "site")).body["IsHubSite"].AsBool());
  EXPECT_EQ(Join(kNoHub).status, 200);
  EXPECT_EQ(tenant_.Get(absl::StrCat(kBenefits, "site")).body["HubSiteId"].AsString(), kNoHub);
  EXPECT_EQ(Join("11111111-2222-3333-4444-555555555555").status, 404);
}

TEST_F(ProvisioningTest, AHubThatIsGoneHasNoSites) {
  const std::string hub = Register();
  Join(hub);
  tenant_.Post(absl::StrCat(kHr, "site/UnregisterHubSite"), "");
  EXPECT_EQ(tenant_.Get(absl::StrCat(kBenefits, "site")).body["HubSiteId"].AsString(), kNoHub);
  EXPECT_EQ(tenant_.Get(absl::StrCat(kHr, "hubsites")).text, R"({"value":[]})");
  const Answer again = tenant_.Post(absl::StrCat(kHr, "site/UnregisterHubSite"), "");
  EXPECT_EQ(again.status, 400);
  EXPECT_EQ(again.body.At({"odata.error", "message", "value"}).AsString(), "hubSiteId");
}

TEST_F(ProvisioningTest, PropertiesAreKeptByUpdateAlone) {
  const std::string hub = Register();
  const std::string set =
      R"(<SetProperty Id="5" ObjectPathId="3" Name="Title"><Parameter Type="String">A &lt;b&gt;)"
      R"(</Parameter></SetProperty>)";
  const auto title = [&] {
    return tenant_.Get(absl::StrCat(kHr, "hubsites/getbyid('", hub, "')")).body["Title"].AsString();
  };
  EXPECT_EQ(ErrorOf(Csom(set, HubPath(hub))), "");
  EXPECT_EQ(title(), "Human Resources");
  EXPECT_EQ(ErrorOf(Csom(absl::StrCat(set, R"(<Method Name="Update" Id="6" ObjectPathId="3" />)"),
                         HubPath(hub))),
            "");
  EXPECT_EQ(title(), "A <b>");
  EXPECT_EQ(ErrorOf(Csom(R"(<SetProperty Id="5" ObjectPathId="3" Name="ID"><Parameter )"
                         R"(Type="String">x</Parameter></SetProperty>)",
                         HubPath(hub))),
            "Field or property \"ID\" does not exist.");
  EXPECT_FALSE(tenant_.tenant().requests().requests().back().known);
}

TEST_F(ProvisioningTest, RightsNarrowWhoMayJoin) {
  const std::string hub = Register();
  const std::string grant =
      R"(<Method Name="GrantHubSiteRights" Id="5" ObjectPathId="1"><Parameters>)"
      R"(<Parameter Type="String">https://contoso.sharepoint.com/sites/hr</Parameter>)"
      R"(<Parameter Type="Array"><Object Type="String">PattiF</Object></Parameter>)"
      R"(<Parameter Type="Enum">1</Parameter></Parameters></Method>)";
  // The user's own site, where only the hub can be in the way.
  const auto join = [&] {
    tenant_.SignIn(kUserUpn);
    const Answer got = tenant_.Post(
        absl::StrCat("https://contoso-my.sharepoint.com/personal/user_contoso_onmicrosoft_com/"
                     "_api/site/JoinHubSite('",
                     hub, "')"),
        "");
    tenant_.SignIn(kAdminUpn);
    return got.status;
  };
  EXPECT_EQ(join(), 200);
  EXPECT_EQ(ErrorOf(Csom(grant, "")), "");
  EXPECT_EQ(join(), 403);
}

TEST_F(ProvisioningTest, ThemesByRestAndCsomAreTheSame) {
  const std::string manager = absl::StrCat(kAdmin, "_api/thememanager/");
  const char* theme =
      R"({"name":"Red","themeJson":"{\"isInverted\":true,\"palette\":{\"white\":\"#f00\"}}"})";
  EXPECT_EQ(tenant_.Post(manager + "AddTenantTheme", theme).text, R"({"value":true})");
  EXPECT_EQ(tenant_.Post(manager + "AddTenantTheme", theme).status, 400);
  EXPECT_EQ(tenant_.Post(manager + "UpdateTenantTheme", theme).status, 200);
  EXPECT_EQ(tenant_.Post(manager + "UpdateTenantTheme", R"({"name":"Red","themeJson":"1"})").status,
            400);
  const Answer got =
      Csom(R"(<Query Id="5" ObjectPathId="3"><Query SelectAllProperties="true"><Properties />)"
           R"(</Query></Query>)",
           R"(<Method Id="3" ParentId="1" Name="GetTenantTheme"><Parameters>)"
           R"(<Parameter Type="String">red</Parameter></Parameters></Method>)");
  EXPECT_EQ(json::Write(got.body.ElementAt(2)),
            R"({"_ObjectType_":"Microsoft.Online.SharePoint.TenantManagement.ThemeProperties",)"
            R"("IsInverted":true,"Name":"Red","Palette":{"white":"#f00"}})");
  EXPECT_EQ(tenant_.Post(manager + "DeleteTenantTheme", R"({"name":"Red"})").status, 200);
  EXPECT_EQ(tenant_.Post(manager + "GetTenantThemingOptions", "").text,
            R"({"hideDefaultThemes":false,"themePreviews":[]})");
}

TEST_F(ProvisioningTest, SiteScriptsNeedActions) {
  const char* create =
      "CreateSiteScript(Title=@title,Description=@description)?@title='It''s'&@description='d'";
  EXPECT_EQ(Utility(create, "{}").status, 400);
  const Answer made = Utility(create, R"({"actions":[]})");
  EXPECT_EQ(made.body["Title"].AsString(), "It's");
  EXPECT_EQ(made.body["Content"].AsString(), R"({"actions":[]})");
  const Answer list = Utility("GetSiteScripts");
  EXPECT_TRUE(list.body["value"].ElementAt(0)["Content"].is_null());
  tenant_.SignIn(kUserUpn);
  EXPECT_EQ(Utility(create, R"({"actions":[]})").status, 403);
}

TEST_F(ProvisioningTest, OneDesignIsTheDefaultOfItsTemplate) {
  const char* create =
      R"({"info":{"Title":"A","WebTemplate":"64","SiteScriptIds":[],"IsDefault":true}})";
  const std::string first = Utility("CreateSiteDesign", create).body["Id"].AsString();
  EXPECT_EQ(Utility("CreateSiteDesign", create).status, 200);
  const Answer got = Utility("GetSiteDesignMetadata", absl::StrCat(R"({"id":")", first, R"("})"));
  EXPECT_FALSE(got.body["IsDefault"].AsBool(true));
  EXPECT_EQ(Utility("CreateSiteDesign", R"({"info":{"Title":"A","WebTemplate":"1"}})").status, 400);
  EXPECT_EQ(Utility("CreateSiteDesign",
                    R"({"info":{"Title":"A","WebTemplate":"64","SiteScriptIds":["x"]}})")
                .status,
            400);
  EXPECT_EQ(
      Utility("CreateSiteDesign", R"({"info":{"Title":"A","WebTemplate":"64","X":1}})").status,
      400);
}

TEST_F(ProvisioningTest, VerbsThatAreNotServedAreNamed) {
  const std::string script =
      Utility("CreateSiteScript(Title=@t)?@t='x'", R"({"actions":[{"verb":"fly"}]})")
          .body["Id"]
          .AsString();
  const std::string design =
      Utility("CreateSiteDesign",
              absl::StrCat(R"({"info":{"Title":"A","WebTemplate":"64","SiteScriptIds":[")", script,
                           R"("]}})"))
          .body["Id"]
          .AsString();
  const Answer got = Utility(
      "ApplySiteDesign", absl::StrCat(R"({"siteDesignId":")", design,
                                      R"(","webUrl":"https://contoso.sharepoint.com/sites/hr"})"));
  EXPECT_EQ(got.text, R"({"value":[{"Outcome":1,"OutcomeText":"The verb 'fly' is not known.",)"
                      R"("Title":"fly"}]})");
  EXPECT_FALSE(tenant_.tenant().requests().requests().back().known);
}

}  // namespace
}  // namespace o365::tenant
