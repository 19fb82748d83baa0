#include "tests/commands/request_shape.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace o365::testing {
namespace {

using ::testing::ElementsAre;

http::Request To(const std::string& url, const std::string& type = "",
                 const std::string& body = "") {
  http::Request request;
  request.url = url;
  if (!type.empty()) request.headers.Set("Content-Type", type);
  request.body = body;
  return request;
}

std::string Difference(const std::string& plain, const std::string& nasty) {
  return FirstDifference(To("https://a.b" + plain), To("https://a.b" + nasty));
}

std::string XmlDifference(const std::string& plain, const std::string& nasty) {
  return FirstDifference(To("https://a.b", "text/xml", plain),
                         To("https://a.b", "text/xml", nasty));
}

std::string JsonDifference(const std::string& plain, const std::string& nasty) {
  const std::string url = "https://a.b/$batch", type = "application/json";
  return FirstDifference(To(url, type, plain), To(url, type, nasty));
}

TEST(RequestShapeTest, NamesThePartsWithoutWhatIsInQuotes) {
  EXPECT_THAT(
      ShapeOf(To("https://a.b/c('it''s%20d')?$filter=e%20eq%20'f'&$top=1", "text/xml",
                 "<R x=\"1\"><A>t</A></R>")),
      ElementsAre("method GET", "host a.b", "path ", "path c('*')", "query $filter=e eq '*'",
                  "query $top=1", "header Content-Type", "xml /R @x", "xml /R/A"));
}

TEST(RequestShapeTest, ValuesThatStayWhereTheyAreMakeNoDifference) {
  EXPECT_EQ(Difference("/a('Mrk')/b", "/a('Mrk''Mrk%2F%27%27')/b"), "");
  EXPECT_EQ(Difference("/users/Mrk?x=1", "/users/Mrk%2F%27?x=1"), "");
  EXPECT_EQ(Difference("/a?$select=Mrk", "/a?$select=Mrk%26'"), "");
  EXPECT_EQ(XmlDifference("<R><A>Mrk</A></R>", "<R><A>&lt;B/&gt;]]&gt;</A></R>"), "");
  EXPECT_EQ(JsonDifference(R"({"a":"Mrk"})", R"({"a":"\",\"b\":\""})"), "");
}

TEST(RequestShapeTest, ValuesThatBreakOutAreSeen) {
  EXPECT_EQ(Difference("/a('Mrk')", "/a('Mrk'Mrk')"),
            "path a('*') -> path a('*'Mrk') [open quote]");
  EXPECT_EQ(Difference("/a('Mrk')", "/a('x')/b"), "nothing -> path b");
  EXPECT_EQ(Difference("/users/Mrk", "/users/a/b"), "nothing -> path b");
  EXPECT_EQ(Difference("/a?$filter=b%20eq%20'Mrk'", "/a?$filter=b%20eq%20'x'%20or%20'y'"),
            "query $filter=b eq '*' -> query $filter=b eq '*' or '*'");
  EXPECT_EQ(Difference("/a?b=Mrk", "/a?b=Mrk&c=d"), "nothing -> query c=d");
  EXPECT_EQ(XmlDifference("<R><A>Mrk</A></R>", "<R><A>Mrk</A><B/></R>"), "nothing -> xml /R/B");
  EXPECT_EQ(JsonDifference(R"({"a":"Mrk"})", R"({"a":"Mrk","b":1})"), "nothing -> json .b scalar");
  EXPECT_EQ(
      JsonDifference(R"({"requests":[{"url":"/a/Mrk"}]})", R"({"requests":[{"url":"/a/Mrk/b"}]})"),
      "nothing -> path b");
}

}  // namespace
}  // namespace o365::testing
