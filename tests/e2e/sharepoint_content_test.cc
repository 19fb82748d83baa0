// Stories of `spo` about what is in sites: custom actions, property bags, files, items and guests.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kHr[] = " --webUrl https://contoso.sharepoint.com/sites/hr";
// The site that allows scripts of its own.
constexpr char kContracts[] = " --webUrl https://contoso.sharepoint.com/sites/contracts";

std::vector<std::string> Texts(const json::Value& list, absl::string_view member) {
  std::vector<std::string> texts;
  for (const json::Value& element : list.elements()) texts.push_back(element[member].ToText());
  return texts;
}

class SharePointContentTest : public EndToEndTest {
 protected:
  SharePointContentTest() = default;

  // A command that succeeds and has nothing to say.
  void Ok(absl::string_view line) {
    const Outcome got = Do(line);
    EXPECT_EQ(got.exit_code, 0) << line << "\n" << got.err;
    EXPECT_EQ(got.out, "") << line;
  }
  void ConnectSite() { Connect("spo connect https://contoso.sharepoint.com"); }
};

TEST_F(SharePointContentTest, CustomActionsOfWebAndSite) {
  ConnectSite();
  const std::string url = " --url https://contoso.sharepoint.com/sites/contracts";
  EXPECT_EQ(Do(absl::StrCat("spo customaction list", url)).out, "");
  Ok(
      absl::StrCat("spo customaction add --name Menu --title 'A & <b>' --group SiteActions "
                   "--location Microsoft.SharePoint.StandardMenu --actionUrl \"~site/it's\" "
                   "--sequence 7 --rights ManageWeb,ViewPages",
                   url));
  Ok(
      absl::StrCat("spo customaction add --name Script --title Script --location ScriptLink "
                   "--scriptSrc ~sitecollection/a.js --scope Site",
                   url));
  const json::Value all = Json(absl::StrCat("spo customaction list", url));
  EXPECT_THAT(Texts(all, "Name"), ElementsAre("Script", "Menu"));
  EXPECT_THAT(Texts(all, "Scope"), ElementsAre("2", "3"));
  const json::Value& menu = all.ElementAt(1);
  EXPECT_EQ(menu["Url"].AsString(), "~site/it's");
  EXPECT_EQ(menu["Sequence"].ToText(), "7");
  EXPECT_EQ(menu.At({"Rights", "Low"}).AsString(), absl::StrCat((1 << 30) | (1 << 17)));
  EXPECT_THAT(Do(absl::StrCat("spo customaction list", url)).out,
              AllOf(HasSubstr("Script"), HasSubstr("Site"), HasSubstr("Web")));

  const std::string script = " --id " + all.ElementAt(0)["Id"].AsString();
  // Found in the site collection, after the web does not have it.
  Ok(absl::StrCat("spo customaction set --title Better", url, script));
  const json::Value changed = Json(absl::StrCat("spo customaction get", url, script));
  EXPECT_EQ(changed["Title"].AsString(), "Better");
  EXPECT_EQ(changed["ScriptSrc"].AsString(), "~sitecollection/a.js");
  EXPECT_EQ(changed["Scope"].AsString(), "Site");
  EXPECT_EQ(Do(absl::StrCat("spo customaction get --scope Web", url, script)).out, "");

  const Outcome refused = Do(absl::StrCat("spo customaction remove", url, script));
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("--force"));
  Ok(absl::StrCat("spo customaction remove --force", url, script));
  EXPECT_THAT(Texts(Json(absl::StrCat("spo customaction list", url)), "Name"), ElementsAre("Menu"));
  EXPECT_EQ(Do(absl::StrCat("spo customaction clear -y --scope Web", url)).exit_code, 0);
  EXPECT_THAT(Json(absl::StrCat("spo customaction list", url)).elements(), IsEmpty());
}

TEST_F(SharePointContentTest, CustomActionsThatTheServiceRefuses) {
  Connect("spo connect https://contoso.sharepoint.com", "user@contoso.onmicrosoft.com");
  const Outcome denied =
      Do("spo customaction add --url https://contoso.sharepoint.com/sites/hr --name a --title a "
         "--location ScriptLink --scriptBlock 'alert(1)'");
  EXPECT_EQ(denied.exit_code, 5);
  EXPECT_THAT(denied.err, HasSubstr("Access denied"));
  EXPECT_EQ(
      Do("spo customaction clear --force --url https://contoso.sharepoint.com/sites/hr").exit_code,
      5);
}

