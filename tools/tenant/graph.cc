#include "tools/tenant/graph.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/graph_query.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/odata_shape.h"

namespace o365::tenant {
namespace {

constexpr char kHost[] = "https://graph.microsoft.com/";
constexpr char kWithMetadata[] =
    "application/json;odata.metadata=minimal;odata.streaming=true;"
    "IEEE754Compatible=false;charset=utf-8";
constexpr char kWithoutMetadata[] =
    "application/json;odata.metadata=none;odata.streaming=true;"
    "IEEE754Compatible=false;charset=utf-8";

bool WantsMetadata(const Call& call) {
  return !ContainsIgnoringCase(call.request.headers.Get("Accept"), "odata.metadata=none");
}

std::string Context(const Call& call, absl::string_view context) {
  const std::string select = call.Query("$select");
  const bool is_one = absl::ConsumeSuffix(&context, "/$entity");
  return absl::StrCat(kHost, call.version, "/$metadata#", context,
                      select.empty() ? "" : absl::StrCat("(", select, ")"),
                      is_one ? "/$entity" : "");
}

// The request's URL, as the client wrote it, with another $skiptoken.
std::string NextLink(const Call& call, size_t start) {
  const std::string& target = call.request.target;
  const size_t question = target.find('?');
  std::string link = absl::StrCat("https://", call.request.host, target.substr(0, question), "?");
  if (question != std::string::npos) {
    for (absl::string_view part : absl::StrSplit(target.substr(question + 1), '&')) {
      const std::string name = http::PercentDecode(part.substr(0, part.find('=')));
      if (!part.empty() && !absl::EqualsIgnoreCase(name, "$skiptoken")) {
        absl::StrAppend(&link, part, "&");
      }
    }
  }
  return absl::StrCat(link, "$skiptoken=", SkipToken(start));
}

// Objects of several types say which they are.
json::Value WithType(const EntityType& of, const Entity& entity, json::Value shown) {
  if (of.name == entity.type) return shown;
  json::Value typed =
      json::Value::Object({{"@odata.type", absl::StrCat("#microsoft.graph.", entity.type)}});
  for (const auto& [name, value] : shown.members()) typed.Set(name, value);
  return typed;
}

json::Value Narrowed(const EntityType& type, const std::vector<std::string>& select,
                     const json::Value& whole) {
  return Select(whole, select.empty() ? SplitNames(type.default_select) : select);
}

json::Value Expanded(const Call& call, const Entity& entity, const Expansion& expansion) {
  const EntityType any{.name = "directoryObject", .path = "", .verbs = "", .shape = {}};
  const Source source = Follow(call.state(), entity, *expansion.navigation);
  json::Value all = json::Value::Array();
  Entity scratch;
  for (size_t place = 0; place < source.places; ++place) {
    const Entity* target = source.at(place, scratch);
    if (target == nullptr) continue;
    const EntityType& type = TypeNamed(target->type);
    all.Append(WithType(type.is_directory_object ? any : type, *target,
                        Narrowed(type, expansion.select, Shown(call.state(), *target))));
  }
  return IsOne(*expansion.navigation) ? all.ElementAt(0) : all;
}

// What of the entity is shown.
json::Value Projected(const Call& call, const GraphQuery& query, const Entity& entity,
                      const json::Value& whole) {
  json::Value shown = Narrowed(TypeNamed(entity.type), query.select, whole);
  for (const Expansion& expansion : query.expand) {
    shown.Set(expansion.name, Expanded(call, entity, expansion));
  }
  return shown;
}

// The elements of one page, and the place of the next; 0 when this is the last.
struct GraphPage {
  json::Value elements = json::Value::Array();
  size_t next = 0;
};

GraphPage InOrderOfPlaces(const Call& call, const GraphQuery& query, const EntityType& type,
                          const Source& source) {
  GraphPage page;
  Entity scratch;
  for (size_t place = query.start; place < source.places; ++place) {
    const Entity* entity = source.at(place, scratch);
    if (entity == nullptr) continue;
    const json::Value whole = Shown(call.state(), *entity);
    if (!Matches(query, whole)) continue;
    if (page.elements.elements().size() == query.page) {
      page.next = place;
      break;
    }
    page.elements.Append(WithType(type, *entity, Projected(call, query, *entity, whole)));
  }
  return page;
}

GraphPage Sorted(const Call& call, const GraphQuery& query, const EntityType& type,
                 const Source& source) {
  std::vector<json::Value> keys;  // all properties, with where they come from
  Entity scratch;
  for (size_t place = 0; place < source.places; ++place) {
    const Entity* entity = source.at(place, scratch);
    if (entity == nullptr) continue;
    json::Value whole = Shown(call.state(), *entity);
    if (!Matches(query, whole)) continue;
    whole.Set("\n", static_cast<int64_t>(place));
    keys.push_back(std::move(whole));
  }
  OrderBy(query.order, keys);
  GraphPage page;
  const size_t end = std::min(keys.size(), query.start + query.page);
  for (size_t i = query.start; i < end; ++i) {
    const auto place = static_cast<size_t>(*keys[i]["\n"].AsInt());
    keys[i].Erase("\n");
    const Entity& entity = *source.at(place, scratch);
    page.elements.Append(WithType(type, entity, Projected(call, query, entity, keys[i])));
  }
  if (end < keys.size()) page.next = end;
  return page;
}

int64_t CountOf(const Call& call, const GraphQuery& query, const Source& source) {
  int64_t count = 0;
  Entity scratch;
  for (size_t place = 0; place < source.places; ++place) {
    const Entity* entity = source.at(place, scratch);
    if (entity != nullptr && Matches(query, Shown(call.state(), *entity))) ++count;
  }
  return count;
}

}  // namespace

http::Response GraphRefuse(const Call& call, const GraphError& error) {
  std::string client = call.request.headers.Get("client-request-id");
  if (client.empty()) client = call.request_id;
  json::Value body = json::Value::Object({{"code", error.code}, {"message", error.message}});
  if (!error.details.is_null()) body.Set("details", error.details);
  body.Set("innerError",
           json::Value::Object({{"date", absl::FormatTime("%Y-%m-%dT%H:%M:%S", call.clock().Now(),
                                                          absl::UTCTimeZone())},
                                {"request-id", call.request_id},
                                {"client-request-id", client}}));
  return Json(error.status, json::Value::Object({{"error", std::move(body)}}), "application/json");
}

http::Response GraphUnknown(Call& call) {
  call.known = false;
  return GraphRefuse(call, {.status = 501,
                            .code = "NotImplemented",
                            .message = absl::StrCat("o365-tenant does not know ", call.method, " ",
                                                    call.request.host, call.request.target)});
}

GraphError ResourceNotFound(absl::string_view id) {
  return {.status = 404,
          .code = "Request_ResourceNotFound",
          .message = absl::StrCat("Resource '", id,
                                  "' does not exist or one of its queried reference-property "
                                  "objects are not present.")};
}

GraphError NotAuthorized() {
  return {.status = 403,
          .code = "Authorization_RequestDenied",
          .message = "Insufficient privileges to complete the operation."};
}

GraphError Conflict(absl::string_view property) {
  const std::string message = absl::StrCat("Another object with the same value for property ",
                                           property, " already exists.");
  return {.message = message,
          .details = json::Value::Array({json::Value::Object(
              {{"code", "ObjectConflict"}, {"message", message}, {"target", property}})})};
}

GraphError InvalidValue(const EntityType& type, absl::string_view property) {
  return {.message = absl::StrCat("Invalid value specified for property '", property,
                                  "' of resource '", Title(type), "'.")};
}

http::Response GraphCollection(const Call& call, const EntityType& type, const Source& source,
                               absl::string_view context) {
  const auto read = ReadGraphQuery(call, type);
  if (const auto* error = std::get_if<GraphError>(&read)) return GraphRefuse(call, *error);
  const auto& query = std::get<GraphQuery>(read);
  GraphPage page = query.order.empty() ? InOrderOfPlaces(call, query, type, source)
                                       : Sorted(call, query, type, source);
  const bool metadata = WantsMetadata(call);
  json::Value body = json::Value::Object();
  if (metadata) body.Set("@odata.context", Context(call, context));
  if (query.count) body.Set("@odata.count", CountOf(call, query, source));
  if (page.next > 0) body.Set("@odata.nextLink", NextLink(call, page.next));
  body.Set("value", std::move(page.elements));
  return Json(200, body, metadata ? kWithMetadata : kWithoutMetadata);
}

http::Response GraphCount(const Call& call, const EntityType& type, const Source& source) {
  if (type.is_directory_object &&
      !absl::EqualsIgnoreCase(call.request.headers.Get("ConsistencyLevel"), "eventual")) {
    return GraphRefuse(call, {.code = "Request_UnsupportedQuery",
                              .message = "$count is not currently supported without the request "
                                         "header 'ConsistencyLevel: eventual'."});
  }
  const auto read = ReadGraphQuery(call, type);
  if (const auto* error = std::get_if<GraphError>(&read)) return GraphRefuse(call, *error);
  return Text(200, absl::StrCat(CountOf(call, std::get<GraphQuery>(read), source)), "text/plain");
}

http::Response GraphEntity(const Call& call, const Entity& entity, int status,
                           absl::string_view context) {
  const EntityType& type = TypeNamed(entity.type);
  const auto read = ReadGraphQuery(call, type);
  if (const auto* error = std::get_if<GraphError>(&read)) return GraphRefuse(call, *error);
  json::Value shown =
      Projected(call, std::get<GraphQuery>(read), entity, Shown(call.state(), entity));
  return GraphValue(call, absl::StrCat(context.empty() ? type.path : context, "/$entity"), shown,
                    status);
}

http::Response GraphValue(const Call& call, absl::string_view context, const json::Value& value,
                          int status) {
  json::Value body = json::Value::Object();
  if (WantsMetadata(call)) body.Set("@odata.context", Context(call, context));
  if (value.is_object()) {
    for (const auto& [name, member] : value.members()) body.Set(name, member);
  } else {
    body.Set("value", value);
  }
  return Json(status, body);
}

}  // namespace o365::tenant
