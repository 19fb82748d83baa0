// $select and $orderby: what of an object is shown, and in which order.

#ifndef TOOLS_TENANT_ODATA_SHAPE_H_
#define TOOLS_TENANT_ODATA_SHAPE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/json/value.h"

namespace o365::tenant {

// The member of this name, without regard to case; nullptr when there is none.
const json::Value* FindMember(const json::Value& object, absl::string_view name);

// Whether `part` occurs in `text`, whatever its case.
bool ContainsIgnoringCase(absl::string_view text, absl::string_view part);

// The names of a list "Title, RootFolder/ServerRelativeUrl".
std::vector<std::string> SplitNames(absl::string_view list);

// The object with these members only, under the names that it has them; "Folder/Url" keeps that
// part of the member Folder. All members when there are no names, or one is "*". Names of nothing
// are left out.
json::Value Select(const json::Value& object, const std::vector<std::string>& names);

// The first name that the object has no member for; "" when it has them all.
std::string FirstUnknown(const json::Value& object, const std::vector<std::string>& names);

// Sorts by "displayName desc, id".
void OrderBy(absl::string_view order, std::vector<json::Value>& objects);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_ODATA_SHAPE_H_
