// No command takes an answer of CSOM for whole that is not: walks every row, and leaves out each
// result that the service owes to its requests, one at a time.

#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/commands/row_runner.h"
#include "tests/commands/rows.h"
#include "tests/testing/status_matchers.h"

namespace o365::cli {
namespace {

using o365::testing::StatusIs;
using ::testing::HasSubstr;

// Leaves out every result in turn. How many there were.
int LeaveOutEach(const Row& row, const Words& words) {
  for (int number = 0;; ++number) {
    RowRunner runner(row);
    runner.http().LeaveOutResult(number);
    const absl::Status status = runner.Run(words);
    if (!runner.http().has_left_out()) return number;
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss, HasSubstr("lacks the result of")))
        << row.name() << " without result " << number;
  }
}

TEST(CsomAnswersTest, EveryCommandMissesEveryResultThatIsNotThere) {
  const std::string folder = absl::StrCat(::testing::TempDir(), "/csom_answers");
  ASSERT_TRUE(base::MakePrivateFolder(folder).ok());
  ASSERT_EQ(::chdir(folder.c_str()), 0);
  int rows = 0;
  for (const Row& row : Rows()) {
    int results = 0;
    for (const Example& example : row.command.examples) {
      const Words words = ShellWords(example.command);
      MakeFiles(row, words);
      results += LeaveOutEach(row, words);
    }
    rows += results > 0 ? 1 : 0;
  }
  EXPECT_GE(rows, 25);
}

}  // namespace
}  // namespace o365::cli
