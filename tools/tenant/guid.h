// GUIDs that are the same in every run, so that scripts and transcripts can name seeded objects.

#ifndef TOOLS_TENANT_GUID_H_
#define TOOLS_TENANT_GUID_H_

#include <string>

#include "absl/strings/string_view.h"

namespace o365::tenant {

// A GUID made from `name`, in lower case. It looks like one of version 4 (RFC 9562, section 5.4),
// as the services' own do, since some clients insist on that.
std::string StableGuid(absl::string_view name);

// Whether `text` is a GUID, in either case.
bool IsGuid(absl::string_view text);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_GUID_H_
