// What the functions of `aad app` make of options; what they send is told by the stories.

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aad/app_manifest.h"
#include "services/aad/app_options.h"
#include "services/aad/app_permission.h"
#include "services/aad/app_registration.h"
#include "services/aad/app_role.h"
#include "tests/testing/status_matchers.h"

namespace o365::aad {
namespace {

using o365::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

json::Value Read(absl::string_view text) { return *json::Parse(text); }

cli::Args With(std::vector<std::pair<cli::Option, std::string>> options) {
  cli::Args args;
  for (const auto& [option, value] : options) args.Set(option.name, value);
  return args;
}

Manifest ManifestOf(const cli::Args& args) {
  const absl::StatusOr<Manifest> manifest = ReadManifest(args);
  EXPECT_THAT(manifest, IsOk());
  return manifest.ok() ? *manifest : Manifest();
}

constexpr char kTrustingManifest[] = R"({"id":"1","appId":"2","displayName":"Sheets","notes":"x",
    "passwordCredentials":[{"displayName":"Old","hint":"abc"},{"displayName":null}],
    "keyCredentials":[{"key":null}],
    "web":{"redirectUris":["https://a"],"logoutUrl":"https://b"},
    "api":{"oauth2PermissionScopes":[{"id":"s"}],"preAuthorizedApplications":[{"appId":"t"}]}})";

TEST(ManifestTest, LeavesOutWhatBelongsToTheOtherApp) {
  const Manifest manifest = ManifestOf(With({{kManifest, kTrustingManifest}}));
  EXPECT_EQ(manifest.name, "Sheets");
  EXPECT_THAT(manifest.secrets, ElementsAre("Old", "Default"));
  // An app can be trusted with a permission only once there is one.
  ASSERT_THAT(manifest.changes, SizeIs(2));
  EXPECT_EQ(manifest.changes[0], Read(R"({"displayName":"Sheets","notes":"x",
                     "web":{"redirectUris":["https://a"],"logoutUrl":"https://b"},
                     "api":{"oauth2PermissionScopes":[{"id":"s"}]}})"));
  EXPECT_EQ(manifest.changes[1], Read(R"({"api":{"preAuthorizedApplications":[{"appId":"t"}]}})"));
}

TEST(ManifestTest, OptionsCountMore) {
  const Manifest manifest = ManifestOf(With({{kManifest, kTrustingManifest},
                                             {kPlatform, "spa"},
                                             {kRedirectUris, "https://c"},
                                             {kScopeName, "s"}}));
  EXPECT_EQ(manifest.changes[0]["web"], Read(R"({"logoutUrl":"https://b"})"));
  EXPECT_EQ(manifest.changes[0]["api"], Read("{}"));
}

TEST(ManifestTest, ReadsTheOlderFormat) {
  const Manifest manifest = ManifestOf(With({{kManifest, R"({"name":"Old","allowPublicClient":true,
      "signInUrl":null,"logoutUrl":"https://out","oauth2AllowImplicitFlow":true,
      "informationalUrls":{"support":"https://help","privacy":null},
      "replyUrlsWithType":[{"url":"https://w","type":"Web"},{"url":"app://n","type":"InstalledClient"}],
      "oauth2Permissions":[{"id":"p","lang":null,"origin":"Application","value":"read"}],
      "preAuthorizedApplications":[{"appId":"t","permissionIds":["p"]}],
      "samlMetadataUrl":null})"}}));
  EXPECT_EQ(manifest.name, "Old");
  ASSERT_THAT(manifest.changes, SizeIs(2));
  const json::Value& app = manifest.changes[0];
  EXPECT_EQ(app["displayName"].AsString(), "Old");
  EXPECT_TRUE(app["isFallbackPublicClient"].AsBool());
  EXPECT_EQ(app["info"], Read(R"({"supportUrl":"https://help"})"));
  EXPECT_EQ(app["web"], Read(R"({"logoutUrl":"https://out","redirectUris":["https://w"],
                                 "implicitGrantSettings":{"enableAccessTokenIssuance":true}})"));
  EXPECT_EQ(app["publicClient"], Read(R"({"redirectUris":["app://n"]})"));
  EXPECT_EQ(app.At({"api", "oauth2PermissionScopes"}), Read(R"([{"id":"p","value":"read"}])"));
  EXPECT_EQ(manifest.changes[1], Read(R"({"api":{"preAuthorizedApplications":[
                        {"appId":"t","delegatedPermissionIds":["p"]}]}})"));
  for (const char* gone : {"name", "replyUrlsWithType", "oauth2Permissions", "samlMetadataUrl",
                           "informationalUrls", "signInUrl"})
    EXPECT_EQ(app.Find(gone), nullptr) << gone;
}

TEST(ManifestTest, MustNameTheApp) {
  for (const char* bad : {"{}", "[]", R"({"displayName":null})", R"({"name":""})"})
    EXPECT_TRUE(base::IsUsageError(ReadManifest(With({{kManifest, bad}})).status())) << bad;
  EXPECT_TRUE(ManifestOf(cli::Args()).changes.empty());
}

const std::vector<ApiPermissions>& Wanted() {
  static const auto& apis =
      *new std::vector<ApiPermissions>{{.app_id = "a",
                                        .principal_id = "pa",
                                        .delegated = {{.id = "1", .name = "User.Read"}},
                                        .application = {{.id = "2", .name = "User.Read.All"}}},
                                       {.app_id = "b",
                                        .principal_id = "pb",
                                        .delegated = {{.id = "3", .name = "X"}},
                                        .application = {}}};
  return apis;
}

TEST(RequiredTest, AddsWhatIsNotThere) {
  EXPECT_EQ(AddRequired(Read(R"([{"resourceAppId":"a","resourceAccess":[
                                    {"id":"1","type":"Scope"},{"id":"2","type":"Scope"}]}])"),
                        Wanted()),
            Read(R"([{"resourceAppId":"a","resourceAccess":[{"id":"1","type":"Scope"},
                        {"id":"2","type":"Scope"},{"id":"2","type":"Role"}]},
                     {"resourceAppId":"b","resourceAccess":[{"id":"3","type":"Scope"}]}])"));
  EXPECT_THAT(AddRequired(json::Value(), Wanted()).elements(), SizeIs(2));
}

TEST(RequiredTest, RemovesAnApiWithItsLastPermission) {
  EXPECT_EQ(RemoveRequired(Read(R"([{"resourceAppId":"a","resourceAccess":[
                                       {"id":"1","type":"Scope"},{"id":"2","type":"Scope"}]},
                                    {"resourceAppId":"b","resourceAccess":[
                                       {"id":"3","type":"Scope"}]},
                                    {"resourceAppId":"c","resourceAccess":[
                                       {"id":"1","type":"Scope"}]}])"),
                           Wanted()),
            Read(R"([{"resourceAppId":"a","resourceAccess":[{"id":"2","type":"Scope"}]},
                     {"resourceAppId":"c","resourceAccess":[{"id":"1","type":"Scope"}]}])"));
}

