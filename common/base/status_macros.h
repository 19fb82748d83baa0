// RETURN_IF_ERROR and ASSIGN_OR_RETURN, under the names Abseil gave them later than the version
// Debian 12 ships.

#ifndef COMMON_BASE_STATUS_MACROS_H_
#define COMMON_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define O365_CONCAT_INNER(a, b) a##b
#define O365_CONCAT(a, b) O365_CONCAT_INNER(a, b)

// Leaves the function with the status of `expression` unless it is OK.
#define RETURN_IF_ERROR(expression)                                                     \
  do {                                                                                  \
    if (absl::Status o365_status = (expression); !o365_status.ok()) return o365_status; \
  } while (false)

// ASSIGN_OR_RETURN(const T value, F()): leaves the function with F's status unless it is OK.
#define ASSIGN_OR_RETURN(left, expression) \
  ASSIGN_OR_RETURN_INNER(O365_CONCAT(o365_result_, __LINE__), left, expression)
#define ASSIGN_OR_RETURN_INNER(result, left, expression) \
  auto result = (expression);                            \
  if (!result.ok()) return std::move(result).status();   \
  left = *std::move(result)

#endif  // COMMON_BASE_STATUS_MACROS_H_
