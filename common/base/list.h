// Lists as users type them: "ann, bob".

#ifndef COMMON_BASE_LIST_H_
#define COMMON_BASE_LIST_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace o365::base {

// The members between commas, without the blanks around them; one, empty, for an empty list.
std::vector<std::string> SplitList(absl::string_view list);

// The same without empty members.
std::vector<std::string> SplitNonEmpty(absl::string_view list);

}  // namespace o365::base

#endif  // COMMON_BASE_LIST_H_
