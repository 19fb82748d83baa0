// What is in sites, as clients see it: custom actions, files, items, property bags and guests.

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kHr[] = "https://contoso.sharepoint.com/sites/hr/_api";
// This site allows scripts of its own.
constexpr char kContracts[] = "https://contoso.sharepoint.com/sites/contracts";

class SpoContentTest : public ::testing::Test {
 protected:
  Answer Get(absl::string_view path) { return tenant_.Get(absl::StrCat(kHr, path)); }
  Answer Post(absl::string_view path, absl::string_view body = "") {
    return tenant_.Post(absl::StrCat(kHr, path), body);
  }
  Answer As(absl::string_view method, absl::string_view path, absl::string_view body = "") {
    return tenant_.Post(absl::StrCat(kHr, path), body,
                        {{"X-HTTP-Method", std::string(method)}, {"If-Match", "*"}});
  }
  // The answer to a CSOM request to the site's web.
  json::Value Csom(absl::string_view actions, absl::string_view paths,
                   absl::string_view site = kContracts) {
    return tenant_
        .Post(absl::StrCat(site, "/_vti_bin/client.svc/ProcessQuery"),
              absl::StrCat("<Request><Actions>", actions, "</Actions><ObjectPaths>", paths,
                           "</ObjectPaths></Request>"))
        .body;
  }

  TestTenant tenant_;
};

TEST_F(SpoContentTest, CustomActionsBelongToAWebOrItsSite) {
  const Answer added = Post("/web/UserCustomActions", R"({"Title":"T","Sequence":5})");
  EXPECT_EQ(added.status, 201);
  EXPECT_EQ(added.body["Scope"].AsInt(), 3);
  const std::string path = absl::StrCat("/UserCustomActions('", added.body["Id"].AsString(), "')");
  EXPECT_EQ(Get("/web" + path).body["Sequence"].AsInt(), 5);
  EXPECT_EQ(Get("/site" + path).text, R"({"odata.null":true})");
  EXPECT_EQ(As("MERGE", "/web" + path, R"({"Title":"U"})").status, 204);
  EXPECT_EQ(Get("/web" + path).body["Title"].AsString(), "U");
  EXPECT_EQ(As("MERGE", "/web" + path, R"({"Colour":"red"})").status, 400);
  EXPECT_EQ(As("DELETE", "/web" + path).status, 200);
  EXPECT_EQ(As("DELETE", "/web" + path).text, R"({"odata.null":true})");
  EXPECT_EQ(Post("/site/UserCustomActions", R"({"Title":"S"})").body["Scope"].AsInt(), 2);
  EXPECT_EQ(Post("/site/UserCustomActions/clear").status, 200);
  EXPECT_TRUE(Get("/site/UserCustomActions").body["value"].elements().empty());
}

TEST_F(SpoContentTest, ScriptsNeedASiteThatAllowsThem) {
  const char* body = R"({"Title":"T","Location":"ScriptLink","ScriptBlock":"x"})";
  EXPECT_EQ(Post("/web/UserCustomActions", body).status, 403);
  EXPECT_EQ(tenant_.Post(absl::StrCat(kContracts, "/_api/web/UserCustomActions"), body).status,
            201);
}

TEST_F(SpoContentTest, FilesAreAddedAndReplaced) {
  const std::string files = "/web/GetFolderByServerRelativeUrl('Shared%20Documents')/Files";
  const Answer added = Post(files + "/add(url='new%20one.bin',%20overwrite=false)", "a\nb");
  EXPECT_EQ(added.status, 200);
  EXPECT_EQ(added.body["ServerRelativeUrl"].AsString(), "/sites/hr/Shared Documents/new one.bin");
  EXPECT_EQ(added.body["Length"].AsString(), "3");
  EXPECT_THAT(Get(files).body["value"].elements(), SizeIs(13));
  EXPECT_EQ(Post(files + "/Add(overwrite=false,url='New%20one.bin')", "c").status, 400);
  EXPECT_EQ(Post(files + "/Add(overwrite=true,url='New%20one.bin')", "c").status, 200);
  EXPECT_EQ(Get("/web/GetFileByServerRelativeUrl('/sites/hr/Shared%20Documents/new%20one.bin')/"
                "$value")
                .text,
            "c");
  EXPECT_EQ(Post(files + "/add(overwrite=true)", "c").status, 400);
  EXPECT_EQ(Post("/web/GetFolderByServerRelativeUrl('None')/Files/add(url='a')", "c").status, 404);
}

