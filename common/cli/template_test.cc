#include "common/cli/template.h"

#include "common/base/error.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::cli {
namespace {

using o365::testing::IsOkAndHolds;

constexpr absl::string_view kBase = "https://graph.microsoft.com/v1.0";

Args With(std::initializer_list<std::pair<absl::string_view, const char*>> values) {
  Args args;
  for (const auto& [name, value] : values) args.Set(name, value);
  return args;
}

std::string Url(absl::string_view text, const Args& args) {
  const absl::StatusOr<std::string> url = ExpandUrl(kBase, text, args);
  return url.ok() ? url->substr(kBase.size()) : std::string(url.status().message());
}

TEST(ExpandUrl, EncodesValuesForTheirPlace) {
  const Args args = With({{"id", "a/b?c#d"}, {"name", "it's & more"}});
  EXPECT_EQ(Url("/users/{id}/photo", args), "/users/a%2Fb%3Fc%23d/photo");
  EXPECT_EQ(Url("/applications(appId='{name}')", args),
            "/applications(appId='it%27%27s%20%26%20more')");
  EXPECT_EQ(Url("/users?$filter=displayName eq '{name}'", args),
            "/users?$filter=displayName%20eq%20'it''s%20%26%20more'");
}

TEST(ExpandUrl, LeavesOutOptionsWithoutAValue) {
  EXPECT_EQ(Url("/users?$select={properties}&$top=5", With({})), "/users?$top=5");
  EXPECT_EQ(Url("/users?$select={properties}&$top=5", With({{"properties", "id"}})),
            "/users?$select=id&$top=5");
}

// Without its filter a list holds everything.
TEST(ExpandUrl, AnEmptyValueIsNoReasonToLeaveItsOptionOut) {
  const Args args = With({{"name", ""}});
  EXPECT_EQ(Url("/groups?$filter=displayName eq '{name}'", args), "option '--name' is empty");
  EXPECT_EQ(Url("/groups?$filter={id?id eq '{id}'|displayName eq '{name}'}", args),
            "option '--name' is empty");
  EXPECT_EQ(Url("/groups?$top=5&$filter={name}", args), "option '--name' is empty");
}

TEST(ExpandUrl, JoinsFilters) {
  constexpr absl::string_view kText =
      "/groups?$filter=mailEnabled eq true&$filter=startswith(displayName,'{name}')&$filter={more}";
  EXPECT_EQ(Url(kText, With({})), "/groups?$filter=mailEnabled%20eq%20true");
  EXPECT_EQ(Url(kText, With({{"name", "x"}, {"more", "a eq 1"}})),
            "/groups?$filter=mailEnabled%20eq%20true%20and%20startswith(displayName,'x')%20and%20a"
            "%20eq%201");
}

TEST(ExpandUrl, ChoosesTexts) {
  EXPECT_EQ(Url("{asAdmin?/scopes/admin}/x", With({})), "/x");
  EXPECT_EQ(Url("{asAdmin?/scopes/admin}/x", With({{"asAdmin", "true"}})), "/scopes/admin/x");
  EXPECT_EQ(Url("/{role=Owner?owners|members}", With({{"role", "Owner"}})), "/owners");
  EXPECT_EQ(Url("/{role=Owner?owners|members}", With({{"role", "Member"}})), "/members");
  EXPECT_EQ(Url("/x?$expand={full?manager($select=id)}", With({{"full", "true"}})),
            "/x?$expand=manager($select=id)");
  EXPECT_EQ(Url("/x?$filter={id?id eq '{id}'|name eq '{name}'}", With({{"name", "n'"}})),
            "/x?$filter=name%20eq%20'n'''");
}

TEST(ExpandUrl, SelectsAndExpands) {
  EXPECT_EQ(Url("/x?$select={p:select}&$expand={p:expand}",
                With({{"p", "id, name,manager/id,drive/webUrl"}})),
            "/x?$select=id,name&$expand=manager($select=id),drive($select=webUrl)");
  EXPECT_EQ(Url("/x?$select={p:select}&$expand={p:expand}", With({{"p", "id"}})), "/x?$select=id");
}

TEST(ExpandUrl, JoinsExpansions) {
  constexpr absl::string_view kText = "/x?$expand={p:expand}&$expand={full?manager($select=id)}";
  EXPECT_EQ(Url(kText, With({{"p", "drive/id"}, {"full", "true"}})),
            "/x?$expand=drive($select=id),manager($select=id)");
  EXPECT_EQ(Url(kText, With({{"p", "id"}, {"full", "true"}})), "/x?$expand=manager($select=id)");
}

// OData takes a segment that begins with "$" for one of its own.
TEST(ExpandUrl, WritesKeysSoThatODataTakesThemForKeys) {
  EXPECT_EQ(Url("/users{u:key}/manager", With({{"u", "a#b@c.d"}})), "/users/a%23b%40c.d/manager");
  EXPECT_EQ(Url("/users{u:key}/manager", With({{"u", "$o'x@c.d"}})),
            "/users('%24o%27%27x%40c.d')/manager");
  EXPECT_TRUE(base::IsUsageError(ExpandUrl(kBase, "/users{u:key}", With({{"u", ".."}})).status()));
}

TEST(ExpandUrl, TakesWholeAddressesAndBasesWithAQuery) {
  EXPECT_THAT(ExpandUrl(kBase, "https://api.example.com/{id}", With({{"id", "1"}})),
              IsOkAndHolds("https://api.example.com/1"));
  EXPECT_THAT(ExpandUrl("https://h/p?api-version=1", "/x?$top={n}", With({{"n", "2"}})),
              IsOkAndHolds("https://h/p/x?api-version=1&$top=2"));
}

TEST(ExpandUrl, RefusesWhatWouldChangeThePath) {
  EXPECT_TRUE(base::IsUsageError(ExpandUrl(kBase, "/a/{id}", With({{"id", ".."}})).status()));
  EXPECT_EQ(ExpandUrl(kBase, "/a/{id}", With({})).status().code(), absl::StatusCode::kInternal);
}

constexpr Option kOptions[] = {
    {.name = "on", .help = ""},
    {.name = "sure", .value = "<b>", .help = "", .format = Format::kBool},
    {.name = "count", .value = "<n>", .help = "", .format = Format::kNumber},
    {.name = "title", .value = "<t>", .help = ""}};

std::string Body(absl::string_view text, const Args& args) {
  const absl::StatusOr<json::Value> body = ExpandBody(text, kOptions, args);
  return body.ok() ? json::Write(*body) : std::string(body.status().message());
}

TEST(ExpandBody, HasTheTypesOfOptions) {
  EXPECT_EQ(Body(R"({"a":"{on}","b":"{sure}","c":"{count}","d":"{title}","e":1,"f":null})",
                 With({{"on", "true"}, {"sure", "false"}, {"count", "7"}, {"title", "7"}})),
            R"({"a":true,"b":false,"c":7,"d":"7","e":1,"f":null})");
}

TEST(ExpandBody, LeavesOutWhatWasNotGiven) {
  EXPECT_EQ(Body(R"({"a":"{title}","b":{"c":"{title}"},"d":{},"e":["{title}"]})", With({})),
            R"({"d":{}})");
  EXPECT_EQ(Body(R"({"a":"{title}"})", With({{"title", ""}})), R"({"a":""})");
  EXPECT_EQ(Body(R"({"a":"x/{title}"})", With({})), "{}");
}

TEST(ExpandBody, MakesArrays) {
  EXPECT_EQ(Body(R"({"a":"{title:list}"})", With({{"title", "x, y"}})), R"({"a":["x","y"]})");
  EXPECT_EQ(Body(R"({"a":["u/{title:each}"]})", With({{"title", "x,y"}})),
            R"({"a":["u/x","u/y"]})");
  EXPECT_EQ(Body(R"({"a":["u/{title:each}"]})", With({})), "{}");
  EXPECT_EQ(Body(R"({"a":[{"b":[],"c":{"d":"{title:each}"}}]})", With({{"title", "x, y"}})),
            R"({"a":[{"b":[],"c":{"d":"x"}},{"b":[],"c":{"d":"y"}}]})");
  EXPECT_EQ(Body(R"({"a":[{"b":"{title:each}"}]})", With({})), "{}");
  EXPECT_EQ(Body(R"({"a":"{title:json}"})", With({{"title", "[1,{}]"}})), R"({"a":[1,{}]})");
}

TEST(ExpandBody, NoValueBreaksOut) {
  EXPECT_EQ(Body(R"({"a":"{title}"})", With({{"title", "\",\"b\":\"{on}"}})),
            R"({"a":"\",\"b\":\"{on}"})");
}

TEST(ExpandBody, ChoosesTexts) {
  EXPECT_EQ(Body(R"({"v":"{sure?Private|Public}"})", With({{"sure", "true"}})),
            R"({"v":"Private"})");
  EXPECT_EQ(Body(R"({"v":"{sure?Private|Public}"})", With({})), R"({"v":"Public"})");
  EXPECT_EQ(Body(R"({"v":"{sure?Private}"})", With({})), "{}");
  EXPECT_EQ(Body(R"({"v":"{sure?:true|:null}","w":"{title:orNull}"})", With({})),
            R"({"v":null,"w":null})");
  EXPECT_EQ(Body(R"({"v":"{sure?{title}}"})", With({{"sure", "true"}, {"title", ":null"}})),
            R"({"v":":null"})");
}

TEST(ExpandText, TakesValuesAsTheyAre) {
  EXPECT_EQ(ExpandText("The group '{name}' is {x?here|gone}.", With({{"name", "a'b"}})),
            "The group 'a'b' is gone.");
}

}  // namespace
}  // namespace o365::cli
