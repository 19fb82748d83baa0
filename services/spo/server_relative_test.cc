#include "services/spo/server_relative.h"

#include "gtest/gtest.h"

namespace o365::spo {
namespace {

constexpr char kRoot[] = "https://contoso.sharepoint.com";
constexpr char kHr[] = "https://contoso.sharepoint.com/sites/hr";

TEST(ServerRelativeTest, FilesOfTheRootSite) {
  EXPECT_EQ(ServerRelative(kRoot, "Docs/a.txt"), "/Docs/a.txt");
  EXPECT_EQ(ServerRelative(kRoot, "/Docs/a.txt"), "/Docs/a.txt");
}

TEST(ServerRelativeTest, FilesOfASite) {
  for (const char* path : {"Docs/a.txt", "/Docs/a.txt", "/sites/hr/Docs/a.txt"})
    EXPECT_EQ(ServerRelative(kHr, path), "/sites/hr/Docs/a.txt");
  EXPECT_EQ(ServerRelative(kHr, "/Sites/HR/a.txt"), "/Sites/HR/a.txt");
  EXPECT_EQ(ServerRelative(kHr, "/sites/hr-team/a.txt"), "/sites/hr/sites/hr-team/a.txt");
}

TEST(ServerRelativeTest, OneSlashBetweenParts) {
  EXPECT_EQ(JoinPaths("/", "/"), "/");
  EXPECT_EQ(JoinPaths("/sites/hr", "/"), "/sites/hr/");
  EXPECT_EQ(JoinPaths("/sites/hr/", "/a"), "/sites/hr/a");
}

}  // namespace
}  // namespace o365::spo
