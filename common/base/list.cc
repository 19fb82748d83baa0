#include "common/base/list.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace o365::base {

std::vector<std::string> SplitList(absl::string_view list) {
  std::vector<std::string> members;
  for (absl::string_view member : absl::StrSplit(list, ','))
    members.emplace_back(absl::StripAsciiWhitespace(member));
  return members;
}

std::vector<std::string> SplitNonEmpty(absl::string_view list) {
  std::vector<std::string> members = SplitList(list);
  std::erase(members, "");
  return members;
}

}  // namespace o365::base
