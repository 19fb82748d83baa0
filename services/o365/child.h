// The binaries of services as child processes.

#ifndef SERVICES_O365_CHILD_H_
#define SERVICES_O365_CHILD_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace o365::multiplexer {

// Runs the binary with our streams and waits for it. Its exit status, 128 + N when signal N ended
// it; kInternal when it cannot be started.
absl::StatusOr<int> RunChild(const std::string& path, std::vector<std::string> words);

// What it prints. Its stderr is ours. kInternal when it cannot be started or fails.
absl::StatusOr<std::string> OutputOfChild(const std::string& path, std::vector<std::string> words);

// For exec and spawn: pointers to the words, and a null pointer behind them.
std::vector<char*> Pointers(std::vector<std::string>& words);

}  // namespace o365::multiplexer

#endif  // SERVICES_O365_CHILD_H_
