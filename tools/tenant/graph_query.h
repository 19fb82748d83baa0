// The query options of a request to Microsoft Graph, read and checked ("Use query parameters to
// customize responses", "Advanced query capabilities on Microsoft Entra ID objects").

#ifndef TOOLS_TENANT_GRAPH_QUERY_H_
#define TOOLS_TENANT_GRAPH_QUERY_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tools/tenant/graph_type.h"
#include "tools/tenant/odata_filter.h"

namespace o365::tenant {

// "manager($select=id,displayName)"
struct Expansion {
  const Navigation* navigation = nullptr;
  std::string name;  // as it was asked for
  std::vector<std::string> select = {};
};

struct GraphQuery {
  std::vector<std::string> select;
  std::vector<Expansion> expand;
  std::optional<Filter> filter;
  std::string search_property, search_text;
  std::string order;
  size_t start = 0;  // the place to go on at
  size_t page = 0;
  bool count = false;
};

// The options of the call for objects of this type.
std::variant<GraphQuery, GraphError> ReadGraphQuery(const Call& call, const EntityType& type);

// Whether the object is one of those asked for.
bool Matches(const GraphQuery& query, const json::Value& shown);

// "members($select=id,mail;$top=5),owners" -> "members($select=id,mail;$top=5)", "owners".
std::vector<std::string> SplitOutsideParentheses(absl::string_view text, char separator);

// A $skiptoken that goes on at a place.
std::string SkipToken(size_t start);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_GRAPH_QUERY_H_
