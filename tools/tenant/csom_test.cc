// CSOM requests, from XML to what they change.

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kAdminUrl[] =
    "https://contoso-admin.sharepoint.com/_vti_bin/client.svc/ProcessQuery";
constexpr char kTenantPath[] =
    R"(<Constructor Id="1" TypeId="{268004ae-ef6b-4e9b-8425-127220d84719}" />)";

class CsomTest : public ::testing::Test {
 protected:
  // The elements of the answer after the first, which must tell no error.
  json::Value Run(absl::string_view actions, absl::string_view paths = kTenantPath) {
    Answer got = Send(actions, paths);
    EXPECT_EQ(got.status, 200);
    EXPECT_TRUE(got.body.ElementAt(0)["ErrorInfo"].is_null()) << got.text;
    json::Value results = json::Value::Array();
    for (size_t i = 1; i < got.body.elements().size(); ++i) results.Append(got.body.ElementAt(i));
    return results;
  }
  std::string Error(absl::string_view actions, absl::string_view paths = kTenantPath) {
    const Answer got = Send(actions, paths);
    EXPECT_EQ(got.body.elements().size(), 1u) << got.text;
    return got.body.ElementAt(0).At({"ErrorInfo", "ErrorMessage"}).AsString();
  }
  Answer Send(absl::string_view actions, absl::string_view paths) {
    return tenant_.Post(
        url_, absl::StrCat(R"(<Request SchemaVersion="15.0.0.0" LibraryVersion="16.0.0.0" )"
                           R"(xmlns="http://schemas.microsoft.com/sharepoint/clientquery/2009">)"
                           "<Actions>",
                           actions, "</Actions><ObjectPaths>", paths, "</ObjectPaths></Request>"));
  }
  static std::string Method(absl::string_view name, int id, absl::string_view parameters,
                            int object = 1) {
    return absl::StrCat("<Method Name=\"", name, "\" Id=\"", id, "\" ObjectPathId=\"", object,
                        "\"><Parameters>", parameters, "</Parameters></Method>");
  }
  // A page of sites, from `start` on.
  json::Value Sites(absl::string_view site_template, absl::string_view filter, int start) {
    return Run(R"(<Query Id="5" ObjectPathId="3"><Query SelectAllProperties="true"><Properties /></Query>)"
               R"(<ChildItemQuery SelectAllProperties="true"><Properties /></ChildItemQuery></Query>)",
               absl::StrCat(
                   kTenantPath,
                   R"(<Method Id="3" ParentId="1" Name="GetSitePropertiesFromSharePointByFilters">)"
                   R"(<Parameters><Parameter TypeId="{b92aeee2-c92c-4b67-abcc-024e471bc140}">)"
                   R"(<Property Name="Filter" Type="String">)",
                   filter,
                   R"(</Property><Property Name="IncludePersonalSite" Type="Enum">0</Property>)"
                   R"(<Property Name="StartIndex" Type="String">)",
                   start, R"(</Property><Property Name="Template" Type="String">)", site_template,
                   "</Property></Parameter></Parameters></Method>"))
        .ElementAt(1);
  }

  TestTenant tenant_;
  std::string url_ = kAdminUrl;
};

constexpr char kPublic[] = R"(<Parameter Type="Enum">0</Parameter>)";

TEST_F(CsomTest, TheTenantsIdentityStandsForItLater) {
  const json::Value got =
      Run(R"(<ObjectPath Id="4" ObjectPathId="1" /><Query Id="5" ObjectPathId="1">)"
          R"(<Query SelectAllProperties="true"><Properties /></Query></Query>)");
  EXPECT_EQ(json::Write(got.ElementAt(1)), R"({"IsNull":false})");
  const std::string identity = got.ElementAt(3)["_ObjectIdentity_"].AsString();
  EXPECT_THAT(identity, HasSubstr("|908bed80-a04a-4433-b4a0-883d9847d110:"));
  const std::string path = absl::StrCat("<Identity Id=\"1\" Name=\"",
                                        absl::StrReplaceAll(identity, {{"\n", "&#xA;"}}), "\" />");
  EXPECT_EQ(json::Write(Run(Method("GetTenantCdnEnabled", 12, kPublic), path)), "[12,true]");
  // A raw line break in an attribute is a blank to XML, so this is another identity.
  const std::string raw = absl::StrCat("<Identity Id=\"1\" Name=\"", identity, "\" />");
  EXPECT_THAT(Error(Method("GetTenantCdnEnabled", 12, kPublic), raw), HasSubstr("Cannot find"));
}

