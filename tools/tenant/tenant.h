// A Microsoft 365 tenant in memory.
//
//   ASSIGN_OR_RETURN(std::unique_ptr<Tenant> tenant, Tenant::Create({.clock = &clock}));
//   http::Outgoing answer = tenant->Handle(request);
//
// Requests are dispatched by host: the identity platform, SharePoint, Microsoft Graph, Power
// Automate, Azure Resource Manager; and, for the server itself, approval pages and the control API.
// What no route knows is answered 501 and remembered, so that a test can tell what is missing.

#ifndef TOOLS_TENANT_TENANT_H_
#define TOOLS_TENANT_TENANT_H_

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/http/server.h"
#include "tools/tenant/authority.h"
#include "tools/tenant/faults.h"
#include "tools/tenant/request_log.h"
#include "tools/tenant/seed.h"
#include "tools/tenant/service.h"
#include "tools/tenant/state.h"

namespace o365::tenant {

struct TenantOptions {
  base::Clock* clock = nullptr;  // must outlive the tenant; nullptr for the system's
  AuthorityOptions authority = {};
  std::optional<SigningKey> signing_key = {};  // a new one unless given
  std::vector<std::string> app_ids = {};       // accepted beside the seeded ones
  Bulk bulk = {};
  std::string control_secret = {};  // "" switches the control API off
  std::string arc_key_path = {};    // where Azure Arc's agent leaves its key; "" for nowhere
  std::function<void(absl::string_view line)> log = {};
};

// Thread-safe: requests are answered one at a time.
class Tenant {
 public:
  static absl::StatusOr<std::unique_ptr<Tenant>> Create(TenantOptions options);

  http::Outgoing Handle(const http::Incoming& request);

  // The most bytes of a body that are read after this head: those of a package or a file for
  // whoever has a token of ours, those of a form for anybody else.
  uint64_t BodyLimit(const http::Incoming& head);

  // For services that take requests apart (a batch): the lock is held already.
  http::Outgoing HandleInner(const http::Incoming& request);

  // For services and tests. Guarded by the lock that Handle holds.
  State& state() { return state_; }
  Authority& authority() { return authority_; }
  Faults& faults() { return faults_; }
  RequestLog& requests() { return requests_; }
  const std::string& control_secret() const { return options_.control_secret; }
  const std::string& arc_key_path() const { return options_.arc_key_path; }
  // Proves that a form came from one of our own pages.
  const std::string& form_token() const { return form_token_; }

 private:
  Tenant(TenantOptions options, Authority authority);
  http::Response Answer(const Service& service, Call& call, bool& known);

  const TenantOptions options_;
  const std::string form_token_;
  std::mutex mutex_;
  State state_;
  Authority authority_;
  Faults faults_;
  RequestLog requests_;
};

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_TENANT_H_
