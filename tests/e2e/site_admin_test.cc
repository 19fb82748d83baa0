// Stories of the tenant's administrator: classic sites, settings of sites, app catalogs of sites
// and what SharePoint Framework code may do.

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kParty[] = " --url https://contoso.sharepoint.com/sites/summer-party";
constexpr char kContracts[] = " --url https://contoso.sharepoint.com/sites/contracts";

class SiteAdminTest : public EndToEndTest {
 protected:
  SiteAdminTest() { Connect("spo connect https://contoso-admin.sharepoint.com"); }

  void Ok(absl::string_view line) {
    const Outcome got = Do(line);
    EXPECT_EQ(got.exit_code, 0) << line << "\n" << got.err;
    EXPECT_EQ(got.out, "") << line;
  }
  // The site as the tenant lists it; null when it does not.
  json::Value Listed(absl::string_view url) {
    return Json(absl::StrCat("spo site classic list --filter \"Url -like '", url, "'\""))
        .ElementAt(0);
  }
};

TEST_F(SiteAdminTest, AClassicSiteTakesThePlaceOfADeletedOne) {
  const std::string add = absl::StrCat(
      "spo site classic add --title 'Party <2027>' --owner admin@contoso.onmicrosoft.com "
      "--timeZone 4 --storageQuota 300 --storageQuotaWarningLevel 275",
      kParty);
  EXPECT_TRUE(Listed("summer-party").is_null());
  const Outcome taken = Do(add);
  EXPECT_EQ(taken.exit_code, 1);
  EXPECT_THAT(taken.err, HasSubstr("A site already exists at url"));
  const Outcome made = Do(absl::StrCat(add, " --removeDeletedSite --wait"));
  EXPECT_EQ(made.exit_code, 0) << made.err;
  EXPECT_THAT(made.err, AllOf(HasSubstr("removing the deleted site; if you interrupt this"),
                              HasSubstr("creating the site; if you interrupt this")));
  const json::Value site = Listed("summer-party");
  EXPECT_EQ(site["Title"].AsString(), "Party <2027>");
  EXPECT_EQ(site["StorageMaximumLevel"].AsInt(), 300);
  EXPECT_EQ(site["StorageWarningLevel"].AsInt(), 275);
  EXPECT_EQ(site["Template"].AsString(), "STS#0");
  // Without --wait it is not asked how far it is.
  const int before = RequestsTo("ProcessQuery");
  Ok("spo site classic add --title Two --owner admin@contoso.onmicrosoft.com --timeZone 4 --url "
     "https://contoso.sharepoint.com/sites/two");
  EXPECT_EQ(RequestsTo("ProcessQuery"), before + 1);
  EXPECT_EQ(Do(absl::StrCat(add, " --storageQuotaWarningLevel 301")).exit_code, 2);
}

TEST_F(SiteAdminTest, ClassicSettingsAreChanged) {
  Ok(absl::StrCat("spo site classic set", kContracts));
  const Outcome set = Do(absl::StrCat(
      "spo site classic set --title 'Contracts & more' --sharing ExternalUserSharingOnly "
      "--resourceQuota 100 --resourceQuotaWarningLevel 90 --storageQuota 200 "
      "--storageQuotaWarningLevel 150 --allowSelfServiceUpgrade false --noScriptSite false "
      "--owners 'user@contoso.onmicrosoft.com, admin@contoso.onmicrosoft.com' --lockState "
      "readonly --wait",
      kContracts));
  EXPECT_EQ(set.exit_code, 0) << set.err;
  const json::Value site = Listed("contracts");
  EXPECT_EQ(site["Title"].AsString(), "Contracts & more");
  EXPECT_EQ(site["SharingCapability"].AsInt(), 1);
  EXPECT_EQ(site["UserCodeMaximumLevel"].AsInt(), 100);
  EXPECT_EQ(site["UserCodeWarningLevel"].AsInt(), 90);
  EXPECT_EQ(site["StorageMaximumLevel"].AsInt(), 200);
  EXPECT_EQ(site["StorageWarningLevel"].AsInt(), 150);
  EXPECT_FALSE(site["AllowSelfServiceUpgrade"].AsBool(true));
  EXPECT_EQ(site["DenyAddAndCustomizePages"].AsInt(), 1);
  EXPECT_EQ(site["LockState"].AsString(), "ReadOnly");
  const Outcome nobody =
      Do(absl::StrCat("spo site classic set --owners nobody@contoso.com", kContracts));
  EXPECT_EQ(nobody.exit_code, 1);
  EXPECT_THAT(nobody.err, HasSubstr("cannot add owner 'nobody@contoso.com'"));
  EXPECT_EQ(Do("spo site classic set --title x --url https://contoso.sharepoint.com/sites/gone")
                .exit_code,
            1);
}

