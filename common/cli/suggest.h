// "Did you mean": the known word that is nearest to a mistyped one.

#ifndef COMMON_CLI_SUGGEST_H_
#define COMMON_CLI_SUGGEST_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace o365::cli {

// The candidate with the fewest typing errors (a letter missing, extra, wrong, or swapped with its
// neighbour), if there are few enough to believe in it; else "".
std::string Suggest(absl::string_view typed, const std::vector<std::string>& candidates);

}  // namespace o365::cli

#endif  // COMMON_CLI_SUGGEST_H_
