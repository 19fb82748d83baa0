// GUIDs that are the same in every run, so that scripts and transcripts can name seeded objects.

#ifndef TOOLS_TENANT_GUID_H_
#define TOOLS_TENANT_GUID_H_

#include <string>

#include "absl/strings/string_view.h"

namespace o365::tenant {

// A GUID made from `name` as UUIDs of version 8 are (RFC 9562, section 5.8), in lower case.
std::string StableGuid(absl::string_view name);

// Whether `text` is a GUID, in either case.
bool IsGuid(absl::string_view text);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_GUID_H_
