// The version of all binaries.

#ifndef COMMON_BASE_VERSION_H_
#define COMMON_BASE_VERSION_H_

#include "absl/strings/string_view.h"

namespace o365::base {

inline constexpr absl::string_view kVersion = "0.1.0";

}  // namespace o365::base

#endif  // COMMON_BASE_VERSION_H_
