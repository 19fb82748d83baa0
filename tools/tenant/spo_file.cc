// Folders and files ("Working with folders and files with REST"). Files are the items of document
// libraries.

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/spo_factory.h"

namespace o365::tenant {
namespace {

// A file with the list it is in; none when `list` is null.
struct FoundFile {
  List* list = nullptr;
  ListItem* item = nullptr;
};

FoundFile FindFile(const Call& call) {
  const std::string path = ServerRelativePath(*call.web, call.parameters["url"]);
  for (List& list : call.web->lists) {
    for (ListItem& item : list.items) {
      const bool named = call.parameters["id"].empty()
                             ? absl::EqualsIgnoreCase(item.file, path)
                             : absl::EqualsIgnoreCase(item.file_id, call.parameters["id"]);
      if (!item.file.empty() && named) return {.list = &list, .item = &item};
    }
  }
  return {};
}

http::Response NoFile(const Call& call) {
  if (!call.parameters["id"].empty()) return SpoRefuse(call, SpoResourceNotFound());
  return SpoRefuse(call, {.status = 404,
                          .code = "-2130575338, Microsoft.SharePoint.SPException",
                          .message = absl::StrCat(
                              "The file ", ServerRelativePath(*call.web, call.parameters["url"]),
                              " does not exist.")});
}

http::Response NoFolder(const Call& call) {
  return SpoRefuse(call, {.status = 404,
                          .code = "-2147024894, System.IO.FileNotFoundException",
                          .message = "File Not Found."});
}

json::Value Shown(const Call& call, const ListItem& item) {
  const std::string version = absl::StrCat("{", absl::AsciiStrToUpper(item.file_id), "},1");
  json::Value file = json::Value::Object({{"CheckInComment", ""},
                                          {"CheckOutType", 2},
                                          {"ContentTag", absl::StrCat(version, ",1")},
                                          {"CustomizedPageStatus", 0},
                                          {"ETag", absl::StrCat("\"", version, "\"")},
                                          {"Exists", true},
                                          {"IrmEnabled", false},
                                          {"Length", absl::StrCat(item.content.size())},
                                          {"Level", 1},
                                          {"LinkingUri", json::Value()},
                                          {"LinkingUrl", ""},
                                          {"MajorVersion", 1},
                                          {"MinorVersion", 0},
                                          {"Name", item.file.substr(item.file.rfind('/') + 1)},
                                          {"ServerRelativeUrl", item.file},
                                          {"TimeCreated", item.fields["Created"]},
                                          {"TimeLastModified", item.fields["Modified"]},
                                          {"Title", item.fields["Title"]},
                                          {"UIVersion", 512},
                                          {"UIVersionLabel", "1.0"},
                                          {"UniqueId", item.file_id}});
  for (const std::string& name : SplitNames(call.Query("$expand"))) {
    if (absl::EqualsIgnoreCase(name, "ListItemAllFields")) {
      file.Set("ListItemAllFields", item.fields);
    }
  }
  return file;
}

http::Response GetFile(Call& call) {
  const FoundFile found = FindFile(call);
  return found.list == nullptr ? NoFile(call) : SpoObject(call, Shown(call, *found.item));
}

http::Response GetContent(Call& call) {
  const FoundFile found = FindFile(call);
  if (found.list == nullptr) return NoFile(call);
  return Text(200, found.item->content, "application/octet-stream");
}

// Removes the file; `answer` is what a success says.
http::Response Drop(Call& call, http::Response answer) {
  const FoundFile found = FindFile(call);
  if (found.list == nullptr) return NoFile(call);
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  found.list->items.erase(found.list->items.begin() + (found.item - found.list->items.data()));
  CountItems(call, *found.list);
  return answer;
}

http::Response RemoveFile(Call& call) { return Drop(call, Empty(200)); }

// Answers with the id that the file has in the recycle bin.
http::Response RecycleFile(Call& call) {
  return Drop(call, SpoObject(call, json::Value::Object({{"value", base::NewGuid()}})));
}

// "@a1" of the query, or the value itself.
std::string Argument(const Call& call, absl::string_view name) {
  const std::string& value = call.parameters[name];
  return absl::StartsWith(value, "@") ? LiteralValue(call.Query(value)) : value;
}

// The folder of GetFolderByServerRelativeUrl('...') or ...Path(DecodedUrl='...').
Folder* NamedFolder(const Call& call) {
  const std::string decoded = Argument(call, "DecodedUrl");
  return FindFolder(*call.web, decoded.empty() ? call.parameters["url"] : decoded);
}

json::Value ShownFolder(const Folder& folder) {
  return json::Value::Object({{"Exists", true},
                              {"IsWOPIEnabled", false},
                              {"Name", folder.path.substr(folder.path.rfind('/') + 1)},
                              {"ProgID", json::Value()},
                              {"ServerRelativeUrl", folder.path},
                              {"UniqueId", folder.id},
                              {"WelcomePage", ""}});
}

http::Response GetFolder(Call& call) {
  const Folder* folder = NamedFolder(call);
  return folder == nullptr ? NoFolder(call) : SpoObject(call, ShownFolder(*folder));
}

http::Response ListFiles(Call& call) {
  const Folder* folder = NamedFolder(call);
  if (folder == nullptr) return NoFolder(call);
  std::vector<json::Value> files;
  for (const List& list : call.web->lists) {
    for (const ListItem& item : list.items) {
      if (!item.file.empty() && item.folder == folder->path) files.push_back(Shown(call, item));
    }
  }
  return SpoCollection(call, std::move(files));
}

List* ListOf(Web& web, const Folder& folder);

// An argument of a function in the path: Files/add(url='a.txt', overwrite=true).
std::string FunctionArgument(const Segment& function, absl::string_view name) {
  for (const auto& [key, value] : function.arguments) {
    if (absl::EqualsIgnoreCase(key, name)) return value;
  }
  return "";
}

// Takes the body for the content of a file. Both the folder and the file are called "url" in the
// path, which is therefore read here.
http::Response AddFile(Call& call) {
  const auto segments = ParsePath(call.path);
  if (!segments.has_value() || segments->size() < 4) return NoFolder(call);
  const Folder* folder = FindFolder(*call.web, (*segments)[2].text);
  if (folder == nullptr) return NoFolder(call);
  List* list = ListOf(*call.web, *folder);
  if (!MayWrite(call) || list == nullptr) return SpoRefuse(call, SpoAccessDenied());
  const std::string name = FunctionArgument(segments->back(), "url");
  if (name.empty() || absl::StrContains(name, "/")) return SpoRefuse(call, SpoBadArgument());
  const std::string path = absl::StrCat(folder->path, "/", name);
  auto item = std::find_if(list->items.begin(), list->items.end(), [&](const ListItem& other) {
    return absl::EqualsIgnoreCase(other.file, path);
  });
  if (item == list->items.end()) {
    AddItem(*list, name, call.clock().Now());
    item = list->items.end() - 1;
    item->file = path;
    item->file_id = base::NewGuid();
    item->folder = folder->path;
    CountItems(call, *list);
  } else if (!absl::EqualsIgnoreCase(FunctionArgument(segments->back(), "overwrite"), "true")) {
    return SpoRefuse(call, {.status = 400,
                            .code = "-2130575257, Microsoft.SharePoint.SPException",
                            .message = absl::StrCat("A file with the name ", path.substr(1),
                                                    " already exists. It was last modified by ",
                                                    call.caller.upn, ".")});
  }
  item->content = call.request.body;
  return SpoObject(call, Shown(call, *item));
}

// The list that has this folder; nullptr for the web's own.
List* ListOf(Web& web, const Folder& folder) {
  for (List& list : web.lists) {
    for (const Folder& own : list.folders) {
      if (&own == &folder) return &list;
    }
  }
  return nullptr;
}

// Both names of AddSubFolderUsingPath are called DecodedUrl; the parent's is in the alias @a1 or
// whatever the first one is called, so the path is read here rather than by the router.
http::Response AddSubFolder(Call& call) {
  const auto segments = ParsePath(call.path);
  if (!segments.has_value() || segments->size() < 3) return NoFolder(call);
  const auto decoded = [&](const Segment& segment) -> std::string {
    for (const auto& [name, value] : segment.arguments) {
      if (!absl::EqualsIgnoreCase(name, "DecodedUrl")) continue;
      return absl::StartsWith(value, "@") ? LiteralValue(call.Query(value)) : value;
    }
    return "";
  };
  const std::string name = decoded(segments->back());
  Folder* parent = FindFolder(*call.web, decoded((*segments)[1]));
  if (parent == nullptr) return NoFolder(call);
  List* list = ListOf(*call.web, *parent);
  if (!MayWrite(call) || list == nullptr) return SpoRefuse(call, SpoAccessDenied());
  const bool bad = name.empty() || name.find_first_of("/\\:*?\"<>|") != std::string::npos;
  const std::string path = absl::StrCat(parent->path, "/", name);
  if (bad || FindFolder(*call.web, path) != nullptr) {
    return SpoRefuse(call, {.status = 400,
                            .code = "-2130575257, Microsoft.SharePoint.SPException",
                            .message = bad ? "The folder name is not valid."
                                           : absl::StrCat("A file or folder with the name ", path,
                                                          " already exists.")});
  }
  list->folders.push_back({.path = path, .id = base::NewGuid()});
  return SpoObject(call, ShownFolder(list->folders.back()));
}

constexpr Route kRoutes[] = {
    {"GET", "web/GetFileById({id})", GetFile},
    {"DELETE", "web/GetFileById({id})", RemoveFile},
    {"GET", "web/GetFileById({id})/$value", GetContent},
    {"DELETE", "web/GetFileById({id})/recycle", RecycleFile},
    {"POST", "web/GetFileById({id})/recycle", RecycleFile},
    {"GET", "web/GetFileByServerRelativeUrl({url})", GetFile},
    {"DELETE", "web/GetFileByServerRelativeUrl({url})", RemoveFile},
    {"GET", "web/GetFileByServerRelativeUrl({url})/$value", GetContent},
    {"DELETE", "web/GetFileByServerRelativeUrl({url})/recycle", RecycleFile},
    {"POST", "web/GetFileByServerRelativeUrl({url})/recycle", RecycleFile},
    {"GET", "web/GetFolderByServerRelativePath", GetFolder},
    {"POST", "web/GetFolderByServerRelativePath/AddSubFolderUsingPath", AddSubFolder},
    {"GET", "web/GetFolderByServerRelativePath/Files", ListFiles},
    {"GET", "web/GetFolderByServerRelativeUrl({url})", GetFolder},
    {"GET", "web/GetFolderByServerRelativeUrl({url})/Files", ListFiles},
    {"POST", "web/GetFolderByServerRelativeUrl({url})/Files/add", AddFile},
};

}  // namespace

std::string ServerRelativePath(const Web& web, absl::string_view path) {
  path = absl::StripSuffix(path, "/");
  if (path.empty()) return "/";
  if (absl::StartsWith(path, "/")) return std::string(path);
  return absl::StrCat(web.path == "/" ? "" : web.path, "/", path);
}

Folder* FindFolder(Web& web, absl::string_view path) {
  const std::string wanted = ServerRelativePath(web, path);
  if (absl::EqualsIgnoreCase(wanted, web.root_folder.path)) return &web.root_folder;
  for (List& list : web.lists) {
    for (Folder& folder : list.folders) {
      if (absl::EqualsIgnoreCase(folder.path, wanted)) return &folder;
    }
  }
  return nullptr;
}

http::Response SpoGetFile(Call& call) { return GetFile(call); }

absl::Span<const Route> SpoFileRoutes() { return kRoutes; }

}  // namespace o365::tenant
