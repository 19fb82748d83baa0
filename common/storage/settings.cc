#include "common/storage/settings.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/json/value.h"
#include "common/storage/private_file.h"

namespace o365::storage {
namespace {

constexpr size_t kLongest = 1 << 20;

// What `path` says under `name`; "" when it says nothing, or is not there.
absl::StatusOr<std::string> Read(const std::string& path, absl::string_view name) {
  const absl::StatusOr<std::string> content = ReadTrustedFile(
      path, {.others_may_read = true, .root_may_own = true, .most_bytes = kLongest});
  if (absl::IsNotFound(content.status())) return "";
  RETURN_IF_ERROR(content.status());
  const std::string cannot = absl::StrCat("cannot read '", path, "': ");
  const absl::StatusOr<json::Value> settings = json::Parse(*content);
  if (!settings.ok())
    return absl::InvalidArgumentError(absl::StrCat(cannot, settings.status().message()));
  if (!settings->is_object())
    return absl::InvalidArgumentError(absl::StrCat(cannot, "it is not a JSON object"));
  const json::Value* value = settings->Find(name);
  if (value == nullptr) return "";
  if (!value->is_string() || value->AsString().empty())
    return absl::InvalidArgumentError(absl::StrCat(cannot, "'", name, "' is not a name"));
  return value->AsString();
}

}  // namespace

std::string SettingsPath(const base::Environment& environment) {
  const std::string folder = environment.ConfigDir();
  return folder.empty() ? "" : absl::StrCat(folder, "/config.json");
}

absl::StatusOr<std::string> ReadSetting(const base::Environment& environment,
                                        absl::string_view name, absl::string_view variable) {
  const std::string path = SettingsPath(environment);
  if (path.empty()) return "";
  absl::StatusOr<std::string> value = Read(path, name);
  if (value.ok()) return value;
  return base::WithHint(value.status(),
                        absl::StrCat("correct or remove the file, or set ", variable));
}

absl::StatusOr<std::string> VariableOrSetting(const base::Environment& environment,
                                              absl::string_view variable, absl::string_view name) {
  if (std::string value = environment.Get(variable); !value.empty()) return value;
  return ReadSetting(environment, name, variable);
}

}  // namespace o365::storage
