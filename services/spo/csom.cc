#include "services/spo/csom.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/shape.h"
#include "common/odata/error.h"

namespace o365::spo::csom {
namespace {

constexpr absl::string_view kNamespace = "http://schemas.microsoft.com/sharepoint/clientquery/2009";

std::string Attribute(absl::string_view name, absl::string_view value) {
  return absl::StrCat(" ", name, "=\"", EscapeXml(value), "\"");
}

std::string Element(absl::string_view name, absl::string_view attributes,
                    absl::string_view content) {
  if (content.empty()) return absl::StrCat("<", name, attributes, " />");
  return absl::StrCat("<", name, attributes, ">", content, "</", name, ">");
}

std::string Typed(absl::string_view element, absl::string_view attributes, absl::string_view type,
                  absl::string_view text) {
  return absl::StrCat("<", element, attributes, Attribute("Type", type), ">", EscapeXml(text), "</",
                      element, ">");
}

std::string Parameters(const std::vector<Parameter>& parameters) {
  if (parameters.empty()) return "";
  return Element("Parameters", "",
                 absl::StrJoin(parameters, "", [](std::string* out, const Parameter& parameter) {
                   out->append(parameter.xml);
                 }));
}

absl::string_view TypeName(NumberType type) {
  switch (type) {
    case NumberType::kInt32:
      return "Int32";
    case NumberType::kUInt32:
      return "UInt32";
    case NumberType::kInt64:
      return "Int64";
    case NumberType::kDouble:
      return "Double";
  }
  return "";
}

// XML 1.0, section 2.2, has no control characters but tab and line breaks, escaped or not.
bool FitsXml(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= ' ' || c == '\t' || c == '\n' || c == '\r';
  });
}

std::string Selected(const std::vector<Selection>& selections) {
  return absl::StrJoin(selections, "", [](std::string* out, const Selection& selection) {
    out->append(selection.xml);
  });
}

// The element that says what a query is to bring ([MS-CSOM], section 3.1.4.1.8.1.5).
std::string QueryElement(absl::string_view element, bool all, absl::string_view selected) {
  return Element(element, Attribute("SelectAllProperties", all ? "true" : "false"),
                 Element("Properties", "", selected));
}

std::vector<Selection> Scalars(absl::Span<const absl::string_view> names) {
  std::vector<Selection> scalars;
  for (absl::string_view name : names) scalars.push_back(Scalar(name));
  return scalars;
}

absl::StatusCode CodeFor(absl::string_view type, absl::string_view message) {
  if (absl::StrContains(type, "NotFoundException")) return absl::StatusCode::kNotFound;
  if (absl::StrContains(type, "UnauthorizedAccessException") ||
      absl::StartsWithIgnoreCase(message, "access denied"))
    return absl::StatusCode::kPermissionDenied;
  return absl::StatusCode::kInvalidArgument;
}

const json::Value& NoValue() {
  static const json::Value null;
  return null;
}

absl::Status ErrorFrom(const json::Value& error) {
  if (!error.is_object()) return absl::InvalidArgumentError(error.ToText());
  const std::string& type = error["ErrorTypeName"].AsString();
  const std::string& told = error["ErrorMessage"].AsString();
  const std::string message = told.empty() ? "ClientSvc unknown error" : told;
  const std::string code = error["ErrorCode"].ToText();
  const std::string& trace = error["TraceCorrelationId"].AsString();
  absl::Status status(
      CodeFor(type, message),
      odata::Describe(message, {type, code.empty() ? "" : absl::StrCat("code ", code),
                                trace.empty() ? "" : absl::StrCat("trace ", trace)}));
  return base::WithServiceCode(std::move(status), type);
}

}  // namespace

std::string EscapeXml(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"},
                                    {"<", "&lt;"},
                                    {">", "&gt;"},
                                    {"\"", "&quot;"},
                                    {"'", "&#39;"},
                                    {"\n", "&#xA;"},
                                    {"\r", "&#xD;"},
                                    {"\t", "&#x9;"}});
}

Parameter Number(NumberType type, absl::string_view digits) {
  return {Typed("Parameter", "", TypeName(type), digits)};
}
Parameter Guid(absl::string_view guid) { return {Typed("Parameter", "", "Guid", guid)}; }
Parameter Enum(int value) { return {Typed("Parameter", "", "Enum", absl::StrCat(value))}; }
Parameter String(absl::string_view value) { return {Typed("Parameter", "", "String", value)}; }
Parameter Boolean(bool value) {
  return {Typed("Parameter", "", "Boolean", value ? "true" : "false")};
}

Parameter Null() { return {Element("Parameter", Attribute("Type", "Null"), "")}; }
Parameter Strings(const std::vector<std::string>& values) {
  std::string elements;
  for (const std::string& value : values)
    absl::StrAppend(&elements, Typed("Object", "", "String", value));
  return {Element("Parameter", Attribute("Type", "Array"), elements)};
}

