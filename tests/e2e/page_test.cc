// Stories of modern pages and of subsites.

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kHr[] = " --webUrl https://contoso.sharepoint.com/sites/hr";

class PageTest : public EndToEndTest {
 protected:
  PageTest() { Connect("spo connect https://contoso.sharepoint.com"); }

  void Ok(absl::string_view line) {
    const Outcome got = Do(line);
    EXPECT_EQ(got.exit_code, 0) << line << "\n" << got.err;
    EXPECT_EQ(got.out, "") << line;
  }
  std::vector<std::string> Texts(absl::string_view line, absl::string_view member) {
    std::vector<std::string> texts;
    const json::Value list = Json(line);
    for (const json::Value& element : list.elements()) texts.push_back(element[member].AsString());
    return texts;
  }
};

TEST_F(PageTest, APageIsWrittenPromotedAndPublished) {
  // The page of old in the same library is no modern one.
  EXPECT_THAT(Texts(absl::StrCat("spo page list", kHr), "Name"), ElementsAre("Home.aspx"));
  Ok(absl::StrCat("spo page add --name \"It's #1\"", kHr,
                  " --promoteAs NewsPage --commentsEnabled --publish --publishMessage \"Don't "
                  "miss\""));
  const json::Value page = Json(absl::StrCat("spo page get --name \"it's #1.aspx\"", kHr));
  EXPECT_EQ(json::Write(page),
            R"({"commentsDisabled":false,"numSections":0,"numControls":0,"title":"It's #1",)"
            R"("layoutType":"Article"})");
  const json::Value files = Json(absl::StrCat("spo page list", kHr));
  ASSERT_THAT(files.elements(), SizeIs(2));
  for (const json::Value& file : files.elements()) {
    if (file["Name"].AsString() == "Home.aspx") continue;
    EXPECT_EQ(file["CheckInComment"].AsString(), "Don't miss");
    EXPECT_EQ(file["UIVersionLabel"].AsString(), "1.0");
    EXPECT_EQ(file.At({"ListItemAllFields", "PromotedState"}).AsInt(), 2);
  }
  Ok(absl::StrCat("spo page set --name \"It's #1.aspx\"", kHr,
                  " --layoutType Home --promoteAs HomePage --commentsEnabled false --publish"));
  const json::Value home = Json(absl::StrCat("spo page get --name \"It's #1\"", kHr));
  EXPECT_TRUE(home["commentsDisabled"].AsBool());
  EXPECT_EQ(home["layoutType"].AsString(), "Home");
  EXPECT_EQ(Json(absl::StrCat("spo web get", kHr))["WelcomePage"].AsString(),
            "SitePages/It's #1.aspx");
  EXPECT_THAT(Do(absl::StrCat("spo page list", kHr)).out,
              AllOf(HasSubstr("Home.aspx"), HasSubstr("It's #1.aspx")));
}

TEST_F(PageTest, ControlsAreListedAndShown) {
  const Outcome table = Do(absl::StrCat("spo page control list --name home", kHr));
  EXPECT_THAT(table.out, AllOf(HasSubstr("Client-side web part  News"),
                               HasSubstr("Client-side text"), Not(HasSubstr("null"))));
  const json::Value controls = Json(absl::StrCat("spo page control list --name home", kHr));
  ASSERT_THAT(controls.elements(), SizeIs(2));
  EXPECT_EQ(controls.ElementAt(1)["_text"].AsString(), "<p>Welcome to Human Resources</p>");
  const std::string id = controls.ElementAt(0)["id"].AsString();
  const json::Value news =
      Json(absl::StrCat("spo page control get --name home.aspx", kHr, " --id ", id));
  EXPECT_EQ(news, controls.ElementAt(0));
  EXPECT_EQ(news.At({"propertieJson", "layoutId"}).AsString(), "FeaturedNews");
  EXPECT_THAT(Do(absl::StrCat("spo page control get --name home", kHr, " --id ", id)).out,
              HasSubstr("Client-side web part"));
  Ok(absl::StrCat("spo page control get --name home", kHr,
                  " --id 00000000-0000-0000-0000-000000000000"));
  EXPECT_EQ(Json(absl::StrCat("spo page get --name home", kHr))["numControls"].AsInt(), 2);
}

