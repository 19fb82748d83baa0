// Whatever a command sends in batches, it does not end well when an answer is missing: walks the
// examples of all rows, and leaves out each answer once.

#include <unistd.h>

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/commands/row_runner.h"
#include "tests/commands/rows.h"

namespace o365::cli {
namespace {

using ::testing::IsSupersetOf;

TEST(BatchTest, NoAnswerMayBeMissing) {
  const std::string folder = absl::StrCat(::testing::TempDir(), "/batch");
  ASSERT_TRUE(base::MakePrivateFolder(folder).ok());
  ASSERT_EQ(::chdir(folder.c_str()), 0);
  // What the example of `graph batch` names.
  ASSERT_TRUE(base::WriteFileAtomically("requests.jsonl",
                                        "{\"url\": \"/me\"}\n{\"url\": \"/users\"}\n", 0600)
                  .ok());
  std::set<std::string> seen;
  for (const Row& row : Rows()) {
    for (const Example& example : row.command.examples) {
      const Words words = ShellWords(example.command);
      MakeFiles(row, words);
      RowRunner whole(row);
      const absl::Status status = whole.Run(words);
      if (whole.http().batch_answers() == 0) continue;
      EXPECT_TRUE(status.ok()) << row.name() << ": " << status;
      seen.insert(row.name());
      for (int left_out = 0; left_out < whole.http().batch_answers(); ++left_out) {
        RowRunner runner(row);
        runner.http().LeaveOutBatchAnswer(left_out);
        const absl::Status without = runner.Run(words);
        EXPECT_TRUE(absl::IsDataLoss(without) || base::IsPartlyFailed(without))
            << example.command << " without answer " << left_out << ": " << without;
      }
    }
  }
  EXPECT_THAT(seen, IsSupersetOf({"aad group member add", "aad group member remove",
                                  "aad user recyclebinitem clear", "graph batch"}));
}

}  // namespace
}  // namespace o365::cli