TEST_F(SpoContentTest, FilesHaveAnIdAnAddressAndContent) {
  const Answer files = Get("/web/GetFolderByServerRelativeUrl('Shared%20Documents')/Files");
  ASSERT_THAT(files.body["value"].elements(), SizeIs(12));
  const json::Value& file = files.body["value"].ElementAt(0);
  EXPECT_EQ(file["ServerRelativeUrl"].AsString(), "/sites/hr/Shared Documents/Documents 1.txt");
  const std::string by_id = absl::StrCat("/web/GetFileById('", file["UniqueId"].AsString(), "')");
  EXPECT_EQ(Get(by_id + "/$value").text, "This is Documents 1.\n");
  EXPECT_EQ(file["Length"].AsString(), "21");
  EXPECT_EQ(Get(by_id).body.Find("ListItemAllFields"), nullptr);
  EXPECT_EQ(
      Get(by_id + "?$expand=ListItemAllFields").body.At({"ListItemAllFields", "Title"}).AsString(),
      "Documents 1");
  EXPECT_EQ(As("DELETE", by_id + "/recycle()").status, 200);
  EXPECT_EQ(Get(by_id).status, 404);
  EXPECT_EQ(Get("/web/lists/GetByTitle('Documents')").body["ItemCount"].AsInt(), 11);
  tenant_.SignIn(kUserUpn);
  EXPECT_EQ(As("DELETE",
               "/web/GetFileByServerRelativeUrl('/sites/hr/Shared%20Documents/Documents%202.txt')")
                .status,
            403);
}

TEST_F(SpoContentTest, FoldersAreMadeInFolders) {
  const auto add = [&](absl::string_view parent, absl::string_view name) {
    return Post(absl::StrCat("/web/GetFolderByServerRelativePath(DecodedUrl=@a1)/"
                             "AddSubFolderUsingPath(DecodedUrl=@a2)?@a1='",
                             parent, "'&@a2='", name, "'"))
        .status;
  };
  EXPECT_EQ(add("/sites/hr/Lists/Policies", "It''s%20100%25"), 200);
  EXPECT_EQ(add("/sites/hr/Lists/Policies", "It''s%20100%25"), 400);
  EXPECT_EQ(add("/sites/hr/Lists/Policies", "a/b"), 400);
  EXPECT_EQ(add("/sites/hr/Lists/None", "a"), 404);
  EXPECT_EQ(Get("/web/GetFolderByServerRelativePath(decodedurl='/sites/hr/Lists/Policies/"
                "It%27%27s%20100%25')")
                .body["Name"]
                .AsString(),
            "It's 100%");
}

TEST_F(SpoContentTest, FormsAnswerForEachField) {
  const std::string list = "/web/lists/GetByTitle('Policies')";
  const auto add = [&](absl::string_view values) {
    return Post(list + "/AddValidateUpdateItemUsingPath()",
                absl::StrCat(R"({"formValues":[)", values, "]}"));
  };
  const Answer good = add(R"({"FieldName":"Title","FieldValue":"New"})");
  EXPECT_EQ(good.body["value"].ElementAt(1)["FieldName"].AsString(), "Id");
  EXPECT_EQ(good.body["value"].ElementAt(1)["FieldValue"].AsString(), "18");
  EXPECT_EQ(Get(list + "/items(18)").body["Title"].AsString(), "New");
  const Answer bad = add(
      R"({"FieldName":"Title","FieldValue":"x"},{"FieldName":"ContentType","FieldValue":"Car"})");
  ASSERT_THAT(bad.body["value"].elements(), SizeIs(2));
  EXPECT_TRUE(bad.body["value"].ElementAt(1)["HasException"].AsBool());
  EXPECT_THAT(Get(list + "/items").body["value"].elements(), SizeIs(18));
  EXPECT_EQ(Get(list + "/items(19)").status, 404);
  EXPECT_EQ(As("DELETE", list + "/items(18)").status, 200);
  EXPECT_EQ(Get(list).body["ItemCount"].AsInt(), 17);
}

