// The nouns of `aad`, one .cc file each.

#ifndef SERVICES_AAD_NOUNS_H_
#define SERVICES_AAD_NOUNS_H_

#include "common/cli/command.h"

namespace o365::aad {

extern const cli::Noun kAdministrativeUnit;
extern const cli::Noun kSp;
extern const cli::Noun kUser;

}  // namespace o365::aad

#endif  // SERVICES_AAD_NOUNS_H_
