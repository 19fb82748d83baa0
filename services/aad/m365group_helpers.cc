#include "services/aad/m365group_helpers.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/list.h"
#include "common/base/parallel.h"
#include "common/base/status_macros.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/directory/groups.h"
#include "common/directory/lookups.h"
#include "common/odata/graph.h"
#include "services/aad/group_members.h"

namespace o365::aad::m365group {
namespace {

using directory::GroupUrl;

std::string DeletedUrl(absl::string_view id) {
  return absl::StrCat(odata::kGraph, "/directory/deletedItems/", id);
}

absl::Status Delete(odata::Rest& graph, std::string url) {
  http::Request request;
  request.method = "DELETE";
  request.url = std::move(url);
  return graph.Send(std::move(request)).status();
}

// The ids of these users. Those whom nobody knows are all named before anything is made.
absl::StatusOr<Ids> Known(odata::Rest& graph, const Ids& names, std::vector<std::string>& unknown) {
  Ids ids;
  for (const std::string& name : names) {
    cli::Args args;
    args.Set("name", name);
    ASSIGN_OR_RETURN(const std::string url,
                     cli::ExpandUrl(odata::kGraph,
                                    "/users?$filter=userPrincipalName eq '{name}'"
                                    "&$select=id,userPrincipalName",
                                    args));
    ASSIGN_OR_RETURN(const json::Value found, graph.List(url));
    if (found.elements().empty()) unknown.push_back(name);
    for (const json::Value& user : found.elements()) ids.push_back(user["id"].AsString());
  }
  return ids;
}

absl::Status AddUsers(odata::Rest& graph, const std::string& group_id, absl::string_view role,
                      const Ids& ids) {
  for (const std::string& id : ids) RETURN_IF_ERROR(directory::AddUser(graph, group_id, role, id));
  return absl::OkStatus();
}

absl::Status Furnish(cli::Context& context, const cli::Args& args, const std::string& id,
                     const Ids& owners, const Ids& members) {
  odata::Rest graph = cli::GraphRest(context);
  if (args.Has(kLogoPath))
    RETURN_IF_ERROR(directory::UploadLogo(context, graph, id, args[kLogoPath]));
  RETURN_IF_ERROR(AddUsers(graph, id, kOwners, owners));
  return AddUsers(graph, id, kMembers, members);
}

// Properties that Exchange keeps; Graph takes them in a request without any others only (Microsoft
// Learn: "Update group").
constexpr const cli::Option* kOfExchange[] = {&kAllowExternalSenders, &kAutoSubscribeNewMembers,
                                              &kHideFromAddressLists, &kHideFromOutlookClients};

absl::Status Patch(odata::Rest& graph, const std::string& id, const json::Value& body) {
  if (body.members().empty()) return absl::OkStatus();
  return graph.SendJson("PATCH", GroupUrl(id), body).status();
}

absl::Status ChangeProperties(odata::Rest& graph, const cli::Args& args) {
  const std::string& id = args[kGroupIdentity];
  ASSIGN_OR_RETURN(
      json::Value body,
      cli::ExpandBody(R"({"displayName":"{newDisplayName}","description":"{description}"})",
                      kSetOptions, args));
  if (args.Has(kDescription) && args[kDescription].empty()) body.Set("description", json::Value());
  if (args.Has(kIsPrivate)) body.Set("visibility", args.On(kIsPrivate) ? "Private" : "Public");
  RETURN_IF_ERROR(Patch(graph, id, body));
  json::Value of_exchange = json::Value::Object();
  for (const cli::Option* option : kOfExchange) {
    if (args.Has(*option)) of_exchange.Set(option->name, args.On(*option));
  }
  return Patch(graph, id, of_exchange);
}

// Of a command that names a group or a team.
const std::string& GroupOf(const cli::Args& args) {
  return args.Has(kIdOfGroup) ? args[kIdOfGroup] : args[kTeamId];
}

absl::string_view RoleOf(const cli::Args& args) {
  return args.Value("role") == "owner" ? kOwners : kMembers;
}

}  // namespace

absl::Status CheckAdd(const cli::Args& args) {
  RETURN_IF_ERROR(CheckNewName("displayName", args));
  return CheckMailNickname(args);
}

absl::Status CheckSet(const cli::Args& args) {
  RETURN_IF_ERROR(CheckNewName("newDisplayName", args));
  return CheckChanges(kSetOptions, args);
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  std::vector<std::string> unknown;
  ASSIGN_OR_RETURN(const Ids owners, Known(graph, base::SplitNonEmpty(args[kNewOwners]), unknown));
  ASSIGN_OR_RETURN(const Ids members,
                   Known(graph, base::SplitNonEmpty(args[kNewMembers]), unknown));
  if (!unknown.empty())
    return absl::NotFoundError(absl::StrCat(
        "Cannot proceed with group creation. The following users provided are invalid : ",
        absl::StrJoin(unknown, ",")));
  ASSIGN_OR_RETURN(json::Value body,
                   cli::ExpandBody(R"({"displayName":"{displayName}","description":"{description}",
                          "mailNickname":"{mailNickname}","visibility":"{visibility}",
                          "groupTypes":["Unified"],"mailEnabled":true,"securityEnabled":false})",
                                   kAddOptions, args));
  json::Value behaviour = json::Value::Array();
  if (args.On(kAllowMembersToPost)) behaviour.Append("AllowOnlyMembersToPost");
  if (args.On(kHideGroupInOutlook)) behaviour.Append("HideGroupInOutlook");
  if (args.On(kSubscribeNewGroupMembers)) behaviour.Append("SubscribeNewGroupMembers");
  if (args.On(kWelcomeEmailDisabled)) behaviour.Append("WelcomeEmailDisabled");
  body.Set("resourceBehaviorOptions", std::move(behaviour));
  ASSIGN_OR_RETURN(json::Value group,
                   graph.SendJson("POST", absl::StrCat(odata::kGraph, "/groups"), body));
  const std::string& id = group["id"].AsString();
  RETURN_IF_ERROR(base::WithHint(
      base::Annotate(Furnish(context, args, id, owners, members),
                     absl::StrCat("the group was created (id ", id, "), but not completed")),
      "complete the group by hand, or remove it and try again"));
  return group;
}

