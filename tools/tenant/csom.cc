#include "tools/tenant/csom.h"

#include <map>
#include <pugixml.hpp>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

constexpr int kDepthLimit = 20;

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

std::string Attribute(pugi::xml_node node, const char* name) {
  return node.attribute(name).as_string();
}

// [MS-CSOM], section 3.1.4.1.8.1.3: the value of a Parameter, Property or Object element.
json::Value ParameterValue(pugi::xml_node node, int depth = 0) {
  if (depth > kDepthLimit) return json::Value();
  const std::string type = Attribute(node, "Type"), text = node.text().as_string();
  if (type == "Null") return json::Value();
  if (type == "Boolean") return text == "true";
  if (type == "Array") {
    json::Value array = json::Value::Array();
    for (pugi::xml_node element : node.children("Object")) {
      array.Append(ParameterValue(element, depth + 1));
    }
    return array;
  }
  int64_t number = 0;
  const bool numeric = type == "Enum" || absl::StartsWith(type, "Int") ||
                       absl::StartsWith(type, "UInt") || type == "Number" || type == "Byte" ||
                       type == "Double";
  if (numeric && absl::SimpleAtoi(text, &number)) return number;
  if (!Attribute(node, "TypeId").empty()) {
    json::Value object = json::Value::Object();
    for (pugi::xml_node property : node.children("Property")) {
      object.Set(Attribute(property, "Name"), ParameterValue(property, depth + 1));
    }
    return object;
  }
  return text;
}

CsomParameters Parameters(pugi::xml_node node) {
  CsomParameters parameters;
  for (pugi::xml_node parameter : node.child("Parameters").children("Parameter")) {
    parameters.push_back(ParameterValue(parameter));
  }
  return parameters;
}

// One request.
class Evaluation {
 public:
  explicit Evaluation(Call& call) : call_(call) {}

  // nullopt when all went well; `results` are the answer's elements after the first.
  std::optional<CsomError> Run(pugi::xml_node request) {
    for (pugi::xml_node path : request.child("ObjectPaths").children()) {
      paths_[Attribute(path, "Id")] = path;
    }
    for (pugi::xml_node action : request.child("Actions").children()) {
      if (auto error = Act(action); error.has_value()) return error;
    }
    return std::nullopt;
  }
  std::vector<json::Value> TakeResults() { return std::move(results_); }

 private:
  // Finds the object of a path, making it if this is its first use.
  std::variant<CsomObject*, CsomError> Object(const std::string& id, int depth = 0) {
    if (const auto made = objects_.find(id); made != objects_.end()) return &made->second;
    const auto path = paths_.find(id);
    if (path == paths_.end() || depth > kDepthLimit) {
      return CsomError{.message = absl::StrCat("Object path \"", id, "\" does not exist.")};
    }
    CsomResult result = Make(path->second, depth);
    if (auto* error = std::get_if<CsomError>(&result)) return *std::move(error);
    auto* object = std::get_if<CsomObject>(&result);
    if (object == nullptr) return Unknown("Object path", Attribute(path->second, "Name"));
    return &(objects_[id] = *std::move(object));
  }

  CsomResult Make(pugi::xml_node path, int depth) {
    const std::string kind = path.name(), name = Attribute(path, "Name");
    if (kind == "Identity") return CsomFromIdentity(call_, name);
    if (kind == "Constructor" || kind == "StaticProperty" || kind == "StaticMethod") {
      return Static(Attribute(path, "TypeId"), kind == "Constructor" ? "" : name, path);
    }
    if (kind != "Property" && kind != "Method") return Unknown("Object path", kind);
    auto parent = Object(Attribute(path, "ParentId"), depth + 1);
    if (auto* error = std::get_if<CsomError>(&parent)) return *std::move(error);
    return Invoke(*std::get<CsomObject*>(parent), kind == "Method" ? "Method" : "Property", path);
  }

  CsomResult Static(absl::string_view type_id, absl::string_view name, pugi::xml_node node) {
    absl::ConsumePrefix(&type_id, "{");
    absl::ConsumeSuffix(&type_id, "}");
    for (const CsomStatic& row : CsomStatics()) {
      if (!absl::EqualsIgnoreCase(row.type_id, type_id) || row.name != name) continue;
      CsomObject none;
      return row.run(call_, none, Parameters(node));
    }
    return Unknown("Type", absl::StrCat("{", type_id, "}"));
  }

