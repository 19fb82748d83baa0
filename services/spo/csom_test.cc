#include "services/spo/csom.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::spo::csom {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(CsomTest, WritesActionsAndPaths) {
  Request request;
  const Path tenant = request.Constructor(kTenant);
  const Path site = request.Method(tenant, "GetSiteByUrl", {String("https://a/b?x&y")});
  const Path web = request.Property(site, "RootWeb");
  request.Instantiate(web);
  request.Invoke(web, "SetStorageEntity", {String("k"), String("<v>"), Enum(1), Boolean(false)});
  EXPECT_EQ(
      request.Xml().value(),
      R"(<Request AddExpandoFieldTypeSuffix="true" SchemaVersion="15.0.0.0" LibraryVersion="16.0.0.0")"
      R"( ApplicationName="o365" xmlns="http://schemas.microsoft.com/sharepoint/clientquery/2009">)"
      R"(<Actions><ObjectPath Id="4" ObjectPathId="3" />)"
      R"(<Method Name="SetStorageEntity" Id="5" ObjectPathId="3"><Parameters>)"
      R"(<Parameter Type="String">k</Parameter><Parameter Type="String">&lt;v&gt;</Parameter>)"
      R"(<Parameter Type="Enum">1</Parameter><Parameter Type="Boolean">false</Parameter>)"
      R"(</Parameters></Method></Actions><ObjectPaths>)"
      R"(<Constructor Id="1" TypeId="{268004ae-ef6b-4e9b-8425-127220d84719}" />)"
      R"(<Method Id="2" ParentId="1" Name="GetSiteByUrl"><Parameters>)"
      R"(<Parameter Type="String">https://a/b?x&amp;y</Parameter></Parameters></Method>)"
      R"(<Property Id="3" ParentId="2" Name="RootWeb" /></ObjectPaths></Request>)");
}

TEST(CsomTest, SelectsPropertiesAndListsParentsLast) {
  Request request(PathOrder::kParentsLast);
  const Path web = request.Property(request.StaticProperty(kRequestContext, "Current"), "Web");
  request.QueryIdentity(web);
  request.Query(web, {Scalar("Title"), Whole("AllProperties"), Members("Webs", {"Id"})});
  request.Invoke(web, "M", {Number(NumberType::kInt32, "7"), Null()});
  const std::string xml = request.Xml().value();
  EXPECT_THAT(
      xml,
      HasSubstr(
          R"(<Actions><ObjectIdentityQuery Id="3" ObjectPathId="2" /><Query Id="4" ObjectPathId="2">)"
          R"(<Query SelectAllProperties="false"><Properties>)"
          R"(<Property Name="Title" ScalarProperty="true" />)"
          R"(<Property Name="AllProperties" SelectAll="true">)"
          R"(<Query SelectAllProperties="false"><Properties /></Query></Property>)"
          R"(<Property Name="Webs"><Query SelectAllProperties="false"><Properties /></Query>)"
          R"(<ChildItemQuery SelectAllProperties="false"><Properties>)"
          R"(<Property Name="Id" ScalarProperty="true" /></Properties></ChildItemQuery></Property>)"
          R"(</Properties></Query></Query><Method Name="M" Id="5" ObjectPathId="2"><Parameters>)"
          R"(<Parameter Type="Int32">7</Parameter><Parameter Type="Null" /></Parameters></Method>)"));
  EXPECT_THAT(xml, HasSubstr(R"(<ObjectPaths><Property Id="2" ParentId="1" Name="Web" />)"
                             R"(<StaticProperty Id="1" )"));
}

TEST(CsomTest, DatesCountMonthsFromZero) {
  EXPECT_EQ(IsoDate("/Date(2016,10,2,21,50,52,7)/"), "2016-11-02T21:50:52.007Z");
  for (const char* other : {"", "/Date(2016)/", "/Date(a,b,c,d,e,f,g)/", "/Date(1,2,3,4,5,6,7)"})
    EXPECT_EQ(IsoDate(other), other);
}

