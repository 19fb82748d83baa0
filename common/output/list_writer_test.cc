#include "common/output/list_writer.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::output {
namespace {

using o365::testing::IsOk;

constexpr Column kColumns[] = {{"id"}, {"title", "properties.title"}};

json::Value Row(int id, absl::string_view title) {
  return json::Value::Object({{"id", id}, {"properties", json::Value::Object({{"title", title}})}});
}

class ListWriterTest : public ::testing::TestWithParam<Format> {
 protected:
  ListWriter Writer() {
    return ListWriter(GetParam(), kColumns, [this](absl::string_view text) {
      pieces_.emplace_back(text);
      return absl::OkStatus();
    });
  }

  std::string Text() const {
    std::string all;
    for (const std::string& piece : pieces_) all += piece;
    return all;
  }

  std::vector<std::string> pieces_;
};

TEST_P(ListWriterTest, LinesAreJsonInEveryFormat) {
  ListWriter writer = Writer();
  ASSERT_THAT(writer.AddLine(Row(1, "two\nlines")), IsOk());
  ASSERT_THAT(writer.AddLine(json::Value("x")), IsOk());
  ASSERT_THAT(writer.Flush(), IsOk());
  EXPECT_EQ(Text(), "{\"id\":1,\"properties\":{\"title\":\"two\\nlines\"}}\n\"x\"\n");
  EXPECT_FALSE(writer.begun());
}

TEST_P(ListWriterTest, PrintsWhatRenderPrints) {
  for (const int size : {0, 1, 2, 7, 999, 1000}) {
    pieces_.clear();
    ListWriter writer = Writer();
    writer.Begin();
    json::Value all = json::Value::Array();
    for (int i = 0; i < size; ++i) {
      const json::Value row = Row(i, absl::StrCat("two\nlines ", i));
      all.Append(row);
      ASSERT_THAT(writer.Add(row), IsOk());
    }
    ASSERT_THAT(writer.Finish(), IsOk());
    EXPECT_EQ(Text(), Render(all, GetParam(), kColumns)) << size;
  }
}

TEST_P(ListWriterTest, PrintsLongListsInPieces) {
  ListWriter writer = Writer();
  for (int i = 0; i < 20000; ++i) ASSERT_THAT(writer.Add(Row(i, "some title")), IsOk());
  EXPECT_GT(pieces_.size(), 2u);
  for (const std::string& piece : pieces_) EXPECT_LT(piece.size(), 128u * 1024);
  ASSERT_THAT(writer.Finish(), IsOk());
}

// They used to be kept until the end.
TEST_P(ListWriterTest, PrintsLongListsOfScalarsInPieces) {
  for (const size_t size : {999u, 1000u, 20000u}) {
    pieces_.clear();
    ListWriter writer = Writer();
    json::Value all = json::Value::Array();
    for (size_t i = 0; i < size; ++i) {
      all.Append(absl::StrCat("two\nlines ", i));
      ASSERT_THAT(writer.Add(absl::StrCat("two\nlines ", i)), IsOk());
    }
    EXPECT_GE(pieces_.size(), size == 20000 ? 3u : 0u);
    ASSERT_THAT(writer.Finish(), IsOk());
    EXPECT_EQ(Text(), Render(all, GetParam(), kColumns)) << size;
  }
}

TEST_P(ListWriterTest, LargeRowsAreNotHeldBackByTheThousand) {
  ListWriter writer = Writer();
  for (int i = 0; i < 10; ++i) ASSERT_THAT(writer.Add(Row(i, std::string(1 << 20, 'x'))), IsOk());
  EXPECT_GT(Text().size(), size_t{9} << 20);
  ASSERT_THAT(writer.Finish(), IsOk());
}

TEST_P(ListWriterTest, HandsOnWhatPreventsPrinting) {
  ListWriter writer(GetParam(), kColumns,
                    [](absl::string_view) { return absl::ResourceExhaustedError("disk full"); });
  ASSERT_THAT(writer.Add(Row(1, "a")), IsOk());
  EXPECT_EQ(writer.Finish(), absl::ResourceExhaustedError("disk full"));
}

INSTANTIATE_TEST_SUITE_P(Formats, ListWriterTest, ::testing::Values(Format::kText, Format::kJson),
                         [](const auto& info) {
                           return info.param == Format::kText ? "text" : "json";
                         });

TEST(ListWriter, FlushesJsonBetweenPages) {
  std::string out;
  ListWriter writer(Format::kJson, {}, [&](absl::string_view text) {
    absl::StrAppend(&out, text);
    return absl::OkStatus();
  });
  ASSERT_THAT(writer.Add(json::Value(1)), IsOk());
  EXPECT_EQ(out, "");
  ASSERT_THAT(writer.Flush(), IsOk());
  EXPECT_EQ(out, "[\n  1");
  ASSERT_THAT(writer.Add(json::Value(2)), IsOk());
  ASSERT_THAT(writer.Finish(), IsOk());
  EXPECT_EQ(out, "[\n  1,\n  2\n]\n");
}

TEST(ListWriter, KeepsAWiderValueOfALaterRow) {
  std::string out;
  ListWriter writer(Format::kText, kColumns, [&](absl::string_view text) {
    absl::StrAppend(&out, text);
    return absl::OkStatus();
  });
  for (size_t i = 0; i < ListWriter::kRowsForWidths; ++i)
    ASSERT_THAT(writer.Add(Row(1, "a")), IsOk());
  ASSERT_THAT(writer.Add(Row(123456, "b")), IsOk());
  ASSERT_THAT(writer.Finish(), IsOk());
  const std::vector<std::string> lines = absl::StrSplit(out, '\n');
  ASSERT_EQ(lines.size(), ListWriter::kRowsForWidths + 4);
  EXPECT_EQ(lines[2], "1   a");
  EXPECT_EQ(lines[ListWriter::kRowsForWidths + 2], "123456  b");
}

}  // namespace
}  // namespace o365::output
