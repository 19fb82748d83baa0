#include "services/o365/locate.h"

#include <sys/stat.h>

#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace o365::multiplexer {
namespace {

using ::testing::ElementsAre;

class LocateTest : public ::testing::Test {
 protected:
  void Install(const std::string& path, int mode = 0755) {
    const std::string whole = root_ + path;
    ASSERT_TRUE(base::MakePrivateFolder(whole.substr(0, whole.rfind('/'))).ok());
    ASSERT_TRUE(base::WriteFileAtomically(whole, "#!/bin/sh\n", mode).ok());
  }
  std::string Find(absl::string_view name) {
    const base::Environment environment({{"PATH", ":" + root_ + "/p1:" + root_ + "/p2"}});
    const std::string path = Locator(root_ + "/bin", environment).Find(name);
    return path.empty() ? path : path.substr(root_.size());
  }
  const std::string root_ = ::testing::TempDir() + "/locate_" +
                            ::testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(LocateTest, OwnFolderThenLibexecThenPath) {
  Install("/p2/spo");
  EXPECT_EQ(Find("spo"), "/p2/spo");
  Install("/p1/o365-spo");
  EXPECT_EQ(Find("spo"), "/p1/o365-spo");
  Install("/libexec/o365/spo");
  Install("/bin/other");
  EXPECT_EQ(Find("spo"), "/bin/../libexec/o365/spo");
  Install("/bin/spo");
  EXPECT_EQ(Find("spo"), "/bin/spo");
}

TEST_F(LocateTest, OthersNeedThePrefixAndMustBePrograms) {
  Install("/p1/ls");
  Install("/p1/o365-teams");
  Install("/p1/o365-tenant");
  Install("/p1/o365-broken", 0644);
  EXPECT_EQ(Find("ls"), "");
  EXPECT_EQ(Find("teams"), "/p1/o365-teams");
  EXPECT_EQ(Find("broken"), "");
  EXPECT_EQ(Find("../p1/ls"), "");
  EXPECT_EQ(Find(""), "");
  const base::Environment environment({{"PATH", root_ + "/p1"}});
  EXPECT_THAT(Locator("", environment).Others(), ElementsAre("teams"));
}

}  // namespace
}  // namespace o365::multiplexer