TEST_F(PageTest, WhatIsNoPageIsRefused) {
  const Outcome missing = Do(absl::StrCat("spo page get --name gone", kHr));
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_THAT(missing.err, HasSubstr("/sites/hr/SitePages/gone.aspx does not exist"));
  EXPECT_EQ(Do(absl::StrCat("spo page set --name gone --publish", kHr)).exit_code, 3);
  const Outcome wiki =
      Do(absl::StrCat("spo page control list --name 'How to use this library'", kHr));
  EXPECT_EQ(wiki.exit_code, 1);
  EXPECT_THAT(wiki.err, HasSubstr("is not a modern page"));
  EXPECT_THAT(Do(absl::StrCat("spo page add --name Home", kHr)).err, HasSubstr("already exists"));
  const int before = RequestsTo("sharepoint.com");
  EXPECT_EQ(Do(absl::StrCat("spo page add --name x --promoteAs HomePage", kHr)).exit_code, 2);
  EXPECT_EQ(RequestsTo("sharepoint.com"), before);
}

TEST_F(PageTest, ASubsiteComesAndGoes) {
  const std::string add =
      "spo web add --title 'R&D' --webUrl 'r d' --webTemplate STS#0 --parentWebUrl "
      "https://contoso.sharepoint.com/sites/hr --description Lab --locale 1031 "
      "--breakInheritance";
  const json::Value made = Json(add);
  EXPECT_EQ(made["Title"].AsString(), "R&D");
  EXPECT_EQ(made["Language"].AsInt(), 1031);
  EXPECT_EQ(made["ServerRelativeUrl"].AsString(), "/sites/hr/r d");
  const Outcome twice = Do(add);
  EXPECT_EQ(twice.exit_code, 1);
  EXPECT_THAT(twice.err, HasSubstr("already in use"));

  const std::string web = " --webUrl 'https://contoso.sharepoint.com/sites/hr/r%20d'";
  EXPECT_EQ(Json(absl::StrCat("spo web get", web))["Description"].AsString(), "Lab");
  EXPECT_EQ(Do(absl::StrCat("spo web remove", web)).exit_code, 2);
  Ok(absl::StrCat("spo web remove --force", web));
  EXPECT_THAT(Do(absl::StrCat("spo web list", kHr)).out,
              AllOf(HasSubstr("Onboarding"), Not(HasSubstr("R&D"))));
  EXPECT_THAT(Do(absl::StrCat("spo web remove --force", kHr)).err, HasSubstr("root web"));
}

TEST_F(PageTest, NavigationIsInheritedWhereCustomScriptIsOn) {
  const auto add = [](absl::string_view name) {
    return absl::StrCat(
        "spo web add --title Lab --webTemplate STS#0 --parentWebUrl "
        "https://contoso.sharepoint.com/sites/hr --inheritNavigation --webUrl ",
        name);
  };
  const Outcome off = Do(add("lab1"));
  EXPECT_EQ(off.exit_code, 0);
  EXPECT_THAT(off.err, HasSubstr("custom script is off"));
  EXPECT_EQ(RequestsTo("/sites/hr/lab1/_vti_bin/client.svc/ProcessQuery"), 0);
  Connect("spo connect https://contoso-admin.sharepoint.com");
  Ok("spo site classic set --url https://contoso.sharepoint.com/sites/hr --noScriptSite false");
  const Outcome on = Do(add("lab2"));
  EXPECT_EQ(on.exit_code, 0);
  EXPECT_EQ(on.err, "");
  EXPECT_EQ(RequestsTo("/sites/hr/lab2/_vti_bin/client.svc/ProcessQuery"), 1);
}

TEST_F(PageTest, WebPartsAreListedWithoutOtherComponents) {
  EXPECT_THAT(Texts(absl::StrCat("spo web clientsidewebpart list", kHr), "Title"),
              ElementsAre("Bing maps", "News", "Text"));
  EXPECT_THAT(Texts(absl::StrCat("spo web clientsidewebpart list", kHr), "Id"),
              Not(Contains(HasSubstr("{"))));
}

}  // namespace
}  // namespace o365::testing
