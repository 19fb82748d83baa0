// Stories of `spo` about how sites come to look alike: hubs, themes, site scripts and site designs.

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kHr[] = "https://contoso.sharepoint.com/sites/hr";
constexpr char kBenefits[] = "https://contoso.sharepoint.com/sites/benefits";
constexpr char kMarketing[] = "https://contoso.sharepoint.com/sites/marketing";
constexpr char kNobody[] = "11111111-2222-3333-4444-555555555555";

std::vector<std::string> Texts(const json::Value& list, absl::string_view member) {
  std::vector<std::string> texts;
  for (const json::Value& element : list.elements()) texts.push_back(element[member].AsString());
  return texts;
}

class ProvisioningTest : public EndToEndTest {
 protected:
  ProvisioningTest() { Connect("spo connect https://contoso-admin.sharepoint.com"); }

  void Ok(absl::string_view line) {
    const Outcome got = Do(line);
    EXPECT_EQ(got.exit_code, 0) << line << "\n" << got.err;
    EXPECT_EQ(got.out, "") << line;
  }
  // A command that the service refuses with these words.
  void Refused(absl::string_view line, int exit_code, absl::string_view words) {
    const Outcome got = Do(line);
    EXPECT_EQ(got.exit_code, exit_code) << line << "\n" << got.err;
    EXPECT_EQ(got.out, "") << line;
    EXPECT_THAT(got.err, HasSubstr(std::string(words))) << line;
  }
  std::string HubIdOf(absl::string_view site) {
    return Json(absl::StrCat("spo site get --url ", site))["HubSiteId"].AsString();
  }
  // Adds a script and a design that runs it, and returns the design's id.
  std::string AddDesign(const std::string& script) {
    const std::string content = absl::StrCat(folder(), "/script.json");
    EXPECT_TRUE(base::WriteFileAtomically(content, script, 0600).ok());
    const std::string id =
        Json(absl::StrCat("spo sitescript add --title Intranet --content @", content))["Id"]
            .AsString();
    return Json(absl::StrCat(
        "spo sitedesign add --title Intranet --webTemplate CommunicationSite --siteScripts ",
        id))["Id"]
        .AsString();
  }
};

TEST_F(ProvisioningTest, AHubWithTwoSites) {
  EXPECT_THAT(Json("spo hubsite list").elements(), IsEmpty());
  const json::Value hub = Json(absl::StrCat("spo hubsite register --url ", kHr));
  const std::string id = hub["ID"].AsString();
  EXPECT_THAT(id, SizeIs(36));
  EXPECT_EQ(hub["Title"].AsString(), "Human Resources");
  for (const char* site : {kBenefits, kMarketing})
    Ok(absl::StrCat("spo hubsite connect --url ", site, " --hubSiteId ", id));
  EXPECT_EQ(HubIdOf(kBenefits), id);
  Refused(absl::StrCat("spo hubsite register --url ", kHr), 1, "already a HubSite");

  const json::Value changed =
      Json(absl::StrCat("spo hubsite set --id ", id,
                        " --title 'People & <Culture>' --description \"It's us\" --logoUrl "
                        "https://contoso.sharepoint.com/logo.png"));
  EXPECT_EQ(changed["ID"].AsString(), id);
  EXPECT_EQ(changed["Title"].AsString(), "People & <Culture>");
  const json::Value shown = Json(absl::StrCat("spo hubsite get --id ", id));
  EXPECT_EQ(shown["Title"].AsString(), "People & <Culture>");
  EXPECT_EQ(shown["Description"].AsString(), "It's us");
  EXPECT_EQ(shown["LogoUrl"].AsString(), "https://contoso.sharepoint.com/logo.png");
  EXPECT_EQ(shown["SiteUrl"].AsString(), kHr);
  EXPECT_THAT(Texts(Json("spo hubsite list"), "ID"), ElementsAre(id));
  for (const char* flags : {"", " --forceRefresh"}) {
    const json::Value data = Json(absl::StrCat("spo hubsite data get --webUrl ", kBenefits, flags));
    EXPECT_EQ(data["name"].AsString(), "People & <Culture>");
    EXPECT_EQ(data["url"].AsString(), kHr);
  }
  Ok(absl::StrCat("spo hubsite theme sync --webUrl ", kBenefits));

  Ok(absl::StrCat("spo hubsite disconnect --force --url ", kBenefits));
  Ok(absl::StrCat("spo hubsite data get --webUrl ", kBenefits));
  EXPECT_EQ(HubIdOf(kMarketing), id);
  Ok(absl::StrCat("spo hubsite unregister --force --url ", kHr));
  EXPECT_EQ(HubIdOf(kMarketing), "00000000-0000-0000-0000-000000000000");
  EXPECT_THAT(Json("spo hubsite list").elements(), IsEmpty());
  Refused(absl::StrCat("spo hubsite unregister --force --url ", kHr), 1, "hubSiteId");
}

