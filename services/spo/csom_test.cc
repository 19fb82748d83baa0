#include "services/spo/csom.h"

#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::spo::csom {
namespace {

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

TEST(CsomTest, ReadsResultsById) {
  const Answer answer =
      Answer::Read(R"([{"SchemaVersion":"15.0.0.0","ErrorInfo":null},12,true,14,["/master"]])")
          .value();
  EXPECT_TRUE(answer[Action{12}].AsBool());
  EXPECT_EQ(answer[Action{14}].ElementAt(0).AsString(), "/master");
  EXPECT_TRUE(answer[Action{13}].is_null());
  EXPECT_EQ(answer.Last().ElementAt(0).AsString(), "/master");
  EXPECT_TRUE(Answer::Read(R"([{"ErrorInfo":null}])")->Last().is_null());
}

TEST(CsomTest, ErrorInfoIsAnError) {
  const absl::Status status =
      Answer::Read(
          R"([{"ErrorInfo":{"ErrorMessage":"File Not Found.","TraceCorrelationId":"t-1",)"
          R"("ErrorCode":-2147024894,"ErrorTypeName":"System.IO.FileNotFoundException"}}])")
          .status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound,
                               "File Not Found. (System.IO.FileNotFoundException, code "
                               "-2147024894, trace t-1)"));
  EXPECT_THAT(Answer::Read(R"([{"ErrorInfo":"out of order"},12,false])"),
              StatusIs(absl::StatusCode::kInvalidArgument, "out of order"));
  EXPECT_THAT(Answer::Read("<html>"),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("ProcessQuery")));
}

}  // namespace
}  // namespace o365::spo::csom
