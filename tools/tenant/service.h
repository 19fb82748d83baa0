// How a request finds the function that answers it.
//
// A service owns host names, says who may call it and how its failures look, and has a table of
// routes: one row a method and path, one function a row.
//
//   http::Response Get(Call& call) { return Json(200, *FindUser(call.state,
//   call.parameters["id"])); } constexpr Route kRoutes[] = {{"GET", "users/{id}", Get}};

#ifndef TOOLS_TENANT_SERVICE_H_
#define TOOLS_TENANT_SERVICE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/base/clock.h"
#include "common/http/message.h"
#include "common/http/server.h"
#include "common/http/url.h"
#include "common/json/value.h"
#include "tools/tenant/authority.h"
#include "tools/tenant/path.h"
#include "tools/tenant/state.h"

namespace o365::tenant {

class Tenant;
struct EntityType;
struct Navigation;
struct Route;

// A request on its way through the tenant. Everything is guarded by the tenant's lock.
struct Call {
  Tenant& tenant;
  const http::Incoming& request;
  http::FormFields query;  // decoded
  std::string request_id;  // the service's own name of this request

  // Set by Service::prepare.
  std::string method;    // what the client means: X-HTTP-Method wins where a service knows it
  std::string path;      // the part that the routes are about, still encoded
  std::string version;   // Graph: "v1.0" or "beta"
  Site* site = nullptr;  // SharePoint: the site collection and web that the URL leads to
  Web* web = nullptr;

  // Cleared by a route that does not know all of what it was asked.
  bool known = true;
  Caller caller;  // set by Service::admit
  // Set by the router.
  Parameters parameters;
  const Route* route = nullptr;

  State& state() const;
  Authority& authority() const;
  base::Clock& clock() const;

  // The value of a query option or field; "" when it is not there. Names compare without case.
  std::string Query(absl::string_view name) const;
  // The body as form fields.
  http::FormFields Form() const;
  // The body as JSON; null when it is none.
  json::Value Body() const;
};

using Run = http::Response (*)(Call&);

struct Route {
  const char* method;
  const char* pattern;
  Run run;
  // For functions that serve any collection of Microsoft Graph: which one, and where it leads.
  const EntityType* entity = nullptr;
  const Navigation* navigation = nullptr;
};

// How a failure that the tenant was told to make looks in a service's words.
struct Failure {
  int status = 0;
  std::string text;
};

struct Service {
  const char* name;
  // Whether requests for this host are for this service.
  bool (*owns)(const http::Incoming& request);
  // Finds out what is asked for; an answer ends the matter (no such site).
  std::optional<http::Response> (*prepare)(Call& call);
  // Checks the caller's token; an answer is a refusal.
  std::optional<http::Response> (*admit)(Call& call);
  // The tables of routes.
  std::vector<absl::Span<const Route>> (*routes)();
  // The service's words for a failure: throttling, an outage.
  http::Response (*fail)(const Call& call, const Failure& failure);
  // Adds the headers that each answer of the service has.
  void (*finish)(const Call& call, http::Response& response);
};

// All services. Each is defined beside its routes.
extern const Service kIdentityService;
extern const Service kSharePointService;
extern const Service kGraphService;
extern const Service kFlowService;
extern const Service kFlowContentService;
extern const Service kPlatformService;
extern const Service kPackageService;
extern const Service kChangelogService;
extern const Service kAzureService;
extern const Service kPagesService;
extern const Service kControlService;
extern const Service kLocalService;

// The route for the call, with call.parameters set; nullptr when there is none.
const Route* FindRoute(const Service& service, Call& call);

// For services that take no part in something.
std::optional<http::Response> PrepareNothing(Call& call);
std::optional<http::Response> AdmitAnybody(Call& call);

// The token of an "Authorization: Bearer" header (RFC 6750, section 2.1); "" when there is none.
std::string BearerToken(const http::Incoming& request);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_SERVICE_H_
