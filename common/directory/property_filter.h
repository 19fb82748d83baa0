// Lists of directory objects by options that are named like properties:
//
//   aad user list --surname M --jobTitle Engineer

#ifndef COMMON_DIRECTORY_PROPERTY_FILTER_H_
#define COMMON_DIRECTORY_PROPERTY_FILTER_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/cli/args.h"

namespace o365::directory {

// A usage error for an option outside the row that cannot be a property.
absl::Status CheckPropertyNames(const cli::Args& args);

// Conditions that each such property starts with its value: "startsWith(surname, 'M')".
std::vector<std::string> PropertyConditions(const cli::Args& args);

}  // namespace o365::directory

#endif  // COMMON_DIRECTORY_PROPERTY_FILTER_H_
