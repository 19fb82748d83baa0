#include "common/json/splitter.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::json {
namespace {

using o365::testing::IsOk;
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
      R"("@odata.nextLink":"u[","values":[5]})";
  for (size_t piece = 1; piece <= text.size(); ++piece) {
    const Result got = Split(text, piece);
    EXPECT_THAT(got.elements, ElementsAre(R"({"a":"],[\"\\"})", R"("s,]")", "[1,[2]]", "3"));
    EXPECT_EQ(got.rest.value(), R"({"x":[1,{"value":[9]}],"o":{"value":[7]},"value" : [],)"
                                R"("@odata.nextLink":"u[","values":[5]})");
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

absl::Status WriteTo(absl::string_view text) {
  return ArraySplitter("value", [](absl::string_view) { return absl::OkStatus(); }).Write(text);
}

// Elements of such lists used to be dropped.
TEST(ArraySplitterTest, WhatMayBeAnotherListIsAnError) {
  for (const char* text : {R"({"value":[1],"value":[2]})", R"({"value":5,"value":[2]})",
                           R"({"value":[1],"x":{"value":[1]}, "value" :[2]})"})
    EXPECT_THAT(WriteTo(text),
                StatusIs(absl::StatusCode::kInvalidArgument, "JSON: \"value\" is there twice"))
        << text;
  EXPECT_THAT(WriteTo(R"({"val\u0075e":[1]})"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "JSON: the name of the list is written as \"val\\u0075e\""));
  EXPECT_THAT(WriteTo(R"({"x\u0075e":[1],"y":{"val\u0075e":1}})"), IsOk());
}

TEST(ArraySplitterTest, NeitherAnElementNorTheRestMayBeLargerThanItsLimit) {
  const std::string large(16 << 20, 'x');
  EXPECT_THAT(
      WriteTo(absl::StrCat("[\"", large)),
      StatusIs(absl::StatusCode::kOutOfRange, "an element of the list is larger than 16 MB"));
  EXPECT_THAT(
      WriteTo(absl::StrCat("{\"value\":[1],\"x\":\"", large)),
      StatusIs(absl::StatusCode::kOutOfRange, "what stands beside the list is larger than 16 MB"));
  // All of them together may be larger.
  const std::string half(9 << 20, 'x');
  EXPECT_THAT(WriteTo(absl::StrCat("[\"", half, "\",\"", half, "\"]")), IsOk());
}

TEST(ArraySplitterTest, TruncationIsAnError) {
  for (const char* text : {R"({"value":[1,2)", R"({"value":[1,2])", R"({"value":["x)"}) {
    EXPECT_THAT(Split(text, 4).rest, StatusIs(absl::StatusCode::kDataLoss, HasSubstr("too early")));
  }
}

}  // namespace
}  // namespace o365::json
