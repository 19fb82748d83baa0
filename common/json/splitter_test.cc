#include "common/json/splitter.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::json {
namespace {

using o365::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Result {
  std::vector<std::string> elements;
  absl::StatusOr<std::string> rest;
};

Result Split(absl::string_view text, size_t piece) {
  Result out;
  ArraySplitter splitter("value", [&](absl::string_view element) {
    out.elements.emplace_back(element);
    return absl::OkStatus();
  });
  for (size_t i = 0; i < text.size(); i += piece)
    EXPECT_TRUE(splitter.Write(text.substr(i, piece)).ok());
  out.rest = splitter.Finish();
  return out;
}

TEST(ArraySplitterTest, AnyPieceSizeGivesTheSameElements) {
  const absl::string_view text =
      R"({"x":[1,{"value":[9]}],"o":{"value":[7]},"value" : [{"a":"],[\"\\"},"s,]",[1,[2]],3],)"
      R"("@odata.nextLink":"u[","value":[5]})";
  for (size_t piece = 1; piece <= text.size(); ++piece) {
    const Result got = Split(text, piece);
    EXPECT_THAT(got.elements, ElementsAre(R"({"a":"],[\"\\"})", R"("s,]")", "[1,[2]]", "3"));
    EXPECT_EQ(got.rest.value(), R"({"x":[1,{"value":[9]}],"o":{"value":[7]},"value" : [],)"
                                R"("@odata.nextLink":"u[","value":[5]})");
  }
}

TEST(ArraySplitterTest, WholeDocumentAndEmptyArrays) {
  EXPECT_THAT(Split("[1,2]", 1).elements, ElementsAre("1", "2"));
  EXPECT_THAT(Split("[ ]", 1).elements, IsEmpty());
  EXPECT_THAT(Split(R"({"value":[]})", 2).elements, IsEmpty());
  EXPECT_THAT(Split(R"({"error":{"code":"x"}})", 3).elements, IsEmpty());
}

// A name that ends like the wanted one used to be taken for it.
TEST(ArraySplitterTest, OtherNamesAreLeftAlone) {
  const std::string text = R"({"a\"value":[1],"b":{"value":[2]},"values":[3], "value" :[4]})";
  const Result got = Split(text, 3);
  EXPECT_THAT(got.elements, ElementsAre("4"));
  EXPECT_EQ(got.rest.value(), R"({"a\"value":[1],"b":{"value":[2]},"values":[3], "value" :[]})");
}

TEST(ArraySplitterTest, AMissingElementIsAnError) {
  for (const char* text : {"[1,,2]", "[,1]", "[1,]", "[ , ]"}) {
    std::vector<std::string> elements;
    ArraySplitter splitter("value", [&](absl::string_view element) {
      elements.emplace_back(element);
      return absl::OkStatus();
    });
    EXPECT_THAT(splitter.Write(text), StatusIs(absl::StatusCode::kInvalidArgument,
                                               "JSON: an element of the list is missing"))
        << text;
  }
  EXPECT_THAT(Split("[ ]", 1).elements, IsEmpty());
}

TEST(ArraySplitterTest, TruncationIsAnError) {
  for (const char* text : {R"({"value":[1,2)", R"({"value":[1,2])", R"({"value":["x)"}) {
    EXPECT_THAT(Split(text, 4).rest,
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("too early")));
  }
}

}  // namespace
}  // namespace o365::json
