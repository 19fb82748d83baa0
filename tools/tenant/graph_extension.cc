// What customers add: schema extensions, open extensions, and subscriptions to changes.

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/graph_type.h"

namespace o365::tenant {
namespace {

// --- Schema extensions ---

std::optional<GraphError> CheckSchema(State& state, const json::Value& properties) {
  const std::string owner = properties["owner"].AsString();
  if (state.directory.Of("application").FindBy("appId", owner) == nullptr) {
    return GraphError{.message = absl::StrCat("The owner '", owner,
                                              "' is not an application that the caller owns.")};
  }
  for (const json::Value& type : properties["targetTypes"].elements()) {
    if (!IsNamed("AdministrativeUnit Contact Device Event Group Message Organization Post Todo "
                 "TodoList User",
                 type.AsString())) {
      return InvalidValue(TypeNamed("schemaExtension"), "targetTypes");
    }
  }
  for (const json::Value& property : properties["properties"].elements()) {
    if (!IsNamed("Binary Boolean DateTime Integer String", property["type"].AsString())) {
      return InvalidValue(TypeNamed("schemaExtension"), "properties");
    }
  }
  return std::nullopt;
}

std::optional<GraphError> AddSchema(Call& call, const json::Value& body, Entity& extension) {
  json::Value& properties = extension.properties;
  if (properties["owner"].is_null()) properties.Set("owner", call.caller.app_id);
  if (auto error = CheckSchema(call.state(), properties)) return error;
  // An id without the prefix of a verified domain gets one of eight random characters.
  const std::string prefix = absl::StrReplaceAll(base::NewGuid(), {{"-", ""}}).substr(0, 8);
  properties.Set("id", absl::StrCat("ext", prefix, "_", body["id"].AsString()));
  return std::nullopt;
}

// A schema that others can see is not taken back into development.
std::optional<GraphError> SetSchema(Call& call, Entity& extension, json::Value& changes) {
  if (changes.Find("id") != nullptr) return InvalidValue(TypeNamed("schemaExtension"), "id");
  json::Value after = extension.properties;
  for (const auto& [name, value] : changes.members()) after.Set(name, value);
  const std::string from = extension.properties["status"].AsString(),
                    to = after["status"].AsString();
  const bool goes_back = to == "InDevelopment" && from != to;
  if (goes_back || !IsNamed("InDevelopment Available Deprecated", to)) {
    return InvalidValue(TypeNamed("schemaExtension"), "status");
  }
  return CheckSchema(call.state(), after);
}

std::optional<GraphError> RemoveSchema(Call&, Entity& extension) {
  if (extension.properties["status"].AsString() == "InDevelopment") return std::nullopt;
  return GraphError{.message = "Only schema extensions that are in development can be deleted."};
}

// --- Open extensions ---

std::optional<GraphError> AddOpen(Call& call, const json::Value& body, Entity& extension) {
  const std::string name = body["extensionName"].AsString();
  const EntityType& type = TypeNamed("openTypeExtension");
  if (FindEntity(call, type, name, extension.parent) != nullptr) {
    return GraphError{
        .status = 409, .code = "Conflict", .message = "An extension already exists with given id."};
  }
  extension.properties.Set("id", name);
  return std::nullopt;
}

// A member that is set to null goes.
std::optional<GraphError> SetOpen(Call&, Entity& extension, json::Value& changes) {
  changes.Erase("id");
  changes.Erase("extensionName");
  const json::Value wanted = changes;
  for (const auto& [name, value] : wanted.members()) {
    if (!value.is_null()) continue;
    extension.properties.Erase(name);
    changes.Erase(name);
  }
  return std::nullopt;
}

EntityType OpenExtensions(const char* path) {
  return {.name = "openTypeExtension",
          .path = path,
          .verbs = "list get add set remove",
          .shape = Shape(R"({"@odata.type": "#microsoft.graph.openTypeExtension", "id": null,
            "extensionName": null})"),
          .required = "extensionName",
          .rules = {.add = AddOpen, .set = SetOpen},
          .is_open = true};
}

// --- Subscriptions to changes ---

std::optional<GraphError> CheckSubscription(Call& call, const json::Value& properties) {
  for (absl::string_view type :
       absl::StrSplit(properties["changeType"].AsString(), ',', absl::SkipEmpty())) {
    if (IsNamed("created updated deleted", type)) continue;
    return GraphError{.code = "InvalidRequest",
                      .message = absl::StrCat("Unsupported change type '", type, "'.")};
  }
  if (!absl::StartsWithIgnoreCase(properties["notificationUrl"].AsString(), "https://")) {
    return GraphError{.code = "InvalidRequest", .message = "The notification URL must use HTTPS."};
  }
  absl::Time end;
  std::string why;
  if (!absl::ParseTime(absl::RFC3339_full, properties["expirationDateTime"].AsString(), &end,
                       &why)) {
    return InvalidValue(TypeNamed("subscription"), "expirationDateTime");
  }
  if (end <= call.clock().Now()) {
    return GraphError{.code = "InvalidRequest",
                      .message = "Subscription expiration must be in the future."};
  }
  return std::nullopt;
}

std::optional<GraphError> Subscribe(Call& call, const json::Value&, Entity& subscription) {
  subscription.properties.Set("applicationId", call.caller.app_id);
  subscription.properties.Set("creatorId", call.caller.object_id);
  return CheckSubscription(call, subscription.properties);
}

std::optional<GraphError> Renew(Call& call, Entity& subscription, json::Value& changes) {
  json::Value after = subscription.properties;
  for (const auto& [name, value] : changes.members()) after.Set(name, value);
  return CheckSubscription(call, after);
}

}  // namespace

std::vector<EntityType> ExtensionTypes() {
  return {
      {.name = "schemaExtension",
       .path = "schemaExtensions",
       .verbs = "list get add set remove",
       .shape = Shape(R"({"id": null, "description": null, "targetTypes": [],
         "status": "InDevelopment", "owner": null, "properties": []})"),
       .required = "id targetTypes properties",
       .rules = {.add = AddSchema, .set = SetSchema, .remove = RemoveSchema}},
      OpenExtensions("users/{parent}/extensions"),
      OpenExtensions("groups/{parent}/extensions"),
      OpenExtensions("devices/{parent}/extensions"),
      OpenExtensions("organization/{parent}/extensions"),
      {.name = "subscription",
       .path = "subscriptions",
       .verbs = "list get add set remove",
       .shape = Shape(R"({"id": null, "resource": null, "applicationId": null,
         "changeType": null, "clientState": null, "notificationUrl": null,
         "notificationQueryOptions": null, "lifecycleNotificationUrl": null,
         "expirationDateTime": null, "creatorId": null, "includeResourceData": null,
         "latestSupportedTlsVersion": "v1_2", "encryptionCertificate": null,
         "encryptionCertificateId": null, "notificationUrlAppId": null})"),
       .required = "changeType notificationUrl resource expirationDateTime",
       .read_only = "id applicationId creatorId",
       .rules = {.add = Subscribe, .set = Renew},
       .may_be_added_by_anybody = true},
  };
}

}  // namespace o365::tenant
