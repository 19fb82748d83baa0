#include "services/spo/service.h"

#include "common/cli/connection_commands.h"
#include "common/cli/request_command.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"

namespace o365::spo {
namespace {

constexpr cli::Example kRequestExamples[] = {
    {"Read anything the connected site has", "request --url /_api/web/currentuser"},
    {"All items of a list of another site, page by page",
     "request --url \"https://contoso.sharepoint.com/sites/hr/_api/web/lists/getbytitle('Docs')/"
     "items\" --paginate"},
    {"Change something; the form digest is added",
     "request --url /_api/web --method POST --header X-HTTP-Method:MERGE --header If-Match:* "
     "--body '{\"Title\": \"Contoso\"}'"}};
constexpr cli::Command kRequestRow[] = {cli::RequestCommand(kRequestExamples)};
constexpr cli::Noun kRequest = {
    .name = "request", .summary = "Any request to the API", .commands = kRequestRow};

constexpr const cli::Noun* kNouns[] = {&kApp,    &kCdn,         &kCustomAction, &kExternalUser,
                                       &kFile,   &kHubSite,     &kList,         &kListItem,
                                       &kPage,   &kPropertyBag, &kRequest,      &kServicePrincipal,
                                       &kSite,   &kSiteDesign,  &kSiteScript,   &kStorageEntity,
                                       &kTenant, &kTheme,       &kWeb};

}  // namespace

cli::Service SharePointService() {
  return {.name = "spo",
          .display_name = "SharePoint Online",
          .summary = "Manage SharePoint Online",
          .nouns = kNouns,
          .connection_commands = cli::SiteConnectionCommands(),
          .refused_grant = "secret",
          .refusal =
              "SharePoint Online takes no token that an app got with a secret; sign in with a "
              "certificate: --authType certificate",
          .api = {.rest = RestOf, .base_of_requests = ConnectedSite, .prepare_change = AddDigest},
          .after_sign_in = KeepTenantIdentity};
}

}  // namespace o365::spo
