// Child processes: run to their end, or kept going for the time of a test.

#ifndef TESTS_TESTING_PROCESS_H_
#define TESTS_TESTING_PROCESS_H_

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace o365::testing {

struct Command {
  std::vector<std::string> arguments;              // [0] is looked for on PATH
  std::map<std::string, std::string> environment;  // all of it
  std::string input = {};
};

struct Outcome {
  int exit_code = 0;  // 128 + the signal when one ended it
  std::string out;
  std::string err;
  absl::Duration took;
};

// Runs it to its end. Output is read from files, so that a grandchild that keeps a pipe open does
// not hold the test up.
Outcome Run(const Command& command);

// Runs until this goes: then it is sent SIGTERM and waited for. Its output is thrown away.
class Daemon {
 public:
  explicit Daemon(const Command& command);
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;
  ~Daemon();

 private:
  pid_t pid_;
};

}  // namespace o365::testing

#endif  // TESTS_TESTING_PROCESS_H_
