// $filter of OData (Version 4.0, part 2, section 5.1.1), with substringof of version 3 that
// SharePoint still speaks.
//
//   ASSIGN_OR_RETURN(const Filter filter, Filter::Parse("startswith(displayName,'Team') and ..."));
//   if (filter.Matches(group)) ...
//
// Strings compare without case, as they do in Microsoft's directory and in SharePoint; so do the
// names of properties.

#ifndef TOOLS_TENANT_ODATA_FILTER_H_
#define TOOLS_TENANT_ODATA_FILTER_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/json/value.h"

namespace o365::tenant {

// A node of the expression's tree.
struct FilterNode {
  enum class Kind {
    kLiteral,   // value
    kProperty,  // name: "displayName", "owner/id"; the first part may be a lambda's variable
    kCompare,   // name is the operator: eq, ne, lt, le, gt, ge; two children
    kAnd,
    kOr,
    kNot,
    kIn,      // a property, then the literals
    kCall,    // name: startswith, ...
    kLambda,  // name: any, all; a property, then the condition if there is one
  };
  Kind kind;
  std::string name = {};
  std::string variable = {};  // of a lambda
  json::Value value = {};
  std::vector<FilterNode> children = {};
};

class Filter {
 public:
  // kInvalidArgument says at which character the text stops making sense.
  static absl::StatusOr<Filter> Parse(absl::string_view text);

  bool Matches(const json::Value& object) const;

  // The names of the properties it looks at (the first part of a path), and of the operators and
  // functions it uses.
  const std::set<std::string>& properties() const { return properties_; }
  const std::set<std::string>& operators() const { return operators_; }

 private:
  explicit Filter(FilterNode root);
  void Collect(const FilterNode& node, const std::set<std::string>& variables);

  FilterNode root_;
  std::set<std::string> properties_, operators_;
};

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_ODATA_FILTER_H_
