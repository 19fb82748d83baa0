// `spo tenant`: settings of the tenant.

#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"

namespace o365::spo {
namespace {

absl::StatusOr<json::Value> AppCatalogUrlGet(cli::Context& context, const cli::Args&) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string site, client.ConnectedSite());
  csom::Request request;
  const csom::Path settings = request.StaticProperty(csom::kTenantSettings, "Current");
  request.Instantiate(settings);
  const csom::Action query = request.Query(settings);
  ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(site, request));
  const json::Value& url = answer[query]["CorporateCatalogUrl"];
  if (url.is_null()) context.log.Verbose("the tenant has no app catalog");
  return url;
}

constexpr cli::Example kAppCatalogUrlExamples[] = {
    {"Show the URL of the tenant app catalog", "tenant appcatalogurl get"},
    {"As JSON, for a script", "tenant appcatalogurl get --output json | jq -r ."}};

constexpr cli::Command kCommands[] = {
    {.name = "tenant appcatalogurl get",
     .summary = "Show the URL of the tenant app catalog",
     .examples = kAppCatalogUrlExamples,
     .remarks = "Prints nothing when the tenant has none.",
     .run = AppCatalogUrlGet},
};

}  // namespace

constinit const cli::Noun kTenant = {
    .name = "tenant", .summary = "Settings of the tenant", .commands = kCommands};

}  // namespace o365::spo
