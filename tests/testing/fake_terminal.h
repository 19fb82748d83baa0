// A terminal that remembers what was said and answers from a list.

#ifndef TESTS_TESTING_FAKE_TERMINAL_H_
#define TESTS_TESTING_FAKE_TERMINAL_H_

#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/base/terminal.h"

namespace o365::testing {

class FakeTerminal final : public base::Terminal {
 public:
  void Say(absl::string_view line) override {
    const std::lock_guard lock(mutex_);
    absl::StrAppend(&said_, line, "\n");
  }
  int status_columns() const override { return status_columns_; }
  void ShowStatus(absl::string_view line) override {
    const std::lock_guard lock(mutex_);
    statuses_.emplace_back(line);
  }
  bool interactive() const override { return interactive_; }
  absl::StatusOr<std::string> Ask(absl::string_view question) override {
    asked_ = std::string(question);
    if (!interactive_ || answers_.empty()) return absl::FailedPreconditionError("no terminal");
    std::string answer = answers_.front();
    answers_.pop_front();
    return answer;
  }
  absl::StatusOr<base::Secret> AskSecret(absl::string_view question) override {
    auto answer = Ask(question);
    if (!answer.ok()) return answer.status();
    return base::Secret(*std::move(answer));
  }
  absl::StatusOr<bool> Confirm(absl::string_view question) override {
    const auto answer = Ask(question);
    if (!answer.ok()) return answer.status();
    return *answer == "y";
  }

  // Makes it interactive, with these answers.
  void Answer(std::deque<std::string> answers) {
    interactive_ = true;
    answers_ = std::move(answers);
  }
  // Makes it one that shows status lines.
  void set_status_columns(int columns) { status_columns_ = columns; }
  // All status lines so far, "" where one was taken away.
  std::vector<std::string> statuses() {
    const std::lock_guard lock(mutex_);
    return statuses_;
  }
  // All lines so far.
  std::string said() {
    const std::lock_guard lock(mutex_);
    return said_;
  }
  // The latest question.
  const std::string& asked() const { return asked_; }

 private:
  std::mutex mutex_;
  bool interactive_ = false;
  int status_columns_ = 0;
  std::vector<std::string> statuses_;
  std::deque<std::string> answers_;
  std::string said_, asked_;
};

}  // namespace o365::testing

#endif  // TESTS_TESTING_FAKE_TERMINAL_H_