TEST(CsomTest, SetsPropertiesAndQueriesSome) {
  Request request(FieldTypes::kPlain);
  const Path tenant = request.ConstructorAtEnd(kTenant);
  const Path site = request.Method(tenant, "M", {Guid("{ab}"), Number(NumberType::kDouble, "1.5")});
  request.SetProperty(site, "Title", String("a<b"));
  request.QueryIdentity(site);
  request.QueryOnly(site, {"IsComplete"});
  request.QueryWith(site, {"AccountEnabled"});
  EXPECT_EQ(
      request.Xml().value(),
      R"(<Request SchemaVersion="15.0.0.0" LibraryVersion="16.0.0.0" ApplicationName="o365")"
      R"( xmlns="http://schemas.microsoft.com/sharepoint/clientquery/2009"><Actions>)"
      R"(<SetProperty Name="Title" Id="3" ObjectPathId="2"><Parameter Type="String">a&lt;b)"
      R"(</Parameter></SetProperty><ObjectIdentityQuery Id="4" ObjectPathId="2" />)"
      R"(<Query Id="5" ObjectPathId="2"><Query SelectAllProperties="false"><Properties>)"
      R"(<Property Name="IsComplete" ScalarProperty="true" /></Properties></Query></Query>)"
      R"(<Query Id="6" ObjectPathId="2"><Query SelectAllProperties="true"><Properties>)"
      R"(<Property Name="AccountEnabled" ScalarProperty="true" /></Properties></Query></Query>)"
      R"(</Actions><ObjectPaths><Method Id="2" ParentId="1" Name="M"><Parameters>)"
      R"(<Parameter Type="Guid">{ab}</Parameter><Parameter Type="Double">1.5</Parameter>)"
      R"(</Parameters></Method>)"
      R"(<Constructor Id="1" TypeId="{268004ae-ef6b-4e9b-8425-127220d84719}" />)"
      R"(</ObjectPaths></Request>)");
}

TEST(CsomTest, NumbersOfAllTypes) {
  Request request;
  request.Invoke(request.Constructor(kTenant), "CreateSite",
                 {Object(kSiteCreationProperties,
                         {NumberProperty("A", NumberType::kInt32, "1"),
                          NumberProperty("B", NumberType::kUInt32, "1033"),
                          NumberProperty("C", NumberType::kInt64, "9007199254740993")})});
  EXPECT_THAT(request.Xml().value(),
              HasSubstr(R"(<Property Name="A" Type="Int32">1</Property>)"
                        R"(<Property Name="B" Type="UInt32">1033</Property>)"
                        R"(<Property Name="C" Type="Int64">9007199254740993</Property>)"));
}

TEST(CsomTest, NoValueLeavesItsPlace) {
  const std::string evil = "\"/></Parameter><Method Name='x'>&\n]]>";
  Request request;
  const Path object = request.Identity(evil);
  request.Invoke(object, "M",
                 {String(evil), Object(kSitePropertiesFilter, {StringProperty("Filter", evil)})});
  request.Invoke(object, "M", {Strings({evil, evil}), Guid(evil)});
  request.SetProperty(object, "Title", String(evil));
  const std::string xml = request.Xml().value();
  EXPECT_THAT(xml, Not(HasSubstr("<Method Name='x'>")));
  EXPECT_THAT(xml,
              HasSubstr("&quot;/&gt;&lt;/Parameter&gt;&lt;Method Name=&#39;x&#39;&gt;&amp;&#xA;"));
  Request control;
  control.Identity(std::string("a\0b", 3));
  EXPECT_THAT(control.Xml(),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("control characters")));
}

TEST(CsomTest, SetsPropertiesAndPassesArrays) {
  Request request;
  const Path hub = request.Method(request.Constructor(kTenant), "GetHubSitePropertiesById",
                                  {Guid("255a50b2-527f-4413-8485-57f4c17a24d1")});
  request.SetProperty(hub, "Title", String("<Sales>"));
  request.Invoke(hub, "M", {Strings({"a&b", "c"}), Strings({})});
  EXPECT_THAT(
      request.Xml().value(),
      HasSubstr(
          R"(<Actions><SetProperty Name="Title" Id="3" ObjectPathId="2">)"
          R"(<Parameter Type="String">&lt;Sales&gt;</Parameter></SetProperty>)"
          R"(<Method Name="M" Id="4" ObjectPathId="2"><Parameters><Parameter Type="Array">)"
          R"(<Object Type="String">a&amp;b</Object><Object Type="String">c</Object></Parameter>)"
          R"(<Parameter Type="Array" /></Parameters></Method></Actions>)"));
  EXPECT_THAT(request.Xml().value(),
              HasSubstr(R"(<Parameter Type="Guid">255a50b2-527f-4413-8485-57f4c17a24d1<)"));
}

TEST(CsomTest, PlainObjectsAreWithoutTheProtocol) {
  const json::Value object =
      json::Parse(R"({"_ObjectType_":"T","_ObjectIdentity_":"I","_ObjectVersion_":"1",)"
                  R"("ID":"/Guid(255a50b2-527f-4413-8485-57f4c17a24d1)/","Title":"/Guid(x)/"})")
          .value();
  EXPECT_EQ(json::Write(Plain(object)),
            R"({"ID":"255a50b2-527f-4413-8485-57f4c17a24d1","Title":"/Guid(x)/"})");
}

