#include "services/graph/batch_input.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::graph {
namespace {

using o365::testing::IsOk;
using ::testing::HasSubstr;

// "ID METHOD URL" of each request, or the error, for the input in pieces of this size.
std::string Read(const std::string& input, size_t size) {
  std::vector<std::string> read;
  BatchInput reader([&](BatchLine line) {
    read.push_back(absl::StrCat(line.id.ToText(), " ", line.request.method, " ", line.request.url));
    return absl::OkStatus();
  });
  for (size_t at = 0; at < input.size(); at += size) {
    const absl::Status status = reader.Write(absl::string_view(input).substr(at, size));
    if (!status.ok()) return std::string(status.message());
  }
  const absl::Status status = reader.Finish();
  return status.ok() ? absl::StrJoin(read, ", ") : std::string(status.message());
}

std::string ReadAnyhow(const std::string& input) {
  const std::string whole = Read(input, input.size() + 1);
  for (size_t size = 1; size < input.size(); ++size) EXPECT_EQ(Read(input, size), whole) << size;
  return whole;
}

TEST(BatchInputTest, TakesARequestALine) {
  EXPECT_EQ(ReadAnyhow("{\"url\":\"/me\"}\n\n"
                       "{\"id\":\"x\",\"method\":\"delete\",\"url\":\"users/1\"}\r\n"
                       "{\"id\":7,\"url\":\"https://graph.microsoft.com/v1.0/me?$select=id\"}"),
            "1 GET /me, x DELETE /users/1, 7 GET /me?$select=id");
}

TEST(BatchInputTest, TakesWhatTheServiceTakes) {
  EXPECT_EQ(ReadAnyhow(" { \"requests\" : [\n {\"url\":\"/a\"},\n {\"url\":\"/b\"} ] }\n"),
            "1 GET /a, 2 GET /b");
  EXPECT_EQ(ReadAnyhow("[{\"url\":\"/a\"}]"), "1 GET /a");
}

TEST(BatchInputTest, AnEmptyInputIsNoRequest) {
  EXPECT_EQ(ReadAnyhow(""), "");
  EXPECT_EQ(ReadAnyhow(" \n "), "");
}

TEST(BatchInputTest, SaysWhatIsNoRequest) {
  const std::string second = "{\"url\":\"/a\"}\n";
  EXPECT_THAT(ReadAnyhow(second + "{\"url\":"), HasSubstr("request 2 of the input: JSON, line 1"));
  EXPECT_EQ(ReadAnyhow(second + "[]"), "request 2 of the input: it is no object");
  EXPECT_EQ(ReadAnyhow("{\"method\":\"GET\"}"), "request 1 of the input: it has no \"url\"");
  EXPECT_EQ(ReadAnyhow("{\"url\":\"/a\",\"method\":\"TRACE\"}"),
            "request 1 of the input: 'TRACE' is no method");
  EXPECT_EQ(ReadAnyhow("{\"url\":\"/a\",\"dependsOn\":[\"1\"]}"),
            "request 1 of the input: 'dependsOn' is not supported");
  EXPECT_EQ(ReadAnyhow("{\"url\":\"https://example.com/me\"}"),
            "request 1 of the input: 'https://example.com/me' is not below "
            "https://graph.microsoft.com/v1.0");
  EXPECT_NE(ReadAnyhow("{\"requests\":[{\"url\":\"/a\"}"), "1 GET /a");
}

TEST(BatchInputTest, KeepsHeadersAndBody) {
  const json::Value text =
      json::Parse(R"({"url":"/a","method":"POST","headers":{"If-Match":"*"},"body":{"b":1}})")
          .value();
  const BatchLine line = ReadBatchLine(text, 3).value();
  EXPECT_EQ(line.request.headers.Get("If-Match"), "*");
  EXPECT_EQ(line.request.body, text["body"]);
  EXPECT_EQ(line.id, json::Value("3"));
}

}  // namespace
}  // namespace o365::graph