TEST_F(SiteAdminTest, OneDriveSitesAreListedWhenAskedFor) {
  const auto count = [&](absl::string_view line) { return Json(line).elements().size(); };
  EXPECT_EQ(count("spo site classic list --includeOneDriveSites"),
            count("spo site classic list") + 1);
  EXPECT_THAT(Do("spo site classic list --webTemplate STS#0").out, HasSubstr("Contracts"));
  const std::string table = Do("spo site classic list").out;
  EXPECT_LT(table.find("/sites/apps"), table.find("/sites/hr"));
  EXPECT_LT(table.find("/sites/leadership"), table.find("/sites/marketing"));
}

TEST_F(SiteAdminTest, SitesAreClassified) {
  const std::string url = " --url https://contoso.sharepoint.com/sites/hr";
  Ok(absl::StrCat("spo site set --classification 'M<B>I' --disableFlows true", url));
  json::Value site = Json(absl::StrCat("spo site get", url));
  EXPECT_EQ(site["Classification"].AsString(), "M<B>I");
  EXPECT_TRUE(site["DisableFlows"].AsBool());
  Ok(absl::StrCat("spo site set --classification '' --id ", site["Id"].AsString(), url));
  site = Json(absl::StrCat("spo site get", url));
  EXPECT_EQ(site["Classification"].AsString(), "");
  EXPECT_TRUE(site["DisableFlows"].AsBool());
  EXPECT_EQ(Do(absl::StrCat("spo site set", url)).exit_code, 2);
  EXPECT_EQ(Do("spo site set --classification x --url https://contoso.sharepoint.com/sites/gone")
                .exit_code,
            3);
}

TEST_F(SiteAdminTest, ASiteGetsAnAppCatalogOfItsOwn) {
  const Outcome none = Do(absl::StrCat("spo site appcatalog remove --force", kContracts));
  EXPECT_EQ(none.exit_code, 1);
  Ok(absl::StrCat("spo site appcatalog add", kContracts));
  Ok(absl::StrCat("spo site appcatalog remove --force", kContracts));
  EXPECT_THAT(Do("spo site appcatalog add --url https://contoso.sharepoint.com/sites/gone").err,
              HasSubstr("Cannot get site https://contoso.sharepoint.com/sites/gone"));
}

TEST_F(SiteAdminTest, PermissionRequestsAreApprovedAndDenied) {
  const json::Value requests = Json("spo serviceprincipal permissionrequest list");
  ASSERT_THAT(requests.elements(), SizeIs(2));
  const std::string first = requests.ElementAt(0)["Id"].AsString();
  EXPECT_THAT(first, SizeIs(36));
  const json::Value grant =
      Json(absl::StrCat("spo serviceprincipal permissionrequest approve --requestId ", first));
  EXPECT_EQ(grant["Scope"].AsString(), "User.Read.All Calendars.Read");
  EXPECT_TRUE(grant["_ObjectType_"].is_null());
  Ok(absl::StrCat("spo sp permissionrequest deny --force --requestId ",
                  requests.ElementAt(1)["Id"].AsString()));
  EXPECT_EQ(Do("spo sp permissionrequest list").out, "");
  const Outcome gone =
      Do(absl::StrCat("spo serviceprincipal permissionrequest deny --force --requestId ", first));
  EXPECT_EQ(gone.exit_code, 3);
  EXPECT_THAT(gone.err, HasSubstr("File Not Found."));

  EXPECT_THAT(Do("spo serviceprincipal grant list").out, HasSubstr("User.Read.All Calendars.Read"));
  Ok(absl::StrCat("spo serviceprincipal grant revoke --force --grantId ",
                  grant["ObjectId"].AsString()));
  EXPECT_THAT(Json("spo serviceprincipal grant list").elements(), SizeIs(0));
}

TEST_F(SiteAdminTest, ThePrincipalIsDisabledOnceConfirmed) {
  const std::string disable = "spo serviceprincipal set --enabled false";
  EXPECT_EQ(Do(disable).exit_code, 2);
  EXPECT_EQ(DoWithInput(disable, "y\n").exit_code, 2);
  const json::Value off = Json(absl::StrCat(disable, " --force"));
  EXPECT_FALSE(off["AccountEnabled"].AsBool(true));
  EXPECT_THAT(off["ReplyUrls"].elements(), SizeIs(3));
  EXPECT_TRUE(Json("spo sp set --enabled true --force")["AccountEnabled"].AsBool());
}

}  // namespace
}  // namespace o365::testing
