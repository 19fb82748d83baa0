// How far a transfer is, on the terminal's status line; nothing where there is none.
//
//   Progress progress(terminal, clock, "adding big.sppkg");
//   ... progress.Update(sent, size); ...   // as often as you like
//
//   adding big.sppkg  43% [========>           ]  430 MB of 1.0 GB  52 MB/s  11 s left

#ifndef COMMON_BASE_PROGRESS_H_
#define COMMON_BASE_PROGRESS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/terminal.h"

namespace o365::base {

// "999 B", "1.5 MB", "43 MB": decimal units, two digits or more.
std::string HumanSize(int64_t bytes);

// The line, of at most `columns`. `total` is 0 when it is not known: a spinner, of which `turn` is
// the next position, stands for the bar then.
struct ProgressLine {
  absl::string_view what;
  int64_t done = 0;
  int64_t total = 0;
  absl::Duration elapsed;
  int turn = 0;
};
std::string FormatProgress(const ProgressLine& line, int columns);

// Not thread-safe.
class Progress {
 public:
  // `terminal` and `clock` must outlive this.
  Progress(Terminal& terminal, Clock& clock, absl::string_view what);
  // Takes the line away.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Nothing is shown in the first half second, so that short transfers do not flicker, and then
  // ten times a second at most.
  void Update(int64_t done, int64_t total);

 private:
  Terminal& terminal_;
  Clock& clock_;
  const std::string what_;
  const absl::Time start_;
  absl::Time next_;
  int turn_ = 0;
  bool shown_ = false;
};

}  // namespace o365::base

#endif  // COMMON_BASE_PROGRESS_H_
