#include "common/odata/query.h"

#include "gtest/gtest.h"

namespace o365::odata {
namespace {

TEST(QueryTest, LiteralsCannotBeLeft) {
  EXPECT_EQ(Quote("it's"), "'it''s'");
  EXPECT_EQ(PathLiteral("a'b/c#%"), "'a%27%27b%2Fc%23%25'");
}

TEST(QueryTest, EscapesArePartOfAnEncodedPath) {
  EXPECT_EQ(EncodedPathLiteral("/a b/c%20d/100%/it's%27"),
            "'%2Fa%20b%2Fc%20d%2F100%25%2Fit%27%27s%27%27'");
  EXPECT_EQ(EncodedPathLiteral("%4"), "'%254'");
}

TEST(QueryTest, OptionsAreEncoded) {
  EXPECT_EQ(Query("https://g/users")
                .Add("$select", "id,mail")
                .Add("$filter", And({"a eq " + Quote("x&y #"), "b eq 1"}))
                .Add("$top", "")
                .Url(),
            "https://g/users?$select=id,mail&$filter=a%20eq%20'x%26y%20%23'%20and%20b%20eq%201");
  EXPECT_EQ(Query("https://g/?a=1").Add("b", "2").Url(), "https://g/?a=1&b=2");
}

}  // namespace
}  // namespace o365::odata
