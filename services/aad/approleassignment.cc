// `aad approleassignment`: application permissions that service principals have (Microsoft Learn:
// "appRoleAssignment resource type").

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/list.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/cli/run_call.h"
#include "common/cli/shape.h"
#include "common/http/url.h"
#include "common/odata/graph.h"
#include "common/odata/query.h"
#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr cli::Option kAppId = cli::Guid("--appId <id>", "Application (client) id of the app");
constexpr cli::Option kAppObjectId =
    cli::Guid("--appObjectId <id>", "Object id of its service principal");
constexpr cli::Option kAppName = cli::Text("--appDisplayName <name>", "Name of the app");
constexpr cli::Option kResource =
    cli::Text("-r, --resource <api>",
              "The API: its name, such as 'Microsoft Graph' or SharePoint, or an id of it")
        .Required();
constexpr cli::Option kScopes =
    cli::Text("-s, --scopes <names>", "Permissions, such as Sites.Read.All, separated by commas")
        .Required();
constexpr cli::Option kListOptions[] = {
    cli::Guid("-i, --appId <id>", "Application (client) id of the app"),
    cli::Text("-n, --appDisplayName <name>", "Name of the app"), kAppObjectId};
constexpr absl::string_view kApp[] = {"appId", "appObjectId", "appDisplayName"};
constexpr cli::Rule kRules[] = {{cli::Rule::Kind::kExactlyOne, kApp}};

std::string PrincipalsUrl() { return absl::StrCat(odata::kGraph, "/servicePrincipals"); }

std::string PrincipalUrl(const std::string& id) {
  return absl::StrCat(PrincipalsUrl(), "/", http::PercentEncode(id));
}

std::string AssignmentsUrl(const std::string& id) {
  return absl::StrCat(PrincipalUrl(id), "/appRoleAssignments");
}

std::string FilterOf(const cli::Args& args) {
  if (args.Has(kAppId)) return absl::StrCat("appId eq ", odata::Quote(args[kAppId]));
  if (args.Has(kAppObjectId)) return absl::StrCat("id eq ", odata::Quote(args[kAppObjectId]));
  return absl::StrCat("displayName eq ", odata::Quote(args[kAppName]));
}

// The app's service principal, with its assignments when `expand` says so.
absl::StatusOr<json::Value> FindApp(odata::Rest& graph, const cli::Args& args,
                                    absl::string_view expand) {
  ASSIGN_OR_RETURN(const json::Value found, graph.List(odata::Query(PrincipalsUrl())
                                                           .Add("$expand", expand)
                                                           .Add("$filter", FilterOf(args))
                                                           .Url()));
  if (found.elements().empty()) return absl::NotFoundError("app registration not found");
  if (found.elements().size() == 1) return found.ElementAt(0);
  const std::string ids =
      absl::StrJoin(found.elements(), ", ", [](std::string* out, const json::Value& principal) {
        out->append(principal["id"].AsString());
      });
  return base::WithHint(
      absl::FailedPreconditionError(absl::StrCat("Multiple service principals with name '",
                                                 args[kAppName], "' found. Found: ", ids, ".")),
      "name the one that is meant by --appObjectId");
}

// $expand brings 20 of them at most (Microsoft Learn: "Customize Microsoft Graph responses with
// query parameters"); the whole list is asked for when there may be more.
absl::StatusOr<std::vector<json::Value>> AssignmentsOf(odata::Rest& graph,
                                                       const json::Value& principal) {
  constexpr size_t kMostExpanded = 20;
  const std::vector<json::Value>& expanded = principal["appRoleAssignments"].elements();
  if (expanded.size() < kMostExpanded) return expanded;
  ASSIGN_OR_RETURN(const json::Value all, graph.List(AssignmentsUrl(principal["id"].AsString())));
  return all.elements();
}

// APIs that people call otherwise than the directory does.
std::string ApiName(const std::string& resource) {
  const std::string lower = absl::AsciiStrToLower(resource);
  if (lower == "sharepoint") return "Office 365 SharePoint Online";
  if (lower == "exchange") return "Office 365 Exchange Online";
  if (lower == "intune") return "Microsoft Intune API";
  return resource;
}

