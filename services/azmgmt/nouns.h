// The nouns of `azmgmt`, one .cc file each.

#ifndef SERVICES_AZMGMT_NOUNS_H_
#define SERVICES_AZMGMT_NOUNS_H_

#include "common/cli/command.h"

namespace o365::azmgmt {

extern const cli::Noun kFlow;
extern const cli::Noun kFlowOwner;
extern const cli::Noun kFlowRun;

}  // namespace o365::azmgmt

#endif  // SERVICES_AZMGMT_NOUNS_H_
