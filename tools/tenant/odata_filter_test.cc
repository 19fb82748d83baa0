#include "tools/tenant/odata_filter.h"

#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::tenant {
namespace {

using ::o365::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const json::Value& Group() {
  static const json::Value& group = *new json::Value(*json::Parse(R"({
    "displayName": "Team's Berlin", "mailNickname": "team-berlin", "members": 12, "mail": null,
    "mailEnabled": true, "groupTypes": ["Unified", "DynamicMembership"],
    "owner": {"id": "7"}, "createdDateTime": "2021-05-06T00:00:00Z",
    "contacts": [{"kind": "phone", "value": "1"}, {"kind": "fax", "value": "2"}]})"));
  return group;
}

struct Case {
  const char* filter;
  bool matches;
};

class MatchTest : public ::testing::TestWithParam<Case> {};

TEST_P(MatchTest, Evaluates) {
  const auto filter = Filter::Parse(GetParam().filter);
  ASSERT_THAT(filter, ::o365::testing::IsOk()) << GetParam().filter;
  EXPECT_EQ(filter->Matches(Group()), GetParam().matches) << GetParam().filter;
}

INSTANTIATE_TEST_SUITE_P(
    Filters, MatchTest,
    ::testing::Values(
        Case{"displayName eq 'Team''s Berlin'", true},
        Case{"DISPLAYNAME eq 'TEAM''S BERLIN'", true}, Case{"displayName ne 'x'", true},
        Case{"members gt 9", true}, Case{"members lt 9", false},
        Case{"members ge 12 and members le 12", true}, Case{"mail eq null", true},
        Case{"mail ne null", false}, Case{"mail gt 'a'", false}, Case{"mailEnabled", true},
        Case{"mailEnabled eq true", true}, Case{"not mailEnabled", false},
        Case{"startswith(displayName, 'team')", true}, Case{"endsWith(mailNickname,'lin')", true},
        Case{"contains(displayName,'''')", true}, Case{"substringof('berlin',mailNickname)", true},
        Case{"mailNickname in ('a','team-berlin')", true}, Case{"mailNickname in ('a')", false},
        Case{"groupTypes/any(c:c eq 'Unified')", true},
        Case{"groupTypes/all(c:c eq 'Unified')", false}, Case{"groupTypes/any()", true},
        Case{"contacts/any(c:c/kind eq 'fax' and c/value eq '2')", true},
        Case{"contacts/any(c:c/kind eq 'fax' and c/value eq '1')", false},
        Case{"owner/id eq '7'", true},
        Case{"owner/id ne c7df2760-2c81-4ef7-b578-5b5392b571df", true},
        Case{"length(owner/id) eq 1", true}, Case{"tolower(mailNickname) eq 'team-berlin'", true},
        Case{"createdDateTime ge 2021-01-01T00:00:00Z", true},
        Case{"createdDateTime lt datetime'2021-01-01T00:00:00Z'", false},
        // "and" binds closer than "or".
        Case{"mailEnabled or mailEnabled and members eq 0", true},
        Case{"(mailEnabled or mailEnabled) and members eq 0", false},
        Case{"not (members eq 0) and mailEnabled", true}));

class ErrorTest : public ::testing::TestWithParam<const char*> {};

TEST_P(ErrorTest, IsRefused) {
  EXPECT_THAT(Filter::Parse(GetParam()),
              StatusIs(absl::StatusCode::kInvalidArgument, ::testing::Not("")));
}

INSTANTIATE_TEST_SUITE_P(Filters, ErrorTest,
                         ::testing::Values("", "displayName eq", "displayName 'x'", "'x'", "eq 1",
                                           "a eq 'x", "a eq 1 and", "(a eq 1", "a eq 1)",
                                           "startswith(a)", "foo(a,'b')", "a in 1", "a/any(x)",
                                           "a eq 1 b eq 2", "a == 1", "a in ()"));

TEST(FilterTest, SaysWhereItStoppedMakingSense) {
  EXPECT_THAT(Filter::Parse("foo eq"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("position 6 in 'foo eq'")));
}

TEST(FilterTest, DeepNestingIsRefused) {
  const std::string deep = std::string(5000, '(') + "a" + std::string(5000, ')');
  EXPECT_THAT(Filter::Parse(deep), StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
}

TEST(FilterTest, TellsPropertiesAndOperators) {
  const auto filter = Filter::Parse("not endswith(mail,'x') and types/any(t:t/id ne 'y')");
  ASSERT_THAT(filter, ::o365::testing::IsOk());
  EXPECT_THAT(filter->properties(), ElementsAre("mail", "types"));
  EXPECT_THAT(filter->operators(), ElementsAre("endswith", "ne", "not"));
}

}  // namespace
}  // namespace o365::tenant
