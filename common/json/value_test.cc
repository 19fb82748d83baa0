#include "common/json/value.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::json {
namespace {

using o365::testing::StatusIs;
using ::testing::HasSubstr;

TEST(JsonTest, ReadsWithoutEverFailing) {
  const Value v =
      Parse("\xEF\xBB\xBF{\"a\":{\"b\":\"x\",\"n\":5},\"value\":[1,2.50,true,null]}").value();
  EXPECT_EQ(v.At({"a", "b"}).AsString(), "x");
  EXPECT_EQ(v.At({"a", "n"}).AsInt(), 5);
  EXPECT_EQ(v.At({"a", "n"}).AsString(), "");
  EXPECT_TRUE(v.At({"no", "where"}).is_null());
  EXPECT_EQ(v["value"].elements().size(), 4u);
  EXPECT_EQ(v["value"].ElementAt(1).ToText(), "2.50");
  EXPECT_TRUE(v["value"].ElementAt(9).is_null());
  EXPECT_TRUE(v["a"].elements().empty());
  EXPECT_TRUE(v["value"].ElementAt(0).AsBool(true));
}

TEST(JsonTest, KeepsNumbersToTheLetter) {
  const std::string text = R"([1.0,123456789012345678901234567890,-0.1e-7])";
  EXPECT_EQ(Write(Parse(text).value()), text);
  EXPECT_EQ(Write(Value(0.1)), "0.1");
  EXPECT_EQ(Write(Value(int64_t{-9007199254740993})), "-9007199254740993");
}

TEST(JsonTest, ErrorsSayWhere) {
  EXPECT_THAT(Parse("{\n\"a\": 1\n\"b\": 2}"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("JSON, line 3: ")));
  EXPECT_THAT(Parse("\"\xff\""), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 1")));
  EXPECT_THAT(Parse(""), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("JSON")));
  EXPECT_THAT(Parse("1 2"), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("JSON")));
}

// What stood behind a NUL character used to be dropped.
TEST(JsonTest, ANulCharacterIsNotTheEnd) {
  EXPECT_THAT(Parse(absl::string_view("[1]\n\0,2]", 8)),
              StatusIs(absl::StatusCode::kInvalidArgument, "JSON, line 2: a NUL character"));
  EXPECT_EQ(Parse(R"("\u0000")").value().AsString(), std::string(1, '\0'));
}

// Half of a surrogate pair used to become bytes that are no UTF-8, which nobody could read back.
TEST(JsonTest, StringsAreAlwaysUtf8) {
  EXPECT_EQ(Parse(R"({"a\udc00":"x\udc00y\ud83d\ude00\ud7ff"})").value(),
            Value::Object({{"a\uFFFD", "x\uFFFDy\U0001F600\xED\x9F\xBF"}}));
  EXPECT_THAT(Parse(R"("\ud83d")"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("surrogate")));
}

TEST(JsonTest, OnlyAWholeByteOrderMarkIsSkipped) {
  EXPECT_EQ(Write(Parse("\xEF\xBB\xBF[1]").value()), "[1]");
  for (const char* text : {"\xBF[1]", "\xEF[1]", "\xBB\xBF[1]", "\xEF\xBB\xBF\xEF\xBB\xBF[1]"}) {
    EXPECT_THAT(Parse(text),
                StatusIs(absl::StatusCode::kInvalidArgument, "JSON, line 1: Invalid value"));
  }
}

TEST(JsonTest, DeepNestingIsAnErrorAndNoCrash) {
  const std::string deep(1'000'000, '[');
  EXPECT_THAT(Parse(deep), StatusIs(absl::StatusCode::kOutOfRange, HasSubstr("500 levels")));
  EXPECT_TRUE(Parse(std::string(400, '[') + std::string(400, ']')).ok());
}

