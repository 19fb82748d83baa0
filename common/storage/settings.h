// The user's settings: config.json in the configuration folder, a JSON object of texts.
//
//   {"credentialStore": "file", "authType": "browser", "appId": "...", "tenant": "contoso.com"}

#ifndef COMMON_STORAGE_SETTINGS_H_
#define COMMON_STORAGE_SETTINGS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/environment.h"

namespace o365::storage {

// Where they stand; "" when there is no configuration folder.
std::string SettingsPath(const base::Environment& environment);

// The setting of this name; "" when there is none. A file that cannot be read, that others may
// write, or that holds something else under this name is an error which names it, with a hint that
// names `variable` as the other place for the setting.
absl::StatusOr<std::string> ReadSetting(const base::Environment& environment,
                                        absl::string_view name, absl::string_view variable);

// The environment variable if it is set and not empty, else the setting.
absl::StatusOr<std::string> VariableOrSetting(const base::Environment& environment,
                                              absl::string_view variable, absl::string_view name);

}  // namespace o365::storage

#endif  // COMMON_STORAGE_SETTINGS_H_
