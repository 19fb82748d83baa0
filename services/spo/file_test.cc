// What `spo file get` takes for the content of a file, and what not.

#include "common/base/file.h"

#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/cli/execute.h"
#include "common/cli/parser.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/spo/service.h"
#include "tests/testing/command_context.h"
#include "tests/testing/status_matchers.h"

namespace o365::spo {
namespace {

using o365::testing::IsOk;
using o365::testing::IsOkAndHolds;
using o365::testing::StatusIs;

constexpr char kFile[] =
    "https://contoso.sharepoint.com/_api/web/"
    "GetFileById('b2307a39-e878-458b-bc90-03bc578531d6')";

class FileContentTest : public ::testing::Test {
 protected:
  FileContentTest() {
    test_.ConnectTo("https://contoso.sharepoint.com", {"https://contoso.sharepoint.com"});
  }

  void Answer(absl::string_view path, http::Response answer) {
    test_.http().Expect(
        {.method = "GET", .url = absl::StrCat(kFile, path), .answer = std::move(answer)});
  }
  absl::StatusOr<json::Value> Get(const std::string& form) {
    const std::vector<std::string> words =
        absl::StrSplit(absl::StrCat("file get --webUrl https://contoso.sharepoint.com --id "
                                    "b2307a39-e878-458b-bc90-03bc578531d6 ",
                                    form),
                       ' ');
    cli::ParsedLine line = cli::ParseLine(service_, words);
    EXPECT_THAT(line.status, IsOk());
    return cli::Execute(*line.command, test_.context(), line.args);
  }
  // Both ways to the content fail alike, and leave no file.
  void ExpectNoContent(const http::Response& answer, const http::Response* properties,
                       const std::string& message) {
    for (const std::string& form :
         {absl::StrCat("--asFile --path ", path_), std::string("--asString")}) {
      Answer("/$value", answer);
      if (properties != nullptr) Answer("?$select=Name", *properties);
      EXPECT_THAT(Get(form), StatusIs(absl::StatusCode::kDataLoss, message)) << form;
      EXPECT_NE(::access(path_.c_str(), F_OK), 0);
    }
  }

  const std::string path_ = absl::StrCat(::testing::TempDir(), "/file_content_test");
  const cli::Service service_ = SharePointService();
  o365::testing::CommandContext test_{service_};
};

TEST_F(FileContentTest, OnlyAnAnswer200IsAFile) {
  for (const int status : {202, 204, 206})
    ExpectNoContent({.status = status, .headers = {}, .body = {}}, nullptr,
                    absl::StrCat("the service answered without the content (HTTP ", status, ")"));
  Answer("/$value", {.status = 200, .headers = {{"Content-Length", "0"}}, .body = {}});
  EXPECT_THAT(Get(absl::StrCat("--asFile --path ", path_)), IsOk());
  EXPECT_THAT(base::ReadFile(path_), IsOkAndHolds(""));
  ::unlink(path_.c_str());
}

TEST_F(FileContentTest, ASignInPageIsNoFileUnlessTheFileIsAPage) {
  const http::Response page = {.status = 200,
                               .headers = {{"Content-Type", "text/html; charset=utf-8"}},
                               .body = "<html>sign in</html>"};
  const http::Response report = {.status = 200, .headers = {}, .body = R"({"Name":"report.xlsx"})"};
  ExpectNoContent(page, &report,
                  "the service answered with a web page instead of the file's content");
  Answer("/$value", page);
  Answer("?$select=Name", {.status = 200, .headers = {}, .body = R"({"Name":"Page.HTML"})"});
  EXPECT_THAT(Get("--asString"), IsOkAndHolds(json::Value(page.body)));
}

}  // namespace
}  // namespace o365::spo
