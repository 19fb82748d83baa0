// The grammar of $filter; see odata_filter.h for its meaning.

#ifndef TOOLS_TENANT_ODATA_PARSER_H_
#define TOOLS_TENANT_ODATA_PARSER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/tenant/odata_filter.h"

namespace o365::tenant {

// The tree of a $filter. kInvalidArgument says where the text stops making sense.
absl::StatusOr<FilterNode> ParseFilter(absl::string_view text);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_ODATA_PARSER_H_
