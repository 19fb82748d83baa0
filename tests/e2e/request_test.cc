// Stories of `request` and `graph batch`: anything the services can do, with the connection's
// token.

#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class RequestTest : public EndToEndTest {
 protected:
  // The JSON lines that the command line printed.
  static std::vector<json::Value> Lines(const Outcome& outcome) {
    std::vector<json::Value> lines;
    for (absl::string_view line : absl::StrSplit(outcome.out, '\n', absl::SkipEmpty())) {
      const absl::StatusOr<json::Value> value = json::Parse(line);
      EXPECT_TRUE(value.ok()) << value.status() << ": " << line;
      if (value.ok()) lines.push_back(*value);
    }
    return lines;
  }
};

TEST_F(RequestTest, GraphIsReadChangedAndReadAgain) {
  Connect("graph connect");
  EXPECT_EQ(
      Json("graph request --url '/me?$select=userPrincipalName'")["userPrincipalName"].AsString(),
      "admin@contoso.onmicrosoft.com");
  const json::Value group = Json(
      "graph request --url /groups --method POST --body '{\"displayName\": \"By request\", "
      "\"mailNickname\": \"byrequest\", \"mailEnabled\": false, \"securityEnabled\": true}'");
  const std::string id = group["id"].AsString();
  EXPECT_EQ(
      DoWithInput(absl::StrCat("graph request --url /groups/", id, " --method patch --body @-"),
                  "{\"description\": \"changed\"}")
          .exit_code,
      0);
  EXPECT_EQ(Json(absl::StrCat("graph request --url https://graph.microsoft.com/v1.0/groups/",
                              id))["description"]
                .AsString(),
            "changed");
  EXPECT_EQ(Do(absl::StrCat("graph request --url /groups/", id, " -m DELETE")).exit_code, 0);
  const Outcome gone = Do(absl::StrCat("graph request --url /groups/", id));
  EXPECT_EQ(gone.exit_code, 3);
  EXPECT_THAT(gone.err, HasSubstr("Request_ResourceNotFound"));
}

TEST_F(RequestTest, PagesAreFollowedWhenThatIsAskedFor) {
  Connect("aad connect");
  const json::Value page = Json("aad request --url '/users?$top=5&$select=id'");
  EXPECT_THAT(page["value"].elements(), SizeIs(5));
  EXPECT_THAT(page["@odata.nextLink"].AsString(), HasSubstr("https://"));
  const json::Value all = Json("aad request --url '/users?$top=5&$select=id' --paginate");
  EXPECT_GT(all.elements().size(), 10u);
  const json::Value at_once = Json("aad request --url '/users?$top=999&$select=id'");
  EXPECT_EQ(all.elements().size(), at_once["value"].elements().size());
}

TEST_F(RequestTest, SharePointGetsItsFormDigest) {
  Connect("spo connect https://contoso.sharepoint.com");
  EXPECT_EQ(Json("spo request --url '/_api/web?$select=Title'").members().size(), 1u);
  const json::Value list = Json(
      "spo request --url /_api/web/lists --method POST --body "
      "'{\"Title\": \"By request\", \"BaseTemplate\": 100}'");
  const std::string one = absl::StrCat("/_api/web/lists(guid'", list["Id"].AsString(), "')");
  EXPECT_EQ(
      Do(absl::StrCat("spo request --url \"", one,
                      "\" --method POST --header X-HTTP-Method:MERGE --header 'If-Match: *' --body "
                      "'{\"Description\": \"changed\"}'"))
          .exit_code,
      0);
  const json::Value read =
      Json("spo list get --webUrl https://contoso.sharepoint.com --title 'By request'");
  EXPECT_EQ(read["Description"].AsString(), "changed");
  EXPECT_THAT(
      Json("spo request --url https://contoso.sharepoint.com/_api/web/lists --paginate").elements(),
      SizeIs(::testing::Gt(1)));
}

