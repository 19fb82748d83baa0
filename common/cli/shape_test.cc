#include "common/cli/shape.h"

#include "gtest/gtest.h"

namespace o365::cli {
namespace {

TEST(Shape, Durations) {
  for (const char* good : {"P3D", "PT4H", "P1Y2M3DT4H5M6S", "P2W", "PT90M", "P1M"})
    EXPECT_TRUE(IsDuration(good)) << good;
  for (const char* bad :
       {"", "P", "PT", "3D", "P3", "PD", "P3H", "PT3D", "P1D2Y", "P1DT", "PT1.5H", "P-1D", "P1D "})
    EXPECT_FALSE(IsDuration(bad)) << bad;
}

TEST(Shape, DatesAndTimes) {
  for (const char* good : {"2026-11-22", "2026-11-22T10:00", "2026-11-22T10:00:00Z",
                           "2026-11-22T10:00:00.123Z", "2026-11-22T10:00:00+02:00"})
    EXPECT_TRUE(IsDateTime(good)) << good;
  for (const char* bad : {"", "today", "22.11.2026", "2026-13-01", "2026-11-22T25:00:00Z"})
    EXPECT_FALSE(IsDateTime(bad)) << bad;
}

TEST(Shape, UserNamesAndUrls) {
  EXPECT_TRUE(IsUserName("ann@contoso.com"));
  for (const char* bad : {"", "ann", "@contoso.com", "ann@", "a@b@c", "a b@c"})
    EXPECT_FALSE(IsUserName(bad)) << bad;
  EXPECT_TRUE(IsMeId("@meId") && IsMeUserName("@MEUSERNAME"));
  EXPECT_FALSE(IsMeId("meId") || IsMeId("@meIdX") || IsMeId("@meUserName") || IsMeUserName("@me"));
  EXPECT_TRUE(IsHttpsUrl("https://contoso.com/a?b=c"));
  for (const char* bad : {"", "contoso.com", "http://contoso.com", "https://"})
    EXPECT_FALSE(IsHttpsUrl(bad)) << bad;
}

}  // namespace
}  // namespace o365::cli
