#include "common/auth/app.h"

#include <map>
#include <string>
#include <utility>

#include "common/auth/client_certificate_grant.h"
#include "common/auth/device_code.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "gtest/gtest.h"

namespace o365::auth {
namespace {

base::Environment Variables(std::map<std::string, std::string> variables) {
  return base::Environment(std::move(variables));
}

TEST(AppTest, OptionThenServiceThenGeneralThenShared) {
  const base::Environment none = Variables({});
  EXPECT_EQ(*ChooseAppId(none, "spo", kDeviceCodeGrant, ""),
            "31359c7f-bd7e-475c-86db-fdb8c937548e");
  const base::Environment some = Variables({{"O365_APPID", "all"}, {"O365_SPO_APPID", "mine"}});
  EXPECT_EQ(*ChooseAppId(some, "spo", kDeviceCodeGrant, "given"), "given");
  EXPECT_EQ(*ChooseAppId(some, "spo", kDeviceCodeGrant, ""), "mine");
  EXPECT_EQ(*ChooseAppId(some, "graph", kDeviceCodeGrant, ""), "all");
}

TEST(AppTest, OlderNamesStillCount) {
  const base::Environment old = Variables({{"OFFICE365CLI_AADAPPID", "all"},
                                           {"OFFICE365CLI_AADSPOAPPID", "spo"},
                                           {"OFFICE365CLI_AADAADAPPID", "aad"},
                                           {"OFFICE365CLI_AADGRAPHAPPID", "graph"},
                                           {"OFFICE365CLI_AADAZMGMTAPPID", "azmgmt"}});
  for (const char* service : {"spo", "aad", "graph", "azmgmt"})
    EXPECT_EQ(*ChooseAppId(old, service, kDeviceCodeGrant, ""), service);
  EXPECT_EQ(
      *ChooseAppId(Variables({{"OFFICE365CLI_AADAPPID", "all"}}), "spo", kDeviceCodeGrant, ""),
      "all");
}

TEST(AppTest, Tenant) {
  const base::Environment none = Variables({});
  EXPECT_EQ(ChooseTenant(none, kDeviceCodeGrant, "").value(), "organizations");
  const base::Environment some = Variables({{"O365_TENANT", "contoso.onmicrosoft.com"}});
  EXPECT_EQ(ChooseTenant(some, kDeviceCodeGrant, "").value(), "contoso.onmicrosoft.com");
  EXPECT_EQ(ChooseTenant(some, kDeviceCodeGrant, "given").value(), "given");
  for (const char* bad : {"a/b", "..", "a?b", "a b", "a%2f"}) {
    const auto tenant = ChooseTenant(none, kDeviceCodeGrant, bad);
    EXPECT_TRUE(base::IsUsageError(tenant.status())) << bad;
  }
}

TEST(AppTest, SomeGrantsNeedAnAppAndATenantOfOnesOwn) {
  const base::Environment none = Variables({});
  EXPECT_TRUE(base::IsUsageError(ChooseAppId(none, "spo", kCertificateGrant, "").status()));
  for (const char* any : {"", "common", "Organizations", "consumers"})
    EXPECT_TRUE(base::IsUsageError(ChooseTenant(none, kCertificateGrant, any).status())) << any;
  EXPECT_EQ(ChooseTenant(none, kCertificateGrant, "contoso.com").value(), "contoso.com");
}

TEST(AppTest, SettingsComeAfterTheEnvironment) {
  const std::string folder = absl::StrCat(::testing::TempDir(), "/app_test");
  ASSERT_TRUE(base::MakePrivateFolder(folder).ok());
  ASSERT_TRUE(
      base::WriteFileAtomically(folder + "/config.json",
                                R"({"authType":"certificate","appId":"set","tenant":"set.com",)"
                                R"("cloud":"china"})",
                                0600)
          .ok());
  const base::Environment set = Variables({{"O365_CONFIG_DIR", folder}});
  EXPECT_EQ(*DefaultAuthType(set), "certificate");
  EXPECT_EQ(*ChooseAppId(set, "spo", kDeviceCodeGrant, ""), "set");
  EXPECT_EQ(*ChooseTenant(set, kDeviceCodeGrant, ""), "set.com");
  EXPECT_EQ((*ChooseCloud(set, kDeviceCodeGrant, ""))->name, "China");
  const base::Environment both = Variables({{"O365_CONFIG_DIR", folder},
                                            {"O365_AUTH", "PASSWORD"},
                                            {"O365_APPID", "var"},
                                            {"O365_TENANT", "var.com"},
                                            {"O365_CLOUD", "USGovHigh"}});
  EXPECT_EQ(*DefaultAuthType(both), "password");
  EXPECT_EQ(*ChooseAppId(both, "spo", kDeviceCodeGrant, ""), "var");
  EXPECT_EQ(*ChooseTenant(both, kDeviceCodeGrant, ""), "var.com");
  EXPECT_EQ((*ChooseCloud(both, kDeviceCodeGrant, ""))->name, "USGovHigh");
  EXPECT_TRUE(base::IsUsageError(DefaultAuthType(Variables({{"O365_AUTH", "magic"}})).status()));
  EXPECT_TRUE(base::IsUsageError(ChooseCloud(set, kDeviceCodeGrant, "moon").status()));
  EXPECT_EQ(*ChooseCloud(Variables({}), kDeviceCodeGrant, ""), nullptr);
}

}  // namespace
}  // namespace o365::auth