Parameter Object(absl::string_view type_id, const std::vector<Property>& properties) {
  return {Element("Parameter", Attribute("TypeId", type_id),
                  absl::StrJoin(properties, "", [](std::string* out, const Property& property) {
                    out->append(property.xml);
                  }))};
}

Property EnumProperty(absl::string_view name, int value) {
  return {Typed("Property", Attribute("Name", name), "Enum", absl::StrCat(value))};
}
Property NumberProperty(absl::string_view name, NumberType type, absl::string_view digits) {
  return {Typed("Property", Attribute("Name", name), TypeName(type), digits)};
}
Property StringProperty(absl::string_view name, absl::string_view value) {
  return {Typed("Property", Attribute("Name", name), "String", value)};
}
Property BooleanProperty(absl::string_view name, bool value) {
  return {Typed("Property", Attribute("Name", name), "Boolean", value ? "true" : "false")};
}

Selection Scalar(absl::string_view name) {
  return {Element("Property",
                  absl::StrCat(Attribute("Name", name), Attribute("ScalarProperty", "true")), "")};
}
Selection Whole(absl::string_view name) {
  return {Element("Property", absl::StrCat(Attribute("Name", name), Attribute("SelectAll", "true")),
                  QueryElement("Query", false, ""))};
}
Selection Members(absl::string_view name, const std::vector<absl::string_view>& properties) {
  return {
      Element("Property", Attribute("Name", name),
              absl::StrCat(QueryElement("Query", false, ""),
                           QueryElement("ChildItemQuery", false, Selected(Scalars(properties)))))};
}

std::string Request::PathElement(Path path, absl::string_view element, absl::string_view attributes,
                                 absl::string_view content) const {
  return Element(element, absl::StrCat(Attribute("Id", absl::StrCat(path.id)), attributes),
                 content);
}

Path Request::AddPath(absl::string_view element, absl::string_view attributes,
                      absl::string_view content) {
  const Path path{next_id_++};
  const std::string xml = PathElement(path, element, attributes, content);
  paths_ = order_ == PathOrder::kParentsFirst ? paths_ + xml : xml + paths_;
  return path;
}

Action Request::AddAction(absl::string_view element, Path path, absl::string_view attributes,
                          absl::string_view content) {
  const Action action{next_id_++};
  absl::StrAppend(&actions_,
                  Element(element,
                          absl::StrCat(attributes, Attribute("Id", absl::StrCat(action.id)),
                                       Attribute("ObjectPathId", absl::StrCat(path.id))),
                          content));
  if (element == "ObjectPath" || element == "Query" || element == "ObjectIdentityQuery")
    promises_.push_back({action, std::string(element)});
  return action;
}

Path Request::Constructor(absl::string_view type_id) {
  return AddPath("Constructor", Attribute("TypeId", type_id), "");
}

Path Request::ConstructorAtEnd(absl::string_view type_id) {
  const Path path{next_id_++};
  absl::StrAppend(&last_paths_, PathElement(path, "Constructor", Attribute("TypeId", type_id), ""));
  return path;
}

Path Request::StaticProperty(absl::string_view type_id, absl::string_view name) {
  return AddPath("StaticProperty",
                 absl::StrCat(Attribute("TypeId", type_id), Attribute("Name", name)), "");
}

Path Request::Identity(absl::string_view identity) {
  return AddPath("Identity", Attribute("Name", identity), "");
}

Path Request::Method(Path parent, absl::string_view name,
                     const std::vector<Parameter>& parameters) {
  return AddPath(
      "Method",
      absl::StrCat(Attribute("ParentId", absl::StrCat(parent.id)), Attribute("Name", name)),
      Parameters(parameters));
}

Path Request::Property(Path parent, absl::string_view name) {
  return AddPath(
      "Property",
      absl::StrCat(Attribute("ParentId", absl::StrCat(parent.id)), Attribute("Name", name)), "");
}

Action Request::Instantiate(Path path) { return AddAction("ObjectPath", path, "", ""); }

Action Request::Query(Path path) {
  return AddAction("Query", path, "", QueryElement("Query", true, ""));
}

Action Request::QueryWithChildren(Path path) {
  return AddAction("Query", path, "",
                   QueryElement("Query", true, "") + QueryElement("ChildItemQuery", true, ""));
}

Action Request::QueryOnly(Path path, absl::Span<const absl::string_view> names) {
  return Query(path, Scalars(names));
}

Action Request::QueryWith(Path path, absl::Span<const absl::string_view> names) {
  return AddAction("Query", path, "", QueryElement("Query", true, Selected(Scalars(names))));
}