// The service principal of the API; the one of just this name if several begin with it.
absl::StatusOr<json::Value> FindApi(odata::Rest& graph, const std::string& resource) {
  const std::string name = ApiName(resource);
  const std::string quoted = odata::Quote(name);
  std::string filter =
      absl::StrCat("(displayName eq ", quoted, " or startswith(displayName,", quoted, "))");
  if (cli::IsGuid(name)) absl::StrAppend(&filter, " or appId eq ", quoted, " or id eq ", quoted);
  ASSIGN_OR_RETURN(const json::Value found,
                   graph.List(odata::Query(PrincipalsUrl()).Add("$filter", filter).Url()));
  const std::vector<json::Value>& apis = found.elements();
  if (apis.empty())
    return base::WithHint(absl::NotFoundError("Resource not found"),
                          absl::StrCat("no API is called '", name, "' in this tenant"));
  const auto exact = std::find_if(apis.begin(), apis.end(), [&](const json::Value& api) {
    return absl::EqualsIgnoreCase(api["displayName"].AsString(), name);
  });
  return exact == apis.end() ? apis.front() : *exact;
}

// The ids of the permissions that --scopes names.
absl::StatusOr<std::vector<std::string>> RoleIds(const json::Value& api, const cli::Args& args) {
  const std::vector<json::Value>& roles = api["appRoles"].elements();
  if (roles.empty())
    return absl::NotFoundError(absl::StrCat("The resource '", args[kResource],
                                            "' does not have any application permissions "
                                            "available."));
  std::vector<std::string> ids;
  for (const std::string& scope : base::SplitList(args[kScopes])) {
    const auto role = std::find_if(roles.begin(), roles.end(), [&](const json::Value& each) {
      return each["value"].AsString() == scope;
    });
    if (role == roles.end())
      return absl::NotFoundError(
          absl::StrCat("The scope value '", scope, "' you have specified does not exist for ",
                       args[kResource], ". \nAvailable scopes (application permissions) are: \n",
                       absl::StrJoin(roles, "\n", [](std::string* out, const json::Value& each) {
                         out->append(each["value"].AsString());
                       })));
    ids.push_back((*role)["id"].AsString());
  }
  return ids;
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value principal, FindApp(graph, args, ""));
  ASSIGN_OR_RETURN(const json::Value api, FindApi(graph, args[kResource]));
  ASSIGN_OR_RETURN(const std::vector<std::string> roles, RoleIds(api, args));
  json::Value made = json::Value::Array();
  for (const std::string& role : roles) {
    ASSIGN_OR_RETURN(json::Value assignment,
                     graph.SendJson("POST", AssignmentsUrl(principal["id"].AsString()),
                                    json::Value::Object({{"appRoleId", role},
                                                         {"principalId", principal["id"]},
                                                         {"resourceId", api["id"]}})));
    made.Append(std::move(assignment));
  }
  return made;
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const json::Value principal, FindApp(graph, args, "appRoleAssignments"));
  ASSIGN_OR_RETURN(const json::Value api, FindApi(graph, args[kResource]));
  ASSIGN_OR_RETURN(const std::vector<std::string> roles, RoleIds(api, args));
  ASSIGN_OR_RETURN(const std::vector<json::Value> assignments, AssignmentsOf(graph, principal));
  std::vector<std::string> ids;
  for (const std::string& role : roles) {
    const auto found =
        std::find_if(assignments.begin(), assignments.end(), [&](const json::Value& each) {
          return absl::EqualsIgnoreCase(each["appRoleId"].AsString(), role) &&
                 absl::EqualsIgnoreCase(each["resourceId"].AsString(), api["id"].AsString());
        });
    if (found == assignments.end())
      return absl::NotFoundError(
          absl::StrCat("the app does not have all of '", args[kScopes], "' of ", args[kResource]));
    ids.push_back((*found)["id"].AsString());
  }
  for (const std::string& id : ids) {
    http::Request request;
    request.method = "DELETE";
    request.url =
        absl::StrCat(AssignmentsUrl(principal["id"].AsString()), "/", http::PercentEncode(id));
    RETURN_IF_ERROR(graph.Send(std::move(request)).status());
  }
  return json::Value();
}

