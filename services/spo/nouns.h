// The nouns of `spo`, one .cc file each.

#ifndef SERVICES_SPO_NOUNS_H_
#define SERVICES_SPO_NOUNS_H_

#include "common/cli/command.h"

namespace o365::spo {

extern const cli::Noun kApp;
extern const cli::Noun kCdn;
extern const cli::Noun kCustomAction;
extern const cli::Noun kExternalUser;
extern const cli::Noun kFile;
extern const cli::Noun kHubSite;
extern const cli::Noun kList;
extern const cli::Noun kListItem;
extern const cli::Noun kPropertyBag;
extern const cli::Noun kPage;
extern const cli::Noun kServicePrincipal;
extern const cli::Noun kSite;
extern const cli::Noun kSiteDesign;
extern const cli::Noun kSiteScript;
extern const cli::Noun kStorageEntity;
extern const cli::Noun kTenant;
extern const cli::Noun kTheme;
extern const cli::Noun kWeb;

}  // namespace o365::spo

#endif  // SERVICES_SPO_NOUNS_H_