TEST_F(SharePointContentTest, PropertyBagsOfWebsAndFolders) {
  ConnectSite();
  for (const char* folder : {"", " --folder /", " --folder '/Shared Documents'"}) {
    const std::string at = absl::StrCat(kContracts, folder);
    Ok(absl::StrCat("spo propertybag set --key 'a&b' --value \"<it's> & more\"", at));
    EXPECT_EQ(Do(absl::StrCat("spo propertybag get --key 'a&b'", at)).out, "<it's> & more\n");
    EXPECT_THAT(Texts(Json(absl::StrCat("spo propertybag list", at)), "key"), Contains("a&b"));
    EXPECT_EQ(DoWithInput(absl::StrCat("spo propertybag remove --key 'a&b'", at), "y\n").exit_code,
              2);
    EXPECT_EQ(Do(absl::StrCat("spo propertybag get --key 'a&b'", at)).out, "<it's> & more\n");
    Ok(absl::StrCat("spo propertybag remove --force --key 'a&b'", at));
    EXPECT_EQ(Do(absl::StrCat("spo propertybag get --key 'a&b'", at)).out, "");
  }
  // Values of other types than text.
  EXPECT_EQ(Do(absl::StrCat("spo propertybag get --key NoCrawl --output json", kContracts)).out,
            "false\n");
  EXPECT_EQ(
      Do(absl::StrCat("spo propertybag get --key vti_level --folder / --output json", kContracts))
          .out,
      "1\n");
}

TEST_F(SharePointContentTest, PropertyBagsThatCannotBeChanged) {
  ConnectSite();
  const Outcome no_script = Do(absl::StrCat("spo propertybag set --key a --value b", kHr));
  EXPECT_EQ(no_script.exit_code, 1);
  EXPECT_THAT(no_script.err, HasSubstr("Site has NoScript enabled"));
  EXPECT_EQ(Do(absl::StrCat("spo propertybag remove --force --key NoCrawl", kHr)).exit_code, 5);
  const Outcome no_folder = Do(absl::StrCat("spo propertybag list --folder /Nowhere", kContracts));
  EXPECT_EQ(no_folder.exit_code, 3);
  EXPECT_THAT(no_folder.err, HasSubstr("File Not Found"));
}

TEST_F(SharePointContentTest, FilesAreListedReadSavedAndRemoved) {
  ConnectSite();
  const json::Value files = Json(absl::StrCat("spo file list --folder 'Shared Documents'", kHr));
  ASSERT_THAT(files.elements(), SizeIs(12));
  const json::Value& first = files.ElementAt(0);
  EXPECT_EQ(first["Name"].AsString(), "Documents 1.txt");
  const std::string by_url = " --url '/sites/hr/Shared Documents/Documents 1.txt'";
  const std::string by_id = " --id " + first["UniqueId"].AsString();
  EXPECT_THAT(Do(absl::StrCat("spo file list --folder '/sites/hr/Shared Documents'", kHr)).out,
              AllOf(HasSubstr("Documents 1.txt"), HasSubstr(first["UniqueId"].AsString())));
  EXPECT_EQ(Json(absl::StrCat("spo file get", kHr, by_url))["UniqueId"], first["UniqueId"]);
  EXPECT_EQ(Do(absl::StrCat("spo file get --asString", kHr, by_id)).out,
            "This is Documents 1.\n\n");
  EXPECT_EQ(Json(absl::StrCat("spo file get --asListItem", kHr, by_url))["Title"].AsString(),
            "Documents 1");
  Ok(absl::StrCat("cd \"$HOME\"; spo file get --asFile --path saved.txt", kHr, by_url));
  EXPECT_EQ(Do("cd \"$HOME\"; cat saved.txt").out, "This is Documents 1.\n");

  Ok(absl::StrCat("spo file remove --force --recycle", kHr,
                  " --url 'Shared Documents/Documents 1.txt'"));
  Ok(absl::StrCat("spo file remove --force", kHr, " --id ",
                  files.ElementAt(1)["UniqueId"].AsString()));
  EXPECT_THAT(Json(absl::StrCat("spo file list --folder 'Shared Documents'", kHr)).elements(),
              SizeIs(10));
  // A file that is gone leaves nothing of a download behind.
  const Outcome gone =
      Do(absl::StrCat("cd \"$HOME\"; spo file get --asFile --path gone.txt", kHr, by_url));
  EXPECT_EQ(gone.exit_code, 3);
  EXPECT_EQ(Do("cd \"$HOME\"; ls | grep -c gone").out, "0\n");
  EXPECT_EQ(Do(absl::StrCat("spo file list --folder Nowhere", kHr)).exit_code, 3);
}

