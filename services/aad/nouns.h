// The nouns of `aad`, one .cc file each.

#ifndef SERVICES_AAD_NOUNS_H_
#define SERVICES_AAD_NOUNS_H_

#include "common/cli/command.h"

namespace o365::aad {

extern const cli::Noun kAdministrativeUnit;
extern const cli::Noun kAppRoleAssignment;
extern const cli::Noun kApps;
extern const cli::Noun kGroup;
extern const cli::Noun kGroupSetting;
extern const cli::Noun kGroupSettingTemplate;
extern const cli::Noun kLicense;
extern const cli::Noun kM365Group;
extern const cli::Noun kMultitenant;
extern const cli::Noun kOAuth2Grant;
extern const cli::Noun kOrganization;
extern const cli::Noun kPim;
extern const cli::Noun kPolicy;
extern const cli::Noun kResourceNamespace;
extern const cli::Noun kRoleAssignment;
extern const cli::Noun kRoleDefinition;
extern const cli::Noun kRolePermission;
extern const cli::Noun kSiteClassification;
extern const cli::Noun kSp;
extern const cli::Noun kUser;

}  // namespace o365::aad

#endif  // SERVICES_AAD_NOUNS_H_
