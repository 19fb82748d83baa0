#include "services/spo/service.h"

#include "common/cli/connection_commands.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"

namespace o365::spo {
namespace {

constexpr const cli::Noun* kNouns[] = {&kApp,
                                       &kCdn,
                                       &kCustomAction,
                                       &kExternalUser,
                                       &kFile,
                                       &kHubSite,
                                       &kList,
                                       &kListItem,
                                       &kPage,
                                       &kPropertyBag,
                                       &kServicePrincipal,
                                       &kSite,
                                       &kSiteDesign,
                                       &kSiteScript,
                                       &kStorageEntity,
                                       &kTenant,
                                       &kTheme,
                                       &kWeb};

}  // namespace

cli::Service SharePointService() {
  return {.name = "spo",
          .display_name = "SharePoint Online",
          .summary = "Manage SharePoint Online",
          .nouns = kNouns,
          .connection_commands = cli::SiteConnectionCommands(),
          .after_sign_in = KeepTenantIdentity};
}

}  // namespace o365::spo
