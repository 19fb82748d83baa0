// Random identifiers.

#ifndef COMMON_BASE_RANDOM_H_
#define COMMON_BASE_RANDOM_H_

#include <string>

#include "common/base/secret.h"

namespace o365::base {

// A version 4 UUID (RFC 9562, section 5.4) in lower case, from the kernel's generator.
std::string NewGuid();

// A password that meets the complexity rules of Microsoft Entra ID: 20 characters, each kind among
// them, none that is mistaken for another; from the kernel's generator.
Secret NewPassword();

// A number from [0, 1), for jitter; not for secrets.
double RandomFraction();

}  // namespace o365::base

#endif  // COMMON_BASE_RANDOM_H_
