#include "common/auth/app.h"

#include <map>
#include <string>
#include <utility>

#include "common/base/error.h"
#include "gtest/gtest.h"

namespace o365::auth {
namespace {

base::Environment Variables(std::map<std::string, std::string> variables) {
  return base::Environment(std::move(variables));
}

TEST(AppTest, OptionThenServiceThenGeneralThenShared) {
  const base::Environment none = Variables({});
  EXPECT_EQ(ChooseAppId(none, "spo", ""), "31359c7f-bd7e-475c-86db-fdb8c937548e");
  const base::Environment some = Variables({{"O365_APPID", "all"}, {"O365_SPO_APPID", "mine"}});
  EXPECT_EQ(ChooseAppId(some, "spo", "given"), "given");
  EXPECT_EQ(ChooseAppId(some, "spo", ""), "mine");
  EXPECT_EQ(ChooseAppId(some, "graph", ""), "all");
}

TEST(AppTest, OlderNamesStillCount) {
  const base::Environment old = Variables({{"OFFICE365CLI_AADAPPID", "all"},
                                           {"OFFICE365CLI_AADSPOAPPID", "spo"},
                                           {"OFFICE365CLI_AADAADAPPID", "aad"},
                                           {"OFFICE365CLI_AADGRAPHAPPID", "graph"},
                                           {"OFFICE365CLI_AADAZMGMTAPPID", "azmgmt"}});
  for (const char* service : {"spo", "aad", "graph", "azmgmt"})
    EXPECT_EQ(ChooseAppId(old, service, ""), service);
  EXPECT_EQ(ChooseAppId(Variables({{"OFFICE365CLI_AADAPPID", "all"}}), "spo", ""), "all");
}

TEST(AppTest, Tenant) {
  const base::Environment none = Variables({});
  EXPECT_EQ(ChooseTenant(none, "").value(), "organizations");
  const base::Environment some = Variables({{"O365_TENANT", "contoso.onmicrosoft.com"}});
  EXPECT_EQ(ChooseTenant(some, "").value(), "contoso.onmicrosoft.com");
  EXPECT_EQ(ChooseTenant(some, "given").value(), "given");
  for (const char* bad : {"a/b", "..", "a?b", "a b", "a%2f"}) {
    const auto tenant = ChooseTenant(none, bad);
    EXPECT_TRUE(base::IsUsageError(tenant.status())) << bad;
  }
}

}  // namespace
}  // namespace o365::auth
