// `graph user`: users (Microsoft Learn: "user resource type").

#include <string>

#include "absl/strings/str_cat.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/directory/property_filter.h"
#include "common/odata/graph.h"
#include "common/odata/query.h"
#include "services/graph/nouns.h"

namespace o365::graph {
namespace {

constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the user");
constexpr cli::Option kUserName =
    cli::Text("-n, --userName <name>", "User principal name, such as ann@contoso.com");
constexpr cli::Option kProperties =
    cli::Text("-p, --properties <names>", "Properties to show, separated by commas");
constexpr absl::string_view kIdOrName[] = {"id", "userName"};
constexpr cli::Rule kGetRules[] = {{cli::Rule::Kind::kExactlyOne, kIdOrName}};

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  const std::string url =
      odata::Query(absl::StrCat(odata::kGraph, "/users"))
          .Add("$select",
               args.Has(kProperties) ? args[kProperties] : "userPrincipalName,displayName")
          .Add("$filter", odata::And(directory::PropertyConditions(args)))
          .Add("$top", "100")
          .Url();
  odata::Rest graph = cli::GraphRest(context);
  return cli::PrintList(context, graph, url);
}

constexpr cli::Example kListExamples[] = {
    {"List the users with their names", "user list"},
    {"Job titles of those whose surname starts with M",
     "user list --properties displayName,jobTitle --surname M"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a user", "user get --userName ann@contoso.com"},
    {"Some properties of a user by id",
     "user get --id 1caf7dcd-7e83-4c3a-94f7-932a1299c844 --properties displayName,mail"}};

constexpr cli::Command kCommands[] = {
    {.name = "user get",
     .summary = "Show a user",
     .options = cli::kOf<kId, kUserName, kProperties>,
     .rules = kGetRules,
     .examples = kGetExamples,
     .call = {.url = "/users/{id?{id}|{userName}}?$select={properties}"}},
    {.name = "user list",
     .summary = "List users",
     .options = cli::kOf<kProperties>,
     .takes_unknown_options = true,
     .examples = kListExamples,
     .remarks = "Any other option is the name of a property: only users whose property starts with "
                "its value are listed.",
     .validate = directory::CheckPropertyNames,
     .run = List},
};

}  // namespace

constinit const cli::Noun kUser = {.name = "user", .summary = "Users", .commands = kCommands};

}  // namespace o365::graph