  CsomResult Invoke(CsomObject& self, const char* kind, pugi::xml_node node) {
    const std::string name = Attribute(node, "Name");
    const CsomMember* member = FindTypeMember(self.type, name);
    return member == nullptr ? Unknown(kind, name) : member->run(call_, self, Parameters(node));
  }

  static const CsomMember* FindTypeMember(absl::string_view type, absl::string_view name) {
    for (const auto& table :
         {CsomCdnMembers(), CsomExternalUserMembers(), CsomHubMembers(), CsomPrincipalMembers(),
          CsomPropertyBagMembers(), CsomSiteAdminMembers(), CsomSiteMembers(), CsomTenantMembers(),
          CsomThemeMembers()}) {
      for (const CsomMember& row : table) {
        if (type == row.type && name == row.name) return &row;
      }
    }
    return nullptr;
  }

  // [MS-CSOM], section 3.1.4.1.8.1.2.3: the new value is the action's only element.
  CsomResult SetProperty(CsomObject& self, pugi::xml_node action) {
    const std::string name = Attribute(action, "Name");
    const CsomMember* setter = FindTypeMember(self.type, absl::StrCat(name, "="));
    if (setter == nullptr) return Unknown("Property", name);
    return setter->run(call_, self, {ParameterValue(action.child("Parameter"))});
  }

  CsomError Unknown(absl::string_view what, absl::string_view name) {
    call_.known = false;
    return {.message = absl::StrCat(what == "Property" ? "Field or property" : what, " \"", name,
                                    "\" does not exist.")};
  }

  void Add(pugi::xml_node action, json::Value result) {
    results_.push_back(json::Value::Number(absl::StrCat(action.attribute("Id").as_llong())));
    results_.push_back(std::move(result));
  }

  std::optional<CsomError> Act(pugi::xml_node action) {
    const std::string kind = action.name();
    if (kind == "StaticMethod") {
      return Report(action, Static(Attribute(action, "TypeId"), Attribute(action, "Name"), action));
    }
    auto found = Object(Attribute(action, "ObjectPathId"));
    if (auto* error = std::get_if<CsomError>(&found)) return *std::move(error);
    CsomObject& object = *std::get<CsomObject*>(found);
    if (kind == "ObjectPath") {
      Add(action, json::Value::Object({{"IsNull", false}}));
    } else if (kind == "ObjectIdentityQuery") {
      Add(action, json::Value::Object({{"_ObjectIdentity_", Identity(object)}}));
    } else if (kind == "Method") {
      return Report(action, Invoke(object, "Method", action));
    } else if (kind == "SetProperty") {
      return Report(action, SetProperty(object, action));
    } else if (kind == "Query") {
      return AnswerQuery(action, object);
    } else {
      return Unknown("Action", kind);
    }
    return std::nullopt;
  }

  // What a method returned; one without a value leaves no trace in the answer.
  std::optional<CsomError> Report(pugi::xml_node action, CsomResult result) {
    return std::visit(
        Overloaded{[](const CsomNothing&) { return std::optional<CsomError>(); },
                   [&](json::Value& value) {
                     Add(action, std::move(value));
                     return std::optional<CsomError>();
                   },
                   [&](const CsomObject& object) {
                     Add(action, Show(object, {}));
                     return std::optional<CsomError>();
                   },
                   [](CsomError& error) { return std::optional<CsomError>(std::move(error)); }},
        result);
  }

  std::string Identity(const CsomObject& object) const {
    return object.identity.empty() ? "" : absl::StrCat(call_.request_id, "|", object.identity);
  }

  // The object with these properties, or all of them.
  json::Value Show(const CsomObject& object, const std::vector<std::string>& names) const {
    json::Value shown = json::Value::Object({{"_ObjectType_", object.type}});
    if (!object.identity.empty()) shown.Set("_ObjectIdentity_", Identity(object));
    const json::Value selected = Select(object.properties, names);
    for (const auto& [name, value] : selected.members()) shown.Set(name, value);
    if (names.empty()) return shown;
    const json::Value extras = Select(object.on_request, names);
    for (const auto& [name, value] : extras.members()) shown.Set(name, value);
    return shown;
  }