absl::StatusOr<json::Value> Clear(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const std::string url,
                   cli::ExpandUrl(odata::kGraph,
                                  "/directory/deletedItems/Microsoft.Graph.Group"
                                  "?$filter=groupTypes/any(c:c eq 'Unified')&$top=100",
                                  args));
  // All are listed first: pages would shift under what is removed.
  Ids ids;
  RETURN_IF_ERROR(graph.ForEach(url, [&](const json::Value& group) {
    ids.push_back(group["id"].AsString());
    return absl::OkStatus();
  }));
  std::vector<absl::Status> removed(ids.size());
  base::ParallelFor(ids.size(), [&](size_t i) { removed[i] = Delete(graph, DeletedUrl(ids[i])); });
  for (size_t i = 0; i < ids.size(); ++i)
    RETURN_IF_ERROR(base::Annotate(removed[i], absl::StrCat("cannot remove group '", ids[i], "'")));
  return json::Value();
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  constexpr cli::Lookup kWhole[] = {{.from = "displayName",
                                     .url = "/groups?$filter=displayName eq '{value}'",
                                     .missing = "The specified group '{value}' does not exist.",
                                     .several = "Multiple groups with name '{value}' found."},
                                    {.from = "id", .url = "/groups/{id}"}};
  // A list of groups does not hold these (Microsoft Learn: "group resource type").
  constexpr cli::Lookup kOnRequest[] = {
      directory::UnifiedGroup("id"),
      {.from = "id",
       .url = "/groups/{id}?$select=allowExternalSenders,autoSubscribeNewMembers,"
              "hideFromAddressLists,hideFromOutlookClients,isSubscribedByMail"}};
  cli::Args found = args;
  ASSIGN_OR_RETURN(json::Value group, cli::RunLookups(kWhole, context, found));
  found.Set("id", group["id"].AsString());
  ASSIGN_OR_RETURN(const json::Value more, cli::RunLookups(kOnRequest, context, found));
  for (const auto& [name, value] : more.members()) group.Set(name, value);
  if (!args.On(kWithSiteUrl)) return group;
  odata::Rest graph = cli::GraphRest(context);
  std::vector<json::Value> groups = {std::move(group)};
  RETURN_IF_ERROR(directory::AddSiteUrls(graph, groups));
  return std::move(groups[0]);
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  // One expanded owner is enough to tell that there is one.
  ASSIGN_OR_RETURN(const std::string url,
                   cli::ExpandUrl(odata::kGraph,
                                  "/groups?$filter=groupTypes/any(c:c eq 'Unified')"
                                  "&$filter=startswith(DisplayName,'{displayName}')"
                                  "&$filter=startswith(MailNickname,'{mailNickname}')"
                                  "&$expand={orphaned?owners}&$top=100",
                                  args));
  odata::Rest graph = cli::GraphRest(context);
  if (!args.On(kOrphaned) && !args.On(kWithSiteUrl)) return cli::PrintList(context, graph, url);
  return cli::PrintPages(context, graph, url, [&](std::vector<json::Value>& page) {
    if (args.On(kOrphaned))
      std::erase_if(page,
                    [](const json::Value& group) { return !group["owners"].elements().empty(); });
    return args.On(kWithSiteUrl) ? directory::AddSiteUrls(graph, page) : absl::OkStatus();
  });
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  constexpr int kTries = 10;
  constexpr absl::Duration kPause = absl::Seconds(5);
  const std::string& id = args[kGroupIdentity];
  odata::Rest graph = cli::GraphRest(context);
  RETURN_IF_ERROR(Delete(graph, GroupUrl(id)));
  if (!args.On(kSkipRecycleBin)) return json::Value();
  // It takes a moment to get into the recycle bin.
  for (int tries = 1;; ++tries) {
    const absl::Status status = Delete(graph, DeletedUrl(id));
    if (status.ok()) return json::Value();
    if (!absl::IsNotFound(status) || tries == kTries)
      return base::Annotate(status, "the group was removed, but is still in the recycle bin");
    context.log.Verbose("the group is not in the recycle bin yet; trying again");
    context.clock.Sleep(kPause);
  }
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const Ids owners, UserIds(context, args[kOwnerIds], args[kOwnerUserNames]));
  ASSIGN_OR_RETURN(const Ids members, UserIds(context, args[kMemberIds], args[kMemberUserNames]));
  const std::string& id = args[kGroupIdentity];
  odata::Rest graph = cli::GraphRest(context);
  RETURN_IF_ERROR(ChangeProperties(graph, args));
  if (args.Has(kLogoPath))
    RETURN_IF_ERROR(directory::UploadLogo(context, graph, id, args[kLogoPath]));
  GroupMembers users(context, id);
  if (!owners.empty()) RETURN_IF_ERROR(users.Replace(kOwners, owners));
  if (!members.empty()) RETURN_IF_ERROR(users.Replace(kMembers, members));
  return json::Value();
}

