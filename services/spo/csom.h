// CSOM: the XML protocol of /_vti_bin/client.svc/ProcessQuery ([MS-CSOM]: "SharePoint Client Query
// Protocol"). A request lists actions over objects, objects are reached by paths:
//
//   csom::Request request;
//   const csom::Path tenant = request.Constructor(csom::kTenant);
//   const csom::Action enabled =
//       request.InvokeForResult(tenant, "GetTenantCdnEnabled", {csom::Enum(0)});
//   ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(site_url, request));
//   Use(answer[enabled]);
//
// An answer without the result of something that was asked for is an error.
//
// All text is escaped here, and what XML cannot carry is refused.

#ifndef SERVICES_SPO_CSOM_H_
#define SERVICES_SPO_CSOM_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/json/value.h"

namespace o365::spo::csom {

// Type ids of objects that are made by constructors or reached by static properties.
inline constexpr absl::string_view kTenant = "{268004ae-ef6b-4e9b-8425-127220d84719}";
inline constexpr absl::string_view kTenantSettings = "{e9a11c41-0667-4c14-a4a5-e0d6cf67f6fa}";
inline constexpr absl::string_view kTenantManagement = "{e45fd516-a408-4ca4-b6dc-268e2f1f0f83}";
inline constexpr absl::string_view kSitePropertiesFilter = "{b92aeee2-c92c-4b67-abcc-024e471bc140}";
inline constexpr absl::string_view kSiteCreationProperties =
    "{11f84fff-b8cf-47b6-8b50-34e692656606}";
inline constexpr absl::string_view kRequestContext = "{3747adcd-a3c3-41b9-bfab-4a64dd2f1e0a}";
inline constexpr absl::string_view kWebAppServicePrincipal =
    "{104e8f06-1e00-4675-99c6-1b9b504ed8d8}";

// A parameter of a method, as XML.
struct Parameter {
  std::string xml;
};
// A property of an object that is a parameter, as XML.
struct Property {
  std::string xml;
};

// The types of numbers ([MS-CSOM], section 3.1.4.1.8.1.3).
enum class NumberType { kInt32, kUInt32, kInt64, kDouble };

Parameter Enum(int value);
// `digits` is the number's text, so that none is rounded on its way.
Parameter Number(NumberType type, absl::string_view digits);
// `guid` with or without braces, as the method wants it.
Parameter Guid(absl::string_view guid);
Parameter String(absl::string_view value);
Parameter Boolean(bool value);
Parameter Null();
Parameter Strings(const std::vector<std::string>& values);
Parameter Object(absl::string_view type_id, const std::vector<Property>& properties);

Property EnumProperty(absl::string_view name, int value);
Property NumberProperty(absl::string_view name, NumberType type, absl::string_view digits);
Property StringProperty(absl::string_view name, absl::string_view value);
Property BooleanProperty(absl::string_view name, bool value);

// What a query asks for, as XML.
struct Selection {
  std::string xml;
};

// A scalar property.
Selection Scalar(absl::string_view name);
// A property that is an object, with all it holds.
Selection Whole(absl::string_view name);
// A property that is a collection: these scalar properties of its members.
Selection Members(absl::string_view name, const std::vector<absl::string_view>& properties);

// An object of a request, by its id.
struct Path {
  int id;
};
// An action of a request, by its id.
struct Action {
  int id;
};

// How the objects of a request are listed. The protocol allows any order.
enum class PathOrder { kParentsFirst, kParentsLast };

// Whether the answer's field values carry their types in their names.
enum class FieldTypes { kShown, kPlain };

class Request {
 public:
  Request() = default;
  explicit Request(PathOrder order) : order_(order) {}
  explicit Request(FieldTypes field_types) : field_types_(field_types) {}

