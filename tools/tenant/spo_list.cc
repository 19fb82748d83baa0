// Lists of a web ("Working with lists and list items with REST").

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/spo_factory.h"

namespace o365::tenant {
namespace {

// What may be set on an SP.List beside the members that answers show.
constexpr absl::string_view kSettable[] = {
    "AllowDeletion",
    "AllowEveryoneViewItems",
    "AllowMultiResponses",
    "DefaultDisplayFormUrl",
    "DefaultEditFormUrl",
    "DefaultNewFormUrl",
    "DefaultViewUrl",
    "EnableAssignToEmail",
    "EnableDeployWithDependentList",
    "EnableDeployingList",
    "EnablePeopleSelector",
    "EnableResourceSelector",
    "EnableSchemaCaching",
    "EnableSyndication",
    "EnableThrottling",
    "ExcludeFromOfflineClient",
    "FetchPropertyBagForListView",
    "Followable",
    "ForceDefaultContentType",
    "IncludedInMyFilesScope",
    "NavigateForFormsPages",
    "NeedUpdateSiteClientTag",
    "OnQuickLaunch",
    "Ordered",
    "PreserveEmptyValues",
    "ReadOnlyUI",
    "RequestAccessEnabled",
    "RestrictUserUpdates",
    "SchemaXml",
    "SendToLocationName",
    "SendToLocationUrl",
    "ShowUser",
    "StrictTypeCoercion",
    "UseFormsForDisplay",
    "ValidationFormula",
    "ValidationMessage",
    "WriteSecurity",
    "CustomActionElements",
    "__metadata",
};

SpoError NoListByTitle(const Call& call, absl::string_view title) {
  return {.status = 404,
          .code = "-1, System.ArgumentException",
          .message = absl::StrCat("List '", title, "' does not exist at site with URL '",
                                  call.web->properties["Url"].AsString(), "'.")};
}

SpoError NoListById() {
  return {.status = 404,
          .code = "-2130575322, Microsoft.SharePoint.SPException",
          .message =
              "List does not exist.\n\nThe page you selected contains a list that does not "
              "exist.  It may have been deleted by another user."};
}

List* FindByTitle(Web& web, absl::string_view title) {
  for (List& list : web.lists) {
    if (absl::EqualsIgnoreCase(list.properties["Title"].AsString(), title)) return &list;
  }
  return nullptr;
}

// The list with what $expand asks for.
json::Value Shown(const Call& call, const List& list) {
  json::Value shown = list.properties;
  for (const std::string& name : SplitNames(call.Query("$expand"))) {
    if (absl::EqualsIgnoreCase(name, "VersionPolicies")) {
      shown.Set("VersionPolicies",
                json::Value::Object({{"DefaultExpireAfterDays", 0}, {"DefaultTrimMode", 0}}));
    }
    if (!absl::EqualsIgnoreCase(name, "RootFolder")) continue;
    const size_t slash = list.root_folder.rfind('/');
    shown.Set("RootFolder",
              json::Value::Object({{"Exists", true},
                                   {"IsWOPIEnabled", false},
                                   {"ItemCount", list.properties["ItemCount"]},
                                   {"Name", list.root_folder.substr(slash + 1)},
                                   {"ProgID", json::Value()},
                                   {"ServerRelativeUrl", list.root_folder},
                                   {"TimeCreated", list.properties["Created"]},
                                   {"TimeLastModified", list.properties["LastItemModifiedDate"]},
                                   {"UniqueId", list.properties["Id"]},
                                   {"WelcomePage", ""}}));
  }
  return shown;
}

http::Response Get(Call& call) {
  const List* list = FindList(call);
  return list == nullptr ? SpoNoList(call) : SpoObject(call, Shown(call, *list));
}

http::Response GetAll(Call& call) {
  std::vector<json::Value> lists;
  for (const List& list : call.web->lists) lists.push_back(Shown(call, list));
  return SpoCollection(call, std::move(lists));
}

// The first member of `body` that lists do not have; "" when there is none.
std::string FirstForeign(const json::Value& body, const json::Value& list) {
  for (const auto& [name, value] : body.members()) {
    bool known = FindMember(list, name) != nullptr;
    for (absl::string_view settable : kSettable) known |= absl::EqualsIgnoreCase(settable, name);
    if (!known) return name;
  }
  return "";
}

SpoError NoSuchProperty(absl::string_view name) {
  return {.status = 400,
          .code = "-1, Microsoft.SharePoint.Client.InvalidClientQueryException",
          .message = absl::StrCat("The property '", name,
                                  "' does not exist on type 'SP.List'. Make sure to only use "
                                  "property names that are defined by the type.")};
}

SpoError TitleTaken() {
  return {.status = 500,
          .code = "-2130575342, Microsoft.SharePoint.SPException",
          .message =
              "A list, survey, discussion board, or document library with the specified "
              "title already exists in this Web site.  Please choose another title."};
}

// Takes the members over under the names that answers use.
void Apply(const json::Value& body, json::Value& properties) {
  for (const auto& [name, value] : body.members()) {
    if (name == "__metadata") continue;
    std::string own_name = name;
    for (const auto& [key, old] : properties.members()) {
      if (absl::EqualsIgnoreCase(key, name)) own_name = key;
    }
    properties.Set(own_name, value);
  }
}

http::Response Add(Call& call) {
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  const json::Value body = call.Body();
  const std::string title = body["Title"].AsString();
  const int64_t base_template = body["BaseTemplate"].AsInt().value_or(100);
  if (!body.is_object() || title.empty() || base_template < 0 || base_template > 100000) {
    return SpoRefuse(call, {.status = 400,
                            .code = "-2147024809, System.ArgumentException",
                            .message = "Value does not fall within the expected range."});
  }
  List list = MakeList(*call.web, {.title = title,
                                   .base_template = static_cast<int>(base_template),
                                   .id = base::NewGuid(),
                                   .created = call.clock().Now()});
  if (const std::string name = FirstForeign(body, list.properties); !name.empty()) {
    return SpoRefuse(call, NoSuchProperty(name));
  }
  if (FindByTitle(*call.web, title) != nullptr) return SpoRefuse(call, TitleTaken());
  Apply(body, list.properties);
  call.web->lists.push_back(std::move(list));
  return SpoObject(call, call.web->lists.back().properties, 201);
}

http::Response Update(Call& call) {
  List* list = FindList(call);
  if (list == nullptr) return SpoNoList(call);
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  const json::Value body = call.Body();
  if (const std::string name = FirstForeign(body, list->properties); !name.empty()) {
    return SpoRefuse(call, NoSuchProperty(name));
  }
  const List* other = FindByTitle(*call.web, body["Title"].AsString());
  if (other != nullptr && other != list) return SpoRefuse(call, TitleTaken());
  Apply(body, list->properties);
  return Empty(204);
}

http::Response Remove(Call& call) {
  const List* list = FindList(call);
  if (list == nullptr) return SpoNoList(call);
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  call.web->lists.erase(call.web->lists.begin() + (list - call.web->lists.data()));
  return Empty(200);
}

constexpr Route kRoutes[] = {
    {"GET", "web/lists", GetAll},
    {"POST", "web/lists", Add},
    {"GET", "web/lists/GetByTitle({title})", Get},
    {"GET", "web/lists/GetById({id})", Get},
    {"GET", "web/lists({id})", Get},
    {"MERGE", "web/lists/GetByTitle({title})", Update},
    {"MERGE", "web/lists/GetById({id})", Update},
    {"MERGE", "web/lists({id})", Update},
    {"DELETE", "web/lists/GetByTitle({title})", Remove},
    {"DELETE", "web/lists/GetById({id})", Remove},
    {"DELETE", "web/lists({id})", Remove},
};

}  // namespace

List* FindList(const Call& call) {
  if (!call.parameters["title"].empty()) return FindByTitle(*call.web, call.parameters["title"]);
  for (List& list : call.web->lists) {
    if (absl::EqualsIgnoreCase(list.properties["Id"].AsString(), call.parameters["id"])) {
      return &list;
    }
  }
  return nullptr;
}

http::Response SpoNoList(const Call& call) {
  return SpoRefuse(call, call.parameters["title"].empty()
                             ? NoListById()
                             : NoListByTitle(call, call.parameters["title"]));
}

absl::Span<const Route> SpoListRoutes() { return kRoutes; }

}  // namespace o365::tenant