constexpr char kWebPath[] = R"(<Property Id="5" ParentId="3" Name="Web" /><StaticProperty Id="3" )"
                            R"(TypeId="{3747adcd-a3c3-41b9-bfab-4a64dd2f1e0a}" Name="Current" />)"
                            R"(<Property Id="7" ParentId="5" Name="AllProperties" />)";
constexpr char kSetAb[] =
    R"(<Method Name="SetFieldValue" Id="8" ObjectPathId="7"><Parameters>)"
    R"(<Parameter Type="String">a</Parameter><Parameter Type="String">b</Parameter>)"
    R"(</Parameters></Method>)";
constexpr char kUpdate[] = R"(<Method Name="Update" Id="9" ObjectPathId="5" />)";
constexpr char kQueryBag[] =
    R"(<Query Id="10" ObjectPathId="5"><Query SelectAllProperties="false"><Properties>)"
    R"(<Property Name="AllProperties" SelectAll="true" /></Properties></Query></Query>)";

TEST_F(SpoContentTest, PropertiesAreKeptByUpdate) {
  const auto value = [&] {
    return Csom(kQueryBag, kWebPath).ElementAt(2)["AllProperties"]["a"].AsString();
  };
  Csom(kSetAb, kWebPath);
  EXPECT_EQ(value(), "");
  EXPECT_TRUE(Csom(absl::StrCat(kSetAb, kUpdate), kWebPath).ElementAt(0)["ErrorInfo"].is_null());
  EXPECT_EQ(value(), "b");
  // Not among the properties that "all" means.
  const json::Value all = Csom(
      R"(<Query Id="1" ObjectPathId="5"><Query SelectAllProperties="true"><Properties /></Query>)"
      R"(</Query>)",
      kWebPath);
  EXPECT_EQ(all.ElementAt(2)["Title"].AsString(), "Contracts");
  EXPECT_EQ(all.ElementAt(2).Find("AllProperties"), nullptr);
}

TEST_F(SpoContentTest, PropertiesOfSitesWithoutScriptsAreFixed) {
  const char* permissions =
      R"(<Query Id="1" ObjectPathId="5"><Query SelectAllProperties="false"><Properties>)"
      R"(<Property Name="EffectiveBasePermissions" ScalarProperty="true" /></Properties></Query>)"
      R"(</Query>)";
  const auto low = [&](absl::string_view site) {
    return Csom(permissions, kWebPath, site)
        .ElementAt(2)["EffectiveBasePermissions"]["Low"]
        .AsInt();
  };
  const char* hr = "https://contoso.sharepoint.com/sites/hr";
  EXPECT_EQ(low(kContracts), 4294967295);
  EXPECT_EQ(low(hr), 4294705151);
  EXPECT_THAT(Csom(absl::StrCat(kSetAb, kUpdate), kWebPath, hr)
                  .ElementAt(0)
                  .At({"ErrorInfo", "ErrorMessage"})
                  .AsString(),
              HasSubstr("Access denied."));
}

