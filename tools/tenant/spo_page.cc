// Modern pages: files of the library SitePages and their list items ("Files and folders REST API
// reference", "Working with lists and list items with REST").

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

std::string PagesFolder(const Web& web) {
  return absl::StrCat(web.path == "/" ? "" : web.path, "/SitePages");
}

// The page that the path names, by its URL or id.
Page* Find(Call& call) {
  const bool by_id = !call.parameters["id"].empty();
  for (Page& page : call.web->pages) {
    const char* member = by_id ? "UniqueId" : "ServerRelativeUrl";
    if (absl::EqualsIgnoreCase(page.file[member].AsString(), call.parameters[by_id ? "id" : "url"]))
      return &page;
  }
  return nullptr;
}

http::Response NotFound(const Call& call) {
  return SpoRefuse(call, {.status = 404,
                          .code = "-2130575338, Microsoft.SharePoint.SPException",
                          .message = absl::StrCat("The file ", call.parameters["url"],
                                                  call.parameters["id"], " does not exist.")});
}

// Hands the page to `change` if there is one and the caller may change it.
template <class Change>
http::Response Changed(Call& call, const Change& change) {
  Page* page = Find(call);
  if (page == nullptr) return NotFound(call);
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  return change(*page);
}

json::Value Shown(const Call& call, const Page& page) {
  json::Value shown = json::Value::Object();
  if (ContainsIgnoringCase(call.Query("$expand"), "ListItemAllFields"))
    shown.Set("ListItemAllFields", page.fields);
  for (const auto& [name, value] : page.file.members()) shown.Set(name, value);
  return shown;
}

http::Response Get(Call& call) {
  const Page* page = Find(call);
  // Other files have the same address.
  return page == nullptr ? SpoGetFile(call) : SpoObject(call, Shown(call, *page));
}

http::Response GetAll(Call& call) {
  std::vector<json::Value> pages;
  for (const Page& page : call.web->pages) pages.push_back(Shown(call, page));
  return SpoCollection(call, std::move(pages));
}

// TemplateFileType 3 makes a client-side page without content.
http::Response AddTemplateFile(Call& call) {
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  const json::Value body = call.Body();
  const std::string url = body["urlOfFile"].AsString(), folder = PagesFolder(*call.web) + "/";
  constexpr int kClientSidePage = 3;
  if (body["templateFileType"].AsInt() != kClientSidePage ||
      !absl::StartsWithIgnoreCase(url, folder) || url.size() == folder.size())
    return SpoRefuse(call, {.status = 400,
                            .code = "-2147024809, System.ArgumentException",
                            .message = "Value does not fall within the expected range."});
  const std::string name = url.substr(folder.size());
  for (const Page& page : call.web->pages) {
    if (absl::EqualsIgnoreCase(page.file["Name"].AsString(), name))
      return SpoRefuse(call, {.status = 400,
                              .code = "-2130575257, Microsoft.SharePoint.SPException",
                              .message = absl::StrCat("A file with the name ", url.substr(1),
                                                      " already exists. It was last modified by ",
                                                      call.caller.upn, ".")});
  }
  call.web->pages.push_back(
      MakePage(*call.web, {.name = name,
                           .title = std::string(absl::StripSuffix(name, ".aspx")),
                           .layout = "",
                           .id = base::NewGuid(),
                           .created = call.clock().Now()}));
  return SpoObject(call, call.web->pages.back().file);
}

http::Response MergeFields(Call& call) {
  return Changed(call, [&](Page& page) {
    const json::Value body = call.Body();
    for (const auto& [name, value] : body.members()) {
      if (page.fields.Find(name) == nullptr)
        return SpoRefuse(call,
                         {.status = 400,
                          .code = "-1, Microsoft.SharePoint.Client.InvalidClientQueryException",
                          .message = absl::StrCat("The property '", name,
                                                  "' does not exist on type "
                                                  "'SP.Data.SitePagesItem'.")});
    }
    for (const auto& [name, value] : body.members()) page.fields.Set(name, value);
    page.file.Set("Title", page.fields["Title"]);
    return Empty(204);
  });
}

http::Response SetCommentsDisabled(Call& call) {
  return Changed(call, [&](Page& page) {
    page.fields.Set("CommentsDisabled", call.parameters["disabled"] == "true");
    return Empty(200);
  });
}

// A published version is a whole one.
http::Response Publish(Call& call) {
  return Changed(call, [&](Page& page) {
    const int64_t major = page.file["MajorVersion"].AsInt().value_or(0) + 1;
    page.file.Set("CheckInComment", call.parameters["comment"]);
    page.file.Set("Level", 1);
    page.file.Set("MajorVersion", major);
    page.file.Set("MinorVersion", 0);
    page.file.Set("UIVersion", major * 512);
    page.file.Set("UIVersionLabel", absl::StrCat(major, ".0"));
    return Empty(200);
  });
}

http::Response MergeRootFolder(Call& call) {
  if (!MayWrite(call)) return SpoRefuse(call, SpoAccessDenied());
  const json::Value body = call.Body();
  if (const json::Value* page = body.Find("WelcomePage"); page != nullptr)
    call.web->properties.Set("WelcomePage", *page);
  return Empty(204);
}

constexpr Route kRoutes[] = {
    {"GET", "web/GetFileById({id})", Get},
    {"GET", "web/GetFileByServerRelativeUrl({url})", Get},
    {"GET", "web/lists/SitePages/rootfolder/files", GetAll},
    {"MERGE", "web/GetFileById({id})/ListItemAllFields", MergeFields},
    {"MERGE", "web/GetFileByServerRelativeUrl({url})/ListItemAllFields", MergeFields},
    {"MERGE", "web/rootfolder", MergeRootFolder},
    {"POST", "web/GetFileById({id})/ListItemAllFields/SetCommentsDisabled({disabled})",
     SetCommentsDisabled},
    {"POST", "web/GetFileById({id})/Publish({comment})", Publish},
    {"POST",
     "web/GetFileByServerRelativeUrl({url})/ListItemAllFields/SetCommentsDisabled({disabled})",
     SetCommentsDisabled},
    {"POST", "web/GetFileByServerRelativeUrl({url})/Publish({comment})", Publish},
    {"POST", "web/GetFolderByServerRelativeUrl({url})/files/AddTemplateFile", AddTemplateFile},
};

}  // namespace

absl::Span<const Route> SpoPageRoutes() { return kRoutes; }

}  // namespace o365::tenant