TEST(JsonTest, ATextThatEndsTooEarlyIsDataLoss) {
  for (const char* text : {"{", R"({"a)", R"({"a\)", R"({"a":[1,)", R"({"a":"]})", "[[1]"})
    EXPECT_THAT(Parse(text), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("JSON, line 1")))
        << text;
  for (const char* text : {"[1]]", R"(["[{"})", "x", "\"a\" 1"})
    EXPECT_THAT(Parse(text), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("JSON")))
        << text;
}

// A megabyte of "1,1,1" is far more than that in memory.
TEST(JsonTest, WhatADocumentTakesIsBounded) {
  const auto repeat = [](absl::string_view before, absl::string_view each, int count,
                         absl::string_view after) {
    std::string text(before);
    for (int i = 0; i < count; ++i) absl::StrAppend(&text, i == 0 ? "" : ",", each);
    return absl::StrCat(text, after);
  };
  EXPECT_EQ(Parse(repeat("[", "1", 700'000, "]")).value().elements().size(), 700'000u);
  EXPECT_TRUE(Parse(repeat("{", R"("a":1)", 200'000, "}")).ok());
  const auto too_much = StatusIs(absl::StatusCode::kOutOfRange,
                                 "JSON, line 1: the values take more than 32 MB of memory");
  EXPECT_THAT(Parse(repeat("[", "1", 1'000'000, "]")), too_much);
  EXPECT_THAT(Parse(repeat("[", "[]", 1'000'000, "]")), too_much);
  EXPECT_THAT(Parse(repeat("{", R"("a":1)", 500'000, "}")), too_much);

  const std::string large((size_t{16} << 20) - 2, 'a');
  EXPECT_TRUE(Parse(absl::StrCat("\"", large, "\"")).ok());
  EXPECT_THAT(Parse(absl::StrCat("\"", large, "a\"")),
              StatusIs(absl::StatusCode::kOutOfRange, "a JSON document of more than 16 MB"));
}

// Each name was searched for from the beginning: 100,000 took 37 s, these would take minutes.
TEST(JsonTest, ObjectsOfManyMembersAreReadInLinearTime) {
  constexpr int kMembers = 200'000;
  std::string text = "{";
  for (int i = 0; i < kMembers; ++i) absl::StrAppend(&text, "\"m", i, "\":", i, ",");
  text += "\"m5\":0}";
  const Value value = Parse(text).value();
  ASSERT_EQ(value.members().size(), size_t{kMembers});
  EXPECT_EQ(value["m5"].AsInt(), 5);
  EXPECT_EQ(value["m199999"].AsInt(), 199'999);
  EXPECT_TRUE(value["m200000"].is_null());
}

TEST(JsonTest, AnIndexKeepsUpWithChanges) {
  Value value;
  for (int i = 0; i < 100; ++i) value.Set(absl::StrCat("m", i), i);
  value.Set("m7", "seven").Erase("m3");
  value.Set("new", true);
  const Value copy = value;
  value.Set("m8", "only here");
  const Value moved = std::move(value);
  EXPECT_EQ(copy.members().size(), 100u);
  EXPECT_EQ(copy["m7"].AsString(), "seven");
  EXPECT_EQ(copy["m8"].AsInt(), 8);
  EXPECT_EQ(moved["m8"].AsString(), "only here");
  EXPECT_EQ(copy.Find("m3"), nullptr);
  EXPECT_EQ(copy["m99"].AsInt(), 99);
  EXPECT_TRUE(copy["new"].AsBool());
  EXPECT_EQ(copy, Parse(Write(copy)).value());
}

// Its text is a thousand times as long as what it was read from.
TEST(JsonTest, DeepValuesAreWrittenInPieces) {
  std::string text = "1";
  for (int i = 0; i < 50'000; ++i) text += ",1";
  const Value deep =
      Parse(absl::StrCat(std::string(400, '['), text, std::string(400, ']'))).value();
  size_t written = 0, largest = 0;
  EXPECT_TRUE(WritePretty(deep, "  ", [&](absl::string_view piece) {
                written += piece.size();
                largest = std::max(largest, piece.size());
                return absl::OkStatus();
              }).ok());
  EXPECT_GT(written, size_t{40'000'000});
  EXPECT_LT(largest, size_t{70'000});
  EXPECT_THAT(WritePretty(deep, "", [](absl::string_view) { return absl::AbortedError("no"); }),
              StatusIs(absl::StatusCode::kAborted, "no"));
  std::string indented;
  EXPECT_TRUE(WritePretty(Parse(R"({"a":[1]})").value(), "> ", [&](absl::string_view piece) {
                absl::StrAppend(&indented, piece);
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(indented, "{\n>   \"a\": [\n>     1\n>   ]\n> }");
}

TEST(JsonTest, TheFirstOfEqualNamesCounts) {
  EXPECT_EQ(Write(Parse(R"({"a":1,"a":2})").value()), R"({"a":1})");
}

TEST(JsonTest, ChangesAndWrites) {
  Value v;
  v.Set("name", "x\"y\n").Set("n", 5).Set("on", true);
  v.Set("list", Value::Array({1, "two", Value()}));
  v.Set("n", 6);
  v.Erase("on");
  EXPECT_EQ(Write(v), R"({"name":"x\"y\n","n":6,"list":[1,"two",null]})");
  EXPECT_EQ(WritePretty(Value::Object({{"a", Value::Array()}, {"b", 1}})),
            "{\n  \"a\": [],\n  \"b\": 1\n}");
}

}  // namespace
}  // namespace o365::json
