// Makes sites, webs and lists with all the properties that SharePoint shows of them.

#ifndef TOOLS_TENANT_SPO_FACTORY_H_
#define TOOLS_TENANT_SPO_FACTORY_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "tools/tenant/state.h"

namespace o365::tenant {

struct NewSite {
  std::string url;
  std::string title;
  std::string template_name;  // "GROUP#0"
  std::string owner;
  std::string description = {};
  std::string classification = {};
  std::string group_id = {};
  std::string id;  // GUID; those of web and lists are made from it
  absl::Time created;
};

// A site collection with its root web and the lists that the template brings.
std::unique_ptr<Site> MakeSite(const NewSite& wanted);

struct NewWeb {
  std::string url;
  std::string title;
  std::string description = {};
  std::string template_name = "STS";  // without configuration
  std::string id;
  absl::Time created;
};
std::unique_ptr<Web> MakeWeb(const NewWeb& wanted);

struct NewList {
  std::string title;
  int base_template = 100;  // Microsoft.SharePoint.SPListTemplateType
  int items = 0;
  std::string id;
  absl::Time created;
};
List MakeList(const Web& web, const NewList& wanted);

// An item that the list does not hold; see List::generated.
json::Value GeneratedItem(const List& list, int id);
// A new item in the list's root folder.
ListItem& AddItem(List& list, absl::string_view title, absl::Time now);
// Makes the list say how many items it has.
void SetItemCount(List& list);
struct NewPage {
  std::string name;  // "Home.aspx"
  std::string title;
  std::string layout = "Article";
  std::string canvas = {};  // HTML
  std::string id;
  absl::Time created;
};
Page MakePage(const Web& web, const NewPage& wanted);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_SPO_FACTORY_H_
