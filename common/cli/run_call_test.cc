#include "common/cli/run_call.h"

#include "common/base/error.h"
#include "common/cli/execute.h"
#include "common/odata/graph.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/command_context.h"
#include "tests/testing/status_matchers.h"

namespace o365::cli {
namespace {

using o365::testing::IsOkAndHolds;
using o365::testing::StatusIs;

constexpr Option kId = {.name = "id", .value = "<id>", .help = ""};
constexpr Option kName = {.name = "name", .value = "<name>", .help = ""};
constexpr Option kOptions[] = {kId, kName};
constexpr char kUnits[] = "https://graph.microsoft.com/v1.0/units";
constexpr char kNamed[] = "https://graph.microsoft.com/v1.0/units?$filter=name%20eq%20'x'";
constexpr Lookup kLookups[] = {{.into = "id",
                                .from = "name",
                                .url = "/units?$filter=name eq '{value}'",
                                .missing = "The unit '{value}' does not exist.",
                                .several = "Multiple units with name '{value}' found."}};

class RunCallTest : public ::testing::Test {
 protected:
  RunCallTest() { test_.ConnectTo("https://graph.microsoft.com", {"https://graph.microsoft.com"}); }

  static Service MakeService() {
    return {.name = "graph",
            .display_name = "Microsoft Graph",
            .summary = "",
            .nouns = {},
            .connection_commands = {},
            .api = {.base = odata::kGraph, .rest = GraphRest}};
  }

  void Expect(std::string method, std::string url, std::string answer,
              std::vector<std::string> body_parts = {}) {
    test_.http().Expect({.method = std::move(method),
                         .url = std::move(url),
                         .body_parts = std::move(body_parts),
                         .answer = {.status = 200, .headers = {}, .body = std::move(answer)}});
  }

  absl::StatusOr<json::Value> Run(const Call& call, absl::Span<const Lookup> lookups = {}) {
    return Execute(
        {.name = "x", .summary = "", .options = kOptions, .lookups = lookups, .call = call},
        test_.context(), args_);
  }

