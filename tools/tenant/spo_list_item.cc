// Items of lists, and the content types they may have ("Working with lists and list items with
// REST").

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/spo_factory.h"

namespace o365::tenant {
namespace {

struct ContentType {
  const char* name;
  const char* id;
};
constexpr ContentType kItemTypes[] = {{"Item", "0x0100A5E4C9F1B7D24E4C8E2B0C3B1F6D7A91"},
                                      {"Folder", "0x0120005E9A0D4C3B2F4E6A8B7C6D5E4F3A2B1C"}};
constexpr ContentType kDocumentTypes[] = {{"Document", "0x010100B8C3D2E1F0A94D5E8F7A6B5C4D3E2F10"},
                                          {"Folder", "0x0120005E9A0D4C3B2F4E6A8B7C6D5E4F3A2B1C"}};

absl::Span<const ContentType> TypesOf(const List& list) {
  if (list.properties["BaseType"].AsInt() == 1) return kDocumentTypes;
  return kItemTypes;
}

ListItem* FindItem(const Call& call, List& list) {
  for (ListItem& item : list.items) {
    if (item.fields["ID"].ToText() == call.parameters["item"]) return &item;
  }
  return nullptr;
}

// The id of the call if it is that of a generated item; else 0.
int FindGenerated(const Call& call, const List& list) {
  int id = 0;
  const bool is_one = absl::SimpleAtoi(call.parameters["item"], &id) && id > 0 &&
                      id <= list.generated && list.removed.count(id) == 0;
  return is_one ? id : 0;
}

http::Response NoItem(const Call& call) {
  return SpoRefuse(call, {.status = 404,
                          .code = "-2130575338, System.ArgumentException",
                          .message = "Item does not exist. It may have been deleted by another "
                                     "user."});
}

http::Response GetAll(Call& call) {
  const List* list = FindList(call);
  if (list == nullptr) return SpoNoList(call);
  return SpoListItems(call, *list);
}

http::Response Get(Call& call) {
  List* list = FindList(call);
  if (list == nullptr) return SpoNoList(call);
  if (const int id = FindGenerated(call, *list); id > 0) {
    return SpoObject(call, GeneratedItem(*list, id));
  }
  const ListItem* item = FindItem(call, *list);
  return item == nullptr ? NoItem(call) : SpoObject(call, item->fields);
}

// Removes the item; `answer` is what a success says.
http::Response Drop(Call& call, http::Response answer) {
  List* list = FindList(call);
  if (list == nullptr) return SpoNoList(call);
  const ListItem* item = FindItem(call, *list);
  const int generated = FindGenerated(call, *list);
  if (item == nullptr && generated == 0) return NoItem(call);
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  if (generated > 0) {
    list->removed.insert(generated);
  } else {
    list->items.erase(list->items.begin() + (item - list->items.data()));
  }
  CountItems(call, *list);
  return answer;
}

http::Response Remove(Call& call) { return Drop(call, Empty(200)); }

// Answers with the id that the item has in the recycle bin.
http::Response Recycle(Call& call) {
  return Drop(call, SpoObject(call, json::Value::Object({{"value", base::NewGuid()}})));
}

http::Response GetContentTypes(Call& call) {
  const List* list = FindList(call);
  if (list == nullptr) return SpoNoList(call);
  std::vector<json::Value> types;
  for (const ContentType& type : TypesOf(*list)) {
    types.push_back(json::Value::Object({{"Description", ""},
                                         {"Group", "List Content Types"},
                                         {"Hidden", false},
                                         {"Id", json::Value::Object({{"StringValue", type.id}})},
                                         {"Name", type.name},
                                         {"ReadOnly", false},
                                         {"Scope", list->root_folder},
                                         {"Sealed", false},
                                         {"StringId", type.id}}));
  }
  return SpoCollection(call, std::move(types));
}

http::Response GetRootFolder(Call& call) {
  const List* list = FindList(call);
  if (list == nullptr) return SpoNoList(call);
  const std::string& path = list->root_folder;
  return SpoObject(
      call, json::Value::Object({{"Exists", true},
                                 {"IsWOPIEnabled", false},
                                 {"ItemCount", list->properties["ItemCount"]},
                                 {"Name", path.substr(path.rfind('/') + 1)},
                                 {"ProgID", json::Value()},
                                 {"ServerRelativeUrl", path},
                                 {"TimeCreated", list->properties["Created"]},
                                 {"TimeLastModified", list->properties["LastItemModifiedDate"]},
                                 {"UniqueId", list->folders.front().id},
                                 {"WelcomePage", ""}}));
}

json::Value FieldResult(const std::string& name, const json::Value& value,
                        const std::string& trouble) {
  return json::Value::Object(
      {{"ErrorCode", trouble.empty() ? 0 : -2147467259},
       {"ErrorMessage", trouble.empty() ? json::Value() : json::Value(trouble)},
       {"FieldName", name},
       {"FieldValue", value},
       {"HasException", !trouble.empty()},
       {"ItemId", 0}});
}

// Fields that the service sets itself.
constexpr absl::string_view kReadOnly[] = {"ID",      "Id",       "GUID",     "Attachments",
                                           "Created", "Modified", "AuthorId", "EditorId"};

// Puts the value into the item; what is wrong with it, or "".
std::string SetField(const List& list, const std::string& name, const std::string& value,
                     json::Value& fields) {
  for (absl::string_view own : kReadOnly) {
    if (own == name) return "This field is read-only.";
  }
  if (name != "ContentType") {
    fields.Set(name, value);
    return "";
  }
  for (const ContentType& type : TypesOf(list)) {
    if (value != type.name) continue;
    fields.Set("ContentTypeId", type.id);
    return "";
  }
  return "The content type does not exist in the list.";
}

// Takes field values as forms do: each is answered for, and nothing is kept when one is wrong.
http::Response AddByForm(Call& call) {
  List* list = FindList(call);
  if (list == nullptr) return SpoNoList(call);
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  const json::Value body = call.Body();
  const std::string path = body.At({"listItemCreateInfo", "FolderPath", "DecodedUrl"}).AsString();
  const Folder* folder = FindFolder(*call.web, path.empty() ? list->root_folder : path);
  const bool inside =
      folder != nullptr && absl::StartsWithIgnoreCase(folder->path + "/", list->root_folder + "/");
  if (!inside) {
    return SpoRefuse(call, {.status = 404,
                            .code = "-2147024894, System.IO.FileNotFoundException",
                            .message = "File Not Found."});
  }
  List changed = *list;
  ListItem& item = AddItem(changed, "", call.clock().Now());
  item.fields.Set("Title", json::Value());
  item.fields.Set("GUID", base::NewGuid());
  item.folder = folder->path;
  json::Value results = json::Value::Array();
  bool wrong = false;
  for (const json::Value& value : body["formValues"].elements()) {
    const std::string name = value["FieldName"].AsString();
    const std::string trouble = SetField(*list, name, value["FieldValue"].ToText(), item.fields);
    wrong |= !trouble.empty();
    results.Append(FieldResult(name, value["FieldValue"], trouble));
  }
  if (!wrong) {
    results.Append(FieldResult("Id", item.fields["ID"].ToText(), ""));
    *list = std::move(changed);
    CountItems(call, *list);
  }
  return SpoCollection(call, results.elements());
}

constexpr Route kRoutes[] = {
    {"GET", "web/lists/GetByTitle({title})/contenttypes", GetContentTypes},
    {"GET", "web/lists/GetByTitle({title})/items", GetAll},
    {"GET", "web/lists/GetByTitle({title})/items({item})", Get},
    {"DELETE", "web/lists/GetByTitle({title})/items({item})", Remove},
    {"DELETE", "web/lists/GetByTitle({title})/items({item})/recycle", Recycle},
    {"POST", "web/lists/GetByTitle({title})/items({item})/recycle", Recycle},
    {"GET", "web/lists/GetByTitle({title})/rootFolder", GetRootFolder},
    {"POST", "web/lists/GetByTitle({title})/AddValidateUpdateItemUsingPath", AddByForm},
    {"GET", "web/lists/GetById({id})/contenttypes", GetContentTypes},
    {"GET", "web/lists/GetById({id})/items", GetAll},
    {"GET", "web/lists/GetById({id})/items({item})", Get},
    {"DELETE", "web/lists/GetById({id})/items({item})", Remove},
    {"DELETE", "web/lists/GetById({id})/items({item})/recycle", Recycle},
    {"POST", "web/lists/GetById({id})/items({item})/recycle", Recycle},
    {"GET", "web/lists/GetById({id})/rootFolder", GetRootFolder},
    {"POST", "web/lists/GetById({id})/AddValidateUpdateItemUsingPath", AddByForm},
    {"GET", "web/lists({id})/contenttypes", GetContentTypes},
    {"GET", "web/lists({id})/items", GetAll},
    {"GET", "web/lists({id})/items({item})", Get},
    {"DELETE", "web/lists({id})/items({item})", Remove},
    {"DELETE", "web/lists({id})/items({item})/recycle", Recycle},
    {"POST", "web/lists({id})/items({item})/recycle", Recycle},
    {"GET", "web/lists({id})/rootFolder", GetRootFolder},
    {"POST", "web/lists({id})/AddValidateUpdateItemUsingPath", AddByForm},
};

}  // namespace

void CountItems(const Call& call, List& list) {
  SetItemCount(list);
  list.properties.Set("LastItemModifiedDate", IsoTime(call.clock().Now()));
}

absl::Span<const Route> SpoListItemRoutes() { return kRoutes; }

}  // namespace o365::tenant
