// Microsoft Graph, beneath its routes: collections, single objects and errors ("Use query
// parameters to customize responses", "Microsoft Graph error responses and resource types").

#ifndef TOOLS_TENANT_GRAPH_H_
#define TOOLS_TENANT_GRAPH_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/json/value.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

struct GraphError {
  int status = 400;
  const char* code = "Request_BadRequest";
  std::string message;
  json::Value details = {};
};

// How a collection behaves.
struct GraphSet {
  const char* context;              // after "$metadata#": "users"
  const char* type;                 // "user"
  const char* default_select = "";  // what is shown without $select; "" for everything
  int page_size = 100;
};

// A collection with $filter, $search, $orderby, $top, $skiptoken, $count and $select.
http::Response GraphCollection(const Call& call, const GraphSet& set,
                               std::vector<json::Value> objects);
// One object of the collection, with $select.
http::Response GraphObject(const Call& call, const GraphSet& set, const json::Value& object,
                           int status = 200);
http::Response GraphRefuse(const Call& call, const GraphError& error);

GraphError ResourceNotFound(absl::string_view id);
GraphError NotAuthorized();

inline constexpr GraphSet kUserSet = {
    .context = "users",
    .type = "user",
    .default_select =
        "businessPhones,displayName,givenName,jobTitle,mail,mobilePhone,"
        "officeLocation,preferredLanguage,surname,userPrincipalName,id"};

// The tables of routes, one a noun.
absl::Span<const Route> GraphGroupRoutes();
absl::Span<const Route> GraphGroupMemberRoutes();
absl::Span<const Route> GraphOrganizationRoutes();
absl::Span<const Route> GraphServicePrincipalRoutes();
absl::Span<const Route> GraphUserRoutes();

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_GRAPH_H_
