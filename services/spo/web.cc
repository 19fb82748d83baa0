// `spo web`: the webs (subsites) of a site.

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/odata/query.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"
#include "services/spo/options.h"

namespace o365::spo {
namespace {

constexpr cli::Option kOptions[] = {kWebUrl};
constexpr output::Column kColumns[] = {{"Title"}, {"Url"}, {"Id"}};

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  return Client(context).Get(absl::StrCat(args[kWebUrl], "/_api/web"));
}

// Text shows three properties, so no more are asked for; JSON is the service's whole answer.
absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  const bool text = context.format == output::Format::kText;
  const std::string url = odata::Query(absl::StrCat(args[kWebUrl], "/_api/web/webs"))
                              .Add("$select", text ? "Title,Id,URL" : "")
                              .Url();
  ASSIGN_OR_RETURN(json::Value webs, Client(context).List(url));
  if (text) return webs;
  return json::Value::Object({{"value", std::move(webs)}});
}

constexpr cli::Example kGetExamples[] = {
    {"Show a web", "web get --webUrl https://contoso.sharepoint.com/sites/hr"},
    {"Its language", "web get -u https://contoso.sharepoint.com/sites/hr -o json | jq .Language"}};
constexpr cli::Example kListExamples[] = {
    {"List the subsites of a site", "web list --webUrl https://contoso.sharepoint.com"},
    {"Their addresses",
     "web list -u https://contoso.sharepoint.com -o json | jq -r '.value[].Url'"}};

constexpr cli::Command kCommands[] = {
    {.name = "web get",
     .summary = "Show a web",
     .options = kOptions,
     .examples = kGetExamples,
     .run = Get},
    {.name = "web list",
     .summary = "List the subsites of a site",
     .options = kOptions,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
};

}  // namespace

constinit const cli::Noun kWeb = {
    .name = "web", .summary = "Webs (subsites) of a site", .commands = kCommands};

}  // namespace o365::spo
