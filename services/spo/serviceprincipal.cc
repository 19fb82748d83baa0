// `spo serviceprincipal`: the principal in whose name SharePoint Framework code calls APIs, the
// permissions that apps ask for it and those it has (Microsoft Learn: "Manage access to Azure
// AD-secured APIs").

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"

namespace o365::spo {
namespace {

constexpr cli::Option kGrantId =
    cli::Text("-i, --grantId <id>", "Object id of the grant, as the list of grants shows it")
        .Required();
constexpr cli::Option kRequestId =
    cli::Guid("-i, --requestId <id>", "Id of the permission request").Required();
constexpr cli::Option kEnabled =
    cli::Bool("-e, --enabled <true|false>", "Whether the principal may be used").Required();

constexpr output::Column kGrantColumns[] = {{"ObjectId"}, {"Resource"}, {"ResourceId"}, {"Scope"}};
constexpr output::Column kRequestColumns[] = {{"Id"}, {"Resource"}, {"ResourceId"}, {"Scope"}};

// A request that begins with the principal.
struct PrincipalRequest {
  csom::Request request;
  csom::Path principal = request.Constructor(csom::kWebAppServicePrincipal);
  csom::Action instantiated = request.Instantiate(principal);

  csom::Path Instantiated(csom::Path path) {
    request.Instantiate(path);
    return path;
  }
  csom::Path Collection(absl::string_view name) {
    return Instantiated(request.Property(principal, name));
  }
  csom::Path PermissionRequest(absl::string_view id) {
    return Instantiated(request.Method(Collection("PermissionRequests"), "GetById",
                                       {csom::Guid(absl::StrCat("{", id, "}"))}));
  }
};

absl::StatusOr<csom::Answer> Send(cli::Context& context, const csom::Request& request) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  return client.ProcessQuery(admin, request);
}

// The object without what CSOM says of its type and place.
json::Value WithoutCsomMembers(json::Value object) {
  object.Erase("_ObjectType_");
  object.Erase("_ObjectIdentity_");
  return object;
}

json::Value Pick(const json::Value& from, absl::Span<const output::Column> columns) {
  json::Value picked = json::Value::Object();
  for (const output::Column& column : columns) picked.Set(column.name, from[column.name]);
  return picked;
}

// The members of a collection of the principal, with these properties.
absl::StatusOr<json::Value> ListOf(cli::Context& context, absl::string_view collection,
                                   absl::Span<const output::Column> columns) {
  PrincipalRequest query;
  query.request.QueryWithChildren(query.Collection(collection));
  ASSIGN_OR_RETURN(const csom::Answer answer, Send(context, query.request));
  json::Value list = json::Value::Array();
  ASSIGN_OR_RETURN(const std::vector<json::Value> members, csom::Children(answer.Last()));
  for (const json::Value& member : members) list.Append(Pick(member, columns));
  return list;
}

absl::StatusOr<json::Value> GrantList(cli::Context& context, const cli::Args&) {
  return ListOf(context, "PermissionGrants", kGrantColumns);
}

absl::StatusOr<json::Value> GrantRevoke(cli::Context& context, const cli::Args& args) {
  PrincipalRequest query;
  const csom::Path grant = query.Instantiated(query.request.Method(
      query.Collection("PermissionGrants"), "GetByObjectId", {csom::String(args[kGrantId])}));
  query.request.Invoke(grant, "DeleteObject", {});
  query.request.Query(grant);
  RETURN_IF_ERROR(Send(context, query.request).status());
  return json::Value();
}

// CSOM writes an id as "/Guid(ID)/".
absl::StatusOr<json::Value> RequestList(cli::Context& context, const cli::Args&) {
  ASSIGN_OR_RETURN(json::Value list, ListOf(context, "PermissionRequests", kRequestColumns));
  for (json::Value& request : *list.mutable_elements()) {
    absl::string_view id = request["Id"].AsString();
    if (absl::ConsumePrefix(&id, "/Guid(") && absl::ConsumeSuffix(&id, ")/"))
      request.Set("Id", std::string(id));
  }
  return list;
}

absl::StatusOr<json::Value> RequestApprove(cli::Context& context, const cli::Args& args) {
  PrincipalRequest query;
  const csom::Path grant = query.Instantiated(
      query.request.Method(query.PermissionRequest(args[kRequestId]), "Approve", {}));
  query.request.Query(grant);
  ASSIGN_OR_RETURN(const csom::Answer answer, Send(context, query.request));
  return WithoutCsomMembers(answer.Last());
}

absl::StatusOr<json::Value> RequestDeny(cli::Context& context, const cli::Args& args) {
  PrincipalRequest query;
  query.request.Invoke(query.PermissionRequest(args[kRequestId]), "Deny", {});
  RETURN_IF_ERROR(Send(context, query.request).status());
  return json::Value();
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  PrincipalRequest query;
  query.request.SetProperty(query.principal, "AccountEnabled", csom::Boolean(args.On(kEnabled)));
  query.request.Invoke(query.principal, "Update", {});
  query.request.QueryWith(query.principal, {"AccountEnabled"});
  ASSIGN_OR_RETURN(const csom::Answer answer, Send(context, query.request));
  return WithoutCsomMembers(answer.Last());
}

constexpr absl::string_view kGrantListAliases[] = {"sp grant list"};
constexpr absl::string_view kGrantRevokeAliases[] = {"sp grant revoke"};
constexpr absl::string_view kApproveAliases[] = {"sp permissionrequest approve"};
constexpr absl::string_view kDenyAliases[] = {"sp permissionrequest deny"};
constexpr absl::string_view kRequestListAliases[] = {"sp permissionrequest list"};
constexpr absl::string_view kSetAliases[] = {"sp set"};

constexpr cli::Example kGrantListExamples[] = {
    {"List the permissions that SharePoint Framework code has", "serviceprincipal grant list"},
    {"Their scopes", "serviceprincipal grant list -o json | jq -r '.[].Scope'"}};
constexpr cli::Example kGrantRevokeExamples[] = {
    {"Revoke a permission",
     "serviceprincipal grant revoke --grantId 50NAzUm3C0K9B6p8ORLtIsQccg4rMERGvFGRtBsk2fA"},
    {"By the short names", "sp grant revoke -i 50NAzUm3C0K9B6p8ORLtIvNe8tzf4ndKg51reFehHHg"}};
constexpr cli::Example kRequestListExamples[] = {
    {"List the permissions that apps ask for", "serviceprincipal permissionrequest list"},
    {"Ids of the requests for Microsoft Graph",
     "sp permissionrequest list -o json | jq -r '.[] | select(.Resource == \"Microsoft Graph\") | "
     ".Id'"}};
constexpr cli::Example kApproveExamples[] = {
    {"Approve a request",
     "serviceprincipal permissionrequest approve --requestId "
     "4dc4c043-25ee-40f2-81d3-b3bf63da7538"},
    {"By the short names",
     "sp permissionrequest approve -i 4dc4c043-25ee-40f2-81d3-b3bf63da7538 --output json"}};
constexpr cli::Example kDenyExamples[] = {
    {"Turn a request down",
     "serviceprincipal permissionrequest deny --requestId 4dc4c043-25ee-40f2-81d3-b3bf63da7538"},
    {"By the short names", "sp permissionrequest deny -i 4dc4c043-25ee-40f2-81d3-b3bf63da7538"}};
constexpr cli::Example kSetExamples[] = {
    {"Let SharePoint Framework code call APIs", "serviceprincipal set --enabled true"},
    {"Stop all of it, in a script", "sp set -e false --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "serviceprincipal grant list",
     .aliases = kGrantListAliases,
     .summary = "List the permissions of the service principal",
     .columns = kGrantColumns,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kGrantListExamples,
     .run = GrantList},
    {.name = "serviceprincipal grant revoke",
     .aliases = kGrantRevokeAliases,
     .summary = "Take a permission from the service principal",
     .options = cli::kOf<kGrantId>,
     .needs = cli::Needs::kTenantAdmin,
     .confirm = "Revoke the permission {grantId}?",
     .examples = kGrantRevokeExamples,
     .run = GrantRevoke},
    {.name = "serviceprincipal permissionrequest approve",
     .aliases = kApproveAliases,
     .summary = "Approve a permission that an app asks for",
     .options = cli::kOf<kRequestId>,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kApproveExamples,
     .remarks = "Prints the new grant.",
     .run = RequestApprove},
    {.name = "serviceprincipal permissionrequest deny",
     .aliases = kDenyAliases,
     .summary = "Turn down a permission that an app asks for",
     .options = cli::kOf<kRequestId>,
     .needs = cli::Needs::kTenantAdmin,
     .confirm = "Deny the permission request {requestId}?",
     .examples = kDenyExamples,
     .run = RequestDeny},
    {.name = "serviceprincipal permissionrequest list",
     .aliases = kRequestListAliases,
     .summary = "List the permissions that apps ask for",
     .columns = kRequestColumns,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kRequestListExamples,
     .run = RequestList},
    {.name = "serviceprincipal set",
     .aliases = kSetAliases,
     .summary = "Enable or disable the service principal",
     .options = cli::kOf<kEnabled>,
     .needs = cli::Needs::kTenantAdmin,
     .confirm = "Set whether the service principal is enabled to {enabled}?",
     .examples = kSetExamples,
     .remarks = "While it is disabled no SharePoint Framework code can call protected APIs.",
     .run = Set},
};

}  // namespace

constinit const cli::Noun kServicePrincipal = {
    .name = "serviceprincipal",
    .summary = "Permissions of SharePoint Framework code",
    .commands = kCommands};

}  // namespace o365::spo
