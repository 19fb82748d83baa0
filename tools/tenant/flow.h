// Power Automate, beneath its routes: environments, flows and who may do what with them.

#ifndef TOOLS_TENANT_FLOW_H_
#define TOOLS_TENANT_FLOW_H_

#include <variant>
#include <vector>

#include "absl/types/span.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

http::Response FlowRefuse(int status, absl::string_view code, absl::string_view message);
// A list in pages, joined by nextLink.
http::Response FlowPage(const Call& call, const std::vector<json::Value>& values);
http::Response EnvironmentDenied(const Call& call);
// "The caller has no permission for this flow", which is also said of flows that do not exist.
http::Response FlowDenied(const Call& call, absl::string_view flow);

// nullptr when there is no such environment.
const json::Value* FindEnvironment(const Call& call, absl::string_view name);
// The flow of the environment by its name, deleted or not; nullptr when there is none.
Flow* FindFlow(const Call& call, absl::string_view environment, absl::string_view name);
bool MayRead(const Call& call, const Flow& flow);
bool MayEdit(const Call& call, const Flow& flow);
// The flow that the path is about, for somebody who may change it: an owner, or an administrator
// below scopes/admin. An answer is a refusal.
std::variant<Flow*, http::Response> EditableFlow(const Call& call);

// Failures of the service, and checking the token of the caller.
http::Response FlowFail(const Call& call, const Failure& failure);
void FlowFinish(const Call& call, http::Response& response);
std::optional<http::Response> FlowAdmit(Call& call);

// The tables of routes, below the provider's name.
absl::Span<const Route> FlowRoutes();
absl::Span<const Route> FlowRunRoutes();
absl::Span<const Route> FlowOwnerRoutes();
absl::Span<const Route> FlowExportRoutes();

// Where the contents of a run are read from: the host of the logic apps, with a signature in the
// URL instead of a token.
json::Value ContentLink(const Flow& flow, const FlowRun& run, absl::string_view content);

inline constexpr char kFlowContentHost[] = "prod-09.westeurope.logic.azure.com";
inline constexpr char kPlatformHost[] = "api.bap.microsoft.com";
inline constexpr char kPackageHost[] = "bapfeblobprodml.blob.core.windows.net";

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_FLOW_H_
