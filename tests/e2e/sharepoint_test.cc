// Stories of `spo` against the tenant: what one command does, others see.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

std::vector<std::string> Texts(const json::Value& list, absl::string_view member) {
  std::vector<std::string> texts;
  for (const json::Value& element : list.elements())
    texts.push_back(member.empty() ? element.AsString() : element[member].AsString());
  return texts;
}

const json::Value& WithTitle(const json::Value& list, absl::string_view title) {
  static const json::Value none;
  for (const json::Value& element : list.elements()) {
    if (element["Title"].AsString() == title) return element;
  }
  return none;
}

class SharePointTest : public EndToEndTest {
 protected:
  void Ok(absl::string_view line) {
    const Outcome got = Do(line);
    EXPECT_EQ(got.exit_code, 0) << line << "\n" << got.err;
    EXPECT_EQ(got.out, "") << line;
  }
  void ConnectAdmin() { Connect("spo connect https://contoso-admin.sharepoint.com"); }
};

TEST_F(SharePointTest, AnAppsLife) {
  ConnectAdmin();
  const size_t before = Json("spo app list").elements().size();
  EXPECT_GE(before, 2u);
  ASSERT_TRUE(
      base::WriteFileAtomically(folder() + "/hello.sppkg", "not a real package", 0600).ok());
  const json::Value added = Json("cd \"$HOME\"; spo app add --filePath hello.sppkg");
  const std::string id = added["UniqueId"].AsString();
  EXPECT_THAT(id, SizeIs(36));
  const json::Value apps = Json("spo app list");
  ASSERT_THAT(apps.elements(), SizeIs(before + 1));
  // The same name again only when asked to.
  EXPECT_NE(Do("cd \"$HOME\"; spo app add --filePath hello.sppkg").exit_code, 0);
  EXPECT_EQ(Do("cd \"$HOME\"; spo app add --filePath hello.sppkg --overwrite").exit_code, 0);

  const std::string app = apps.ElementAt(before)["ID"].AsString();
  EXPECT_FALSE(Json(absl::StrCat("spo app get --id ", app))["Deployed"].AsBool(true));
  Ok(absl::StrCat("spo app deploy --id ", app));
  EXPECT_TRUE(Json(absl::StrCat("spo app get --id ", app))["Deployed"].AsBool());
  Ok(absl::StrCat("spo app install --siteUrl https://contoso.sharepoint.com/sites/hr --id ", app));
  Ok(absl::StrCat("spo app upgrade --siteUrl https://contoso.sharepoint.com/sites/hr --id ", app));
  Ok(
      absl::StrCat("spo app uninstall --force --siteUrl https://contoso.sharepoint.com/sites/hr"
                   " --id ",
                   app));
  Ok(absl::StrCat("spo app retract --force --id ", app));
  EXPECT_FALSE(Json(absl::StrCat("spo app get --id ", app))["Deployed"].AsBool(true));
  Ok(absl::StrCat("spo app remove --force --id ", app));
  EXPECT_THAT(Json("spo app list").elements(), SizeIs(before));
  const Outcome gone = Do(absl::StrCat("spo app get --id ", app));
  EXPECT_NE(gone.exit_code, 0);
  EXPECT_EQ(gone.out, "");
}

TEST_F(SharePointTest, ConfirmationsAreAskedForAnsweredOrRefused) {
  ConnectAdmin();
  const std::string remove =
      "spo list remove --webUrl https://contoso.sharepoint.com/sites/hr --title Trash";
  EXPECT_EQ(Do("spo list add --webUrl https://contoso.sharepoint.com/sites/hr --title Trash "
               "--baseTemplate GenericList")
                .exit_code,
            0);
  const Outcome refused = Do(remove);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("confirmation"), HasSubstr("--force")));
  // What comes through a pipe is data.
  for (const char* input : {"y\n", "yes\n", ""})
    EXPECT_EQ(DoWithInput(remove, input).exit_code, 2) << input;
  const Outcome no = Do(absl::StrCat("printf 'n\\n' | script -qefc '", remove, "' /dev/null"));
  EXPECT_EQ(no.exit_code, 1);
  EXPECT_THAT(no.out, HasSubstr("nothing was changed"));
  EXPECT_FALSE(
      WithTitle(Json("spo list list --webUrl https://contoso.sharepoint.com/sites/hr")["value"],
                "Trash")
          .is_null());
  EXPECT_EQ(Do(absl::StrCat("printf 'yes\\n' | script -qefc '", remove, "' /dev/null")).exit_code,
            0);
  const Outcome gone =
      Do("spo list get --webUrl https://contoso.sharepoint.com/sites/hr --title Trash");
  EXPECT_EQ(gone.exit_code, 3);
}

TEST_F(SharePointTest, ListsAreMadeAndFoundByTitleAndId) {
  Connect("spo connect https://contoso.sharepoint.com");
  const std::string site = "--webUrl https://contoso.sharepoint.com/sites/hr";
  const json::Value made = Json(absl::StrCat("spo list add ", site,
                                             " --title \"It's #1 & more\" --baseTemplate "
                                             "documentlibrary --description 'For tests' "
                                             "--enableVersioning TRUE --majorVersionLimit 50"));
  const std::string id = made["Id"].AsString();
  EXPECT_THAT(id, SizeIs(36));
  const json::Value by_title =
      Json(absl::StrCat("spo list get ", site, " --title \"It's #1 & more\""));
  EXPECT_EQ(by_title["Id"].AsString(), id);
  EXPECT_EQ(by_title["BaseTemplate"].AsInt(), 101);
  EXPECT_EQ(by_title["MajorVersionLimit"].AsInt(), 50);
  EXPECT_EQ(Json(absl::StrCat("spo list get ", site, " --id ", id))["Title"].AsString(),
            "It's #1 & more");
  EXPECT_THAT(Do(absl::StrCat("spo list list ", site)).out,
              AllOf(HasSubstr("Title"), HasSubstr("It's #1 & more"), HasSubstr(id)));
  Ok(absl::StrCat("spo list remove --force ", site, " --id ", id));
  EXPECT_EQ(Do(absl::StrCat("spo list get ", site, " --id ", id)).exit_code, 3);
}

