// The values of group settings and of the templates they are made from: lists of names and values
// (Microsoft Learn: "groupSetting resource type").

#ifndef SERVICES_AAD_SETTING_VALUES_H_
#define SERVICES_AAD_SETTING_VALUES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/json/value.h"
#include "common/odata/rest.h"

namespace o365::aad {

// Names and values, as on the command line.
using Settings = std::vector<std::pair<std::string, std::string>>;

// The settings and templates that are about Microsoft 365 groups have this name.
inline constexpr absl::string_view kUnifiedSettings = "Group.Unified";

// The values to send: those in `settings` first, then the others of `values` as they are, for the
// service wants the whole collection. `member` is where an element of `values` has its value:
// "value" in a setting, "defaultValue" in a template.
json::Value WithSettings(const Settings& settings, const json::Value& values,
                         absl::string_view member);

// The same with every value in its place, and without those in `settings` that `values` lacks.
json::Value SettingsReplaced(const Settings& settings, const json::Value& values,
                             absl::string_view member);

// The value of this name among `values`; "" when there is none.
std::string SettingOf(const json::Value& values, absl::string_view name);

// The first element of `list` whose `member` is `wanted`; null when none is.
json::Value FirstWith(const json::Value& list, absl::string_view member, absl::string_view wanted);

}  // namespace o365::aad

#endif  // SERVICES_AAD_SETTING_VALUES_H_
