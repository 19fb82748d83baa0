#include "common/odata/batch.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/cli/command.h"
#include "common/odata/graph.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/command_context.h"
#include "tests/testing/status_matchers.h"

namespace o365::odata {
namespace {

using o365::testing::IsOk;
using o365::testing::StatusIs;
using ::testing::HasSubstr;

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
    seen_.clear();
    const absl::Status status = Batch(
        rest_, test_.context().patience, std::string(kGraph), requests,
        [&](size_t place, BatchAnswer answer) {
          seen_.push_back(absl::StrCat(place, ":", answer.status, " ", json::Write(answer.body)));
          return absl::OkStatus();
        });
    if (!status.ok()) return status;
    return absl::StrJoin(seen_, ", ");
  }

  const cli::Service service_{
      .name = "graph", .display_name = "", .summary = "", .nouns = {}, .connection_commands = {}};
  o365::testing::CommandContext test_{service_};
  std::vector<std::string> seen_;
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

TEST_F(BatchTest, TriesEndAsForAnyOtherRequest) {
  const int limit = http::RetryPolicy{}.max_tries;
  for (int i = 0; i < limit; ++i)
    Expect(R"({"id":"1","status":429,"headers":{"Retry-After":"1"}})");
  EXPECT_THAT(Run({{.url = "/a"}}), o365::testing::IsOkAndHolds(std::string("0:429 null")));
  EXPECT_EQ(test_.clock().sleeps().size(), limit - 1);
  EXPECT_THAT(test_.terminal().said(),
              HasSubstr("graph.microsoft.com: 1 request of a batch throttled; trying again in 1 s "
                        "(try 2 of 10)\n"));
  EXPECT_THAT(test_.terminal().said(), HasSubstr("giving up after 10 tries\n"));
}

TEST_F(BatchTest, NobodyWaitsLongerThanTheLimit) {
  for (const char* endless : {"86400", "1e300", "901"}) {
    Expect(absl::StrCat(R"({"id":"1","status":429,"headers":{"Retry-After":")", endless, R"("}})"));
    EXPECT_THAT(BatchAll(rest_, test_.context().patience, std::string(kGraph), {{.url = "/a"}}),
                StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("HTTP 429")));
  }
  EXPECT_TRUE(test_.clock().sleeps().empty());
}

struct GapCase {
  const char* answers;
  const char* seen;
  const char* message;
};

// Of GET /a and DELETE /b.
constexpr GapCase kGaps[] = {
    {"", "", "the service gave no clear answer to 2 of 2 requests: 'GET /a', 'DELETE /b'"},
    {R"({"id":"1","status":200})", "0:200 null",
     "the service gave no clear answer to 1 of 2 requests: 'DELETE /b'"},
    {R"({"id":"2","status":204})", "1:204 null",
     "the service gave no clear answer to 1 of 2 requests: 'GET /a'"},
    {R"({"id":"1","status":200},{"id":"2"})", "0:200 null",
     "the service gave no clear answer to 1 of 2 requests: 'DELETE /b'"},
    {R"({"id":"1","status":200},{"id":"1","status":404},{"id":"2","status":204})", "1:204 null",
     "the service gave no clear answer to 1 of 2 requests: 'GET /a'"},
    {R"({"id":"1","status":200},{"id":"1","status":404},{"id":"1","status":200})", "",
     "the service gave no clear answer to 2 of 2 requests: 'GET /a', 'DELETE /b'"},
    {R"({"id":"2","status":204},{"id":"x","status":200})", "1:204 null",
     "the service gave no clear answer to 1 of 2 requests: 'GET /a'; the service answered requests "
     "that were not sent: 'x'"},
    {R"({"id":"1","status":200},{"id":"2","status":204},{"status":200})", "0:200 null, 1:204 null",
     "the service answered requests that were not sent: ''"},
};

TEST_F(BatchTest, ARequestWithoutAClearAnswerIsAnErrorThatNamesIt) {
  for (const GapCase& gap : kGaps) {
    Expect(gap.answers);
    EXPECT_THAT(Run({{.url = "/a"}, {.method = "DELETE", .url = "/b"}}),
                StatusIs(absl::StatusCode::kDataLoss, gap.message));
    EXPECT_EQ(absl::StrJoin(seen_, ", "), gap.seen) << gap.message;
  }
}

TEST_F(BatchTest, WhateverElseTheServiceSaysIsNoAnswer) {
  for (const char* body : {"{}", "[]", R"({"responses":{}})", R"({"responses":null})", ""}) {
    test_.http().Expect({.url = "https://graph.microsoft.com/v1.0/$batch",
                         .answer = {.status = 200, .headers = {}, .body = body}});
    EXPECT_THAT(Run({{.url = "/a"}}), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("'GET /a'")));
  }
}

// The others are sent all the same.
TEST_F(BatchTest, ALateBatchIsSentAfterAnIncompleteOne) {
  Expect("");
  Expect(R"({"id":"21","status":204})");
  EXPECT_THAT(Run(std::vector<BatchRequest>(21, {.url = "/me"})),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("to 20 of 21 requests")));
}

// When it was sent again, nobody knows any more what became of it.
TEST_F(BatchTest, AnAnswerMissingTheSecondTimeIsMissing) {
  Expect(R"({"id":"1","status":200},{"id":"2","status":429,"headers":{"Retry-After":"1"}})");
  Expect(R"({"id":"1","status":200})");
  EXPECT_THAT(Run({{.url = "/a"}, {.url = "/b"}}),
              StatusIs(absl::StatusCode::kDataLoss,
                       "the service gave no clear answer to 1 of 2 requests: 'GET /b'; the service "
                       "answered requests that were not sent: '1'"));
}

TEST_F(BatchTest, WhatWasAnsweredBeforeTheConnectionBrokeIsHandedOn) {
  Expect(R"({"id":"1","status":200},{"id":"2","status":429,"headers":{"Retry-After":"1"}})");
  test_.http().Expect({.url = "https://graph.microsoft.com/v1.0/$batch",
                       .failure = base::NetworkError("cannot connect")});
  EXPECT_THAT(Run({{.url = "/a"}, {.url = "/b"}}),
              StatusIs(absl::StatusCode::kUnavailable, "cannot connect"));
  EXPECT_THAT(seen_, ::testing::ElementsAre("0:200 null"));
}

TEST_F(BatchTest, IdsThatDoNotDifferAreNotSent) {
  EXPECT_THAT(
      Run({{.url = "/a", .id = "x"}, {.url = "/b", .id = "x"}}),
      StatusIs(absl::StatusCode::kInvalidArgument, "two requests of a batch have the id 'x'"));
}

TEST_F(BatchTest, TheFirstErrorOfAll) {
  Expect(R"({"id":"1","status":204},{"id":"2","status":404,"body":{"error":{"code":"NotFound",)"
         R"("message":"No such user."}}})");
  EXPECT_THAT(BatchAll(rest_, test_.context().patience, std::string(kGraph),
                       {{.url = "/a"}, {.url = "/b"}}),
              StatusIs(absl::StatusCode::kNotFound, "No such user. (HTTP 404, NotFound)"));
}

}  // namespace
}  // namespace o365::odata