absl::StatusOr<json::Value> UserAdd(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const Ids ids, UserIds(context, args[kIds], args[kUserNames]));
  RETURN_IF_ERROR(GroupMembers(context, GroupOf(args)).Add(RoleOf(args), ids));
  return json::Value();
}

absl::StatusOr<json::Value> UserList(cli::Context& context, const cli::Args& args) {
  return PrintMembers(context, args, "/microsoft.graph.user");
}

absl::StatusOr<json::Value> UserRemove(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const Ids ids, UserIds(context, args[kIds], args[kUserNames]));
  odata::Rest graph = cli::GraphRest(context);
  for (const std::string& id : ids) {
    bool was_there = false;
    for (absl::string_view role : {kOwners, kMembers}) {
      const absl::Status removed =
          Delete(graph, GroupUrl(GroupOf(args), absl::StrCat("/", role, "/", id, "/$ref")));
      was_there = was_there || removed.ok();
      if (!absl::IsNotFound(removed)) RETURN_IF_ERROR(removed);
    }
    if (!was_there) context.terminal.Say(absl::StrCat("user ", id, " is not in the group"));
  }
  return json::Value();
}

absl::StatusOr<json::Value> UserSet(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const Ids ids, UserIds(context, args[kIds], args[kUserNames]));
  RETURN_IF_ERROR(GroupMembers(context, GroupOf(args)).Move(RoleOf(args), ids));
  return json::Value();
}

}  // namespace o365::aad::m365group