  const Service service_ = MakeService();
  o365::testing::CommandContext test_{service_};
  Args args_;
};

TEST_F(RunCallTest, GetsAValue) {
  args_.Set("id", "1");
  Expect("GET", absl::StrCat(kUnits, "/1"), R"({"id":"1"})");
  EXPECT_THAT(Run({.url = "/units/{id}"}), IsOkAndHolds(json::Value::Object({{"id", "1"}})));
}

TEST_F(RunCallTest, FindsAnIdByName) {
  args_.Set("name", "x");
  Expect("GET", kNamed, R"({"value":[{"id":"7"}]})");
  Expect("DELETE", absl::StrCat(kUnits, "/7"), "");
  EXPECT_THAT(Run({.url = "/units/{id}", .method = "DELETE"}, kLookups),
              IsOkAndHolds(json::Value()));
}

TEST_F(RunCallTest, TheFoundObjectIsTheValueOfARowWithoutAUrl) {
  args_.Set("name", "x");
  Expect("GET", kNamed, R"({"value":[{"id":"7","a":1}]})");
  EXPECT_THAT(Run({}, kLookups), IsOkAndHolds(json::Value::Object({{"id", "7"}, {"a", 1}})));
}

TEST_F(RunCallTest, DoesNotLookUpWhatIsKnown) {
  args_.Set("name", "x");
  args_.Set("id", "1");
  Expect("GET", absl::StrCat(kUnits, "/1"), "");
  EXPECT_THAT(Run({.url = "/units/{id}"}, kLookups), IsOkAndHolds(json::Value()));
}

TEST_F(RunCallTest, SaysThatNothingOrTooMuchWasFound) {
  args_.Set("name", "x");
  Expect("GET", kNamed, R"({"value":[]})");
  EXPECT_THAT(Run({.url = "/units/{id}"}, kLookups),
              StatusIs(absl::StatusCode::kNotFound, "The unit 'x' does not exist."));
  Expect("GET", kNamed, R"({"value":[{"id":"1"},{"id":"2"}]})");
  const auto several = Run({.url = "/units/{id}"}, kLookups);
  EXPECT_THAT(several, StatusIs(absl::StatusCode::kFailedPrecondition,
                                "Multiple units with name 'x' found. Found: 1, 2."));
  EXPECT_EQ(base::Hint(several.status()), "name the one that is meant by its id");
}

TEST_F(RunCallTest, AsksOnATerminalWhichOneIsMeant) {
  args_.Set("name", "x");
  test_.terminal().Answer({"2"});
  Expect("GET", kNamed, R"({"value":[{"id":"1"},{"id":"2"}]})");
  Expect("GET", absl::StrCat(kUnits, "/2"), R"({"id":"2"})");
  EXPECT_THAT(Run({.url = "/units/{id}"}, kLookups),
              IsOkAndHolds(json::Value::Object({{"id", "2"}})));
  EXPECT_EQ(test_.terminal().said(), "Multiple units with name 'x' found.\n  1:  (1)\n  2:  (2)\n");
}

TEST_F(RunCallTest, RefusesWhatWillNotDo) {
  args_.Set("id", "1");
  constexpr Lookup kCheck[] = {
      {.from = "id",
       .url = "/units/{value}",
       .accept = [](const json::Value& unit) { return unit["ok"].AsBool(); },
       .refused = "The unit {value} will not do."}};
  Expect("GET", absl::StrCat(kUnits, "/1"), R"({"ok":false})");
  EXPECT_THAT(Run({.url = "/units/{id}", .method = "DELETE"}, kCheck),
              StatusIs(absl::StatusCode::kFailedPrecondition, "The unit 1 will not do."));
}

TEST_F(RunCallTest, PrintsListsPageByPage) {
  test_.http().Expect({.method = "GET",
                       .url = kUnits,
                       .answer = {.status = 200,
                                  .headers = {},
                                  .body = R"({"value":[1,2],"@odata.nextLink":")" +
                                          std::string(kUnits) + R"(?page=2"})"}});
  test_.http().Expect({.method = "GET",
                       .url = absl::StrCat(kUnits, "?page=2"),
                       .answer = {.status = 200, .headers = {}, .body = R"({"value":[3]})"},
                       .before_answer = [&] { EXPECT_EQ(test_.printed(), "[\n  1,\n  2"); }});
  EXPECT_THAT(Run({.url = "/units", .answer = Answer::kList}), IsOkAndHolds(json::Value()));
  ASSERT_TRUE(test_.context().results.begun());
  ASSERT_TRUE(test_.context().results.Finish().ok());
  EXPECT_EQ(test_.printed(), "[\n  1,\n  2,\n  3\n]\n");
}

TEST_F(RunCallTest, ShapesEachElement) {
  Expect("GET", kUnits, R"({"value":[{"a":1},{"a":2}]})");
  const Call call = {.url = "/units",
                     .answer = Answer::kList,
                     .shape = [](json::Value value, const Args&) -> absl::StatusOr<json::Value> {
                       return value["a"];
                     }};
  ASSERT_TRUE(Run(call).ok());
  ASSERT_TRUE(test_.context().results.Finish().ok());
  EXPECT_EQ(test_.printed(), "[\n  1,\n  2\n]\n");
}

TEST_F(RunCallTest, LeavesOutWhatTheShapeMakesNull) {
  Expect("GET", kUnits, R"({"value":[{"a":1},{"b":2},{"a":3}]})");
  odata::Rest rest = GraphRest(test_.context());
  ASSERT_TRUE(
      PrintList(test_.context(), rest, kUnits, [](json::Value value) { return value["a"]; }).ok());
  ASSERT_TRUE(test_.context().results.Finish().ok());
  EXPECT_EQ(test_.printed(), "[\n  1,\n  3\n]\n");
}

TEST_F(RunCallTest, SendsABodyAndKeepsQuiet) {
  args_.Set("name", "n");
  Expect("POST", kUnits, R"({"id":"1"})", {R"({"name":"n"})"});
  EXPECT_THAT(Run({.url = "/units",
                   .method = "POST",
                   .body = R"({"id":"{id}","name":"{name}"})",
                   .answer = Answer::kNothing}),
              IsOkAndHolds(json::Value()));
}

TEST_F(RunCallTest, APageIsChangedAsAWholeAndPrintedBeforeTheNextIsAskedFor) {
  const std::string second = absl::StrCat(kUnits, "?$skiptoken=2");
  Expect("GET", kUnits,
         absl::StrCat(R"({"value":[{"id":"1"},{"id":"2"}],"@odata.nextLink":")", second, "\"}"));
  std::string printed_before_second;
  test_.http().Expect(
      {.method = "GET",
       .url = second,
       .answer = {.status = 200, .headers = {}, .body = R"({"value":[{"id":"3"}]})"},
       .before_answer = [&] { printed_before_second = test_.printed(); }});
  odata::Rest rest = GraphRest(test_.context());
  std::vector<size_t> sizes;
  const auto drop_first = [&](std::vector<json::Value>& page) {
    sizes.push_back(page.size());
    if (page.size() > 1) page.erase(page.begin());
    return absl::OkStatus();
  };
  EXPECT_THAT(PrintPages(test_.context(), rest, kUnits, drop_first), IsOkAndHolds(json::Value()));
  EXPECT_EQ(sizes, (std::vector<size_t>{2, 1}));
  EXPECT_THAT(printed_before_second, ::testing::HasSubstr("\"2\""));
  ASSERT_TRUE(test_.context().results.Finish().ok());
  EXPECT_EQ(json::Write(json::Parse(test_.printed()).value()), R"([{"id":"2"},{"id":"3"}])");
}

}  // namespace
}  // namespace o365::cli