TEST_F(RequestTest, PowerAutomateKeepsItsVersion) {
  Connect("azmgmt connect");
  EXPECT_THAT(Json("azmgmt request --url /environments")["value"].elements(),
              SizeIs(::testing::Gt(1)));
  EXPECT_THAT(Do("azmgmt request --url '/environments?api-version=2016-11-01'").exit_code, 0);
}

TEST_F(RequestTest, NoTokenLeavesForAnotherHost) {
  Connect("graph connect");
  Connect("aad connect");
  Connect("azmgmt connect");
  Connect("spo connect https://contoso.sharepoint.com");
  const int before = RequestsTo("");
  for (const char* service : {"graph", "aad", "azmgmt", "spo"}) {
    for (const char* url :
         {"https://example.com/v1.0/me", "https://graph.microsoft.com.example.com/",
          "https://graph.microsoft.com@example.com/", "http://example.com/", "//example.com/me"}) {
      const Outcome refused = Do(absl::StrCat(service, " request --url '", url, "'"));
      EXPECT_EQ(refused.exit_code, 2) << service << " " << url << refused.err;
    }
  }
  EXPECT_EQ(RequestsTo(""), before);
  EXPECT_EQ(RequestsTo("example.com"), 0);
}

TEST_F(RequestTest, AFileIsWholeOrNotThere) {
  Connect("graph connect");
  const std::string file = folder() + "/me.json";
  const Outcome missing =
      Do(absl::StrCat("graph request --url /users/nobody@contoso.com --filePath ", file));
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_NE(::access(file.c_str(), F_OK), 0);
  EXPECT_EQ(Do(absl::StrCat("graph request --url /me --filePath ", file)).exit_code, 0);
  const absl::StatusOr<std::string> written = base::ReadFile(file);
  ASSERT_TRUE(written.ok());
  EXPECT_THAT(*written, HasSubstr("admin@contoso.onmicrosoft.com"));
}

TEST_F(RequestTest, ABatchKeepsItsOrderAndRepeatsWhatWasThrottled) {
  Connect("graph connect");
  std::string input;
  for (int i = 0; i < 25; ++i)
    absl::StrAppend(&input, "{\"id\": \"n", i, "\", \"url\": \"",
                    i == 3    ? "/users/user@contoso.onmicrosoft.com"
                    : i == 22 ? "/users/nobody@contoso.onmicrosoft.com"
                              : "/me?$select=id",
                    "\"}\n");
  Tenant("fault --next 1 --status 429 --retry-after 1 --path v1.0/users/user");
  const Outcome outcome = DoWithInput("graph batch -", input);
  EXPECT_EQ(outcome.exit_code, 8) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("1 of 25 requests failed"));
  const std::vector<json::Value> lines = Lines(outcome);
  ASSERT_THAT(lines, SizeIs(25));
  for (size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i]["id"].AsString(), absl::StrCat("n", i));
    EXPECT_EQ(lines[i]["status"].AsInt(), i == 22 ? 404 : 200) << json::Write(lines[i]);
  }
  EXPECT_EQ(lines[3].At({"body", "userPrincipalName"}).AsString(), "user@contoso.onmicrosoft.com");
  EXPECT_EQ(RequestsTo("$batch"), 3);
}

TEST_F(RequestTest, ABatchChangesThings) {
  Connect("graph connect");
  ASSERT_TRUE(
      base::WriteFileAtomically(
          folder() + "/requests.json",
          "{\"requests\": [{\"id\": \"1\", \"method\": \"PATCH\", \"url\": "
          "\"/users/user@contoso.onmicrosoft.com\", \"body\": {\"department\": \"Sales\"}}]}",
          0600)
          .ok());
  const Outcome done = Do("graph batch \"$HOME/requests.json\"");
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_EQ(Json("graph user get --userName user@contoso.onmicrosoft.com --properties department")
                ["department"]
                    .AsString(),
            "Sales");
  EXPECT_EQ(DoWithInput("graph batch -", "{\"method\": \"GET\"}").exit_code, 1);
  EXPECT_EQ(Do("graph batch /no/such/file").exit_code, 3);
}

}  // namespace
}  // namespace o365::testing