TEST_F(SharePointContentTest, ABrokenDownloadLeavesTheOldFile) {
  ConnectSite();
  const std::string get = absl::StrCat("cd \"$HOME\"; spo file get --asFile --path saved.txt", kHr,
                                       " --url '/sites/hr/Shared Documents/Documents 2.txt'");
  ASSERT_TRUE(base::WriteFileAtomically(folder() + "/saved.txt", "old", 0600).ok());
  Tenant("fault --next 1 --truncate --path GetFileByServerRelativeUrl");
  const Outcome cut = Do(absl::StrCat("export O365_MAX_TRIES=1; ", get));
  EXPECT_EQ(cut.exit_code, 7);
  EXPECT_THAT(cut.err, HasSubstr("the connection was cut"));
  EXPECT_EQ(Do("cd \"$HOME\"; cat saved.txt; ls | grep -c saved").out, "old1\n");
  Ok(get);
  EXPECT_EQ(Do("cd \"$HOME\"; cat saved.txt").out, "This is Documents 2.\n");
  const Outcome nowhere = Do(absl::StrCat(get, " --path /no/such/folder/a.txt"));
  EXPECT_EQ(nowhere.exit_code, 2);
}

TEST_F(SharePointContentTest, OrdinaryUsersRemoveNothing) {
  Connect("spo connect https://contoso.sharepoint.com", "user@contoso.onmicrosoft.com");
  EXPECT_EQ(
      Do(absl::StrCat("spo file remove --force --url 'Shared Documents/Documents 1.txt'", kHr))
          .exit_code,
      5);
  EXPECT_EQ(
      Do(absl::StrCat("spo listitem remove --force --listTitle Policies --id 1", kHr)).exit_code,
      5);
}

TEST_F(SharePointContentTest, ItemsAreAddedIntoFoldersAndRemoved) {
  ConnectSite();
  const std::string list = absl::StrCat(kHr, " --listTitle Policies");
  const json::Value plain =
      Json(absl::StrCat("spo listitem add --Title \"It's <new>\" --Priority '(1) High'", list));
  EXPECT_EQ(plain["Title"].AsString(), "It's <new>");
  EXPECT_EQ(plain["Priority"].AsString(), "(1) High");
  const json::Value deep = Json(absl::StrCat(
      "spo listitem add --Title Deep --contentType Item --folder '2026/Q4 100%'", list));
  EXPECT_EQ(deep["ID"].AsInt(), *plain["ID"].AsInt() + 1);
  // The folders are there now; the same again makes none.
  const int before = RequestsTo("AddSubFolderUsingPath");
  EXPECT_EQ(before, 2);
  Json(absl::StrCat("spo listitem add --Title Deep2 --folder '2026/Q4 100%'", list));
  EXPECT_EQ(RequestsTo("AddSubFolderUsingPath"), before);

  const json::Value info = Json(absl::StrCat("spo list get --title Policies", kHr));
  EXPECT_EQ(info["ItemCount"].AsInt(), 20);
  Ok(absl::StrCat("spo listitem remove --force --id ", plain["ID"].ToText(), kHr, " --listId ",
                  info["Id"].AsString()));
  Ok(absl::StrCat("spo listitem remove --force --recycle --id ", deep["ID"].ToText(), list));
  EXPECT_EQ(Json(absl::StrCat("spo list get --title Policies", kHr))["ItemCount"].AsInt(), 18);
  EXPECT_EQ(
      Do(absl::StrCat("spo listitem remove --force --id ", deep["ID"].ToText(), list)).exit_code,
      3);
}

