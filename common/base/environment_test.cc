#include "common/base/environment.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace o365::base {
namespace {

using ::testing::UnorderedElementsAre;

TEST(EnvironmentTest, KnowsWhichVariablesAreSecrets) {
  const Environment environment({{"O365_PASSWORD", "a"},
                                 {"AZURE_CLIENT_SECRET", "b"},
                                 {"GITHUB_TOKEN", "c"},
                                 {"O365_STORE_PASSPHRASE", "d"},
                                 {"HTTPS_PROXY", "http://user:p@ss@proxy:8080"},
                                 {"http_proxy", "http://proxy:8080"},
                                 {"ALL_PROXY", "http://user@proxy"},
                                 {"HOME", "/home/ann"},
                                 {"O365_STORE_PASSPHRASE_FILE", "/run/secrets/x"}});
  EXPECT_THAT(environment.Secrets(), UnorderedElementsAre("a", "b", "c", "d", "p@ss"));
}

Environment WithCi(const char* value) {
  return Environment(std::map<std::string, std::string>{{"CI", value}});
}

TEST(EnvironmentTest, CiIsSetWhenItIsNeitherEmptyNorZeroNorFalse) {
  for (const char* set : {"true", "1", "yes", "jenkins"})
    EXPECT_TRUE(WithCi(set).IsContinuousIntegration()) << set;
  for (const char* not_set : {"", "0", "false", "False", "FALSE"})
    EXPECT_FALSE(WithCi(not_set).IsContinuousIntegration()) << not_set;
  EXPECT_FALSE(Environment(std::map<std::string, std::string>{}).IsContinuousIntegration());
}

}  // namespace
}  // namespace o365::base