Action Request::Query(Path path, const std::vector<Selection>& selections) {
  return AddAction("Query", path, "", QueryElement("Query", false, Selected(selections)));
}

Action Request::InvokeForResult(Path path, absl::string_view name,
                                const std::vector<Parameter>& parameters) {
  const Action action = Invoke(path, name, parameters);
  promises_.push_back({action, std::string(name)});
  return action;
}

Action Request::QueryIdentity(Path path) { return AddAction("ObjectIdentityQuery", path, "", ""); }

Action Request::SetProperty(Path path, absl::string_view name, const Parameter& value) {
  return AddAction("SetProperty", path, Attribute("Name", name), value.xml);
}

Action Request::Invoke(Path path, absl::string_view name,
                       const std::vector<Parameter>& parameters) {
  return AddAction("Method", path, Attribute("Name", name), Parameters(parameters));
}

absl::StatusOr<std::string> Request::Xml() const {
  if (!FitsXml(actions_) || !FitsXml(paths_) || !FitsXml(last_paths_))
    return absl::InvalidArgumentError("a value holds control characters, which cannot be sent");
  return Element(
      "Request",
      absl::StrCat(
          field_types_ == FieldTypes::kShown ? Attribute("AddExpandoFieldTypeSuffix", "true") : "",
          Attribute("SchemaVersion", "15.0.0.0"), Attribute("LibraryVersion", "16.0.0.0"),
          Attribute("ApplicationName", "o365"), Attribute("xmlns", kNamespace)),
      absl::StrCat(Element("Actions", "", actions_),
                   Element("ObjectPaths", "", paths_ + last_paths_)));
}

absl::StatusOr<Answer> Answer::Read(absl::string_view text, const Request& request) {
  const absl::StatusOr<json::Value> parsed = json::Parse(text);
  if (!parsed.ok() || !parsed->is_array() || !parsed->ElementAt(0).is_object())
    return absl::DataLossError("the answer of ProcessQuery is not a list of results");
  const json::Value* error = parsed->ElementAt(0).Find("ErrorInfo");
  if (error == nullptr)
    return absl::DataLossError("the answer of ProcessQuery does not say whether it worked");
  if (!error->is_null()) return ErrorFrom(*error);
  Answer answer;
  for (size_t i = 1; i + 1 < parsed->elements().size(); i += 2) {
    if (const auto id = parsed->ElementAt(i).AsInt(); id.has_value())
      answer.results_[*id] = parsed->ElementAt(i + 1);
  }
  for (const Request::Promise& promise : request.promises()) {
    if (!answer.results_.contains(promise.action.id))
      return absl::DataLossError(
          absl::StrCat("the answer of ProcessQuery lacks the result of action ", promise.action.id,
                       " (", promise.what, ")"));
  }
  return answer;
}

const json::Value& Answer::Last() const {
  return results_.empty() ? NoValue() : results_.rbegin()->second;
}

absl::StatusOr<std::vector<json::Value>> Children(const json::Value& collection) {
  const json::Value& children = collection["_Child_Items_"];
  if (children.is_array()) return children.elements();
  return absl::DataLossError("the answer of ProcessQuery lacks the members of a collection");
}

const json::Value& Answer::operator[](Action action) const {
  const auto found = results_.find(action.id);
  return found == results_.end() ? NoValue() : found->second;
}

const json::Value& Answer::Find(absl::string_view member) const {
  for (const auto& [id, result] : results_) {
    if (const json::Value* found = result.Find(member); found != nullptr) return *found;
  }
  return NoValue();
}

std::string IsoDate(absl::string_view text) {
  absl::string_view rest = text;
  if (!absl::ConsumePrefix(&rest, "/Date(") || !absl::ConsumeSuffix(&rest, ")/"))
    return std::string(text);
  std::vector<int> parts;
  for (absl::string_view part : absl::StrSplit(rest, ',')) {
    int number = 0;
    if (!absl::SimpleAtoi(part, &number) || number < 0) return std::string(text);
    parts.push_back(number);
  }
  if (parts.size() != 7) return std::string(text);
  return absl::StrFormat("%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts[0], parts[1] + 1, parts[2],
                         parts[3], parts[4], parts[5], parts[6]);
}

json::Value Plain(const json::Value& object) {
  json::Value plain = json::Value::Object();
  for (const auto& [name, value] : object.members()) {
    if (name == "_ObjectType_" || name == "_ObjectIdentity_" || name == "_ObjectVersion_") continue;
    absl::string_view guid = value.AsString();
    const bool is_guid = absl::ConsumePrefix(&guid, "/Guid(") && absl::ConsumeSuffix(&guid, ")/") &&
                         cli::IsGuid(guid);
    plain.Set(name, is_guid ? json::Value(guid) : value);
  }
  return plain;
}

}  // namespace o365::spo::csom