TEST_F(ProvisioningTest, HubsThatDoNotExistAreNotFound) {
  Refused(absl::StrCat("spo hubsite get --id ", kNobody), 3, "ResourceNotFoundException");
  Refused(absl::StrCat("spo hubsite connect --url ", kHr, " --hubSiteId ", kNobody), 3,
          "ResourceNotFoundException");
  Refused(absl::StrCat("spo hubsite set --title x --id ", kNobody), 3, "File Not Found.");
  Refused(absl::StrCat("spo hubsite rights grant --principals PattiF --rights Join --url ", kHr), 3,
          "File Not Found.");
}

TEST_F(ProvisioningTest, RightsSayWhoMayJoinAHub) {
  const std::string id = Json(absl::StrCat("spo hubsite register --url ", kHr))["ID"].AsString();
  const std::string hubs = "spo hubsite list --output json";
  Ok(absl::StrCat("spo hubsite rights grant --url ", kHr,
                  " --principals 'PattiF, miriamg@contoso.onmicrosoft.com' --rights join"));
  Refused(absl::StrCat("spo hubsite rights grant --principals nobody --rights Join --url ", kHr), 1,
          "An error has occurred.");
  Connect("spo connect https://contoso.sharepoint.com", "user@contoso.onmicrosoft.com");
  EXPECT_EQ(Do(hubs).out, "[]\n");
  Refused(absl::StrCat("spo hubsite register --url ", kMarketing), 5, "Access denied");
  Connect("spo connect https://contoso-admin.sharepoint.com");
  const std::string revoke =
      absl::StrCat("spo hubsite rights revoke --principals PattiF,MiriamG --url ", kHr);
  EXPECT_EQ(Do(revoke).exit_code, 2);
  EXPECT_EQ(DoWithInput(revoke, "y\n").exit_code, 2);
  EXPECT_EQ(Do(absl::StrCat(revoke, " --yes")).exit_code, 0);
  Connect("spo connect https://contoso.sharepoint.com", "user@contoso.onmicrosoft.com");
  EXPECT_THAT(Texts(Json("spo hubsite list"), "ID"), ElementsAre(id));
}