  // Objects.
  Path Constructor(absl::string_view type_id);
  // The same, written behind all other paths; the service takes them in any order.
  Path ConstructorAtEnd(absl::string_view type_id);
  Path StaticProperty(absl::string_view type_id, absl::string_view name);
  // An object by the identity that an earlier answer gave (_ObjectIdentity_).
  Path Identity(absl::string_view identity);
  Path Method(Path parent, absl::string_view name, const std::vector<Parameter>& parameters);
  Path Property(Path parent, absl::string_view name);

  // Actions. Instantiate makes the service resolve the path.
  Action Instantiate(Path path);
  // All scalar properties of the object; of the members of a collection too, if asked.
  Action Query(Path path);
  Action QueryWithChildren(Path path);
  // These properties alone.
  Action Query(Path path, const std::vector<Selection>& selections);
  // These scalar properties and no others.
  Action QueryOnly(Path path, absl::Span<const absl::string_view> names);
  // All scalar properties, and these by name even if they are no default ones.
  Action QueryWith(Path path, absl::Span<const absl::string_view> names);
  // The identity by which a later request can name the object.
  Action QueryIdentity(Path path);
  // Sets a property; calling the object's Update after it saves it.
  Action SetProperty(Path path, absl::string_view name, const Parameter& value);
  // Calls a method, which need not give a result.
  Action Invoke(Path path, absl::string_view name, const std::vector<Parameter>& parameters);
  // Calls a method for its result.
  Action InvokeForResult(Path path, absl::string_view name,
                         const std::vector<Parameter>& parameters);

  // The request's text. kInvalidArgument when a value holds characters XML 1.0 cannot carry.
  absl::StatusOr<std::string> Xml() const;

  // An action whose result the service owes ([MS-CSOM], section 3.1.4.1.8.2: all but methods
  // without one and what sets properties), and what it is called in messages.
  struct Promise {
    Action action;
    std::string what;
  };
  const std::vector<Promise>& promises() const { return promises_; }

 private:
  Path AddPath(absl::string_view element, absl::string_view attributes, absl::string_view content);
  Action AddAction(absl::string_view element, Path path, absl::string_view attributes,
                   absl::string_view content);

  std::string PathElement(Path path, absl::string_view element, absl::string_view attributes,
                          absl::string_view content) const;

  PathOrder order_ = PathOrder::kParentsFirst;
  FieldTypes field_types_ = FieldTypes::kShown;
  int next_id_ = 1;
  std::string actions_, paths_, last_paths_;
  std::vector<Promise> promises_;
};

// The results of a request's actions.
class Answer {
 public:
  // Reads the service's JSON. An ErrorInfo becomes "MESSAGE (TYPE, CODE, trace ID)" with the
  // fitting code; one that is a text is the message. kDataLoss for what is no answer, and for one
  // that lacks a result which `request` asks for.
  static absl::StatusOr<Answer> Read(absl::string_view text, const Request& request);

  // The action's result; null for one that owes none.
  const json::Value& operator[](Action action) const;
  // The member of the first result that has it, whichever action gave it, or null.
  const json::Value& Find(absl::string_view member) const;
  // The result of the last action which has one; null when none has.
  const json::Value& Last() const;

 private:
  std::map<int64_t, json::Value> results_;
};

// The members of a collection that a query brought. kDataLoss when they are not there: an empty
// collection has an empty list of them.
absl::StatusOr<std::vector<json::Value>> Children(const json::Value& collection);

// The time of "/Date(2016,10,2,21,50,52,0)/", whose months count from 0, as
// 2016-11-02T21:50:52.000Z (ISO 8601); any other text as it is.
std::string IsoDate(absl::string_view text);
// An object of an answer as users know it: without the protocol's own members (_ObjectType_,
// _ObjectIdentity_, _ObjectVersion_), and with GUIDs as such instead of "/Guid(...)/".
json::Value Plain(const json::Value& object);

// The text with &, <, >, quotes and line breaks as references.
std::string EscapeXml(absl::string_view text);

}  // namespace o365::spo::csom

#endif  // SERVICES_SPO_CSOM_H_