TEST_F(SharePointTest, TheContentDeliveryNetwork) {
  ConnectAdmin();
  Ok("spo cdn set --type Private --enabled true");
  EXPECT_EQ(Do("spo cdn get --type Private").out, "true\n");
  Ok("spo cdn origin add --type Private --origin 'sites/hr/<assets>&more'");
  EXPECT_THAT(Texts(Json("spo cdn origin list --type Private"), ""),
              Contains(HasSubstr("<ASSETS>&MORE")).Times(1));
  Ok("spo cdn policy set --policy IncludeFileExtensions --value CSS,JS");
  EXPECT_THAT(Do("spo cdn policy list").out, HasSubstr("CSS,JS"));
  const std::string origin =
      Do("spo cdn origin list --type Private | grep MORE | sed 's/ (.*//'").out;
  Ok(absl::StrCat("spo cdn origin remove --type Private --force --origin '",
                  origin.substr(0, origin.find('\n')), "'"));
  EXPECT_THAT(Texts(Json("spo cdn origin list --type Private"), ""),
              Not(Contains(HasSubstr("MORE"))));
  Ok("spo cdn set --type Private --enabled false");
  EXPECT_EQ(Do("spo cdn get --type Private").out, "false\n");
}

TEST_F(SharePointTest, TenantPropertiesAreSetReadAndRemoved) {
  ConnectAdmin();
  const std::string catalog = Do("spo tenant appcatalogurl get").out;
  ASSERT_THAT(catalog, HasSubstr("https://contoso.sharepoint.com/sites/"));
  const std::string url = absl::StrCat(" --appCatalogUrl ", catalog.substr(0, catalog.size() - 1));
  Ok(absl::StrCat("spo storageentity set --key 'a&b<c>' --value \"it's\" --description d", url));
  const json::Value entity = Json("spo storageentity get --key 'a&b<c>'");
  EXPECT_EQ(entity["Value"].AsString(), "it's");
  EXPECT_EQ(entity["Description"].AsString(), "d");
  EXPECT_THAT(Texts(Json(absl::StrCat("spo storageentity list", url)), "Key"), Contains("a&b<c>"));
  Ok(absl::StrCat("spo storageentity remove --force --key 'a&b<c>'", url));
  EXPECT_EQ(Do("spo storageentity get --key 'a&b<c>'").out, "");
}

TEST_F(SharePointTest, NewSitesAreListed) {
  ConnectAdmin();
  EXPECT_EQ(Do("spo site add --title 'Team 1' --alias team1").out,
            "https://contoso.sharepoint.com/sites/team1\n");
  EXPECT_EQ(Do("spo site add --type CommunicationSite --title News --url "
               "https://contoso.sharepoint.com/sites/news --siteDesign Showcase")
                .out,
            "https://contoso.sharepoint.com/sites/news\n");
  EXPECT_THAT(Texts(Json("spo site list"), "Url"),
              AllOf(Contains("https://contoso.sharepoint.com/sites/team1"),
                    Not(Contains("https://contoso.sharepoint.com/sites/news"))));
  EXPECT_THAT(
      Texts(Json("spo site list --type CommunicationSite --filter \"Url -like 'news'\""), "Url"),
      ::testing::ElementsAre("https://contoso.sharepoint.com/sites/news"));
  EXPECT_EQ(
      Json("spo web get --webUrl https://contoso.sharepoint.com/sites/news")["Title"].AsString(),
      "News");
  EXPECT_EQ(Json("spo site get --url https://contoso.sharepoint.com/sites/team1")["Url"].AsString(),
            "https://contoso.sharepoint.com/sites/team1");
  const Outcome twice = Do("spo site add --title 'Team 1' --alias team1");
  EXPECT_NE(twice.exit_code, 0);
  EXPECT_EQ(twice.out, "");
}

TEST_F(SharePointTest, AdminCommandsRefuseOtherSitesBeforeAnyRequest) {
  Connect("spo connect https://contoso.sharepoint.com");
  const int before = RequestsTo("sharepoint.com");
  for (const char* line : {"spo site list", "spo cdn get", "spo cdn origin add",
                           "spo storageentity remove --appCatalogUrl "
                           "https://contoso.sharepoint.com/sites/apps --key x --force"}) {
    const Outcome got = Do(line);
    EXPECT_EQ(got.exit_code, 4) << line;
    EXPECT_THAT(got.err, HasSubstr("https://contoso.sharepoint.com is not a tenant admin site"));
  }
  EXPECT_EQ(RequestsTo("sharepoint.com"), before);
}

TEST_F(SharePointTest, OrdinaryUsersAreRefusedByTheService) {
  EXPECT_EQ(Do("O365_PASSWORD=pass@word1 spo connect https://contoso-admin.sharepoint.com -t "
               "password -u user@contoso.onmicrosoft.com")
                .exit_code,
            5);
  EXPECT_EQ(ReadRecord("spo"), "");
}

}  // namespace
}  // namespace o365::testing