TEST_F(SpoContentTest, GuestsAreShownWithWhatIsAskedFor) {
  const auto ask = [&](int position, int size) {
    return Csom(
        R"(<Query Id="1" ObjectPathId="2"><Query SelectAllProperties="false"><Properties>)"
        R"(<Property Name="UserCollectionPosition" ScalarProperty="true" />)"
        R"(<Property Name="ExternalUserCollection"><Query SelectAllProperties="false">)"
        R"(<Properties /></Query><ChildItemQuery SelectAllProperties="false"><Properties>)"
        R"(<Property Name="DisplayName" ScalarProperty="true" /></Properties></ChildItemQuery>)"
        R"(</Property></Properties></Query></Query>)",
        absl::StrCat(R"(<Method Id="2" ParentId="3" Name="GetExternalUsers"><Parameters>)"
                     R"(<Parameter Type="Int32">)",
                     position, R"(</Parameter><Parameter Type="Int32">)", size,
                     R"(</Parameter><Parameter Type="String"></Parameter>)"
                     R"(<Parameter Type="Enum">0</Parameter></Parameters></Method>)"
                     R"(<Constructor Id="3" TypeId="{e45fd516-a408-4ca4-b6dc-268e2f1f0f83}" />)"),
        "https://contoso-admin.sharepoint.com");
  };
  const json::Value page = ask(0, 1);
  EXPECT_EQ(page.ElementAt(2)["UserCollectionPosition"].AsInt(), 1);
  EXPECT_EQ(json::Write(page.ElementAt(2).At({"ExternalUserCollection", "_Child_Items_"})),
            R"([{"_ObjectType_":"Microsoft.Online.SharePoint.TenantManagement.ExternalUser",)"
            R"("DisplayName":"Aisha Khan"}])");
  EXPECT_EQ(ask(11, 10).ElementAt(2)["UserCollectionPosition"].AsInt(), -1);
  EXPECT_THAT(ask(0, 51).ElementAt(0).At({"ErrorInfo", "ErrorMessage"}).AsString(),
              HasSubstr("PageSize"));
}

TEST(WebTest, TitlesAreMerged) {
  TestTenant tenant;
  const std::string web = "https://contoso.sharepoint.com/_api/web";
  const http::Headers merge = {{"X-HTTP-Method", "MERGE"}, {"If-Match", "*"}};
  EXPECT_EQ(tenant.Post(web, R"({"Title":"Start"})", merge).status, 204);
  EXPECT_EQ(tenant.Get(web).body["Title"].AsString(), "Start");
  EXPECT_EQ(tenant.Post(web, R"({"Colour":"red"})", merge).status, 400);
  tenant.SignIn(kUserUpn);
  EXPECT_EQ(tenant.Post(web, R"({"Title":"Mine"})", merge).status, 403);
}

// Reading a list takes pages, each of which names the next.
TEST(BigListTest, ItemsComeInPages) {
  TestTenant tenant({.bulk = {.items = 12345}});
  const std::string items = "https://contoso.sharepoint.com/_api/web/lists/getbytitle('Big')/items";
  Answer page = tenant.Get(items + "?$top=5000&$select=Id,Title");
  size_t count = 0;
  int pages = 0;
  for (;; ++pages) {
    count += page.body["value"].elements().size();
    const std::string next = page.body["odata.nextLink"].AsString();
    if (next.empty()) break;
    page = tenant.Get(next);
  }
  EXPECT_EQ(count, 12345u);
  EXPECT_EQ(pages, 2);
  EXPECT_EQ(page.body["value"].elements().back()["Title"].AsString(), "Big 12345");
  EXPECT_EQ(tenant.Get(items).body["value"].elements().size(), 100u);
  EXPECT_FALSE(tenant.Get(items, {{"Accept", "application/json;odata=verbose"}})
                   .body.At({"d", "__next"})
                   .AsString()
                   .empty());
}

TEST(BigListTest, OnlyTheIdIsIndexed) {
  TestTenant tenant({.bulk = {.items = 12345}});
  const std::string items = "https://contoso.sharepoint.com/_api/web/lists/getbytitle('Big')/items";
  EXPECT_THAT(tenant.Get(items + "?$filter=Title%20eq%20'Big%207'").text,
              ::testing::HasSubstr("list view threshold"));
  EXPECT_EQ(tenant.Get(items + "?$filter=ID%20gt%2012340").body["value"].elements().size(), 5u);
  EXPECT_EQ(tenant.Get(items + "(7)").body["Title"].AsString(), "Big 7");
  EXPECT_EQ(tenant.Send("DELETE", items + "(7)", "").status, 200);
  EXPECT_EQ(tenant.Get(items + "(7)").status, 404);
  EXPECT_EQ(tenant.Get("https://contoso.sharepoint.com/_api/web/lists/getbytitle('Big')")
                .body["ItemCount"]
                .AsInt(),
            12344);
}

}  // namespace
}  // namespace o365::tenant
