#include "services/aad/setting_values.h"

#include <algorithm>

#include "absl/strings/match.h"

namespace o365::aad {
namespace {

// A setting's name, which may be typed in any case.
Settings::const_iterator Find(const Settings& settings, absl::string_view name) {
  return std::find_if(settings.begin(), settings.end(), [&](const auto& setting) {
    return absl::EqualsIgnoreCase(setting.first, name);
  });
}

json::Value Element(absl::string_view name, const json::Value* value) {
  json::Value element = json::Value::Object({{"name", name}});
  if (value != nullptr) element.Set("value", *value);
  return element;
}

}  // namespace

json::Value WithSettings(const Settings& settings, const json::Value& values,
                         absl::string_view member) {
  json::Value all = json::Value::Array();
  for (const auto& [name, value] : settings)
    all.Append(json::Value::Object({{"name", name}, {"value", value}}));
  for (const json::Value& element : values.elements()) {
    const std::string& name = element["name"].AsString();
    if (Find(settings, name) == settings.end()) all.Append(Element(name, element.Find(member)));
  }
  return all;
}

json::Value SettingsReplaced(const Settings& settings, const json::Value& values,
                             absl::string_view member) {
  json::Value all = json::Value::Array();
  for (const json::Value& element : values.elements()) {
    const std::string& name = element["name"].AsString();
    const auto setting = Find(settings, name);
    if (setting == settings.end()) {
      all.Append(Element(name, element.Find(member)));
    } else {
      const json::Value value = setting->second;
      all.Append(Element(name, &value));
    }
  }
  return all;
}

std::string SettingOf(const json::Value& values, absl::string_view name) {
  return FirstWith(values, "name", name)["value"].ToText();
}

json::Value FirstWith(const json::Value& list, absl::string_view member, absl::string_view wanted) {
  for (const json::Value& element : list.elements()) {
    if (absl::EqualsIgnoreCase(element[member].AsString(), wanted)) return element;
  }
  return json::Value();
}

}  // namespace o365::aad
