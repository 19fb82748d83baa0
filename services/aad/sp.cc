// `aad sp`: service principals (Microsoft Learn: "servicePrincipal resource type").

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/odata/graph.h"
#include "common/odata/query.h"
#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr cli::Option kAppId = {.name = "appId",
                                .letter = 'i',
                                .value = "<id>",
                                .help = "Id of the application (client)",
                                .format = cli::Format::kGuid,
                                .alias = "id"};
constexpr cli::Option kDisplayName = {.name = "displayName",
                                      .letter = 'n',
                                      .value = "<name>",
                                      .help = "Display name of the application"};
constexpr cli::Option kObjectId = {.name = "objectId",
                                   .value = "<id>",
                                   .help = "Id of the service principal itself",
                                   .format = cli::Format::kGuid};
constexpr cli::Option kGetOptions[] = {kAppId, kDisplayName, kObjectId};
constexpr absl::string_view kNames[] = {"appId", "displayName", "objectId"};
constexpr cli::Rule kGetRules[] = {{cli::Rule::Kind::kExactlyOne, kNames}};

const std::string& PrincipalsUrl() {
  static const std::string url = absl::StrCat(odata::kGraph, "/servicePrincipals");
  return url;
}

// The id of the one service principal that the options name.
absl::StatusOr<std::string> FindId(odata::Rest& graph, const cli::Args& args) {
  if (args.Has(kObjectId)) return args[kObjectId];
  const std::string filter =
      args.Has(kAppId) ? absl::StrCat("appId eq ", odata::Quote(args[kAppId]))
                       : absl::StrCat("displayName eq ", odata::Quote(args[kDisplayName]));
  ASSIGN_OR_RETURN(const json::Value found,
                   graph.List(odata::Query(PrincipalsUrl()).Add("$filter", filter).Url()));
  if (found.elements().empty())
    return base::WithHint(absl::NotFoundError("The specified Entra app does not exist"),
                          "check the name or id; an app has a service principal in the tenant "
                          "once somebody consented to it");
  if (found.elements().size() == 1) return found.ElementAt(0)["id"].AsString();
  const std::string ids =
      absl::StrJoin(found.elements(), ", ", [](std::string* out, const json::Value& principal) {
        out->append(principal["id"].AsString());
      });
  return base::WithHint(
      absl::FailedPreconditionError(absl::StrCat("Multiple Entra apps with name '",
                                                 args[kDisplayName], "' found. Found: ", ids)),
      "name one of them with --objectId");
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = odata::GraphRest(context.http, context.session);
  ASSIGN_OR_RETURN(const std::string id, FindId(graph, args));
  return graph.Get(absl::StrCat(PrincipalsUrl(), "/", id));
}

constexpr absl::string_view kGetAliases[] = {"enterpriseapp get"};
constexpr cli::Example kGetExamples[] = {
    {"Show a service principal by its application id",
     "sp get --appId b2307a39-e878-458b-bc90-03bc578531d6"},
    {"By its display name", "sp get --displayName 'Microsoft Graph'"}};

constexpr cli::Command kCommands[] = {
    {.name = "sp get",
     .aliases = kGetAliases,
     .summary = "Show a service principal (enterprise app)",
     .options = kGetOptions,
     .rules = kGetRules,
     .examples = kGetExamples,
     .run = Get},
};

}  // namespace

constinit const cli::Noun kSp = {
    .name = "sp", .summary = "Service principals (enterprise apps)", .commands = kCommands};

}  // namespace o365::aad
