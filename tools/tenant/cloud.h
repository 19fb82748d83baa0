// Microsoft's national clouds ("National clouds", "Microsoft Graph national cloud deployments"). In
// each, the tenant is the same under other host names; tokens of one are worth nothing in another.

#ifndef TOOLS_TENANT_CLOUD_H_
#define TOOLS_TENANT_CLOUD_H_

#include <string>

#include "absl/strings/string_view.h"

namespace o365::tenant {

// The cloud that a host belongs to: "us" or "cn"; "" for the global one and for foreign hosts.
std::string CloudOfHost(absl::string_view host);

// `text` with the hosts of the cloud replaced by those of the global one, and back.
std::string ToGlobal(absl::string_view cloud, absl::string_view text);
std::string FromGlobal(absl::string_view cloud, absl::string_view text);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_CLOUD_H_
