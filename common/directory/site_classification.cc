#include "common/directory/site_classification.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/list.h"
#include "common/base/status_macros.h"
#include "common/odata/graph.h"

namespace o365::directory {
namespace {

// The value of this name; "" when there is none.
std::string ValueOf(const json::Value& setting, absl::string_view name) {
  const std::vector<json::Value>& values = setting["values"].elements();
  const auto found = std::find_if(values.begin(), values.end(), [&](const json::Value& value) {
    return value["name"].AsString() == name;
  });
  return found == values.end() ? "" : (*found)["value"].ToText();
}

}  // namespace

absl::StatusOr<json::Value> SiteClassification(odata::Rest& graph) {
  ASSIGN_OR_RETURN(const json::Value settings,
                   graph.List(absl::StrCat(odata::kGraph, "/groupSettings")));
  const std::vector<json::Value>& all = settings.elements();
  if (all.empty()) return absl::NotFoundError("Site classification is not enabled.");
  const auto unified = std::find_if(all.begin(), all.end(), [](const json::Value& setting) {
    return setting["displayName"].AsString() == "Group.Unified";
  });
  if (unified == all.end())
    return absl::NotFoundError("Missing DirectorySettingTemplate for \"Group.Unified\"");
  json::Value names = json::Value::Array();
  const std::string list = ValueOf(*unified, "ClassificationList");
  for (const std::string& name : base::SplitNonEmpty(list)) names.Append(name);
  return json::Value::Object(
      {{"Classifications", std::move(names)},
       {"DefaultClassification", ValueOf(*unified, "DefaultClassification")},
       {"UsageGuidelinesUrl", ValueOf(*unified, "UsageGuidelinesUrl")},
       {"GuestUsageGuidelinesUrl", ValueOf(*unified, "GuestUsageGuidelinesUrl")}});
}

}  // namespace o365::directory
