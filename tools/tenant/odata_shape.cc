#include "tools/tenant/odata_shape.h"

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace o365::tenant {

const json::Value* FindMember(const json::Value& object, absl::string_view name) {
  for (const auto& [key, value] : object.members()) {
    if (absl::EqualsIgnoreCase(key, name)) return &value;
  }
  return nullptr;
}

bool ContainsIgnoringCase(absl::string_view text, absl::string_view part) {
  return absl::StrContains(absl::AsciiStrToLower(text), absl::AsciiStrToLower(part));
}

std::vector<std::string> SplitNames(absl::string_view list) {
  std::vector<std::string> names;
  for (absl::string_view name : absl::StrSplit(list, ',')) {
    name = absl::StripAsciiWhitespace(name);
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

json::Value Select(const json::Value& object, const std::vector<std::string>& names) {
  if (names.empty()) return object;
  json::Value selected = json::Value::Object();
  for (const auto& [key, value] : object.members()) {
    bool whole = false;
    std::vector<std::string> inner;
    for (absl::string_view name : names) {
      if (name == "*" || absl::EqualsIgnoreCase(name, key)) whole = true;
      if (absl::StartsWithIgnoreCase(name, key) && name.substr(key.size(), 1) == "/") {
        inner.emplace_back(name.substr(key.size() + 1));
      }
    }
    if (whole) {
      selected.Set(key, value);
    } else if (!inner.empty()) {
      selected.Set(key, Select(value, inner));
    }
  }
  return selected;
}

std::string FirstUnknown(const json::Value& object, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (name != "*" && FindMember(object, name.substr(0, name.find('/'))) == nullptr) return name;
  }
  return "";
}

void OrderBy(absl::string_view order, std::vector<json::Value>& objects) {
  std::vector<std::string> keys = SplitNames(order);
  std::reverse(keys.begin(), keys.end());  // sorting is stable: the least important key first
  for (absl::string_view key : keys) {
    const bool descending = absl::EndsWithIgnoreCase(key, " desc");
    key = key.substr(0, key.find(' '));
    const auto text = [key](const json::Value& object) {
      const json::Value* member = FindMember(object, key);
      return member == nullptr ? std::string() : absl::AsciiStrToLower(member->ToText());
    };
    std::stable_sort(objects.begin(), objects.end(), [&](const auto& a, const auto& b) {
      return descending ? text(b) < text(a) : text(a) < text(b);
    });
  }
}

}  // namespace o365::tenant
