// The nouns of `aad`, one .cc file each.

#ifndef SERVICES_AAD_NOUNS_H_
#define SERVICES_AAD_NOUNS_H_

#include "common/cli/command.h"

namespace o365::aad {

extern const cli::Noun kAdministrativeUnit;
extern const cli::Noun kGroup;
extern const cli::Noun kGroupSetting;
extern const cli::Noun kGroupSettingTemplate;
extern const cli::Noun kM365Group;
extern const cli::Noun kSiteClassification;
extern const cli::Noun kSp;

}  // namespace o365::aad

#endif  // SERVICES_AAD_NOUNS_H_