TEST(PermissionNamesTest, MustNameTheirApi) {
  EXPECT_THAT(CheckPermissionNames({.delegated = {"https://graph.microsoft.com/User.Read"},
                                    .application = {"api://x/Y"}}),
              IsOk());
  const absl::Status bad = CheckPermissionNames(
      {.delegated = {}, .application = {"User.Read", "https://x/Y", "https://x/"}});
  EXPECT_TRUE(base::IsUsageError(bad));
  EXPECT_THAT(bad.message(),
              HasSubstr("Application permission(s) User.Read, https://x/ are not fully-qualified"));
}

TEST(RoleClaimTest, TakesWhatTokensCanHold) {
  for (const std::string& good :
       {std::string("managers"), std::string("Sheets.Import:all"), std::string(120, 'x')})
    EXPECT_THAT(CheckRoleClaim(With({{kNewRoleClaim, good}})), IsOk()) << good;
  for (const std::string& bad : {std::string(".managers"), std::string("two words"),
                                 std::string("\xc3\xa4"), std::string(121, 'x')})
    EXPECT_TRUE(base::IsUsageError(CheckRoleClaim(With({{kNewRoleClaim, bad}})))) << bad;
}

TEST(KeyCredentialTest, ReadsDerAndPem) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/certificate");
  const auto key = [&](absl::string_view content) {
    EXPECT_THAT(base::WriteFileAtomically(path, content, 0600), IsOk());
    const absl::StatusOr<json::Value> credential =
        KeyCredential(With({{kCertificateFile, path}, {kCertificateName, "Mine"}}));
    EXPECT_THAT(credential, IsOk());
    EXPECT_EQ((*credential)["displayName"].AsString(), "Mine");
    return (*credential)["key"].AsString();
  };
  const std::string der("\x30\x82\x00\x01", 4);
  EXPECT_EQ(key(der), absl::Base64Escape(der));
  EXPECT_EQ(key("Bag Attributes\n-----BEGIN CERTIFICATE-----\r\nMIIB\r\nAQ==\r\n"
                "-----END CERTIFICATE-----\r\n"),
            "MIIBAQ==");
  EXPECT_TRUE(KeyCredential(cli::Args())->is_null());
}

}  // namespace
}  // namespace o365::aad
