// The tenant as a process: certificate authority, server, files of the state folder.

#ifndef TOOLS_TENANT_SERVE_H_
#define TOOLS_TENANT_SERVE_H_

#include <functional>

#include "absl/status/status.h"
#include "tools/tenant/state_dir.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {

struct ServeOptions {
  int port = 0;
  std::string proxy_credentials;  // "user:password" that the proxy asks for; "" for none
  TenantOptions tenant = {};
};

// Runs a tenant in this folder (which is locked) until SIGTERM or SIGINT. Calls `ready` once
// clients are served.
absl::Status Serve(const StateDir& folder, ServeOptions options,
                   const std::function<void()>& ready);

// Runs Serve in a process of its own, without a terminal. Returns when it is ready, or its error.
absl::Status ServeInBackground(const StateDir& folder, ServeOptions options);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_SERVE_H_
