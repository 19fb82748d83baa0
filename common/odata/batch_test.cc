#include "common/odata/batch.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/cli/command.h"
#include "common/odata/graph.h"
#include "gtest/gtest.h"
#include "tests/testing/command_context.h"
#include "tests/testing/status_matchers.h"

namespace o365::odata {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;

class BatchTest : public ::testing::Test {
 protected:
  BatchTest() { test_.ConnectTo(std::string(kGraphResource), {"https://graph.microsoft.com"}); }

  void Expect(const std::string& answers, std::vector<std::string> body_parts = {}) {
    test_.http().Expect({.url = "https://graph.microsoft.com/v1.0/$batch",
                         .body_parts = std::move(body_parts),
                         .answer = {.status = 200,
                                    .headers = {},
                                    .body = absl::StrCat(R"({"responses":[)", answers, "]}")}});
  }

  // What was answered, as "place:status body".
  absl::StatusOr<std::string> Run(const std::vector<BatchRequest>& requests) {
    std::vector<std::string> seen;
    const absl::Status status = Batch(
        rest_, test_.clock(), std::string(kGraph), requests, [&](size_t place, BatchAnswer answer) {
          seen.push_back(absl::StrCat(place, ":", answer.status, " ", json::Write(answer.body)));
          return absl::OkStatus();
        });
    if (!status.ok()) return status;
    return absl::StrJoin(seen, ", ");
  }

  const cli::Service service_{
      .name = "graph", .display_name = "", .summary = "", .nouns = {}, .connection_commands = {}};
  o365::testing::CommandContext test_{service_};
  Rest rest_ = GraphRest(test_.context().http, test_.context().session);
};

TEST_F(BatchTest, AnswersComeInTheOrderOfTheRequests) {
  Expect(R"({"id":"2","status":404,"body":{"a":1}},{"id":"1","status":200,"body":{"b":2}})",
         {R"({"id":"1","method":"GET","url":"/me"})",
          R"("id":"2","method":"POST","url":"/x","body":{"c":3})"});
  EXPECT_THAT(Run({{.url = "/me"},
                   {.method = "POST", .url = "/x", .body = json::Value::Object({{"c", 3}})}}),
              o365::testing::IsOkAndHolds(std::string(R"(0:200 {"b":2}, 1:404 {"a":1})")));
}

TEST_F(BatchTest, TwentyAtATime) {
  std::string first, second;
  for (int i = 1; i <= 25; ++i)
    absl::StrAppend(i <= 20 ? &first : &second, i == 1 || i == 21 ? "" : ",", R"({"id":")", i,
                    R"(","status":204})");
  Expect(first, {R"("id":"20")"});
  Expect(second, {R"("id":"21")", R"("id":"25")"});
  EXPECT_THAT(Run(std::vector<BatchRequest>(25, {.url = "/me"})), IsOk());
}

TEST_F(BatchTest, ThrottledMembersAreSentAgainAlone) {
  Expect(R"({"id":"1","status":200},{"id":"2","status":429,"headers":{"Retry-After":"7"}})");
  Expect(R"({"id":"2","status":201})", {R"([{"id":"2","method":"GET","url":"/b"}])"});
  const absl::Time start = test_.clock().Now();
  EXPECT_THAT(Run({{.url = "/a"}, {.url = "/b"}}),
              o365::testing::IsOkAndHolds(std::string("0:200 null, 1:201 null")));
  EXPECT_EQ(test_.clock().Now() - start, absl::Seconds(7));
}

TEST_F(BatchTest, PatienceEnds) {
  for (int i = 0; i < 5; ++i) Expect(R"({"id":"1","status":429})");
  EXPECT_THAT(Run({{.url = "/a"}}), o365::testing::IsOkAndHolds(std::string("0:429 null")));
}

TEST_F(BatchTest, TheFirstErrorOfAll) {
  Expect(R"({"id":"1","status":204},{"id":"2","status":404,"body":{"error":{"code":"NotFound",)"
         R"("message":"No such user."}}})");
  EXPECT_THAT(BatchAll(rest_, test_.clock(), std::string(kGraph), {{.url = "/a"}, {.url = "/b"}}),
              StatusIs(absl::StatusCode::kNotFound, "No such user. (HTTP 404, NotFound)"));
}

}  // namespace
}  // namespace o365::odata