absl::StatusOr<std::vector<json::Value>> ListAssignments(odata::Rest& graph,
                                                         const cli::Args& args) {
  if (args.Has(kAppObjectId)) {
    ASSIGN_OR_RETURN(const json::Value all, graph.List(AssignmentsUrl(args[kAppObjectId])));
    return all.elements();
  }
  ASSIGN_OR_RETURN(const json::Value principal, FindApp(graph, args, "appRoleAssignments"));
  return AssignmentsOf(graph, principal);
}

std::string RoleName(const json::Value& api, const std::string& id) {
  for (const json::Value& role : api["appRoles"].elements()) {
    if (absl::EqualsIgnoreCase(role["id"].AsString(), id)) return role["value"].AsString();
  }
  return "";
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const std::vector<json::Value> assignments, ListAssignments(graph, args));
  std::map<std::string, json::Value> apis;
  json::Value list = json::Value::Array();
  for (const json::Value& assignment : assignments) {
    const std::string& api_id = assignment["resourceId"].AsString();
    if (apis.count(api_id) == 0) {
      ASSIGN_OR_RETURN(apis[api_id], graph.Get(PrincipalUrl(api_id)));
    }
    list.Append(json::Value::Object(
        {{"appRoleId", assignment["appRoleId"]},
         {"resourceDisplayName", assignment["resourceDisplayName"]},
         {"resourceId", api_id},
         {"roleId", assignment["appRoleId"]},
         {"roleName", RoleName(apis[api_id], assignment["appRoleId"].AsString())},
         {"created", assignment["createdDateTime"]},
         {"deleted", assignment["deletedDateTime"]}}));
  }
  return list;
}

constexpr output::Column kColumns[] = {{"resourceDisplayName"}, {"roleName"}};
constexpr output::Column kAddColumns[] = {
    {"id"}, {"principalDisplayName"}, {"resourceDisplayName"}};
constexpr cli::Example kAddExamples[] = {
    {"Let an app read all sites",
     "approleassignment add --appId b2307a39-e878-458b-bc90-03bc578531d6 --resource SharePoint "
     "--scopes Sites.Read.All"},
    {"Two permissions of Microsoft Graph",
     "approleassignment add --appDisplayName 'Nightly report' -r 'Microsoft Graph' -s "
     "Group.Read.All,User.Read.All"}};
constexpr cli::Example kListExamples[] = {
    {"List what an app may do by itself",
     "approleassignment list --appId b2307a39-e878-458b-bc90-03bc578531d6"},
    {"By its name", "approleassignment list --appDisplayName 'Nightly report'"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Take a permission back",
     "approleassignment remove --appId b2307a39-e878-458b-bc90-03bc578531d6 --resource SharePoint "
     "--scopes Sites.Read.All"},
    {"In a script",
     "approleassignment remove --appDisplayName 'Nightly report' -r 'Microsoft Graph' -s "
     "Group.Read.All --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "approleassignment add",
     .summary = "Give an app application permissions",
     .options = cli::kOf<kAppId, kAppObjectId, kAppName, kResource, kScopes>,
     .rules = kRules,
     .columns = kAddColumns,
     .examples = kAddExamples,
     .remarks = "The app must have a service principal in the tenant: sp add.",
     .run = Add},
    {.name = "approleassignment list",
     .summary = "List the application permissions that an app has",
     .options = kListOptions,
     .rules = kRules,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "approleassignment remove",
     .summary = "Take application permissions from an app",
     .options = cli::kOf<kAppId, kAppObjectId, kAppName, kResource, kScopes>,
     .rules = kRules,
     .confirm = "Take {scopes} of {resource} from the app {appId}{appObjectId}{appDisplayName}?",
     .examples = kRemoveExamples,
     .run = Remove},
};

}  // namespace

constinit const cli::Noun kAppRoleAssignment = {.name = "approleassignment",
                                                .summary = "Application permissions that apps have",
                                                .commands = kCommands};

}  // namespace o365::aad