TEST_F(CsomTest, OriginsAreAddedAndRemoved) {
  const std::string origin = absl::StrCat(kPublic, R"(<Parameter Type="String">*/cdn</Parameter>)");
  EXPECT_EQ(json::Write(Run(Method("AddTenantCdnOrigin", 2, origin))), "[]");
  EXPECT_EQ(json::Write(Run(Method("GetTenantCdnOrigins", 3, kPublic))),
            R"([3,["*/MASTERPAGE","*/STYLE LIBRARY","*/CLIENTSIDEASSETS",)"
            R"x("*/CDN (configuration pending)"]])x");
  tenant_.clock().Advance(absl::Minutes(15));
  EXPECT_THAT(json::Write(Run(Method("GetTenantCdnOrigins", 3, kPublic))),
              HasSubstr(R"("*/CDN"])"));
  EXPECT_THAT(Error(Method("AddTenantCdnOrigin", 2, origin)), HasSubstr("already registered"));
  EXPECT_EQ(json::Write(Run(Method("RemoveTenantCdnOrigin", 2, origin))), "[]");
  EXPECT_THAT(Error(Method("RemoveTenantCdnOrigin", 2, origin)), HasSubstr("is not registered"));
}

TEST_F(CsomTest, TheNetworksAreTwo) {
  const char* private_on =
      R"(<Parameter Type="Enum">1</Parameter><Parameter Type="Boolean">true</Parameter>)";
  Run(Method("SetTenantCdnEnabled", 2, private_on) +
      Method("CreateTenantCdnDefaultOrigins", 3, R"(<Parameter Type="Enum">1</Parameter>)"));
  const char* one = R"(<Parameter Type="Enum">1</Parameter>)";
  EXPECT_EQ(json::Write(Run(Method("GetTenantCdnEnabled", 2, one))), "[2,true]");
  EXPECT_THAT(json::Write(Run(Method("GetTenantCdnOrigins", 2, one))), HasSubstr("*/SITEASSETS"));
  EXPECT_EQ(Error(Method("GetTenantCdnEnabled", 2, R"(<Parameter Type="Enum">7</Parameter>)")),
            "The CDN type is not valid.");
}

TEST_F(CsomTest, PoliciesAreSet) {
  Run(Method("SetTenantCdnPolicy", 2,
             absl::StrCat(kPublic, kPublic, R"(<Parameter Type="String">WOFF</Parameter>)")));
  EXPECT_THAT(json::Write(Run(Method("GetTenantCdnPolicies", 7, kPublic))),
              HasSubstr(R"([7,["IncludeFileExtensions;WOFF",)"));
}

TEST_F(CsomTest, SitesComeInPages) {
  const json::Value first = Sites("", "", 0);
  EXPECT_EQ(first["_Child_Items_"].elements().size(), 10u);
  EXPECT_EQ(first["NextStartIndex"].AsInt(), 10);
  const json::Value second = Sites("", "", 10);
  EXPECT_EQ(second["NextStartIndex"].AsInt(), -1);
  EXPECT_TRUE(second["NextStartIndexFromSharePoint"].is_null());
}

TEST_F(CsomTest, SitesAreFiltered) {
  const json::Value teams = Sites("GROUP#0", "Url -like &apos;team-&apos;", 0);
  ASSERT_EQ(teams["_Child_Items_"].elements().size(), 2u);
  const json::Value& site = teams["_Child_Items_"].ElementAt(0);
  EXPECT_EQ(site["Url"].AsString(), "https://contoso.sharepoint.com/sites/team-berlin");
  EXPECT_THAT(site["_ObjectIdentity_"].AsString(),
              HasSubstr("\nSiteProperties\nhttps%3a%2f%2fcontoso.sharepoint.com%2fsites%2fteam-"));
  EXPECT_EQ(site["LastContentModifiedDate"].AsString(), "/Date(2021,4,6,0,0,0,0)/");
  EXPECT_TRUE(Sites("", "Url -like &apos;&lt;x&gt;&apos;", 0)["_Child_Items_"].elements().empty());
}

TEST_F(CsomTest, StorageEntitiesLiveInTheAppCatalog) {
  const auto paths = [](absl::string_view site) {
    return absl::StrCat(kTenantPath,
                        R"(<Method Id="3" ParentId="1" Name="GetSiteByUrl"><Parameters>)"
                        R"(<Parameter Type="String">)",
                        site,
                        R"(</Parameter></Parameters></Method>)"
                        R"(<Property Id="5" ParentId="3" Name="RootWeb" />)");
  };
  const std::string catalog = paths("https://contoso.sharepoint.com/sites/apps");
  const std::string set = Method("SetStorageEntity", 6,
                                 R"(<Parameter Type="String">a&amp;b</Parameter>)"
                                 R"(<Parameter Type="String">1 &lt; 2</Parameter>)"
                                 R"(<Parameter Type="String">d</Parameter>)"
                                 R"(<Parameter Type="String">c</Parameter>)",
                                 5);
  EXPECT_EQ(json::Write(Run(set, catalog)), "[]");
  EXPECT_EQ(tenant_.Get("https://contoso.sharepoint.com/_api/web/GetStorageEntity('a%26b')").text,
            R"({"Comment":"c","Description":"d","Value":"1 < 2"})");
  EXPECT_EQ(Error(set, paths("https://contoso.sharepoint.com/sites/hr")), "Access denied.");
  EXPECT_EQ(Error(set, paths("https://contoso.sharepoint.com/sites/none")),
            "Cannot get site https://contoso.sharepoint.com/sites/none.");
  const std::string remove =
      Method("RemoveStorageEntity", 6, R"(<Parameter Type="String">a&amp;b</Parameter>)", 5);
  EXPECT_EQ(json::Write(Run(remove, catalog)), "[]");
  EXPECT_EQ(Error(remove, catalog), "File Not Found.");
}

