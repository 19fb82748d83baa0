// Asks a running tenant through its control API.

#ifndef TOOLS_TENANT_CONTROL_CLIENT_H_
#define TOOLS_TENANT_CONTROL_CLIENT_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/http/url.h"
#include "common/json/value.h"
#include "tools/tenant/state_dir.h"

namespace o365::tenant {

struct ControlRequest {
  const char* method;
  std::string target;
  json::Value body = json::Value();
};

// The answer's JSON. A refusal is kFailedPrecondition with the tenant's words; kUnavailable when
// it cannot be reached.
absl::StatusOr<json::Value> Ask(const Running& running, const ControlRequest& request);

// Asks for an address on this computer as a browser that was redirected there. kUnavailable when
// nobody answers, kFailedPrecondition when the answer is an error.
absl::Status Visit(const http::Url& url);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_CONTROL_CLIENT_H_
