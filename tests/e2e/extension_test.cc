// Stories of what customers add to Microsoft Graph: extensions, subscriptions; and of groups that
// are changed, removed and restored.

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class ExtensionTest : public EndToEndTest {};

TEST_F(ExtensionTest, OpenExtensionsOfAUser) {
  Connect("graph connect");
  const std::string user = " -t user -i user@contoso.onmicrosoft.com";
  const std::string one = absl::StrCat(user, " -n com.contoso.settings");
  Json(absl::StrCat("graph openextension add", one, " --theme dark --size '{\"width\": 7}'"));
  const json::Value read = Json(absl::StrCat("graph openextension get", one));
  EXPECT_EQ(read["theme"].AsString(), "dark");
  EXPECT_EQ(read.At({"size", "width"}).AsInt(), 7);
  EXPECT_EQ(Do(absl::StrCat("graph openextension set", one, " --theme light -k")).exit_code, 0);
  const json::Value changed = Json(absl::StrCat("graph openextension get", one));
  EXPECT_EQ(changed["theme"].AsString(), "light");
  EXPECT_EQ(changed.At({"size", "width"}).AsInt(), 7);
  EXPECT_THAT(Json(absl::StrCat("graph openextension list", user)).elements(), SizeIs(1));
  EXPECT_EQ(Do(absl::StrCat("graph openextension remove", one)).exit_code, 2);
  EXPECT_EQ(Do(absl::StrCat("graph openextension remove", one, " --force")).exit_code, 0);
  EXPECT_THAT(Json(absl::StrCat("graph openextension list", user)).elements(), SizeIs(0));
  EXPECT_EQ(Do(absl::StrCat("graph openextension get", one)).exit_code, 3);
}

TEST_F(ExtensionTest, SchemaExtensionsLiveAndBecomeAvailable) {
  Connect("graph connect");
  const std::string owner =
      Json("graph request --url '/applications?$top=1'")["value"].ElementAt(0)["appId"].AsString();
  const json::Value added =
      Json(absl::StrCat("graph schemaextension add --id courses -t Group -d Courses --owner ",
                        owner, " -p '[{\"name\": \"courseId\", \"type\": \"Integer\"}]'"));
  const std::string id = added["id"].AsString();
  EXPECT_EQ(added["status"].AsString(), "InDevelopment");
  const std::string list = absl::StrCat("graph schemaextension list --owner ", owner);
  const size_t all = Json(list).elements().size();
  EXPECT_THAT(Json(absl::StrCat(list, " --pageSize 1 --pageNumber ", all - 1)).elements(),
              SizeIs(1));
  EXPECT_THAT(Json(absl::StrCat(list, " --pageSize 1 --pageNumber ", all)).elements(), SizeIs(0));
  EXPECT_EQ(
      Do(absl::StrCat("graph schemaextension set -i ", id, " --owner ", owner, " -s Available"))
          .exit_code,
      0);
  EXPECT_EQ(Json(absl::StrCat("graph schemaextension get -i ", id))["status"].AsString(),
            "Available");
  EXPECT_EQ(Do(absl::StrCat("graph schemaextension remove --force -i ", id)).exit_code, 1);
}

TEST_F(ExtensionTest, DirectoryExtensionsOfAnApp) {
  Connect("graph connect");
  const json::Value app = Json("graph request --url '/applications?$top=1'")["value"].ElementAt(0);
  const std::string by_name = absl::StrCat(" --appName '", app["displayName"].AsString(), "'");
  const std::string by_id = absl::StrCat(" --appObjectId ", app["id"].AsString());
  const json::Value added =
      Json(absl::StrCat("graph directoryextension add -n costCentre --dataType String "
                        "--targetObjects User,group",
                        by_name));
  EXPECT_THAT(added["name"].AsString(), HasSubstr("_costCentre"));
  const std::string named = absl::StrCat(" --name ", added["name"].AsString());
  EXPECT_EQ(Json(absl::StrCat("graph directoryextension get", named, by_id))["id"].AsString(),
            added["id"].AsString());
  EXPECT_THAT(Json(absl::StrCat("graph directoryextension list", by_id)).elements(), SizeIs(1));
  EXPECT_EQ(Do(absl::StrCat("graph directoryextension remove --force", named, by_name)).exit_code,
            0);
  EXPECT_THAT(Json(absl::StrCat("graph directoryextension list", by_id)).elements(), SizeIs(0));
  const Outcome gone = Do(absl::StrCat("graph directoryextension get", named, by_id));
  EXPECT_EQ(gone.exit_code, 3);
  EXPECT_THAT(gone.err, HasSubstr("does not exist"));
}

TEST_F(ExtensionTest, ASubscriptionEndsAsLateAsItMay) {
  Connect("graph connect");
  const json::Value added = Json(
      "graph subscription add -r users -c updated,deleted -u https://webhook.contoso.com/users -s "
      "x");
  EXPECT_EQ(added["changeType"].AsString(), "updated,deleted");
  EXPECT_EQ(Json(absl::StrCat("graph request --url /subscriptions/",
                              added["id"].AsString()))["expirationDateTime"]
                .AsString(),
            added["expirationDateTime"].AsString());
  EXPECT_EQ(Do("graph subscription add -r users -c x -u https://webhook.contoso.com").exit_code, 2);
}

TEST_F(ExtensionTest, AGroupIsChangedRemovedAndRestored) {
  Connect("graph connect");
  const std::string id = Json("graph o365group add -n Before -d Test -m before")["id"].AsString();
  EXPECT_EQ(Do(absl::StrCat("graph o365group set -n After --isPrivate true --owners "
                            "admin@contoso.onmicrosoft.com --members "
                            "user@contoso.onmicrosoft.com -i ",
                            id))
                .exit_code,
            0);
  const json::Value changed = Json(absl::StrCat("graph o365group get -i ", id));
  EXPECT_EQ(changed["displayName"].AsString(), "After");
  EXPECT_EQ(changed["visibility"].AsString(), "Private");
  EXPECT_EQ(Do(absl::StrCat("graph o365group remove -i ", id)).exit_code, 2);
  EXPECT_EQ(Do(absl::StrCat("graph o365group remove --force -i ", id)).exit_code, 0);
  EXPECT_EQ(Do(absl::StrCat("graph o365group get -i ", id)).exit_code, 3);
  EXPECT_THAT(Json("graph o365group list --deleted -d After").elements(), SizeIs(1));
  EXPECT_EQ(Do(absl::StrCat("graph o365group restore -i ", id)).exit_code, 0);
  EXPECT_EQ(Json(absl::StrCat("graph o365group get -i ", id))["displayName"].AsString(), "After");
}

TEST_F(ExtensionTest, BothServicesShowTheSameClassifications) {
  Connect("graph connect");
  Connect("aad connect");
  EXPECT_EQ(Do("graph siteclassification get").exit_code, 3);
  EXPECT_EQ(Do("aad siteclassification enable -c 'High, Low' -d Low").exit_code, 0);
  const json::Value shown = Json("graph siteclassification get");
  EXPECT_EQ(json::Write(shown["Classifications"]), "[\"High\",\"Low\"]");
  EXPECT_EQ(json::Write(shown), json::Write(Json("aad siteclassification get")));
}

}  // namespace
}  // namespace o365::testing
