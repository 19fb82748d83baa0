// Relationships between entities: what `GET groups/ID/members` and the $ref requests do.

#ifndef TOOLS_TENANT_GRAPH_LINK_H_
#define TOOLS_TENANT_GRAPH_LINK_H_

#include <optional>

#include "absl/types/span.h"
#include "tools/tenant/graph_type.h"

namespace o365::tenant {

// A route of each relationship; `rest` is what follows its name.
struct LinkRoute {
  const char* method;
  const char* rest;
  Run run;
  bool changes = false;  // only for relationships that are links
};

absl::Span<const LinkRoute> LinkRoutes();

// Adds links of this name to the objects that the URLs are about ("members@odata.bind").
std::optional<GraphError> AddLinks(Call& call, const EntityType& type, Entity& entity,
                                   absl::string_view name, const json::Value& urls);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_GRAPH_LINK_H_
