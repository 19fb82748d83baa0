#include "common/output/format.h"

#include "gtest/gtest.h"

namespace o365::output {
namespace {

json::Value J(const char* text) { return json::Parse(text).value(); }
std::string Text(const char* json, absl::Span<const Column> columns = {}) {
  return Render(J(json), Format::kText, columns);
}

TEST(FormatTest, ScalarsAsTheyAre) {
  EXPECT_EQ(Text("\"a\\nb\""), "a\nb\n");
  EXPECT_EQ(Text("1.50"), "1.50\n");
  EXPECT_EQ(Text("true"), "true\n");
  EXPECT_EQ(Text("null"), "");
}

TEST(FormatTest, ObjectsAsSortedPaddedLines) {
  EXPECT_EQ(Text(R"({"Title":"x","ID":1,"On":true,"None":null,"List":["a"]})"),
            "ID   : 1\nList : [\"a\"]\nNone : null\nOn   : true\nTitle: x\n");
}

TEST(FormatTest, ListsAsTablesOfTheColumns) {
  const Column columns[] = {{"Name"}, {"Shown", "properties.displayName"}};
  const char* two = R"([{"Name":"a","x":1,"properties":{"displayName":"Ä A"}},{"Name":"bbb"}])";
  EXPECT_EQ(Text(two, columns), "Name  Shown\n----  -----\na     Ä A\nbbb\n");
  EXPECT_EQ(Text(R"([{"Name":"a"}])", columns), "Name : a\nShown: undefined\n");
  EXPECT_EQ(Text("[]", columns), "");
  EXPECT_EQ(Text(R"([{"a":1},{"b":null}])"), "a  b\n-  ----\n1\n   null\n");
  EXPECT_EQ(Text(R"(["x","y"])"), "x\ny\n");
}

TEST(FormatTest, ControlCharactersDoNotReachTheTerminal) {
  EXPECT_EQ(Text(R"({"a":"x\u001b[31my\nz"})"), "a: x [31my z\n");
}

TEST(FormatTest, JsonIsOneCompleteDocument) {
  EXPECT_EQ(Render(J(R"([{"a":1,"b":2}])"), Format::kJson, {}),
            "[\n  {\n    \"a\": 1,\n    \"b\": 2\n  }\n]\n");
  EXPECT_EQ(Render(J("[]"), Format::kJson, {}), "[]\n");
  EXPECT_EQ(Render(json::Value(), Format::kJson, {}), "");
}

}  // namespace
}  // namespace o365::output