absl::StatusOr<Answer> Read(absl::string_view text) { return Answer::Read(text, Request()); }

TEST(CsomTest, ReadsResultsById) {
  const Answer answer =
      Read(R"([{"SchemaVersion":"15.0.0.0","ErrorInfo":null},14,["/master"],12,true])").value();
  EXPECT_TRUE(answer[Action{12}].AsBool());
  EXPECT_EQ(answer[Action{14}].ElementAt(0).AsString(), "/master");
  EXPECT_TRUE(answer[Action{13}].is_null());
  const Answer objects = Read(R"([{"ErrorInfo":null},3,{"A":1},5,{"B":2}])").value();
  EXPECT_EQ(objects.Find("B").AsInt(), 2);
  EXPECT_TRUE(objects.Find("C").is_null());
  EXPECT_EQ(answer.Last(), answer[Action{14}]);  // of the last action, whatever the order
  EXPECT_TRUE(Read(R"([{"ErrorInfo":null}])")->Last().is_null());
}

// They used to read as null: a site without properties, a list without members.
TEST(CsomTest, AResultThatIsOwedMustBeThere) {
  Request request;
  const Path tenant = request.Constructor(kTenant);   // 1
  request.Instantiate(tenant);                        // 2
  request.Query(tenant);                              // 3
  request.QueryIdentity(tenant);                      // 4
  request.InvokeForResult(tenant, "GetIt", {});       // 5
  request.Invoke(tenant, "Update", {});               // 6
  request.SetProperty(tenant, "Title", String("x"));  // 7
  const std::pair<const char*, const char*> cases[] = {
      {R"(3,{},4,{},5,{})", "2 (ObjectPath)"},
      {R"(2,{},4,{},5,{})", "3 (Query)"},
      {R"(2,{},3,{},5,{})", "4 (ObjectIdentityQuery)"},
      {R"(2,{},3,{},4,{})", "5 (GetIt)"},
      {R"(2,{},3,{},4,{},5)", "5 (GetIt)"},
      {R"(2,{},3,{},4,{},"5",{})", "5 (GetIt)"}};
  for (const auto& [results, missing] : cases) {
    EXPECT_THAT(
        Answer::Read(absl::StrCat(R"([{"ErrorInfo":null},)", results, "]"), request),
        StatusIs(absl::StatusCode::kDataLoss,
                 absl::StrCat("the answer of ProcessQuery lacks the result of action ", missing)));
  }
  EXPECT_THAT(Answer::Read(R"([{"ErrorInfo":null},5,null,4,{},3,{},2,{}])", request), IsOk());
}

TEST(CsomTest, AHeaderThatDoesNotSayWhetherItWorkedIsNone) {
  for (const char* text : {"[{}]", R"([{"SchemaVersion":"15.0.0.0"}])", "[]", "{}", "[[]]"})
    EXPECT_THAT(Read(text), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("ProcessQuery")))
        << text;
}

TEST(CsomTest, ACollectionHasItsMembers) {
  EXPECT_EQ(Children(json::Parse(R"({"_Child_Items_":[1,2]})").value()).value().size(), 2u);
  EXPECT_EQ(Children(json::Parse(R"({"_Child_Items_":[]})").value()).value().size(), 0u);
  for (const char* text : {"{}", "null", R"({"_Child_Items_":null})", R"({"_Child_Items_":{}})"})
    EXPECT_THAT(Children(json::Parse(text).value()),
                StatusIs(absl::StatusCode::kDataLoss,
                         "the answer of ProcessQuery lacks the members of a collection"))
        << text;
}

TEST(CsomTest, ErrorInfoIsAnError) {
  const absl::Status status =
      Read(R"([{"ErrorInfo":{"ErrorMessage":"File Not Found.","TraceCorrelationId":"t-1",)"
           R"("ErrorCode":-2147024894,"ErrorTypeName":"System.IO.FileNotFoundException"}}])")
          .status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound,
                               "File Not Found. (System.IO.FileNotFoundException, code "
                               "-2147024894, trace t-1)"));
  EXPECT_THAT(Read(R"([{"ErrorInfo":{}}])"),
              StatusIs(absl::StatusCode::kInvalidArgument, "ClientSvc unknown error"));
  EXPECT_THAT(Read(R"([{"ErrorInfo":"out of order"},12,false])"),
              StatusIs(absl::StatusCode::kInvalidArgument, "out of order"));
  EXPECT_THAT(Read("<html>"), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("ProcessQuery")));
}

}  // namespace
}  // namespace o365::spo::csom
