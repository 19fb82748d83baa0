// Random identifiers.

#ifndef COMMON_BASE_RANDOM_H_
#define COMMON_BASE_RANDOM_H_

#include <string>

namespace o365::base {

// A version 4 UUID (RFC 9562, section 5.4) in lower case, from the kernel's generator.
std::string NewGuid();

// A number from [0, 1), for jitter; not for secrets.
double RandomFraction();

}  // namespace o365::base

#endif  // COMMON_BASE_RANDOM_H_
