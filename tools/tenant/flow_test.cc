// Power Automate as clients see it.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/tenant/test_tenant.h"

namespace o365::tenant {
namespace {

using ::testing::HasSubstr;

constexpr char kBase[] = "https://api.flow.microsoft.com/providers/Microsoft.ProcessSimple/";

class FlowTest : public ::testing::Test {
 protected:
  Answer Get(absl::string_view rest) {
    const char* separator = rest.find('?') == absl::string_view::npos ? "?" : "&";
    return tenant_.Get(absl::StrCat(kBase, rest, separator, "api-version=2016-11-01"));
  }
  // The names of the flows on all pages.
  std::vector<std::string> Flows(absl::string_view rest) {
    std::vector<std::string> flows;
    Answer page = Get(rest);
    for (;;) {
      for (const json::Value& flow : page.body["value"].elements()) {
        flows.push_back(flow.At({"properties", "displayName"}).AsString());
      }
      const std::string next = page.body["nextLink"].AsString();
      if (next.empty()) return flows;
      page = tenant_.Get(next);
      EXPECT_EQ(page.status, 200) << page.text;
    }
  }
  static std::string Code(const Answer& answer) {
    return answer.body.At({"error", "code"}).AsString();
  }

  TestTenant tenant_;
};

TEST_F(FlowTest, EnvironmentsAreListedAndFound) {
  EXPECT_EQ(Get("environments").body["value"].elements().size(), 2u);
  EXPECT_EQ(Get("environments/~default").body.At({"properties", "displayName"}).AsString(),
            "Contoso (default)");
  const Answer none = Get("environments/nowhere");
  EXPECT_EQ(none.status, 403);
  EXPECT_EQ(Code(none), "EnvironmentAccessDenied");
  EXPECT_THAT(none.text, HasSubstr("Access to the environment 'nowhere' is denied."));
}

TEST_F(FlowTest, FlowsAreThoseOfTheCallerOrShared) {
  EXPECT_EQ(Flows("environments/~default/flows").size(), 3u);
  EXPECT_EQ(Flows("environments/~default/flows?$filter=search('team')").size(), 2u);
  EXPECT_EQ(Flows("scopes/admin/environments/~default/v2/flows").size(), 4u);  // two pages
  tenant_.SignIn(kUserUpn);
  EXPECT_EQ(Flows("environments/~default/flows").size(), 1u);
  EXPECT_EQ(Code(Get("scopes/admin/environments/~default/v2/flows")), "EnvironmentAccessDenied");
}

TEST_F(FlowTest, MissingFlowsAreRefusedAsTheServiceDoes) {
  const char* id = "1c6ee23a-a835-44bc-a4f5-462b658efc12";
  EXPECT_EQ(Code(Get(absl::StrCat("environments/~default/flows/", id))),
            "ConnectionAuthorizationFailed");
  EXPECT_EQ(Code(Get(absl::StrCat("scopes/admin/environments/~default/flows/", id))),
            "FlowNotFound");
}

TEST_F(FlowTest, TheOldAdminListIsGone) {
  EXPECT_THAT(Get("scopes/admin/environments/~default/flows").text, HasSubstr("Admin (V2) API"));
}

TEST_F(FlowTest, ResourceManagerPassesNothingOn) {
  const Answer got = tenant_.Get(
      "https://management.azure.com/providers/Microsoft.ProcessSimple/environments?"
      "api-version=2016-11-01");
  EXPECT_EQ(got.status, 400);
  EXPECT_THAT(got.body.At({"error", "message"}).AsString(),
              HasSubstr("Calling Power Automate through ARM is no longer supported."));
}

TEST_F(FlowTest, TokensOfOtherServicesAreRefused) {
  const Answer got =
      tenant_.Get(absl::StrCat(kBase, "environments?api-version=2016-11-01"),
                  {{"Authorization", "Bearer " + tenant_.Token("https://graph.microsoft.com")}});
  EXPECT_EQ(got.status, 401);
  EXPECT_EQ(Code(got), "InvalidAuthenticationTokenAudience");
}

TEST_F(FlowTest, TheVersionMustBeNamed) {
  EXPECT_EQ(Code(tenant_.Get(absl::StrCat(kBase, "environments"))), "MissingApiVersionParameter");
}

}  // namespace
}  // namespace o365::tenant
