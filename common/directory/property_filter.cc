#include "common/directory/property_filter.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/odata/query.h"

namespace o365::directory {

absl::Status CheckPropertyNames(const cli::Args& args) {
  for (const auto& [name, value] : args.unknown()) {
    if (!std::all_of(name.begin(), name.end(),
                     [](char c) { return absl::ascii_isalnum(c) || c == '_' || c == '/'; }))
      return base::UsageError(absl::StrCat("'--", name, "' is not a property"));
  }
  return absl::OkStatus();
}

std::vector<std::string> PropertyConditions(const cli::Args& args) {
  std::vector<std::string> conditions;
  for (const auto& [name, value] : args.unknown())
    conditions.push_back(absl::StrCat("startsWith(", name, ", ", odata::Quote(value), ")"));
  return conditions;
}

}  // namespace o365::directory