TEST_F(CsomTest, OnlyAdministratorsHaveTheTenant) {
  url_ = "https://contoso.sharepoint.com/_vti_bin/client.svc/ProcessQuery";
  EXPECT_THAT(Error(Method("GetTenantCdnEnabled", 2, kPublic)), HasSubstr("Access denied."));
  tenant_.SignIn(kUserUpn);
  EXPECT_THAT(Error(Method("GetTenantCdnEnabled", 2, kPublic)), HasSubstr("Access denied."));
  url_ = kAdminUrl;
  EXPECT_EQ(Send("", kTenantPath).status, 403);
}

TEST_F(CsomTest, SettingsNameTheAppCatalog) {
  const json::Value got = Run(
      R"(<Query Id="59" ObjectPathId="57"><Query SelectAllProperties="true"><Properties /></Query>)"
      R"(</Query>)",
      R"(<StaticProperty Id="57" TypeId="{e9a11c41-0667-4c14-a4a5-e0d6cf67f6fa}" Name="Current" />)");
  EXPECT_EQ(json::Write(got),
            R"([59,{"_ObjectType_":"SP.TenantSettings",)"
            R"("CorporateCatalogUrl":"https://contoso.sharepoint.com/sites/apps"}])");
}

TEST_F(CsomTest, WhatIsUnknownIsAnErrorAndNamed) {
  EXPECT_EQ(Error(Method("Fly", 2, "")), "Method \"Fly\" does not exist.");
  EXPECT_FALSE(tenant_.tenant().requests().requests().back().known);
  EXPECT_THAT(Error(Method("GetTenantCdnEnabled", 2, kPublic, 99)), HasSubstr("\"99\""));
}

TEST_F(CsomTest, BrokenXmlAndCyclesAreErrors) {
  EXPECT_THAT(tenant_.Post(url_, "<Request><Actions>").text, HasSubstr("The XML of the request"));
  EXPECT_THAT(tenant_.Post(url_, "").text, HasSubstr("The XML of the request"));
  EXPECT_THAT(Error(R"(<ObjectPath Id="2" ObjectPathId="1" />)",
                    R"(<Property Id="1" ParentId="1" Name="RootWeb" />)"),
              HasSubstr("does not exist"));
}

TEST_F(CsomTest, PropertiesAreSetAndHoldAfterUpdate) {
  const std::string path =
      R"(<Constructor Id="1" TypeId="{104e8f06-1e00-4675-99c6-1b9b504ed8d8}" />)";
  const std::string set = R"(<SetProperty Name="AccountEnabled" Id="4" ObjectPathId="1">)"
                          R"(<Parameter Type="Boolean">false</Parameter></SetProperty>)";
  const std::string query =
      R"(<Query Id="6" ObjectPathId="1"><Query SelectAllProperties="true"><Properties /></Query>)"
      "</Query>";
  Run(set, path);
  EXPECT_TRUE(Run(query, path).ElementAt(1)["AccountEnabled"].AsBool());
  Run(set + Method("Update", 5, ""), path);
  EXPECT_FALSE(Run(query, path).ElementAt(1)["AccountEnabled"].AsBool(true));
}

TEST_F(CsomTest, OperationsEndAfterAWhile) {
  const std::string site = absl::StrCat(
      kTenantPath, R"(<Method Id="2" ParentId="1" Name="RemoveDeletedSite"><Parameters>)"
                   R"(<Parameter Type="String">https://contoso.sharepoint.com/sites/summer-party)"
                   "</Parameter></Parameters></Method>");
  const std::string query =
      R"(<Query Id="5" ObjectPathId="2"><Query SelectAllProperties="false"><Properties>)"
      R"(<Property Name="IsComplete" ScalarProperty="true" /></Properties></Query></Query>)";
  const json::Value begun = Run(query, site).ElementAt(1);
  EXPECT_FALSE(begun["IsComplete"].AsBool(true));
  const std::string path = absl::StrCat(
      "<Identity Id=\"2\" Name=\"",
      absl::StrReplaceAll(begun["_ObjectIdentity_"].AsString(), {{"\n", "&#xA;"}}), "\" />");
  EXPECT_FALSE(Run(query, path).ElementAt(1)["IsComplete"].AsBool(true));
  tenant_.clock().Advance(absl::Seconds(1));
  EXPECT_TRUE(Run(query, path).ElementAt(1)["IsComplete"].AsBool());
  EXPECT_EQ(Error(query, site), "Unknown Error");
}

}  // namespace
}  // namespace o365::tenant
