#include "common/directory/lookups.h"

#include <algorithm>

namespace o365::directory {

bool IsUnified(const json::Value& group) {
  const std::vector<json::Value>& types = group["groupTypes"].elements();
  return std::any_of(types.begin(), types.end(),
                     [](const json::Value& type) { return type.AsString() == "Unified"; });
}

}  // namespace o365::directory