  // The names that a Query or ChildItemQuery element asks for; none for all.
  static std::vector<std::string> QueriedNames(pugi::xml_node query) {
    std::vector<std::string> names;
    if (query.attribute("SelectAllProperties").as_bool()) return names;
    for (pugi::xml_node property : query.child("Properties").children("Property")) {
      names.push_back(Attribute(property, "Name"));
    }
    // Nothing asked for is nothing shown; Select() reads an empty list as everything.
    if (names.empty()) names.emplace_back("_");
    return names;
  }

  // Leaves of collections among the properties what their ChildItemQuery asks for.
  static void SelectMembers(pugi::xml_node query, json::Value& shown) {
    for (pugi::xml_node property : query.child("Properties").children("Property")) {
      json::Value* collection = shown.FindMutable(Attribute(property, "Name"));
      json::Value* items =
          collection == nullptr ? nullptr : collection->FindMutable("_Child_Items_");
      if (items == nullptr) continue;
      std::vector<std::string> names = QueriedNames(property.child("ChildItemQuery"));
      if (!names.empty()) names.emplace_back("_ObjectType_");
      for (json::Value& item : *items->mutable_elements()) item = Select(item, names);
    }
  }

  std::optional<CsomError> AnswerQuery(pugi::xml_node action, const CsomObject& object) {
    const std::vector<std::string> names = QueriedNames(action.child("Query"));
    for (const std::string& name : names) {
      if (name != "_" && FindMember(object.properties, name) == nullptr &&
          FindMember(object.on_request, name) == nullptr) {
        return Unknown("Property", name);
      }
    }
    json::Value shown = Show(object, names);
    SelectMembers(action.child("Query"), shown);
    if (pugi::xml_node child_query = action.child("ChildItemQuery"); child_query) {
      json::Value items = json::Value::Array();
      for (const CsomObject& child : object.children) {
        items.Append(Show(child, QueriedNames(child_query)));
      }
      shown.Set("_Child_Items_", std::move(items));
    }
    Add(action, std::move(shown));
    return std::nullopt;
  }

  Call& call_;
  std::map<std::string, pugi::xml_node> paths_;
  std::map<std::string, CsomObject> objects_;
  std::vector<json::Value> results_;
};

json::Value ErrorInfo(const Call& call, const CsomError& error) {
  return json::Value::Object({{"ErrorMessage", error.message},
                              {"ErrorValue", json::Value()},
                              {"TraceCorrelationId", call.request_id},
                              {"ErrorCode", error.code},
                              {"ErrorTypeName", error.type}});
}

}  // namespace

CsomError CsomAccessDenied() {
  return {.message =
              "Access denied. You do not have permission to perform this action or access "
              "this resource.",
          .code = -2147024891,
          .type = "System.UnauthorizedAccessException"};
}

CsomError CsomBadArgument() {
  return {.message = "Value does not fall within the expected range.",
          .code = -2147024809,
          .type = "System.ArgumentException"};
}

CsomError CsomFileNotFound() {
  return {
      .message = "File Not Found.", .code = -2147024894, .type = "System.IO.FileNotFoundException"};
}

json::Value CsomAnswer(Call& call, absl::string_view request) {
  Evaluation evaluation(call);
  std::optional<CsomError> error;
  pugi::xml_document document;
  if (!document.load_buffer(request.data(), request.size(), pugi::parse_default) ||
      !document.child("Request")) {
    error = CsomError{.message = "The XML of the request is not valid."};
  } else {
    error = evaluation.Run(document.child("Request"));
  }
  json::Value answer = json::Value::Array({json::Value::Object(
      {{"SchemaVersion", "15.0.0.0"},
       {"LibraryVersion", kSpoLibraryVersion},
       {"ErrorInfo", error.has_value() ? ErrorInfo(call, *error) : json::Value()},
       {"TraceCorrelationId", call.request_id}})});
  // After a failure nothing but the first element is sent.
  if (error.has_value()) return answer;
  for (json::Value& result : evaluation.TakeResults()) answer.Append(std::move(result));
  return answer;
}

}  // namespace o365::tenant
