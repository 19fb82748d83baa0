// CSOM: the XML protocol of /_vti_bin/client.svc/ProcessQuery ([MS-CSOM]: "SharePoint Client Query
// Protocol"). A request lists actions over objects, objects are reached by paths:
//
//   csom::Request request;
//   const csom::Path tenant = request.Constructor(csom::kTenant);
//   const csom::Action enabled =
//       request.Invoke(tenant, "GetTenantCdnEnabled", {csom::Enum(0)});
//   ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(site_url, request));
//   Use(answer[enabled]);
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
#include "common/json/value.h"

namespace o365::spo::csom {

// Type ids of objects that are made by constructors or reached by static properties.
inline constexpr absl::string_view kTenant = "{268004ae-ef6b-4e9b-8425-127220d84719}";
inline constexpr absl::string_view kTenantSettings = "{e9a11c41-0667-4c14-a4a5-e0d6cf67f6fa}";
inline constexpr absl::string_view kSitePropertiesFilter = "{b92aeee2-c92c-4b67-abcc-024e471bc140}";

// A parameter of a method, as XML.
struct Parameter {
  std::string xml;
};
// A property of an object that is a parameter, as XML.
struct Property {
  std::string xml;
};

Parameter Enum(int value);
Parameter String(absl::string_view value);
Parameter Boolean(bool value);
Parameter Guid(absl::string_view value);
Parameter Strings(const std::vector<std::string>& values);
Parameter Object(absl::string_view type_id, const std::vector<Property>& properties);

Property EnumProperty(absl::string_view name, int value);
Property StringProperty(absl::string_view name, absl::string_view value);
Property BooleanProperty(absl::string_view name, bool value);

// An object of a request, by its id.
struct Path {
  int id;
};
// An action of a request, by its id.
struct Action {
  int id;
};

class Request {
 public:
  // Objects.
  Path Constructor(absl::string_view type_id);
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
  // Calls a method for its result.
  Action Invoke(Path path, absl::string_view name, const std::vector<Parameter>& parameters);
  // Sets a property; calling the object's Update after it saves it.
  Action SetProperty(Path path, absl::string_view name, const Parameter& value);

  // The request's text. kInvalidArgument when a value holds characters XML 1.0 cannot carry.
  absl::StatusOr<std::string> Xml() const;

 private:
  Path AddPath(absl::string_view element, absl::string_view attributes, absl::string_view content);
  Action AddAction(absl::string_view element, Path path, absl::string_view attributes,
                   absl::string_view content);

  int next_id_ = 1;
  std::string actions_, paths_;
};

// The results of a request's actions.
class Answer {
 public:
  // Reads the service's JSON. An ErrorInfo becomes "MESSAGE (TYPE, CODE, trace ID)" with the
  // fitting code; one that is a text is the message.
  static absl::StatusOr<Answer> Read(absl::string_view text);

  // The action's result, or null.
  const json::Value& operator[](Action action) const;
  // The result that came last: that of the last action which has one; null when none has.
  const json::Value& Last() const { return last_; }

 private:
  std::map<int64_t, json::Value> results_;
  json::Value last_;
};

// An object of an answer as users know it: without the protocol's own members (_ObjectType_,
// _ObjectIdentity_, _ObjectVersion_), and with GUIDs as such instead of "/Guid(...)/".
json::Value Plain(const json::Value& object);

// The text with &, <, >, quotes and line breaks as references.
std::string EscapeXml(absl::string_view text);

}  // namespace o365::spo::csom

#endif  // SERVICES_SPO_CSOM_H_