TEST_F(ProvisioningTest, AThemesLife) {
  Ok("spo theme list");
  const std::string file = absl::StrCat(folder(), "/palette.json");
  ASSERT_TRUE(base::WriteFileAtomically(file, R"({"themePrimary": "#d81e05"})", 0600).ok());
  const std::string set = absl::StrCat("spo theme set --force --filePath ", file, " --name ");
  EXPECT_EQ(Do(absl::StrCat(set, "'Red & <loud>'")).out, "true\n");
  EXPECT_EQ(Do(absl::StrCat(set, "Night --isInverted")).out, "true\n");
  EXPECT_THAT(Do("spo theme list").out, AllOf(HasSubstr("Red & <loud>"), HasSubstr("Night")));
  const json::Value night = Json("spo theme get --name Night");
  EXPECT_EQ(json::Write(night),
            R"({"IsInverted":true,"Name":"Night","Palette":{"themePrimary":"#d81e05"}})");
  // A second time it is replaced.
  EXPECT_EQ(Do(absl::StrCat(set, "Night")).out, "true\n");
  EXPECT_FALSE(Json("spo theme get --name Night")["IsInverted"].AsBool(true));
  Ok("spo theme remove --force --name 'Red & <loud>'");
  EXPECT_THAT(Texts(Json("spo theme list"), "name"), ElementsAre("Night"));
  EXPECT_EQ(DoWithInput("spo theme remove --name Night", "y\n").exit_code, 2);
  EXPECT_THAT(Json("spo theme list").elements(), SizeIs(1));

  Refused("spo theme get --name None", 3, "File Not Found.");
  Refused("spo theme remove --force --name None", 3, "File Not Found.");
  ASSERT_TRUE(base::WriteFileAtomically(file, "123", 0600).ok());
  Refused(absl::StrCat(set, "x"), 1, "Value does not fall within the expected range.");
  ASSERT_TRUE(base::WriteFileAtomically(file, "colours", 0600).ok());
  Refused(absl::StrCat(set, "x"), 2, "cannot read the palette");
}

TEST_F(ProvisioningTest, ASiteScriptsLife) {
  Connect("spo connect https://contoso.sharepoint.com");
  const json::Value added = Json(
      "spo sitescript add --title \"It's #1 & more\" --description '100 % ours' --content "
      "'{\"actions\":[{\"verb\":\"setTitle\",\"title\":\"x\"}],\"version\":1}'");
  const std::string id = added["Id"].AsString();
  EXPECT_EQ(added["Title"].AsString(), "It's #1 & more");
  EXPECT_EQ(added["Description"].AsString(), "100 % ours");
  EXPECT_THAT(Do("spo sitescript list").out, AllOf(HasSubstr("It's #1 & more"), HasSubstr(id)));
  const json::Value set =
      Json(absl::StrCat("spo sitescript set --version 7 --title Two --content "
                        "'{\"actions\":[]}' --id ",
                        id));
  EXPECT_EQ(set["Version"].AsInt(), 7);
  const json::Value shown = Json(absl::StrCat("spo sitescript get --id ", id));
  EXPECT_EQ(shown["Title"].AsString(), "Two");
  EXPECT_EQ(shown["Description"].AsString(), "100 % ours");
  EXPECT_EQ(shown["Content"].AsString(), R"({"actions":[]})");
  EXPECT_EQ(Do(absl::StrCat("spo sitescript set --content '{' --id ", id)).exit_code, 2);
  Refused(absl::StrCat("spo sitescript set --content '{}' --id ", id), 1,
          "Value does not fall within the expected range.");
  Ok(absl::StrCat("spo sitescript remove --force --id ", id));
  Refused(absl::StrCat("spo sitescript get --id ", id), 3, "File Not Found.");
  EXPECT_EQ(Json("spo sitescript list").elements().size(), 0u);
}

TEST_F(ProvisioningTest, ASiteDesignIsChangedOfferedAndRemoved) {
  const std::string id = AddDesign(R"({"actions":[]})");
  const std::string by_id = absl::StrCat(" --id ", id);
  EXPECT_THAT(Do("spo sitedesign list").out, AllOf(HasSubstr("Intranet"), HasSubstr(id)));
  EXPECT_EQ(Json(absl::StrCat("spo sitedesign get", by_id))["WebTemplate"].AsString(), "68");
  Json(
      absl::StrCat("spo sitedesign set --title Teams --webTemplate teamsite --isDefault true "
                   "--version 3 --previewImageAltText 'A <site>'",
                   by_id));
  const json::Value changed = Json(absl::StrCat("spo sitedesign get", by_id));
  EXPECT_EQ(changed["Title"].AsString(), "Teams");
  EXPECT_EQ(changed["WebTemplate"].AsString(), "64");
  EXPECT_EQ(changed["Version"].AsInt(), 3);
  EXPECT_TRUE(changed["IsDefault"].AsBool());
  EXPECT_EQ(changed["PreviewImageAltText"].AsString(), "A <site>");
  EXPECT_THAT(changed["SiteScriptIds"].elements(), SizeIs(1));

  Refused(absl::StrCat("spo sitedesign rights grant --principals 'PattiF, nobody' --rights View",
                       by_id),
          1, "The specified user nobody could not be found.");
  EXPECT_THAT(Json(absl::StrCat("spo sitedesign rights list", by_id)).elements(), IsEmpty());
  Ok(absl::StrCat("spo sitedesign rights grant --principals 'PattiF, DiegoS' --rights View",
                  by_id));
  const json::Value rights = Json(absl::StrCat("spo sitedesign rights list", by_id));
  EXPECT_EQ(json::Write(rights.ElementAt(0)),
            R"({"DisplayName":"Patti Fernandez","PrincipalName":)"
            R"("i:0#.f|membership|pattif@contoso.onmicrosoft.com","Rights":"View"})");
  Ok(absl::StrCat("spo sitedesign rights revoke --force --principals PattiF", by_id));
  EXPECT_THAT(Texts(Json(absl::StrCat("spo sitedesign rights list", by_id)), "DisplayName"),
              ElementsAre("Diego Siciliani"));

  Connect("spo connect https://contoso.sharepoint.com", "user@contoso.onmicrosoft.com");
  EXPECT_THAT(Json("spo sitedesign list").elements(), IsEmpty());
  Refused(absl::StrCat("spo sitedesign remove --force", by_id), 5, "Access denied");
  Connect("spo connect https://contoso-admin.sharepoint.com");
  Ok(absl::StrCat("spo sitedesign remove --force", by_id));
  Refused(absl::StrCat("spo sitedesign get", by_id), 3, "File Not Found.");
}

TEST_F(ProvisioningTest, AnAppliedDesignLeavesItsMarks) {
  const std::string hub = Json(absl::StrCat("spo hubsite register --url ", kHr))["ID"].AsString();
  const std::string id = AddDesign(absl::StrCat(
      R"({"actions":[{"verb":"createSPList","listName":"Visitors","templateType":100},)"
      R"({"verb":"joinHubSite","hubSiteId":")",
      hub, R"("},{"verb":"setTitle","title":"Our benefits"}]})"));
  const std::string apply = absl::StrCat("spo sitedesign apply --id ", id, " --webUrl ");
  Ok(absl::StrCat(apply, kBenefits));
  EXPECT_EQ(HubIdOf(kBenefits), hub);
  EXPECT_EQ(Json(absl::StrCat("spo web get --webUrl ", kBenefits))["Title"].AsString(),
            "Our benefits");
  EXPECT_EQ(Json(absl::StrCat("spo list get --title Visitors --webUrl ", kBenefits))["BaseTemplate"]
                .AsInt(),
            100);
  Refused(absl::StrCat("spo sitedesign apply --webUrl ", kBenefits, " --id ", kNobody), 3,
          "File Not Found.");
}

TEST_F(ProvisioningTest, ActionsThatFailAreNamed) {
  const std::string id = AddDesign(R"({"actions":[{"verb":"applyTheme","themeName":"None"},)"
                                   R"({"verb":"setDescription","description":"All for you"}]})");
  Refused(absl::StrCat("spo sitedesign apply --id ", id, " --webUrl ", kBenefits), 1,
          "1 of 2 actions of the site design failed: Apply theme: The theme 'None' does not "
          "exist.");
  EXPECT_EQ(Json(absl::StrCat("spo web get --webUrl ", kBenefits))["Description"].AsString(),
            "All for you");
}

TEST_F(ProvisioningTest, AdminCommandsRefuseOtherSitesBeforeAnyRequest) {
  Connect("spo connect https://contoso.sharepoint.com");
  const int before = RequestsTo("sharepoint.com");
  for (const char* line :
       {"spo theme list", "spo theme get --name x", "spo theme remove --force --name x",
        "spo hubsite set --title x --id 11111111-2222-3333-4444-555555555555"}) {
    const Outcome got = Do(line);
    EXPECT_EQ(got.exit_code, 4) << line;
    EXPECT_THAT(got.err, HasSubstr("is not a tenant admin site"));
  }
  EXPECT_EQ(RequestsTo("sharepoint.com"), before);
}

}  // namespace
}  // namespace o365::testing
