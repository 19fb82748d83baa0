// Environments and flows of Power Automate (api.flow.microsoft.com), whose paths are those that it
// once had in Azure Resource Manager.

#include "tools/tenant/flow.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/directory.h"

namespace o365::tenant {
namespace {

constexpr size_t kPageSize = 3;  // the real service sends 50; fewer makes paging be met here too
constexpr char kDefaultEnvironment[] = "~default";
constexpr absl::string_view kProvider = "/providers/Microsoft.ProcessSimple";
constexpr char kDeleted[] = "Deleted";

const std::string& StateOf(const Flow& flow) {
  return flow.properties["properties"]["state"].AsString();
}

void SetState(const Call& call, Flow& flow, const char* state) {
  json::Value* properties = flow.properties.FindMutable("properties");
  properties->Set("state", state);
  properties->Set("lastModifiedTime", IsoTime(call.clock().Now()));
}

bool IsCreator(const Call& call, const Flow& flow) {
  return flow.properties.At({"properties", "creator", "objectId"}).AsString() ==
         call.caller.object_id;
}

// Whether the flow is shared with the caller, in a role that lets them `edit` if that is wanted.
bool IsSharedWith(const Call& call, const Flow& flow, bool edit) {
  return std::any_of(flow.owners.begin(), flow.owners.end(), [&](const FlowOwner& owner) {
    if (edit && owner.role != "CanEdit") return false;
    if (owner.id == call.caller.object_id) return true;
    const Entity* group = FindGroup(call.state(), owner.id);
    return group != nullptr && group->HasLink("members", call.caller.object_id);
  });
}

bool IsForAdministrators(const Call& call) {
  return absl::StartsWithIgnoreCase(call.path, "/scopes/admin/");
}

http::Response ListEnvironments(Call& call) {
  return Json(200, json::Value::Object(
                       {{"value", json::Value::Array(call.state().power_automate.environments)}}));
}

http::Response GetEnvironment(Call& call) {
  const json::Value* environment = FindEnvironment(call, call.parameters["environment"]);
  return environment == nullptr ? EnvironmentDenied(call) : Json(200, *environment);
}

// The flows of the environment that `wanted` lets through.
template <class Wanted>
http::Response ListWhere(const Call& call, Wanted wanted) {
  const json::Value* environment = FindEnvironment(call, call.parameters["environment"]);
  if (environment == nullptr) return EnvironmentDenied(call);
  std::vector<json::Value> flows;
  for (const Flow& flow : call.state().power_automate.flows) {
    if (flow.environment == (*environment)["name"].AsString() && wanted(flow)) {
      flows.push_back(flow.properties);
    }
  }
  return FlowPage(call, flows);
}

http::Response List(Call& call) {
  const std::string filter = call.Query("$filter");
  if (!filter.empty() && filter != "search('personal')" && filter != "search('team')") {
    return FlowRefuse(400, "InvalidFilter",
                      absl::StrCat("The filter '", filter, "' is not supported."));
  }
  const bool team = filter == "search('team')";
  return ListWhere(call, [&](const Flow& flow) {
    if (StateOf(flow) == kDeleted) return false;
    return team ? !flow.owners.empty() && MayRead(call, flow) : IsCreator(call, flow);
  });
}

http::Response ListAsAdmin(Call& call) {
  if (!call.caller.administrator) return EnvironmentDenied(call);
  const bool with_deleted = call.Query("include") == "softDeletedFlows";
  return ListWhere(
      call, [with_deleted](const Flow& flow) { return with_deleted || StateOf(flow) != kDeleted; });
}

http::Response OldListAsAdmin(Call&) {
  return FlowRefuse(
      400, "ApiNotSupported",
      "The List Flows as Admin API is no longer supported. Please use the List Flows as "
      "Admin (V2) API.");
}

http::Response Get(Call& call) {
  const std::string& name = call.parameters["flow"];
  if (FindEnvironment(call, call.parameters["environment"]) == nullptr) {
    return EnvironmentDenied(call);
  }
  const Flow* flow = FindFlow(call, call.parameters["environment"], name);
  if (flow == nullptr || StateOf(*flow) == kDeleted || !MayRead(call, *flow)) {
    return FlowDenied(call, name);
  }
  return Json(200, flow->properties);
}

http::Response NoSuchFlow(const Call& call) {
  return FlowRefuse(404, "FlowNotFound",
                    absl::StrCat("Could not find flow '", call.parameters["flow"], "'."));
}

http::Response GetAsAdmin(Call& call) {
  if (!call.caller.administrator ||
      FindEnvironment(call, call.parameters["environment"]) == nullptr) {
    return EnvironmentDenied(call);
  }
  const Flow* flow = FindFlow(call, call.parameters["environment"], call.parameters["flow"]);
  return flow == nullptr ? NoSuchFlow(call) : Json(200, flow->properties);
}

http::Response ChangeState(Call& call, const char* state) {
  const auto flow = EditableFlow(call);
  if (const auto* refusal = std::get_if<http::Response>(&flow)) return *refusal;
  SetState(call, *std::get<Flow*>(flow), state);
  return Empty(200);
}

http::Response Start(Call& call) { return ChangeState(call, "Started"); }
http::Response Stop(Call& call) { return ChangeState(call, "Stopped"); }

// A flow that is not there is no failure, but says 204. One that is can be restored for a while.
http::Response Remove(Call& call) {
  const json::Value* environment = FindEnvironment(call, call.parameters["environment"]);
  if (environment != nullptr &&
      FindFlow(call, call.parameters["environment"], call.parameters["flow"]) == nullptr) {
    return Empty(204);
  }
  return ChangeState(call, kDeleted);
}

// What is restored is off.
http::Response Restore(Call& call) {
  if (!call.caller.administrator) return EnvironmentDenied(call);
  if (FindEnvironment(call, call.parameters["environment"]) == nullptr) {
    return EnvironmentDenied(call);
  }
  Flow* flow = FindFlow(call, call.parameters["environment"], call.parameters["flow"]);
  if (flow == nullptr || StateOf(*flow) != kDeleted) return NoSuchFlow(call);
  SetState(call, *flow, "Stopped");
  return Empty(200);
}

constexpr Route kRoutes[] = {
    {"GET", "environments", ListEnvironments},
    {"GET", "environments/{environment}", GetEnvironment},
    {"GET", "environments/{environment}/flows", List},
    {"GET", "environments/{environment}/flows/{flow}", Get},
    {"DELETE", "environments/{environment}/flows/{flow}", Remove},
    {"POST", "environments/{environment}/flows/{flow}/start", Start},
    {"POST", "environments/{environment}/flows/{flow}/stop", Stop},
    {"GET", "scopes/admin/environments", ListEnvironments},
    {"GET", "scopes/admin/environments/{environment}", GetEnvironment},
    {"GET", "scopes/admin/environments/{environment}/flows", OldListAsAdmin},
    {"GET", "scopes/admin/environments/{environment}/v2/flows", ListAsAdmin},
    {"GET", "scopes/admin/environments/{environment}/flows/{flow}", GetAsAdmin},
    {"DELETE", "scopes/admin/environments/{environment}/flows/{flow}", Remove},
    {"POST", "scopes/admin/environments/{environment}/flows/{flow}/start", Start},
    {"POST", "scopes/admin/environments/{environment}/flows/{flow}/stop", Stop},
    {"POST", "scopes/admin/environments/{environment}/flows/{flow}/restore", Restore},
};

}  // namespace

absl::Span<const Route> FlowRoutes() { return kRoutes; }

http::Response FlowRefuse(int status, absl::string_view code, absl::string_view message) {
  return Json(status,
              json::Value::Object(
                  {{"error", json::Value::Object({{"code", code}, {"message", message}})}}));
}

const json::Value* FindEnvironment(const Call& call, absl::string_view name) {
  for (const json::Value& environment : call.state().power_automate.environments) {
    const bool is_default = environment.At({"properties", "isDefault"}).AsBool();
    if (absl::EqualsIgnoreCase(environment["name"].AsString(), name) ||
        (is_default && name == kDefaultEnvironment)) {
      return &environment;
    }
  }
  return nullptr;
}

http::Response EnvironmentDenied(const Call& call) {
  return FlowRefuse(
      403, "EnvironmentAccessDenied",
      absl::StrCat("Access to the environment '", call.parameters["environment"], "' is denied."));
}

http::Response FlowDenied(const Call& call, absl::string_view flow) {
  return FlowRefuse(403, "ConnectionAuthorizationFailed",
                    absl::StrCat("The caller with object id '", call.caller.object_id,
                                 "' does not have permission for connection '", flow,
                                 "' under Api 'shared_logicflows'."));
}

http::Response FlowPage(const Call& call, const std::vector<json::Value>& values) {
  size_t start = 0;
  if (!absl::SimpleAtoi(call.Query("$skiptoken"), &start)) start = 0;
  start = std::min(start, values.size());
  const size_t end = std::min(start + kPageSize, values.size());
  json::Value page = json::Value::Array();
  for (size_t i = start; i < end; ++i) page.Append(values[i]);
  json::Value body = json::Value::Object({{"value", std::move(page)}});
  if (end < values.size()) {
    http::FormFields query;
    for (const auto& field : call.query) {
      if (!absl::EqualsIgnoreCase(field.first, "$skiptoken")) query.push_back(field);
    }
    query.emplace_back("$skiptoken", absl::StrCat(end));
    std::string link = absl::StrCat("https://", call.request.host, kProvider, call.path, "?");
    for (const auto& [name, value] : query) {
      absl::StrAppend(&link, link.back() == '?' ? "" : "&", name, "=",
                      http::EncodeQueryValue(value));
    }
    body.Set("nextLink", link);
  }
  return Json(200, body);
}

Flow* FindFlow(const Call& call, absl::string_view environment, absl::string_view name) {
  const json::Value* found = FindEnvironment(call, environment);
  for (Flow& flow : call.state().power_automate.flows) {
    if (found != nullptr && flow.environment == (*found)["name"].AsString() &&
        absl::EqualsIgnoreCase(flow.properties["name"].AsString(), name)) {
      return &flow;
    }
  }
  return nullptr;
}

bool MayRead(const Call& call, const Flow& flow) {
  return IsCreator(call, flow) || IsSharedWith(call, flow, /*edit=*/false);
}

bool MayEdit(const Call& call, const Flow& flow) {
  return IsCreator(call, flow) || IsSharedWith(call, flow, /*edit=*/true);
}

std::variant<Flow*, http::Response> EditableFlow(const Call& call) {
  const std::string &environment = call.parameters["environment"], &name = call.parameters["flow"];
  if (FindEnvironment(call, environment) == nullptr) return EnvironmentDenied(call);
  Flow* flow = FindFlow(call, environment, name);
  if (IsForAdministrators(call)) {
    if (!call.caller.administrator) return EnvironmentDenied(call);
    if (flow == nullptr) return NoSuchFlow(call);
    return flow;
  }
  if (flow == nullptr || StateOf(*flow) == kDeleted || !MayEdit(call, *flow)) {
    return FlowDenied(call, name);
  }
  return flow;
}

}  // namespace o365::tenant