TEST_F(SharePointContentTest, ItemsThatTheListDoesNotTake) {
  ConnectSite();
  const std::string list = absl::StrCat(kHr, " --listTitle Policies");
  const Outcome type = Do(absl::StrCat("spo listitem add --Title a --contentType Car", list));
  EXPECT_EQ(type.exit_code, 3);
  EXPECT_THAT(type.err, HasSubstr("content type 'Car' doesn't exist"));
  const Outcome field = Do(absl::StrCat("spo listitem add --Title a --GUID b", list));
  EXPECT_EQ(field.exit_code, 1);
  EXPECT_THAT(field.err, AllOf(HasSubstr("Item didn't add successfully"), HasSubstr("GUID"),
                               HasSubstr("read-only")));
  EXPECT_EQ(Do(absl::StrCat("spo listitem add --Title a --listTitle Nothing", kHr)).exit_code, 3);
  EXPECT_EQ(Json(absl::StrCat("spo list get --title Policies", kHr))["ItemCount"].AsInt(), 17);
}

TEST_F(SharePointContentTest, ListSettingsAreChanged) {
  ConnectSite();
  const std::string id = Json(absl::StrCat("spo list get --title Policies", kHr))["Id"].AsString();
  Ok(
      absl::StrCat("spo list set --title Rules --description \"It's <ours>\" --enableVersioning "
                   "true --majorVersionLimit 12 --id ",
                   id, kHr));
  const json::Value list = Json(absl::StrCat("spo list get --title Rules", kHr));
  EXPECT_EQ(list["Id"].AsString(), id);
  EXPECT_EQ(list["Description"].AsString(), "It's <ours>");
  EXPECT_EQ(list["MajorVersionLimit"].AsInt(), 12);
  EXPECT_EQ(
      Do(absl::StrCat("spo list set --title a --id 00000000-0000-0000-0000-000000000001", kHr))
          .exit_code,
      3);
}

TEST_F(SharePointContentTest, GuestsComeInPages) {
  Connect("spo connect https://contoso-admin.sharepoint.com");
  const json::Value all = Json("spo externaluser list");
  ASSERT_THAT(all.elements(), SizeIs(12));
  EXPECT_EQ(all.ElementAt(0)["InvitedAs"].AsString(), "aisha.khan@fabrikam.com");
  EXPECT_EQ(all.ElementAt(0)["WhenCreated"].AsString(), "2024-11-01T09:30:00.000Z");
  EXPECT_EQ(all.ElementAt(0).Find("_ObjectType_"), nullptr);
  EXPECT_THAT(Texts(Json("spo externaluser list --pageSize 2 --position 3 --sortOrder desc"),
                    "DisplayName"),
              ElementsAre("Ines Romero", "Hugo Laurent"));
  EXPECT_THAT(Texts(Json("spo externaluser list --filter gre"), "DisplayName"),
              ElementsAre("Greta Nilsen"));
  EXPECT_THAT(
      Texts(Json("spo externaluser list --siteUrl https://contoso.sharepoint.com/sites/project-x"),
            "DisplayName"),
      AllOf(SizeIs(4), Not(Contains("Bruno Costa"))));
  const Outcome missing =
      Do("spo externaluser list --siteUrl https://contoso.sharepoint.com/sites/nowhere");
  EXPECT_NE(missing.exit_code, 0);
  EXPECT_THAT(missing.err, HasSubstr("Cannot get site"));
  EXPECT_EQ(missing.out, "");
}

TEST_F(SharePointContentTest, GuestsAreForTheTenantAdminSiteOnly) {
  ConnectSite();
  const int before = RequestsTo("sharepoint.com");
  const Outcome refused = Do("spo externaluser list");
  EXPECT_EQ(refused.exit_code, 4);
  EXPECT_THAT(refused.err, HasSubstr("not a tenant admin site"));
  EXPECT_EQ(RequestsTo("sharepoint.com"), before);
}

}  // namespace
}  // namespace o365::testing
