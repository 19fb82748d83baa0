// Paths of OData services (OData Version 4.0, part 2, section 4), taken apart and matched.
//
//   ParsePath("/web/lists/GetByTitle('Team%20Docs')/items")
//       -> web, lists, GetByTitle, key "Team Docs", items
//   MatchPath("web/lists/getbytitle({title})", segments)  -> {title: "Team Docs"}
//
// A single argument in parentheses is a key, a segment of its own; named arguments belong to their
// function: Add(overwrite=true,url='a.sppkg').

#ifndef TOOLS_TENANT_PATH_H_
#define TOOLS_TENANT_PATH_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace o365::tenant {

struct Segment {
  std::string text;
  bool is_key = false;  // was written in parentheses
  std::vector<std::pair<std::string, std::string>> arguments = {};
};

// What the placeholders of a pattern stood for, and the named arguments of functions.
class Parameters {
 public:
  // "" when there is no such parameter. Names compare without case.
  const std::string& operator[](absl::string_view name) const;
  void Set(absl::string_view name, absl::string_view value);

 private:
  std::map<std::string, std::string> values_;
};

// The segments of an encoded path. nullopt when parentheses or quotes do not match.
std::optional<std::vector<Segment>> ParsePath(absl::string_view path);

// The parameters if the path is of this pattern: literals (compared without case), {name} for any
// segment, ({name}) for a key only.
std::optional<Parameters> MatchPath(absl::string_view pattern, const std::vector<Segment>& path);

// The value of an OData literal: 'it''s' -> it's, guid'...' -> ..., true -> true.
std::string LiteralValue(absl::string_view literal);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_PATH_H_
