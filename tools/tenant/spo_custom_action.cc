// User custom actions of webs and site collections ("UserCustomAction object (SharePoint)").

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

constexpr absl::string_view kAction = R"json({
  "ClientSideComponentId": "00000000-0000-0000-0000-000000000000",
  "ClientSideComponentProperties": "", "CommandUIExtension": null, "Description": null,
  "Group": null, "HostProperties": "", "Id": "", "ImageUrl": null, "Location": null, "Name": "",
  "RegistrationId": null, "RegistrationType": 0, "Rights": {"High": "0", "Low": "0"}, "Scope": 3,
  "ScriptBlock": null, "ScriptSrc": null, "Sequence": 0, "Title": null, "Url": null,
  "VersionOfUserCustomAction": "16.0.1.0"
})json";
constexpr absl::string_view kReadOnly[] = {"Id", "Scope", "VersionOfUserCustomAction"};

bool OfSite(const Call& call) { return absl::StartsWithIgnoreCase(call.path, "/site/"); }

std::vector<json::Value>& Actions(const Call& call) {
  return OfSite(call) ? call.site->custom_actions : call.web->custom_actions;
}

json::Value* Find(const Call& call) {
  for (json::Value& action : Actions(call)) {
    if (absl::EqualsIgnoreCase(action["Id"].AsString(), call.parameters["id"])) return &action;
  }
  return nullptr;
}

// SharePoint knows no error for an id of nothing.
http::Response Null(const Call& call) {
  return SpoObject(call, json::Value::Object({{"odata.null", true}}));
}

SpoError NoSuchProperty(absl::string_view name) {
  return {.status = 400,
          .code = "-1, Microsoft.SharePoint.Client.InvalidClientQueryException",
          .message = absl::StrCat("The property '", name,
                                  "' does not exist on type 'SP.UserCustomAction'. Make sure to "
                                  "only use property names that are defined by the type.")};
}

// Takes the members over; what it does not know is refused.
std::optional<SpoError> Apply(const json::Value& body, json::Value& action) {
  for (const auto& [name, value] : body.members()) {
    if (name == "__metadata") continue;
    const bool read_only =
        std::find(std::begin(kReadOnly), std::end(kReadOnly), name) != std::end(kReadOnly);
    if (read_only || action.Find(name) == nullptr) return NoSuchProperty(name);
    action.Set(name, value);
  }
  return std::nullopt;
}

http::Response GetAll(Call& call) { return SpoCollection(call, Actions(call)); }

http::Response Get(Call& call) {
  const json::Value* action = Find(call);
  return action == nullptr ? Null(call) : SpoObject(call, *action);
}

// Custom actions that run scripts need those to be allowed.
http::Response Add(Call& call) {
  const json::Value body = call.Body();
  const bool script =
      FindMember(body, "ScriptSrc") != nullptr || FindMember(body, "ScriptBlock") != nullptr;
  if (!MayWrite(call) || (script && !call.site->custom_scripts())) {
    return SpoRefuse(call, SpoAccessDenied());
  }
  json::Value action = json::Parse(kAction).value_or(json::Value());
  if (const auto error = Apply(body, action); error.has_value()) return SpoRefuse(call, *error);
  const std::string id = base::NewGuid();
  action.Set("Id", id);
  action.Set("Scope", OfSite(call) ? 2 : 3);
  if (action["Name"].AsString().empty()) action.Set("Name", absl::StrCat("{", id, "}"));
  Actions(call).push_back(action);
  return SpoObject(call, std::move(action), 201);
}

http::Response Update(Call& call) {
  json::Value* action = Find(call);
  if (action == nullptr) return Null(call);
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  json::Value changed = *action;
  if (const auto error = Apply(call.Body(), changed); error.has_value()) {
    return SpoRefuse(call, *error);
  }
  *action = std::move(changed);
  return Empty(204);
}

http::Response Remove(Call& call) {
  const json::Value* action = Find(call);
  if (action == nullptr) return Null(call);
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  std::vector<json::Value>& actions = Actions(call);
  actions.erase(actions.begin() + (action - actions.data()));
  return Empty(200);
}

http::Response Clear(Call& call) {
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  Actions(call).clear();
  return Empty(200);
}

constexpr Route kRoutes[] = {
    {"GET", "site/UserCustomActions", GetAll},
    {"POST", "site/UserCustomActions", Add},
    {"POST", "site/UserCustomActions/clear", Clear},
    {"GET", "site/UserCustomActions({id})", Get},
    {"MERGE", "site/UserCustomActions({id})", Update},
    {"DELETE", "site/UserCustomActions({id})", Remove},
    {"GET", "web/UserCustomActions", GetAll},
    {"POST", "web/UserCustomActions", Add},
    {"POST", "web/UserCustomActions/clear", Clear},
    {"GET", "web/UserCustomActions({id})", Get},
    {"MERGE", "web/UserCustomActions({id})", Update},
    {"DELETE", "web/UserCustomActions({id})", Remove},
};

}  // namespace

absl::Span<const Route> SpoCustomActionRoutes() { return kRoutes; }

}  // namespace o365::tenant
