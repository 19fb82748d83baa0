#include "tools/tenant/odata_filter.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"
#include "tools/tenant/odata_parser.h"

namespace o365::tenant {
namespace {

using Kind = FilterNode::Kind;
using Variables = std::map<std::string, const json::Value*>;

const json::Value& Null() {
  static const json::Value& null = *new json::Value();
  return null;
}

const json::Value& Member(const json::Value& object, absl::string_view name) {
  for (const auto& [key, value] : object.members()) {
    if (absl::EqualsIgnoreCase(key, name)) return value;
  }
  return Null();
}

// Evaluates a tree for one object.
class Evaluator {
 public:
  explicit Evaluator(const json::Value& object) : object_(object) {}

  bool IsTrue(const FilterNode& node) {
    switch (node.kind) {
      case Kind::kAnd:
        return IsTrue(node.children[0]) && IsTrue(node.children[1]);
      case Kind::kOr:
        return IsTrue(node.children[0]) || IsTrue(node.children[1]);
      case Kind::kNot:
        return !IsTrue(node.children[0]);
      case Kind::kCompare:
        return Compare(node);
      case Kind::kIn:
        return std::any_of(node.children.begin() + 1, node.children.end(),
                           [&](const FilterNode& literal) {
                             return Order(Value(node.children[0]), literal.value) == 0;
                           });
      case Kind::kLambda:
        return Lambda(node);
      case Kind::kLiteral:
      case Kind::kProperty:
      case Kind::kCall:
        return Value(node).AsBool();
    }
    return false;
  }

 private:
  bool Compare(const FilterNode& node) {
    const json::Value left = Value(node.children[0]), right = Value(node.children[1]);
    const std::optional<int> order = Order(left, right);
    if (node.name == "eq") return order == 0;
    if (node.name == "ne") return order != 0;
    // Nothing is greater or less than null (part 2, section 5.1.1.1).
    if (!order.has_value() || left.is_null() || right.is_null()) return false;
    if (node.name == "lt") return *order < 0;
    if (node.name == "le") return *order <= 0;
    if (node.name == "gt") return *order > 0;
    return *order >= 0;
  }

  // Negative, 0 or positive; nullopt when the two cannot be compared.
  static std::optional<int> Order(const json::Value& a, const json::Value& b) {
    if (a.is_null() || b.is_null()) {
      return a.is_null() && b.is_null() ? std::optional<int>(0) : std::nullopt;
    }
    double x = 0, y = 0;
    if (a.is_number() && b.is_number() && absl::SimpleAtod(a.ToText(), &x) &&
        absl::SimpleAtod(b.ToText(), &y)) {
      return x < y ? -1 : x > y ? 1 : 0;
    }
    if (a.is_bool() != b.is_bool()) return std::nullopt;
    return absl::AsciiStrToLower(a.ToText()).compare(absl::AsciiStrToLower(b.ToText()));
  }

  bool Lambda(const FilterNode& node) {
    const json::Value collection = Value(node.children[0]);
    if (node.children.size() == 1) return !collection.elements().empty();
    const auto holds = [&](const json::Value& element) {
      variables_[node.variable] = &element;
      const bool truth = IsTrue(node.children[1]);
      variables_.erase(node.variable);
      return truth;
    };
    const auto& elements = collection.elements();
    return node.name == "any" ? std::any_of(elements.begin(), elements.end(), holds)
                              : std::all_of(elements.begin(), elements.end(), holds);
  }

  json::Value Value(const FilterNode& node) {
    if (node.kind == Kind::kLiteral) return node.value;
    if (node.kind == Kind::kProperty) return Property(node.name);
    if (node.kind == Kind::kCall) return Call(node);
    return IsTrue(node);
  }

  const json::Value& Property(const std::string& path) {
    const json::Value* value = &object_;
    bool first = true;
    for (absl::string_view part : absl::StrSplit(path, '/')) {
      const auto variable = variables_.find(std::string(part));
      const bool is_variable = first && variable != variables_.end();
      value = is_variable ? variable->second : &Member(*value, part);
      first = false;
    }
    return *value;
  }

  json::Value Call(const FilterNode& node) {
    const std::string first = absl::AsciiStrToLower(Value(node.children[0]).ToText());
    if (node.name == "tolower") return first;
    if (node.name == "toupper") return absl::AsciiStrToUpper(first);
    if (node.name == "trim") return absl::StripAsciiWhitespace(first);
    if (node.name == "length") return static_cast<int64_t>(first.size());
    const std::string second = absl::AsciiStrToLower(Value(node.children[1]).ToText());
    if (node.name == "startswith") return absl::StartsWith(first, second);
    if (node.name == "endswith") return absl::EndsWith(first, second);
    if (node.name == "contains") return absl::StrContains(first, second);
    return absl::StrContains(second, first);  // substringof names the part first
  }

  const json::Value& object_;
  Variables variables_;
};

}  // namespace

absl::StatusOr<Filter> Filter::Parse(absl::string_view text) {
  ASSIGN_OR_RETURN(FilterNode root, ParseFilter(text));
  return Filter(std::move(root));
}

Filter::Filter(FilterNode root) : root_(std::move(root)) { Collect(root_, {}); }

void Filter::Collect(const FilterNode& node, const std::set<std::string>& variables) {
  std::set<std::string> inner = variables;
  if (node.kind == Kind::kLambda) inner.insert(node.variable);
  if (node.kind == Kind::kProperty) {
    const std::string name = node.name.substr(0, node.name.find('/'));
    if (variables.count(name) == 0) properties_.insert(name);
  }
  if (node.kind == Kind::kCompare || node.kind == Kind::kCall) operators_.insert(node.name);
  if (node.kind == Kind::kNot) operators_.insert("not");
  for (const FilterNode& child : node.children) Collect(child, inner);
}

bool Filter::Matches(const json::Value& object) const { return Evaluator(object).IsTrue(root_); }

}  // namespace o365::tenant
