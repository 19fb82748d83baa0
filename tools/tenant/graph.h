// Microsoft Graph, beneath its routes: collections, single objects and errors ("Use query
// parameters to customize responses", "Microsoft Graph error responses and resource types").

#ifndef TOOLS_TENANT_GRAPH_H_
#define TOOLS_TENANT_GRAPH_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/json/value.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

struct EntityType;
struct Source;

struct GraphError {
  int status = 400;
  const char* code = "Request_BadRequest";
  std::string message;
  json::Value details = {};
};

// A collection with $filter, $search, $orderby, $top, $skiptoken, $count, $expand and $select.
// `type` is what its elements can be; `context` names it in the metadata.
http::Response GraphCollection(const Call& call, const EntityType& type, const Source& source,
                               absl::string_view context);
// How many the collection has: the path's last segment was $count.
http::Response GraphCount(const Call& call, const EntityType& type, const Source& source);
// One entity, with $expand and $select.
http::Response GraphEntity(const Call& call, const Entity& entity, int status = 200,
                           absl::string_view context = "");
// Any other value: {"@odata.context": ..., "value": [...]}, or an object's members.
http::Response GraphValue(const Call& call, absl::string_view context, const json::Value& value,
                          int status = 200);
http::Response GraphRefuse(const Call& call, const GraphError& error);
// What the tenant has no answer for.
http::Response GraphUnknown(Call& call);

GraphError ResourceNotFound(absl::string_view id);
GraphError NotAuthorized();
// "One of the properties has a value that another object has already."
GraphError Conflict(absl::string_view property);
GraphError InvalidValue(const EntityType& type, absl::string_view property);

// The tables of routes: what is no entry of the table of types.
absl::Span<const Route> GraphApplicationRoutes();
absl::Span<const Route> GraphBatchRoutes();
absl::Span<const Route> GraphDeletedRoutes();
absl::Span<const Route> GraphGroupRoutes();
absl::Span<const Route> GraphGroupMailRoutes();
absl::Span<const Route> GraphTenantRoutes();
absl::Span<const Route> GraphUserRoutes();
// Those that follow from the table of types.
absl::Span<const Route> GraphEntityRoutes();

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_GRAPH_H_
